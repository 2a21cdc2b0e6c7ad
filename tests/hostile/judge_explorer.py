"""The explorer's files are data and nothing else, and the data is what the spec says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from tc3gen.outputs import Output

from .judge_pages import ADDRESS

#: No string of JavaScript holds the end of a line, so the first end of a statement is its own.
_CALL = re.compile(
    r'tc3gen\("(entry|service|action|structs|texts)", "(?:[^"\\]|\\.)*", (.*?)\);\n+', re.DOTALL
)

#: What JavaScript has and JSON lacks: bigints, and computed keys.  Strings are found to be skipped.
_NOT_JSON = re.compile(r'\["__proto__"\](?=:)|(-?\d+)n\b|"(?:[^"\\]|\\.)*"')

_INLINE = {"br", "code", "em", "strong", "a", "ref"}
_BLOCKS = {"p", "ul", "ol", "quote", "pre"}


def check_explorer(
    outputs: Mapping[str, Output], usual: Mapping[str, Output], spec: Mapping[str, Any]
) -> None:
    """Scripts call one function with data; pages have the elements of `usual`, and its scripts."""
    brought: dict[str, list[Any]] = {}
    for path, output in outputs.items():
        text = output.text
        text.encode()
        if output.verbatim:
            continue
        assert all(line.isprintable() for line in text.split("\n")), f"{path} hides a character"
        if path.endswith(".html"):
            like = next(p for p in usual if p.count("/") == path.count("/") and p.endswith(".html"))
            assert _elements(text) == _elements(usual[like].text), path
            continue
        assert "<" not in text, f"{path} could end the element that it stands in"
        for kind, data in _calls(path, text):
            brought.setdefault(kind, []).append(data)
    actions = {action["name"]: action for action in brought["action"]}
    assert actions.keys() == spec["actions"].keys()
    for name, action in spec["actions"].items():
        _check_action(actions[name], action)
    structs = {each["name"]: each for several in brought["structs"] for each in several}
    assert structs.keys() == spec["structs"].keys()
    for name, struct in spec["structs"].items():
        _check_fields(structs[name]["fields"], struct["fields"])
    (service,) = brought["service"]
    assert (service["title"], service["version"]) == (spec["title"], spec["version"])
    assert {each["site"]: each["host"] for each in service["endpoints"]} == spec["endpoints"]
    for tree in _prose(brought):
        _check_prose(tree)


def _calls(path: str, text: str) -> Iterator[tuple[str, Any]]:
    """All that a script does: hand data to the page."""
    at = 0
    while at < len(text):
        found = _CALL.match(text, at)
        assert found, f"{path} does something else: {text[at : at + 100]!r}"
        yield found[1], json.loads(_NOT_JSON.sub(_as_json, found[2]))
        at = found.end()


def _as_json(match: re.Match[str]) -> str:
    return match[1] or ('"__proto__"' if match[0].startswith("[") else match[0])


def _check_action(found: Mapping[str, Any], action: Mapping[str, Any]) -> None:
    _check_fields(found["input"], action.get("input", {}))
    _check_fields(found["output"], {**action.get("output", {}), "RequestId": {"type": "String"}})
    assert found["errors"] == action.get("errors", [])
    for shown, example in zip(found["examples"], action.get("examples", []), strict=True):
        for key in ("input", "output", "request", "reply"):
            assert shown.get(key) == example.get(key), key


def _check_fields(found: list[Mapping[str, Any]], fields: Mapping[str, Any]) -> None:
    assert [each["name"] for each in found] == list(fields)
    for shown, field in zip(found, fields.values(), strict=True):
        for key in ("default", "example", "unit"):
            assert shown.get(key) == field.get(key), key
        limits = shown.get("limits", {})
        assert limits.get("pattern") == field.get("pattern")
        values = [each["value"] for each in limits.get("enum", [])]
        said = [each["value"] if isinstance(each, dict) else each for each in field.get("enum", [])]
        assert values == said


def _prose(data: Any) -> Iterator[Any]:
    """Every tree of prose in data that is no example."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in ("doc", "facts", "say", "solution"):
                yield value
            elif key not in ("example", "input", "output") or isinstance(value, list):
                yield from _prose(value)
    elif isinstance(data, list):
        for each in data:
            yield from _prose(each)


def _check_prose(tree: Any) -> None:
    if isinstance(tree, str):
        return
    for kind, *rest in tree:
        assert kind in _BLOCKS, kind
        if kind == "p":
            _check_inline(rest)
        elif kind == "pre":
            (code,) = rest
            assert isinstance(code, str)
        elif kind == "quote":
            _check_prose(rest[0])
        else:
            for item in rest[-1]:
                _check_prose(item)


def _check_inline(tree: list[Any]) -> None:
    for each in tree:
        if isinstance(each, str):
            continue
        kind, *rest = each
        assert kind in _INLINE, kind
        if kind == "a":
            assert ADDRESS.match(rest[0]), rest[0]
        _check_inline(rest[1:] if kind in ("a", "ref", "code") else rest)


def _elements(text: str) -> list[tuple[str, tuple[tuple[str, str | None], ...]]]:
    """The elements of a page with their attributes."""
    found = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, tuple(attrs)))

    Reader().feed(text)
    return found
