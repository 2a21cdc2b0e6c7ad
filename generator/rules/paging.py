"""P001 to P005: a list in parts can be gone through as `paging` says."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from .. import suggest, values
from ..build import POSITION_KEYS
from ..diagnostics import Diagnostic, Rule, Severity
from ..model import Action, Field, Kind, Paging, PagingStyle
from . import ways
from .context import Context, Path
from .samples import sample


def _paged(paging: str, total: str = "Integer") -> str:
    """A whole `api.yaml` with one action that pages."""
    return sample(f"""
        actions:
          DescribeMedia:
            paging: {{{paging}}}
            input:
              Offset: {{type: Integer}}
              Limit: {{type: Integer, maximum: 100}}
              Token: {{type: String}}
            output:
              MediaSet: {{type: Array of String}}
              TotalCount: {{type: {total}}}
              NextToken: {{type: String}}
    """)


_OFFSET = "style: offset, offset: Offset, limit: Limit, items: MediaSet, total: TotalCount"

PAGING_KEYS = Rule(
    "P001",
    "paging-keys",
    Severity.ERROR,
    "`paging` lacks a key that its style needs, or has one that means nothing in it.",
    "A token is handed from each reply (`output`) to the next request (`input`), an `offset` and a"
    " `page` are counted. A key of another style shows that one of the two is wrong.",
    _paged("style: token, input: Token, items: MediaSet"),
    _paged("style: token, input: Token, output: NextToken, items: MediaSet"),
)

UNKNOWN_PAGING_FIELD = Rule(
    "P002",
    "unknown-paging-field",
    Severity.ERROR,
    "`paging` names an input field that the action does not have.",
    "The client sets it to get the next part. Without it, every part would be the first.",
    _paged(_OFFSET.replace("limit: Limit", "limit: Limits")),
    _paged(_OFFSET),
)

UNKNOWN_PAGING_PATH = Rule(
    "P003",
    "unknown-paging-path",
    Severity.ERROR,
    "A path in `paging` leads to no member of the reply.",
    "Paths are names of members joined by dots, from the top of the reply. They lead through"
    " structs, and not through lists.",
    _paged(_OFFSET.replace("items: MediaSet", "items: Data.MediaSet")),
    _paged(_OFFSET),
)

WRONG_PAGING_TYPE = Rule(
    "P004",
    "wrong-paging-type",
    Severity.ERROR,
    "A member that `paging` names cannot hold what it says: a list, a number, a token.",
    "`items` is a list; offsets, pages and totals are numbers, or texts that hold one; a token and"
    " a flag are single values.",
    _paged(_OFFSET.replace("items: MediaSet", "items: NextToken")),
    _paged(_OFFSET),
)

CONTRADICTORY_PAGING = Rule(
    "P005",
    "contradictory-paging",
    Severity.ERROR,
    "Keys of `paging` contradict each other, or the limits of the fields that they name.",
    "A page size needs a field that it is sent in, and has to keep to that field's limits; what a"
    " flag is compared with needs the flag, and has to be a value that it can have.",
    _paged(f"{_OFFSET}, page_size: 1000"),
    _paged(f"{_OFFSET}, page_size: 100"),
)

RULES = (
    PAGING_KEYS,
    UNKNOWN_PAGING_FIELD,
    UNKNOWN_PAGING_PATH,
    WRONG_PAGING_TYPE,
    CONTRADICTORY_PAGING,
)

_COMMON = ("style", "items", "total", "more", "more_when", "page_size")
#: The keys of each style: those that it needs, and those that it may have besides.
_KEYS: dict[PagingStyle, tuple[tuple[str, ...], tuple[str, ...]]] = {
    PagingStyle.TOKEN: (("input", "output"), ("limit",)),
    PagingStyle.OFFSET: (("offset",), ("limit",)),
    PagingStyle.PAGE: (("page",), ("size", "first")),
}
_TEXT_OR_NUMBER = ways.NUMBERS | {Kind.STRING}


def check(context: Context) -> Iterator[Diagnostic]:
    """Every action that pages."""
    for action in context.service.actions:
        if action.paging is not None:
            path: Path = ("actions", action.name, "paging")
            yield from _keys(context, action.paging, path)
            yield from _fields(context, action, action.paging, path)
            yield from _paths(context, action, action.paging, path)


def _keys(context: Context, paging: Paging, path: Path) -> Iterator[Diagnostic]:
    style = paging.style
    needed, possible = _KEYS[style]
    given = context.data(*path)
    for key in needed:
        if key not in given:
            message = f"paging by {style} needs `{key}`"
            yield PAGING_KEYS.at(context.key(*path), message, f"add `{key}`, or correct `style`")
    for key in given:
        if key not in (*_COMMON, *needed, *possible):
            fitting = [other for other, keys in _KEYS.items() if key in (*keys[0], *keys[1])]
            message = f"`{key}` means nothing for paging by {style}"
            help = f"remove it, or say `style: {fitting[0]}`" if fitting else "remove it"
            yield PAGING_KEYS.at(context.key(*path, key), message, help)
    size = "size" if style is PagingStyle.PAGE else "limit"
    if paging.page_size is not None and not paging.size:
        message = "a `page_size` without a field to send it in has no effect"
        where = context.key(*path, "page_size")
        yield CONTRADICTORY_PAGING.at(where, message, f"add `{size}`, the field's name")
    if "more_when" in given and not paging.more:
        message = "`more_when` is the value of a flag, and there is no flag"
        yield CONTRADICTORY_PAGING.at(context.key(*path, "more_when"), message, "add `more`")


def _fields(context: Context, action: Action, paging: Paging, path: Path) -> Iterator[Diagnostic]:
    given = context.data(*path)
    inputs = {field.name: field for field in action.input}
    counted = paging.style is not PagingStyle.TOKEN
    position = POSITION_KEYS[paging.style]
    for key, kinds in (
        (position, _TEXT_OR_NUMBER if counted else ways.SINGLE),
        ("limit", _TEXT_OR_NUMBER),
        ("size", _TEXT_OR_NUMBER),
    ):
        name = given.get(key)
        if name is None:
            continue
        if name not in inputs:
            yield UNKNOWN_PAGING_FIELD.at(
                context.value(*path, key),
                f"the input of `{action.name}` has no field `{name}`",
                suggest.did_you_mean(name, inputs),
            )
            continue
        yield from _typed(context, inputs[name], kinds, (*path, key))
        if key != position and name == paging.position:
            message = f"`{name}` cannot say both which part is asked for and how large it is"
            yield CONTRADICTORY_PAGING.at(context.value(*path, key), message)
        elif key != position and paging.page_size is not None:
            yield from _page_size(context, inputs[name], paging.page_size, path)


def _page_size(context: Context, field: Field, size: int, path: Path) -> Iterator[Diagnostic]:
    value = str(size) if field.type.kind is Kind.STRING else size
    checker = values.Checker(context.structs)
    for mismatch in checker.value(
        value, field.type, field.limits, f"`{field.name}`", format=field.format
    ):
        where = context.value(*path, "page_size")
        yield CONTRADICTORY_PAGING.at(where, mismatch.message, mismatch.help)


def _paths(context: Context, action: Action, paging: Paging, path: Path) -> Iterator[Diagnostic]:
    owner = f"the output of `{action.name}`"
    for key, way, kinds in (
        ("items", paging.items, frozenset({Kind.ARRAY})),
        ("output", paging.next, ways.SINGLE),
        ("total", paging.total, _TEXT_OR_NUMBER),
        ("more", paging.more, ways.SINGLE),
    ):
        if not way:
            continue
        found = ways.follow(context, action.output, owner, way)
        if isinstance(found, ways.Lost):
            where = context.value(*path, key)
            yield UNKNOWN_PAGING_PATH.at(where, found.message, found.help)
            continue
        for field in found:
            wrong = list(_typed(context, field, kinds, (*path, key)))
            yield from wrong
            if key == "more" and not wrong:
                yield from _flag(context, field, paging, path)


def _flag(context: Context, field: Field, paging: Paging, path: Path) -> Iterator[Diagnostic]:
    checker = values.Checker(context.structs)
    for mismatch in checker.value(
        paging.more_when, field.type, field.limits, f"`{field.name}`", format=field.format
    ):
        given = "more_when" in context.data(*path)
        where = context.value(*path, "more_when" if given else "more")
        help = mismatch.help if given else "say with `more_when` which value means that there is"
        yield CONTRADICTORY_PAGING.at(where, mismatch.message, help)


def _typed(
    context: Context, field: Field, kinds: Collection[Kind], path: Path
) -> Iterator[Diagnostic]:
    if field.type.kind in kinds or ways.is_unclear(context, field):
        return
    wanted = {
        Kind.ARRAY in kinds: "a list",
        Kind.BOOLEAN in kinds: "a single value",
    }.get(True, "a number, or a text that holds one")
    message = f"`{field.name}` is of type `{field.type}`, and must be {wanted}"
    yield WRONG_PAGING_TYPE.at(context.value(*path), message)
