"""Every example of a service, sent and read by both clients, and judged by its definition."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tc3gen import graph
from tc3gen.importers.definitions.examples import Examples, parse
from tc3gen.model import Action, Example, Service

from . import differences, vendor
from .expected import Definition
from .ours import Ours, is_plain
from .vendor import Unknown, Vendor

#: What an example was of.
REQUEST, REPLY = "request", "reply"
#: How many places are kept for each reason.
SHOWN = 5

#: What can come of an example beside what `differences` explains.
ALIKE = "alike"
NO_CLASS = "its client has no such class"
ERROR = "an error, raised as one"
ERROR_UNASKED = "an error, of a call that cannot be made here"
#: ... and of a reply that does not fit the types, which both may read all the same.
READ_ALIKE = "does not fit, read alike"
REFUSED_BY_BOTH = "does not fit, refused by both"
REFUSED_BY_OURS = "does not fit, refused by ours, kept as it came by the vendor's"
REFUSED_BY_THEIRS = "does not fit, read by ours, not by the vendor's"


@dataclass
class Verdict:
    """What came of the examples of a service."""

    given: Counter[str] = field(default_factory=Counter)
    """How many examples there were, by what they are of."""
    unsound: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Of what, and why."""
    came: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Of what, and what came of it."""
    places: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """The first places of each of these."""
    wrong: list[str] = field(default_factory=list)
    """Disagreements that nothing explains, with their places."""

    def note(self, way: str, outcome: str, place: str) -> None:
        self.came[way, outcome] += 1
        if outcome != ALIKE:
            places = self.places.setdefault((way, outcome), [])
            if len(places) < SHOWN:
                places.append(place)


class Judge:
    """Judges the examples of one service in one version."""

    def __init__(
        self,
        definition: Definition,
        service: Service,
        ours: Ours,
        client: Vendor | None,
        verdict: Verdict,
    ) -> None:
        self._definition, self._service = definition, service
        self._ours, self._vendor = ours, client
        self._verdict = verdict
        self._examples = Examples(graph.index(service))

    def all(self) -> None:
        """Every example of every action."""
        for action in self._service.actions:
            in_spec = iter(action.examples)
            for index, given in enumerate(self._definition.examples(action.name)):
                place = f"{self._service.name} {self._service.version} {action.name}[{index}]"
                self._count(given, action)
                for made in self._examples.convert([given], action):
                    self._imported(made, next(in_spec, None), place)
                    request = made.get("input")
                    if request is not None:
                        self._request(action, request, place)
                    if "output" in made:
                        self._reply(action, made["output"], request, place)
                    elif isinstance(told := _response(given.get("output", "")), dict):
                        self._strange_reply(action, told, place)

    def _count(self, given: Mapping[str, str], action: Action) -> None:
        for way, key in ((REQUEST, "input"), (REPLY, "output")):
            text = given.get(key, "")
            self._verdict.given[way] += bool(text.strip())
            self._examples.unsound.clear()
            self._examples.convert([{key: text}], action)
            for reason in self._examples.unsound:
                self._verdict.unsound[way, reason] += 1

    def _imported(self, made: Mapping[str, Any], said: Example | None, place: str) -> None:
        """The spec, written and read again, holds just what the definition does."""
        if said is None:
            self._wrong(place, "the spec lacks it")
            return
        for key, empty in (("input", None), ("output", None), ("request", ""), ("reply", "")):
            if json.dumps(getattr(said, key)) != json.dumps(made.get(key, empty)):
                self._wrong(place, f"the spec has another `{key}`")

    # What is sent --------------------------------------------------------------------------------

    def _request(self, action: Action, data: dict[str, Any], place: str) -> None:
        right = self._definition.request(action.name, data)
        try:
            mine = self._ours.sent(action, data)
        except Exception as error:
            self._wrong(place, f"our client does not send it: {type(error).__name__}: {error}")
            return
        if mine != json.dumps(right):
            self._wrong(place, f"our client sends {_cut(mine)}, not {_cut(json.dumps(right))}")
        elif self._vendor is None:
            self._verdict.note(REQUEST, NO_CLASS, place)
        else:
            name = self._definition.actions[action.name]["input"]
            self._compare(REQUEST, name, data, right, place)

    # What is read --------------------------------------------------------------------------------

    def _reply(
        self, action: Action, data: dict[str, Any], request: dict[str, Any] | None, place: str
    ) -> None:
        if "Error" in data:
            self._error(action, data, request, place)
            return
        right = self._definition.reply(action.name, data)
        try:
            mine = (
                self._ours.decoded(action, data)
                if request is None
                else self._ours.read(action, data, request)
            )
        except Exception as error:
            self._wrong(place, f"our client does not read it: {type(error).__name__}: {error}")
            return
        if json.dumps(mine) != json.dumps(right):
            seen, said = _cut(json.dumps(mine)), _cut(json.dumps(right))
            self._wrong(place, f"our client reads {seen}, not {said}")
        elif self._vendor is None:
            self._verdict.note(REPLY, NO_CLASS, place)
        else:
            name = self._definition.actions[action.name]["output"]
            self._compare(REPLY, name, data, right, place)

    def _error(
        self, action: Action, data: dict[str, Any], request: dict[str, Any] | None, place: str
    ) -> None:
        """A reply that is an error raises one, of the same code; the vendor's client does so."""
        if request is None or not is_plain(action):
            self._verdict.note(REPLY, ERROR_UNASKED, place)
            return
        try:
            self._ours.read(action, data, request)
        except self._ours.service_error as error:
            if getattr(error, "code", None) == data["Error"].get("Code"):
                self._verdict.note(REPLY, ERROR, place)
                return
        except Exception as error:
            self._wrong(place, f"an error is read as {type(error).__name__}: {error}")
            return
        self._wrong(place, "an error is not raised as what it is")

    def _strange_reply(self, action: Action, data: dict[str, Any], place: str) -> None:
        """A reply that does not fit is read as the vendor's client reads it, or by neither."""
        if self._vendor is None:
            return
        mine = theirs = None
        try:
            mine = json.dumps(self._ours.decoded(action, data))
        except self._ours.malformed:
            pass
        except Exception as error:
            self._wrong(place, f"our client breaks: {type(error).__name__}: {error}")
            return
        name = self._definition.actions[action.name]["output"]
        try:
            model = self._vendor.filled(name, data)
            theirs = json.dumps(vendor.plain(model))
        except Unknown:
            self._verdict.note(REPLY, NO_CLASS, place)
            return
        except (AttributeError, TypeError, ValueError):
            pass
        if mine == theirs:
            self._verdict.note(REPLY, REFUSED_BY_BOTH if mine is None else READ_ALIKE, place)
        elif mine is None:
            self._verdict.note(REPLY, REFUSED_BY_OURS, place)
        elif theirs is None:
            self._verdict.note(REPLY, REFUSED_BY_THEIRS, place)
        else:
            self._explain(REPLY, json.loads(mine), json.loads(theirs), model, place)

    # The vendor's client -------------------------------------------------------------------------

    def _compare(self, way: str, name: str, data: dict[str, Any], right: Any, place: str) -> None:
        """Whether the vendor's client says what is right."""
        assert self._vendor is not None
        try:
            model = self._vendor.filled(name, data)
            theirs = vendor.plain(model)
        except Unknown:
            self._verdict.note(way, NO_CLASS, place)
            return
        except Exception as error:
            message = f"the vendor's client breaks: {type(error).__name__}: {error}"
            self._wrong(place, message)
            return
        if json.dumps(theirs) == json.dumps(right):
            self._verdict.note(way, ALIKE, place)
        else:
            self._explain(way, right, theirs, model, place)

    def _explain(self, way: str, right: Any, theirs: Any, model: Any, place: str) -> None:
        found = list(differences.differences(right, theirs, model))
        for reason, where in found:
            if reason is None:
                self._wrong(place, f"the vendor's client says something else at {where}")
        if not found:
            self._wrong(place, "the vendor's client says something else")
        for reason in dict.fromkeys(reason for reason, _ in found if reason is not None):
            first = next(where for each, where in found if each == reason)
            self._verdict.note(way, reason, f"{place}: {first}")

    def _wrong(self, place: str, message: str) -> None:
        self._verdict.wrong.append(f"{place}: {message}")


def _response(text: str) -> Any:
    data = parse(text)
    return data.get("Response") if isinstance(data, dict) and len(data) == 1 else None


def _cut(text: str) -> str:
    return text if len(text) <= 300 else f"{text[:300]}..."
