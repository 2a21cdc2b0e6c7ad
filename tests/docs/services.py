"""Services that a page must cope with, made by hand."""

from __future__ import annotations

from tc3gen.model import (
    Action,
    Choice,
    Condition,
    Deduplication,
    Deprecation,
    ErrorCode,
    Example,
    Field,
    Kind,
    Limits,
    RegionRule,
    Service,
    Struct,
    TypeRef,
)

STRING = TypeRef(Kind.STRING)
INTEGER = TypeRef(Kind.INTEGER)


def of(struct: str) -> TypeRef:
    return TypeRef(Kind.STRUCT, struct=struct)


def array(item: TypeRef) -> TypeRef:
    return TypeRef(Kind.ARRAY, item=item)


def nasty(text: str = "Plain words.") -> Service:
    """A service with every kind of fact, names that meet, and one text in every place for text."""
    choices = (Choice("a", text), Choice(text or "b", ""))
    tree = Struct(
        "Tree",
        (
            Field("Value", STRING, text, limits=Limits(enum=choices, open=True), example=text),
            Field("Left", of("Tree"), text, nullable=True),
            Field("Right", of("Con"), text, required=True, output_required=False),
            Field("All", array(array(of("Tree"))), text, required=True),
        ),
        text,
    )
    con = Struct("Con", (Field("Back", of("Tree"), f"{text}\n\nMore."),), text)
    # Named like an action, and a field of its name.
    same = Struct("PlantTree", (Field("PlantTree", of("PlantTree"), text),), text)
    lonely = Struct("Lonely", ())
    plant = Action(
        "PlantTree",
        (
            Field("Tree", of("Tree"), text, required=True),
            Field("Result", of("PlantTree"), text, deprecated=Deprecation(text, "PlantTree")),
            Field(
                "Ttl",
                INTEGER,
                f"{text}\n\n- {text}",
                limits=Limits(special=(Choice(0, text),), minimum=128, maximum=4096),
                unit="px",
                format="int64",
                default=128,
                applies_when=Condition(field="Tree", values=(text, "b")),
            ),
            Field("TTL", STRING, f"{text}\n\nMore.", alias="SecondTtl", unit=text),
            Field("Mode", STRING, limits=Limits(enum=tuple(map(Choice, "abcdefghij")))),
            Field("Pattern", STRING, limits=Limits(pattern="a|`b`|{{c}}"), default=text),
            Field("When", STRING, text, applies_when=Condition(text=text)),
        ),
        (Field("Tree", of("Tree"), text), Field("Trees", array(of("Tree")), text, nullable=True)),
        title=text,
        description=text,
        errors=("Bad", "Bad.Value"),
        examples=(
            Example(text, {"Tree": {"Value": text}, "Unknown": text}, {"RequestId": text}, text),
            Example("", {"Tree": {"Value": text, "All": [[{"Value": text}]]}}),
        ),
        rate_limit=0.5,
        region=RegionRule.REQUIRED,
        deduplicated_by=Deduplication("Tree"),
        deprecated=Deprecation(text, text, text),
    )
    return Service(
        name="nasty",
        version="2020-02-02",
        title=text,
        actions=(plant, Action("Index", (), ()), Action("Aux", (), (), read_only=True)),
        structs=(tree, con, same, lonely),
        errors=(ErrorCode("Bad", text, text), ErrorCode("Bad.Value", text), ErrorCode("notes")),
        endpoints=(("domestic", "nasty.tencentcloudapi.com"),),
        description=text,
    )
