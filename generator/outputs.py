"""What generation yields: text by path, nothing written yet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Output:
    """The content of one file."""

    text: str
    scope: str
    """Whose file it is: `vod/2018-07-17`, `vod` of all its versions, or empty: of all services."""
    label: str
    """The shape that it was made from, for messages: `struct RepairInfo`."""
    template: str = ""
    """The template's path, for messages."""
    verbatim: bool = False
    """A copy of one of our own files, which keeps its bytes."""
