"""Files of pages: their bytes to text, and which of the three forms the text has."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from ...diagnostics import Diagnostic, Position, Rule, SpecError
from ...loading import shown
from . import html, markdown, rules, text
from .blocks import Page

#: The largest page of data types that is known takes 6 MB as saved HTML.
MAX_BYTES = 32 * 1024 * 1024

_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "an archive or an office document",
    b"\x1f\x8b": "a compressed file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SAVE = "save the page as text, Markdown or HTML, in UTF-8"


@dataclass(frozen=True, slots=True)
class File:
    """A file that holds a page."""

    path: str
    """How diagnostics spell it."""
    text: str

    def page(self, known: Collection[str] = ()) -> Page:
        """The page in its neutral form; names of structs that are known help with plain text.

        Raises html.MissingLibrary.
        """
        if html.looks_like(self.text):
            return html.read(self.path, self.text)
        if markdown.looks_like(self.text):
            return markdown.read(self.path, self.text)
        return text.read(self.path, self.text, known)


def load(path: Path) -> File:
    """A file's text; raises SpecError where it is none."""
    name = shown(path)
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise _refused(name, "there is no such file", "") from None
    except IsADirectoryError:
        raise _refused(name, "this is a folder, not a file", "name the files in it") from None
    except (OSError, ValueError) as error:
        problem = f"the file cannot be read: {getattr(error, 'strerror', None) or error}"
        raise _refused(name, problem, "") from None
    if len(content) > MAX_BYTES:
        raise _refused(name, f"the file has more than {MAX_BYTES:,} bytes", "is it a page?")
    return File(name, _decoded(content, name))


def _decoded(content: bytes, name: str) -> str:
    # Without a mark at its beginning, it is known by every other byte of ordinary letters.
    halves = (content[:400:2], content[1:400:2])
    if content.startswith(_UTF16) or any(half.count(0) * 3 > len(half) for half in halves):
        raise _refused(name, "the file is UTF-16, not UTF-8", "save it as UTF-8")
    for magic, kind in _MAGIC.items():
        if content.startswith(magic):
            raise _refused(name, f"this is {kind}, not a page", _SAVE)
    if b"\x00" in content:
        raise _refused(name, "this is a binary file, not a page", _SAVE)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        message = f"the byte 0x{content[error.start]:02x} is not UTF-8"
        where = Position(name, line, column)
        raise SpecError([rules.UNREADABLE_PAGE.at(where, message, "save it as UTF-8")]) from None


def _refused(name: str, message: str, help: str) -> SpecError:
    rule: Rule = rules.UNREADABLE_PAGE
    found: Diagnostic = rule.at(Position(name), message, help)
    return SpecError([found])
