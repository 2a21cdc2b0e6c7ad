"""What only the vendor's client knows of a service: its error codes, and which requests are bytes.

Its modules are read as text, and never run.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .. import prose

#: An error code with the comment above it.
_CODE = re.compile(r"((?:^#.*\n)*)^[A-Z][A-Z0-9_]* = (['\"])([A-Za-z][\w.]*)\2$", re.MULTILINE)
_BYTES = "call_octet_stream"


@dataclass(frozen=True, slots=True)
class Client:
    """What one module of the vendor's client says."""

    errors: Mapping[str, str] = field(default_factory=dict)
    """Error codes and what they mean, sorted by code."""
    byte_actions: Mapping[str, str] = field(default_factory=dict)
    """Actions whose requests are bytes, and what makes names of headers of their parameters."""


def read(folder: Path | None) -> Client:
    """The client of a service in a version; an empty one where there is none."""
    if folder is None:
        return Client()
    return Client(_errors(_text(folder / "errorcodes.py")), _byte_actions(folder))


def _errors(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _CODE.finditer(text):
        lines = (line.removeprefix("#").strip() for line in match[1].splitlines())
        found.setdefault(match[3], prose.clean("\n".join(lines)))
    return dict(sorted(found.items()))


def _byte_actions(folder: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in sorted(folder.glob("*_client.py")):
        text = _text(file)
        if f".{_BYTES}(" not in text:
            continue
        try:
            module = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError):
            continue
        for node in ast.walk(module):
            if isinstance(node, ast.FunctionDef) and (call := _call(node)) is not None:
                found[call] = _prefix(node)
    return found


def _call(function: ast.FunctionDef) -> str | None:
    """The action that a method calls with bytes, if it does."""
    for node in ast.walk(function):
        match node:
            case ast.Call(
                func=ast.Attribute(attr=name), args=[ast.Constant(value=str(action)), *_]
            ) if (name == _BYTES):
                return action
    return None


def _prefix(function: ast.FunctionDef) -> str:
    """What a method puts before the name of each parameter: `{"X-CLS-" + key: ...}`."""
    for node in ast.walk(function):
        match node:
            case ast.DictComp(key=ast.BinOp(left=ast.Constant(value=str(prefix)), op=ast.Add())):
                return prefix
    return ""


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8", "replace")
    except OSError:
        return ""
