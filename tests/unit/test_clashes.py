"""Names that come out as one are found, and an alias is offered that is free."""

from __future__ import annotations

import pytest

from tc3gen import clashes
from tc3gen.clashes import ACTIONS, ERRORS, FIELDS, STRUCTS, Named, Sort


def _find(sort: Sort, *names: str) -> list[tuple[str, str, str, str]]:
    found = clashes.find(map(Named, names), sort)
    return [(c.first.wire, c.second.wire, c.name, c.suggestion) for c in found]


@pytest.mark.parametrize(
    ("sort", "first", "second", "name", "suggestion"),
    [
        (FIELDS, "TTL", "Ttl", "ttl", "TtlValue"),
        (FIELDS, "AppID", "AppId", "app_id", "AppIdValue"),
        (STRUCTS, "HDRInfo", "HdrInfo", "hdr_info", "HdrInfoData"),
        (STRUCTS, "AB", "A_b", "AB", "ABData"),
        (ACTIONS, "DescribeCDN", "DescribeCdn", "describe_cdn", "DescribeCdnCall"),
        (ERRORS, "Invalid.Value", "InvalidValue", "InvalidValue", "InvalidValueCode"),
    ],
)
def test_clash(sort: Sort, first: str, second: str, name: str, suggestion: str) -> None:
    assert _find(sort, first, second) == [(first, second, name, suggestion)]


def test_no_clash() -> None:
    assert _find(FIELDS, "SubAppId", "AppId", "Id", "class", "from") == []
    assert _find(ERRORS, "Invalid", "Invalid.Value") == []


def test_an_alias_is_what_counts() -> None:
    assert clashes.find([Named("TTL"), Named("Ttl", "TtlValue")], FIELDS) == []
    (clash,) = clashes.find([Named("TTL"), Named("Other", "Ttl")], FIELDS)
    assert clash.second == Named("Other", "Ttl")


def test_suggestions_are_free_and_differ() -> None:
    found = _find(FIELDS, "TTL", "Ttl", "TtlValue", "TTl")
    assert [suggestion for *_, suggestion in found] == ["TtlItem"]
    found = _find(FIELDS, "URL", "Url", "url")
    assert len({suggestion for *_, suggestion in found}) == len(found) == 2
