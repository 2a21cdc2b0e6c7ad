"""Which targets have folders of their own: those that join another one go into its folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def with_folders(targets: Sequence[str], templates: Path | None = None) -> list[str]:
    """The targets that these names bring, without those whose files go into another's folder.

    Names that no target has stay, for others to report.

    Args:
        targets: Names.
        templates: A folder of somebody's own that lies over the templates.

    Raises:
        SpecError: If a `target.yaml` is wrong.
    """
    if tuple(targets) in ((), ("python",)):
        return [*targets]  # the usual table, for which nothing has to be read
    from ..resources import templates_dir
    from ..targets import brought, target_names

    ours = templates_dir()
    known = target_names(ours, templates)
    return [*brought(ours, targets, templates), *(n for n in targets if n not in known)]
