"""What breaks is what a type checker refuses; what is safe, it never refuses."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

from compat import proof
from tc3gen import build, catalogue, compat, source
from tc3gen.compat.action_kinds import ACTION_REMOVED
from tc3gen.compat.faces import Face, face, fits
from tc3gen.languages.python import types
from tc3gen.model import Field, Service


def _pairs() -> Iterator[tuple[Service, Service]]:
    """Both specs of every kind of change, there and back, each as a service of its own."""
    for kind in compat.RULES:
        sides = []
        for example in (kind.before, kind.after):
            files = catalogue.files(kind, example)
            if len(files) > 1 or "api.yaml" not in files:
                break  # It is about services that come and go.
            document = source.from_bytes(files["api.yaml"].encode(), "api.yaml")
            sides.append(build.build(document))
        else:
            before, after = sides
            yield from _both_ways(kind.code[1:], before, after)
    # Files of a form are bytes, in JSON they are text.
    text = ACTION_REMOVED.before.replace("FileId: {type: String", "File: {type: Binary")
    form = text.replace("    input", "    body: multipart\n    input", 1)
    plain, files = (
        build.build(source.from_bytes(each.encode(), "api.yaml")) for each in (text, form)
    )
    assert {c.code for c in compat.compare([plain], [files])} == {"C120", "C231"}
    yield from _both_ways("files", plain, files)


def _both_ways(name: str, before: Service, after: Service) -> Iterator[tuple[Service, Service]]:
    for letter, old, new in (("c", before, after), ("r", after, before)):
        yield replace(old, name=letter + name), replace(new, name=letter + name)


def test_every_kind_of_change_is_as_bad_as_a_type_checker_finds_it(tmp_path: Path) -> None:
    old, new = zip(*_pairs(), strict=True)
    outcome = proof.judge(old, new, tmp_path)
    assert outcome.unsound == []
    assert outcome.unexplained == []
    assert outcome.unconfirmed == []
    # Whatever breaks is refused somewhere, but for what no type shows.
    breaking = {kind.code for kind in compat.RULES if kind.impact is compat.Impact.BREAKING}
    files = {"C001", "C003"}
    assert set(outcome.explained) == breaking - proof.UNSEEN - files


#: Types as specs have them, each of which is held against each other.
SHAPES = (
    "{type: String}",
    "{type: Timestamp}",
    "{type: Binary}",
    "{type: Integer}",
    "{type: Float}",
    "{type: Boolean}",
    "{type: Object}",
    "{type: Plan}",
    "{type: Other}",
    "{type: String, enum: [a, b]}",
    "{type: String, enum: [a, b, c]}",
    "{type: String, enum: [a, b], open: true}",
    "{type: String, hints: {enum: [a, b]}}",
    "{type: String, hints: {enum: [1, b]}}",
    "{type: Integer, enum: [1, 2]}",
    "{type: Integer, enum: [1, 2, 3], open: true}",
    "{type: Integer, enum: [1, 2], minimum: 0, special: [-1]}",
    "{type: Integer, minimum: 1, special: [-1]}",
    "{type: Integer, hints: {enum: [1, 2]}}",
    "{type: Float, enum: [1, 2]}",
    "{type: Float, enum: [0.5, 2]}",
    "{type: Float, hints: {enum: [1, 2]}}",
    "{type: Boolean, enum: [true]}",
    "{type: Object, hints: {enum: [a]}}",
    "{type: Array of String}",
    "{type: Array of Integer}",
    "{type: Array of Float}",
    "{type: Array of Object}",
    "{type: Array of Plan}",
    "{type: Array of Timestamp}",
    "{type: Array of String, items: {enum: [a, b]}}",
    "{type: Array of String, items: {enum: [a, b, c]}}",
    "{type: Array of String, items: {enum: [a], open: true}}",
    "{type: Array of String, hints: {items: {enum: [a]}}}",
    "{type: Array of Integer, hints: {items: {enum: [a]}}}",
    "{type: Array of Array of String}",
    "{type: Array of Array of Object}",
    "{type: Array of Array of String, items: {enum: [a]}}",
)


def test_what_fits_is_what_mypy_says_fits(tmp_path: Path) -> None:
    """Every type against every other, as it is sent and as it is received."""
    text = "structs:\n  Shapes:\n    fields:\n"
    text += "".join(f"      F{number}: {shape}\n" for number, shape in enumerate(SHAPES))
    document = source.from_bytes(text.encode(), "api.yaml")
    data = {"service": "vod", "version": "2018-07-17", **document.data}
    (struct,) = build.service(data).structs
    seen: dict[str, Face] = {}
    classes = {"Plan": "Plan", "Other": "Other"}
    # What only replies hold is no file.
    ways = [(True, False), (True, True), (False, False)]
    for field, (sent, files), needed in product(struct.fields, ways, (True, False)):
        one: Field = replace(field, required=needed)
        annotation = types.annotation(one, classes, sent, frozenset(), files)
        if not needed and annotation != "_Any":
            annotation += " | None"
        shown = face(one, sent, files=files)
        same = seen.setdefault(annotation, shown)
        assert fits(shown, same), annotation
        assert fits(same, shown), annotation
    lines = ["from typing import Any as _Any, Literal as _Literal"]
    lines += ["class Plan: ...", "class Other: ..."]
    expected: set[int] = set()
    for (given, one), (asked, other) in product(seen.items(), repeat=2):
        lines.append(f"def f{len(lines)}(x: {given}) -> {asked}: return x")
        if not fits(one, other):
            expected.add(len(lines))
    (tmp_path / "all.py").write_text("\n".join(lines) + "\n", "utf-8")
    command = [sys.executable, "-m", "mypy", "--no-warn-return-any", "--no-color-output", "all.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    said = {line.split(":")[1]: line for line in done.stdout.splitlines() if ": error:" in line}
    found = set(map(int, said))
    assert [lines[at - 1] for at in sorted(found - expected)] == []
    assert [lines[at - 1] for at in sorted(expected - found)] == []
