"""The reference page of the spec format, in Markdown, made from the schema.

The schema is what editors and checks read, so the page cannot say anything else than they do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from . import schema
from .schema.words import flow, kinds, listed

Schema = Mapping[str, Any]

_NAMES = "has letters, digits and `_`, begins with a letter and has at most 128 characters"

_INTRODUCTION = """\
<!-- Made from generator/schemas/api.schema.json by `make goldens`; do not edit. -->

# The format of a spec

A spec is a folder with two YAML files: `api.yaml` says what a service does, and `overlay.yaml`
beside it, which is optional, says what its users add. Editors that speak the YAML language server
complete and explain every key, given this first line:

```yaml
# yaml-language-server: $schema=../../../generator/schemas/api.schema.json
```

YAML is read by the core schema of YAML 1.2: `null`, `true`, `false` and numbers are what JSON has,
and everything else is text, be it `ON`, `yes`, `2018-07-17`, `1_000` or `12:30:00`. Keys are text
and stand once. Anchors and aliases work; merge keys (`<<`) do not exist. A file is UTF-8.

Keys in bold are required. The order of actions, structs and fields is kept; fields are sent in it.
A name {names}.
"""

_OVERLAY = """\
## Overlays

`overlay.yaml` has the shape of `api.yaml`, and every key in it is optional. It is laid over the
other file and wins:

- Maps merge, key by key.
- Lists and single values replace what was there.
- `null` removes what was there.
- Where one file has a sentence and the other a map (`errors`, `deprecated`), the sentence counts as
  the map's `description`.
- The `example` of a field is one value, and is replaced as a whole.

What is new in an overlay has to be complete: an action has `input` or `output`, a struct `fields`,
a field a `type`, an error code a `description`.

```yaml
# yaml-language-server: $schema=../../../generator/schemas/overlay.schema.json
actions:
  RebuildMedia:
    alias: RestoreMedia
    output:
      TaskId: {example: 1250000000-RebuildMedia-1}
structs:
  RepairInfo:
    fields:
      Type: {open: true}
```
"""


def page() -> str:
    """The whole page; the same schema gives the same page."""
    api = schema.inlined(schema.read("api"))
    sections: dict[str, Schema] = {}
    _collect({**api, "title": "The file"}, sections)
    rendered = (_section(heading, part) for heading, part in sections.items())
    return "\n".join([_INTRODUCTION.replace("{names}", _NAMES), *rendered, _OVERLAY])


def _collect(part: Schema, sections: dict[str, Schema]) -> None:
    """Every map that has keys of its own, by heading, in the order in which a reader meets them."""
    if "properties" in part:
        if _heading(part) in sections:
            return
        sections[_heading(part)] = part
    below = [*part.get("properties", {}).values(), part.get("items")]
    for one in (*below, part.get("additionalProperties")):
        if isinstance(one, dict):
            _collect(one, sections)


def _heading(part: Schema) -> str:
    """`A field` as `Field`."""
    title: str = part["title"]
    return title.removeprefix("An ").removeprefix("A ").capitalize()


def _section(heading: str, part: Schema) -> str:
    required = part.get("required", ())
    rows = [
        f"| {f'**`{key}`**' if key in required else f'`{key}`'} "
        f"| {_cell(_kind(one))} | {_cell(one['description'])} | {_examples(one)} |"
        for key, one in part["properties"].items()
    ]
    lines = [
        f"## {heading}",
        "",
        part["description"],
        "",
        "| Key | Value | Meaning | Example |",
        "| --- | --- | --- | --- |",
        *rows,
        "",
    ]
    return "\n".join(lines)


def _kind(part: Schema) -> str:
    """What a value is: its type, its limits, and where there is more to read about it."""
    if "const" in part:
        return _code(part["const"])
    if "enum" in part:
        return listed([_code(value) for value in part["enum"]])
    if "type" not in part:
        return "any value"
    types = [part["type"]] if isinstance(part["type"], str) else list(part["type"])
    shape = _SHAPES.get(part.get("x-error", ""), "text")
    words = [shape if word == "text" else word for word in kinds(types)]
    if "object" in types:
        words[words.index(kinds(["object"])[0])] = _map(part)
    if "array" in types:
        of = f" of {_plural(part['items'])}" if "items" in part else ""
        words[words.index(kinds(["array"])[0])] = f"a list{of}"
    return listed(words) + "".join(_limits(part))


#: What the schema's own words for a broken pattern say about a text that keeps to it.
_SHAPES = {
    "this text stands on one line": "text on one line",
    f"a name {_NAMES}": "a name",
    "a path has names of members joined by dots": "a path",
    "a path has names of members joined by dots, and may begin with `*.`": "a path",
}


def _map(part: Schema) -> str:
    if "properties" in part:
        return f"a map with [these keys]({_anchor(part)})"
    if isinstance(values := part.get("additionalProperties"), dict):
        return f"a map of names to {_plural(values)}"
    return "a map"


def _plural(part: Schema) -> str:
    if "properties" in part:
        return f"[{_heading(part).lower()}s]({_anchor(part)})"
    return "texts" if part.get("type") == "string" else "values"


def _anchor(part: Schema) -> str:
    return "#" + _heading(part).lower().replace(" ", "-")


def _limits(part: Schema) -> Iterator[str]:
    words = {"minimum": "at least", "exclusiveMinimum": "more than", "minItems": "at least"}
    for keyword, phrase in words.items():
        if part.get(keyword):
            yield f", {phrase} {part[keyword]}" + (" item" if keyword == "minItems" else "")
    if "exclusiveMinimum" in part and not part["exclusiveMinimum"]:
        yield ", more than 0"
    if "default" in part:
        yield f"; {_code(part['default'])} where it is left out"


def _examples(part: Schema) -> str:
    return "<br>".join(_cell(_code(example)) for example in part.get("examples", ()))


def _code(value: Any) -> str:
    return f"`{flow(value)}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
