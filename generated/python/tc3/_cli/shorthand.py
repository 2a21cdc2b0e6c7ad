"""Shorthand: structs and lists written as one word of a command line.

    switch=ON,type=strong               members
    video-stream={width=640,height=360} a struct in a struct, or with dots:
    video-stream.width=640
    names=[a,b]                         a list; `names=a,b` means the same
    [{name=a},{name=b}]                 a list of structs
    note='one, two'                     text in which signs have no meaning

A backslash takes the meaning of the sign after it; before anything else it is itself.  What comes
out is text, lists and maps of these: what a text means is for the type to say that it is for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias, cast

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"

#: Structs in structs; no API has a fifth of that.
DEEPEST = 100

_NAME = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")
_PAIR = re.compile(rf"\s*{_NAME.pattern}\s*=")
_BARE = re.compile(r"[^\s,=\[\]{}'\"\\]+")
_SPACE = re.compile(r"[ \t\r\n]*")
_SIGNS = frozenset(",=[]{}'\"\\")


class ShorthandError(ValueError):
    """A text that is no shorthand; `position` is where it stops being some."""

    def __init__(self, message: str, text: str, position: int) -> None:
        super().__init__(message)
        self.text, self.position = text, position

    def __str__(self) -> str:
        before, after = self.text[: self.position], self.text[self.position :]
        place = f"after `{before[-30:]}`" if before else "at its beginning"
        rest = f", before `{after[:30]}`" if after and before else ""
        return f"{self.args[0]} ({place}{rest})"


def parse(text: str) -> Tree:
    """The tree that a text means.  Raises ShorthandError."""
    parser = _Parser(text)
    parser.space()
    opened = parser.next() in ("[", "{")
    tree = parser.value("", 0) if opened else parser.members("", 0)
    parser.space()
    if parser.next():
        raise parser.error("this ends earlier")
    return tree


def show(tree: Tree) -> str:
    """A text that means a tree.  Raises ValueError for names that shorthand cannot hold."""
    if isinstance(tree, dict) and tree:
        return _members(tree)
    return _value(tree)


def _value(tree: Tree) -> str:
    if isinstance(tree, str):
        if _BARE.fullmatch(tree):
            return tree
        # Shells want single quotes around the whole.
        escaped = tree.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    if isinstance(tree, Mapping):
        return f"{{{_members(tree)}}}"
    return f"[{','.join(map(_value, cast('Sequence[Tree]', tree)))}]"


def _members(tree: Mapping[str, Tree]) -> str:
    for name in tree:
        if not _NAME.fullmatch(name) or "." in name:
            raise ValueError(f"{name!r} is no name")
    return ",".join(f"{name}={_value(value)}" for name, value in tree.items())


class _Parser:
    """Goes through a text from left to right."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def error(self, message: str) -> ShorthandError:
        return ShorthandError(message, self.text, self.at)

    def next(self) -> str:
        return self.text[self.at : self.at + 1]

    def space(self) -> None:
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def takes(self, sign: str) -> bool:
        """Whether a sign stands here; goes past it."""
        self.space()
        if self.next() != sign:
            return False
        self.at += 1
        return True

    def members(self, end: str, depth: int) -> dict[str, Tree]:
        """`name=value,...` up to a sign, or to the end of the text."""
        found: dict[str, Tree] = {}
        while True:
            self.space()
            name = _NAME.match(self.text, self.at)
            begin = self.at
            if name:
                self.at = name.end()
            if not name or not self.takes("="):
                self.at = begin
                raise self.error("there must be `name=value`")
            value = self.value(end, depth)
            more: list[Tree] = []
            while going_on := self.takes(","):
                if _PAIR.match(self.text, self.at):
                    break
                more.append(self.value(end, depth, needed=True))
            self.put(found, name[0].split("."), [value, *more] if more else value)
            if not going_on:
                return found

    def put(self, into: dict[str, Tree], names: list[str], value: Tree) -> None:
        *above, last = names
        for name in above:
            inner = into.setdefault(name, {})
            if not isinstance(inner, dict):
                raise self.error(f"`{name}` stands twice")
            into = inner
        if last in into:
            raise self.error(f"`{last}` stands twice")
        into[last] = value

    def value(self, end: str, depth: int, needed: bool = False) -> Tree:
        """One value; `end` closes the bracket that it stands in."""
        if depth > DEEPEST:
            raise self.error("this is nested too deeply")
        if self.takes("["):
            items: list[Tree] = []
            if not self.takes("]"):
                items.append(self.value("]", depth + 1, needed=True))
                while self.takes(","):
                    items.append(self.value("]", depth + 1, needed=True))
                self.close("]")
            return items
        if self.takes("{"):
            if self.takes("}"):
                return {}
            members = self.members("}", depth + 1)
            self.close("}")
            return members
        if self.next() in ("'", '"'):
            return self.quoted()
        return self.bare(end, needed)

    def close(self, sign: str) -> None:
        if not self.takes(sign):
            raise self.error(f"there must be `,` or `{sign}`")

    def quoted(self) -> str:
        begin, quote = self.at, self.next()
        self.at += 1
        parts: list[str] = []
        while (sign := self.next()) != quote:
            if not sign:
                self.at = begin
                raise self.error(f"the quote {quote} is not closed")
            if sign == "\\" and self.text[self.at + 1 : self.at + 2] in (quote, "\\"):
                self.at += 1
            parts.append(self.next())
            self.at += 1
        self.at += 1
        self.space()
        if self.next() not in ("", ",", "]", "}"):
            raise self.error("after a quote there must be `,`")
        return "".join(parts)

    def bare(self, end: str, needed: bool) -> str:
        stops = {"", ",", end}
        parts: list[str] = []
        kept = 0
        """How many signs there are without the spaces at the end."""
        while (sign := self.next()) not in stops:
            if sign == "\\" and self.text[self.at + 1 : self.at + 2] in _SIGNS:
                self.at += 1
                parts.append(self.next())
                kept = len(parts)
            else:
                parts.append(sign)
                kept = kept if sign in " \t\r\n" else len(parts)
            self.at += 1
        if needed and not kept:
            raise self.error("something is missing")
        return "".join(parts[:kept])
