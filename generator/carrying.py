"""Pages as they are generated, with what people wrote into the ones that are there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from . import keep, write
from .diagnostics import Diagnostic
from .outputs import Output
from .runs import Request


def carry(
    request: Request, root: str, outputs: Mapping[str, Output]
) -> tuple[dict[str, Output], list[Diagnostic]]:
    """The outputs with what people wrote into the pages that are there, and with aside files.

    A page that is no longer generated is looked at too: its text is kept aside.
    """
    folder = request.out / root
    gone = write.stale(request.out, root, outputs, request.whole)
    kept = [path.relative_to(folder / write.KEPT) for path in folder.glob(f"{write.KEPT}**/*.md")]
    result = dict(outputs)
    warnings: list[Diagnostic] = []
    judged = {*outputs, *gone}
    for path in dict.fromkeys([*outputs, *gone, *(path.as_posix() for path in sorted(kept))]):
        if path.startswith(write.KEPT) or not keep.has_blocks(path):
            continue
        output = outputs.get(path)
        carried = keep.carry(
            (folder / path).as_posix(),
            output.text if output else None,
            # A page that this run is not about is still there, and keeps what it holds.
            _text(folder / path) if path in judged else None,
            _text(folder / write.KEPT / path),
        )
        warnings += carried.warnings
        if output and carried.text is not None:
            result[path] = replace(output, text=carried.text)
        if carried.aside is not None:
            label = f"the text kept aside from {path}"
            result[write.KEPT + path] = Output(carried.aside, "", label)
    return result, warnings


def _text(file: Path) -> str | None:
    """A page as it stands on the disk; None where there is none that could hold prose."""
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
