"""Where tc3gen keeps what it remembers between runs, all of which can be deleted at any time."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

FOLDER_VARIABLE = "TC3GEN_CACHE_DIR"
OFF_VARIABLE = "TC3GEN_NO_CACHE"


def remember(file: Path, content: Iterable[bytes], limit: int) -> None:
    """Writes a file as a whole; its folder keeps so many, those that were written last.

    Raises:
        OSError: Where that cannot be.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f"{file.name}.{os.getpid()}")
    with open(new, "wb") as stream:
        stream.writelines(content)
    os.replace(new, file)
    files = sorted(file.parent.iterdir(), key=lambda each: each.stat().st_mtime)
    for old in files[:-limit]:
        old.unlink(missing_ok=True)


def folder() -> Path | None:
    """Where the environment wants it, or among the user's caches; None to remember nothing."""
    if os.environ.get(OFF_VARIABLE):
        return None
    if wanted := os.environ.get(FOLDER_VARIABLE):
        return Path(wanted)
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("tc3gen", appauthor=False))
