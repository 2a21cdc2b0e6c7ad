"""A module's text as its statements, where they can be told without parsing.

Only what templates print is known here: each statement ends with its line, or opens a bracket at
the end of a line and closes it at the head of a later one that is indented alike.  Text of any
other build is `Unclear`, and Black formats the module itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Blank lines before a statement, its depth, and its text with indentation and last line break.
Statement = tuple[int, int, str]


class Unclear(Exception):
    """The text is built in a way that is not known here."""


_STATEMENT = re.compile(
    r"""
    (\n*+)([ ]*+)
    (?:
        \"\"\" [^"\\]*+ (?: (?: \\. | "(?!"") ) [^"\\]*+ )*+ \"\"\" \n
      | [^\s#"][^\n]*[(\[{]\n
        (?: \2[ ][^\n]*\n | \2[)\]}][^\n]*[(\[{]\n )*+
        \2[)\]}][^\n]*\n
      | [^\s][^\n]*\n
    )
    """,
    re.VERBOSE | re.DOTALL,
)


def statements(text: str) -> Iterator[Statement]:
    """The statements of a module, in order; every character is part of one.

    Where brackets close is guessed by indentation: whoever relies on it looks at the tokens, as
    `shapes` does.

    Raises:
        Unclear: Where text is no statement of a known build.
    """
    end = 0
    for match in _STATEMENT.finditer(text):
        start, first, head = match.start(), match.end(1), match.end(2)
        if start != end or (head - first) % 4:
            raise Unclear
        end = match.end()
        yield first - start, (head - first) // 4, text[first:end]
    if end != len(text):
        raise Unclear
