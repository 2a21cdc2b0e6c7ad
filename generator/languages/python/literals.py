"""The one room through which a spec's strings become Python source.

Whatever a spec holds, what leaves here is a literal that compiles, means the same text, and hides
nothing: quotes, backslashes and every character that is not printable (control and bidirectional
characters, separators, zero-width ones) are escaped.  Nothing else in this package may put a
spec's text between quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

#: Black's default, which the emitted code keeps to.
WIDTH = 88


#: What stands in a literal as it is, whatever the quotes; most text is nothing else.
_PLAIN = re.compile(r"[ !#-&(-\[\]-~]*")


def _escape(char: str) -> str:
    """One character as a Python string literal may hold it, quotes aside."""
    if char == "\\":
        return "\\\\"
    if char.isprintable():
        return char
    short = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(char)
    if short:
        return short
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


class _Escapes(dict[int, str]):
    """What characters are in a literal, by their codes, found out when one is met."""

    def __init__(self, quote: str, escaped: str) -> None:
        super().__init__({ord(quote): escaped})

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, _escape(chr(code)))


_IN_QUOTES = {quote: _Escapes(quote, "\\" + quote) for quote in ('"', "'")}
_IN_DOCSTRINGS = {quote: _Escapes('"', quote) for quote in ('"', '\\"')}


def string(text: str) -> str:
    """A string literal, in the quotes that Black would choose."""
    if _PLAIN.fullmatch(text):
        return f'"{text}"'
    quote = "'" if text.count('"') > text.count("'") else '"'
    return f"{quote}{text.translate(_IN_QUOTES[quote])}{quote}"


def value(data: Any) -> str:
    """A literal for plain data: what JSON can say."""
    if isinstance(data, str):
        return string(data)
    if isinstance(data, Mapping):
        return "{" + ", ".join(f"{string(str(k))}: {value(v)}" for k, v in data.items()) + "}"
    if isinstance(data, Sequence):
        return "[" + ", ".join(map(value, data)) + "]"
    if data is None or isinstance(data, bool | int | float):
        return repr(data)
    raise TypeError(f"no literal for {type(data).__name__}")


def octets(data: bytes) -> str:
    """A literal of bytes."""
    return 'b"' + "".join(_octet(byte) for byte in data) + '"'


def _octet(byte: int) -> str:
    if byte in b'"\\':
        return "\\" + chr(byte)
    return chr(byte) if 0x20 <= byte < 0x7F else f"\\x{byte:02x}"


def values(items: Iterable[Any]) -> str:
    """A tuple literal of scalars."""
    parts = [value(item) for item in items]
    return f"({parts[0]},)" if len(parts) == 1 else f"({', '.join(parts)})"


def docstring(
    text: str, indent: int, sections: Iterable[Section] = (), *, beneath: bool = False
) -> str:
    """A docstring literal, filled for a place that is indented by `indent` spaces.

    The first line of the result is not indented: the template has put it in its place already.
    Paragraphs are filled anew, list items hang; blank lines between them stay.  Sections follow in
    Google's style (`Args:`, `Raises:`).

    Black keeps a docstring of one line in it, however long; a text `beneath` what it documents is
    no docstring to Black.
    """
    width = WIDTH - indent
    parts = [text, *(entry for _, entries in sections for pair in entries for entry in pair)]
    # Quotes read best as they are; they are escaped where they could end the docstring.
    quote = '\\"' if any('"""' in p or p.rstrip().endswith('"') for p in parts) else '"'
    lines = _fill(text, width, quote) or ["Undocumented."]
    for title, entries in sections:
        lines += ["", f"{title}:"]
        for name, entry in entries:
            item = _spaced(f"{name}: {entry}".replace("\n", " "))
            lines += ["    " + line for line in _fill(item, width - 4, quote, hang="    ")]
    pad = " " * indent
    if len(lines) == 1:
        if indent + len(lines[0]) + 6 <= WIDTH:
            return f'"""{lines[0]}"""'
        lines = _fill(text, width - 3, quote)
        if len(lines) == 1 and not beneath:
            return f'"""{lines[0]}"""'
    body = "\n".join(pad + line if line else "" for line in lines)
    return f'"""{body.lstrip(" ")}\n{pad}"""'


#: A title and what it lists: names and what is said of them.
Section = tuple[str, Sequence[tuple[str, str]]]


def _fill(text: str, width: int, quote: str, hang: str = "") -> list[str]:
    """Text as lines of escaped words, no wider than `width` where words allow it."""
    lines: list[str] = []
    words: list[str] = []

    def flush() -> None:
        if not words:
            return
        rest = " ".join(words)
        words.clear()
        pad = ""
        while len(pad) + len(rest) > width:
            end = rest.rfind(" ", 0, width - len(pad) + 1)
            if end < 0 and (end := rest.find(" ")) < 0:
                break
            lines.append(pad + rest[:end])
            rest = rest[end + 1 :]
            pad = hang
        lines.append(pad + rest)

    for raw in text.replace("\r\n", "\n").split("\n"):
        line = raw.strip(" \t")
        starts_item = line.startswith(_BULLETS)
        if not line or starts_item:
            flush()
            hang = "  " if starts_item else ""
        if line:
            line = _spaced(line)
            words.append(line if _PLAIN.fullmatch(line) else line.translate(_IN_DOCSTRINGS[quote]))
        elif lines and lines[-1]:
            lines.append("")
    flush()
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _spaced(text: str) -> str:
    """The text with a single space between words."""
    return re.sub(r"[ \t]+", " ", text) if "  " in text or "\t" in text else text


_BULLETS = ("- ", "* ", "+ ")
