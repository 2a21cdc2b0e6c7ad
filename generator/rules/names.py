"""N001 to N007: names that differ on the wire differ in generated code too."""

from __future__ import annotations

from collections.abc import Iterator

from .. import clashes, words
from ..clashes import Clash, Named
from ..diagnostics import Diagnostic, Rule, Severity
from ..model import Field
from .context import Context, Path
from .samples import sample

_WHY_ALIAS = (
    " An `alias` gives one of them another name in generated code; the wire name stays as it is."
)

FIELDS_CLASH = Rule(
    "N001",
    "fields-clash",
    Severity.ERROR,
    "Two fields of one struct, input or output come out under one name.",
    "A struct with both would lose one of them." + _WHY_ALIAS,
    sample("""
        actions:
          ModifyRecord:
            input:
              TTL: {type: Integer}
              Ttl: {type: Integer}
    """),
    sample("""
        actions:
          ModifyRecord:
            input:
              TTL: {type: Integer}
              Ttl: {type: Integer, alias: TtlValue}
    """),
)

STRUCTS_CLASH = Rule(
    "N002",
    "structs-clash",
    Severity.ERROR,
    "Two structs come out under one name, or in one file on disks that ignore case.",
    "The second would overwrite the first." + _WHY_ALIAS,
    sample("""
        actions:
          RebuildMedia:
            input:
              First: {type: HDRInfo}
              Second: {type: HdrInfo}
        structs:
          HDRInfo: {fields: {Switch: {type: String}}}
          HdrInfo: {fields: {Switch: {type: String}}}
    """),
    sample("""
        actions:
          RebuildMedia:
            input:
              First: {type: HDRInfo}
              Second: {type: HdrInfo}
        structs:
          HDRInfo: {fields: {Switch: {type: String}}}
          HdrInfo: {alias: HdrInfoValue, fields: {Switch: {type: String}}}
    """),
)

ACTIONS_CLASH = Rule(
    "N003",
    "actions-clash",
    Severity.ERROR,
    "Two actions come out under one name, or in one file on disks that ignore case.",
    "A client has one method of a name." + _WHY_ALIAS,
    sample("""
        actions:
          DescribeCDN: {}
          DescribeCdn: {}
    """),
    sample("""
        actions:
          DescribeCDN: {}
          DescribeCdn: {alias: DescribeCdnValue}
    """),
)

ERRORS_CLASH = Rule(
    "N004",
    "errors-clash",
    Severity.ERROR,
    "Two error codes come out as one class.",
    "Dots cannot stand in a name, and the words of both codes are the same without them."
    + _WHY_ALIAS,
    sample("""
        actions: {}
        errors:
          InvalidParameterValue: A value is not allowed.
          InvalidParameter.Value: The parameter Value is not allowed.
    """),
    sample("""
        actions: {}
        errors:
          InvalidParameterValue: A value is not allowed.
          InvalidParameter.Value:
            description: The parameter Value is not allowed.
            alias: InvalidParameterNamedValue
    """),
)

STRUCT_IS_MESSAGE = Rule(
    "N005",
    "struct-named-like-message",
    Severity.ERROR,
    "A struct is called what an action's request or response is called.",
    "Each action has a class for its request and one for its response, in the same package as the"
    " structs." + _WHY_ALIAS,
    sample("""
        actions:
          DescribeTasks:
            output:
              Set: {type: DescribeTasksResponse}
        structs:
          DescribeTasksResponse: {fields: {Status: {type: String}}}
    """),
    sample("""
        actions:
          DescribeTasks:
            output:
              Set: {type: DescribeTasksResponse}
        structs:
          DescribeTasksResponse: {alias: TasksSet, fields: {Status: {type: String}}}
    """),
)

RESERVED_NAME = Rule(
    "N006",
    "reserved-name",
    Severity.ERROR,
    "A struct or an action has a name that its place in generated code cannot have.",
    "The client's own names (`VodClient`, `AsyncVodClient`) stand beside the structs, and each"
    " struct and each action is a file: Windows has no files called `con`, `nul` or `lpt1`,"
    " whatever follows the dot. A name that is a keyword of a language is no problem: the language"
    " adds an underscore. An `alias` gives it another name in generated code; the wire name stays"
    " as it is.",
    sample("""
        actions:
          DescribeClients:
            output:
              Client: {type: VodClient}
        structs:
          VodClient: {fields: {Name: {type: String}}}
    """),
    sample("""
        actions:
          DescribeClients:
            output:
              Client: {type: VodClient}
        structs:
          VodClient: {alias: VodClientInfo, fields: {Name: {type: String}}}
    """),
)

METHODS_CLASH = Rule(
    "N007",
    "methods-clash",
    Severity.ERROR,
    "A method that pages, streams or waits comes out under the name of another method.",
    "Beside the method of each action, a client has `..._pages` and `..._items` for an action that"
    " pages, `..._stream` for one that streams, and `wait_until_...` for a waiter." + _WHY_ALIAS,
    sample("""
        actions:
          DescribeTasksItems: {}
          DescribeTasks:
            paging: {style: token, input: Token, output: Token, items: Tasks}
            input: {Token: {type: String}}
            output: {Tasks: {type: Array of String}, Token: {type: String}}
    """),
    sample("""
        actions:
          DescribeTasksItems: {alias: DescribeItemsOfTasks}
          DescribeTasks:
            paging: {style: token, input: Token, output: Token, items: Tasks}
            input: {Token: {type: String}}
            output: {Tasks: {type: Array of String}, Token: {type: String}}
    """),
)

RULES = (
    FIELDS_CLASH,
    STRUCTS_CLASH,
    ACTIONS_CLASH,
    ERRORS_CLASH,
    STRUCT_IS_MESSAGE,
    RESERVED_NAME,
    METHODS_CLASH,
)

_REQUEST_ID = Named("RequestId")


def check(context: Context) -> Iterator[Diagnostic]:
    """Every name that generated code spells."""
    for action in context.service.actions:
        path: Path = ("actions", action.name)
        yield from _fields(context, action.input, "the input of", (*path, "input"))
        yield from _fields(context, action.output, "the output of", (*path, "output"))
    for struct in context.service.structs:
        yield from _fields(context, struct.fields, "struct", ("structs", struct.name, "fields"))
    structs = [Named(struct.name, struct.alias) for struct in context.service.structs]
    actions = [Named(action.name, action.alias) for action in context.service.actions]
    errors = [Named(error.code, error.alias) for error in context.service.errors]
    errors = [*map(Named, clashes.families(error.wire for error in errors)), *errors]
    for clash in clashes.find(structs, clashes.STRUCTS):
        yield _clash(context, STRUCTS_CLASH, clash, ("structs",), "two structs")
    for clash in clashes.find(actions, clashes.ACTIONS):
        yield _clash(context, ACTIONS_CLASH, clash, ("actions",), "two actions")
    for clash in clashes.find(errors, clashes.ERRORS):
        # Codes that differ in case alone are a matter of their own, which no alias resolves.
        if clash.first.wire.casefold() != clash.second.wire.casefold():
            yield _clash(context, ERRORS_CLASH, clash, ("errors",), "two error codes")
    yield from _methods(context)
    for found in clashes.misplaced(context.service.name, structs, actions):
        wire, spelling = found.named.wire, found.named.spelling
        where = context.key("structs" if found.is_struct else "actions", wire)
        rule = STRUCT_IS_MESSAGE if found.is_message else RESERVED_NAME
        help = f"add `alias: {found.suggestion}` to it"
        yield rule.at(where, f"`{spelling}` {found.reason}", help)


def _fields(
    context: Context, fields: tuple[Field, ...], what: str, path: Path
) -> Iterator[Diagnostic]:
    named = [Named(field.name, field.alias) for field in fields]
    if path[-1] == "output":
        # Every reply ends in it.  Who lists it is told so by another rule.
        named = [_REQUEST_ID, *(one for one in named if one.wire != _REQUEST_ID.wire)]
    for clash in clashes.find(named, clashes.FIELDS):
        yield _clash(context, FIELDS_CLASH, clash, path, f"two fields of {what} `{path[1]}`")


def _clash(context: Context, rule: Rule, clash: Clash, path: Path, what: str) -> Diagnostic:
    first, second = clash.first, clash.second
    where = context.key(*path, second.wire)
    if first is _REQUEST_ID:
        message = f"`{second.wire}` clashes with the `RequestId` that every reply ends in"
        return rule.at(where, f"{message}: both become `{clash.name}`", _alias(clash, ""))
    beside = f"; `{first.wire}` is at {context.key(*path, first.wire)}"
    names = f"`{first.wire}` and `{second.wire}`, {what}"
    return rule.at(where, f"{names}, both become `{clash.name}`", _alias(clash, beside))


def _alias(clash: Clash, beside: str) -> str:
    wire, alias = clash.second.wire, clash.suggestion
    if clash.second.alias:
        return f"change `alias` of `{wire}` to another name, such as `{alias}`{beside}"
    return f"add `alias: {alias}` to `{wire}`{beside}"


def _methods(context: Context) -> Iterator[Diagnostic]:
    """The methods that come with others; those of actions among themselves are told already."""
    service = context.service
    taken: dict[str, Path] = {}
    for action in service.actions:
        taken[words.snake(action.alias or action.name)] = ("actions", action.name)
    made: list[tuple[str, Path, str]] = []
    for action in service.actions:
        base = words.snake(action.alias or action.name)
        path: Path = ("actions", action.name, "paging")
        help = f"give `{action.name}` or the other an `alias`"
        if action.paging is not None:
            made += [(f"{base}_{end}", path, help) for end in ("pages", "items")]
        if action.streams:
            made.append((f"{base}_stream", (*path[:2], "streams"), help))
    for waiter in service.waiters:
        name = f"wait_until_{words.snake(waiter.name)}"
        made.append((name, ("waiters", waiter.name), "give the waiter another name"))
    for name, place, help in made:
        other = taken.setdefault(name, place)
        if other != place:
            message = f"the method `{name}` is there already, for `{other[1]}`"
            where = context.key(*place)
            yield METHODS_CLASH.at(where, message, f"{help}; it is at {context.key(*other)}")
