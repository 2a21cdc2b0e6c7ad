"""A field before and after, and how it travels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..model import Field, Scalar
from .changes import Path
from .context import Context
from .faces import Face, face
from .kinds import ChangeKind

#: In characters; a longer value is cut in a message.
_LONGEST = 60
#: A longer list of values is.
_MOST = 12


@dataclass(frozen=True, slots=True)
class Ways:
    """How a field travels: what callers do with it, and how it is typed on each side."""

    sent: bool
    received: bool
    typed_sent: bool
    """Whether the old type is that of what requests hold."""
    typed_sent_now: bool
    """Whether the new type is."""
    files: bool = False
    """Whether binary values are bytes, in the old type; else they are text."""
    files_now: bool = False

    @property
    def same_types(self) -> bool:
        """Whether what has not changed has the same type as before."""
        return (self.typed_sent, self.files) == (self.typed_sent_now, self.files_now)


@dataclass(frozen=True, slots=True)
class Pair:
    """A field before and after."""

    context: Context
    path: Path
    """In the new spec."""
    subject: str
    """What it is, for a message: "the parameter `RebuildMedia.FileId`"."""
    old: Field
    new: Field
    ways: Ways

    @property
    def faces(self) -> tuple[Face, Face]:
        """What a type checker sees of both."""
        return (
            face(self.old, self.ways.typed_sent, self.context.now, self.ways.files),
            face(self.new, self.ways.typed_sent_now, files=self.ways.files_now),
        )

    def add(
        self, kind: ChangeKind, key: Iterable[str], said: str, old: object, new: object
    ) -> None:
        """Notes a change of a key of the field."""
        message = f"{self.subject} {said}"
        self.context.add(kind, (*self.path, *key), message, old=show(old), new=show(new))


def show(value: object) -> str:
    """A value as a spec spells it; nothing for none."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def brief(value: object) -> str:
    """A value for a message, which has no room for a long text."""
    shown = show(value)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def brief_list(values: Sequence[Scalar]) -> str:
    """Several values, for a message."""
    listed = ", ".join(f"`{brief(value)}`" for value in values[:_MOST])
    return f"{listed} and {len(values) - _MOST} more" if len(values) > _MOST else listed
