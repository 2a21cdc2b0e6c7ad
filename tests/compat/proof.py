"""Holds what a comparison says against what mypy says of a caller of the old client."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tc3gen import compat, graph, render, targets
from tc3gen.compat import Change, Impact
from tc3gen.languages.python import names
from tc3gen.model import Service
from tc3gen.resources import templates_dir

from . import caller
from .caller import Caller, Claim

_ERROR = re.compile(r"^(\S+?)\.py:(\d+): error: (.*?)  \[[a-z-]+\]$", re.MULTILINE)
#: Where mypy names the argument that it does not know, or misses.
_ARGUMENT = re.compile(r'(?:keyword|named|call) argument "(\w+)"')
_SEVERAL = re.compile(r'Missing named arguments? (.*) for "')

#: What breaks callers in a way that no type checker sees.
UNSEEN = frozenset({"C003", "C004", "C005", "C104"})


@dataclass
class Outcome:
    """What came of it."""

    changes: list[Change] = field(default_factory=list)
    explained: Counter[str] = field(default_factory=Counter)
    """Rejections, by the code of the change that explains them."""
    unexplained: list[str] = field(default_factory=list)
    """What mypy refuses, and no change that is breaking is about."""
    unconfirmed: list[Change] = field(default_factory=list)
    """What is said to break, and mypy lets pass."""
    rejections: int = 0
    unsound: list[str] = field(default_factory=list)
    """What mypy refuses of the caller of the client that it was written for."""

    def add(self, other: Outcome) -> None:
        """Takes in what came of other services."""
        self.changes += other.changes
        self.explained += other.explained
        self.unexplained += other.unexplained
        self.unconfirmed += other.unconfirmed
        self.rejections += other.rejections
        self.unsound += other.unsound


def judge(old: Sequence[Service], new: Sequence[Service], folder: Path) -> Outcome:
    """Compares services, and type-checks callers of the old ones against both clients."""
    outcome = Outcome(changes=compat.compare(old, new))
    callers = {_module(service): caller.write(service) for service in old}
    after = {_module(service): service for service in new}
    indexes = {
        _module(service): _Index(outcome.changes, service, after.get(_module(service), service))
        for service in old
    }
    for module, line, said in _mypy(old, callers, folder / "old"):
        outcome.unsound.append(f"{module}:{line}: {said}")
    confirmed: set[int] = set()
    for module, line, said in _mypy(new, callers, folder / "new"):
        outcome.rejections += 1
        claim = callers[module].claims.get(line)
        found = indexes[module].explaining(claim, said) if claim else []
        confirmed.update(found)
        for rank in found[:1]:
            outcome.explained[outcome.changes[rank].code] += 1
        if not found:
            outcome.unexplained.append(f"{module}:{line}: {claim} {said}")
    # Of a class that is called otherwise, no field is looked at: what cannot be imported is Any.
    hidden = {(c.service, c.path[:2]) for c in outcome.changes if c.code == "C302"}
    outcome.unconfirmed = [
        change
        for rank, change in enumerate(outcome.changes)
        if change.impact is Impact.BREAKING
        and rank not in confirmed
        and change.code not in UNSEEN
        and (change.service, change.path[:2]) not in hidden
    ]
    return outcome


def _module(service: Service) -> str:
    return f"caller_{names.package(service.name)}_{names.version_module(service.version)}"


def _mypy(
    services: Sequence[Service], callers: dict[str, Caller], folder: Path
) -> Iterator[tuple[str, int, str]]:
    """What mypy finds in the callers, where the client is that of these services."""
    views = targets.Views(services)
    (target,) = targets.discover(templates_dir(), ["python"])
    for path, output in render.render(targets.plan(target, views)).items():
        file = folder / "tc3" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(output.text, "utf-8")
    for module, one in callers.items():
        (folder / f"{module}.py").write_text(one.text, "utf-8")
    options = ["--strict", "--no-color-output", "--no-pretty", "--hide-error-context"]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *options, *(f"{module}.py" for module in callers)],
        cwd=folder,
        env={key: value for key, value in os.environ.items() if not key.startswith("MYPY")},
        capture_output=True,
        text=True,
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    for module, line, said in _ERROR.findall(done.stdout):
        assert module in callers, f"{module}:{line}: {said}"
        yield module, int(line), said


class _Index:
    """The changes of a service that break, by what they are about."""

    def __init__(self, changes: Sequence[Change], old: Service, new: Service) -> None:
        self._old, self._new = old, new
        self._found: dict[Claim, list[int]] = {}
        self._before: dict[str, str] = {}
        mine = [
            (rank, change)
            for rank, change in enumerate(changes)
            if (change.service, change.version) == (old.name, old.version)
            and change.impact is Impact.BREAKING
        ]
        for _, change in mine:
            if change.code == "C102":
                self._before[names.method(change.new)] = names.method(change.old)
            elif change.code == "C302":
                self._before[names.class_(change.new)] = names.class_(change.old)
        for rank, change in mine:
            for claim in self._claims(change):
                self._found.setdefault(claim, []).append(rank)
        polled = {names.wait(w.name): w.action for w in old.waiters}
        methods = {action.name: names.method(action.alias or action.name) for action in old.actions}
        self._methods = {wait: methods[action] for wait, action in polled.items()}

    def explaining(self, claim: Claim, said: str) -> list[int]:
        """The changes that what mypy says of a line can be due to."""
        named = _ARGUMENT.findall(said)
        for several in _SEVERAL.findall(said):
            named += re.findall(r'"(\w+)"', several)
        owners = [claim.owner, self._methods.get(claim.owner, claim.owner)]
        wanted = [Claim(owner, "") for owner in owners]
        for owner in owners:
            parts = {claim.part, *(["input"] if claim.part in ("pages", "wait") else [])}
            for part in sorted(parts):
                wanted.append(Claim(owner, part))
                wanted += [Claim(owner, part, name) for name in (*named, claim.field) if name]
        return [rank for each in wanted for rank in self._found.get(each, ())]

    def _claims(self, change: Change) -> Iterable[Claim]:
        service = self._old if change.gone else self._new
        match change.path:
            case ("actions", str(name), *rest):
                action = next(a for a in service.actions if a.name == name)
                owner = self._old_name(names.method(action.alias or action.name))
                match rest:
                    case ["input" | "output" as part, str(field), *_]:
                        fields = action.input if part == "input" else action.output
                        for each in self._fields(change, fields, field):
                            yield Claim(owner, part, each)
                    case ["paging", *_]:
                        yield Claim(owner, "pages")
                    case _:
                        yield Claim(owner, "")
                        if change.code == "C102":
                            yield Claim(names.method(change.old), "")
            case ("structs", str(name), *rest):
                struct = graph.index(service)[name]
                owner = self._old_name(names.class_(struct.alias or struct.name))
                match rest:
                    case ["fields", str(field), *_]:
                        for each in self._fields(change, struct.fields, field):
                            yield Claim(owner, "fields", each)
                    case _:
                        yield Claim(owner, "")
                        yield Claim(owner, "fields")
            case ("waiters", str(name), *_):
                old = change.old if change.code == "C146" else name
                yield Claim(names.wait(old), "wait")
            case ("errors", *_):
                yield Claim(f"errors.{names.class_(change.old)}", "")

    def _old_name(self, name: str) -> str:
        return self._before.get(name, name)

    def _fields(self, change: Change, fields: Iterable[object], name: str) -> Iterable[str]:
        for one in fields:
            if getattr(one, "name", "") == name:
                yield names.field(getattr(one, "alias", "") or name)
        if change.code == "C206":
            yield names.field(change.old)
