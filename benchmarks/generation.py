"""How long generating takes: beside other generators, after a change, and with size.

`python -m benchmarks.generation` (or `make bench`) imports the vendor's definitions, exports them
as OpenAPI for the peers, and runs each contender as a fresh process, in turn.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from . import peers, server, startup
from .measure import QUICK, Row, table

SCRATCH = peers.ROOT / ".bench"
#: The command that is measured, and the one that prepares: beside it are the vendor's definitions.
OURS = str(Path(peers.scripts(SCRATCH / "ours")) / "tc3gen")
TC3GEN = [str(Path(sys.executable).with_name("tc3gen"))]

# What we set ourselves, as shares of another's time.
PEER, ONE_ACTION = 0.6, 0.7
ONE_CHANGE, NO_CHANGE = 1 / 3, 1 / 10
MEMORY = 1 / 2

#: From one of few members to the largest there is.
SERVICES = ("sts", "kms", "cvm", "cdb", "mps", "vod", "cwp", "csip")


@dataclass(frozen=True, slots=True)
class Place:
    """A spec, and where its output and its cache go."""

    spec: Path
    name: str

    @property
    def out(self) -> Path:
        return SCRATCH / "out" / self.name

    @property
    def cache(self) -> Path:
        return SCRATCH / "cache" / self.name

    def clear(self) -> None:
        """Makes the next run a first one."""
        for folder in (self.out, self.cache):
            shutil.rmtree(folder, ignore_errors=True)

    def generate(self, *options: str) -> float:
        """Seconds that a run takes."""
        command = [OURS, "generate", str(self.spec), "--out", str(self.out)]
        environment = {**os.environ, "TC3GEN_CACHE_DIR": str(self.cache)}
        return _seconds([*command, "--target", "python", *options], environment)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generation", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="each once, to see that it works")
    rounds = 1 if parser.parse_args().quick else 7
    SCRATCH.mkdir(exist_ok=True)
    peers.install_ours(SCRATCH / "ours")
    environment = SCRATCH / "peers"
    others = peers.peers(environment)
    found = f"{platform.python_implementation()} {platform.python_version()}"
    print(f"{found}; {peers.versions(environment)}")
    print(f"Medians (least..greatest) of {rounds}, each in a fresh process.")
    _import(SERVICES)
    whole = _spec("vod")
    _beside(Place(whole, "whole"), others, rounds, "all of VOD", PEER)
    alone = SCRATCH / "alone" / "api.yaml"
    _pick(whole, alone)
    _beside(Place(alone, "alone"), others, rounds, "RebuildMedia alone", ONE_ACTION)
    _again(whole, rounds)
    _growth(rounds)
    _use(Place(whole, "whole"), rounds)
    return 0


# Inputs ------------------------------------------------------------------------------------------


def _import(services: Sequence[str]) -> None:
    names = [option for service in services for option in ("--service", service)]
    into = ["--into", str(SCRATCH / "specs")]
    _seconds([*TC3GEN, "import", "api-json", "--installed", *names, *into])


def _spec(service: str) -> Path:
    """The spec of a service's largest version."""
    found = (SCRATCH / "specs" / service).glob("*/api.yaml")
    return max(found, key=lambda path: path.stat().st_size)


def _openapi(spec: Path) -> Path:
    document = spec.with_name("openapi.json")
    _seconds([*TC3GEN, "export", "openapi", str(spec), "--out", str(document)])
    return document


def _pick(spec: Path, alone: Path) -> None:
    """A spec of RebuildMedia and what it reaches, by way of the vendor's format."""
    definition = alone.with_name("definition")
    shutil.rmtree(definition, ignore_errors=True)
    kept = ["--action", "RebuildMedia", "--out", str(definition)]
    _seconds([*TC3GEN, "export", "api-json", str(spec), *kept])
    _seconds([*TC3GEN, "import", "api-json", str(definition), "--into", str(definition)])
    shutil.copy(next(definition.rglob("api.yaml")), alone)


# Tables ------------------------------------------------------------------------------------------


def _beside(
    place: Place, others: Sequence[peers.Peer], rounds: int, title: str, aim: float
) -> None:
    document = _openapi(place.spec)

    def first() -> float:
        place.clear()
        return place.generate()

    def other(peer: peers.Peer) -> Callable[[], float]:
        out = SCRATCH / "out" / peer.name

        def run() -> float:
            shutil.rmtree(out, ignore_errors=True)
            if peer.what == "models alone":
                out.mkdir(parents=True)
            # What formats a peer's output stands beside it.
            beside = os.pathsep.join([peers.scripts(SCRATCH / "peers"), os.environ["PATH"]])
            return _seconds(peer.command(document, out), {**os.environ, "PATH": beside})

        return run

    ours, *theirs = _in_turn([first, *map(other, others)], rounds)
    rows = [
        Row(f"{peer.name} ({peer.what})", ours, samples, aim)
        for peer, samples in zip(others, theirs, strict=True)
    ]
    _show(table(f"{title}, cold", rows, other="theirs"))


def _again(spec: Path, rounds: int) -> None:
    """Runs after a first one."""
    changed = SCRATCH / "changed" / "api.yaml"
    changed.parent.mkdir(exist_ok=True)
    text = spec.read_text(encoding="utf-8")
    field = "      SubAppId:\n        type: Integer\n"
    assert field in text
    number = count()
    place = Place(changed, "changed")

    def first() -> float:
        place.clear()
        changed.write_text(text, encoding="utf-8")
        return place.generate()

    def one() -> float:
        one_more = f"{field}        unit: u{next(number)}\n"
        changed.write_text(text.replace(field, one_more, 1), encoding="utf-8")
        return place.generate()

    runs = [first, place.generate, lambda: place.generate("--check"), one]
    # Each depends on what the one before it left, so that their order stays.
    samples = [[run() for run in runs] for _ in range(rounds)]
    cold, nothing, check, change = ([each[n] for each in samples] for n in range(len(runs)))
    rows = [
        Row("one field changed", change, cold, ONE_CHANGE),
        Row("nothing changed", nothing, cold, NO_CHANGE),
        Row("nothing changed, --check", check, cold, NO_CHANGE),
    ]
    _show(table("all of VOD, again", rows, other="cold"))


def _growth(rounds: int) -> None:
    """Seconds for a thousand members, beside those of VOD."""
    places = [Place(_spec(service), service) for service in SERVICES]
    sizes = {place.name: _members(place.spec) for place in places}
    places.sort(key=lambda place: sizes[place.name])

    def per_thousand(place: Place) -> Callable[[], float]:
        def run() -> float:
            place.clear()
            return place.generate() / sizes[place.name] * 1000

        return run

    taken = _in_turn([per_thousand(place) for place in places], rounds)
    samples = {place.name: each for place, each in zip(places, taken, strict=True)}
    rows = [
        Row(f"{place.name}, {sizes[place.name]:,} members", samples[place.name], samples["vod"])
        for place in places
    ]
    _show(table("cold, for a thousand members", rows, other="vod"))


def _members(spec: Path) -> int:
    """How many members its definition has, those of requests and replies included."""
    folder = spec.with_name("definition")
    _seconds([*TC3GEN, "export", "api-json", str(spec), "--out", str(folder)])
    (definition,) = folder.rglob("api.json")
    objects = json.loads(definition.read_text(encoding="utf-8"))["objects"]
    return sum(len(each["members"]) for each in objects.values())


def _use(place: Place, rounds: int) -> None:
    """What comes of it in use: the client of the whole API beside the vendor's."""
    place.generate()
    folders = [str(place.out / "python"), str(peers.ROOT)]
    os.environ["PYTHONPATH"] = os.pathsep.join(folders)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    once = replace(QUICK, processes=1)
    with server.running() as port:
        startup.rows("sync", port, once)  # leaves bytecode behind, which users have too
        times, peaks = startup.rows("sync", port, replace(QUICK, processes=2 * rounds))
        bare = startup.bare_peak(once)
    _show(table("start of a process, all of VOD", times))
    _show(table(f"peak memory (bare interpreter: {bare / 2**20:.3g} MiB)", peaks))
    own = [
        Row(
            row.label,
            [peak - bare for peak in row.ours],
            [peak - bare for peak in row.vendor],
            MEMORY,
            "B",
        )
        for row in peaks
    ]
    _show(table("peak memory beyond that of a bare interpreter", own))


# Measuring ---------------------------------------------------------------------------------------


def _in_turn(runs: Sequence[Callable[[], float]], rounds: int) -> list[list[float]]:
    """Samples of each; who goes first changes with every round."""
    samples: list[list[float]] = [[] for _ in runs]
    for round_ in range(rounds):
        for step in range(len(runs)):
            turn = (step + round_) % len(runs)
            samples[turn].append(runs[turn]())
    return samples


def _seconds(command: Sequence[str], environment: dict[str, str] | None = None) -> float:
    began = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    taken = time.perf_counter() - began
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return taken


def _show(text: str) -> None:
    print(f"\n{text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
