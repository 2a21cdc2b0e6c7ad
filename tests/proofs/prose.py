"""A person's prose in the pages, while the spec changes under it."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path
from typing import Any

from tc3gen import pipeline
from tc3gen.emit import document

Counts = Counter[str]

#: Names that come and go, so that pages come back.
ACTIONS = [f"{verb}{noun}" for verb in ("Make", "Describe", "Stop") for noun in ("Task", "File")]
STRUCTS = ["Info", "Target", "Filter", "RepairInfo"]
FIELDS = ["Id", "Name", "Size", "Tags", "State"]
BLOCK = re.compile(r"<!-- tc3gen:keep ([\w.-]+) -->\n(.*?)<!-- tc3gen:end \1 -->", re.DOTALL)

#: What people write; `{}` is what nobody else has written.
SENTENCES = [
    "Sentence {}.\n",
    "# Heading {}\n\n- one\n- two\n",
    "```python\nprint({})\n```\n",
    "A | table | {}\n\n<!-- a remark -->\n\nand a line  \nwith a break.\n",
    "\n\nSpace around {}.\n\n\n",
    "Markers of others: `<!-- tc3gen:keep x -->` {}\n",
    "Ümläute, 文字, \u2028 and \x0b {}\n",
]


class Pages:
    """A spec that changes, its pages, and all the prose that was ever written into them."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self._folder = folder
        self._chance = chance
        self._written = 0
        self.counts = Counts()
        self.prose: dict[tuple[str, str], str] = {}
        self._aside: set[tuple[str, str]] = set()
        self.spec: dict[str, Any] = {
            "tc3gen": 1,
            "service": "vod",
            "version": "2018-07-17",
            "title": "Video on Demand",
            "endpoints": {"domestic": "vod.tencentcloudapi.com"},
            "actions": {"MakeTask": {"input": {"Id": {"type": "String"}}, "output": {}}},
            "structs": {},
            "errors": {"FailedOperation": "It failed."},
        }
        self._generate()

    def step(self) -> None:
        """The person writes something, or the spec changes; in any case all prose is there."""
        change = self._chance.choice(
            [
                self._write,
                self._write,
                self._add,
                self._remove,
                self._rename,
                self._reorder,
                self._field,
                self._error,
            ]
        )
        change()
        self._generate()
        self.check()

    def check(self) -> None:
        """Every text is in its block, or aside where its block is not; and none is elsewhere."""
        folder = self._folder / "out/docs"
        for (path, name), text in self.prose.items():
            page, aside = _blocks(folder / path), _blocks(folder / "_kept" / path)
            place = page if name in page else aside
            assert place.get(name) == text, f"{path}: {name} has lost {text!r}"
            if place is aside and (path, name) not in self._aside:
                self._aside.add((path, name))
                self.counts["times a text went aside"] += 1
            elif place is page and (path, name) in self._aside:
                self._aside.discard((path, name))
                self.counts["times it came back"] += 1

    # What people do ------------------------------------------------------------------------------

    def _write(self) -> None:
        pages = sorted(self._folder.glob("out/docs/vod/**/*.md"))
        page = self._chance.choice(pages)
        text = page.read_bytes().decode()
        name = self._chance.choice(sorted(_blocks(page)))
        self._written += 1
        body = self._chance.choice(SENTENCES).replace("{}", f"{self._written:04}")
        marks = f"<!-- tc3gen:keep {name} -->\n", f"<!-- tc3gen:end {name} -->"
        before, _, rest = text.partition(marks[0])
        _, _, after = rest.partition(marks[1])
        page.write_bytes((before + marks[0] + body + marks[1] + after).encode())
        path = page.relative_to(self._folder / "out/docs").as_posix()
        self.prose[path, name] = body
        self.counts["texts written"] += 1

    # What happens to the spec --------------------------------------------------------------------

    def _section(self) -> tuple[dict[str, Any], list[str]]:
        section = self._chance.choice(["actions", "structs"])
        return self.spec[section], ACTIONS if section == "actions" else STRUCTS

    def _add(self) -> None:
        section, names = self._section()
        free = [name for name in names if name not in section]
        if free:
            field = {self._chance.choice(FIELDS): {"type": "String"}}
            made = {"input": field, "output": {}} if names is ACTIONS else {"fields": field}
            section[self._chance.choice(free)] = made
            self._use_all()
            self.counts["things added"] += 1

    def _remove(self) -> None:
        section, names = self._section()
        if section and (names is STRUCTS or len(section) > 1):
            name = self._chance.choice(sorted(section))
            del section[name]
            self._forget(name)
            self.counts["things removed"] += 1

    def _rename(self) -> None:
        section, names = self._section()
        free = [name for name in names if name not in section]
        if section and free:
            old, new = self._chance.choice(sorted(section)), self._chance.choice(free)
            renamed = {new if name == old else name: one for name, one in section.items()}
            section.clear()
            section.update(renamed)
            self._forget(old)
            self._use_all()
            self.counts["things renamed"] += 1

    def _reorder(self) -> None:
        section, _ = self._section()
        names = sorted(section)
        self._chance.shuffle(names)
        shuffled = {name: section[name] for name in names}
        section.clear()
        section.update(shuffled)
        self.counts["things put in another order"] += 1

    def _field(self) -> None:
        section, names = self._section()
        if section:
            one = section[self._chance.choice(sorted(section))]
            fields = one[self._chance.choice(["input", "output"]) if names is ACTIONS else "fields"]
            name = self._chance.choice(FIELDS)
            if name in fields and (names is ACTIONS or len(fields) > 1):
                del fields[name]
            else:
                fields[name] = {
                    "type": self._chance.choice(["String", "Integer", "Array of Float"])
                }
            self.counts["fields changed"] += 1

    def _error(self) -> None:
        code = self._chance.choice(["InternalError", "LimitExceeded.Size"])
        if self.spec["errors"].pop(code, None) is None:
            self.spec["errors"][code] = "It failed, too."
        self.counts["error codes changed"] += 1

    def _forget(self, name: str) -> None:
        """Nothing refers any more to a struct of this name."""
        for action in self.spec["actions"].values():
            action["input"].pop(f"Of{name}", None)

    def _use_all(self) -> None:
        """The first action refers to every struct."""
        first = next(iter(self.spec["actions"].values()))
        for name in self.spec["structs"]:
            first["input"][f"Of{name}"] = {"type": name}

    def _generate(self) -> None:
        for action in self.spec["actions"].values():
            for name in [each for each in action["input"] if each[2:] in STRUCTS]:
                if name[2:] not in self.spec["structs"]:
                    del action["input"][name]
        self._use_all()
        spec = self._folder / "specs/api.yaml"
        spec.parent.mkdir(exist_ok=True)
        spec.write_text(document(self.spec), "utf-8")
        request = pipeline.Request([spec], self._folder / "out", targets=["docs"], jobs=1)
        pipeline.generate(request)
        self.counts["generations"] += 1
        if self.counts["generations"] % 5 == 0:
            assert pipeline.generate(request).clean, "the same again changes nothing"


def _blocks(page: Path) -> dict[str, str]:
    """The blocks of a page, and what stands in them; none where there is no page."""
    if not page.exists():
        return {}
    return dict(BLOCK.findall(page.read_bytes().decode()))


def edited(folder: Path, times: int, seed: int = 0) -> Counts:
    """Fifty changes of a spec, mixed with a person's writing: no text is lost, and all return."""
    counts = Counts()
    for number in range(times):
        (folder / str(number)).mkdir()
        pages = Pages(folder / str(number), random.Random(seed + number))
        for _ in range(50):
            pages.step()
        counts += pages.counts
    return counts
