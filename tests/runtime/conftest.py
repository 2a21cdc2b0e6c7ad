"""The runtime under test, straight from its folder: no installed or generated copy of it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

_FOLDER = Path(__file__).parents[2] / "templates" / "python" / "runtime"


def _load() -> None:
    # The folder is a package that bears another name where it is generated to.
    spec = importlib.util.spec_from_file_location(
        "runtime", _FOLDER / "__init__.py", submodule_search_locations=[str(_FOLDER)]
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["runtime"] = module
    spec.loader.exec_module(module)
    sys.path.insert(0, str(Path(__file__).parent))


_load()
