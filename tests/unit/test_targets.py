"""Targets: reading `target.yaml`, and planning paths that no name in a spec can lead astray."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tc3gen import paths, targets
from tc3gen.bundles import WHOLE, Bundle
from tc3gen.diagnostics import SpecError
from tc3gen.model import Service
from tc3gen.resources import templates_dir
from tc3gen.targets.file import read
from tc3gen.targets.shapes import Target


@dataclass(frozen=True)
class Shape:
    module: str
    label: str = "struct X"
    number: int = 1


@dataclass(frozen=True)
class View:
    """What a language makes of a service, as far as plans need it."""

    name: str
    version: str
    package: str
    actions: tuple[Shape, ...] = ()
    structs: tuple[Shape, ...] = ()
    made: list[int] = field(default_factory=list)

    @property
    def module(self) -> str:
        return "v" + self.version.replace("-", "")

    @property
    def label(self) -> str:
        return f"service {self.name}"


def services(*views: View) -> targets.Views:
    """Services whose view, in the language `plain`, is given outright."""
    return targets.Views(cast("list[Service]", list(views)))


@pytest.fixture(autouse=True)
def languages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two languages: `plain`, in which a service is its own view, and `loud`, in capitals."""

    def shout(view: View, bundle: Bundle) -> View:
        view.made.append(1)
        return View(view.name, view.version, view.package.upper())

    for name, view in (("plain", lambda view, bundle: view), ("loud", shout)):
        module = ModuleType(f"tc3gen.languages.{name}")
        module.__spec__ = ModuleSpec(module.__name__, None)
        module.view = view  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, module.__name__, module)


def make(folder: Path, entries: str, **changes: str) -> Path:
    """The folder of a target called `demo`, with a template `t.j2` and a folder `lib` to copy."""
    folder = folder / "demo"
    (folder / "lib").mkdir(parents=True)
    (folder / "lib" / "a.py").write_text("A = 1\n")
    (folder / "t.j2").write_text("text\n")
    keys = {
        "name": "demo",
        "description": "For tests.",
        "views": "1",
        "root": "out/demo",
        "languages": "[plain]",
        "files": f"[{entries}]",
        **changes,
    }
    lines = [f"{key}: {value}\n" for key, value in keys.items() if value]
    (folder / "target.yaml").write_text("".join(lines))
    return folder


def planned(folder: Path, entries: str, *views: View, **changes: str) -> list[targets.Task]:
    return targets.plan(read(make(folder, entries, **changes)), services(*views))


def codes(error: pytest.ExceptionInfo[SpecError]) -> list[str]:
    return [diagnostic.code for diagnostic in error.value.diagnostics]


def test_our_own_targets_are_right() -> None:
    names = targets.target_names(templates_dir())
    assert "python" in names
    found = [part.name for host in targets.discover(templates_dir()) for part in host.parts]
    assert sorted(found) == names


def test_only_named_targets(tmp_path: Path) -> None:
    make(tmp_path, "{copy: lib, to: lib}")
    assert [target.name for target in targets.discover(tmp_path, ["demo"])] == ["demo"]
    with pytest.raises(KeyError, match="other"):
        targets.discover(tmp_path, ["other"])


def test_two_targets_with_one_root(tmp_path: Path) -> None:
    folder = make(tmp_path, "{copy: lib, to: lib}")
    twin = tmp_path / "twin"
    folder.rename(twin)
    text = (twin / "target.yaml").read_text().replace("name: demo", "name: twin")
    (twin / "target.yaml").write_text(text.replace("out/demo", "OUT/demo"))
    make(tmp_path, "{copy: lib, to: lib}")
    with pytest.raises(SpecError) as error:
        targets.discover(tmp_path)
    assert codes(error) == ["T501"]


def guest(tmp_path: Path, joins: str, to: str = "more") -> Path:
    """The folder of a target that joins another one."""
    folder = tmp_path / "guest"
    make(folder, f"{{copy: lib, to: {to}}}", root="", joins=joins)
    (folder / "demo").rename(tmp_path / "moved")
    folder.rmdir()
    (tmp_path / "moved").rename(folder)
    file = folder / "target.yaml"
    file.write_text(file.read_text().replace("name: demo", "name: guest"))
    return folder


def test_a_target_that_joins_another_one(tmp_path: Path) -> None:
    guest(tmp_path, "demo")
    make(tmp_path, "{copy: lib, to: lib}")
    for names in ([], ["guest"], ["guest", "demo"]):
        (found,) = targets.discover(tmp_path, names)
        assert [part.name for part in found.parts] == ["demo", "guest"]
        assert found.root == "out/demo"
        assert [task.path for task in targets.plan(found, services())] == ["lib/a.py", "more/a.py"]
    (alone,) = targets.discover(tmp_path, ["demo"])
    assert [task.path for task in targets.plan(alone, services())] == ["lib/a.py"]
    assert targets.fingerprint(alone) != targets.fingerprint(found)
    assert targets.brought(tmp_path, ["guest", "nobody"]) == ["demo"]


def test_two_that_join_cannot_have_the_same_file(tmp_path: Path) -> None:
    guest(tmp_path, "demo", "LIB")
    make(tmp_path, "{copy: lib, to: lib}")
    (found,) = targets.discover(tmp_path)
    with pytest.raises(SpecError) as error:
        targets.plan(found, services())
    assert codes(error) == ["T506"]


@pytest.mark.parametrize("host", ["nobody", "guest"])
def test_nobody_to_join(tmp_path: Path, host: str) -> None:
    guest(tmp_path, host)
    make(tmp_path, "{copy: lib, to: lib}")
    with pytest.raises(SpecError) as error:
        targets.discover(tmp_path)
    assert codes(error) == ["T501"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"root": ""}, "T501"),
        ({"joins": "other"}, "T501"),
        ({"command": "main"}, "T501"),
        ({"requires": "click"}, "T501"),
        ({"requires": '["click; x"]'}, "T501"),
        ({"name": "other"}, "T501"),
        ({"description": ""}, "T501"),
        ({"description": "[1]"}, "T501"),
        ({"colour": "red"}, "T501"),
        ({"files": "[]"}, "T501"),
        ({"files": "{}"}, "T501"),
        ({"files": "[1]"}, "T501"),
        ({"languages": "[]"}, "T501"),
        ({"languages": "[plain, plain]"}, "T501"),
        ({"languages": "[{plain: loud}]"}, "T502"),
        ({"languages": "[klingon]"}, "T502"),
        ({"languages": "['../os']"}, "T502"),
        ({"root": "../out"}, "T505"),
        ({"root": "/out"}, "T505"),
    ],
)
def test_what_a_target_must_say(tmp_path: Path, changes: dict[str, str], code: str) -> None:
    folder = make(tmp_path, "{copy: lib, to: lib}", **changes)
    with pytest.raises(SpecError) as error:
        read(folder)
    assert codes(error) == [code]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("{to: x}", "T501"),
        ("{copy: lib, template: t.j2, to: x}", "T501"),
        ("{copy: lib}", "T501"),
        ("{copy: lib, to: x, each: struct}", "T501"),
        ("{copy: other, to: x}", "T503"),
        ("{copy: ../demo, to: x}", "T503"),
        ("{template: t.j2, to: x}", "T501"),
        ("{template: t.j2, to: x, each: strict}", "T501"),
        ("{template: t.j2, to: x, each: bundle, when: never}", "T501"),
        ("{template: t.j2, to: x, each: bundle, with: [1]}", "T501"),
        ("{template: t.j2, to: x, each: bundle, with: {bundle: 1}}", "T501"),
        ("{template: t.j2, to: x, each: bundle, with: {A-b: 1}}", "T501"),
        ("{template: lib, to: x, each: bundle}", "T503"),
        ("{template: other.j2, to: x, each: bundle}", "T503"),
        ("{template: t.j2, to: '{service.module}', each: bundle}", "T504"),
        ("{template: t.j2, to: '{struct.module}', each: action}", "T504"),
        ("{template: t.j2, to: '{struct.__class__}', each: struct}", "T504"),
        ("{template: t.j2, to: '{struct.module!r}', each: struct}", "T504"),
        ("{template: t.j2, to: '{struct.a.b}', each: struct}", "T504"),
        ("{template: t.j2, to: '{struct[0]}', each: struct}", "T504"),
        ("{template: t.j2, to: '{{x}}', each: struct}", "T504"),
        ("{template: t.j2, to: '../{struct.module}', each: struct}", "T505"),
        ("{template: t.j2, to: /x, each: bundle}", "T505"),
        ("{template: t.j2, to: .tc3gen.json, each: bundle}", "T505"),
    ],
)
def test_what_an_entry_must_say(tmp_path: Path, entry: str, code: str) -> None:
    folder = make(tmp_path, entry)
    with pytest.raises(SpecError) as error:
        read(folder)
    assert codes(error) == [code]
    assert error.value.diagnostics[0].line == 6


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    folder = make(tmp_path, "{copy: x, to: ../x}, {to: y}", root="a/../b", languages="[klingon]")
    with pytest.raises(SpecError) as error:
        read(folder)
    assert sorted(codes(error)) == ["T501", "T502", "T503", "T505", "T505"]


def test_yaml_that_cannot_be_read(tmp_path: Path) -> None:
    folder = make(tmp_path, "")
    (folder / "target.yaml").write_text("name: [")
    with pytest.raises(SpecError):
        read(folder)


VOD = View(
    "vod",
    "2018-07-17",
    "vod",
    actions=(Shape("start", "action Start"), Shape("stop", "action Stop")),
    structs=(Shape("repair_info", "struct RepairInfo"),),
)
VOD_NEW = View("vod", "2024-07-18", "vod")


@pytest.mark.parametrize(
    ("each", "to", "expected"),
    [
        ("bundle", "x.py", [("x.py", "", "all services")]),
        ("package", "{package.module}.py", [("vod.py", "vod", "package vod")]),
        (
            "service",
            "{service.package}/{service.module}.py",
            [
                ("vod/v20180717.py", "vod/2018-07-17", "service vod"),
                ("vod/v20240718.py", "vod/2024-07-18", "service vod"),
            ],
        ),
        (
            "action",
            "{action.module}.py",
            [
                ("start.py", "vod/2018-07-17", "action Start"),
                ("stop.py", "vod/2018-07-17", "action Stop"),
            ],
        ),
        (
            "struct",
            "{service.module}_{struct.module}.py",
            [("v20180717_repair_info.py", "vod/2018-07-17", "struct RepairInfo")],
        ),
    ],
)
def test_one_file_for_each(
    tmp_path: Path, each: str, to: str, expected: list[tuple[str, str, str]]
) -> None:
    tasks = planned(tmp_path, f"{{template: t.j2, to: '{to}', each: {each}}}", VOD, VOD_NEW)
    assert [(task.path, task.scope, task.label) for task in tasks] == expected
    assert {task.template for task in tasks} == {"t.j2"}


def test_what_templates_can_use(tmp_path: Path) -> None:
    def context(each: str, with_: str = "") -> dict[str, Any]:
        folder = tmp_path / each
        entry = f"{{template: t.j2, to: x, each: {each}{with_}}}"
        (task,) = planned(folder, entry, one, languages="[plain, loud]")
        context = dict(task.context)
        # What every template has: what switches files, and the bundle.
        assert "spread" in context.pop("features")
        assert context.pop("made") == WHOLE
        return context

    one = View("vod", "2018-07-17", "vod", (Shape("a"),), (Shape("s"),))
    assert context("bundle") == {"bundle": (one,), "loud": (View("vod", "2018-07-17", "VOD"),)}
    package = context("package")
    assert package["package"].versions == (one,)
    assert package["loud"].module == "VOD"
    assert context("service").keys() == {"service", "loud"}
    assert context("struct")["struct"] == Shape("s")
    action = context("action", ", with: {colour: red, deep: [1]}")
    assert action.keys() == {"service", "action", "loud", "colour", "deep"}
    assert action["loud"].package == "VOD"


def test_the_newest_version_is_the_default(tmp_path: Path) -> None:
    entry = "{template: t.j2, to: x, each: package}"
    (task,) = planned(tmp_path, entry, VOD, VOD_NEW)
    package = cast("targets.PackageView", task.context["package"])
    assert package.versions == (VOD_NEW, VOD)
    assert package.default is VOD_NEW


def test_views_are_computed_once() -> None:
    view = View("vod", "2018-07-17", "vod")
    views = services(view)
    assert views.of("loud") is views.of("loud")
    assert len(view.made) == 1


def test_files_are_copied_as_they_are(tmp_path: Path) -> None:
    folder = make(tmp_path, "{copy: lib, to: _lib}, {copy: t.j2, to: notes.txt}")
    (folder / "lib" / "deep").mkdir()
    (folder / "lib" / "deep" / "b.py").write_bytes("B = 'ü'\r\n".encode())
    (folder / "lib" / "__pycache__").mkdir()
    (folder / "lib" / "__pycache__" / "a.pyc").write_bytes(b"\xff")
    (folder / "lib" / ".hidden").write_text("no")
    tasks = targets.plan(read(folder), services())
    assert {task.path: task.text for task in tasks} == {
        "_lib/a.py": "A = 1\n",
        "_lib/deep/b.py": "B = 'ü'\r\n",
        "notes.txt": "text\n",
    }
    assert {(task.scope, task.template) for task in tasks} == {("", "")}


def test_what_is_copied_is_text(tmp_path: Path) -> None:
    folder = make(tmp_path, "{copy: lib, to: _lib}")
    (folder / "lib" / "a.py").write_bytes(b"\xff")
    with pytest.raises(SpecError) as error:
        targets.plan(read(folder), services())
    assert codes(error) == ["T503"]
    assert "lib/a.py" in error.value.diagnostics[0].message


STRUCTS = "{template: t.j2, to: '{struct.module}', each: struct}"


@pytest.mark.parametrize(
    "name", ["..", ".", "a\\b", "nul\0", "c:", "x ", "dot.", ".tc3gen.lock", "\u202e", "n" * 300]
)
def test_names_that_are_no_file_names(tmp_path: Path, name: str) -> None:
    with pytest.raises(SpecError) as error:
        planned(tmp_path, STRUCTS, View("vod", "1", "vod", structs=(Shape(name),)))
    assert codes(error) == ["T505"]
    assert "struct X" in error.value.diagnostics[0].message


@pytest.mark.parametrize("name", ["", "a/b", "../x", "/etc/passwd"])
def test_names_that_choose_a_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(SpecError) as error:
        planned(tmp_path, STRUCTS, View("vod", "1", "vod", structs=(Shape(name),)))
    assert codes(error) == ["T504"]


@pytest.mark.parametrize("attribute", ["missing", "number"])
def test_attributes_that_are_no_text(tmp_path: Path, attribute: str) -> None:
    with pytest.raises(SpecError) as error:
        planned(tmp_path, STRUCTS.replace("module", attribute), VOD)
    assert codes(error) == ["T504"]


@pytest.mark.parametrize(
    ("first", "second"),
    [("a", "a"), ("A", "a"), ("straße", "STRASSE"), ("e\u0301", "\u00e9"), ("lib", "x")],
)
def test_paths_collide(tmp_path: Path, first: str, second: str) -> None:
    structs = (Shape(first, "struct One"), Shape(second, "struct Two"))
    files = f"{{copy: lib, to: lib}}, {STRUCTS}"
    with pytest.raises(SpecError) as error:
        planned(tmp_path, files, View("vod", "1", "vod", structs=structs))
    assert codes(error) == ["T506"]
    assert "struct One" in error.value.diagnostics[0].message
    assert "alias" in error.value.diagnostics[0].help


@given(st.text() | st.text("./\\ \0~ab", max_size=6))
def test_a_path_without_flaw_stays_inside(path: str) -> None:
    if paths.flaw(path):
        return
    parts = Path("/root", path).parts
    assert parts[:2] == ("/", "root")
    assert len(parts) > 2
    assert not {".", ".."} & set(parts)
    path.encode()


def test_read_gives_a_target(tmp_path: Path) -> None:
    target = read(make(tmp_path, "{copy: lib, to: lib}"))
    assert isinstance(target, Target)
    assert (target.root, target.languages, len(target.entries)) == ("out/demo", ("plain",), 1)
