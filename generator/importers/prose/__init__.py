"""The prose of definitions: as clean Markdown, and what it seems to say of values.

The prose is neither HTML nor Markdown but both at once, with placeholders in angle brackets that
are text: `html.parser` takes `<InstanceId>` for a tag and loses it, as it loses a comparison, and
it knows nothing of code in backticks; a parser of Markdown hands tags back unread.  So a tokeniser
of our own, which knows the few dozen tags that prose has, cuts the text (`tokens`), and small
rooms put it together again.  A real parser of Markdown judges the result, in the tests.

Nothing that shows is lost, and what is clean stays as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from . import blocks, characters, inline, lines, tokens
from .facts import hints as hints

#: What keeps a text from being clean as it is.
_UNCLEAN = re.compile(rf"[<&\\`*\n{characters.ODD}]")
_PARAGRAPH = re.compile(rf"<p>([^<&\\`*\n{characters.ODD}]*+)</p>")


@lru_cache(maxsize=1 << 16)
def clean(text: str) -> str:
    """A description as CommonMark with tables of pipes."""
    if _UNCLEAN.search(text) is None:
        return lines.finished(text)
    if (paragraph := _PARAGRAPH.fullmatch(text)) is not None:
        return lines.finished(lines.safe_head(paragraph[1].strip(), whole=False))
    text = characters.cleaned(text)
    return inline.with_products(lines.finished(blocks.markdown(tokens.tokens(text))))


_BLOCK_MARK = re.compile(r"\A(?:(?:[-*+]|#{1,6}|>)\s+)+")


def one_line(text: str) -> str:
    """A title as one line that begins no block."""
    line = clean(text)
    while "\n" in line or _BLOCK_MARK.match(line):
        parts = (_BLOCK_MARK.sub("", part.strip()) for part in line.split("\n"))
        line = clean(" ".join(part for part in parts if part and not part.startswith("```")))
    return lines.safe_head(line, whole=True)
