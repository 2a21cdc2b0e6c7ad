"""What the documentation says of the command line is so."""

from __future__ import annotations

import importlib
import re
import shlex
import warnings
from pathlib import Path
from types import ModuleType

import pytest
from markdown_it import MarkdownIt

from tc3gen.fake import FakeService

from .conftest import ROOT, Command

PAGE = ROOT / "docs/command-line.md"


def _commands(page: Path) -> list[list[str]]:
    """The words of each command of a service that a page shows."""
    tokens = MarkdownIt().parse(page.read_text(encoding="utf-8"))
    text = "".join(t.content for t in tokens if t.type == "fence" and t.info == "sh")
    lines = text.replace("\\\n", "").splitlines()
    commands = [shlex.split(line, comments=True) for line in lines]
    return [words[3:] for words in commands if words[:3] == ["python", "-m", "tc3.vod"]]


COMMANDS = [words for page in (ROOT / "README.md", PAGE) for words in _commands(page)]


@pytest.mark.parametrize("words", COMMANDS, ids=shlex.join)
def test_every_command_works(tc3: Command, fake: FakeService, words: list[str]) -> None:
    with fake.watched(lambda request: request.action == "RebuildMedia" and fake.advance(60)):
        done = tc3("vod", *words, "--endpoint", fake.url)
    assert done.code == 0, done.err
    assert done.out


def test_there_is_something_to_try() -> None:
    assert {words[0] for words in COMMANDS} == {"rebuild-media", "describe-tasks"}
    assert len(COMMANDS) > 5


@pytest.fixture(scope="module")
def table() -> str:
    return (
        PAGE.read_text(encoding="utf-8").partition("## For users of tccli")[2].partition("\n## ")[0]
    )


def test_every_flag_of_tccli_is_there(program: ModuleType, table: str) -> None:
    """In the table, and taken with a word where tccli takes one; what is promised exists."""
    with warnings.catch_warnings(action="ignore"):  # about its own code
        from tccli.loaders import Loader
        from tccli.options_define import ACTION_GLOBAL_OPT
    flags = Loader().get_cli_option()
    assert set(ACTION_GLOBAL_OPT) <= flags.keys()
    options = importlib.import_module(f"{program.__name__}._cli.options")
    rows = [line.split("|")[1:4] for line in table.splitlines() if line.startswith("| `")]
    columns = (" ".join(cells) for cells in zip(*rows, strict=True))
    named, ours, _ = ({*re.findall(r"--([A-Za-z][A-Za-z-]*)", column)} for column in columns)
    assert flags.keys() <= named
    for name, settings in flags.items():
        takes_word = settings.get("action") != "store_true" and settings.get("nargs") != "?"
        assert options.TAKES_WORD[name] == takes_word, name
    assert named | ours <= options.TAKES_WORD.keys()
    assert set(flags["output"]["choices"]) <= set(options.FORMATS)


def test_exit_codes_are_those_that_are_told(program: ModuleType) -> None:
    failures = importlib.import_module(f"{program.__name__}._cli.failures")
    section = PAGE.read_text(encoding="utf-8").partition("| Exit code |")[2]
    told = re.findall(r"^\| (\d+) \| (\w+)", section, re.MULTILINE)
    names = {"DONE": "done", "UNKNOWN": "an", "USAGE": "usage", "VALIDATION": "validation"}
    names |= {"SERVICE": "service", "NETWORK": "network", "WAITING": "waiting"}
    names |= {"INTERRUPTED": "interrupted", "NO_READER": "nobody"}
    assert [(str(getattr(failures, name)), said) for name, said in names.items()] == told
