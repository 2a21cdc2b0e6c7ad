"""What a site consists of: pages of Markdown, and the groups in which a reader finds them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

#: In characters: what search engines show of a description.
_ABOUT = 160
_READER = MarkdownIt("commonmark")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


@dataclass(frozen=True, slots=True)
class Page:
    """One page."""

    path: str
    """Relative to the site, ending in `.md`; the page itself ends in `.html`."""
    text: str
    """Markdown; links to other pages are relative and end in `.md`."""
    title: str
    """What lists of pages call it."""
    kind: str
    """What it is about, for whoever finds it by searching: `Action`, `Manual`."""
    source: str
    """The file to change when something is wrong with it."""
    about: str = ""
    """A sentence, in plain words."""
    explorer: str = ""
    """Where the explorer shows it, relative to the site; empty where it does not."""

    @property
    def html(self) -> str:
        """Where a browser finds it, relative to the site."""
        return f"{self.path.removesuffix('.md')}.html"


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that are listed together."""

    title: str
    pages: tuple[Page, ...]
    folder: str = ""
    """The group is listed on pages below this folder alone; empty for all pages."""
    is_long: bool = False
    """Whether a reader opens the list only when in need of it."""


@dataclass(frozen=True)
class Site:
    """All pages, and their order."""

    title: str
    groups: tuple[Group, ...]
    unlisted: tuple[Page, ...]
    """Pages that are reached from others alone."""
    home: Page

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Every page by its path, in the order in which a book would have them."""
        listed = [page for group in self.groups for page in group.pages]
        return {page.path: page for page in (self.home, *listed, *self.unlisted)}

    @cached_property
    def listing(self) -> Mapping[str, Group]:
        """The group that lists a page, by the page's path."""
        return {page.path: group for group in self.groups for page in group.pages}


def relative(to: str, page: str) -> str:
    """The address of a file of the site, as a page links it."""
    return posixpath.relpath(to, posixpath.dirname(page) or ".")


def resolved(link: str, page: str) -> tuple[str, str] | None:
    """The file of the site, and the anchor in it, that a link of a page leads to.

    None where the link leads to another site.
    """
    if _SCHEME.match(link):
        return None
    path, _, anchor = link.partition("#")
    joined = posixpath.join(posixpath.dirname(page), path) if path else page
    return posixpath.normpath(joined), anchor


def described(text: str) -> str:
    """The first paragraph of a page in plain words, or as much of it as search engines show."""
    return _shortened(_first(text, "paragraph_open"))


def title_of(text: str) -> str:
    """The first heading of a page in plain words."""
    return _first(text, "heading_open")


def _first(text: str, kind: str) -> str:
    """What the first block of a kind says, in plain words; the first section is looked at."""
    tokens = _READER.parse(re.split(r"^## ", text, maxsplit=1, flags=re.MULTILINE)[0])
    for before, token in pairwise(tokens):
        if before.type == kind and before.level == 0:
            return " ".join("".join(_plain(token.children or ())).split())
    return ""


def _plain(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            yield " "
        elif token.type in ("text", "code_inline"):
            yield token.content


def _shortened(text: str) -> str:
    """Whole sentences, if the first is not too long."""
    if len(text) <= _ABOUT:
        return text
    sentences = text[:_ABOUT].rpartition(". ")[0]
    return f"{sentences}." if sentences else text[: _ABOUT - 1].rpartition(" ")[0] + "…"
