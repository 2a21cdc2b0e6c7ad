"""Where tc3gen keeps what it remembers between runs, all of which can be deleted at any time."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER_VARIABLE = "TC3GEN_CACHE_DIR"
OFF_VARIABLE = "TC3GEN_NO_CACHE"


def folder() -> Path | None:
    """Where the environment wants it, or among the user's caches; None to remember nothing."""
    if os.environ.get(OFF_VARIABLE):
        return None
    if wanted := os.environ.get(FOLDER_VARIABLE):
        return Path(wanted)
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("tc3gen", appauthor=False))
