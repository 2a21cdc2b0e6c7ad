"""The data of the command line says what its spec says, and hides nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from markdown_it import MarkdownIt

from tc3gen.languages.markdown import literals

from .judge_bundle import Outputs, says_field

_READER = MarkdownIt("commonmark", {"html": False})
_WORD = re.compile(r"\w+")


def check_data(outputs: Outputs, spec: Mapping[str, Any]) -> None:
    """All JSON files of a package."""
    files: dict[str, Any] = {}
    for path, output in outputs.items():
        if path.endswith(".json"):
            assert output.text.replace("\n", "").isprintable(), path
            files[path.partition("/_cli/")[2]] = json.loads(output.text)
    index = files["index.json"]
    assert (index["version"], index["title"]) == (spec["version"], spec["title"])
    entries = {entry["wire"]: entry for entry in index["actions"].values()}
    assert list(entries) == list(spec["actions"])
    for wire, action in spec["actions"].items():
        data = files[f"actions/{entries[wire]['module']}.json"]
        assert data["wire"] == wire
        for text in (action.get("title", ""), action.get("description", "")):
            _says(data.get("about", ""), text)
        fields = action.get("input", {})
        assert list(data.get("parameters", {})) == list(fields)
        for name, field in fields.items():
            says_field(data["parameters"][name]["text"], field, prose=_says)
    structs = files["structs.json"].values()
    for struct in spec["structs"].values():
        # By its members: the key is the class, which may have another name.
        said = [each for each in structs if list(each) == list(struct["fields"])]
        for name, field in struct["fields"].items() if said else ():
            assert any(_holds(each[name]["text"], field) for each in said)
    for code, error in spec["errors"].items():
        if isinstance(error, Mapping) and error.get("solution"):
            _says(files["errors.json"][code], error["solution"])


def _says(shown: str | None, markdown: str) -> None:
    """A text for terminals has every word that a reader of Markdown sees, in their order."""
    words = iter(_WORD.findall(shown or ""))
    assert all(word in words for text in _seen(markdown) for word in _WORD.findall(text))


def _seen(markdown: str) -> Iterator[str]:
    for token in _READER.parse(literals.visible(markdown)):
        parts = token.children if token.type == "inline" else [token]
        yield "".join(" " if part.type.endswith("break") else part.content for part in parts or [])


def _holds(text: str, field: Mapping[str, Any]) -> bool:
    try:
        says_field(text, field, prose=_says)
    except AssertionError:
        return False
    return True
