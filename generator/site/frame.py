"""What stands around the text of each page: where the reader is, and where to go from there."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from .pages import Group, Page, Site, relative

#: The page names no other host, and the browser is told so: what a text might smuggle in does not
#: run, and nothing is fetched from elsewhere.  Search is a WebAssembly module of the site's own.
POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    ]
)

#: What begins a table, a row or a cell, and the whole of a column's head.
_CELL = re.compile(r"(?P<tag><table|<tr|<td)(?=[ >])|<th\b[^>]*>(?P<head>.*?)</th>", re.DOTALL)


class Frame:
    """The frames of a site's pages."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._following = self._neighbours()
        self._lists: dict[tuple[str, str], str] = {}

    def around(self, page: Page) -> dict[str, Any]:
        """What the templates of the theme are given for a page, beside what Sphinx gives them."""
        group = self.site.listing.get(page.path)
        before, after = self._following.get(page.path, (None, None))
        home = self.site.home
        trail = [(self.site.title, relative(home.html, page.path))] if page is not home else []
        trail += [
            (title, relative(path, page.path))
            for title, path in self._trail(page)
            if path != page.html
        ]
        return {
            "policy": POLICY,
            "page_title": self._title(page),
            "about": page.about,
            "kind": page.kind,
            "trail": trail,
            "markdown": relative(page.path, page.path),
            "explorer": relative(page.explorer, page.path) if page.explorer else "",
            "navigation": self._navigation(page, group),
            "next": after and {"link": relative(after.html, page.path), "title": after.title},
            "prev": before and {"link": relative(before.html, page.path), "title": before.title},
        }

    def _title(self, page: Page) -> str:
        """What a tab and a search engine show."""
        if page is self.site.home:
            return self.site.title
        names = [page.title, *(title for title, _ in reversed(self._trail(page)[-1:]))]
        return " · ".join(dict.fromkeys([*names, self.site.title]))

    def _trail(self, page: Page) -> list[tuple[str, str]]:
        """What a page is part of, from the outside in: a title and a page of the site."""
        for group in self.site.groups:
            if group.folder and not group.is_long and page.path.startswith(f"{group.folder}/"):
                if group.folder == "rules":
                    return [("Every diagnostic", "rules.html")]
                found = [(group.title, group.pages[0].html)]
                if page.kind == "Data type":
                    found.append(("Data types", f"{group.folder}/structs.html"))
                return found
        return []

    def _neighbours(self) -> dict[str, tuple[Page | None, Page | None]]:
        """The pages before and after each, in its group or, in the manual, in all of it."""
        found: dict[str, tuple[Page | None, Page | None]] = {}
        manual = [page for group in self.site.groups if not group.folder for page in group.pages]
        rest = [list(group.pages) for group in self.site.groups if group.folder]
        for pages in (manual, *rest):
            for before, page, after in zip([None, *pages], pages, [*pages[1:], None], strict=False):
                found[page.path] = (before, after)
        return found

    def _navigation(self, page: Page, own: Group | None) -> str:
        """The list of pages beside a page, with this one marked."""
        folder = page.path.rpartition("/")[0]
        key = (folder, own.title if own else "")
        shown = self._lists.get(key) or self._lists.setdefault(key, self._listed(*key))
        mark = f'href="{escape(relative(page.html, page.path))}"'
        return shown.replace(mark, f'{mark} aria-current="page"', 1)

    def _listed(self, folder: str, own: str) -> str:
        """The list as every page of a folder and a group has it."""
        inside = f"{folder}/x" if folder else "x"
        parts = []
        for group in self.site.groups:
            if group.folder and not inside.startswith(f"{group.folder}/"):
                if not group.is_long and group.folder != "rules":
                    parts.append(_entry(group.title, group.pages[0], inside))
                continue
            if group.folder == "rules" and group.title != own:
                continue
            parts.append(_group(group, inside, group.title == own))
        return "\n".join(parts)


def labelled(body: str) -> str:
    """The HTML of a page with each cell of a table told what its column is called.

    A narrow screen shows each row as a block, without the line that says so.
    """
    heads: list[str] = []
    column = 0

    def cell(match: re.Match[str]) -> str:
        nonlocal column
        tag, head = match["tag"], match["head"]
        if tag == "<table":
            heads.clear()
        elif tag == "<tr":
            column = 0
        elif head is not None:
            heads.append(re.sub(r"<[^>]*>", "", head).strip())
        elif column < len(heads):
            column += 1
            return f'<td data-label="{heads[column - 1]}"'
        return match[0]

    return _CELL.sub(cell, body)


def _entry(title: str, page: Page, inside: str) -> str:
    address = escape(relative(page.html, inside))
    return f'<p class="site-nav-alone"><a href="{address}">{_name(title)}</a></p>'


def _group(group: Group, inside: str, is_own: bool) -> str:
    items = "\n".join(
        f'<li><a href="{escape(relative(page.html, inside))}">{_name(page.title)}</a></li>'
        for page in group.pages
    )
    opened = " open" if is_own or not group.is_long else ""
    summary = f"<summary>{escape(group.title)}</summary>"
    return f"<details{opened}>{summary}\n<ul>\n{items}\n</ul>\n</details>"


def _name(title: str) -> str:
    """A title that can go on in the next line between the words of a name."""
    return "<wbr>".join(map(escape, re.split(r"(?<=[a-z0-9])(?=[A-Z])", title)))
