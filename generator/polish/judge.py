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
from .places import ELSE, OTHER, SORTS, Blocks, Placed, placed
from .statements import Unclear

#: A statement among others: its blocks, the blank lines before it, and its sort.
_Place = tuple[Blocks, int, str]

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
        self._statements: dict[tuple[Blocks, bool, str], tuple[str, ...]] = {}
        self._parts: dict[tuple[Blocks, str], str] = {}
        self._shapes: dict[tuple[int, str], tuple[str, str] | tuple[()]] = {}
        self._rows: dict[tuple[_Place, ...], str] = {}

    def needs(self, text: str, agreed: str = "") -> set[str]:
        """The keys of the questions on a module that must all be answered by yes.

        Args:
            text: Of the module.
            agreed: A module that Black has agreed to: its statements are not asked about again.

        Raises:
            Unclear: If no questions decide on it.
        """
        keys: set[str] = set()
        rows: set[tuple[_Place, ...]] = set()
        row: tuple[_Place, ...] = ()
        sort = ""
        known = {(each.blocks, each.begins, each.text) for each in placed(agreed)}
        for each in placed(text):
            if (each.blocks, each.begins, each.text) not in known:
                keys.update(self._asked(each))
            sort = each.sort
            row = (
                *((blocks, 0, before) for blocks, _, before in row[-2:-1]),
                *row[-1:],
                (each.blocks, each.gap, sort),
            )
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
        for each in placed(text):
            position += each.gap
            if any(key in keys for key in self._asked(each)):
                found.append(
                    Framed(each.text, *_frame(each.blocks, each.begins, each.sort), position)
                )
            position += len(each.text)
        return found

    def _asked(self, placed: Placed) -> tuple[str, ...]:
        """The keys of the questions on a statement."""
        this = (placed.blocks, placed.begins, placed.text)
        keys = self._statements.get(this)
        if keys is None:
            keys = self._statements[this] = tuple(self._questions(placed))
        return keys

    def _questions(self, placed: Placed) -> Iterator[str]:
        """Notes the questions on a statement down; their keys."""
        blocks, text, sort = placed.blocks, placed.text, placed.sort
        if sort.startswith(('"""', "#")) or sort == "else:":
            if sort.startswith('"""') and not _is_plain(placed.bare, len(blocks)):
                key = "\0".join([*blocks, str(placed.begins), text])
                yield self._question(key, text, placed)
            return
        is_signature = sort in (SORTS["def"], SORTS["async"])
        for part in (_signature(text, len(blocks)) if is_signature else ()) or (text,):
            known = self._parts.get((blocks, part))
            if known is None:
                shape, example = self._shape(part, len(blocks))
                known = self._question("\0".join([*blocks, shape]), example, placed)
                self._parts[blocks, part] = known
            yield known

    def _question(self, key: str, example: str, placed: Placed) -> str:
        """The key of a question, which is noted down with an example of what it is about."""
        if key not in self.questions:
            frame = _frame(placed.blocks, placed.begins, placed.sort)
            self.questions[key] = Framed(example, *frame).module
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
        parts = [_opening(blocks), _lines(len(blocks), ELSE if first == "else:" else first)]
        for inside, gap, sort in row[1:]:
            parts += ["\n" * gap, _lines(len(inside), sort)]
        question = "".join([*parts, _body(len(row[-1][0]), row[-1][2])])
        self.questions[question] = self._rows[row] = question
        return question


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


def _frame(blocks: Blocks, begins: bool, sort: str) -> tuple[str, str]:
    """What makes a statement a module: the blocks around it, and what it is the head of."""
    depth = len(blocks)
    # A text that begins a block would be a docstring.
    before = "" if begins or not sort.startswith('"""') else _lines(depth, OTHER)
    return _opening(blocks) + before, _body(depth, sort)


def _opening(blocks: Blocks) -> str:
    return "".join(_lines(depth, block) for depth, block in enumerate(blocks))


def _body(depth: int, sort: str) -> str:
    """What a statement of a sort cannot be without."""
    if sort.startswith("@"):
        return _lines(depth, "class a:") + _lines(depth + 1, "pass")
    return _lines(depth + 1, "pass") if sort.endswith(":") else ""


def _lines(depth: int, text: str) -> str:
    """A statement as lines that are indented to a depth; continued text in quotes is already."""
    pad = " " * 4 * depth
    return pad + (text.replace("\n", "\n" + pad) if text == ELSE else text) + "\n"


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
