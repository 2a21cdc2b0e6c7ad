"""Valid data to the model: the one place that knows both how a spec is written and what it means.

What a person may write in several ways (an error as a sentence or as a map, `deprecated: true` or
what to use instead) has one form from here on.  The data has passed the JSON Schema; nothing is
judged here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .model import (
    Action,
    Body,
    Choice,
    Condition,
    Deduplication,
    Deprecation,
    ErrorCode,
    Example,
    Failure,
    Field,
    Hints,
    Kind,
    Limits,
    Paging,
    PagingStyle,
    RegionRule,
    Service,
    SimulatedTask,
    Simulation,
    Struct,
    TaskDetail,
    TaskList,
    TaskState,
    TypeRef,
    Waiter,
)

if TYPE_CHECKING:
    from .source import Document

ARRAY_PREFIX = "Array of "

#: The scalar types by the word that a spec spells them with.
TYPE_WORDS: Mapping[str, Kind] = {
    kind.value: kind for kind in Kind if kind not in (Kind.STRUCT, Kind.ARRAY)
}

#: A spec's words for limits, which are JSON Schema's, and the model's names for them.
LIMIT_WORDS: Mapping[str, str] = {
    "enum": "enum",
    "open": "open",
    "special": "special",
    "minimum": "minimum",
    "exclusiveMinimum": "exclusive_minimum",
    "maximum": "maximum",
    "exclusiveMaximum": "exclusive_maximum",
    "minLength": "min_length",
    "maxLength": "max_length",
    "pattern": "pattern",
    "minItems": "min_items",
    "maxItems": "max_items",
}

#: Stands for a type that could not be made out, where a spec is judged in spite of its faults.
UNKNOWN_TYPE = TypeRef(Kind.STRUCT, struct="")

_NO_LIMITS = Limits()
_NO_HINTS = Hints()


def build(document: Document) -> Service:
    """The service that a document describes; the document has passed the schema."""
    return service(document.data)


def service(data: Mapping[str, Any]) -> Service:
    """The service that spec data describes."""
    region = RegionRule(data.get("region", RegionRule.OPTIONAL))
    return Service(
        name=data["service"],
        version=data["version"],
        title=data.get("title", ""),
        description=data.get("description", ""),
        region=region,
        endpoints=tuple((data.get("endpoints") or {}).items()),
        actions=tuple(
            _action(name, value, region) for name, value in (data.get("actions") or {}).items()
        ),
        structs=tuple(_struct(name, value) for name, value in (data.get("structs") or {}).items()),
        errors=tuple(_error(code, value) for code, value in (data.get("errors") or {}).items()),
        waiters=tuple(_waiter(name, value) for name, value in (data.get("waiters") or {}).items()),
        simulation=_simulation(data.get("simulation") or {}),
    )


@lru_cache(maxsize=4096)
def type_ref(spelling: str) -> TypeRef:
    """`Array of Array of RepairInfo` as a type; a word that is no scalar's names a struct."""
    if spelling.startswith(ARRAY_PREFIX):
        return TypeRef(Kind.ARRAY, item=type_ref(spelling.removeprefix(ARRAY_PREFIX).strip()))
    kind = TYPE_WORDS.get(spelling)
    return TypeRef(kind) if kind is not None else TypeRef(Kind.STRUCT, struct=spelling)


def _action(name: str, data: Mapping[str, Any], region: RegionRule) -> Action:
    return Action(
        name=name,
        input=_fields(data.get("input")),
        output=_fields(data.get("output")),
        title=data.get("title", ""),
        description=data.get("description", ""),
        errors=tuple(data.get("errors") or ()),
        examples=tuple(map(_example, data.get("examples") or ())),
        rate_limit=data.get("rate_limit"),
        region=RegionRule(data["region"]) if "region" in data else region,
        read_only=data.get("read_only", False),
        deduplicated_by=_deduplication(data.get("deduplicated_by")),
        unsigned=data.get("unsigned", False),
        body=Body(data.get("body", Body.JSON)),
        header_prefix=data.get("header_prefix", ""),
        streams=data.get("streams", False),
        paging=_paging(data["paging"]) if "paging" in data else None,
        deprecated=_deprecation(data.get("deprecated")),
        offline=data.get("offline", False),
        alias=data.get("alias", ""),
    )


def _struct(name: str, data: Mapping[str, Any]) -> Struct:
    return Struct(
        name=name,
        fields=_fields(data.get("fields")),
        description=data.get("description", ""),
        alias=data.get("alias", ""),
    )


def _fields(data: Mapping[str, Any] | None) -> tuple[Field, ...]:
    return tuple(_field(name, value) for name, value in data.items()) if data else ()


def _field(name: str, data: Mapping[str, Any]) -> Field:
    return Field(
        name=name,
        type=type_ref(data["type"]) if "type" in data else UNKNOWN_TYPE,
        description=data.get("description", ""),
        required=data.get("required", False),
        output_required=data.get("output_required"),
        nullable=data.get("nullable", False),
        limits=limits(data),
        items=limits(data["items"]) if "items" in data else _NO_LIMITS,
        hints=_hints(data["hints"]) if "hints" in data else _NO_HINTS,
        format=data.get("format", ""),
        default=data.get("default"),
        unit=data.get("unit", ""),
        example=data.get("example"),
        applies_when=_condition(data.get("applies_when")),
        deprecated=_deprecation(data.get("deprecated")),
        alias=data.get("alias", ""),
    )


def limits(data: Mapping[str, Any]) -> Limits:
    """The limits among the keys of a field, or of its `items`."""
    words = data.keys() & LIMIT_WORDS.keys()
    if not words:
        return _NO_LIMITS
    found = {LIMIT_WORDS[word]: data[word] for word in words}
    for word in ("enum", "special"):
        if word in found:
            found[word] = tuple(map(_choice, found[word]))
    return Limits(**found)


def _hints(data: Mapping[str, Any]) -> Hints:
    return Hints(
        limits=limits(data),
        items=limits(data["items"]) if "items" in data else _NO_LIMITS,
        nullable=data.get("nullable", False),
        default=data.get("default"),
        unit=data.get("unit", ""),
        example=data.get("example", ""),
    )


def _choice(data: Any) -> Choice:
    if isinstance(data, Mapping):
        return Choice(data["value"], data.get("description", ""))
    return Choice(data)


def _condition(data: Any) -> Condition | None:
    if data is None:
        return None
    if isinstance(data, str):
        return Condition(text=data)
    equals = data["equals"]
    values = tuple(equals) if isinstance(equals, list) else (equals,)
    return Condition(text=data.get("description", ""), field=data["field"], values=values)


def _deprecation(data: Any) -> Deprecation | None:
    if data is None or data is False:
        return None
    if data is True:
        return Deprecation()
    if isinstance(data, str):
        return Deprecation(description=data)
    return Deprecation(
        description=data.get("description", ""),
        replacement=data.get("replacement", ""),
        since=data.get("since", ""),
    )


def _example(data: Mapping[str, Any]) -> Example:
    return Example(
        title=data.get("title", ""),
        input=data.get("input"),
        output=data.get("output"),
        request=data.get("request", ""),
        reply=data.get("reply", ""),
        description=data.get("description", ""),
    )


def _error(code: str, data: Any) -> ErrorCode:
    if data is None:
        return ErrorCode(code)
    if isinstance(data, str):
        return ErrorCode(code, data)
    return ErrorCode(
        code,
        description=data.get("description", ""),
        solution=data.get("solution", ""),
        alias=data.get("alias", ""),
    )


#: What each style calls the input field that says which part is asked for.
POSITION_KEYS: Mapping[PagingStyle, str] = {
    PagingStyle.TOKEN: "input",
    PagingStyle.OFFSET: "offset",
    PagingStyle.PAGE: "page",
}


def _deduplication(data: Any) -> Deduplication | None:
    if data is None or isinstance(data, str):
        return Deduplication(data) if data else None
    return Deduplication(data["field"], data.get("error", ""), data.get("seconds"))


def _paging(data: Mapping[str, Any]) -> Paging:
    """Whether the keys suit the style is for the rules to say."""
    style = PagingStyle(data["style"])
    return Paging(
        style=style,
        items=data["items"],
        position=data.get(POSITION_KEYS[style], ""),
        next=data.get("output", ""),
        more=data.get("more", ""),
        more_when=data.get("more_when", True),
        size=data.get("size") or data.get("limit", ""),
        page_size=data.get("page_size"),
        first=data.get("first", 1),
        total=data.get("total", ""),
    )


def _waiter(name: str, data: Mapping[str, Any]) -> Waiter:
    plain = ("message", "progress", "delay", "max_delay", "timeout", "description")
    failures = data.get("failed_when") or ()
    return Waiter(
        name=name,
        action=data["action"],
        state=data["state"],
        success=tuple(data["success"]),
        failure=tuple(data.get("failure") or ()),
        failed_when=tuple(Failure(each["path"], tuple(each["not"])) for each in failures),
        **{key: data[key] for key in plain if key in data},
    )


def _simulation(data: Mapping[str, Any]) -> Simulation:
    return Simulation(tasks=tuple(map(_simulated_task, data.get("tasks") or ())))


def _simulated_task(data: Mapping[str, Any]) -> SimulatedTask:
    shown, listed = data.get("shown_by"), data.get("listed_by")
    return SimulatedTask(
        started_by=data["started_by"],
        id=data["id"],
        states=tuple(TaskState(each["state"], each.get("seconds", 0.0)) for each in data["states"]),
        type=data.get("type", ""),
        members=tuple((data.get("members") or {}).items()),
        times=tuple((data.get("times") or {}).items()),
        progress=data.get("progress", ""),
        request=data.get("request", ""),
        shown_by=TaskDetail(**shown) if shown else None,
        listed_by=TaskList(**listed) if listed else None,
    )
