"""Damaged pages: what can be read is given, and every loss is told with its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tc3gen import report
from tc3gen.diagnostics import SpecError
from tc3gen.importers.pages import files, html, import_pages

DAMAGED = Path(__file__).parent / "damaged"
SOUND = Path(__file__).parent / "saved" / "action.en.txt"

Golden = Callable[[Path, str], None]


@pytest.mark.parametrize("name", sorted(p.name for p in DAMAGED.iterdir() if "=" not in p.name))
def test_every_loss_is_told(
    name: str, golden: Golden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside each page stand what is said of it, and the spec that comes of it, if one does."""
    monkeypatch.chdir(DAMAGED.parent)
    pages = [Path("damaged", name), *([Path("saved/action.en.txt")] if "types" in name else [])]
    outcome = import_pages(pages, tmp_path)
    golden(DAMAGED / f"{name}=diagnostics.txt", report.render(outcome.diagnostics))
    made = [path.read_text("utf-8") for path in tmp_path.rglob("api.yaml")]
    golden(DAMAGED / f"{name}=api.yaml", "".join(made))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "there is nothing in this file"),
        (b" \n\n", "there is nothing in this file"),
        (b"Please sign in.", "neither the page of an action"),
        (b"<html><body><p>Please sign in.</p></body></html>", "neither the page of an action"),
        (b"# Guide\n\nNothing but a guide.\n", "neither the page of an action"),
        (SOUND.read_text("utf-8").encode("utf-16"), "UTF-16"),
        (SOUND.read_text("utf-8").encode("utf-16-le"), "UTF-16"),
        ("1. 接口描述\n".encode("gbk"), "0xbd is not UTF-8"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\x7fELF\x02\x00\x01", "binary"),
        (b"2. Input Parameters\n3. Output Parameters\n", "no table of input parameters"),
    ],
)
def test_what_is_no_page_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    file = tmp_path / "page"
    file.write_bytes(content)
    outcome = import_pages([file], tmp_path / "specs")
    assert outcome.summaries == []
    assert said in " ".join(each.message for each in outcome.diagnostics)
    assert all(each.is_error and each.help for each in outcome.diagnostics)
    assert not (tmp_path / "specs").exists()


def test_what_cannot_be_opened_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    for path, said in ((tmp_path, "a folder"), (tmp_path / "no", "no such"), (SOUND, "10 bytes")):
        with pytest.raises(SpecError, match=said):
            files.load(path)


def test_one_bad_page_does_not_keep_the_others_out(tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("nothing", "utf-8")
    outcome = import_pages([bad, SOUND], tmp_path / "specs")
    assert [each.code for each in outcome.diagnostics if each.is_error] == ["I031"]
    assert (tmp_path / "specs/vod/2018-07-17/api.yaml").is_file()


LONG = 100_000
FLOODS = {
    "elements": "<div>" * 5_000 + "<table><tr><td>" * 1_000,
    "sections": "1. API Description\n" + "Used by actions: A.\nName Type Description\n" * 5_000,
    "cells": "| - " * LONG,
    "fences": "```\n" * 10_001,
    "letters": "x" * LONG,
    "lines": "\n" * LONG,
    "rule": "--|--" + " " * LONG + "x",
    "heads": "type " * LONG,
}


@pytest.mark.parametrize("text", FLOODS.values(), ids=FLOODS)
def test_what_goes_on_for_ever_is_no_page(text: str, tmp_path: Path) -> None:
    """Nothing here may end in a traceback, or take more than its time."""
    file = tmp_path / "page"
    file.write_text(text, "utf-8")
    assert any(each.is_error for each in import_pages([file], tmp_path / "specs").diagnostics)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Makes a", "this API " * 20_000),
        ("The file to", "this field " * LONG),
        ("POST / HTTP/1.1", "POST / HTTP/1.1\n" + "x" * LONG),
        ("InternalError The", "\n" * 20_000 + "InternalError The"),
        ('"Fps": 25', '"Fps": ' + "[" * LONG),
        ('"Fps": 25', '"Fps": ' + "9" * LONG),
    ],
    ids=["API", "field", "head", "lines", "depth", "digits"],
)
def test_long_parts_are_read(old: str, new: str, tmp_path: Path) -> None:
    file = tmp_path / "page"
    text = SOUND.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    assert len(import_pages([file], tmp_path / "specs").summaries) == 2


def test_html_needs_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "justhtml", None)
    with pytest.raises(html.MissingLibrary, match=r"pip install 'tc3gen\[html\]'"):
        html.read("page.html", "<html></html>")
