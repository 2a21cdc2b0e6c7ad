"""What generation yields: content by path, nothing written yet."""

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
    data: bytes | None = None
    """The content of a file that is no text; None where `text` is all of it."""

    @property
    def content(self) -> bytes:
        """What the file holds.

        Raises:
            UnicodeEncodeError: For text with half a character.
        """
        return self.text.encode() if self.data is None else self.data
