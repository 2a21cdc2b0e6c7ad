"""What the README says is so."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import click
import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt

from tc3gen.cli import main

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    page for pattern in ("*.md", "docs/**/*.md", "benchmarks/*.md") for page in ROOT.glob(pattern)
)


def _blocks(language: str) -> list[str]:
    tokens = MarkdownIt().parse((ROOT / "README.md").read_text(encoding="utf-8"))
    return [t.content for t in tokens if t.type == "fence" and t.info == language]


def _commands() -> list[list[str]]:
    lines = "".join(_blocks("sh")).replace("\\\n", "").splitlines()
    return [words for line in lines if (words := shlex.split(line, comments=True))]


def _targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


def test_every_command_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "specs", tmp_path / "specs")
    monkeypatch.chdir(tmp_path)
    # What is compared with an earlier revision needs one.
    for line in ("init", "add .", *["commit --allow-empty -m Next"] * 2):
        identity = ["-c", "user.name=A", "-c", "user.email=a@localhost"]
        subprocess.run(["git", *identity, *line.split()], check=True, capture_output=True)
    commands = _commands()
    assert {words[0] for words in commands} == {"make", "python", "tc3gen"}
    # `--check` comes after what it checks, as in the README.
    for words in commands:
        if words[0] == "make":
            assert words[1] in _targets()
            continue
        if words[0] == "python":
            continue  # the tests of the command line call the fake service with it
        if words[1] in ("serve", "explore") or "--watch" in words:
            # It would go on until it is stopped: here it has only to be understood.
            command = main.get_command(click.Context(main), words[1])
            assert command is not None
            command.make_context(words[1], words[2:])
            continue
        result = CliRunner().invoke(main, words[1:])
        assert result.exit_code == 0, f"{shlex.join(words)}: {result.output}"
    assert (tmp_path / "src/shop/tencent/vod/__init__.py").is_file()


def test_make_help_lists_every_target() -> None:
    if shutil.which("make") is None:
        pytest.skip("there is no make here")
    done = subprocess.run(
        ["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    listed = {line.split()[1] for line in done.stdout.splitlines()}
    assert listed == _targets()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    for token in MarkdownIt().parse(page.read_text(encoding="utf-8")):
        for child in token.children or []:
            address = str(child.attrGet("href") or child.attrGet("src") or "")
            if not address or re.match(r"[a-z]+:", address):
                continue
            path, _, anchor = unquote(address).partition("#")
            target = (page.parent / path).resolve() if path else page
            assert target.exists(), address
            if anchor:
                assert anchor in _anchors(target), address


@cache
def _anchors(page: Path) -> set[str]:
    """What the headings of a page can be linked by."""
    tokens = MarkdownIt().parse(page.read_text(encoding="utf-8"))
    headings = [
        "".join(child.content for child in inline.children or [])
        for opening, inline in pairwise(tokens)
        if opening.type == "heading_open"
    ]
    slugs = [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]
    written = re.findall(r'<a (?:id|name)="([^"]+)"', page.read_text(encoding="utf-8"))
    return {*slugs, *written}
