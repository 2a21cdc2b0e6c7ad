"""Snippets for Go and Java: their own compilers take them, and what they would send is the request.

The SDKs are stand-ins, see `standins.py`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tc3gen import graph
from tc3gen.fake.specs import services
from tc3gen.model import Service

from .asking import SHAPES, VOD
from .browser import Browser, call, missing
from .hostile import plain_objects, requests, sampled
from .standins import go_module, java_sources
from .test_snippets import EVERYTHING


@dataclass(frozen=True)
class Asked:
    """A service, and what its first action is asked."""

    model: Service
    requests: Sequence[dict[str, Any]]

    @property
    def action(self) -> str:
        return self.model.actions[0].name

    def render(self, browser: Browser, snippet: str) -> list[str]:
        """The programs, of which every second has a host of its own."""
        hosts = (f"{self.model.name}.tencentcloudapi.com", "a.example")
        return [
            browser.render(
                snippet, call(self.model.name, self.action, each, host=hosts[number % 2])
            )
            for number, each in enumerate(self.requests)
        ]


def _asked(spec: Path, fitting: int, others: int, more: Sequence[dict[str, Any]]) -> Asked:
    """Requests that the classes of an SDK can hold, mostly, and others."""
    (model,) = services(spec)
    strategy = requests(model.actions[0].input, graph.index(model))
    strange = [{**each, "Nope": None} for each in sampled(plain_objects, others)]
    return Asked(model, [{}, *more, *sampled(strategy, fitting), *strange])


#: What the classes of an SDK can hold, in lists and in structs of unusual names.
SHAPED: dict[str, Any] = {
    "Texts": ['a"b', ""],
    "Counts": [-1, 2**62],
    "Sizes": [7],
    "Shares": [0.5],
    "Flags": [True, False],
    "Class": {"From": "x", "Default": 1, "Import": ["y"]},
    "HDRInfo": {},
    "Items": [{"SecretId": "z", "Tags": [1]}, {"SecretId": "", "Switches": [{"From": "a"}, {}]}],
    "Tree": {"Name": "n", "Trees": [{"Name": "m", "Trees": [{}]}]},
    "Output": [],
}


def _run(command: Sequence[str | Path], folder: Path, **environment: str) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.mark.parametrize(("spec", "more"), [(VOD, EVERYTHING), (SHAPES, SHAPED)])
def test_go(browser: Browser, tmp_path: Path, spec: Path, more: dict[str, Any]) -> None:
    if shutil.which("go") is None:
        missing("go", "apt-get install golang-go")
    asked = _asked(spec, 40, 8, [more])
    go_module(tmp_path, asked.model)
    texts = asked.render(browser, "sdk-go")
    typed = []
    for number, text in enumerate(texts):
        folder = tmp_path / f"program{number}"
        folder.mkdir()
        (folder / "main.go").write_text(text, encoding="utf-8")
        if f"New{asked.action}Request()" in text:
            typed.append(folder)
    assert len(typed) >= 10
    offline = {"GOFLAGS": "-mod=mod", "GOPROXY": "off", "GONOSUMDB": "*", "GOSUMDB": "off"}
    # All of them in one go: vet compiles, and looks twice.
    _run(["go", "vet", "./..."], tmp_path, **offline)
    (tmp_path / "bin").mkdir()
    _run(["go", "build", "-o", "bin", "./..."], tmp_path, **offline)
    assert _run(["gofmt", "-l", *typed], tmp_path) == ""
    for number, each in enumerate(asked.requests):
        sent = json.loads(_run([tmp_path / "bin" / f"program{number}"], tmp_path))
        assert sent == each, texts[number]


@pytest.mark.parametrize(("spec", "more"), [(VOD, EVERYTHING), (SHAPES, SHAPED)])
def test_java(browser: Browser, tmp_path: Path, spec: Path, more: dict[str, Any]) -> None:
    if shutil.which("javac") is None:
        missing("javac", "apt-get install default-jdk-headless")
    long = [{"FileId": "x" * 70_000, "SubAppId": 2**63 - 1}, {"StartTimeOffset": 0.123456789012}]
    asked = _asked(spec, 4, 2, [more, *(long if spec == VOD else [])])
    sources = java_sources(tmp_path / "sdk", asked.model)
    _run(["javac", "-encoding", "UTF-8", "-d", tmp_path / "classes", *sources], tmp_path)
    typed = 0
    for number, text in enumerate(asked.render(browser, "sdk-java")):
        folder = tmp_path / f"program{number}"
        folder.mkdir()
        (folder / "Example.java").write_text(text, encoding="utf-8")
        command = ["java", "-Dfile.encoding=UTF-8", "-cp", tmp_path / "classes", "Example.java"]
        sent = json.loads(_run(command, folder))
        if f"new {asked.action}Request()" in text:
            typed += 1
            sent = sent["request"]
        assert sent == asked.requests[number], text
    assert typed >= 2
