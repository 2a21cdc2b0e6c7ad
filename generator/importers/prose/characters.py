"""Characters that no description should hold: replaced by what they meant, or dropped."""

from __future__ import annotations

import re

#: One character after another; those that mean nothing to a reader mean nothing here.
_BREAKS = "\r\x0b\x0c\x85\u2028\u2029"
_SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_NOTHING = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls
    "\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # invisible, or turning
    "\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f"  # no characters at all
)
_BROKEN = "\ud800-\udfff"

#: For a character class: whatever `cleaned` would change.
ODD = f"\t{_BREAKS}{_SPACES}{_NOTHING}{_BROKEN}"

_ODD = re.compile(f"[{ODD}]")
_BREAK = re.compile(f"\r\n|[{_BREAKS}]")
_SPACE = re.compile(f"[{_SPACES}]")
_DROPPED = re.compile(f"[{_NOTHING}]")
_HALVES = re.compile(f"[{_BROKEN}]")
_INDENT = re.compile(r"^[ \t]*\t[ \t]*", re.MULTILINE)


def cleaned(text: str) -> str:
    """The text with `\\n` alone between lines, with plain spaces, and nothing invisible."""
    if _ODD.search(text) is None:
        return text
    text = _BREAK.sub("\n", text)
    text = _SPACE.sub(" ", text)
    text = _DROPPED.sub("", text)
    text = _HALVES.sub("\ufffd", text)
    # A tab is depth at the head of a line and a space elsewhere.
    text = _INDENT.sub(lambda match: match[0].replace("\t", "    "), text)
    return text.replace("\t", " ")
