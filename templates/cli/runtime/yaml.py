"""Plain data as YAML, in block style.

To write it takes a page, to read it a library; so the command line writes YAML and reads JSON.  A
text stands bare where every reader of YAML takes it for that text, and in double quotes elsewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from .plain import is_array, is_nested, is_object

#: Letters at its head, and no sign that means something anywhere.
_BARE = re.compile(r"[A-Za-z][A-Za-z0-9_./+-]*( [A-Za-z0-9_./+-]+)*").fullmatch
#: What some reader takes for something else than text.
_NOT_TEXT = (
    "null",
    "true",
    "false",
    "yes",
    "no",
    "on",
    "off",
    "y",
    "n",
    "inf",
    "nan",
    "none",
)
#: All but what is printable, and commands nothing: no line ends, no marks of direction.
_ESCAPED = re.compile(
    r"[^\t -~\xa0-\u200d\u2010-\u2027\u202f-\u2065\u206a-\ud7ff"
    r"\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def dump(data: object) -> str:
    """The text, with a line end at its end."""
    return "".join(f"{line}\n" for line in _lines(data, ""))


def _lines(data: object, pad: str) -> Iterator[str]:
    if is_object(data) and data:
        for name, value in data.items():
            head = f"{pad}{_text(name)}:"
            if is_nested(value) and value:
                yield head
                yield from _lines(value, pad + "  ")
            else:
                yield f"{head} {_scalar(value)}"
    elif is_array(data) and data:
        for value in data:
            inner = list(_lines(value, pad + "  "))
            yield f"{pad}- {inner[0].lstrip(' ')}"
            yield from inner[1:]
    else:
        yield pad + _scalar(data)


def _scalar(value: object) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, float) and "e" in repr(value) and "." not in repr(value):
        return repr(value).replace("e", ".0e")  # YAML 1.1 wants the point
    return json.dumps(value)


def _text(text: str) -> str:
    if _BARE(text) and text.lower() not in _NOT_TEXT:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(_escape, quoted)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
