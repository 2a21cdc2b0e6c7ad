"""What becomes of the text of a description: the one place where prose is handed on."""

from __future__ import annotations

import re
from typing import Any

from .. import prose

#: Sentences that the template adds to a description.
_NULL = re.compile(
    r"\b(?:this field may return null|when this field returns? null)\b|此字段可能返回\s*null",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r"(?:^|\n)\s*(?:Example value|示例值)\s*[:：]\s*(.+)\s*\Z", re.IGNORECASE)
_DEPRECATED = re.compile(
    r"[(（【\[]?\s*(?:"
    r"(?:this|the) (?:parameter|field) (?:is|has been) (?:deprecated|disused|discarded|abandoned)"
    r"|(?:该|此|本)(?:参数|字段)已(?:经)?(?:废弃|弃用)"
    r"|(?:^|(?<=[(（【\[]))(?:deprecated|已废弃|已弃用|废弃)(?=[)）】\].,，。:：])"
    r")[^.。\n)）】\]]*[.。)）】\]]?",
    re.IGNORECASE,
)


def of_field(text: str, kind: str) -> dict[str, Any]:
    """What the description of a field says, by the keys of a spec."""
    found: dict[str, Any] = {}
    if match := _EXAMPLE.search(text):
        found |= _example(match[1].strip(), kind)
        text = text[: match.start()]
    if match := _DEPRECATED.search(text):
        found["deprecated"] = True
        if match.start() == 0 and match.end() == len(text):
            text = ""
    description = prose.clean(text.strip())
    if description:
        found["description"] = description
    said: dict[str, Any] = dict(prose.hints(description, kind))
    if _NULL.search(text):
        said["nullable"] = True
    if said := {**said, **found.get("hints", {})}:
        found["hints"] = said
    return found


def title(text: str) -> str:
    """A title on one line."""
    return prose.one_line(text)


def clean(text: str) -> str:
    """Prose as Markdown."""
    return prose.clean(text)


def _example(text: str, kind: str) -> dict[str, Any]:
    """An example as data where it is of the type for certain, else as what is only shown."""
    if kind == "String":
        return {"example": text}
    if kind == "Integer" and re.fullmatch(r"-?(0|[1-9]\d{0,17})", text):
        return {"example": int(text)}
    if kind == "Float" and re.fullmatch(r"-?(0|[1-9]\d{0,14})(\.\d{1,15})?", text):
        return {"example": float(text)}
    if kind == "Boolean" and text in ("true", "false"):
        return {"example": text == "true"}
    return {"hints": {"example": text}}


_ACTION_DEPRECATED = re.compile(
    r"(?:(?:this|the) (?:API|interface|action)\b[^.\n]{0,200}?"
    r"(?:no longer (?:be )?(?:maintained|updated)|deprecated|discontinued|disused)"
    r"|(?:该|此|本)?接口[^。\n]{0,100}?"
    r"(?:不再维护|不再更新|已(?:经)?(?:废弃|弃用|下线)|即将(?:废弃|下线)))[^.。\n]*[.。]?",
    re.IGNORECASE,
)


def deprecation(text: str) -> tuple[str, str]:
    """The sentence that tells callers to leave an action, and the text without it."""
    match = _ACTION_DEPRECATED.search(text)
    if match is None:
        return "", text
    return match[0].strip(), (text[: match.start()] + text[match.end() :]).strip()
