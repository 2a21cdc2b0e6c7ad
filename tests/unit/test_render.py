"""Rendering: strict Jinja, and an author's mistake told with its place and its shape."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tc3gen.diagnostics import Diagnostic, SpecError
from tc3gen.outputs import Output
from tc3gen.render import environment, render
from tc3gen.targets import Task
from tc3gen.targets.shapes import Target


class Repair:
    """A view with the mistakes that views can make."""

    name = "RepairInfo"
    nothing = None
    items = ("a",)

    def fail(self) -> str:
        raise LookupError("no such\nthing.")


def target(folder: Path, templates: Mapping[str, str]) -> Target:
    for name, text in templates.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8", "surrogateescape"))
    return Target("demo", "For tests.", "demo", ("plain",), (), folder, "templates/demo")


def task(target: Target, template: str = "t.j2", label: str = "struct RepairInfo") -> Task:
    path = f"{label.split()[-1]}.txt"
    context = {"struct": Repair(), "colour": "red"}
    shown = target.show(target.find(template))
    return Task(target, path, "vod/1", label, template, context, shown=shown)


def rendered(folder: Path, text: str) -> str:
    (output,) = render([task(target(folder, {"t.j2": text}))]).values()
    return output.text


def mistake(folder: Path, text: str, **partials: str) -> Diagnostic:
    files = {f"_{name}.j2": partial for name, partial in partials.items()}
    with pytest.raises(SpecError) as error:
        render([task(target(folder, {"t.j2": text, **files}))])
    (diagnostic,) = error.value.diagnostics
    assert "struct RepairInfo" in diagnostic.message
    return diagnostic


def test_an_output_knows_where_it_comes_from(tmp_path: Path) -> None:
    made = target(tmp_path, {"deep/t.j2": "{{ struct.name }} is {{ colour }}\n"})
    outputs = render([task(made, "deep/t.j2")])
    assert outputs == {
        "RepairInfo.txt": Output(
            "RepairInfo is red\n", "vod/1", "struct RepairInfo", "templates/demo/deep/t.j2"
        )
    }


def test_copied_files_keep_every_byte(tmp_path: Path) -> None:
    made = target(tmp_path, {})
    copied = Task(made, "a.py", "", "a.py", text="x  =  '{{ y }}'\r\n")
    (output,) = render([copied]).values()
    assert (output.text, output.verbatim) == ("x  =  '{{ y }}'\r\n", True)


def test_outputs_come_in_the_order_of_the_tasks(tmp_path: Path) -> None:
    made = target(tmp_path, {"t.j2": "x"})
    names = ["struct C", "struct A", "struct B"]
    assert list(render([task(made, label=name) for name in names])) == ["C.txt", "A.txt", "B.txt"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n{% if true %}\n  b\n{% endif %}\nc\n", "a\n  b\nc\n"),
        ("  {% set x = 1 %}\n{{ x }}", "1"),
        ("{{ '<&\"' }}", '<&"'),
        ("{{ struct.name if struct.nothing is none }}", "RepairInfo"),
        ("{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m('a') }}", "[a]"),
        ("{{ 1.5 }}", "1.5"),
    ],
)
def test_layout_and_printing(tmp_path: Path, text: str, expected: str) -> None:
    assert rendered(tmp_path, text) == expected


def test_what_is_printed_is_no_template(tmp_path: Path) -> None:
    assert rendered(tmp_path, "{{ '{{ colour }}{% x %}' }}") == "{{ colour }}{% x %}"


def test_an_undefined_name(tmp_path: Path) -> None:
    found = mistake(tmp_path, "one\n{{ colour }}\n  {{ color }}\n")
    assert (found.code, found.path, found.line) == ("T511", "templates/demo/t.j2", 3)
    assert found.message == "'color' is undefined, rendering struct RepairInfo"
    assert found.help == "did you mean `colour`?"


def test_an_undefined_name_unlike_any(tmp_path: Path) -> None:
    assert mistake(tmp_path, "{{ x }}").help == "the template has `struct`, `colour`"


@pytest.mark.parametrize(
    "text",
    ["{{ struct.nam }}", "{% if struct.nam %}{% endif %}", "{% for x in struct.nam %}{% endfor %}"],
)
def test_an_undefined_attribute(tmp_path: Path, text: str) -> None:
    found = mistake(tmp_path, f"\n{text}")
    assert (found.code, found.line) == ("T511", 2)
    assert "nam" in found.message


def test_the_innermost_template_is_named(tmp_path: Path) -> None:
    outer = "{% from '_fields.j2' import fields %}\n\n{{ fields(struct) }}"
    inner = "{% macro fields(s) %}\n{{ s.nam }}\n{% endmacro %}"
    found = mistake(tmp_path, outer, fields=inner)
    assert (found.code, found.path, found.line) == ("T511", "templates/demo/_fields.j2", 2)


@pytest.mark.parametrize(
    "text", ["{% if x %}", "{{ x", "{% nonsense %}", "{{ x | nonsense }}", "{{ [1, | random }}"]
)
def test_what_is_not_jinja(tmp_path: Path, text: str) -> None:
    found = mistake(tmp_path, f"fine\n{text}")
    assert (found.code, found.path, found.line) == ("T512", "templates/demo/t.j2", 2)


def test_a_partial_that_is_not_jinja(tmp_path: Path) -> None:
    found = mistake(tmp_path, "{% include '_part.j2' %}", part="\n\n{{ }}")
    assert (found.code, found.path, found.line) == ("T512", "templates/demo/_part.j2", 3)


@pytest.mark.parametrize("text", ["{% include '_x.j2' %}", "{% from '_x.j2' import y %}"])
def test_a_partial_that_is_missing(tmp_path: Path, text: str) -> None:
    found = mistake(tmp_path, f"\n{text}")
    assert (found.code, found.path, found.line) == ("T513", "templates/demo/t.j2", 2)
    assert "`_x.j2`" in found.message


def test_a_partial_outside_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    inside = tmp_path / "demo"
    inside.mkdir()
    assert mistake(inside, "{% include '../secret' %}").code == "T513"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ struct.fail() }}", "LookupError: no such thing"),
        ("{{ 1 // 0 }}", "ZeroDivisionError"),
        ("{{ struct.nothing }}", "it prints nothing (None)"),
        ("{{ struct.items }}", "it prints a tuple"),
        ("{{ struct }}", "it prints a Repair"),
        ("{{ struct.fail }}", "it prints a method"),
        ("{{ 'x' + 1 }}", "can only concatenate"),
    ],
)
def test_an_expression_that_fails(tmp_path: Path, text: str, message: str) -> None:
    found = mistake(tmp_path, f"\n\n{text}\n")
    assert (found.code, found.line) == ("T514", 3)
    assert found.message.startswith(message)


def test_a_template_that_is_not_utf8(tmp_path: Path) -> None:
    found = mistake(tmp_path, "\udcff")
    assert (found.code, found.path, found.line) == ("T514", "templates/demo/t.j2", 0)


def test_a_template_that_calls_itself_for_ever(tmp_path: Path) -> None:
    assert mistake(tmp_path, "{% include 't.j2' %}").code == "T514"


def test_a_mistake_is_told_once_and_all_are_told(tmp_path: Path) -> None:
    made = target(tmp_path, {"a.j2": "{{ x }}", "b.j2": "{{ y }}", "c.j2": "fine"})
    tasks = [task(made, f"{t}.j2", f"struct {t}{i}") for t in "abc" for i in range(3)]
    with pytest.raises(SpecError) as error:
        render(tasks)
    assert [diagnostic.message for diagnostic in error.value.diagnostics] == [
        "'x' is undefined, rendering struct a0 and 2 more",
        "'y' is undefined, rendering struct b0 and 2 more",
    ]


def test_nothing_in_jinja_draws_lots(tmp_path: Path) -> None:
    made = environment(tmp_path)
    assert "random" not in made.filters
    assert "lipsum" not in made.globals


def test_templates_leave_nothing_behind(tmp_path: Path) -> None:
    rendered(tmp_path, "x")
    assert [file.name for file in tmp_path.iterdir()] == ["t.j2"]
