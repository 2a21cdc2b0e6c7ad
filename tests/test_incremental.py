"""Whatever changes in a spec, what a run takes from earlier ones is what it would have made."""

from __future__ import annotations

import random
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tc3gen import ahead, making, pipeline, runs, schema, source
from tc3gen.diagnostics import Diagnostic, SpecError
from tc3gen.emit import document

SPEC = Path(__file__).parents[1] / "specs/vod/2018-07-17"
TARGETS = ["python", "cli"]


class Spec:
    """A spec that changes, by data that people would write."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        api, overlay = (source.load(SPEC / name) for name in ("api.yaml", "overlay.yaml"))
        self.data: dict[str, Any] = deepcopy(source.merge(api, overlay).data)

    def change(self) -> None:
        """Changes one thing; the spec may be wrong afterwards."""
        self.chance.choice(
            [self._text, self._text, self._field, self._alias, self._shape, self._order, self._key]
        )()

    def _shapes(self) -> list[tuple[dict[str, Any], str]]:
        return [(self.data[s], name) for s in ("actions", "structs") for name in self.data[s]]

    def _fields(self) -> Iterator[dict[str, Any]]:
        for section, name in self._shapes():
            for key in ("input", "output", "fields"):
                if section[name].get(key):
                    yield section[name][key]

    def _texts(self, data: Any) -> Iterator[tuple[dict[str, Any], str]]:
        if isinstance(data, dict):
            for key, value in data.items():
                if key in ("description", "title", "solution") and isinstance(value, str):
                    yield data, key
                yield from self._texts(value)
        elif isinstance(data, list):
            for value in data:
                yield from self._texts(value)

    def _text(self) -> None:
        data, key = self.chance.choice(list(self._texts(self.data)))
        data[key] += self.chance.choice([" More.", ' "Quoted".', "\n\n- a list", " é", " `x`"])

    def _field(self) -> None:
        fields = self.chance.choice(list(self._fields()))
        name = self.chance.choice(sorted(fields))
        field = fields[name]
        change = self.chance.choice(["required", "unit", "nullable", "gone", "new", "type"])
        if change == "gone":
            del fields[name]
        elif change == "new":
            fields[f"{name}Too"] = {"type": self.chance.choice(["String", *self.data["structs"]])}
        elif change == "type":
            field["type"] = self.chance.choice(["String", "Integer", "Array of String"])
        else:
            field[change] = {"unit": "seconds"}.get(change, not field.get(change, False))

    def _alias(self) -> None:
        section, name = self.chance.choice(self._shapes())
        section[name]["alias"] = f"{name}Called{self.chance.choice('XY')}"

    def _shape(self) -> None:
        section, name = self.chance.choice(self._shapes())
        if self.chance.random() < 0.5:
            section[f"{name}Too"] = deepcopy(section[name])
        else:
            del section[name]

    def _order(self) -> None:
        section = self.data[self.chance.choice(["actions", "structs", "errors"])]
        names = sorted(section)
        self.chance.shuffle(names)
        for name in names:
            section[name] = section.pop(name)

    def _key(self) -> None:
        section, name = self.chance.choice(self._shapes())
        keys = [k for k in section[name] if k not in ("input", "output", "fields", "title")]
        if keys:
            del section[name][self.chance.choice(keys)]


def result(
    request: runs.Request, known: source.Known | None = None
) -> runs.Outcome | list[Diagnostic]:
    """What a run came to, or what is wrong."""
    try:
        return pipeline.generate(request, known=known)
    except SpecError as error:
        return error.diagnostics


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@settings(
    max_examples=max(2, settings().max_examples // 50),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.randoms(use_true_random=False))
def test_what_is_remembered_is_what_would_be_made(
    monkeypatch: pytest.MonkeyPatch, chance: random.Random
) -> None:
    monkeypatch.setattr(ahead, "_LEAST", 0)
    monkeypatch.setattr(making, "_WORTH_PROCESSES", 20)
    spec = Spec(chance)
    taken = 0
    with TemporaryDirectory() as name:
        folder = Path(name)
        monkeypatch.setenv("TC3GEN_CACHE_DIR", str(folder / "cache"))
        file = folder / "specs/vod/2018-07-17/api.yaml"
        file.parent.mkdir(parents=True)
        sound = deepcopy(spec.data)
        for _ in range(8):
            file.write_text(document(spec.data), "utf-8")
            request = runs.Request([file], folder / "quick", TARGETS, jobs=2)
            anew = runs.Request([file], folder / "slow", TARGETS, jobs=1)
            with monkeypatch.context() as without:
                without.setenv("TC3GEN_NO_CACHE", "1")
                expected = result(anew)
            with ahead.reading(request) as known:
                found = result(request, known)
            if isinstance(found, list):
                assert found == expected
                spec.data = deepcopy(sound)
                spec.change()
                continue
            assert isinstance(expected, runs.Outcome)
            assert found.warnings == expected.warnings
            assert files(folder / "quick") == files(folder / "slow")
            taken += len(found.unchanged)
            sound = deepcopy(spec.data)
            for _ in range(chance.choice([1, 1, 3])):
                spec.change()
    assert schema.fits(sound)
    assert taken
