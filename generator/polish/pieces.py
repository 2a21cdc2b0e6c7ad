"""A long module as pieces that Black can format one by one.

Black takes more than twice as long for a file of twice the length, and a cache of whole files
would format a client of 700 methods anew for each method that is added.  So a long module is cut
between functions, classes and methods, and only where Black's own rules give the same result for
the parts as for the whole: between two definitions of one level, with at least one blank line
between them and nothing else, it always leaves two blank lines at the top level and one in a
class.  Where a text holds what could reach across a cut (`fmt: off`, form feeds, `match`, which
changes Black's grammar), it stays whole.

Which definitions begin a piece is decided by their first line alone, so that adding one changes
one piece.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

#: In characters.  Shorter modules are one piece.
SHORT = 12_000

#: One definition in so many begins a piece.
_SPREAD = 6
_UNCUTTABLE = re.compile(r"[\f\r]|#\s*(?:fmt|yapf):|^[ \t]*match\s.*:\s*(?:#.*)?$", re.MULTILINE)
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
#: What a piece of a class stands in when it is formatted alone.
_HEADER = "class _:\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """A text to format, which is a module of its own, and how it joins the one before it."""

    text: str
    in_class: bool = False
    """It stands in a class that is not part of the module."""
    gap: str = ""
    """The blank lines before it."""


def cut(text: str) -> list[Piece]:
    """The pieces of a module, in order; the text must be valid Python."""
    if len(text) <= SHORT or _UNCUTTABLE.search(text):
        return [Piece(text)]
    lines = text.split("\n")
    pieces: list[Piece] = []
    start = 0
    gap = ""
    for level, line in _cuts(ast.parse(text).body, lines):
        pieces.append(_piece(lines[start:line], gap))
        start, gap = line, "\n" * (1 if level else 2)
    pieces.append(_piece(lines[start:], gap))
    return pieces


def join(pieces: Sequence[Piece], formatted: Sequence[str]) -> str:
    """The module of which the pieces were cut, formatted."""
    parts = []
    for piece, text in zip(pieces, formatted, strict=True):
        parts.append(piece.gap + (text.removeprefix(_HEADER) if piece.in_class else text))
    return "".join(parts)


def _piece(lines: Sequence[str], gap: str) -> Piece:
    text = "\n".join(lines)
    in_class = text.startswith((" ", "\t"))
    return Piece(_HEADER + text if in_class else text, in_class, gap)


def _cuts(
    body: Sequence[ast.stmt], lines: Sequence[str], level: int = 0
) -> Iterator[tuple[int, int]]:
    """Where pieces begin: the level, and the index of the line."""
    for before, after in zip([None, *body], body, strict=False):
        first = _first_line(after)
        if (
            isinstance(before, _DEFINITIONS)
            and isinstance(after, _DEFINITIONS)
            and crc32(lines[after.lineno - 1].encode()) % _SPREAD == 0
            and _is_clean(before, first, lines)
        ):
            yield level, first
        if isinstance(after, ast.ClassDef) and level == 0:
            yield from _cuts(after.body, lines, 1)


def _first_line(statement: ast.stmt) -> int:
    """The index of the line where a statement begins, its decorators included."""
    decorators = statement.decorator_list if isinstance(statement, _DEFINITIONS) else []
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)]) - 1


def _is_clean(before: ast.stmt, first: int, lines: Sequence[str]) -> bool:
    """Whether only blank lines, and at least one, separate a definition from the line `first`."""
    assert before.end_lineno is not None
    rest = lines[before.end_lineno - 1].encode()[before.end_col_offset :].strip()
    gap = lines[before.end_lineno : first]
    return bool(gap) and not any(line.strip() for line in gap) and rest[:1] in (b"", b"#")
