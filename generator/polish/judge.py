"""Whether a module is in Black's style, by questions that have been asked before.

What Black makes of a module follows from its statements one by one, and from which ones follow
each other.  So a module is in Black's style if

* each statement is, in the blocks that it stands in.  The question is put once for all statements
  of one shape (see `shapes`), with the first of them;
* the blank lines between statements are.  Black decides on them by the sorts of neighbours (a
  definition, an import, a docstring, ...) and by the blocks they stand in.  The question is put
  with every three statements in a row, cut down to their sorts.

A docstring in plain form is of a sort by itself: its text begins at once, no line ends in white
space, it is indented as the code is, and the closing quotes are in the same line or, where there
are several, alone in the last.  Black leaves what such a one says.  Any other is asked about as
it stands.

A thousand structs come down to some hundred questions.  Where an answer is no, or the text is of
a build that the argument does not cover (`Unclear`), Black formats the module itself.  So there is
one mistake to fear: a module that passes and is not in Black's style.  Tests look for it in random
modules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from . import shapes
from .statements import Unclear, statements

#: The blocks that a statement stands in, the outermost first, each by the lines that open it.
_Blocks = tuple[str, ...]
#: A statement among others: its blocks, the blank lines before it, and its sort.
_Place = tuple[_Blocks, int, str]

#: What a statement is cut down to, by its first word; those that open a block end in a colon.
_SORTS = {
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
#: An `else` needs an `if`.
_ELSE = "if a:\n    pass\nelse:"
#: What the block that a statement opens is to the statements in it; to be in an `async def` allows
#: for more than to be in a `def`, and is the same otherwise.
_INSIDE = {"else:": _ELSE, _SORTS["def"]: _SORTS["async"]}

_ASIDE = {word: chr(0xE000 + number) for number, word in enumerate(sorted(shapes.WORDS))}
_WORD = re.compile(rf"\b(?:{'|'.join(_ASIDE)})\b")
_LETTERS = str.maketrans(dict.fromkeys("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", "a"))
_NAME = re.compile(r"a[a0-9]*")


class Judge:
    """Finds the questions that decide on modules; what it has seen it does not look at again."""

    def __init__(self) -> None:
        self.questions: dict[str, str] = {}
        """By key, a module that is in Black's style if the answer is yes."""
        self._statements: dict[tuple[_Blocks, bool, str], tuple[str, str]] = {}
        self._shapes: dict[tuple[int, str], tuple[str, str]] = {}
        self._rows: dict[tuple[_Place, ...], str] = {}

    def needs(self, text: str) -> set[str]:
        """The keys of the questions on a module that must all be answered by yes.

        Raises:
            Unclear: If no questions decide on it.
        """
        if text.startswith("\n"):
            raise Unclear
        keys: set[str] = set()
        rows: set[tuple[_Place, ...]] = set()
        before: tuple[_Place, ...] = ()
        blocks: _Blocks = ()
        begins = True  # a block, or the module
        opened = remark = False
        for gap, depth, statement in statements(text):
            if depth != len(blocks) if opened else depth > len(blocks):
                raise Unclear
            blocks = blocks[:depth]
            this = (blocks, begins, statement)
            known = self._statements.get(this)
            if known is None:
                known = self._statements[this] = self._statement(*this)
            key, sort = known
            if key:
                keys.add(key)
            row = (*before, (blocks, gap, sort))
            before = (*((b, 0, s) for b, _, s in row[-2:-1]), row[-1])
            remark = sort.startswith("#")
            if remark:
                continue  # what follows has it in its row
            rows.add(row)
            begins = opened = sort.endswith(":")
            if opened:
                blocks = (*blocks, _INSIDE.get(sort, sort))
        if remark:
            raise Unclear
        for row in rows:
            keys.add(self._rows.get(row) or self._row(row))
        return keys

    def _statement(self, blocks: _Blocks, begins: bool, text: str) -> tuple[str, str]:
        """The key of the question on a statement, if there is one, and its sort."""
        depth = len(blocks)
        bare = text[4 * depth : -1]
        if bare.startswith('"""'):
            return self._text(blocks, begins, bare)
        if bare.startswith("#"):
            if "fmt:" in bare or "yapf:" in bare:
                raise Unclear
            return "", bare
        word = _FIRST_WORD.match(bare)
        sort = _SORTS.get(word[0]) if word else None
        if sort is None:
            if word is None or (word[0] in shapes.WORDS and bare[word.end()] == " "):
                raise Unclear
            sort = "a = a"
        if sort == "else:" == bare:
            return "", sort
        if bare.endswith(":") != sort.endswith(":") or sort == "else:":
            raise Unclear
        shape, example = self._shape(text, depth)
        key = "\0".join([*blocks, shape])
        if key not in self.questions:
            self.questions[key] = _module(blocks, [(depth, 0, example[4 * depth : -1])], sort)
        return key, sort

    def _text(self, blocks: _Blocks, begins: bool, bare: str) -> tuple[str, str]:
        """The same for a text in triple quotes."""
        depth = len(blocks)
        if not blocks and not begins:
            raise Unclear  # in a row that is cut out, it would pass for the module's docstring
        several = "\n" in bare
        sort = '"""a\n{0}a\n{0}"""'.format(" " * 4 * depth) if several else '"""a"""'
        if _is_plain(bare, depth):
            return "", sort
        first = [] if begins else [(depth, 0, "a = a")]
        question = _module(blocks, [*first, (depth, 0, bare)])
        self.questions[question] = question
        return question, sort

    def _shape(self, text: str, depth: int) -> tuple[str, str]:
        """`shapes.shape`, looked up by less than the text, and no less than the shape needs."""
        alike = _WORD.sub(_aside, text).translate(_LETTERS)
        if shapes.fits(text):
            alike = _NAME.sub("a", alike)
        known = self._shapes.get((depth, alike))
        if known is None:
            known = self._shapes[depth, alike] = shapes.shape(text, depth)
        return known

    def _row(self, row: tuple[_Place, ...]) -> str:
        """The question on statements in a row, which is its own key."""
        blocks, _, first = row[0]
        lines = [(len(blocks), 0, _ELSE if first == "else:" else first)]
        lines += [(len(blocks), gap, sort) for blocks, gap, sort in row[1:]]
        question = _module(blocks, lines, row[-1][2])
        self.questions[question] = question
        self._rows[row] = question
        return question


def _aside(word: re.Match[str]) -> str:
    return _ASIDE[word[0]]


def _module(blocks: _Blocks, lines: Sequence[tuple[int, int, str]], last: str = "") -> str:
    """A module of statements, each with its depth and the blank lines before it.

    Whatever the last of them is the head of gets a body.
    """
    lines = [*((depth, 0, block) for depth, block in enumerate(blocks)), *lines]
    if last.startswith("@"):
        last = "class a(a):"
        lines.append((lines[-1][0], 0, last))
    if last.endswith(":"):
        lines.append((lines[-1][0] + 1, 0, "pass"))
    parts = []
    for depth, gap, text in lines:
        pad = " " * 4 * depth
        if text == _ELSE:
            text = text.replace("\n", "\n" + pad)
        parts.append("\n" * gap + pad + text + "\n")
    return "".join(parts)


def _is_plain(bare: str, depth: int) -> bool:
    """Whether Black leaves a text in triple quotes alone, whatever it says."""
    form = _plain_form(depth)
    if not bare.replace("\n", "").isprintable() or not form.fullmatch(bare):
        return False
    # The least indentation counts as that of the code; the closing quotes are not looked at.
    return "\n" not in bare or len(_least_indented(depth).findall(bare)) > 1


@cache
def _plain_form(depth: int) -> re.Pattern[str]:
    pad = " " * 4 * depth
    line = r"[^\n]*[^\s\\]"
    return re.compile(
        rf'"""[^\s"](?:[^\n]*[^\s"\\])?"""'
        rf'|"""(?!\s|"){line}(?:\n(?:{pad}{line})?)*\n{pad}"""'
    )


@cache
def _least_indented(depth: int) -> re.Pattern[str]:
    return re.compile(rf"\n{' ' * 4 * depth}\S")
