"""What a call is answered with where the spec says no more than how a reply looks.

An example of the spec is the better answer, since a person wrote it; of several, the one whose
request is most like the one that came.  Without any, the reply is made up.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Mapping
from typing import Any

from ..model import Action, Example, Struct
from . import lookup, streams
from .chance import Chance
from .making import Maker


class Answers:
    """The answers of one service."""

    def __init__(self, structs: Mapping[str, Struct], chance: Chance) -> None:
        self._maker = Maker(structs)
        self._chance = chance

    def reply(self, action: Action, given: Mapping[str, Any]) -> dict[str, Any]:
        """What stands inside `Response`, but for the RequestId.

        The parts of a list differ in nothing but which part they are, so the parameters that say
        which one do not change what it is cut from.
        """
        asked = dict(given)
        if action.paging is not None:
            for name in (action.paging.position, action.paging.size):
                asked.pop(name, None)
        chance = self._chance.of(action.name, json.dumps(asked, sort_keys=True))
        example = nearest(action, given)
        if example is None:
            return self._maker.members(action.output, chance)
        output: dict[str, Any] = copy.deepcopy(example.output)
        output.pop("RequestId", None)
        missing = [each for each in action.output if each.required and each.name not in output]
        return output | self._maker.members(missing, chance)

    def events(self, action: Action, given: Mapping[str, Any]) -> list[bytes]:
        """The events of a reply that is a stream."""
        able = [each for each in action.examples if streams.events_of(each)]
        example = most_like(able, given)
        if example is not None:
            return streams.events_of(example)
        chance = self._chance.of(action.name, json.dumps(given, sort_keys=True))
        return [
            streams.event(self._maker.members(action.output, chance.of("event", number)))
            for number in range(streams.MADE_UP)
        ]


def nearest(action: Action, given: Mapping[str, Any]) -> Example | None:
    """The example with a reply whose request is most like the one that came."""
    able = [each for each in action.examples if isinstance(each.output, Mapping)]
    return most_like(able, given)


def most_like(able: Iterable[Example], given: Mapping[str, Any]) -> Example | None:
    """The one of several examples whose request is most like the one that came."""
    wanted = _leaves(given)

    def likeness(example: Example) -> int:
        leaves = _leaves(example.input)
        return len(leaves & wanted) - len(leaves ^ wanted)

    return max(able, key=likeness, default=None)


def _leaves(value: Any) -> set[str]:
    """Every scalar in data, with the way to it."""
    return {f"{path}={json.dumps(each)}" for path, each in lookup.walk(value)}
