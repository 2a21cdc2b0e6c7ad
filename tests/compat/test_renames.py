"""What counts as the same under another name, and what only looks alike."""

from __future__ import annotations

import pytest

from tc3gen.compat import pairing
from tc3gen.model import Action, Field, Kind, Struct, TypeRef


def listing(name: str, description: str = "", items: str = "Items") -> Action:
    """An action that lists something, as those of real services do."""
    text, number = TypeRef(Kind.STRING), TypeRef(Kind.INTEGER)
    given = ("Filters", "Limit", "Offset", "Order", "By")
    return Action(
        name,
        tuple(Field(each, number if each in ("Limit", "Offset") else text) for each in given),
        (Field(items, TypeRef(Kind.ARRAY, item=text)), Field("TotalCount", number)),
        description=description,
    )


def shape(name: str, *fields: str, description: str = "") -> Struct:
    text = TypeRef(Kind.STRING)
    return Struct(name, tuple(Field(each, text) for each in fields), description)


RECTANGLE = ("X", "Y", "Width", "Height")
MANY = tuple(f"Field{number}" for number in range(10))


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        # Each is used somewhere else.
        (shape("Rect", *RECTANGLE), shape("ImageCoordinates", *RECTANGLE), False),
        (shape("Tag", "Key", "Value"), shape("Header", "Key", "Value"), False),
        (shape("IPStrategysStatus", *RECTANGLE), shape("IPStrategiesStatus", *RECTANGLE), True),
        (shape("Rect", *RECTANGLE), shape("Rectangle", *RECTANGLE[:3]), True),
        (
            shape("Rect", *RECTANGLE, description="Where in the picture the seal is."),
            shape("SealPlace", *RECTANGLE, description="Where in the picture the seal is"),
            True,
        ),
        (shape("Outcome", *MANY), shape("TaskResult", *MANY), True),
        (shape("Outcome", *MANY), shape("TaskResult", *MANY[:7]), False),
    ],
)
def test_a_struct_that_is_called_otherwise(old: Struct, new: Struct, same: bool) -> None:
    assert pairing.structs([old], [new]) == ({old.name: new.name} if same else {})
    assert pairing.structs([new], [old]) == ({new.name: old.name} if same else {})


SAID = "This API is used to query the list of {}."


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        # Pairs of one real release and another, all of which are two things.
        (
            listing("DescribeExpertServiceList", SAID.format("security managers")),
            listing("DescribeRaspLicenseList", SAID.format("application protection licenses")),
            False,
        ),
        (
            listing("DescribeEmergencyResponseList", SAID.format("emergency responses")),
            listing("DescribeShellPolicyList", SAID.format("reverse shell policies")),
            False,
        ),
        (
            listing("CreateInstancePost", "This API creates a pay-as-you-go instance."),
            listing("CreateInstancePre", "This API creates instances that are paid each year."),
            False,
        ),
        (listing("ListPlans"), listing("DescribeShopsByOwner"), False),
        # The same again.
        (listing("DescribeSubAppIDs"), listing("DescribeSubAppIds", SAID.format("others")), True),
        (listing("DescribePlans"), listing("DescribePlan"), True),
        (
            listing("DescribeLicenseList", SAID.format("licenses")),
            listing("DescribeLicenses", SAID.format("all licenses")),
            True,
        ),
        (
            listing("ListShops", SAID.format("shops that an account has")),
            listing("ListOwnShops", SAID.format("shops that an account has")),
            True,
        ),
    ],
)
def test_an_action_that_is_called_otherwise(old: Action, new: Action, same: bool) -> None:
    assert pairing.actions([old], [new]) == ({old.name: new.name} if same else {})
    assert pairing.actions([new], [old]) == ({new.name: old.name} if same else {})
