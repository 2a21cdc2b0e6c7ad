"""Views whose parts are computed when one is first asked for.

A run plans files by the names of what they are of, and renders them in several processes: what
only the template of one file needs is best computed by the process that renders it, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Self


class Late:
    """What a view's dataclass extends, so that `late` can make one of it."""

    __slots__ = ("_make",)

    @classmethod
    def late(cls, make: Callable[[], Self], **known: object) -> Self:
        """A view that has these attributes at once, and the others by and by of what is made."""
        view = object.__new__(cls)
        object.__setattr__(view, "_make", make)
        for name, value in known.items():
            object.__setattr__(view, name, value)
        return view

    if not TYPE_CHECKING:  # who misspells an attribute is still told so

        def __getattr__(self, name: str) -> Any:
            if name.startswith("_"):
                raise AttributeError(name)
            made = self._make()
            for each in fields(self):
                object.__setattr__(self, each.name, getattr(made, each.name))
            return object.__getattribute__(self, name)
