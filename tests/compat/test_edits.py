"""Whatever is edited in a spec is reported, and as no less than it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hostile.spec import filled
from hypothesis import assume, given
from hypothesis import strategies as st

from tc3gen import build, compat, graph, loading
from tc3gen.compat import Change

ROOT = Path(__file__).parents[2]

Data = dict[str, Any]
Path_ = tuple[str, ...]


def _base() -> Data:
    """A real spec with its overlay, as data."""
    loaded = loading.load_service(ROOT / "specs" / "vod" / "2018-07-17")
    assert loaded.document is not None
    return loaded.document.data


BASE = _base()
OLD = build.service(BASE)
USAGE = graph.usage(OLD)


@dataclass(frozen=True)
class Place:
    """A field of the spec, and how it travels."""

    path: Path_
    sent: bool
    received: bool

    def code(self, sent: str, received: str, both: str = "") -> str:
        """The code of an edit here."""
        if self.sent:
            return both or sent if self.received else sent
        return received


def _places() -> list[Place]:
    found = []
    for action, said in BASE["actions"].items():
        for way in ("input", "output"):
            for name in said.get(way) or {}:
                found.append(Place(("actions", action, way, name), way == "input", way == "output"))
    for struct, said in BASE["structs"].items():
        usage = USAGE[struct]
        for name in said["fields"]:
            path = ("structs", struct, "fields", name)
            found.append(Place(path, usage.sent or not usage.received, usage.received))
    return found


PLACES = _places()
TARGET = "Draft"


def at(data: Data, path: Path_) -> Any:
    for step in path:
        data = data[step]
    return data


#: An edit of a field: what it does, and the code that tells of it, there and back; None where this
#: field cannot be edited so.
Edit = Callable[[Data, Place], tuple[str, str] | None]


def add_optional(data: Data, place: Place) -> tuple[str, str]:
    at(data, place.path[:-1])[TARGET] = {"type": "Boolean"}
    return place.code("C202", "C203"), place.code("C204", "C205")


def add_required(data: Data, place: Place) -> tuple[str, str]:
    at(data, place.path[:-1])[TARGET] = {"type": "Boolean", "required": True}
    return place.code("C201", "C203"), place.code("C204", "C205")


def remove(data: Data, place: Place) -> tuple[str, str] | None:
    field = at(data, place.path)
    if build.type_ref(field["type"]).leaf.struct or _is_referred_to(place):
        return None
    del at(data, place.path[:-1])[place.path[-1]]
    # Where it comes back, it may have to be given.
    needed = "C201" if field.get("required") else "C202"
    return place.code("C204", "C205"), place.code(needed, "C203")


def _is_referred_to(place: Place) -> bool:
    """Whether waiters or paging would lead nowhere without a field."""
    return place.path[-1] in repr((OLD.waiters, [a.paging for a in OLD.actions]))


def rename(data: Data, place: Place) -> tuple[str, str]:
    at(data, place.path)["alias"] = TARGET
    return "C206", "C206"


def change_need(data: Data, place: Place) -> tuple[str, str] | None:
    field = at(data, place.path)
    if field.get("required") or "output_required" in field or field.get("nullable"):
        return None
    if (field.get("hints") or {}).get("nullable"):
        return None
    field["required"] = True
    # Who reads what is sent, too, reads less often None.
    return place.code("C208", "C211", "C208"), place.code("C209", "C210", "C210")


def change_type(data: Data, place: Place) -> tuple[str, str]:
    field = at(data, place.path)
    kept = {key: field[key] for key in ("required", "description") if key in field}
    at(data, place.path[:-1])[place.path[-1]] = {"type": "Array of Boolean", **kept}
    return "C231", "C231"


def list_values(data: Data, place: Place) -> tuple[str, str] | None:
    field = at(data, place.path)
    if field["type"] != "String" or field.get("enum"):
        return None
    field["enum"] = ["one", "two"]
    return place.code("C234", "C238"), place.code("C237", "C238", "C235")


def limit(data: Data, place: Place) -> tuple[str, str] | None:
    field = at(data, place.path)
    if field["type"] != "Integer" or "maximum" in field or field.get("enum"):
        return None
    field["maximum"] = 3
    return place.code("C241", "C243"), place.code("C242", "C243")


def assume_default(data: Data, place: Place) -> tuple[str, str] | None:
    field = at(data, place.path)
    if field["type"] != "String" or "default" in field:
        return None
    field["default"] = "one"
    return "C247", place.code("C246", "C247")


def deprecate(data: Data, place: Place) -> tuple[str, str] | None:
    if at(data, place.path).get("deprecated"):
        return None
    at(data, place.path)["deprecated"] = True
    return "C106", "C107"


def describe(data: Data, place: Place) -> tuple[str, str]:
    at(data, place.path)["description"] = "What nobody has said before."
    return "C901", "C901"


def hint(data: Data, place: Place) -> tuple[str, str]:
    at(data, place.path).setdefault("hints", {})["unit"] = "furlong"
    return "C902", "C902"


def exemplify(data: Data, place: Place) -> tuple[str, str]:
    at(data, place.path)["example"] = "nothing that was there"
    return "C903", "C903"


EDITS: list[Edit] = [
    add_optional,
    add_required,
    remove,
    rename,
    change_need,
    change_type,
    list_values,
    limit,
    assume_default,
    deprecate,
    describe,
    hint,
    exemplify,
]

KINDS = {kind.code: kind for kind in compat.RULES}
RANK = {impact: rank for rank, impact in enumerate(compat.Impact)}


def told(changes: list[Change], path: Path_, code: str) -> bool:
    """Whether something of at least this weight is said of a place."""
    return any(
        (change.path[: len(path)] == path or (change.path[:3], change.old) == (path[:3], path[3]))
        and RANK[change.impact] <= RANK[KINDS[code].impact]
        for change in changes
    )


@given(st.data())
def test_every_edit_is_reported_with_its_weight_and_back(data: st.DataObject) -> None:
    edited = deepcopy(BASE)
    owners = {place.path[:3] for place in PLACES}
    chosen = data.draw(
        st.lists(st.sampled_from(sorted(owners)), min_size=1, max_size=5, unique=True)
    )
    wanted: list[tuple[Path_, str, str]] = []
    for owner in chosen:
        place = data.draw(st.sampled_from([each for each in PLACES if each.path[:3] == owner]))
        edit = data.draw(st.sampled_from(EDITS))
        codes = edit(edited, place)
        if codes is not None:
            adds = edit in (add_optional, add_required)
            wanted.append(((*owner, TARGET) if adds else place.path, *codes))
    assume(wanted)
    new = build.service(edited)
    there, back = compat.compare([OLD], [new]), compat.compare([new], [OLD])
    for path, code, code_back in wanted:
        assert told(there, path, code), (path, code, there)
        assert told(back, path, code_back), (path, code_back, back)
    if len(wanted) == 1:
        # Alone, it is told by its own code.
        assert wanted[0][1] in {change.code for change in there}
        assert wanted[0][2] in {change.code for change in back}
    assert compat.compare([new], [new]) == []
    assert there == compat.compare([OLD], [new])


def edit_action(data: Data, key: str, value: object) -> None:
    data["actions"]["DescribeTasks"][key] = value


#: Edits elsewhere, with their codes there and back.
WHOLE: dict[str, tuple[Callable[[Data], object], str, str]] = {
    "an action goes": (lambda d: d["actions"].pop("DescribeTasks"), "C101", "C103"),
    "an alias": (lambda d: edit_action(d, "alias", TARGET), "C102", "C102"),
    "offline": (lambda d: edit_action(d, "offline", True), "C104", "C105"),
    "unsigned": (lambda d: edit_action(d, "unsigned", True), "C119", "C118"),
    "streams": (lambda d: edit_action(d, "streams", True), "C126", "C125"),
    "bytes": (lambda d: edit_action(d, "body", "octet-stream"), "C121", "C121"),
    "a slower rate": (lambda d: edit_action(d, "rate_limit", 0.5), "C122", "C123"),
    "a region": (lambda d: edit_action(d, "region", "required"), "C110", "C112"),
    "a form": (lambda d: edit_action(d, "body", "multipart"), "C120", "C120"),
    "a title": (lambda d: edit_action(d, "title", "Another"), "C901", "C901"),
    "no paging": (lambda d: d["actions"]["DescribeTasks"].pop("paging"), "C141", "C144"),
    "it may change": (lambda d: edit_action(d, "read_only", False), "C113", "C114"),
    "no waiters": (lambda d: d.pop("waiters"), "C145", "C149"),
    "a site goes": (lambda d: d["endpoints"].pop("international"), "C005", "C008"),
    "a code goes": (lambda d: d["errors"].popitem(), "C321", "C323"),
    "a struct's alias": (lambda d: d["structs"]["SortBy"].update(alias=TARGET), "C302", "C302"),
    "no simulation": (lambda d: d.pop("simulation"), "C905", "C905"),
}


@given(st.sampled_from(sorted(WHOLE)), st.sampled_from(sorted(WHOLE)))
def test_edits_of_wholes_are_reported_together(one: str, other: str) -> None:
    edited = deepcopy(BASE)
    # What is gone cannot be edited.
    for name in sorted({one, other}, key=lambda name: name == "an action goes"):
        WHOLE[name][0](edited)
    new = build.service(edited)
    there = {change.code for change in compat.compare([OLD], [new])}
    back = {change.code for change in compat.compare([new], [OLD])}
    for name in {one, other} if "an action goes" not in (one, other) else {"an action goes"}:
        assert WHOLE[name][1] in there
        assert WHOLE[name][2] in back


#: Words that only one of these may stand for.
WORDS = [
    ["String", "Integer"],
    ["required", "optional"],
    ["offset", "token"],
    ["multipart", "octet-stream", "json"],
]


def _edits(
    value: Any, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every leaf of data with another value, every list with one element less."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _edits(each, (*path, key))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _edits(each, (*path, number))
        yield path, value[:-1]
    elif isinstance(value, bool):
        yield path, not value
    elif isinstance(value, int | float):
        yield path, value + 1
    elif isinstance(value, str):
        others = next((words for words in WORDS if value in words), [value, f"{value}x"])
        yield path, others[others.index(value) - 1]


def test_whatever_the_model_knows_is_compared() -> None:
    """By a spec that has every key: the next key of the format cannot be forgotten."""
    data = filled({})
    old = build.service(data)
    silent: list[object] = []
    edits = 0
    for path, value in _edits(data):
        edited = deepcopy(data)
        at(edited, path[:-1])[path[-1]] = value  # type: ignore[arg-type]
        try:
            new = build.service(edited)
        except (KeyError, ValueError):
            continue  # No model is made of it.
        edits += new != old
        if (new != old) != bool(compat.compare([old], [new])):
            silent.append(path)
    assert silent == []
    assert edits > 150
