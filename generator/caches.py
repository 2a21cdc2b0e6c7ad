"""Where tc3gen keeps what it remembers between runs, all of which can be deleted at any time."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER_VARIABLE = "TC3GEN_CACHE_DIR"
OFF_VARIABLE = "TC3GEN_NO_CACHE"


def forget(folder: Path, limit: int) -> None:
    """Removes all files of a folder but so many, which are those that were written last."""
    files = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime)
    for file in files[:-limit]:
        file.unlink(missing_ok=True)


def folder() -> Path | None:
    """Where the environment wants it, or among the user's caches; None to remember nothing."""
    if os.environ.get(OFF_VARIABLE):
        return None
    if wanted := os.environ.get(FOLDER_VARIABLE):
        return Path(wanted)
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("tc3gen", appauthor=False))
