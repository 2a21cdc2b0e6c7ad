"""What the vendor writes about a part of a definition, as text that a spec can hold."""

from __future__ import annotations

import html
import re


def clean(text: str) -> str:
    """Prose without tags and control characters."""
    text = html.unescape(re.sub(r"<[^>]*>", "", text.replace("\r", "")))
    text = re.sub(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]", " ", text)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def one_line(text: str) -> str:
    """Prose on one line."""
    return " ".join(clean(text).split())


def hints(text: str, type: str) -> dict[str, object]:
    """What prose seems to say of the limits of a field: nothing yet."""
    return {}
