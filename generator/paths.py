"""Which paths generated files may have.

Paths are made of names that a spec holds, and a spec is hostile input.  One room judges them, for
whoever plans files and, again, for whoever writes them.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

#: What tc3gen itself keeps in an output folder has names that begin so.
OWN_PREFIX = ".tc3gen"

#: In bytes.  Every common file system allows 255, and temporary names take some.
_LONGEST_NAME = 200
_SEPARATORS = frozenset('\\:*?"<>|')


def flaw(path: str) -> str:
    """Why a path cannot be one of a generated file, relative to its root; empty if it can."""
    if path.startswith("/"):
        return "is absolute"
    for name in path.split("/"):
        if found := _flaw_of_name(name):
            return found
    return ""


@lru_cache(maxsize=4096)
def _flaw_of_name(name: str) -> str:
    if not name:
        return "has an empty part"
    if name in (".", ".."):
        return f"has the part `{name}`"
    if not name.isprintable() or not _SEPARATORS.isdisjoint(name):
        return "has a character that file names cannot have on every system"
    if name != name.strip() or name.endswith("."):
        return "has a part that begins or ends with a space or ends with a dot"
    if name.casefold().startswith(OWN_PREFIX):
        return f"has a part that begins with `{OWN_PREFIX}`, which tc3gen keeps for itself"
    if len(name.encode()) > _LONGEST_NAME:
        return f"has a part of more than {_LONGEST_NAME} bytes"
    return ""


def folded(path: str) -> str:
    """The path as a file system sees it that ignores case and how characters are composed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def parents(path: str) -> list[str]:
    """The folders above a file, the outermost first: `a/b/c.py` has `a` and `a/b`."""
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]
