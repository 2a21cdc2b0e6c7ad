"""What is shown of problems: to people, to programs and to CI, and what never is."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tc3gen import report
from tc3gen.diagnostics import Diagnostic, Severity

#: What acts on a terminal or hides in it, save the line break.
HARMFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def problem(line: int = 1, column: int = 1, message: str = "wrong", help: str = "") -> Diagnostic:
    return Diagnostic("S101", Severity.ERROR, "api.yaml", line, column, message, help)


def text(diagnostic: Diagnostic, source: str, colour: bool = False) -> str:
    return report.render([diagnostic], "text", {"api.yaml": source}, colour)


def frame(source: str, line: int, column: int) -> tuple[str, str]:
    """The source line as it is shown, and all that stands left of the caret beneath it."""
    shown = text(problem(line, column), source).splitlines()
    number, caret = shown[2], shown[3]
    margin = len(str(line)) + 3
    assert caret.endswith("^")
    return number[margin:], caret[margin:-1]


def columns(shown: str) -> int:
    return sum(
        (
            0
            if unicodedata.category(c) in ("Mn", "Me")
            else 1 + (unicodedata.east_asian_width(c) in "WF")
        )
        for c in shown
    )


def test_text() -> None:
    source = "tc3gen: 1\nactions:\n  A: {inptu: {}}\n"
    found = [
        problem(3, 7, "an action has no key `inptu`", "did you mean `input`?"),
        Diagnostic("R002", Severity.WARNING, "api.yaml", 0, 0, "odd"),
    ]
    assert report.render([*found, found[0]], "text", {"api.yaml": source}) == """\
api.yaml: warning R002 odd

api.yaml:3:7: error S101 an action has no key `inptu`
  |
3 |   A: {inptu: {}}
  |       ^
  = help: did you mean `input`?

1 error, 1 warning
"""


def test_colour_is_asked_for() -> None:
    shown = text(problem(help="do"), "a: 1\n", colour=True)
    assert "\x1b[" in shown
    assert re.sub(r"\x1b\[[0-9;]*m", "", shown) == text(problem(help="do"), "a: 1\n")


@pytest.mark.parametrize(
    ("counts", "summary"),
    [
        ((0, 0), "no problems"),
        ((1, 0), "1 error"),
        ((0, 2), "2 warnings"),
        ((2, 1), "2 errors, 1 warning"),
    ],
)
def test_summary(counts: tuple[int, int], summary: str) -> None:
    errors, warnings = counts
    found = [problem()] * errors + [
        Diagnostic("R002", Severity.WARNING, "a", 0, 0, "odd")
    ] * warnings
    assert report.summary(found) == summary


def test_json() -> None:
    found = [
        problem(2, 3, "a \x1b\ud800 key", "do"),
        Diagnostic("Y005", Severity.ERROR, "b", 0, 0, "empty"),
    ]
    shown = report.render(found, "json")
    assert shown.isascii()
    assert json.loads(shown) == {
        "format": 1,
        "errors": 2,
        "warnings": 0,
        "diagnostics": [
            {
                "code": "S101",
                "severity": "error",
                "path": "api.yaml",
                "line": 2,
                "column": 3,
                "message": "a \x1b\ud800 key",
                "help": "do",
            },
            {
                "code": "Y005",
                "severity": "error",
                "path": "b",
                "line": None,
                "column": None,
                "message": "empty",
                "help": None,
            },
        ],
    }


def test_github() -> None:
    found = [
        Diagnostic("S101", Severity.ERROR, "a,b:c%.yaml", 3, 7, "100% `a`\n::error::x", "do, it"),
        Diagnostic("R002", Severity.WARNING, "z", 0, 0, "odd"),
    ]
    assert report.render(found, "github") == (
        "::error file=a%2Cb%3Ac%25.yaml,line=3,col=7,title=tc3gen S101"
        "::100%25 `a`\\n::error::x%0Ado, it\n"
        "::warning file=z,title=tc3gen R002::odd\n"
    )


def test_nothing_found() -> None:
    assert report.render([], "text") == "no problems\n"
    assert report.render([], "github") == ""
    assert json.loads(report.render([], "json"))["diagnostics"] == []
    with pytest.raises(ValueError, match="no format 'xml'"):
        report.render([], "xml")


@pytest.mark.parametrize(
    ("source", "column", "shown"),
    [
        ("a:\tb", 4, "a:    b"),
        ("视频: x", 5, "视频: x"),
        ("e\u0301: x", 4, "e\u0301: x"),
        ("\u202eabc: x", 2, "\\u202eabc: x"),
        ("a: \x1b[31mred", 6, "a: \\x1b[31mred"),
        ("a: \U000e0041\u200bb", 6, "a: \\U000e0041\\u200bb"),
        ("a: 😀x", 5, "a: 😀x"),
        ("a: 1", 99, "a: 1"),
    ],
)
def test_the_caret_stands_below(source: str, column: int, shown: str) -> None:
    line, before = frame(source, 1, column)
    assert line == shown
    rest = source[column - 1 :]
    assert len(before) == columns(line) - columns("".join(map(report.visible, rest)))


@pytest.mark.parametrize("column", [1, 50, 99, 150, 5000, 9990, 10_000])
def test_long_lines_are_cut_around_the_caret(column: int) -> None:
    source = "".join(chr(ord("a") + n % 26) for n in range(10_000))
    line, before = frame(source, 1, column)
    assert len(line) <= report.WIDTH + 2
    assert line[len(before)] == source[column - 1]
    assert line.startswith("…") == (column > 67)
    assert line.endswith("…") == (column < 9950)


def test_line_breaks_are_those_of_yaml() -> None:
    assert frame("a\u2028b: 1\r\nc: 2\rd: 3\n", 3, 1)[0] == "d: 3"


def test_lines_are_read_where_they_are_not_given(tmp_path: Path) -> None:
    path = tmp_path / "api.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\nb: \xff\n")
    found = Diagnostic("Y003", Severity.ERROR, str(path), 2, 4, "not UTF-8")
    assert "2 | b: \ufffd\n  |    ^\n" in report.render([found])
    for missing in (tmp_path, tmp_path / "none", Path("/dev/zero"), Path("a\0b")):
        found = Diagnostic("Y001", Severity.ERROR, str(missing), 2, 4, "none")
        assert " | " not in report.render([found])


def test_a_line_beyond_the_end_has_no_frame() -> None:
    assert "|" not in text(problem(9), "a: 1\n")


@given(st.text(max_size=300), st.integers(1, 400), st.text(), st.text(), st.text(min_size=1))
def test_nothing_shown_acts(source: str, column: int, message: str, help: str, path: str) -> None:
    found = Diagnostic("S101", Severity.ERROR, path, 1, column, message, help)
    shown = report.render([found], "text", {path: source})
    assert not HARMFUL.search(shown)
    assert shown.count("\n") <= 7
    assert report.render([found], "github", {path: source}).count("\n") == 1
    shown.encode()
