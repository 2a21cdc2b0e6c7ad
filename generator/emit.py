"""Data as YAML that a person can read, and that every reader takes for the same data.

PyYAML's emitter wraps maps where it likes, and would take ten seconds for a spec of two megabytes.
What is written here is little: maps, lists and scalars, each of which stands on one line where it
fits, and below its key where it does not.  Text is plain where no reader, of YAML 1.1 or of YAML
1.2, could take it for anything else (`ON`, a date), folded where it is one long paragraph, literal
where it has several lines, and quoted as JSON wherever that leaves a doubt.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
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
#: What either version takes for a constant, in small letters.
_CONSTANTS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})

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
        short = not value or _flow(value, WIDTH - len(_key(key)) - 1) is not None
        if not isinstance(value, dict) or short:
            parts += _entry(key, value, 0)
            continue
        parts.append(f"\n{_key(key)}\n")
        # What takes several lines stands apart.
        before = ""
        for name, each in value.items():
            lines = entry(name, each, 2)
            if before and max(before.count("\n"), lines.count("\n")) > 1:
                parts.append("\n")
            parts.append(lines)
            before = lines
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
    line = " " * indent + _key(key, indent)
    yield line
    yield from _value(value, indent, WIDTH - len(line) - 1)


def _key(key: str, indent: int = 0) -> str:
    """A key with its colon."""
    name = _scalar(key, in_flow=False)
    return f"{name}:" if len(name) <= _LONGEST_KEY else f"? {name}\n{' ' * indent}:"


def _value(value: Any, indent: int, room: int) -> Iterator[str]:
    """What follows a colon or a dash, up to the line break; the first line has so much room."""
    if isinstance(value, str):
        yield from _text(value, indent + 2, room)
    elif isinstance(value, (dict, list)) and value and _flow(value, room) is None:
        yield "\n"
        if isinstance(value, dict):
            for key, each in value.items():
                yield from _entry(key, each, indent + 2)
        else:
            for each in value:
                yield from _item(each, indent + 2)
    else:
        yield f" {flow(value)}\n"


def _item(value: Any, indent: int) -> Iterator[str]:
    pad = " " * indent
    if isinstance(value, dict) and value and _flow(value, WIDTH - indent - 2) is None:
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
        yield " >-\n" + _lines(_wrapped(text, WIDTH - indent), indent)
    else:
        ends = text.endswith("\n")
        yield " |\n" if ends else " |-\n"
        yield _lines(text.removesuffix("\n").split("\n"), indent)


def _wrapped(text: str, width: int) -> Iterator[str]:
    """A paragraph in lines, broken at spaces and nowhere else.

    The standard library's `textwrap` loses words that are made of no-break spaces.
    """
    line, *words = text.split(" ")
    for word in words:
        if len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line += f" {word}"
    yield line


def _lines(lines: Iterable[str], indent: int) -> str:
    pad = " " * indent
    return "".join(f"{pad}{line}\n" if line else "\n" for line in lines)


def _flow(value: Any, room: int) -> str | None:
    """A value on one line; None where that takes more than so many characters."""
    if isinstance(value, dict):
        for each in value.values():
            if isinstance(each, str) and len(each) > room:
                return None
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
        line = _number(value) if isinstance(value, float) else json.dumps(value)
    return line if len(line) <= room else None


def _number(value: float) -> str:
    """YAML 1.1 wants a point in what has an exponent."""
    mantissa, e, exponent = json.dumps(value, allow_nan=False).partition("e")
    return f"{mantissa}{'.0' if e and '.' not in mantissa else ''}{e}{exponent}"


@lru_cache(2048)
def _scalar(text: str, in_flow: bool) -> str:
    plain = _PLAIN.fullmatch(text) is not None and text.lower() not in _CONSTANTS
    if not plain or _UNSAFE.search(text) or (in_flow and _IN_FLOW.search(text)):
        return _quoted(text)
    return text


def _quoted(text: str) -> str:
    return _UNPRINTABLE.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))
