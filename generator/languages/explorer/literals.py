"""The one room through which a spec's strings become JavaScript and HTML.

Data is written as literals of JavaScript: JSON, but for two things that JSON cannot say there.
Integers that a number of JavaScript would change are bigints, `9223372036854775807n`; and a key
`__proto__` is computed, `["__proto__"]`, since the bare one would not be a key at all.

What leaves here is ASCII but for what is plainly visible, and has no `<`, so that it can stand in
any page and in any editor without meaning something else.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from typing import Any

from ..markdown.literals import unicode_escape, visible

#: The largest integer that a number of JavaScript tells from its neighbours.
_SAFE = 2**53 - 1
#: Data is broken into lines down to this depth, so that differences between versions are short: a
#: field, a code, a name stands on a line.
_DEPTH = 2


def string(text: str) -> str:
    """Text as a string of JavaScript and of JSON."""
    dumped = json.dumps(text, ensure_ascii=False).replace("<", "\\u003c")
    if dumped.isascii():
        return dumped.replace("\x7f", "\\u007f")
    return "".join(char if char.isprintable() else unicode_escape(char) for char in dumped)


def data(value: Any, depth: int = _DEPTH, indent: str = "") -> str:
    """Plain data as a literal of JavaScript."""
    if isinstance(value, str):
        return string(value)
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, int):
        return str(value) if abs(value) <= _SAFE else f"{value}n"
    if isinstance(value, float):
        return json.dumps(value, allow_nan=False)
    inner = indent + " "
    if isinstance(value, Mapping):
        items = [f"{_key(name)}:{data(each, depth - 1, inner)}" for name, each in value.items()]
        return _bracket("{", items, "}", depth, indent)
    return _bracket("[", [data(each, depth - 1, inner) for each in value], "]", depth, indent)


def _key(name: str) -> str:
    return f"[{string(name)}]" if name == "__proto__" else string(name)


def _bracket(opening: str, items: list[str], closing: str, depth: int, indent: str) -> str:
    if depth <= 0 or not items:
        return f"{opening}{','.join(items)}{closing}"
    lines = f",\n{indent} ".join(items)
    return f"{opening}\n{indent} {lines}\n{indent}{closing}"


def call(function: str, kind: str, key: str, given: Any, depth: int = _DEPTH) -> str:
    """A statement that hands data to a function; the function's name is ours."""
    return f"{function}({string(kind)}, {string(key)}, {data(given, depth)});\n"


def markup(text: str) -> str:
    """A line of text as part of a page of HTML, in an element or in the quotes of an attribute."""
    return html.escape(" ".join(visible(text).split()))
