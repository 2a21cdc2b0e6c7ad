"""From services to their pages, in memory; and pages as a reader parses them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tc3gen import loading, render, targets
from tc3gen.model import Service
from tc3gen.resources import templates_dir

SPECS = Path(__file__).parents[2] / "specs"
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def vod() -> Service:
    """The service of the spec that the project comes with."""
    loaded = loading.load_service(SPECS / "vod" / "2018-07-17")
    assert loaded.service is not None
    return loaded.service


def outputs(service: Service, target: str = "docs") -> dict[str, str]:
    """What a target makes of a service."""
    [found] = targets.discover(templates_dir(), [target])
    rendered = render.render(targets.plan(found, targets.Views([service])))
    return {path: output.text for path, output in rendered.items()}


def pages(service: Service) -> dict[str, str]:
    """The pages of a service, by their paths below the version's folder."""
    return {path.split("/", 2)[2]: text for path, text in outputs(service).items()}


def tokens(page: str) -> Iterator[Token]:
    for token in READER.parse(page):
        yield token
        yield from token.children or ()


def headings(page: str) -> list[tuple[str, str]]:
    """Every heading, with its level, as `("h2", "Parameters")`."""
    found = READER.parse(page)
    return [
        (token.tag, "".join(c.content for c in found[at + 1].children or ()))
        for at, token in enumerate(found)
        if token.type == "heading_open"
    ]


def anchors(page: str) -> list[str]:
    """The anchors that GitHub gives a page's headings."""
    made: list[str] = []
    for _, heading in headings(page):
        anchor = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        made.append(f"{anchor}-{made.count(anchor)}" if anchor in made else anchor)
    return made


def fences(page: str, language: str) -> list[str]:
    """The code blocks in a language."""
    return [t.content for t in READER.parse(page) if t.type == "fence" and t.info == language]


def links(page: str) -> Iterator[str]:
    for token in tokens(page):
        if token.type == "link_open":
            yield str(token.attrGet("href"))


def broken_links(found: dict[str, str]) -> list[tuple[str, str]]:
    """Relative links that lead to no page, or to no heading in it."""
    broken = []
    for path, page in found.items():
        for link in links(page):
            if re.match(r"[a-z]+:", link):
                continue
            target, _, anchor = link.partition("#")
            to = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            to = to if target else path
            if to not in found or (anchor and anchor not in anchors(found[to])):
                broken.append((path, link))
    return broken
