"""The statements of a module, each with what Black's blank lines around it depend on.

Black decides on blank lines by the sorts of neighbours (a definition, an import, a docstring, ...)
and by the blocks they stand in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from . import shapes
from .statements import Unclear, statements

#: The blocks that a statement stands in, the outermost first, each by the lines that open it.
Blocks = tuple[str, ...]
#: What a statement is cut down to, by its first word; those that open a block end in a colon.
SORTS = {
    "@": "@a",
    "async": "async def a():",
    "class": "class a(a):",
    "def": "def a():",
    "else": "else:",
    "from": "from a import a",
    "if": "if a:",
    "import": "import a",
    "return": "return a",
}
_FIRST_WORD = re.compile(r"@|[A-Za-z_]\w*")
#: What all else is cut down to.
OTHER = "a = a"
#: An `else` needs an `if`.
ELSE = "if a:\n    pass\nelse:"
#: What the block that a statement opens is to the statements in it; to be in an `async def` allows
#: for more than to be in a `def`, and is the same otherwise.
INSIDE = {"else:": ELSE, SORTS["def"]: SORTS["async"]}


class Placed(NamedTuple):
    """A statement where it stands."""

    blocks: Blocks
    gap: int
    """Blank lines before it."""
    begins: bool
    """Whether it is the first of its block."""
    text: str
    sort: str

    @property
    def bare(self) -> str:
        """Without its indentation and its last line break."""
        return self.text[4 * len(self.blocks) : -1]


def placed(text: str) -> Iterator[Placed]:
    """The statements of a module.

    Raises:
        Unclear: If there are some whose place cannot be told.
    """
    if text.startswith("\n"):
        raise Unclear
    blocks: Blocks = ()
    begins = True  # a block, or the module
    opened = False
    for gap, depth, statement in statements(text):
        if depth != len(blocks) if opened else depth > len(blocks):
            raise Unclear
        blocks = blocks[:depth]
        sort = _sort_of(statement[4 * depth : -1], depth, begins)
        yield Placed(blocks, gap, begins, statement, sort)
        if not sort.startswith("#"):
            begins = opened = sort.endswith(":")
            if opened:
                blocks = (*blocks, INSIDE.get(sort, sort))


def _sort_of(bare: str, depth: int, begins: bool) -> str:
    """What a statement is cut down to; a remark stays as it is."""
    if bare.startswith('"""'):
        if not depth and not begins:
            raise Unclear  # in a row that is cut out, it would pass for the module's docstring
        return '"""a\n{0}a\n{0}"""'.format(" " * 4 * depth) if "\n" in bare else '"""a"""'
    if bare.startswith("#"):
        if "fmt:" in bare or "yapf:" in bare:
            raise Unclear
        return bare
    return _sort(bare)


def _sort(bare: str) -> str:
    """What a statement is cut down to, by its first word and its last character."""
    word = _FIRST_WORD.match(bare)
    if word is None:
        raise Unclear
    sort = SORTS.get(word[0])
    if sort is None:
        if word[0] in shapes.WORDS and bare[word.end() :][:1] == " ":
            raise Unclear
        sort = OTHER
    if bare.endswith(":") != sort.endswith(":") or sort == "else:" != bare:
        raise Unclear
    return sort
