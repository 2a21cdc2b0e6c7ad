"""Data as YAML that every reader takes for the same data, be it of YAML 1.1 or of YAML 1.2.

The two versions disagree on what text is (`ON`, `1e3`, `0o17`, `12:30`, dates), so text is plain
only where it begins with a letter and is no word of either; else it is quoted as JSON, which is
YAML too.  What a person wrote in several lines stays in several lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_./()'-]*(?: [A-Za-z0-9_./()'-]+)*")
#: What either version takes for a constant.
_CONSTANTS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
#: Keys are plain up to this length, and no longer key may stand without a question mark.
_LONGEST_KEY = 1000
#: What a literal block cannot hold: characters that some reader refuses or takes for a break, lines
#: that begin or end in space, and nothing but breaks.
_NOT_IN_BLOCK = re.compile(
    r"[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
    r"|(?:^|\n) | (?=\n|$)|^\n"
)
_UNPRINTABLE = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def dump(data: Mapping[str, Any]) -> str:
    """A whole document."""
    return "".join(_map(data, "")) or "{}\n"


def _map(data: Mapping[str, Any], pad: str) -> Iterator[str]:
    for key, value in data.items():
        name = _scalar(key)
        yield f"{pad}{name}:" if len(name) <= _LONGEST_KEY else f"{pad}? {name}\n{pad}:"
        yield from _value(value, pad)


def _value(value: Any, pad: str) -> Iterator[str]:
    """What follows a colon, up to the line break."""
    if isinstance(value, Mapping) and value:
        yield "\n"
        yield from _map(value, pad + "  ")
    elif isinstance(value, list) and value:
        yield "\n"
        for each in value:
            yield from _item(each, pad)
    elif isinstance(value, str) and "\n" in value and not _NOT_IN_BLOCK.search(value):
        yield from _block(value, pad + "  ")
    else:
        yield f" {_scalar(value)}\n"


def _item(value: Any, pad: str) -> Iterator[str]:
    """An element of a list, which begins where the key above it does."""
    if isinstance(value, Mapping | list) and value:
        # What an element holds begins beside its dash.
        inner = pad + "  "
        if isinstance(value, Mapping):
            lines = "".join(_map(value, inner))
        else:
            lines = "".join(line for each in value for line in _item(each, inner))
        yield f"{pad}- {lines.removeprefix(inner)}"
    else:
        yield f"{pad}-"
        yield from _value(value, pad)


def _block(text: str, pad: str) -> Iterator[str]:
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    yield {0: " |-\n", 1: " |\n"}.get(ends, " |+\n")
    for line in body.split("\n") + [""] * (ends - 1):
        yield f"{pad}{line}\n" if line else "\n"


def _scalar(value: Any) -> str:
    if isinstance(value, float):
        # YAML 1.1 wants a point in what has an exponent.
        mantissa, e, exponent = json.dumps(value, allow_nan=False).partition("e")
        return f"{mantissa}{'' if '.' in mantissa or not e else '.0'}{e}{exponent}"
    if not isinstance(value, str):
        return json.dumps(value)
    if _PLAIN.fullmatch(value) and value.lower() not in _CONSTANTS:
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)
