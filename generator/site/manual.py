"""The manual of tc3gen itself: the pages of `docs/`, and one for each rule.

`docs/index.md` is the list of the pages, in their order and in groups; what it does not list comes
last.  `docs/rules.md` is one page for whoever reads it in a repository; as a site it would be too
heavy for a phone, so that each rule has its own page there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .. import catalogue
from ..diagnostics import FAMILIES
from .pages import Group, Page, described, title_of

KIND = "Manual"
_LINK = re.compile(r"\]\(([^()\s]+)\)")
#: An entry of the list: a link, and what the page is about.
_ENTRY = re.compile(r"^- \[([^\]]+)\]\(([\w-]+\.md)\): (.+)$")
_RULES = "rules.md"


def home(folder: Path) -> Page:
    """The page that lists all others."""
    text = _linked((folder / "index.md").read_text("utf-8"), folder)
    return Page("index.md", text, title_of(text), KIND, "docs/index.md", described(text))


def groups(folder: Path) -> list[Group]:
    """The pages, in the groups and in the order of the list."""
    found: list[tuple[str, list[Page]]] = []
    listed = {"index.md"}
    for line in (folder / "index.md").read_text("utf-8").splitlines():
        if line.startswith("## "):
            found.append((line.removeprefix("## "), []))
        elif entry := _ENTRY.match(line):
            title, name, about = entry.groups()
            listed.add(name)
            found[-1][1].append(_page(folder, name, title, about))
    more = sorted({file.name for file in folder.glob("*.md")} - listed)
    found.append(("More", [_page(folder, name, "", "") for name in more]))
    return [Group(title, tuple(pages)) for title, pages in found if pages]


def rules() -> list[Group]:
    """A page for each rule and kind of change, in a group for each family."""
    found: dict[str, list[Page]] = {letter: [] for letter in FAMILIES}
    for code, rule in catalogue.all_rules().items():
        text = catalogue.page_of(rule)
        page = Page(
            f"rules/{code}.md",
            text,
            f"{code} {rule.name}",
            "Diagnostic",
            _RULES,
            described(text),
        )
        found[code[0]].append(page)
    return [Group(FAMILIES[letter], tuple(pages), "rules") for letter, pages in found.items()]


def _page(folder: Path, name: str, title: str, about: str) -> Page:
    text = catalogue.index() if name == _RULES else (folder / name).read_text("utf-8")
    text = _linked(text, folder)
    return Page(name, text, title or title_of(text), KIND, f"docs/{name}", about or described(text))


def _linked(text: str, folder: Path) -> str:
    """The text with links as the site has them.

    A rule has its own page.  What stands in the repository beside the manual is not part of it.
    """
    anchors = dict(_anchors())

    def link(match: re.Match[str]) -> str:
        path, _, anchor = match[1].partition("#")
        if path == _RULES and anchor in anchors:
            return f"]({anchors[anchor]})"
        return match[0]

    text = _LINK.sub(link, text)
    return re.sub(r"\[([^\]]+)\]\(\.\./[^()\s]*\)", r"\1", text)


def _anchors() -> Iterator[tuple[str, str]]:
    for code, rule in catalogue.all_rules().items():
        yield f"{code.lower()}-{rule.name}", f"rules/{code}.md"
