"""`tc3gen explore`, as a person starts it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from .asking import ROOT, VOD, Page

COMMAND = [sys.executable, "-c", "from tc3gen.cli import main; main()", "explore"]
BROKEN = ROOT / "tests" / "cases" / "limits" / "spec.yaml"


@contextmanager
def started(*arguments: str | Path, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """The command, which is interrupted in the end."""
    with subprocess.Popen(
        [*COMMAND, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    if not line:
        assert process.stderr is not None
        pytest.fail(process.stderr.read())
    return line


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_the_site_until_it_is_interrupted(number: int) -> None:
    with started(VOD, "--port", "0", "--no-browser") as process:
        url = first_line(process)
        page = Page(url)
        shown = page.send("GET", "/", {"Host": page.headers["Host"]})
        assert b"assets/explorer.js" in shown.body
        script = page.send("GET", "/assets/explorer.js", {"Host": page.headers["Host"]})
        assert script.headers["Content-Type"] == "text/javascript; charset=utf-8"
        # What the page needs, the policy of the reply allows.
        assert b"<script>" not in shown.body
        assert b" style=" not in shown.body
        session = page.ask("session")
        assert session["services"] == [{"name": "vod", "version": "2018-07-17"}]
        assert page.call(region="ap-x")["status"] == 200
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 0
    assert out == ""
    assert "no credentials were found" in err
    assert err.endswith("Press Ctrl-C to stop.\nstopped\n")


def test_it_opens_the_browser(tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    program = tmp_path / "browser"
    program.write_text(f'#!/bin/sh\nprintf %s "$1" > {opened}.part\nmv {opened}.part {opened}\n')
    program.chmod(0o755)
    with started(VOD, "--port", "0", BROWSER=f"{program} %s") as process:
        url = first_line(process)
        assert process.stderr is not None
        while "Ctrl-C" not in process.stderr.readline():
            pass
        browser = Page(opened.read_text())
        assert browser.port == Page(url).port
        assert browser.token != Page(url).token
        assert browser.ask("session")["token"] == Page(url).token
    with started(VOD, "--port", "0", BROWSER="/nowhere %s", PATH="/nowhere") as process:
        first_line(process)
        assert process.stderr is not None
        process.stderr.readline()
        assert "open the address" in process.stderr.readline()


def test_with_credentials() -> None:
    keys = {
        "TENCENTCLOUD_SECRET_ID": "AKID0123456789abcdefghij",
        "TENCENTCLOUD_SECRET_KEY": "s3cr3t",
    }
    with started(VOD, "--port", "0", "--no-browser", **keys) as process:
        first_line(process)
        process.terminate()
        _, err = process.communicate(timeout=20)
    assert "AKID***ghij (the environment)" in err
    assert "s3cr3t" not in err


def test_the_usual_port() -> None:
    """Where it is taken, another one serves."""
    with started(VOD, "--no-browser") as one:
        first = urlsplit(first_line(one)).port
        with started(VOD, "--no-browser") as other:
            second = urlsplit(first_line(other)).port
    assert first != second
    # Another explorer may run on this machine.
    assert first == 8303 or second != 8303


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        done = run(VOD, "--port", port)
    assert done.returncode == 1
    assert f"Port {port} is taken" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ([VOD, "--port", "70000"], 2, "--port"),
        ([VOD, "--port", "80x"], 2, "--port"),
        (["nowhere"], 2, "does not exist"),
        ([BROKEN], 1, "error"),
        ([VOD, "--endpoint", "a b"], 2, "endpoint 'a b'"),
        ([VOD, "--fault", "nope"], 2, "no fault is called 'nope'"),
        ([VOD, "--host", "0.0.0.0"], 2, "No such option"),
    ],
)
def test_what_cannot_be(arguments: list[str | Path], status: int, said: str) -> None:
    done = run(*arguments)
    assert done.returncode == status, done.stderr
    assert said in done.stderr
    assert done.stdout == ""


def test_without_a_spec(tmp_path: Path) -> None:
    done = run(folder=tmp_path)
    assert done.returncode == 2
    assert "name a spec" in done.stderr
    (tmp_path / "specs").mkdir()
    done = run(folder=tmp_path)
    assert done.returncode == 1
    assert "there is no api.yaml" in done.stderr


def test_without_its_library(tmp_path: Path) -> None:
    (tmp_path / "aiohttp.py").write_text(
        "raise ModuleNotFoundError(\"No module named 'aiohttp'\", name='aiohttp')\n"
    )
    done = run(VOD, environment={"PYTHONPATH": str(tmp_path)})
    assert done.returncode == 1
    assert "pip install 'tc3gen[serve]'" in done.stderr


def run(
    *arguments: str | Path, folder: Path = ROOT, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """The command, which ends by itself, and never by a traceback."""
    done = subprocess.run(
        [*COMMAND, "--no-browser", *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        timeout=60,
    )
    assert "Traceback" not in done.stderr
    return done
