"""Real shells complete lines, as they stand after a tab is typed."""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="there are no terminals here")

#: Lines, and what a tab makes of them: a blank at the end where a word is whole.
LINES = {
    "tc3 vod reb": "tc3 vod rebuild-media ",
    "tc3 vod DescribeTaskD": "tc3 vod DescribeTaskDetail ",
    "tc3 vod rebuild-media --fi": "tc3 vod rebuild-media --file-id ",
    "tc3 vod rebuild-media --repair-info sw": "tc3 vod rebuild-media --repair-info switch=",
    "tc3 vod rebuild-media --repair-info switch=ON,type=s": (
        "tc3 vod rebuild-media --repair-info switch=ON,type=strong "
    ),
    "tc3 vod rebuild-media --repair-info.ty": "tc3 vod rebuild-media --repair-info.type ",
    "tc3 vod rebuild-media --face-info.switch=ON": "tc3 vod rebuild-media --face-info.switch=ON ",
    "tc3 vod describe-tasks --status F": "tc3 vod describe-tasks --status FINISH ",
    "tc3 vod describe-tasks --status=F": "tc3 vod describe-tasks --status=FINISH ",
    "tc3 vod describe-tasks --input @re": "tc3 vod describe-tasks --input @request.json ",
    'tc3 vod describe-tasks --file-id "it\'s" --outp': (
        'tc3 vod describe-tasks --file-id "it\'s" --output '
    ),
}
#: For each shell how it is started, and told to show and forget the line at Ctrl-T.
SHELLS = {
    "bash": (
        ("--norc", "--noprofile", "-i"),
        """eval "$(tc3 completion bash)"
        show() { printf '<<%s>>' "$READLINE_LINE"; READLINE_LINE=; }
        bind -x '"\\C-t": show'; bind 'set enable-bracketed-paste off'""",
    ),
    "zsh": (
        ("-f", "-i"),
        """autoload -Uz compinit; compinit -D -u; eval "$(tc3 completion zsh)"
        show() { print -rn -- "<<$BUFFER>>"; BUFFER= }
        zle -N show; bindkey -e; bindkey '^T' show""",
    ),
}


@pytest.fixture
def shell_of(
    packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], str]:
    """The path of a shell, in a folder of its own, that finds the command `tc3`."""
    command = tmp_path / "bin" / "tc3"
    command.parent.mkdir()
    command.write_text(
        f"#!{sys.executable}\nimport sys\nfrom tc3.__main__ import main\nsys.exit(main())\n"
    )
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{command.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(packages))
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "request.json").touch()

    def find(name: str) -> str:
        return shutil.which(name) or pytest.skip(f"there is no {name} here")

    return find


@pytest.mark.parametrize("name", SHELLS)
def test_a_line_with_a_tab_behind_it(shell_of: Callable[[str], str], name: str) -> None:
    shell = shell_of(name)
    words, script = SHELLS[name]
    Path("begin").write_text(f"{script}\nprintf '<<ready>>'\n")
    terminal, other = pty.openpty()
    started = subprocess.Popen(
        [shell, *words], stdin=other, stdout=other, stderr=other, start_new_session=True
    )
    os.close(other)
    try:
        shown = _shown(terminal)
        os.write(terminal, b". ./begin\n")
        assert next(shown) == "ready"
        found = {}
        for line in LINES:
            os.write(terminal, f"{line}\t\x14".encode())
            found[line] = next(shown)
        assert found == LINES
    finally:
        os.close(terminal)
        started.kill()
        started.wait()


def _shown(terminal: int) -> Iterator[str]:
    """What the shell prints between brackets."""
    text = ""
    while True:
        while match := re.search("<<([^<>]*)>>", text):
            text = text[match.end() :]
            yield match[1]
        assert select.select([terminal], [], [], 30)[0], text
        text += os.read(terminal, 65536).decode(errors="replace")


def test_fish(shell_of: Callable[[str], str]) -> None:
    script = "tc3 completion fish | source\n" + "".join(
        f"complete --do-complete {_quoted(line)} | string split --fields 1 \\t; echo\n"
        for line in LINES
    )
    done = subprocess.run(
        [shell_of("fish"), "--no-config", "-c", script], capture_output=True, text=True, timeout=60
    )
    assert done.stderr == ""
    offered = [words.split("\n") for words in done.stdout.removesuffix("\n\n").split("\n\n")]
    assert offered == [
        [whole.split(" ")[-2] if whole[-1] == " " else whole.split(" ")[-1]]
        for whole in LINES.values()
    ]


def _quoted(line: str) -> str:
    escaped = line.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
