"""Where the keys and values of a TOML file stand.

`tomllib` reads files and tells no places.  This follows a text that it has read already, so that it
needs to know no more of TOML than where things end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Keys of tables and indexes of arrays, from the top.
KeyPath = tuple[str | int, ...]

_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_PLAIN = re.compile(r"[^,\]}#\r\n]+")
_BASIC = re.compile(r'"(?:[^"\\]|\\.)*"')
_LITERAL = re.compile(r"'[^']*'")
_LONG_BASIC = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}', re.DOTALL)
_LONG_LITERAL = re.compile(r"'''.*?'{3,5}", re.DOTALL)
_TEXTS = (_LONG_BASIC, _LONG_LITERAL, _BASIC, _LITERAL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SHORT = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}


class Places:
    """Line and column of every key and every value, counted from 1."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._keys: dict[KeyPath, int] = {}
        self._values: dict[KeyPath, int] = {}
        self._tables: dict[KeyPath, int] = {}
        """How many parts an array of tables has had."""
        self._read()

    def key(self, path: KeyPath) -> tuple[int, int]:
        """Where a key begins; of what is not there, where the nearest table around it does."""
        return self._place(path, self._keys)

    def value(self, path: KeyPath) -> tuple[int, int]:
        """Where a value begins."""
        return self._place(path, self._values)

    def text(self, path: KeyPath) -> tuple[int, int]:
        """From where to where a value stands that is a text, counted in characters from 0."""
        start = self._values[path]
        match = next(filter(None, (each.match(self._text, start) for each in _TEXTS)))
        return start, match.end()

    def _place(self, path: KeyPath, known: dict[KeyPath, int]) -> tuple[int, int]:
        offset = next((known[path[:n]] for n in range(len(path), 0, -1) if path[:n] in known), 0)
        before = self._text[:offset]
        return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1

    def _read(self) -> None:
        table: KeyPath = ()
        while self._skip(_SPACE).startswith(("[", '"', "'")) or self._at < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> KeyPath:
        start = self._at
        is_array = self._text.startswith("[[", start)
        self._at += 2 if is_array else 1
        path: KeyPath = tuple(name for name, _ in self._names("]"))
        self._at += 2 if is_array else 1
        if is_array:
            number = self._tables[path] = self._tables.get(path, -1) + 1
            path = (*path, number)
        self._keys.setdefault(path, start)
        self._values.setdefault(path, start)
        return path

    def _pair(self, table: KeyPath) -> None:
        path = table
        for name, offset in self._names("="):
            path = (*path, name)
            self._keys.setdefault(path, offset)
            self._values.setdefault(path, offset)
        self._at += 1
        self._value(path)

    def _names(self, end: str) -> Iterator[tuple[str, int]]:
        """The parts of a key with their places, up to what ends it."""
        while True:
            self._skip(_SPACE)
            start = self._at
            char = self._text[start]
            if char in "\"'":
                quoted = self._take(_BASIC if char == '"' else _LITERAL)[1:-1]
                yield _ESCAPE.sub(_unescaped, quoted) if char == '"' else quoted, start
            else:
                yield self._take(_BARE), start
            self._skip(_SPACE)
            if self._text[self._at] == end:
                return
            self._at += 1  # the dot

    def _value(self, path: KeyPath) -> None:
        self._skip(_SPACE)
        self._values[path] = self._at
        rest = self._text[self._at : self._at + 3]
        if rest.startswith("["):
            self._items(path)
        elif rest.startswith("{"):
            self._inline(path)
        elif rest.startswith(('"', "'")):
            long, short = (_LONG_BASIC, _BASIC) if rest[0] == '"' else (_LONG_LITERAL, _LITERAL)
            self._take(long if rest in ('"""', "'''") else short)
        else:
            self._take(_PLAIN)

    def _items(self, path: KeyPath) -> None:
        self._at += 1
        number = 0
        while not self._skip(_SPACE).startswith("]"):
            here = (*path, number)
            self._keys[here] = self._at
            self._value(here)
            number += 1
            if self._skip(_SPACE).startswith(","):
                self._at += 1
        self._at += 1

    def _inline(self, path: KeyPath) -> None:
        self._at += 1
        while not self._skip(_SPACE).startswith("}"):
            self._pair(path)
            if self._skip(_SPACE).startswith(","):
                self._at += 1
        self._at += 1

    def _skip(self, pattern: re.Pattern[str]) -> str:
        """Passes over what may be there; returns the character that comes next, if there is one."""
        match = pattern.match(self._text, self._at)
        self._at = match.end() if match else self._at
        return self._text[self._at : self._at + 1]

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        assert match, "the text is TOML"
        self._at = match.end()
        return match[0]


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _SHORT.get(match[3], match[3])
