"""The page's own modules, run by Node.js, with the data that the page is given."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tc3gen import pipeline

from .asking import ROOT, SHAPES, VOD, WIRE

APP = ROOT / "generator/explore/page"
KEY = {"id": "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "key": "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE"}
TIMESTAMP = 1_551_113_065


def missing(what: str, how: str) -> None:
    """A tool is not there: that is no reason to fail, but for CI, which has all of them."""
    if os.environ.get("CI") and os.environ.get("TC3GEN_ALLOW_MISSING_TOOLS") is None:
        pytest.fail(f"{what} is missing: {how}")
    pytest.skip(f"{what} is missing: {how}")


@dataclass
class Browser:
    """The modules, in a process that stays for the session."""

    process: subprocess.Popen[str]

    def ask(self, ask: str, **data: Any) -> Any:
        """What a function of `test/harness.mjs` answers."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"ask": ask, **data}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer["answer"]

    def render(self, snippet: str, call: Mapping[str, Any], **options: Any) -> str:
        """A snippet."""
        options = {"credential": KEY, "timestamp": TIMESTAMP, **options}
        text = self.ask("render", id=snippet, call=call, options=options)
        assert isinstance(text, str)
        return text

    def literal(self, name: str, value: Any) -> str:
        """What a function of `literals.ts` makes of a value."""
        text = self.ask("literal", name=name, value=value)
        assert isinstance(text, str)
        return text


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """One that runs; `folder` is for what is built."""
    if shutil.which("node") is None:
        missing("node", "install Node.js 20 or later")
    if not (APP / "node_modules" / "esbuild").is_dir():
        missing("node_modules", "run `make explorer`")
    script = folder / "harness.mjs"
    command = ["node", APP / "node_modules" / ".bin" / "esbuild", APP / "test" / "harness.mjs"]
    subprocess.run(
        [*command[1:], "--bundle", "--platform=node", "--format=esm", f"--outfile={script}"],
        check=True,
        capture_output=True,
    )
    with subprocess.Popen(
        ["node", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        try:
            browser = Browser(process)
            load(browser)
            yield browser
        finally:
            process.terminate()


# Calls --------------------------------------------------------------------------------------------


def load(browser: Browser) -> None:
    """Hand the services to the page, as its own scripts do."""
    request = pipeline.Request(specs=[VOD, WIRE, SHAPES], out=Path())
    outputs, services, _ = pipeline.files(request, "explorer")
    for service in services:
        scripts = [
            output.text
            for path, output in outputs.items()
            if path.startswith(f"{service.name}/") and path.endswith(".js")
        ]
        known = browser.ask("load", name=service.name, scripts=scripts)
        assert known == [action.name for action in service.actions]


def call(service: str, action: str, request: Any, **changed: Any) -> dict[str, Any]:
    """A request on screen."""
    return {"service": service, "action": action, "request": request, **changed}
