"""Keywords of JSON Schema that Python would read more loosely than we mean them."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from typing import Any


def matches(pattern: str, value: Any) -> bool:
    """Whether a text has a pattern; what is no text has any."""
    return not isinstance(value, str) or _compiled(pattern).search(value) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # To Python, `$` also stands before a last line break.
    return re.compile(pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern)


def is_format(name: str, value: Any) -> bool:
    """Whether a date is one; other formats are for editors alone."""
    if name != "date" or not isinstance(value, str) or not re.fullmatch(r"[\d-]{10}", value):
        return True
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def identity(item: Any) -> str:
    """What makes two items of a list the same: their value, described or not."""
    value = item.get("value") if isinstance(item, dict) else item
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json.dumps(value, sort_keys=True)
