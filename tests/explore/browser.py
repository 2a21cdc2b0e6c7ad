"""The page's own modules, run by Node.js, and the calls that they are asked about."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tc3gen import graph
from tc3gen.fake.specs import services
from tc3gen.languages import explorer, python
from tc3gen.model import Service

from .asking import ROOT, VOD, WIRE

APP = ROOT / "explorer"
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
        """What a function of `explorer/test/harness.mjs` answers."""
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
        missing("explorer/node_modules", "run `npm ci` in explorer/")
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
            yield Browser(process)
        finally:
            process.terminate()


# Calls --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Described:
    """A service, as the page knows it."""

    model: Service
    service: Mapping[str, Any] = field(repr=False)
    actions: Mapping[str, Any] = field(repr=False)
    structs: Mapping[str, Any] = field(repr=False)

    def call(self, action: str, request: Mapping[str, Any], **changed: Any) -> dict[str, Any]:
        """A request on screen."""
        found = next(each for each in self.model.actions if each.name == action)
        reached = graph.reached(graph.index(self.model), found.input)
        return {
            "service": self.service,
            "action": self.actions[action],
            "structs": [self.structs[name] for name in reached],
            "request": request,
            "region": "",
            "host": self.service["endpoints"][0]["host"],
            **changed,
        }


def described(model: Service) -> Described:
    """A service as data."""
    view, spelt = explorer.view(model), python.view(model)
    structs = [*view.types(spelt, True), *view.types(spelt, False)]
    return Described(
        model,
        view.data(spelt),
        {action.wire: action.data(spelt.action(action.wire)) for action in view.actions},
        {struct["name"]: struct for struct in structs},
    )


@cache
def vod() -> Described:
    """VOD, as our spec describes it."""
    (model,) = services(VOD)
    return described(model)


@cache
def wire() -> Described:
    """The service that has every way in which requests travel."""
    (model,) = services(WIRE)
    return described(model)
