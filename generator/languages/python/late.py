"""Views whose attributes are computed when they are first asked for.

A run plans files by the names of what they are of, and renders them in several processes: what
only the template of one file needs is best computed by the process that renders it, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Self


class Late:
    """What a view's dataclass extends, so that `late` can make one of it."""

    __slots__ = ("_makers",)

    @classmethod
    def late(cls, known: Mapping[str, object], **makers: Callable[[], object]) -> Self:
        """A view that knows some attributes, and how to come by each of the others."""
        if known.keys() | makers.keys() != getattr(cls, "__dataclass_fields__", {}).keys():
            raise TypeError(f"{cls.__name__} has other attributes")
        view = object.__new__(cls)
        object.__setattr__(view, "_makers", makers)
        for name, value in known.items():
            object.__setattr__(view, name, value)
        return view

    if not TYPE_CHECKING:  # who misspells an attribute is still told so

        def __getattr__(self, name: str) -> Any:
            if name == "_makers" or name not in getattr(self, "_makers", ()):
                raise AttributeError(f"{type(self).__name__} has no attribute {name}")
            value = self._makers[name]()
            object.__setattr__(self, name, value)
            return value
