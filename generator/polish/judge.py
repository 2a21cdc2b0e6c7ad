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

A method's signature that is opened up has a line for each parameter, and a comma behind the last:
Black lays out each by itself.  So it is asked about the signature with a parameter of no account,
and about each parameter in a signature of no account.

A thousand structs come down to some hundred questions.  Where an answer is no, or the text is of
a build that the argument does not cover (`Unclear`), Black formats the module itself.  So there is
one mistake to fear: a module that passes and is not in Black's style.  Tests look for it in random
modules.
"""

from __future__ import annotations

import re
import string
from collections.abc import Container, Iterator
from functools import cache
from typing import NamedTuple

from . import shapes
from .statements import Unclear, statements

#: The blocks that a statement stands in, the outermost first, each by the lines that open it.
_Blocks = tuple[str, ...]
#: A statement among others: its blocks, the blank lines before it, and its sort.
_Place = tuple[_Blocks, int, str]
#: What there is to know of a statement: the keys of the questions on it, and its sort.
_Known = tuple[tuple[str, ...], str]

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
#: What all else is cut down to.
_OTHER = "a = a"
#: An `else` needs an `if`.
_ELSE = "if a:\n    pass\nelse:"
#: What the block that a statement opens is to the statements in it; to be in an `async def` allows
#: for more than to be in a `def`, and is the same otherwise.
_INSIDE = {"else:": _ELSE, _SORTS["def"]: _SORTS["async"]}

_ASIDE = {word: chr(0xE000 + number) for number, word in enumerate(sorted(shapes.WORDS))}
_WORD = re.compile(rf"\b(?:{'|'.join(_ASIDE)})\b")
_LETTERS = str.maketrans(dict.fromkeys(string.ascii_letters + "_", "a"))
_NAME = re.compile(r"a[a0-9]*")


class Framed(NamedTuple):
    """A statement, and what makes it a module that Black can be shown."""

    statement: str
    before: str
    after: str
    position: int = 0
    """Where it stands in a larger module."""

    @property
    def module(self) -> str:
        return self.before + self.statement + self.after

    def inside(self, module: str) -> str:
        """The statement of a module with this frame, as Black has formatted it.

        Raises:
            Unclear: If it has changed the frame.
        """
        start, end = len(self.before), len(module) - len(self.after)
        if module[:start] != self.before or module[end:] != self.after:
            raise Unclear
        return module[start:end]


class Judge:
    """Finds the questions that decide on modules; what it has seen it does not look at again."""

    def __init__(self) -> None:
        self.questions: dict[str, str] = {}
        """By key, a module that is in Black's style if the answer is yes."""
        self._statements: dict[tuple[_Blocks, bool, str], _Known] = {}
        self._parts: dict[tuple[_Blocks, str], str] = {}
        self._shapes: dict[tuple[int, str], tuple[str, str] | tuple[()]] = {}
        self._rows: dict[tuple[_Place, ...], str] = {}

    def needs(self, text: str) -> set[str]:
        """The keys of the questions on a module that must all be answered by yes.

        Raises:
            Unclear: If no questions decide on it.
        """
        keys: set[str] = set()
        rows: set[tuple[_Place, ...]] = set()
        row: tuple[_Place, ...] = ()
        sort = ""
        for blocks, gap, _, _, (asked, sort) in self._walk(text):
            keys.update(asked)
            row = (*((b, 0, s) for b, _, s in row[-2:-1]), *row[-1:], (blocks, gap, sort))
            if not sort.startswith("#"):  # what follows a remark has it in its row
                rows.add(row)
        if sort.startswith("#"):
            raise Unclear
        for row in rows:
            keys.add(self._rows.get(row) or self._row(row))
        return keys

    def refused(self, text: str, keys: Container[str]) -> list[Framed]:
        """The statements of a module whose questions are among those with these keys."""
        found = []
        position = 0
        for blocks, gap, begins, statement, (asked, sort) in self._walk(text):
            position += gap
            if any(key in keys for key in asked):
                found.append(Framed(statement, *_frame(blocks, begins, sort), position))
            position += len(statement)
        return found

    def _walk(self, text: str) -> Iterator[tuple[_Blocks, int, bool, str, _Known]]:
        """Each statement with the blocks it is in, the blank lines before it and whether it is the
        first of its block; with the keys of its questions, and its sort.
        """
        if text.startswith("\n"):
            raise Unclear
        blocks: _Blocks = ()
        begins = True  # a block, or the module
        opened = False
        for gap, depth, statement in statements(text):
            if depth != len(blocks) if opened else depth > len(blocks):
                raise Unclear
            blocks = blocks[:depth]
            this = (blocks, begins, statement)
            known = self._statements.get(this)
            if known is None:
                known = self._statements[this] = self._statement(*this)
            yield blocks, gap, begins, statement, known
            sort = known[1]
            if not sort.startswith("#"):
                begins = opened = sort.endswith(":")
                if opened:
                    blocks = (*blocks, _INSIDE.get(sort, sort))

    def _statement(self, blocks: _Blocks, begins: bool, text: str) -> _Known:
        """The keys of the questions on a statement, and its sort."""
        depth = len(blocks)
        bare = text[4 * depth : -1]
        if bare.startswith('"""'):
            if not blocks and not begins:
                raise Unclear  # in a row that is cut out, it would pass for the module's docstring
            several = "\n" in bare
            sort = '"""a\n{0}a\n{0}"""'.format(" " * 4 * depth) if several else '"""a"""'
            if _is_plain(bare, depth):
                return (), sort
            key = "\0".join([*blocks, str(begins), text])
            return (self._asked(key, text, blocks, begins, sort),), sort
        if bare.startswith("#"):
            if "fmt:" in bare or "yapf:" in bare:
                raise Unclear
            return (), bare
        sort = _sort(bare)
        if sort == "else:":
            return (), sort
        keys: list[str] = []
        is_signature = sort in (_SORTS["def"], _SORTS["async"])
        for part in (_signature(text, depth) if is_signature else ()) or (text,):
            known = self._parts.get((blocks, part))
            if known is None:
                shape, example = self._shape(part, depth)
                key = self._asked("\0".join([*blocks, shape]), example, blocks, begins, sort)
                known = self._parts[blocks, part] = key
            keys.append(known)
        return tuple(keys), sort

    def _asked(self, key: str, example: str, blocks: _Blocks, begins: bool, sort: str) -> str:
        """The key of a question, which is noted down with an example of what it is about."""
        if key not in self.questions:
            self.questions[key] = Framed(example, *_frame(blocks, begins, sort)).module
        return key

    def _shape(self, text: str, depth: int) -> tuple[str, str]:
        """`shapes.shape`, looked up by less than the text, and no less than the shape needs."""
        alike = _WORD.sub(_aside, text).translate(_LETTERS)
        if shapes.fits(text):
            alike = _NAME.sub("a", alike)
        known = self._shapes.get((depth, alike))
        if known is None:
            known = self._shapes[depth, alike] = shapes.shape(text, depth)
        return known or (text, text)

    def _row(self, row: tuple[_Place, ...]) -> str:
        """The question on statements in a row, which is its own key."""
        blocks, _, first = row[0]
        parts = [_opening(blocks), _lines(len(blocks), _ELSE if first == "else:" else first)]
        for inside, gap, sort in row[1:]:
            parts += ["\n" * gap, _lines(len(inside), sort)]
        question = "".join([*parts, _body(len(row[-1][0]), row[-1][2])])
        self.questions[question] = self._rows[row] = question
        return question


def _sort(bare: str) -> str:
    """What a statement is cut down to, by its first word and its last character."""
    word = _FIRST_WORD.match(bare)
    if word is None:
        raise Unclear
    sort = _SORTS.get(word[0])
    if sort is None:
        if word[0] in shapes.WORDS and bare[word.end() :][:1] == " ":
            raise Unclear
        sort = _OTHER
    if bare.endswith(":") != sort.endswith(":") or sort == "else:" != bare:
        raise Unclear
    return sort


def _signature(text: str, depth: int) -> list[str]:
    """A method's signature that is opened up, as one without its parameters, and one for each.

    Nothing where there are no parameters, or the signature is built otherwise.
    """
    pad = " " * 4 * depth
    line = f"\n{pad}    "
    receiver = f"({line}self,{line}*,{line}"
    end = f",\n{pad})"
    head, begin, rest = text.partition(receiver)
    body, close, tail = rest.rpartition(end)
    if not begin or not close or "\n" in head or "\n" in tail[:-1]:
        return []
    # A line that begins with a bracket closes one of the parameter before.
    parameters = re.split(rf",{line}(?![\s)\]}}])", body)
    alone = f"{pad}def a{receiver}"
    return [
        f"{head}{receiver}a: a{end}{tail}",
        *(f"{alone}{parameter}{end} -> a:\n" for parameter in parameters),
    ]


def _aside(word: re.Match[str]) -> str:
    return _ASIDE[word[0]]


def _frame(blocks: _Blocks, begins: bool, sort: str) -> tuple[str, str]:
    """What makes a statement a module: the blocks around it, and what it is the head of."""
    depth = len(blocks)
    # A text that begins a block would be a docstring.
    before = "" if begins or not sort.startswith('"""') else _lines(depth, _OTHER)
    return _opening(blocks) + before, _body(depth, sort)


def _opening(blocks: _Blocks) -> str:
    return "".join(_lines(depth, block) for depth, block in enumerate(blocks))


def _body(depth: int, sort: str) -> str:
    """What a statement of a sort cannot be without."""
    if sort.startswith("@"):
        return _lines(depth, "class a:") + _lines(depth + 1, "pass")
    return _lines(depth + 1, "pass") if sort.endswith(":") else ""


def _lines(depth: int, text: str) -> str:
    """A statement as lines that are indented to a depth; continued text in quotes is already."""
    pad = " " * 4 * depth
    return pad + (text.replace("\n", "\n" + pad) if text == _ELSE else text) + "\n"


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
    single = r'"""[^\s"](?:[^\n]*[^\s"\\])?"""'
    several = rf'"""(?!\s|"){line}(?:\n(?:{pad}{line})?)*\n{pad}"""'
    return re.compile(f"{single}|{several}")


@cache
def _least_indented(depth: int) -> re.Pattern[str]:
    return re.compile(rf"\n{' ' * 4 * depth}\S")
