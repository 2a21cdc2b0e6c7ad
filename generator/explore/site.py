"""The files that the page is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: By the end of a file's name.  The browser is told to guess nothing.
_TYPES = {
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "md": "text/plain; charset=utf-8",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "webmanifest": "application/manifest+json",
}
_INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class File:
    """One of them."""

    content: bytes
    type: str


class Site:
    """Files by the path that a browser asks for."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """All there is: what is not among `texts`, by their paths, cannot be had."""
        self._files = {
            f"/{path}": File(
                text.encode(),
                _TYPES.get(path.rpartition(".")[2], "application/octet-stream"),
            )
            for path, text in texts.items()
        }

    def find(self, path: str) -> File | None:
        """The file at a path of a URL, without its query; a folder's is its index."""
        return self._files.get(f"{path}{_INDEX}" if path.endswith("/") else path)
