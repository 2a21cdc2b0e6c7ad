"""Diagnostics as text with the source line and a caret, as JSON, or as GitHub's annotations.

Everything that is shown comes from files that may be hostile: what a terminal or a CI log would
act on, or hide, is shown as its escape.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from .diagnostics import Diagnostic, Position, Severity, tidy

#: The forms that `render` knows.
FORMATS = ("text", "json", "github")

#: How much of a line is shown, in columns of the terminal.
WIDTH = 100
#: Files beyond this size are not read for the sake of a line.
_MAX_BYTES = 32 * 1024 * 1024

_RED, _YELLOW, _BLUE, _BOLD, _RESET = "\x1b[1;31m", "\x1b[1;33m", "\x1b[1;34m", "\x1b[1m", "\x1b[0m"


def render(
    diagnostics: Iterable[Diagnostic],
    fmt: str = "text",
    texts: Mapping[str, str] | None = None,
    colour: bool = False,
) -> str:
    """Diagnostics in one of FORMATS, sorted by place, with a line break at the end.

    `texts` holds what was read, by path; the lines of other files are read where they are.
    """
    found = tidy(diagnostics)
    if fmt == "json":
        return _json(found)
    if fmt == "github":
        return "".join(map(_annotation, found))
    if fmt != "text":
        raise ValueError(f"no format {fmt!r}: it is one of {', '.join(FORMATS)}")
    return _text(found, _Lines(texts or {}), colour)


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """`3 errors, 1 warning`."""
    counts = [
        (sum(d.severity is severity for d in diagnostics), severity.value) for severity in Severity
    ]
    return ", ".join(f"{n} {word}{'s' * (n != 1)}" for n, word in counts if n) or "no problems"


# JSON --------------------------------------------------------------------------------------------


def _json(found: Sequence[Diagnostic]) -> str:
    """One object: `format`, `diagnostics`, `errors`, `warnings`; keys are added, never changed.

    Each diagnostic has `code`, `severity`, `path`, `line`, `column`, `message` and `help`; line and
    column count from 1, and are null where the file as a whole is meant.
    """
    listed = [
        {
            "code": d.code,
            "severity": d.severity.value,
            "path": d.path,
            "line": d.line or None,
            "column": d.column or None,
            "message": d.message,
            "help": d.help or None,
        }
        for d in found
    ]
    errors = sum(d.is_error for d in found)
    report = {
        "format": 1,
        "errors": errors,
        "warnings": len(found) - errors,
        "diagnostics": listed,
    }
    return json.dumps(report, indent=2) + "\n"


# GitHub ------------------------------------------------------------------------------------------


def annotation(command: str, where: Position, code: str, lines: Iterable[str]) -> str:
    """A workflow command; what ends its parts is escaped as GitHub's own toolkit does it."""
    properties = {"file": where.path, "line": where.line, "col": where.column}
    listed = ",".join(
        f"{key}={_property(str(value))}"
        for key, value in {**properties, "title": f"tc3gen {code}"}.items()
        if value
    )
    message = "%0A".join(_command(text) for text in lines if text)
    return f"::{command} {listed}::{message}\n"


def _annotation(d: Diagnostic) -> str:
    return annotation(d.severity.value, d.position, d.code, (d.message, d.help))


def _command(text: str) -> str:
    return escaped(text).replace("%", "%25")


def _property(text: str) -> str:
    return _command(text).replace(":", "%3A").replace(",", "%2C")


# Text --------------------------------------------------------------------------------------------


def _text(found: Sequence[Diagnostic], lines: _Lines, colour: bool) -> str:
    def paint(style: str, text: str) -> str:
        return f"{style}{text}{_RESET}" if colour and text else text

    parts: list[str] = []
    for d in found:
        style = _RED if d.is_error else _YELLOW
        head = paint(_BOLD, escaped(str(d.position)))
        parts.append(f"{head}: {paint(style, f'{d.severity} {d.code}')} {escaped(d.message)}\n")
        margin = " " * len(str(d.line or ""))
        line = lines.get(d.path, d.line)
        if line is not None:
            shown, offset = _window(line, d.column - 1)
            bar = paint(_BLUE, f"{margin} |")
            caret = paint(style, "^")
            number = paint(_BLUE, f"{d.line} |")
            parts.append(f"{bar}\n{number} {shown}".rstrip() + f"\n{bar} {' ' * offset}{caret}\n")
        if d.help:
            parts.append(f"{margin} {paint(_BLUE, '=')} help: {escaped(d.help)}\n")
        parts.append("\n")
    return "".join(parts) + summary(found) + "\n"


class _Lines:
    """The lines of files, split once for each file."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._lines: dict[str, list[str]] = {}

    def get(self, path: str, number: int) -> str | None:
        if number < 1:
            return None
        if path not in self._lines:
            text = self._texts.get(path)
            self._lines[path] = re.split(r"\r\n|\r|\n", _read(path) if text is None else text)
        lines = self._lines[path]
        return lines[number - 1] if number <= len(lines) and any(lines) else None


def _read(path: str) -> str:
    """A file's text, or as much of it as there is to read."""
    try:
        if Path(path).is_file():  # not a device or a pipe, which might never end
            with open(path, "rb") as file:
                return file.read(_MAX_BYTES).decode("utf-8-sig", errors="replace")
    except (OSError, ValueError):
        pass
    return ""


def _window(line: str, column: int) -> tuple[str, int]:
    """What is shown of a line around a column, and where in it the caret stands."""
    column = max(0, min(column, len(line)))
    # No character is wider than its escape: what is further away is cut off in any case.
    start = max(0, column - WIDTH)
    cells = [visible(char) for char in line[start : column + WIDTH]]
    widths = [width(cell) for cell in cells]
    at = column - start
    before, first = sum(widths[:at]), 0
    while first < at and before > WIDTH * 2 // 3 and sum(widths) > WIDTH:
        before -= widths[first]
        first += 1
    end, room = first, WIDTH
    while end < len(cells) and room >= widths[end]:
        room -= widths[end]
        end += 1
    left = "…" if start or first else ""
    right = "…" if end < len(cells) or column + WIDTH < len(line) else ""
    return left + "".join(cells[first:end]) + right, len(left) + sum(widths[first:at])


def escaped(text: str) -> str:
    """A text on one line, with what a terminal would act on or not show as its escape."""
    return "".join(map(visible, text)) if not text.isascii() or not text.isprintable() else text


@lru_cache(maxsize=4096)
def visible(char: str) -> str:
    """A character as itself if it can be seen and does nothing, else as its escape."""
    if char in _SPELT:
        return _SPELT[char]
    code = ord(char)
    if " " <= char <= "~":
        return char
    if unicodedata.category(char)[0] in "CZ" or char in _INVISIBLE:
        if code < 0x100:
            return f"\\x{code:02x}"
        return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return char


_SPELT = {"\t": "    ", "\n": "\\n", "\r": "\\r"}
#: Letters and marks by their category that leave a reader blind all the same.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


def width(text: str) -> int:
    """How many columns of a terminal a visible text takes."""
    if text.isascii():
        return len(text)
    return sum(
        (
            0
            if unicodedata.category(char) in ("Mn", "Me")
            else 1 + (unicodedata.east_asian_width(char) in "WF")
        )
        for char in text
    )
