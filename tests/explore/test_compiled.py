"""Snippets for Go and Java: their own compilers take them, and what they would send is the request.

The SDKs are stand-ins, see `standins.py`.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tc3gen import graph
from tc3gen.fake.specs import services

from .asking import SHAPES, VOD
from .browser import Browser, call, missing
from .hostile import plain_objects, requests, sampled
from .standins import go_module, java_sources
from .test_snippets import EVERYTHING


@dataclass(frozen=True)
class Program:
    """A snippet."""

    text: str
    sends: Any
    typed: bool
    """Whether it uses the classes of a service."""


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
#: What no constant and no Float can hold.
LARGE: list[dict[str, Any]] = [
    {"FileId": "x" * 70_000, "SubAppId": 2**63 - 1},
    {"StartTimeOffset": 0.123456789012},
]
BYTES = bytes(range(256))
LOGGED = {"Topic": 'rain "q" \\ $x', "Count": 3, "Urgent": False}
SENT = {"X-WIRE-Topic": LOGGED["Topic"], "X-WIRE-Count": "3", "X-WIRE-Urgent": "false"}
MODELS = [model for spec in (VOD, SHAPES) for model in services(spec)]


def _programs(browser: Browser, snippet: str, fitting: int, others: int) -> list[Program]:
    """Of requests that the classes of an SDK can hold, mostly, of others, and of bytes."""
    found = []
    for model, more in zip(MODELS, ([EVERYTHING, *LARGE], [SHAPED]), strict=True):
        action = model.actions[0]
        strategy = requests(action.input, graph.index(model))
        strange = [{**each, "Nope": None} for each in sampled(plain_objects, others)]
        # Every second has a host of its own.
        hosts = (f"{model.name}.tencentcloudapi.com", "a.example")
        for number, each in enumerate([{}, *more, *sampled(strategy, fitting), *strange]):
            asked = call(model.name, action.name, each, host=hosts[number % 2])
            text = browser.render(snippet, asked)
            typed = re.search(rf"\b[Nn]ew ?{action.name}Request\(\)", text) is not None
            found.append(Program(text, each, typed))
    assert sum(each.typed for each in found) >= fitting
    bytes_ = {"Header": SENT, "Bytes": base64.b64encode(BYTES).decode()}
    found.append(Program(browser.render(snippet, call("wire", "Log", LOGGED)), bytes_, False))
    return found


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


def test_go(browser: Browser, tmp_path: Path) -> None:
    if shutil.which("go") is None:
        missing("go", "apt-get install golang-go")
    programs = _programs(browser, "sdk-go", 40, 8)
    go_module(tmp_path, MODELS)
    (tmp_path / "body.bin").write_bytes(BYTES)
    cases = ""
    for number, each in enumerate(programs):
        _write(tmp_path / f"written/program{number}/main.go", each.text)
        # They are linked once, as parts of one program.
        part = each.text.replace("package main", f"package program{number}", 1)
        part = part.replace("func main()", "func Main()", 1)
        _write(tmp_path / f"linked/program{number}/main.go", part)
        cases += f"\tprogram{number}.Main,\n"
    imports = "".join(f'\t"example/linked/program{n}"\n' for n in range(len(programs)))
    main = f"func main() {{\n\tn, _ := strconv.Atoi(os.Args[1])\n\t[]func(){{\n{cases}}}[n]()\n}}\n"
    head = 'package main\n\nimport (\n\t"os"\n\t"strconv"\n\n'
    _write(tmp_path / "main.go", f"{head}{imports})\n\n{main}")
    offline = {"GOFLAGS": "-mod=mod", "GOPROXY": "off", "GONOSUMDB": "*", "GOSUMDB": "off"}
    # As they are written: the compiler looks at them for vet, which looks again.
    _run(["go", "vet", "./written/..."], tmp_path, **offline)
    typed = [f"written/program{n}" for n, each in enumerate(programs) if each.typed]
    assert _run(["gofmt", "-l", *typed], tmp_path) == ""
    _run(["go", "build", "-ldflags=-s -w", "-o", "all", "."], tmp_path, **offline)
    for number, each in enumerate(programs):
        sent = json.loads(_run([tmp_path / "all", str(number)], tmp_path))
        if "Bytes" in sent:
            sent = {name: sent[name] for name in ("Header", "Bytes")}
        assert sent == each.sends, each.text


def test_java(browser: Browser, tmp_path: Path) -> None:
    if shutil.which("javac") is None:
        missing("javac", "apt-get install default-jdk-headless")
    programs = _programs(browser, "sdk-java", 4, 2)
    (tmp_path / "body.bin").write_bytes(BYTES)
    sources = java_sources(tmp_path / "sdk", MODELS)
    for number, each in enumerate(programs):
        # All of them are compiled at once, each in a package of its own.
        sources.append(tmp_path / f"program{number}" / "Example.java")
        _write(sources[-1], f"package program{number};\n\n{each.text}")
    _run(["javac", "-encoding", "UTF-8", "-d", "classes", *sources], tmp_path)
    java = ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8"]
    for number, each in enumerate(programs):
        sent = json.loads(_run([*java, "-cp", "classes", f"program{number}.Example"], tmp_path))
        assert (sent["request"] if each.typed else sent) == each.sends, each.text


def test_forms_are_left_to_others(browser: Browser) -> None:
    for snippet, request in (("sdk-go", {}), ("sdk-java", {}), ("sdk-node", {"Tags": ["a"]})):
        text = browser.render(snippet, call("wire", "KeepScan", {"Name": "x", **request}))
        assert all(line.startswith("//") for line in text.splitlines())
        assert "KeepScanRequest" in text


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
