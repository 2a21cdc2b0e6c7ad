"""The examples of an action's page: a title, some words, the request and the reply."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

from . import described, rules, vocabulary
from .blocks import Block, Code, Heading, Page, Paragraph
from .facts import Sample

#: The line that begins an HTTP request, whose body follows the first empty line.
_REQUEST = re.compile(r"(?:POST|GET|PUT) \S+ HTTP/", re.IGNORECASE)

#: A spec may be nested a hundred deep.
_DEEPEST = 80


class _NoData(ValueError):
    """A text that is no JSON which a spec could hold; the message says why."""


def read(page: Page, blocks: Sequence[Block]) -> list[Sample]:
    """The examples that some blocks hold."""
    samples: list[Sample] = []
    for title, parts in _parts(blocks):
        sample = _sample(page, title, parts)
        if sample is not None:
            samples.append(sample)
    return samples


def _parts(blocks: Sequence[Block]) -> Iterator[tuple[Block, list[Block]]]:
    """Each example as its title and what stands below it."""
    title: Block | None = None
    parts: list[Block] = []
    for block in blocks:
        if _title(block) is not None:
            if title is not None:
                yield title, parts
            title, parts = block, []
        elif title is not None:
            parts.append(block)
    if title is not None:
        yield title, parts


def _title(block: Block) -> str | None:
    """The title of an example, `Example1 Start a task`, without its number."""
    if not isinstance(block, Heading | Paragraph) or "\n" in block.text:
        return None
    match = vocabulary.EXAMPLE_TITLE.fullmatch(block.text.strip().strip("*").strip())
    return (match[2] or match[0]).strip() if match else None


def _sample(page: Page, title: Block, parts: Sequence[Block]) -> Sample | None:
    words: list[str] = []
    codes: dict[str, Code] = {}
    way = ""
    for block in parts:
        if isinstance(block, Code):
            codes.setdefault(way or ("input" if "input" not in codes else "output"), block)
        elif isinstance(block, Heading | Paragraph):
            line = block.text.strip().strip("*").strip()
            if vocabulary.INPUT_EXAMPLE.fullmatch(line):
                way = "input"
            elif vocabulary.OUTPUT_EXAMPLE.fullmatch(line):
                way = "output"
            elif not way:
                words.append(block.text)
    shown = _title(title) or ""
    if not codes:
        message = f"the example `{shown}` has neither a request nor a reply"
        page.report(rules.UNREADABLE_EXAMPLE, title, message, "it is left out")
        return None
    request, reply = codes.get("input"), codes.get("output")
    return Sample(
        title=described.title(shown),
        description=described.clean("\n\n".join(words)) if words else "",
        place=page.at(title),
        request=request.text if request else "",
        reply=reply.text if reply else "",
        input=_input(page, shown, request),
        output=_output(page, shown, reply, title),
    )


def _input(page: Page, title: str, code: Code | None) -> dict[str, Any] | None:
    """The body of a request; a request whose parameters are in its address has none."""
    if code is None:
        return None
    body = code.text.strip()
    if re.match(r"https?://|GET ", body):
        return None
    if _REQUEST.match(body):
        lines = [line.strip() for line in body.split("\n")]
        body = "\n".join(lines[lines.index("") :]).strip() if "" in lines else ""
    if not body:
        return {}
    try:
        return _map(body)
    except _NoData as error:
        message = f"the request of the example `{title}` is no JSON: {error}"
        page.report(rules.UNREADABLE_EXAMPLE, code, message, "it is kept as text")
    return None


def _output(page: Page, title: str, code: Code | None, place: Block) -> dict[str, Any] | None:
    if code is None:
        message = f"the example `{title}` has no reply"
        page.report(rules.UNREADABLE_EXAMPLE, place, message, "see what the page shows")
        return None
    try:
        reply = _map(code.text)
        if list(reply) != ["Response"] or not isinstance(reply["Response"], dict):
            raise _NoData("it is not a map called `Response`")
    except _NoData as error:
        message = f"the reply of the example `{title}` is no JSON of a reply: {error}"
        page.report(rules.UNREADABLE_EXAMPLE, code, message, "it is kept as text")
        return None
    found: dict[str, Any] = reply["Response"]
    return found


def _map(text: str) -> dict[str, Any]:
    """The map that a JSON text is."""

    def pairs(members: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(members)
        if len(made) < len(members):
            raise _NoData("a map has two members of one name")
        return made

    def constant(name: str) -> Any:
        raise _NoData(f"{name} is no number")

    def integer(digits: str) -> int:
        if len(digits) > 20 or not -(2**63) <= int(digits) < 2**64:
            raise _NoData(f"the number {digits[:24]} does not fit into 64 bits")
        return int(digits)

    def fraction(digits: str) -> float:
        if not math.isfinite(float(digits)):
            raise _NoData(f"the number {digits[:24]} is too large")
        return float(digits)

    try:
        data = json.loads(
            text,
            object_pairs_hook=pairs,
            parse_constant=constant,
            parse_int=integer,
            parse_float=fraction,
        )
    except json.JSONDecodeError as error:
        raise _NoData(f"{error.msg} in its line {error.lineno}") from None
    except RecursionError:
        raise _NoData("it is nested too deep") from None
    if not isinstance(data, dict):
        raise _NoData("it is not a map")
    if _depth(data) > _DEEPEST:
        raise _NoData("it is nested too deep")
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise _NoData("a text has half of a character") from None
    return data


def _depth(data: Any) -> int:
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return 1 + max(map(_depth, parts), default=0)
