"""Polishing: what comes out is Python, is what Black makes of the whole file, and is remembered."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import black
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tc3gen import polish, workers
from tc3gen.diagnostics import Diagnostic, SpecError
from tc3gen.outputs import Output
from tc3gen.polish import asking, pieces, style
from tc3gen.polish import cache as polish_cache

MODE = black.Mode(target_versions={black.TargetVersion.PY311})


@pytest.fixture(autouse=True)
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache for each test, wherever the user has one."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("TC3GEN_CACHE_DIR", str(folder))
    monkeypatch.delenv("TC3GEN_NO_CACHE", raising=False)
    return folder


def output(text: str) -> Output:
    return Output(text, "vod/1", "struct RepairInfo", "templates/demo/t.j2")


def polished(text: str, **options: Any) -> str:
    return polish.polish({"a.py": output(text)}, **options)["a.py"].text


def refused(text: str) -> Diagnostic:
    with pytest.raises(SpecError) as error:
        polished(text)
    (diagnostic,) = error.value.diagnostics
    assert "struct RepairInfo" in diagnostic.message
    assert diagnostic.path == "templates/demo/t.j2"
    return diagnostic


def test_python_gets_its_style() -> None:
    assert polished("x = {'a':1}\n") == 'x = {"a": 1}\n'


def test_the_rest_of_an_output_stays() -> None:
    result = polish.polish({"a.py": output("x=1")})["a.py"]
    assert result == Output("x = 1\n", "vod/1", "struct RepairInfo", "templates/demo/t.j2")


def test_other_files_stay_as_they_are() -> None:
    outputs = {
        "b.md": output("x  =  1"),
        "py.typed": output(""),
        "lib.py": Output("x  =  1\r\n", "", "lib.py", verbatim=True),
    }
    assert polish.polish(outputs) == outputs


def test_line_endings_are_one_kind() -> None:
    assert polished("x = 1\r\ny = 2\rz = 3\n") == "x = 1\ny = 2\nz = 3\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = 1\nif:\n", "invalid syntax, in line 2 of a.py: `if:`"),
        ("def f(a, a): ...\n", "duplicate argument 'a'"),
        ("return 1\n", "'return' outside function"),
        ('x = "\\d"\n', "invalid escape sequence"),
        ("x = 1\ny = '\0'\n", "null bytes, in line 2"),
        ("x = '\udc80'\n", "half a surrogate pair, in line 1 of a.py: `x = '\\udc80'`"),
        ("x = '\x1b[31m\n", "`x = '\\x1b[31m`"),
        ("x = " + "(" * 300 + ")" * 300, "too many nested parentheses"),
        ("x = " + "-" * 100_000 + "1", "nested too deep"),
        ("x = " + "y z" * 500, "..."),
    ],
)
def test_what_is_not_python(text: str, message: str) -> None:
    found = refused(text)
    assert found.code == "T521"
    assert message in found.message
    assert len(found.message) < 300


def test_every_output_that_is_not_python_is_told() -> None:
    with pytest.raises(SpecError) as error:
        polish.polish({"a.py": output("if"), "b.py": output("def")})
    assert len(error.value.diagnostics) == 2


def test_what_black_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise black.InvalidInput("Cannot parse:\n1:3")

    monkeypatch.setattr(black, "format_str", refuse)
    found = refused("x = 1\n")
    assert found.code == "T522"
    assert found.message.endswith("Cannot parse: 1:3")


def test_what_black_would_break(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(black, "format_str", lambda *_, **__: "x = 2\n")
    assert refused("x = 1\n").code == "T522"


# Pieces ------------------------------------------------------------------------------------------

BODIES = st.sampled_from(
    [
        ["pass"],
        ["..."],
        ["return 1  # why"],
        ['"""Says it."""'],
        ['"""Says it.', "", "    More.   ", '"""', "", "x=1"],
        ["x = '''", "def f():", "", "", "def g(): pass", "'''"],
        ["if x:", "    def g(): pass", "    # after"],
        ["# before", "pass", "", "", "# after"],
        ["call(aaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbbbb, ccccccccccccccccc)"],
        ["call(a, b,)", "", "@later", "def h(): ..."],
        ["with a as b, c as d:", "    pass"],
        ["x: int = 1", "", '"""Doc of x."""'],
    ]
)
HEADS = st.sampled_from(
    [
        ["def f(a,b=1):"],
        ["async def f(*, a: int, **kw):"],
        ["class C(Base):"],
        ["@one", "@two(1,2)", "def f(self):"],
        ["@one", "# between", "class D:"],
        ["if x:"],
        ["for x in (1,2):"],
    ]
)
STATEMENTS = st.sampled_from(
    [
        ["x = {'a':1}"],
        ["import os"],
        ["# a comment"],
        ['"""text"""'],
        ["def f(): ..."],
        ["def f(): pass;"],
        ["@overload", "def f(a: int) -> int: ..."],
        ["class E: x = 1"],
        ["# fmt: off"],
        ["# fmt: on"],
        ["x = (1, # fmt: skip", "2)"],
        ["\f"],
        ["match x:", "    case 1:", "        pass"],
        ["if x: pass", "else:", "    def f(): pass"],
        ["x = 1; y = 2"],
        ["def f():", "  return (", "1)"],
        ["x = [  # why", "1]"],
    ]
)


def indented(lines: list[str]) -> list[str]:
    return [f"    {line}" if line.strip() else line for line in lines]


@st.composite
def blocks(draw: st.DrawFn, depth: int = 0) -> list[str]:
    """Lines that often, not always, are Python."""
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from("SHHHC" if depth < 2 else "SHH"))
        if kind == "S":
            lines += draw(STATEMENTS)
        elif kind == "H":
            lines += [*draw(HEADS), *indented(draw(BODIES))]
        else:
            lines += ["class C:", *indented(draw(blocks(depth + 1)))]
        lines += [""] * draw(st.integers(0, 3))
    return lines


@settings(
    deadline=None,
    max_examples=80,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(lines=blocks())
def test_pieces_give_what_the_whole_gives(
    lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(pieces, "SHORT", 0)
        patch.setattr(pieces, "_SPREAD", 1)
        text = "\n".join([*lines, ""])
        cache = polish_cache.Cache(None)
        try:
            compile(text, "a.py", "exec")
        except SyntaxError:
            return
        assert polished(text, cache=cache) == black.format_str(text, mode=MODE)


@pytest.mark.parametrize("name", ["__init__", "pieces", "cache"])
def test_real_modules_in_pieces(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "SHORT", 0)
    monkeypatch.setattr(pieces, "_SPREAD", 1)
    text = Path(pieces.__file__).with_name(f"{name}.py").read_text(encoding="utf-8")
    assert len(pieces.cut(text)) > 3
    assert polished(text) == black.format_str(text, mode=MODE)


def method(number: int) -> str:
    return (
        f"    def method_{number}(self, *, name: str) -> None:\n"
        f'        """Does {number}."""\n'
        f"        return self._invoke({number}, name = name)\n"
    )


def client(numbers: range, *more: int) -> str:
    methods = "\n".join(method(number) for number in [*numbers, *more])
    return f'"""A client."""\n\n\nclass Client(Base):\n    """It."""\n\n{methods}\n\nX = 1\n'


def test_a_long_class_is_cut_between_methods() -> None:
    text = client(range(200))
    assert len(pieces.cut(text)) > 15
    assert polished(text) == black.format_str(text, mode=MODE)


def test_one_more_method_is_one_more_piece() -> None:
    before = {piece.text for piece in pieces.cut(client(range(200)))}
    after = {piece.text for piece in pieces.cut(client(range(200), 999))}
    assert len(after - before) == 1


def test_a_short_module_stays_whole() -> None:
    text = client(range(10))
    assert pieces.cut(text) == [pieces.Piece(text)]


# Statements ---------------------------------------------------------------------------------------


def test_what_is_out_of_style_is_all_that_changes() -> None:
    long = "x" * 50
    text = (
        f"class Struct(Base):\n    y: list[int] = field(  1 )\n"
        f"    {long}: {long} = _field(default=None)\n"
        f'    """{long}"""\n\n\nz = [{long},\n{long}]\n'
    )
    assert polished(text) == black.format_str(text, mode=MODE)


def test_the_same_code_in_a_text_stays() -> None:
    text = '"""Says it.\n\nx = {\'a\':1}\n"""\n\nx = {\'a\':1}\n'
    assert polished(text) == text.replace("\n\nx = {'a':1}\n", '\n\nx = {"a": 1}\n', 2).replace(
        'x = {"a": 1}', "x = {'a':1}", 1
    )


MANY = {f"{number}.py": output(f"x = {{'a':{number}}}") for number in range(12)}
MANY_POLISHED = {path: f'x = {{"a": {path[:-3]}}}\n' for path in MANY}


def texts(outputs: dict[str, Output]) -> dict[str, str]:
    return {path: output.text for path, output in outputs.items()}


def test_processes_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_WORTH_PROCESSES", 0)
    shares: list[int] = []
    real = workers.spread
    monkeypatch.setattr(
        workers, "spread", lambda work, of: (shares.append(len(of)), real(work, of))[1]
    )
    assert texts(polish.polish(MANY, jobs=3)) == MANY_POLISHED
    assert max(shares) == 3


def test_little_work_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_start", None)
    assert texts(polish.polish(MANY, jobs=2)) == MANY_POLISHED


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, there is one process")
@pytest.mark.parametrize("least", [0, 1_000_000], ids=["with others", "alone"])
@pytest.mark.parametrize("lives", [True, False])
def test_a_process_that_has_loaded_black(
    least: int, lives: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "_WORTH_LOADING", least)
    monkeypatch.setattr(workers, "processors", lambda: 2)
    parent = os.getpid()
    here: list[int] = []
    real = style.format_all

    def formatted(texts: Sequence[str]) -> list[tuple[str, str]]:
        if os.getpid() != parent and not lives:
            os.kill(os.getpid(), 9)
        here.append(len(texts))
        return real(texts)

    monkeypatch.setattr(style, "format_all", formatted)
    children: list[int] = []
    fork = os.fork
    monkeypatch.setattr(os, "fork", lambda: (children.append(child := fork()), child)[1])
    with polish.loading():
        assert texts(polish.polish(MANY, jobs=2)) == MANY_POLISHED
    assert bool(here) == (not lives or least == 0)
    assert children
    for child in children:
        with pytest.raises(ChildProcessError):  # it has been waited for
            os.waitpid(child, os.WNOHANG)


# The cache ---------------------------------------------------------------------------------------


def forbid_black(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("formatted again")

    monkeypatch.setattr(style, "format_all", fail)


def test_what_was_formatted_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    text = client(range(200))
    first = polished(text)
    forbid_black(monkeypatch)
    assert polished(text) == first
    assert polished(first) == first


def test_a_change_formats_what_it_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    polished(client(range(200)))
    formatted: list[str] = []
    real = style.format_all
    monkeypatch.setattr(
        style, "format_all", lambda texts: (formatted.extend(texts), real(texts))[1]
    )
    polished(client(range(200), 999))
    assert len(formatted) == 1
    assert "999" in formatted[0]


def test_a_cached_run_does_not_load_black(cache_folder: Path) -> None:
    code = (
        "import sys\n"
        "from tc3gen import polish, outputs\n"
        "polish.polish({'a.py': outputs.Output('x=1', '', '')})\n"
        "print('black' in sys.modules)\n"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert [run.stdout for run in runs] == ["True\n", "False\n"]


def test_it_can_be_turned_off(cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TC3GEN_NO_CACHE", "1")
    assert polished("x=1") == "x = 1\n"
    assert not cache_folder.exists()


def test_a_folder_that_cannot_be_written(cache_folder: Path) -> None:
    cache_folder.write_text("a file")
    assert polished("x=1") == "x = 1\n"
    assert cache_folder.read_text() == "a file"


def test_another_black_remembers_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    polished("x=1")
    monkeypatch.setattr(polish_cache, "_black_version", lambda: "99.1")
    assert polish_cache.open_cache().get("x=1") is None


TEXTS = [f"x = [{number},   2]" for number in range(6)]


@settings(
    deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_damage_gives_a_wrong_byte(tmp_path: Path, data: st.DataObject) -> None:
    file = tmp_path / "damaged"
    file.unlink(missing_ok=True)
    cache = polish_cache.Cache(file)
    right = {text: text.replace("   ", " ") + "\n" for text in TEXTS}
    for text, formatted in right.items():
        cache.put(text, formatted)
    cache.save()
    content = bytearray(file.read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(content) - 1))
        way = data.draw(st.sampled_from(["flip", "cut", "insert", "drop"]))
        if way == "flip":
            content[at] = data.draw(st.integers(0, 255))
        elif way == "cut":
            content = content[: max(at, 1)]
        elif way == "insert":
            content[at:at] = data.draw(st.binary(max_size=300))
        else:
            del content[at : at + 70]
            content = content or bytearray(b"x")
    file.write_bytes(content)
    damaged = polish_cache.Cache(file)
    for text, formatted in right.items():
        assert damaged.get(text) in (None, formatted)
        damaged.put(text, formatted)
    damaged.save()
    mended = polish_cache.Cache(file)
    assert {text: mended.get(text) for text in right} == right


def test_two_runs_add_to_one_file(cache_folder: Path) -> None:
    one, two = polish_cache.open_cache(), polish_cache.open_cache()
    one.put("x=1", "x = 1\n")
    two.put("y=1", "y = 1\n")
    one.save()
    two.save()
    both = polish_cache.open_cache()
    assert (both.get("x=1"), both.get("y=1")) == ("x = 1\n", "y = 1\n")


def test_it_does_not_grow_for_ever(cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polish_cache, "LIMIT", 4_000)
    for number in range(60):
        cache = polish_cache.open_cache()
        assert cache.get("first") in (None, "first = 1\n")
        cache.put("first", "first = 1\n")
        cache.put(f"x={number}", f"x = {number}\n")
        cache.save()
    (file,) = cache_folder.iterdir()
    assert file.stat().st_size <= 4_000
    cache = polish_cache.open_cache()
    assert cache.get("first") == "first = 1\n"
    assert cache.get("x=59") == "x = 59\n"
    assert cache.get("x=0") is None
