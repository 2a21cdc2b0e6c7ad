"""Values of a TOML table, each of which is checked where it is read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ..diagnostics import Diagnostic, Position, Rule, SpecError
from ..suggest import did_you_mean
from .positions import KeyPath, Places
from .rules import NOT_TOML, UNKNOWN_KEY, UNKNOWN_NAME, WRONG_VALUE

#: How `tomllib` says where it stopped.
_STOPPED = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)


def parsed(content: bytes, shown: str) -> tuple[str, dict[str, Any]]:
    """A TOML file's text and data; raises SpecError where it is none."""
    import tomllib  # a run without a table does without

    line = column = 0
    try:
        text = content.decode()
        return text, tomllib.loads(text)
    except UnicodeDecodeError:
        message = "it is not UTF-8"
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        if place := _STOPPED.fullmatch(message):
            message = place[1][:1].lower() + place[1][1:]
            if place[2]:
                line, column = int(place[2]), int(place[3])
            else:
                line, column = text.rstrip().count("\n") + 1, 1
    raise SpecError([NOT_TOML.at(Position(shown, line, column), f"this is not TOML: {message}")])


class Reader:
    """Collects what is wrong and goes on with empty values.  Paths begin in the table."""

    def __init__(self, shown: str, places: Places, table: KeyPath) -> None:
        self.found: list[Diagnostic] = []
        self.shown, self.places = shown, places
        self._table = table

    def names(self, key: str, data: Mapping[str, Any], known: Mapping[str, str]) -> list[str]:
        """The list of known names under a key; none where there is no such key."""
        names = self.texts((key,), data)
        for number, name in enumerate(names):
            if name not in known:
                message = f"there is no `{name}` to put into `{key}`"
                help = did_you_mean(name, known, f"there are {', '.join(known)}")
                self.add(UNKNOWN_NAME, (key, number), message, help)
        return names

    def texts(
        self, at: KeyPath, data: Mapping[str, Any], otherwise: Sequence[str] = ()
    ) -> list[str]:
        """The list of texts under the last key of a path, each once."""
        values = data.get(str(at[-1]), otherwise)
        if not isinstance(values, list | tuple) or not all(
            v and isinstance(v, str) for v in values
        ):
            self.bad(at, f"`{at[-1]}` is a list of names")
            return []
        for number, value in enumerate(values):
            if value in values[:number]:
                self.bad((*at, number), f"`{value}` stands here twice")
        return list(values)

    def text(self, at: KeyPath, data: Mapping[str, Any], otherwise: str = "") -> str:
        """The text under the last key of a path; empty where it is none."""
        key = at[-1]
        value = data.get(str(key), otherwise)
        if not isinstance(value, str) or not value:
            self.bad(at, f"`{key}` is text" if key in data else f"`{key}` is missing")
            return ""
        return value

    def flag(self, key: str, data: Mapping[str, Any], otherwise: bool) -> bool:
        """What is true or false."""
        value = data.get(key, otherwise)
        if not isinstance(value, bool):
            self.bad((key,), f"`{key}` is true or false")
            return otherwise
        return value

    def check_keys(self, at: KeyPath, data: Mapping[str, Any], known: Sequence[str]) -> None:
        """Finds every key that is none."""
        for key in data:
            if key not in known:
                where = Position(self.shown, *self.places.key((*self._table, *at, key)))
                help = did_you_mean(key, known, f"there are {', '.join(known)}")
                self.found.append(UNKNOWN_KEY.at(where, f"unknown key `{key}`", help))

    def bad(self, at: KeyPath, message: str) -> None:
        """A value is not what its key takes."""
        self.add(WRONG_VALUE, at, message)

    def add(self, rule: Rule, at: KeyPath, message: str, help: str = "") -> None:
        """Something is wrong at a place."""
        self.found.append(rule.at(self.position(at), message, help))

    def position(self, at: KeyPath) -> Position:
        """Where a value stands."""
        return Position(self.shown, *self.places.value((*self._table, *at)))
