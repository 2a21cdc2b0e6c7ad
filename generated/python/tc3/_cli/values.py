"""From what people give for a member to the data that the client is given.

A word of a command line is text, and its member's type says what it means.  JSON says itself what
it is, and whether that fits is for the client to judge, which knows the limits.
"""

from __future__ import annotations

import base64
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from .._runtime.model import SCALARS, Kind, Struct
from .._runtime.structs import neighbour
from . import jsonc, shorthand
from .members import Member, Misused, known
from .plain import is_array, is_nested, is_object

_INTEGER = re.compile(r"[+-]?[0-9]{1,400}").fullmatch
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?").fullmatch
_FLAGS = {"true": True, "t": True, "1": True, "false": False, "f": False, "0": False}
_LOOKS_LIKE_JSON = re.compile(r'\s*(\{\s*"|\[\s*[{\[]\s*["\]}])').match


class Given(NamedTuple):
    """What a word holds."""

    tree: object
    typed: bool
    """Whether it says itself what is a number and what is text."""


def of_words(member: Member, words: Sequence[str], where: str, files: bool) -> Any:
    """What the words behind an option mean.

    Args:
        member: Whose option it is.
        words: At least one; several for a list.
        where: The option, for messages.
        files: Whether binary members hold bytes; else they hold text in Base64.

    Raises:
        Misused: It cannot be what the member holds.
    """
    fit = _Fit(files)
    kind = member.wire.kind
    if not isinstance(kind, list):
        return fit.word(member.owner, kind, words[0], where)
    if len(words) == 1 and (words[0].startswith(("[", "@")) or words[0] == "-"):
        return fit.tree(member.owner, kind, *_given(words[0], where), where)
    return [fit.word(member.owner, kind[0], word, where) for word in words]


def of_data(cls: type[Struct], data: object, files: bool) -> dict[str, Any]:
    """A whole request that `--input` gave as data, under the API's names; see `of_words`.

    Raises Misused.
    """
    if not is_object(data):
        raise Misused("--input", "a request is an object: {...}")
    return _Fit(files).members(cls, data, True, "")


def request_text(word: str) -> tuple[str, str]:
    """The text that `--input` names, and what messages call it.

    Raises Misused.
    """
    if word.lstrip().startswith(("{", "[")):
        return word, "--input"
    if word == "-" or word.startswith("@"):
        return text_in(word, "--input"), word.lstrip("@")
    raise Misused("--input", f"give @{word} for a file, - for standard input, or JSON")


def content(word: str, where: str) -> bytes:
    """What is in the file that `@name` names, or on standard input for `-`.  Raises Misused."""
    name = word.removeprefix("@")
    try:
        if name == "-":
            return sys.stdin.buffer.read()
        with open(name, "rb") as file:
            return file.read()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Misused(where, f"{name!r} cannot be read: {reason}") from None


def text_in(word: str, where: str) -> str:
    """The same as text.  Raises Misused."""
    try:
        return content(word, where).decode()
    except UnicodeDecodeError as error:
        name = word.removeprefix("@")
        raise Misused(
            where, f"{name!r} is not UTF-8, from its byte {error.start + 1} on"
        ) from None


def _given(word: str, where: str, only_json: bool = False) -> Given:
    """The tree of a word: JSON, a file of it, or shorthand."""
    if word == "-" or word.startswith("@"):
        text, name = text_in(word, where), word.lstrip("@")
        only_json = True
    else:
        text, name = word, ""
    if only_json or text.lstrip()[:1] in ("{", "["):
        try:
            return Given(jsonc.read(text, name), True)
        except jsonc.JSONError as error:
            if only_json or _LOOKS_LIKE_JSON(text):
                raise Misused(where, str(error)) from None
    try:
        return Given(shorthand.parse(text), False)
    except shorthand.ShorthandError as error:
        raise Misused(where, str(error)) from None


class _Fit:
    """Gives trees the API's names, and text its meaning."""

    def __init__(self, files: bool) -> None:
        self._files = files

    def word(self, owner: type[Struct], kind: Kind, word: str, where: str) -> Any:
        """One word, where one value is wanted."""
        if kind != "object" and isinstance(kind, str) and kind in SCALARS:
            return self.scalar(kind, word, where)
        given = _given(word, where, kind == "object")
        return self.tree(owner, kind, given.tree, given.typed, where)

    def tree(
        self, owner: type[Struct], kind: Kind, tree: object, typed: bool, where: str
    ) -> Any:
        """A tree, where a member of this kind of a class is wanted."""
        if tree is None or kind == "object":
            return tree
        if isinstance(kind, list):
            if typed and not is_array(tree):
                raise Misused(where, "a list is wanted: [...]")
            items = tree if is_array(tree) else [tree]  # `names=a` is a list of one
            return [
                self.tree(owner, kind[0], item, typed, f"{where}[{index}]")
                for index, item in enumerate(items)
            ]
        if kind in SCALARS:
            if is_nested(tree):
                raise Misused(where, "one value is wanted; text with commas is quoted")
            if not isinstance(tree, str):
                return tree
            if not typed:
                return self.scalar(kind, tree, where)
            return self.bytes(tree, where) if kind == "binary" else tree
        if not is_object(tree):
            raise Misused(where, "members are wanted: name=value")
        return self.members(neighbour(owner, kind), tree, typed, where)

    def members(
        self, cls: type[Struct], tree: Mapping[str, object], typed: bool, where: str
    ) -> dict[str, Any]:
        """The members of a struct."""
        found: dict[str, Any] = {}
        for name, value in tree.items():
            member = known(cls, name, where)
            if member.wire.name in found:
                raise Misused(where, f"`{member.wire.name}` stands twice")
            inner = f"{where}.{name}" if where else name
            found[member.wire.name] = self.tree(
                cls, member.wire.kind, value, typed, inner
            )
        return found

    def bytes(self, text: str, where: str) -> Any:
        """What Base64 means, where bytes are wanted: JSON cannot say them otherwise."""
        if not self._files:
            return text
        try:
            return base64.b64decode(text, validate=True)
        except ValueError:
            raise Misused(where, "Base64 is wanted") from None

    def scalar(self, kind: str, word: str, where: str) -> Any:
        """A text that is one value."""
        if kind == "integer":
            if not _INTEGER(word):
                raise Misused(where, f"{word!r} is no whole number")
            return int(word)
        if kind == "float":
            if not _NUMBER(word):
                raise Misused(where, f"{word!r} is no number")
            return int(word) if _INTEGER(word) else float(word)
        if kind == "boolean":
            if word.lower() not in _FLAGS:
                raise Misused(where, f"{word!r} is neither true nor false")
            return _FLAGS[word.lower()]
        if kind == "binary" and word.startswith("@"):
            data = content(word, where)
            return data if self._files else base64.b64encode(data).decode()
        if kind == "binary" and self._files:
            return word.encode("utf-8", "surrogateescape")
        return word
