"""People's own prose in generated pages, carried from one generation to the next.

A page offers named blocks:

    <!-- tc3gen:keep notes -->
    What stands here is a person's, and stays.
    <!-- tc3gen:end notes -->

Three promises.  A block's text comes through every regeneration as it is.  A block that the new
page no longer has goes to an aside file, with a warning, and returns when the block does.  Where
markers don't match, nothing is guessed: a copy of the whole page goes to the aside file, for a
person to sort out.  So no text inside a block is ever lost, whatever people do to the markers.

Only Markdown pages have blocks (`has_blocks`): elsewhere the markers are text like any other.
Nothing here reads or writes a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .diagnostics import Diagnostic, Example, Position, Rule, Severity

_MARKER = re.compile(r" {0,3}<!--[ \t]*tc3gen:(keep|end)[ \t]+([\w.-]+)[ \t]*-->[ \t]*")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)")
_HEADER = (
    "<!-- tc3gen: text that has lost its place in the page of the same path; "
    "a block returns when the page has it again -->"
)
_COPY = "a copy of this page is kept aside if it is replaced"


@dataclass(frozen=True, slots=True)
class Carried:
    """A page with the prose that belongs to it, and what is kept beside it."""

    text: str | None
    """The new page; None where the page is gone."""
    aside: str | None
    """The whole of the aside file; None where there is nothing to keep aside."""
    warnings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    name: str
    first: int
    """Index of the line with the opening marker."""
    last: int
    """Index of the line with the closing marker."""
    body: tuple[str, ...]

    @property
    def prose(self) -> str:
        """The text, or nothing where there is only space."""
        body = "\n".join(self.body)
        return body if body.strip() else ""


@dataclass(frozen=True, slots=True)
class _Page:
    """A page's lines, its blocks in order, and the markers that belong to none."""

    lines: list[str]
    blocks: list[_Block]
    faults: list[tuple[int, str]]


def has_blocks(path: str) -> bool:
    """Whether a file of this name can have blocks."""
    return path.endswith(".md")


def blank(text: str) -> str:
    """The page without what people wrote in its blocks, in Unix line endings.

    Two pages that differ in nothing else are the same page to whoever asks if one was edited.
    """
    page = _parse(text)
    return "\n".join(_replaced(page, dict.fromkeys(range(len(page.blocks)), ())))


def carry(path: str, new: str | None, old: str | None, aside: str | None) -> Carried:
    """The new page with the prose of the old one and of the aside file.

    Args:
        path: How the page is called in warnings.
        new: The page as generated now; None where it is generated no more.
        old: The page as it stands on the disk, if it does.
        aside: Its aside file as it stands on the disk, if it does.
    """
    if not has_blocks(path):
        return Carried(new, aside, ())
    before = _parse(old or "")
    beside = _parse(aside or "")
    after = _parse(new or "")
    warnings = list(_warnings(path, before))

    anchors: dict[str, int] = {}
    for index, block in enumerate(after.blocks):
        anchors.setdefault(block.name, index)
    found: dict[str, list[str]] = {}
    for block in (*before.blocks, *beside.blocks):
        texts = found.setdefault(block.name, [])
        if block.prose and block.prose not in texts:
            texts.append(block.prose)
    bodies = {
        anchors[name]: "\n\n".join(texts).split("\n")
        for name, texts in found.items()
        if texts and name in anchors
    }
    text = None if new is None else "\n".join(_replaced(after, bodies)) if bodies else new

    lost: list[_Block] = []
    for block in before.blocks:
        if block.prose and block.name not in anchors:
            lost.append(block)
            gone = "the page" if new is None else "the block"
            warnings.append(
                ASIDE.at(
                    Position(path, block.first + 1),
                    f"{gone} that held your text `{block.name}` is no longer generated",
                    "it is kept aside, and returns when the block does; "
                    "or move it to another block yourself",
                )
            )
    broken = any(warning.code != ASIDE.code for warning in warnings)
    copy = before.lines if broken else []
    return Carried(text, _aside(beside, anchors, lost, copy), tuple(warnings))


def _warnings(path: str, page: _Page) -> Iterator[Diagnostic]:
    for line, message in page.faults:
        yield UNMATCHED.at(
            Position(path, line + 1),
            message,
            "put `<!-- tc3gen:keep NAME -->` before your text and `<!-- tc3gen:end NAME -->` after "
            f"it, each on a line of its own; {_COPY}",
        )
    seen: set[str] = set()
    for block in page.blocks:
        if block.name in seen:
            yield TWICE.at(
                Position(path, block.first + 1),
                f"the block `{block.name}` is here a second time",
                f"both texts will stand in the first; remove the second pair of markers; {_COPY}",
            )
        seen.add(block.name)


def _aside(
    beside: _Page, anchors: Iterable[str], lost: Iterable[_Block], copy: list[str]
) -> str | None:
    """The aside file: what it held, without what has returned, and what has lost its place now."""
    returned = [block for block in beside.blocks if block.name in anchors]
    gone = {i for block in returned for i in range(block.first, block.last + 1)}
    kept = [line for i, line in enumerate(beside.lines) if i not in gone]
    parts = [_squeezed(line for line in kept if line != _HEADER)]
    present = {(block.name, block.prose) for block in beside.blocks if block.name not in anchors}
    for block in lost:
        if (block.name, block.prose) not in present:
            present.add((block.name, block.prose))
            marked = [f"<!-- tc3gen:keep {block.name} -->", *block.body]
            parts.append("\n".join([*marked, f"<!-- tc3gen:end {block.name} -->"]))
    # Quoted, its markers are markers no more.
    quoted = "\n".join(f"> {line}".rstrip() for line in copy)
    if quoted and quoted not in parts[0]:
        parts.append(f"The page as it stood when its markers did not match:\n\n{quoted}")
    parts = [part for part in parts if part]
    if not parts:
        return None
    return "\n\n".join([_HEADER, *parts]) + "\n"


def _squeezed(lines: Iterable[str]) -> str:
    """Lines as text, without space around it."""
    return "\n".join(lines).strip("\n ")


def _replaced(page: _Page, bodies: Mapping[int, Iterable[str]]) -> Iterator[str]:
    """The page's lines, with other bodies for some of its blocks."""
    at = 0
    for index, block in enumerate(page.blocks):
        yield from page.lines[at : block.first + 1]
        yield from bodies.get(index, block.body)
        at = block.last
    yield from page.lines[at:]


def _parse(text: str) -> _Page:
    # Only these end a line here: a person's text may hold other separators.
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    page = _Page(lines, [], [])
    at = 0
    while at < len(lines):
        match = _MARKER.fullmatch(lines[at])
        if match is not None:
            kind, name = match.groups()
            end = _end(lines, at, name) if kind == "keep" else None
            if end is not None:
                page.blocks.append(_Block(name, at, end, tuple(lines[at + 1 : end])))
                at = end
            elif kind == "keep":
                page.faults.append((at, f"the block `{name}` has no end"))
            else:
                page.faults.append((at, f"the end of a block `{name}` that does not begin"))
        at += 1
    return page


def _end(lines: list[str], start: int, name: str) -> int | None:
    """The line that closes the block; a block inside it, of whatever name, is part of its text.

    Markers inside a code fence are text too: people explain them.  But a fence that is never
    closed must not swallow the end of its block.
    """
    fenced = _closing(start, name, _outside_fences(lines, start + 1))
    if fenced is not None:
        return fenced
    return _closing(start, name, enumerate(lines[start + 1 :], start + 1))


def _closing(start: int, name: str, lines: Iterable[tuple[int, str]]) -> int | None:
    depth = 1
    for index, line in lines:
        match = _MARKER.fullmatch(line)
        if match is not None and match[2] == name:
            depth += 1 if match[1] == "keep" else -1
            if depth == 0:
                return index
    return None


def _outside_fences(lines: list[str], start: int) -> Iterator[tuple[int, str]]:
    fence = ""
    for index in range(start, len(lines)):
        match = _FENCE.fullmatch(lines[index])
        if match is None:
            if not fence:
                yield index, lines[index]
        elif not fence:
            fence = match[1]
        elif match[1].startswith(fence) and not match[2].strip():
            fence = ""


_BLOCK = """\
<!-- tc3gen:keep notes -->
Ask for a higher quota before a large migration.
<!-- tc3gen:end notes -->
"""


def _pages(block: str) -> str:
    """A page that holds this, and the page that is to replace it."""
    title = "# RebuildMedia\n\n"
    empty = "<!-- tc3gen:keep notes -->\n<!-- tc3gen:end notes -->\n"
    return (
        f"# file: page.md (as it stands)\n{title}{block}"
        f"# file: page.md (as it is generated now)\n{title}{empty}"
    )


_PASSES = _pages(_BLOCK)

ASIDE = Rule(
    "K701",
    "prose-kept-aside",
    Severity.WARNING,
    "Text that a person wrote has lost its block.",
    "The page, or the block in it, is no longer generated. The text is kept in `_kept/` under the "
    "page's own path, and returns by itself when the block does.",
    fails=_pages(_BLOCK.replace("notes", "advice")),
    passes=_PASSES,
    example=Example.FILES,
)

UNMATCHED = Rule(
    "K702",
    "unmatched-marker",
    Severity.WARNING,
    "A block for a person's text begins without an end, or ends without a beginning.",
    "Where a block does not end, nothing tells a person's text from what was generated, and a "
    "guess could lose a sentence. If the page is replaced all the same, a copy of it is kept in "
    "`_kept/` first.",
    fails=_pages(_BLOCK.replace("<!-- tc3gen:end notes -->\n", "")),
    passes=_PASSES,
    example=Example.FILES,
)

TWICE = Rule(
    "K703",
    "block-twice",
    Severity.WARNING,
    "A block for a person's text is in its page twice.",
    "A page has each block once, so the next generation puts both texts into the first. What "
    "stands between the two is in the copy of the page that is kept in `_kept/`.",
    fails=_pages(_BLOCK + _BLOCK.replace("Ask for", "Or use")),
    passes=_PASSES,
    example=Example.FILES,
)

RULES = (ASIDE, UNMATCHED, TWICE)
