"""R001 to R004: the types of fields are known, and the structs are used."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from .. import graph, suggest
from ..build import TYPE_WORDS
from ..diagnostics import Diagnostic, Rule, Severity
from .context import Context
from .samples import sample

UNKNOWN_STRUCT = Rule(
    "R001",
    "unknown-struct",
    Severity.ERROR,
    "A field has a type that is neither a scalar nor a struct of this spec.",
    "Generated code needs a class for every type that it names. An unknown name is nearly always"
    " a slip of the keyboard, or a struct that was not carried over with its action.",
    sample("""
        actions:
          RebuildMedia:
            input:
              RepairInfo: {type: RepairInof}
        structs:
          RepairInfo:
            fields:
              Switch: {type: String, required: true}
    """),
    sample("""
        actions:
          RebuildMedia:
            input:
              RepairInfo: {type: RepairInfo}
        structs:
          RepairInfo:
            fields:
              Switch: {type: String, required: true}
    """),
)

UNUSED_STRUCT = Rule(
    "R002",
    "unused-struct",
    Severity.WARNING,
    "No action sends or receives a struct.",
    "It becomes a class and a page that no caller has any use for. It is left over, or a field"
    " that should refer to it does not.",
    sample("""
        actions:
          RebuildMedia:
            input:
              FileId: {type: String, required: true}
        structs:
          RepairInfo:
            fields:
              Switch: {type: String, required: true}
    """),
    sample("""
        actions:
          RebuildMedia:
            input:
              RepairInfo: {type: RepairInfo}
        structs:
          RepairInfo:
            fields:
              Switch: {type: String, required: true}
    """),
)

STRUCT_IS_TYPE_WORD = Rule(
    "R004",
    "struct-named-like-type",
    Severity.ERROR,
    "A struct is called what a type is called.",
    "Wherever its name stands as a type, it means the scalar, so nothing can ever refer to the"
    " struct. Names of structs do not travel on the wire: any other name is as good.",
    sample("""
        actions:
          DescribeTasks:
            input:
              Filter: {type: Object}
        structs:
          Object:
            fields:
              Name: {type: String}
    """),
    sample("""
        actions:
          DescribeTasks:
            input:
              Filter: {type: TaskObject}
        structs:
          TaskObject:
            fields:
              Name: {type: String}
    """),
)

RULES = (
    UNKNOWN_STRUCT,
    UNUSED_STRUCT,
    STRUCT_IS_TYPE_WORD,
)

# What the type is called elsewhere: in other languages, in schemas, in the vendor's definitions.
_FOREIGN_WORDS = {
    "any": "Object",
    "bool": "Boolean",
    "bytes": "Binary",
    "datetime": "Timestamp ISO8601",
    "datetime_iso": "Timestamp ISO8601",
    "decimal": "Float",
    "dict": "Object",
    "double": "Float",
    "int": "Integer",
    "int32": "Integer",
    "int64": "Integer",
    "json": "Object",
    "long": "Integer",
    "map": "Object",
    "number": "Float",
    "str": "String",
    "text": "String",
    "uint64": "Integer",
}


def check(context: Context) -> Iterator[Diagnostic]:
    """The type of every field, and the use of every struct."""
    known = context.names("structs")
    meant: set[str | None] = set()
    for place in context.places:
        struct = place.field.type.leaf.struct
        if struct and struct not in known:
            meant.add(suggest.closest(struct, known))
            yield UNKNOWN_STRUCT.at(
                context.value(*place.path, "type"),
                f"`{struct}` is neither a type nor a struct of this spec",
                _meant_type(struct, known),
            )
    yield from _structs(context, meant)


def _meant_type(name: str, structs: Collection[str]) -> str:
    if name.casefold() in _FOREIGN_WORDS:
        return f"did you mean `{_FOREIGN_WORDS[name.casefold()]}`?"
    known = [*TYPE_WORDS, *structs]
    return suggest.did_you_mean(name, known, f"describe it: add `{name}:` under `structs:`")


def _structs(context: Context, meant: Collection[str | None]) -> Iterator[Diagnostic]:
    """What is wrong with structs; one that a mistyped name means is not unused besides."""
    words = {*TYPE_WORDS, "Array"}
    users: dict[str, list[str]] = {}
    for struct in context.service.structs:
        for name in graph.struct_names(struct.fields):
            users.setdefault(name, []).append(struct.name)
    for struct in context.service.structs:
        if struct.name in words:
            where = context.key("structs", struct.name)
            message = f"`{struct.name}` is the name of a type, so nothing can refer to this struct"
            help = "give it another name: names of structs do not travel on the wire"
            yield STRUCT_IS_TYPE_WORD.at(where, message, help)
            continue
        usage = context.usage[struct.name]
        is_used = usage.sent or usage.received or struct.name in meant
        if context.complete and not is_used:
            others = [name for name in users.get(struct.name, ()) if name != struct.name]
            unless = f": only `{others[0]}` refers to it, which is unused too" if others else ""
            yield UNUSED_STRUCT.at(
                context.key("structs", struct.name),
                f"no action sends or receives `{struct.name}`{unless}",
                "remove it, or refer to it from the action that it belongs to",
            )
