"""The index that a browser searches, by Pagefind.

It is in many small files, of which a search loads the few that it needs, so that a thousand pages
cost a phone no more than a hundred.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

from pagefind.index import IndexConfig, PagefindIndex

#: Not part of what a page says: examples repeat names, and signs beside headings are links.
_LEFT_OUT = [".headerlink", ".site-api .highlight", ".site-bar"]
#: Of what Pagefind brings, what is not a user interface of its own.
_USED = re.compile(r"pagefind(-worker)?\.js|pagefind-entry\.json|.*\.(pf_\w+|pagefind)")


def index(pages: Path, out: Path) -> dict[str, bytes]:
    """The files of the index, by path below the site.

    Args:
        pages: The folder with the site's HTML.
        out: An empty folder to work in.
    """
    asyncio.run(_written(pages, out))
    return dict(_files(out))


async def _written(pages: Path, out: Path) -> None:
    config = IndexConfig(
        root_selector="article",
        exclude_selectors=_LEFT_OUT,
        force_language="en",
        output_path=str(out),
    )
    async with PagefindIndex(config=config) as made:
        await made.add_directory(str(pages))


def _files(out: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(out.rglob("*")):
        if file.is_file() and _USED.fullmatch(file.name):
            yield f"pagefind/{file.relative_to(out).as_posix()}", file.read_bytes()
