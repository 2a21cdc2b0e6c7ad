"""Spec data as YAML that a person can read, and that reads back as the same data.

PyYAML's emitter follows YAML 1.1, quotes by rules that are not those of our reader, and wraps maps
where it likes; a spec of two megabytes would take it ten seconds.  What is written here is little:
maps, lists and scalars, each of which stands on one line where it fits, and below its key where it
does not.  Text is plain where no reader could take it for anything else, folded where it is one
long paragraph, literal where it has several lines, and quoted as JSON wherever that leaves a doubt.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap
from typing import Any

#: In characters; a longer text or map does not stand on one line.
WIDTH = 110

#: YAML allows no longer key, unless it is introduced by a question mark.
_LONGEST_KEY = 1000

#: Text that means itself: it begins with a letter, or as a path does, and nothing in it could end
#: it, begin a comment or make it a key.  In `[]` and `{}`, commas, brackets and colons might.
_PLAIN = re.compile(r"[^\W\d][^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff\\]*")
_UNSAFE = re.compile(r":(?= |$)| #| $")
_IN_FLOW = re.compile(r"[,\[\]{}:?]")
_CONSTANTS = frozenset({"null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE"})
#: A date, a version, an address: digits that make no number.
_NUMBERLIKE = re.compile(r"\d+(?:[-.]\d+){2,}")

#: What JSON lets pass in a text, and YAML does not.
_UNPRINTABLE = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
#: What a block of literal or folded text cannot hold.
_NOT_IN_BLOCK = re.compile(
    r"[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
    r"| (?=\n|$)"
)


def document(data: Mapping[str, Any], head: str = "") -> str:
    """A whole file; `head` are comment lines that begin it."""
    parts = [head]
    for key, value in data.items():
        if isinstance(value, Mapping) and _flow(value, WIDTH - len(key) - 2) is None:
            parts.append("\n")
        parts += _entry(key, value, 0)
    return "".join(parts)


def entry(key: str, value: Any, indent: int = 0) -> str:
    """A key with its value, as lines that begin at an indentation and end in a line break."""
    return "".join(_entry(key, value, indent))


def flow(value: Any) -> str:
    """A value on one line, as it stands inside brackets."""
    found = _flow(value, 1 << 60)
    assert found is not None
    return found


def _entry(key: str, value: Any, indent: int) -> Iterator[str]:
    pad = " " * indent
    name = _scalar(key, in_flow=False)
    if len(name) > _LONGEST_KEY:
        yield f"{pad}? {name}\n"
        name = ""
    yield f"{pad}{name}:"
    yield from _value(value, indent, WIDTH - indent - len(name) - 2)


def _value(value: Any, indent: int, room: int) -> Iterator[str]:
    """What follows a colon or a dash, up to the line break; the first line has so much room."""
    if isinstance(value, str):
        yield from _text(value, indent + 2, room)
    elif isinstance(value, Mapping | list) and value and _flow(value, room) is None:
        yield "\n"
        if isinstance(value, Mapping):
            for key, each in value.items():
                yield from _entry(key, each, indent + 2)
        else:
            for each in value:
                yield from _item(each, indent + 2)
    else:
        yield f" {flow(value)}\n"


def _item(value: Any, indent: int) -> Iterator[str]:
    pad = " " * indent
    if isinstance(value, Mapping) and value and _flow(value, WIDTH - indent - 2) is None:
        # The first key stands beside the dash.
        lines = "".join(
            line for key, each in value.items() for line in _entry(key, each, indent + 2)
        )
        yield f"{pad}- {lines[indent + 2:]}"
        return
    yield f"{pad}-"
    yield from _value(value, indent, WIDTH - indent - 2)


def _text(text: str, indent: int, room: int) -> Iterator[str]:
    short = len(text) <= room
    if "\n" not in text and short:
        yield f" {_scalar(text, in_flow=False)}\n"
    elif _NOT_IN_BLOCK.search(text) or text[:1] in " \n" or text.endswith("\n\n"):
        yield f" {_quoted(text)}\n"
    elif "\n" not in text and "  " not in text:
        yield " >-\n" + _lines(
            wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False), indent
        )
    else:
        ends = text.endswith("\n")
        yield " |\n" if ends else " |-\n"
        yield _lines(text.removesuffix("\n").split("\n"), indent)


def _lines(lines: Iterable[str], indent: int) -> str:
    pad = " " * indent
    return "".join(f"{pad}{line}\n" if line else "\n" for line in lines)


def _flow(value: Any, room: int) -> str | None:
    """A value on one line; None where that takes more than so many characters."""
    if isinstance(value, Mapping):
        parts = []
        for key, each in value.items():
            name = _scalar(key, in_flow=True)
            part = (
                None if len(name) > min(room, _LONGEST_KEY) else _flow(each, room - len(name) - 2)
            )
            if part is None:
                return None
            parts.append(f"{name}: {part}")
            room -= len(parts[-1]) + 2
        return "{" + ", ".join(parts) + "}" if room >= 0 else None
    if isinstance(value, list):
        parts = []
        for each in value:
            part = _flow(each, room)
            if part is None:
                return None
            parts.append(part)
            room -= len(part) + 2
        return "[" + ", ".join(parts) + "]" if room >= 0 else None
    if isinstance(value, str):
        if len(value) > room or "\n" in value:
            return None
        line = _scalar(value, in_flow=True)
    else:
        line = json.dumps(value, allow_nan=False)
    return line if len(line) <= room else None


def _scalar(text: str, in_flow: bool) -> str:
    plain = (
        _PLAIN.fullmatch(text) is not None or _NUMBERLIKE.fullmatch(text) is not None
    ) and text not in _CONSTANTS
    if not plain or _UNSAFE.search(text) or (in_flow and _IN_FLOW.search(text)):
        return _quoted(text)
    return text


def _quoted(text: str) -> str:
    return _UNPRINTABLE.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))
