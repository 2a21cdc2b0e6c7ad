"""What a shell can complete: options, members behind a dot, values of enumerations."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, cast

import click
from click.shell_completion import CompletionItem

from .._runtime.model import Struct
from .members import Member, Misused, find, is_list, leaf, members
from .options import Own
from .shapes import Help
from .words import Words

if TYPE_CHECKING:
    from .command import ActionCommand


class Parameter(click.Option):
    """An option of the request."""

    def __init__(self, name: str, member: Member, help: Help) -> None:
        # What click calls it inside is nobody's matter; it must only be a name.
        super().__init__([f"--{name}", "value"], help=help.text, multiple=True)
        self.member, self.about = member, help

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[CompletionItem]:
        """The values that begin so; for a struct its members, and their values."""
        struct = self.member.struct
        kind = leaf(self.member.wire.kind)
        if incomplete.startswith("@") and (struct or kind in ("binary", "object")):
            return list(files(incomplete))
        if struct is None:
            found = (CompletionItem(v) for v in known_values(self.member, self.about))
            return [item for item in found if item.value.startswith(incomplete)]
        command = cast("ActionCommand", ctx.command)
        return list(_of_shorthand(command, struct, incomplete))


def of_own(option: Own, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """What an option of ours can be given, as far as click does not know it."""
    from .command import ActionCommand

    if incomplete.startswith("@") and (option.metavar or "").startswith("@FILE"):
        return list(files(incomplete))
    names: Iterable[str] = ()
    if option.name == "wait" and isinstance(ctx.command, ActionCommand):
        names = (wait.name for wait in ctx.command.data.waits)
    elif option.name == "profile":
        names = _profiles()
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def _profiles() -> list[str]:
    """Those of tccli whose keys there are."""
    folder = os.path.expanduser("~/.tccli")
    ending = ".credential"
    with suppress(OSError):
        found = [name for name in os.listdir(folder) if name.endswith(ending)]
        return sorted(name.removesuffix(ending) for name in found)
    return []


def files(incomplete: str) -> Iterator[CompletionItem]:
    """`@req` as `@request.json`; folders end in a slash."""
    folder, begun = os.path.split(incomplete[1:])
    with suppress(OSError), os.scandir(folder or ".") as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.startswith(begun) and (begun or entry.name[0] != "."):
                path = os.path.join(folder, entry.name)
                yield CompletionItem(f"@{path}{'/' if entry.is_dir() else ''}")


def known_values(member: Member, help: Help) -> list[str]:
    """The values that are known, as text."""
    wire = member.wire
    limits = wire.items if is_list(wire.kind) else wire.limits
    values = [*limits.get("enum", ()), *help.values, *limits.get("special", ())]
    if leaf(wire.kind) == "boolean":
        values = [True, False]
    shown = (str(v).lower() if isinstance(v, bool) else str(v) for v in values)
    return list(dict.fromkeys(shown))


def _of_shorthand(
    command: ActionCommand, struct: type[Struct], incomplete: str
) -> Iterator[CompletionItem]:
    """`switch=ON,ty` as `switch=ON,type=`, and `switch=O` as `switch=ON`."""
    before, comma, last = incomplete.rpartition(",")
    name, equals, begun = last.partition("=")
    above, dot, end = name.rpartition(".")
    for step in above.split(".") if dot else ():
        member = find(struct, step)
        if member is None or (inner := member.struct) is None:
            return
        struct = inner
    head = f"{before}{comma}{above}{dot}"
    if not equals:
        for each in members(struct).values():
            if each.name.startswith(end):
                yield CompletionItem(f"{head}{each.name}=")
    elif member := find(struct, end):
        for value in known_values(member, _help_of(command, member)):
            if value.startswith(begun):
                yield CompletionItem(f"{head}{end}={value}")


_NAMES = re.compile(r"--[A-Za-z][A-Za-z0-9_.-]*")


def parameters(command: ActionCommand) -> list[click.Parameter]:
    """The options of the request, and those with dots or other spellings that stand there."""
    about = command.data.parameters
    found: list[click.Parameter] = [
        Parameter(name, member, about.get(member.wire.name, Help()))
        for name, member in command.options().items()
    ]
    words = Words(command.request, command.ours)
    known = {f"--{name}" for name in command.options()}
    # The word that is begun, which may hold a value behind `=`, is told by the environment alone.
    for name in dict.fromkeys(_NAMES.findall(os.environ.get("COMP_WORDS", ""))):
        if name in known:
            continue
        try:
            place = words.place(name[2:])
        except Misused:
            continue
        if place is not None:
            found.append(
                Parameter(name[2:], place.member, _help_of(command, place.member))
            )
    return found


_KEY = f"{__package__}.command"


def _help_of(command: ActionCommand, member: Member) -> Help:
    name = member.wire.name
    if member.owner is command.request:
        return command.data.parameters.get(name, Help())
    return command.structs.of(member.owner).get(name, Help())


def options(
    command: ActionCommand, ctx: click.Context, incomplete: str
) -> list[CompletionItem]:
    """The options that begin so; behind a dot, the members that do."""
    used = {word.partition("=")[0] for word in ctx.meta.get(_KEY, [])}
    head, dot, begun = incomplete.rpartition(".")
    if dot:
        return list(_behind(command, head, begun))
    if incomplete and not incomplete.startswith("-"):
        return []
    found: list[CompletionItem] = []
    for param in command.get_params(ctx):
        if isinstance(param, Parameter):
            name, repeated = param.opts[0], is_list(param.member.wire.kind)
            names = [name] if "." not in name else []
            if incomplete[2:3].isupper():
                names = [f"--{param.member.wire.name}"]
        elif isinstance(param, Own) and param.hidden:
            continue
        elif isinstance(param, click.Option):
            names, repeated = list(param.opts), False
        else:
            continue
        found += [
            CompletionItem(name, help=param.help)
            for name in dict.fromkeys(names)
            if name.startswith(incomplete) and (repeated or name not in used)
        ]
    return found


def _behind(command: ActionCommand, head: str, begun: str) -> Iterator[CompletionItem]:
    try:
        place = Words(command.request, command.ours).place(head[2:])
    except Misused:
        return
    if place is None or (struct := place.member.struct) is None:
        return
    if is_list(place.member.wire.kind) and not place.item:
        yield CompletionItem(f"{head}.0")
        return
    spelt = (begun or head[2:])[:1].isupper()  # as the API does
    for member in members(struct).values():
        name = member.wire.name if spelt else member.name
        if name.startswith(begun):
            help = _help_of(command, member).text
            yield CompletionItem(f"{head}.{name}", help=help)
