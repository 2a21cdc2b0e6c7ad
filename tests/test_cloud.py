"""`make cloud` runs, on what is installed; and what is wrong does not pass it.

All services take minutes, so a few small ones stand for them here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.cloud", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)


def installed(scratch: Path) -> tuple[str | Path, ...]:
    """The edition that the tests have installed, and where what is made of it goes."""
    packages = Path(str(distribution("tccli-intl-en").locate_file("")))
    return "--edition", "tccli-intl-en", "--packages", packages, "--scratch", scratch


def row(printed: str, label: str) -> list[str]:
    """The cells beside a label in a table."""
    line = next(line for line in printed.splitlines() if line.startswith(f"| {label} "))
    return [cell.strip() for cell in line.split("|")[2:-1]]


def test_small_services_pass(tmp_path: Path) -> None:
    done = run(*installed(tmp_path), "--service", "sts", "--service", "message", "--each")
    assert done.returncode == 0, done.stdout + done.stderr
    assert row(done.stdout, "tccli-intl-en")[0] == "2"  # definitions
    assert row(done.stdout, "disagreements") == ["0"]
    alike = int(row(done.stdout, "requests: alike")[0])
    assert 0 < alike <= int(row(done.stdout, "requests")[0])
    assert "looked at 2 services: tccli-intl-en sts, tccli-intl-en message" in done.stdout
    assert not done.stderr


def test_a_service_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = run(*installed(tmp_path), "--service", "sts", "--service", "nosuch")
    assert done.returncode == 2
    assert "nosuch" in done.stderr


# A service of our own, with a client that has its faults -----------------------------------------

OBJECTS = {
    "MakeToyRequest": {"Name": "string!", "count": "int64", "Parts": "Part"},
    "MakeToyResponse": {"Size": "int64", "Colour": "string", "RequestId": "string"},
    "Part": {"Key": "string", "Value": "string"},
}
REQUESTS: list[Any] = [
    {"Name": "a"},
    {"Name": "b", "count": 1},
    {"Name": "c", "Parts": [{"Key": "k", "Value": "v"}]},
    {"Name": 4},
    {"Name": "e", "Hue": 1},
    {"count": 1},
]
REPLIES: list[Any] = [{"Size": 1}, {"Colour": "red"}, {"Size": 2}, {"Size": "3"}, {"Size": "4"}]

CLIENT = """
class Model:
    def __init__(self):
        for name in self.names:
            setattr(self, "_" + name, None)

    def _deserialize(self, data):
        for name in self.names:
            value = data.get(name)
            if name == "Parts" and value is not None:
                value = [filled(Part, each) for each in value]
            setattr(self, "_" + name, value)

    def _serialize(self):
        plain = {}
        for name in self.names:
            value = getattr(self, "_" + name)
            if name == "Parts" and value is not None:
                value = [each._serialize() for each in value]
            if value is not None:
                plain[name[0].upper() + name[1:]] = value
        return plain

def filled(model, data):
    made = model()
    made._deserialize(data)
    return made

class Part(Model):
    names = ("Value", "Key")

class MakeToyRequest(Model):
    names = ("Name", "count", "Parts")

class MakeToyResponse(Model):
    names = ("Size", "RequestId")
    def _serialize(self):
        plain = Model._serialize(self)
        if plain.get("Size") == 2:
            plain["Size"] = 2.5
        return plain
"""


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A folder of packages that has one service."""

    def member(name: str, word: str) -> dict[str, Any]:
        exact = word.rstrip("!")
        kind = {"string": "string", "int64": "int"}.get(exact, "list")
        return {"name": name, "type": kind, "member": exact, "required": word.endswith("!")}

    objects = {
        name: {"members": [member(*pair) for pair in members.items()]}
        for name, members in OBJECTS.items()
    }
    definition = {
        "metadata": {"serviceShortName": "toy", "apiVersion": "2020-01-01"},
        "actions": {"MakeToy": {"input": "MakeToyRequest", "output": "MakeToyResponse"}},
        "objects": objects,
    }
    examples = [{"title": f"{data}", "input": json.dumps(data)} for data in REQUESTS]
    for data in REPLIES:
        output = json.dumps({"Response": {**data, "RequestId": "1"}})
        examples.append({"title": output, "output": output})
    examples.append({"title": "Broken", "input": "POST /\n\n{,}", "output": "{}"})
    packages = tmp_path / "packages"
    folder = packages / "tccli" / "services" / "toy" / "v20200101"
    folder.mkdir(parents=True)
    (folder / "api.json").write_text(json.dumps(definition))
    (folder / "examples.json").write_text(json.dumps({"actions": {"MakeToy": examples}}))
    client = packages / "tencentcloud" / "toy" / "v20200101"
    client.mkdir(parents=True)
    for package in (client.parents[1], client.parent, client):
        (package / "__init__.py").touch()
    (client / "models.py").write_text(CLIENT)
    return packages


def test_what_the_clients_do_not_agree_on_is_named_or_fails(toy: Path, tmp_path: Path) -> None:
    edition = ("--edition", "tccli", "--scratch", tmp_path, "--packages", toy)
    done = run(*edition)
    assert done.returncode == 1, done.stdout + done.stderr
    counts = {
        "requests": "7",
        "requests that are not sound: no JSON": "1",
        "requests that are not sound: wrong type": "1",
        "requests that are not sound: unknown member": "1",
        "requests that are not sound: missing member": "1",
        "requests: alike": "1",
        "requests: it writes a small letter at the head of a name as a capital": "1",
        "requests: its class has its members in another order": "1",
        "replies": "6",
        "replies that are not sound: wrong type": "2",
        "replies that are not sound: no `Response`": "1",
        "replies: alike": "1",
        "replies: its class has no such member": "1",
        "replies: does not fit, read alike": "2",
        "disagreements": "1",
        "members as the definition has them": "8",
        "classes of the vendor's client as the definition has them": "1",
        "classes of the vendor's client with other members": "1",
        "classes of the vendor's client with members in another order": "1",
    }
    assert {label: row(done.stdout, label)[0] for label in counts} == counts
    failures = done.stdout.partition("tccli toy: prove failed:\n")[2].splitlines()
    place = "toy 2020-01-01 MakeToy[8]"  # where the client makes 2.5 of 2
    assert failures == [
        f"    {place}: the vendor's client says something else at Size",
        f"  repeat: python -m tests.cloud {' '.join(map(str, edition))} --service toy",
    ]


def test_a_definition_that_cannot_be_imported_fails(toy: Path, tmp_path: Path) -> None:
    api = toy / "tccli" / "services" / "toy" / "v20200101" / "api.json"
    api.write_text(api.read_text().replace('"int64"', '"int128"'))
    done = run("--edition", "tccli", "--packages", toy, "--scratch", tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "tccli toy: import failed:\n" in done.stdout
    told = done.stdout.partition("import failed")[2]
    assert "I004" in told
    assert "by: tc3gen import api-json" in told
