"""What is to be served, as services."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import TypeAlias

from .. import loading
from ..diagnostics import SpecError, has_errors
from ..model import Service

#: A spec: its file or folder, or what `loading` made of it.
Spec: TypeAlias = "str | PathLike[str] | Service"


def services(specs: Spec | Iterable[Spec]) -> list[Service]:
    """All services that specs and folders of them describe.  Raises SpecError."""
    given = [specs] if isinstance(specs, (str, PathLike, Service)) else list(specs)
    found: list[Service] = []
    for each in given:
        if isinstance(each, Service):
            found.append(each)
            continue
        for file in loading.find_specs([Path(each)]):
            loaded = loading.load_service(file)
            if loaded.service is None or has_errors(loaded.diagnostics):
                raise SpecError(loaded.diagnostics)
            found.append(loaded.service)
    return found
