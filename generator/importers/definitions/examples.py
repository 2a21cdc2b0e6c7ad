"""Examples of calls: texts of requests and replies as data, where they are sound.

Most requests are HTTP with a JSON body, some the query of a URL.  What is no JSON, or is but does
not fit the types (translation has lost commas, quotes and members), stays text, so that it can
still be shown; a client could neither send it nor read it.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any
from urllib.parse import unquote

from ...model import Action, Field, Kind, Struct
from ...values import IN_EVERY_REPLY, Checker, Problem
from .. import prose

#: What travels in headers, or in the query of an old request, and is no parameter of an action.
_COMMON = frozenset(
    {
        "Action",
        "Nonce",
        "Region",
        "RequestClient",
        "SecretId",
        "Signature",
        "SignatureMethod",
        "Timestamp",
        "Token",
        "Version",
    }
)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
#: Deeper than any real data, and less deep than a spec may be.
_MAX_DEPTH = 60
_HOST = re.compile(r"^Host: *(\S+)|^https?://([^/?\s]+)", re.MULTILINE)


class Unsound(StrEnum):
    """Why a text stays text."""

    NO_JSON = "no JSON"
    NOT_HELD = "JSON that no spec can hold"
    NO_QUERY = "a query that does not fit"
    NO_RESPONSE = "no `Response`"
    TYPE = "wrong type"
    LIMIT = "broken limit"
    UNKNOWN = "unknown member"
    MISSING = "missing member"


class Examples:
    """Converts the examples of one service."""

    def __init__(self, structs: Mapping[str, Struct]) -> None:
        self._structs = structs
        self._sent = Checker(structs)
        self._received = Checker(structs, received=True)
        self.counts = {"requests": 0, "sound requests": 0, "replies": 0, "sound replies": 0}
        """How many there were."""
        self.unsound: Counter[Unsound] = Counter()
        """Why the others are not: each by the first thing that is wrong with it."""
        self.nulls: set[tuple[str, str, str]] = set()
        """Where replies hold null though nothing says so: `structs` or `actions`, name, field."""

    def convert(self, given: Iterable[Mapping[str, str]], action: Action) -> list[dict[str, Any]]:
        """The examples of an action, as a spec has them."""
        made: list[dict[str, Any]] = []
        titles: set[str] = set()
        for example in given:
            one: dict[str, Any] = {}
            title = prose.one_line(example.get("title", ""))
            description = prose.clean(example.get("document", ""))
            if title:
                one["title"] = _unused(title, titles)
            if description and description != title:
                one["description"] = description
            one |= self._request(example.get("input", ""), action)
            one |= self._reply(example.get("output", ""), action)
            if one:
                made.append(one)
        return made

    def fits(self, value: Any, field: Field) -> bool:
        """Whether a caller could send a value in a field."""
        return next(self._sent.field(value, field), None) is None

    def _request(self, text: str, action: Action) -> dict[str, Any]:
        text = _tidy(text)
        if not text:
            return {}
        self.counts["requests"] += 1
        data = self._body(text, action)
        if isinstance(data, Unsound):
            self.unsound[data] += 1
            return {"request": text}
        wrong = next(self._sent.members(data, action.input, ""), None)
        if wrong is not None:
            self.unsound[Unsound[wrong.problem.name]] += 1
            return {"request": text}
        self.counts["sound requests"] += 1
        return {"input": data}

    def _body(self, text: str, action: Action) -> dict[str, Any] | Unsound:
        head, *rest = _BLANK_LINE.split(text, maxsplit=1)
        reason = Unsound.NO_JSON
        for part in (*rest, text):
            data = parse(part)
            if isinstance(data, dict):
                return data
            if data is Unsound.NOT_HELD:
                reason = data
        if head.startswith(("http://", "https://", "GET ")) and "?" in text:
            found = self._query(text.partition("?")[2], action)
            return Unsound.NO_QUERY if found is None else found
        return reason

    def _reply(self, text: str, action: Action) -> dict[str, Any]:
        text = _tidy(text)
        if not text:
            return {}
        self.counts["replies"] += 1
        data = parse(text)
        reply = data.get("Response") if isinstance(data, dict) and len(data) == 1 else None
        if not isinstance(reply, dict):
            self.unsound[data if isinstance(data, Unsound) else Unsound.NO_RESPONSE] += 1
            return {"reply": text}
        nulls: list[tuple[str | int, ...]] = []
        for wrong in self._received.members(reply, action.output, "", (), IN_EVERY_REPLY):
            if wrong.problem is not Problem.NULL:
                self.unsound[Unsound[wrong.problem.name]] += 1
                return {"reply": text}
            nulls.append(wrong.path)
        self.nulls.update(self._holder(path, action) for path in nulls)
        self.counts["sound replies"] += 1
        return {"output": reply}

    def _holder(self, path: tuple[str | int, ...], action: Action) -> tuple[str, str, str]:
        """The struct, or the action, that a path into a reply ends in, and its field there."""
        section, holder, fields, name = "actions", action.name, action.output, ""
        for step in path:
            if isinstance(step, str):
                if name:
                    field = next(each for each in fields if each.name == name)
                    section, holder = "structs", field.type.leaf.struct or ""
                    fields = self._structs[holder].fields
                name = step
        return section, holder, name

    # Queries: `Filters.0.Name=zone&Limit=10` ------------------------------------------------------

    def _query(self, query: str, action: Action) -> dict[str, Any] | None:
        tree: dict[str, Any] = {}
        for part in query.split("&"):
            name, equals, value = part.strip().partition("=")
            if name.startswith("<") or not name or name in _COMMON:
                continue
            if not equals or not _plant(tree, name.split("."), unquote(value)):
                return None
        return self._typed(tree, action.input)

    def _typed(self, tree: Mapping[str, Any], fields: Iterable[Field]) -> dict[str, Any] | None:
        known = {field.name: field for field in fields}
        made: dict[str, Any] = {}
        for name, value in tree.items():
            if name not in known:
                return None
            made[name] = self._value(value, known[name].type)
            if made[name] is None:
                return None
        return made

    def _value(self, value: Any, type: Any) -> Any:
        if type.item is not None:
            if not isinstance(value, dict) or not all(key.isdecimal() for key in value):
                return None
            items = [self._value(value[key], type.item) for key in sorted(value, key=int)]
            return None if None in items else items
        if type.struct is not None:
            struct = self._structs.get(type.struct)
            return self._typed(value, struct.fields) if struct and isinstance(value, dict) else None
        if isinstance(value, dict):
            return None
        if type.kind in (Kind.INTEGER, Kind.FLOAT, Kind.BOOLEAN):
            found = parse(value.lower())
            return None if isinstance(found, Unsound) else found
        return value


def hosts(given: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """The hosts that examples call."""
    for example in given:
        for match in _HOST.finditer(example.get("input", "")):
            yield match[1] or match[2]


def parse(text: str) -> Any:
    """What a JSON text says, if a spec can hold it; else why not."""
    try:
        data = json.loads(
            text,
            object_pairs_hook=_map,
            parse_int=_integer,
            parse_float=_float,
            parse_constant=_float,
        )
        text.encode()  # half a character has no place in a file
        _depth(data)
    except json.JSONDecodeError:
        return Unsound.NO_JSON
    except (ValueError, RecursionError):
        return Unsound.NOT_HELD
    return data


def _map(members: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(members)
    if len(made) < len(members):
        raise ValueError("two members of one name")
    return made


def _integer(text: str) -> int:
    if len(text) > 21 or not -(2**63) <= int(text) < 2**64:
        raise ValueError("more than 64 bits")
    return int(text)


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("no number")
    return number


def _depth(data: Any, depth: int = 0) -> None:
    if depth > _MAX_DEPTH:
        raise ValueError("too deep")
    for each in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        if isinstance(each, dict | list):
            _depth(each, depth + 1)
        elif isinstance(each, str):
            each.encode()


def _plant(tree: dict[str, Any], path: list[str], value: str) -> bool:
    """Puts a value where a path leads; False where something stands in its way."""
    for step in path[:-1]:
        tree = tree.setdefault(step, {})
        if not isinstance(tree, dict):
            return False
    return tree.setdefault(path[-1], value) is value


def _unused(title: str, titles: set[str]) -> str:
    """The title, with a number where another example has it: titles are headings of one page."""
    number = 1
    found = title
    while found in titles:
        number += 1
        found = f"{title} ({number})"
    titles.add(found)
    return found


def _tidy(text: str) -> str:
    """A text without what no file should hold: odd line ends, and white space at ends of lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")
