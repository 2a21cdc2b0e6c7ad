"""A table `[tool.tc3gen]` for a pyproject.toml, which is otherwise left as it is."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence

#: What a table is made of: texts, flags, lists of them, and tables in one line.
Value = str | bool | Sequence["Value"] | Mapping[str, "Value"]


class CannotAdd(ValueError):
    """A file cannot be given a table; the message says why."""


def added(content: bytes, table: Mapping[str, Value]) -> bytes:
    """A file with the table at its end, all else untouched.

    Raises:
        CannotAdd: It is not TOML, or has such a table, or cannot have one there.
    """
    try:
        text = content.decode()
        tool = tomllib.loads(text).get("tool", {})
    except ValueError as error:
        raise CannotAdd(f"it is not TOML: {error}") from None
    if isinstance(tool, dict) and "tc3gen" in tool:
        raise CannotAdd("it has a table [tool.tc3gen] already")
    end = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text else end if text.endswith("\n") else end * 2
    lines = ["[tool.tc3gen]", *(f"{key} = {_spelt(value)}" for key, value in table.items())]
    result = text + gap + "".join(line + end for line in lines)
    try:
        tomllib.loads(result)
    except tomllib.TOMLDecodeError:
        raise CannotAdd("its `tool` is no table that others can be added to") from None
    return result.encode()


def _spelt(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key} = {_spelt(each)}' for key, each in value.items())}}}"
    return f"[{', '.join(map(_spelt, value))}]"
