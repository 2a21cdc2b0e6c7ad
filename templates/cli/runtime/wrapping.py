"""Prose in lines that fit a terminal, where signs of some scripts take two columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import combining, east_asian_width

import click

from .printing import visible

#: Signs of scripts that are written without blanks, which a line may end behind; blanks; words.
_SIGN = r"[\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]"
_PIECE = re.compile(rf"{_SIGN}|\s+|(?:(?!{_SIGN})\S)+")
#: What no line begins with.
_CLOSING = frozenset("、。，．：；？！）】》」』”’％…")
#: The mark of an item in a list, behind which its lines are aligned.
_ITEM = re.compile(r"\s*(?:- |\d+\. )?")
#: Columns between a term and what is said of it, and those that are always left for that.
_GAP, _LEAST = 2, 10


#: How wide help is at most, and however narrow a terminal may be.
_WIDEST, _NARROWEST = 98, 20


class Context(click.Context):
    """A call whose help fits its terminal."""

    class formatter_class(click.HelpFormatter):
        """Click's own is never narrower than fifty columns."""

        def __init__(self, *args: object, **settings: object) -> None:
            from shutil import get_terminal_size

            wide = get_terminal_size().columns - 2
            super().__init__(width=max(min(wide, _WIDEST), _NARROWEST))


def columns(text: str) -> int:
    """How wide a terminal shows a text in one line."""
    if text.isascii():
        return len(text)
    return sum(
        2 if east_asian_width(sign) in "WF" else not combining(sign) for sign in text
    )


def wrapped(text: str, width: int) -> Iterator[str]:
    """Lines of at most so many columns, but for words that are longer, such as addresses."""
    for paragraph in text.split("\n"):
        mark = _ITEM.match(paragraph)
        hang = " " * (mark.end() if mark else 0)
        line = ""
        for piece in _PIECE.findall(paragraph):
            fits = columns(line + piece) <= width or piece in _CLOSING
            if not fits and line.strip() and not piece.isspace():
                yield line.rstrip()
                line = hang
            line += piece
        yield line.rstrip()


def write_prose(formatter: click.HelpFormatter, text: str) -> None:
    """Paragraphs and lists."""
    pad = " " * formatter.current_indent
    for line in wrapped(visible(text), formatter.width - len(pad)):
        formatter.write(f"{pad}{line}".rstrip() + "\n")


def write_terms(
    formatter: click.HelpFormatter, rows: Iterable[tuple[str, str]], widest: int
) -> None:
    """What is said of each term, beside it or, where it is wider than that, below it."""
    rows = list(rows)
    widest = min(widest, formatter.width // 2)
    left = min(max((columns(term) for term, _ in rows), default=0), widest) + _GAP
    pad = " " * formatter.current_indent
    width = max(formatter.width - len(pad) - left, _LEAST)
    for term, said in rows:
        lines = list(wrapped(visible(said), width)) if said else []
        room = left - columns(term)
        head = lines.pop(0) if lines and room >= _GAP else ""
        formatter.write(f"{pad}{term}{' ' * room}{head}".rstrip() + "\n")
        for line in lines:
            formatter.write(f"{pad}{' ' * left}{line}".rstrip() + "\n")
