"""Text within a line, as Markdown that shows just this text.

Text is taken for Markdown already, since half of the prose is: emphasis, links and escapes stay.
What is made safe is what only looks like markup: placeholders become code (`<InstanceId>`), a lone
backtick and the stars of `256*256 to 4096*4096` gain a backslash.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from . import characters
from .tokens import Kind, tokens

# Characters that a reference stood for, until it is known what they would mean in Markdown.
_LESS, _AND = "\ufdd0", "\ufdd1"
#: Stands where something was cut out, so that what is around it makes nothing new.
_CUT = "\ufdd2"
_NAMED = r"(?:\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_REFERENCE = re.compile(f"&{_NAMED}")
_REFERENCE_OR_ESCAPE = re.compile(rf"\\[!-/:-@\[-`{{-~]|&{_NAMED}")
_ESCAPED = {"<": _LESS, "&": _AND, "\\": "\\\\", "`": "\\`", "*": "\\*", "[": "\\[", "\n": " "}

_MEANING = re.compile(
    rf"""
    \\[!-/:-@\[-`{{-~]                                                 # an escape
  | (?P<ticks>`++)                                                     # begins no code
  | <(?:https?://|ftp://|mailto:)[^\s<>{_LESS}]*+>                      # a link
  | (?<![0-9A-Za-z`])
    (?P<placeholder>(?:[<{_LESS}][A-Za-z/][^<>`\n\\{_LESS}]{{0,80}}+>){{1,9}}+)(?!`)
  | [<{_LESS}](?P<less>(?=[A-Za-z/!?{_CUT}]))?+
  | {_AND}(?P<and>(?={_NAMED}|{_CUT}))?+
  | &(?={_CUT})
    """,
    re.VERBOSE,
)
_NEEDED = re.compile(rf"[\\`<&{_LESS}]")
_PRODUCT = re.compile(r"(?<=[0-9A-Za-z])\*(?=[0-9A-Za-z])")
#: Spaces and a second pair of brackets keep it from being a target.
_LOOSE_TARGET = re.compile(r"\]\((?:\((https?://[^\s()<>]++)\)|\s*+(https?://[^\s()<>]++)\s*+)\)")
_SPACE = re.compile(r"\s++")
_TICKS = re.compile("`++")
_SCHEME = re.compile(r"(?:https?|ftp|mailto):|(?![A-Za-z][A-Za-z0-9+.-]*:)", re.IGNORECASE)


class Style(NamedTuple):
    """How a run of text looks."""

    target: str = ""
    """Where a link leads."""
    bold: bool = False
    italic: bool = False
    code: bool = False


PLAIN = Style()

#: A piece of text and its style: Markdown, or the code itself.
Run = tuple[str, Style]


def decoded(text: str) -> str:
    """The text with its character references resolved, once."""
    if "&" not in text:
        return text
    return _REFERENCE.sub(lambda match: characters.cleaned(html.unescape(match[0])), text)


def markdown(text: str, cut: bool = False) -> str:
    """A piece of prose without tags, safe to stand in a paragraph; `cut` before a tag."""
    if "](" in text:
        text = _LOOSE_TARGET.sub(r"](\1\2)", text)
    if _NEEDED.search(text) is None:
        return text
    if "&" in text:
        text = _REFERENCE_OR_ESCAPE.sub(_reference, text)
    return _MEANING.sub(_safe, f"{text}{_CUT}" if cut else text).removesuffix(_CUT)


def with_products(text: str) -> str:
    """Whole Markdown, in which stars between words stand for themselves, not for emphasis."""
    if _PRODUCT.search(text) is None:
        return text
    parts = list(tokens(text))
    loose = [
        part.text.count("*") - part.text.count("\\*") for part in parts if part.kind is Kind.TEXT
    ]
    if sum(loose) < 2:
        return text
    return "".join(
        _PRODUCT.sub(r"\\*", part.text) if part.kind is Kind.TEXT else part.text for part in parts
    )


def _reference(match: re.Match[str]) -> str:
    if match[0][0] == "\\":
        return match[0]
    meant = html.unescape(match[0])
    if meant == match[0]:
        return meant
    return "".join(_ESCAPED.get(char, char) for char in characters.cleaned(meant))


def _safe(match: re.Match[str]) -> str:
    found = match[0]
    if found[0] == "\\":
        # Quotes are escaped because of where the prose once stood.
        return found[1] if found[1] in "\"'" else found
    if match["ticks"]:
        return "\\`" * len(found)
    if match["placeholder"]:
        return f"`{found.replace(_LESS, '<').replace(_AND, '&')}`"
    if found[0] in ("<", _LESS) and len(found) == 1:
        return "<" if match["less"] is None else "\\<"
    if found == _AND:
        return "&" if match["and"] is None else "\\&"
    if found == "&":
        return "\\&"
    return found


def safe_target(target: str) -> str:
    """A link's target as Markdown writes it; nothing where it is none, or a script."""
    target = _SPACE.sub("%20", decoded(target).strip())
    for char in "()<>\\*":
        target = target.replace(char, f"%{ord(char):02X}")
    return target if _SCHEME.match(target) else ""


def code(text: str) -> str:
    """Text as a code span."""
    shown = _SPACE.sub(" ", text).strip()
    if not shown:
        return ""
    ticks = "`" * (max(map(len, _TICKS.findall(shown)), default=0) + 1)
    pad = " " if "`" in (shown[0], shown[-1]) else ""
    return f"{ticks}{pad}{shown}{pad}{ticks}"


def lines(runs: Sequence[Run]) -> list[str]:
    """Runs of text as lines of Markdown, without space at their ends."""
    if all(style is PLAIN or style == PLAIN for _, style in runs):
        return [line.rstrip() for line in "".join(text for text, _ in runs).split("\n")]
    done: list[str] = []
    line: list[Run] = []
    for text, style in runs:
        first, *rest = [text] if style.code else text.split("\n")
        line.append((first, style))
        for part in rest:
            done.append(_line(line))
            line = [(part, style)]
    return [*done, _line(line)]


def _line(runs: Sequence[Run]) -> str:
    pieces: list[tuple[str, str]] = []
    for target, linked in groupby(runs, key=lambda run: run[1].target):
        if not target:
            pieces += _emphasised(linked)
            continue
        shown = _joined(_emphasised(linked), "[", "]")
        pieces.append((_link(shown, target), ""))
    return _joined(pieces).rstrip()


def _emphasised(runs: Iterator[Run]) -> Iterator[tuple[str, str]]:
    """Pieces, each with the mark that it should stand between."""
    for (bold, italic), alike in groupby(runs, key=lambda run: (run[1].bold, run[1].italic)):
        pieces = [
            ("".join(text for text, _ in same), is_code)
            for is_code, same in groupby(alike, key=lambda run: run[1].code)
        ]
        inner = _joined([(code(text) if is_code else text, "") for text, is_code in pieces])
        yield inner, "*" * (2 * bold + italic)


def _joined(pieces: Iterator[tuple[str, str]] | list[tuple[str, str]], *ends: str) -> str:
    """Pieces in one line; what is marked stands where the marks are read as such."""
    before, after = ends or ("", "")
    whole = [piece for piece in pieces if piece[0]]
    line = ""
    for at, (text, mark) in enumerate(whole):
        following = whole[at + 1] if at + 1 < len(whole) else (after, "")
        if mark:
            text = _marked(text, mark, line[-1:] or before, (following[1] + following[0])[:1])
        if line.endswith("`") and text.startswith("`"):
            line += " "
        elif line.endswith("!") and text.startswith("["):
            line = f"{line[:-1]}\\!"
        line += text
    return line


def _link(shown: str, target: str) -> str:
    core = shown.strip()
    if not core:
        return shown
    if core == target and _AUTOMATIC.fullmatch(target):
        core = f"<{target}>"
    elif "](" not in core and not _ends_in_escape(core):
        if core.count("[") != core.count("]"):
            core = re.sub(r"\\.|([\[\]])", lambda m: f"\\{m[0]}" if m[1] else m[0], core)
        core = f"[{core}]({target})"
    return f"{' ' if shown[0].isspace() else ''}{core}{' ' if shown[-1].isspace() else ''}"


_AUTOMATIC = re.compile(r"https?://[^\s<>]+")


def _marked(text: str, mark: str, before: str, after: str) -> str:
    """Text between marks, or as it is where no reader would take them for marks.

    Punctuation at an end moves out where a letter follows: `**Note:**text` shows its stars.
    """
    core = text.strip()
    head, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    while core and _is_sign(core[-1]) and _is_wordy(tail[:1] or after):
        if core[-1] in "`)]>*_\\":
            return text
        core, tail = core[:-1].rstrip(), core[len(core[:-1].rstrip()) :] + tail
    while core and _is_sign(core[0]) and _is_wordy(head[-1:] or before):
        if core[0] in "`[(<*_\\!&":
            return text
        rest = core[1:].lstrip()
        core, head = rest, head + core[: len(core) - len(rest)]
    if mark == "*" and _is_product(core[-1:], tail[:1] or after, head[-1:] or before, core[:1]):
        return f"{head}\\*{core}\\*{tail}"
    beside = (head[-1:] or before) + (tail[:1] or after)
    if not core or "*" in beside or "_" in beside:
        return text
    if "*" in core.replace("\\*", "") or _ends_in_escape(core):
        return text
    return f"{head}{mark}{core}{mark}{tail}"


def _is_product(end: str, after: str, before: str, start: str) -> bool:
    """Whether what stands in italics was `3600*24*7` once, before an editor saw it."""
    return all(c.isascii() and c.isalnum() for c in (end, after)) or all(
        c.isascii() and c.isalnum() for c in (before, start)
    )


def _ends_in_escape(text: str) -> bool:
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def _is_sign(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _is_wordy(char: str) -> bool:
    """Whether marks beside this character depend on what they mark; readers differ on symbols."""
    return bool(char) and not char.isspace() and unicodedata.category(char)[0] != "P"
