"""The text of a YAML file, before and after libyaml: what it may hold, and what libyaml misreads.

libyaml follows YAML 1.1 in two matters that no event shows, so its input is disguised where, and
only where, they occur, letter for letter, so that positions stay true:

* U+0085, U+2028 and U+2029 are line breaks to it.  To YAML 1.2, to JSON and to editors they are
  ordinary characters.
* It refuses the escapes of surrogates, with which JSON writes every character above U+FFFF.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..diagnostics import Diagnostic, Position
from . import rules

#: What may not stand in a YAML file; it is invisible, and nobody wrote it on purpose.
_FORBIDDEN_RANGES = "\0-\x08\v\f\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
_FORBIDDEN = re.compile(f"[{_FORBIDDEN_RANGES}]")
#: What nearly all characters are, and what is quickly left out of a search for others.
_ORDINARY = bytes([*b"\t\n\r", *range(0x20, 0x7F)])
#: More of one kind in one file is one mistake, not many.
_MAX_MISPRINTS = 20

_BREAKS = "\x85\u2028\u2029"
_HAS_BREAK = re.compile(f"[{_BREAKS}]")
_DISGUISED = re.compile(f"[{_FORBIDDEN_RANGES}{_BREAKS}]")
#: An escape of half a character, behind an even number of backslashes.
_ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*\\u)([dD])([89a-fA-F])(?=[0-9a-fA-F]{2})")
#: The two blocks for private use that stand in for surrogates, and how their escapes are written.
#: There are two so that the case of each digit can be told from the stand-in.
_STAND_IN = re.compile(r"[\ue000-\ue7ff\uf000-\uf7ff]")
_STAND_IN_ESCAPE = re.compile(r"(\\u)([eEfF])([0-7])")
_TAKEN = re.compile(r"[\ue000-\ue7ff\uf000-\uf7ff]|\\(?:u|U0000)[eEfF][0-7]")
_PAIR = re.compile("([\ud800-\udbff])([\udc00-\udfff])")
_LONE = re.compile("[\ud800-\udfff]")


def misprints(text: str, path: str) -> list[Diagnostic]:
    """The characters that cannot stand in a YAML file."""
    found: list[Diagnostic] = []
    if not _FORBIDDEN.search(_unusual(text)):
        return found
    for match in _FORBIDDEN.finditer(text):
        if len(found) == _MAX_MISPRINTS:
            break
        line, column = place(text, match.start())
        found.append(
            rules.CONTROL_CHARACTER.at(
                Position(path, line, column),
                f"the character U+{ord(match[0]):04X} cannot stand in a YAML file",
                'remove it; text in double quotes can hold it as an escape, such as "\\x00"',
            )
        )
    return found


def _unusual(text: str) -> str:
    return (
        text.encode("utf-8", "surrogatepass")
        .translate(None, _ORDINARY)
        .decode("utf-8", "surrogatepass")
    )


def place(text: str, offset: int) -> tuple[int, int]:
    """The line and the column of a character, both from 1, counted as libyaml counts them."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


@dataclass(frozen=True, slots=True)
class Disguise:
    """A text as libyaml gets it, and the way back to what was written."""

    text: str
    breaks: Mapping[int, str] = field(default_factory=dict)
    """What stands in for a character that is no line break."""
    surrogates: bool = False
    """Whether escapes of surrogates have stand-ins."""

    def __bool__(self) -> bool:
        return bool(self.breaks) or self.surrogates

    def uncover(self, text: str, quoted: bool) -> tuple[str, bool]:
        """What a scalar says, and whether that is whole: free of half characters.

        Escapes mean something in double quotes (`quoted`) alone.
        """
        if self.breaks:
            text = text.translate(self.breaks)
        if not self.surrogates:
            return text, True
        if not quoted:
            return _STAND_IN_ESCAPE.sub(_original_escape, text), True
        text = _STAND_IN.sub(lambda match: chr(0xD800 + (ord(match[0]) & 0x7FF)), text)
        text = _PAIR.sub(_join, text)
        whole, lone = _LONE.subn("\ufffd", text)
        return whole, not lone


def disguise(text: str) -> Disguise:
    """A text that libyaml reads as YAML 1.2 means it; nearly always the text itself."""
    if "\\u" not in text and not _DISGUISED.search(_unusual(text)):
        return Disguise(text)
    text = _FORBIDDEN.sub("\ufffd", text)
    breaks: dict[int, str] = {}
    if _HAS_BREAK.search(text):
        lower = text.lower()
        free = (
            code
            for code in range(0xF800, 0xF900)
            if chr(code) not in text and f"{code:x}" not in lower
        )
        breaks = dict(zip(free, _BREAKS, strict=False))
        text = text.translate({ord(char): code for code, char in breaks.items()})
    surrogates = _ESCAPE.search(text) is not None and _TAKEN.search(text) is None
    if surrogates:
        text = _ESCAPE.sub(_stand_in_escape, text)
    return Disguise(text, breaks, surrogates)


def _stand_in_escape(match: re.Match[str]) -> str:
    letter = "f" if match[3].isupper() else "e"
    letter = letter.upper() if match[2].isupper() else letter
    return f"{match[1]}{letter}{int(match[3], 16) - 8}"


def _original_escape(match: re.Match[str]) -> str:
    letter = "D" if match[2].isupper() else "d"
    digit = f"{int(match[3]) + 8:x}"
    return f"{match[1]}{letter}{digit.upper() if match[2] in 'fF' else digit}"


def _join(match: re.Match[str]) -> str:
    return (match[1] + match[2]).encode("utf-16", "surrogatepass").decode("utf-16")
