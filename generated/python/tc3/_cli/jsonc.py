"""JSON as people write it: with comments, and commas after the last of several.

`--skeleton` prints such text and `--input` reads it.  What is no part of JSON is blanked, so that
positions in messages are those of the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, NoReturn

_STRING = r'"(?:\\.|[^"\\\n])*"?'
_COMMENT = re.compile(rf"({_STRING})|//[^\n]*|/\*(?:.|\n)*?\*/")
_LAST_COMMA = re.compile(rf"({_STRING})|,(?=\s*[\]}}])")
_NOT_NEWLINE = re.compile(r"[^\n]")


class JSONError(ValueError):
    """A text that is no JSON."""


def read(text: str, name: str = "") -> Any:
    """The data that a text holds.

    Args:
        text: What to read.
        name: What messages call it; they tell line and column then.

    Raises:
        JSONError: It is no JSON, or an object has a name twice.
    """
    for pattern in (_COMMENT, _LAST_COMMA):
        text = pattern.sub(_blank, text)
    try:
        return json.loads(
            text.removeprefix("\ufeff"),
            parse_constant=_no_constant,
            object_pairs_hook=_members,
        )
    except json.JSONDecodeError as error:
        where = f"{name}:{error.lineno}:{error.colno}: " if name else ""
        message = f"{where}this is not JSON: {error.msg}"
    except RecursionError:
        message = "this is nested too deeply"
    except ValueError as error:
        message = str(error)
    raise JSONError(message)


def _blank(match: re.Match[str]) -> str:
    return match[1] or _NOT_NEWLINE.sub(" ", match[0])


def _no_constant(name: str) -> NoReturn:
    raise JSONError(f"this is not JSON: {name}")


def _members(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise JSONError(f"the name {twice!r} stands twice in one object")
    return found
