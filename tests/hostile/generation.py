"""From the text of a spec to everything that would be written, in memory."""

from __future__ import annotations

import functools
from pathlib import Path

from tc3gen import loading, polish, render, targets
from tc3gen.diagnostics import SpecError
from tc3gen.outputs import Output
from tc3gen.resources import templates_dir

#: Reads each template once, however many specs there are.
environments = functools.cache(render.environment)


def generate(spec: Path) -> dict[str, dict[str, Output]]:
    """What each target yields.  Raises SpecError, and must raise nothing else."""
    loaded = loading.load_service(spec)
    if loaded.service is None:
        raise SpecError(loaded.diagnostics)
    views = targets.Views([loaded.service])
    return {
        target.name: polish.polish(render.render(targets.plan(target, views)), jobs=1)
        for target in targets.discover(templates_dir())
    }
