"""Plain data, told to type checkers: `isinstance` says nothing of what is inside."""

from __future__ import annotations

from typing import Any, TypeGuard


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a value is an object of JSON."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Whether a value is an array of JSON."""
    return isinstance(value, list)


def is_nested(value: object) -> bool:
    """Whether it is one of them."""
    return isinstance(value, (dict, list))
