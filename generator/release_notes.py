"""Changes as a release note in Markdown, as a person would send it to those who call the code.

What breaks comes first, with the line of code before and after where that helps; then what may
behave otherwise, what is new, and how much of the documentation changed.  Many changes of one kind
are one line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from .bundles import WHOLE
from .compat import Change, Impact, Path, verdict
from .languages.markdown.literals import code, heading, joined, python, text
from .languages.python import names
from .model import Service

#: More changes of one kind than these are told in one line.
_FEW = 4
#: Of so many things told in one line, the first are named.
_NAMED = {Impact.BREAKING: 60, Impact.DANGEROUS: 30, Impact.SAFE: 12}

_TITLES = {
    Impact.BREAKING: "Breaking",
    Impact.DANGEROUS: "To look at",
    Impact.SAFE: "New",
}


def notes(
    changes: Sequence[Change],
    old: Iterable[Service],
    new: Iterable[Service],
    level: int = 1,
    lead: str = "",
    package: str = WHOLE.name,
) -> str:
    """The note.

    Args:
        changes: What changed.
        old: What was compared.
        new: With what.
        level: Of the first heading.
        lead: A sentence to begin with, of plain words.
        package: What the package that changes is imported as.
    """
    services = [list(group) for _, group in groupby(changes, key=_service)]
    if not services:
        return "No changes.\n"
    before = {(s.name, s.version): s for s in old}
    after = {(s.name, s.version): s for s in new}
    blocks: list[str] = []
    top = "#" * level
    many = len(services) > 1
    if many:
        blocks += [f"{top} Changes", f"**{verdict(changes)}** in {len(services):,} services."]
        top += "#"
    for group in services:
        key = group[0].service, group[0].version
        one = after.get(key) or before[key]
        version = f"{one.name} {one.version}"
        title = f"{one.title} ({version})" if one.title not in ("", one.name) else version
        blocks.append(f"{top} {heading(text(title))}")
        blocks.append(f"**{verdict(group)}**.{f' {text(lead)}' if lead else ''}")
        blocks += _sections(group, _Advice(one, package), f"{top}#")
    return "\n\n".join(blocks) + "\n"


def _service(change: Change) -> tuple[str, str]:
    return change.service, change.version


def _sections(changes: Sequence[Change], advice: _Advice, level: str) -> Iterable[str]:
    for impact in Impact:
        told = [c for c in changes if c.impact is impact and not c.kind.prose]
        if told:
            yield f"{level} {_TITLES[impact]}"
            yield "\n".join(_items(told, advice))
    prose = [change for change in changes if change.kind.prose]
    if prose:
        counts = [
            f"{len(group):,} × {group[0].kind.name.replace('-', ' ')}" for group in _by_kind(prose)
        ]
        yield f"{level} Documentation"
        yield f"Nothing to do: {', '.join(counts)}."


def _by_kind(changes: Iterable[Change]) -> Iterator[list[Change]]:
    for _, group in groupby(sorted(changes, key=_code), key=_code):
        yield list(group)


def _code(change: Change) -> str:
    return change.code


def _items(changes: Sequence[Change], advice: _Advice) -> Iterable[str]:
    for group in _by_kind(changes):
        kind = group[0].kind
        if len(group) <= _FEW:
            for change in group:
                yield f"- {_sentence(change.message)}{_reach(change)}"
                if lines := advice.lines(change):
                    block = python("\n".join(lines))
                    yield "\n".join(f"  {line}" for line in block.splitlines())
            continue
        most = _NAMED[kind.impact]
        listed = ", ".join(code(_subject(change)) for change in group[:most])
        more = f" and {len(group) - most:,} more" if len(group) > most else ""
        yield f"- {text(kind.summary.rstrip('.'))} ({len(group):,} times): {listed}{more}."


def _sentence(message: str) -> str:
    """A message, whose names stand between backticks."""
    parts = message.split("`")
    if len(parts) % 2 == 0:
        return text(message)
    said = joined(code(part) if rank % 2 else text(part) for rank, part in enumerate(parts) if part)
    return said[:1].upper() + said[1:] + "."


def _reach(change: Change) -> str:
    if not change.actions or change.path[:1] == ("actions",):
        return ""
    named = ", ".join(code(name) for name in change.actions[:3])
    more = f" and {len(change.actions) - 3:,} more" if len(change.actions) > 3 else ""
    return f" Seen by {named}{more}."


def _subject(change: Change) -> str:
    """What changed, in as few words as its place allows: `RebuildMedia.FileId`."""
    match change.path:
        case (_, str(owner), "input" | "output" | "fields", str(field), *_):
            old = change.old if change.code == "C206" else ""
            return f"{owner}.{old} → {field}" if old else f"{owner}.{field}"
        case (_, str(owner), *_):
            return owner
    return f"{change.service} {change.version}"


def _aliases(service: Service) -> Iterable[tuple[Path, str]]:
    """The aliases of fields, by where these stand."""
    for action in service.actions:
        for place, fields in (("input", action.input), ("output", action.output)):
            for field in fields:
                yield ("actions", action.name, place, field.name), field.alias
    for struct in service.structs:
        for field in struct.fields:
            yield ("structs", struct.name, "fields", field.name), field.alias


class _Advice:
    """What a caller writes before and after a change, in Python."""

    def __init__(self, service: Service, package: str) -> None:
        self._package = f"{package}.{names.package(service.name)}"
        self._client = names.client(service.name)
        self._methods = {a.name: names.method(a.alias or a.name) for a in service.actions}
        self._classes = {s.name: names.class_(s.alias or s.name) for s in service.structs}
        self._aliases = dict(_aliases(service))
        self._rules: dict[str, Callable[[Change], list[str]]] = {
            "C004": self._older,
            "C102": self._renamed_action,
            "C146": self._renamed_waiter,
            "C201": self._needed,
            "C206": self._renamed_field,
            "C208": self._needed,
            "C210": self._maybe,
            "C302": self._renamed_class,
            "C322": self._renamed_error,
        }

    def lines(self, change: Change) -> list[str]:
        """Lines of Python; none where they would not help."""
        rule = self._rules.get(change.code)
        return rule(change) if rule else []

    def _older(self, _: Change) -> list[str]:
        return [f"from {self._package} import {self._client}  # is the newest version now"]

    def _renamed_action(self, change: Change) -> list[str]:
        before, after = names.method(change.old), names.method(change.new)
        return [f"client.{before}(...)  # before", f"client.{after}(...)  # now"]

    def _renamed_waiter(self, change: Change) -> list[str]:
        before, after = names.wait(change.old), names.wait(change.new)
        return [f"client.{before}(...)  # before", f"client.{after}(...)  # now"]

    def _needed(self, change: Change) -> list[str]:
        match change.path:
            case (section, str(owner), _, str(), *_):
                name = self._field(change)
                return [f"{self._call(section, owner)}({name}=..., ...)  # now"]
        return []

    def _renamed_field(self, change: Change) -> list[str]:
        before, after = names.field(change.old), names.field(change.new)
        match change.path:
            case ("actions", _, "output", *_):
                return [f"reply.{before}  # before", f"reply.{after}  # now"]
            case (section, str(owner), *_):
                call = self._call(section, owner)
                return [f"{call}({before}=...)  # before", f"{call}({after}=...)  # now"]
        return []

    def _maybe(self, change: Change) -> list[str]:
        match change.path:
            case (section, _, _, str(), *_):
                holder = "reply" if section == "actions" else "value"
                return [f"if {holder}.{self._field(change)} is not None: ..."]
        return []

    def _renamed_class(self, change: Change) -> list[str]:
        package = f"from {self._package} import"
        before, after = names.class_(change.old), names.class_(change.new)
        return [f"{package} {before}  # before", f"{package} {after}  # now"]

    def _renamed_error(self, change: Change) -> list[str]:
        before, after = names.error(change.old), names.error(change.new)
        return [f"except errors.{before}: ...  # before", f"except errors.{after}: ...  # now"]

    def _field(self, change: Change) -> str:
        return names.field(self._aliases.get(change.path[:4]) or str(change.path[3]))

    def _call(self, section: str | int, owner: str) -> str:
        if section == "actions":
            return f"client.{self._methods.get(owner) or names.method(owner)}"
        return self._classes.get(owner) or names.class_(owner)
