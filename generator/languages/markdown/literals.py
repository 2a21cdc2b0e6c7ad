"""The one room through which a spec's strings become Markdown.

What leaves here shows the same text and is nothing but text: no HTML, no heading, no table cell too
many, whichever of the usual readers renders it.  Readers differ, so the rules are strict:

* CommonMark and GitHub: punctuation that means something is escaped; `|` and whatever would begin
  a block at the head of a line become character references.
* kramdown, Python-Markdown and markdown-it read attributes from `{...}`: a brace in prose is a
  character reference.
* Jekyll, MkDocs macros and Hugo evaluate `{{`, `{%`, `{#` and `{!` anywhere in a page, code
  included; Vue (VitePress) evaluates `{{` in the HTML that comes out.  In prose such a pair is
  parted by a `<span>`, in the JSON and the Python of examples by an escape of that language, so
  that what is copied from the page stays true.  Only in other code a space parts them.
* MathJax and GitHub read `$` and `\\(` as mathematics: `$` and a backslash stand in a `<span>`.

Characters that cannot be seen, or that reorder what can, show as `\\u202e`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

#: What templates of site generators evaluate, even in code.
_EVALUATED = re.compile(r"\{(?=[{%#!])")
_SCHEMES = re.compile(r"(?:https?://|mailto:)[^/]", re.IGNORECASE)
_SAFE_IN_URL = "%/:?#@!&=+,~-._"

_ESCAPES = {
    "\\": "<span>\\\\</span>",
    "$": "<span>$</span>",
    "`": "&#96;",
    "*": "\\*",
    "[": "\\[",
    "]": "\\]",
    "<": "&lt;",
    "|": "&#124;",
    "~": "&#126;",
}
_PLAIN = re.compile(
    r"""
      [\\$`*\[\]<|~]
    | \{
    | &(?=[#0-9A-Za-z])                         # begins a character reference
    | (?<![0-9A-Za-z])_ | _(?![0-9A-Za-z])      # not inside a word
    """,
    re.VERBOSE,
)
_LINE_START = re.compile(r"[-+#>=:!?%@;^]|[0-9]{1,9}[.)](?=\s|$)")


def visible(text: str) -> str:
    """Text in which nothing hides; newlines and tabs stay, other spaces are plain spaces."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_visible, text.replace("\r\n", "\n")))


def _visible(char: str) -> str:
    if char.isprintable() or char in "\n\t":
        return char
    if char in "\r\x85\u2028\u2029":
        return "\n"
    if char.isspace() and ord(char) > 0x7F:
        return " "
    return unicode_escape(char)


def unicode_escape(char: str) -> str:
    """The character as JSON escapes it, and most other languages."""
    code = ord(char)
    if code < 0x10000:
        return f"\\u{code:04x}"
    return json.dumps(char)[1:-1]


def text(plain: str) -> str:
    """Text without any meaning, within a line; runs of space become one space."""
    collapsed = re.sub(r"\s+", " ", visible(plain))
    return _PLAIN.sub(_escape, collapsed)


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if char == "{":
        return "<span>&#123;</span>" if match.string[match.end() :][:1] == "{" else "&#123;"
    if char == "&":
        return "&amp;"
    return _ESCAPES.get(char) or f"\\{char}"


def line_start(inline: str) -> str:
    """Inline Markdown for the head of a line: it begins no list, heading, quote or fence."""
    match = _LINE_START.match(inline)
    if match is None:
        return inline
    at = match.end() - 1
    return f"{inline[:at]}&#{ord(inline[at])};{inline[at + 1 :]}"


def code(plain: str) -> str:
    """Text as code within a line."""
    shown = re.sub(r"[\n\t]+", " ", visible(plain))
    if not shown.strip():
        return '`""`' if not shown else f'`"{shown}"`'
    if "|" in shown or _EVALUATED.search(shown):
        # A code span takes no character references.
        return f"<code>{text(shown)}</code>"
    return span(shown)


def span(plain: str) -> str:
    """Text as a code span, for Markdown that is yet to be read, and made safe, as prose is."""
    shown = re.sub(r"[\n\t]+", " ", visible(plain)) or " "
    ticks = "`" * (_longest_run(shown) + 1)
    pad = " " if shown[0] in " `" or shown[-1] in " `" else ""
    return f"{ticks}{pad}{shown}{pad}{ticks}"


def heading(inline: str) -> str:
    """Inline Markdown as a heading, which would lose a `#` at its end."""
    return f"{inline[:-1]}&#35;" if inline.endswith("#") else inline


def fence(language: str, source: str) -> str:
    """A fenced block.  What it holds is not escaped: `python`, `json_text` and `code_block` do."""
    ticks = "`" * max(3, _longest_run(source) + 1)
    body = source.rstrip("\n")
    return f"{ticks}{language}\n{body}\n{ticks}"


def code_block(source: str, language: str = "") -> str:
    """Any code at all, as a fenced block.

    Nothing can be escaped where the language is not known: what a site generator would evaluate,
    and what would be a marker of ours, is parted by a space.
    """
    shown = _EVALUATED.sub("{ ", visible(source))
    shown = re.sub(r"^(\s*;*-+8)(?=<-)", r"\1 ", shown, flags=re.MULTILINE)
    shown = re.sub(r"<!--(?=\s*tc3gen)", "<!- -", shown)
    # Space at the end of lines is not seen and does not last.
    lines = [line.rstrip() for line in shown.split("\n")]
    tag = language if re.fullmatch(r"[A-Za-z0-9+#-]{1,20}", language) else ""
    return fence(tag, "\n".join(lines).strip("\n") or " ")


def python(source: str) -> str:
    """Generated Python as a fenced block: what would be evaluated can only be in a string."""
    return fence("python", _EVALUATED.sub(r"\\x7b", source))


def json_text(data: Any) -> str:
    """Data as JSON for people: the same data to every reader of JSON, nothing hidden in it."""
    dumped = json.dumps(data, indent=2, ensure_ascii=False)
    shown = "".join(
        char if char.isprintable() or char == "\n" else unicode_escape(char) for char in dumped
    )
    return _EVALUATED.sub(r"\\u007b", shown)


def url(target: str) -> str:
    """A link's target, if it leads to the web or to a mailbox; else nothing."""
    if _SCHEMES.match(target) is None:
        return ""
    return quote(target, safe=_SAFE_IN_URL, errors="ignore")


def joined(pieces: Iterable[str]) -> str:
    """Pieces of inline Markdown one after the other, none of them changing what the next one is."""
    line = ""
    for piece in pieces:
        if line.endswith("`") and piece.startswith("`"):
            # Their backticks would make one run, and what was code could be HTML.
            line += "<span></span>"
        elif line.endswith("!") and piece.startswith("["):
            # A link would become an image.
            line = f"{line[:-1]}&#33;"
        line += piece
    return line


def link(inline: str, target: str) -> str:
    """A link; both parts are safe already."""
    return f"[{inline}]({target})"


def _longest_run(source: str) -> int:
    return max(map(len, re.findall("`+", source)), default=0)
