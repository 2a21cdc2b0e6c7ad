"""Where each thing has its page, and how pages link to each other.

    index.md  structs.md  errors.md  signing.md
    actions/rebuild-media.md
    structs/repair-info.md

A page's name is made from a wire name's words alone, so that no neighbour's arrival moves it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ... import words
from ...model import Action, Service, Struct

#: Names that Windows keeps for devices, whatever follows the dot.
_DEVICES = frozenset(
    ["aux", "con", "nul", "prn", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)


def stem(of: Action | Struct) -> str:
    """The name of a page, without its ending."""
    name = words.kebab(of.alias or of.name)
    return f"{name}_" if name in _DEVICES else name


def slug(heading: str) -> str:
    """The anchor that readers give a heading of plain words."""
    return re.sub(r"[^a-z0-9_ -]", "", heading.lower()).replace(" ", "-")


def family(code: str) -> str:
    """The first part of an error code, which the codes of its page are grouped by."""
    return code.partition(".")[0]


@dataclass(frozen=True)
class Pages:
    """The pages of one service, as they are linked from one place among them."""

    actions: Mapping[str, str]
    """The link to every action's page."""
    structs: Mapping[str, str]
    """The link to every struct's page."""
    errors: Mapping[str, str]
    """The link to every error code's place."""
    by_name: Mapping[str, str]
    """All of these; where an action and a struct share a name, the action's."""
    own: str = ""
    """The linking page's own target, which it does not link to."""

    def resolve(self, name: str) -> str:
        """The link to whatever bears a wire name; nothing where none does, or it is this page."""
        target = self.by_name.get(name, "")
        return "" if target == self.own else target

    def seen_from(self, of: Action | Struct) -> Pages:
        """The same, on the page of an action or a struct."""
        table = self.actions if isinstance(of, Action) else self.structs
        return replace(self, own=table[of.name])


def of(service: Service, up: str) -> Pages:
    """The pages as they are linked from the version's folder, or, with `../`, from one inside."""
    actions = {action.name: f"{up}actions/{stem(action)}.md" for action in service.actions}
    structs = {struct.name: f"{up}structs/{stem(struct)}.md" for struct in service.structs}
    errors = {e.code: f"{up}errors.md#{slug(family(e.code))}" for e in service.errors}
    return Pages(actions, structs, errors, {**errors, **structs, **actions})
