"""The help of an action: what it does, its parameters, the options, examples."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from .._runtime.model import Kind, Struct
from .._runtime.structs import neighbour
from . import shorthand
from .members import Member, find, members, shape
from .options import Own
from .plain import is_array, is_nested, is_object
from .printing import visible
from .shapes import Help
from .wrapping import write_prose, write_terms

if TYPE_CHECKING:
    from .command import ActionCommand

Rows = list[tuple[str, str]]


def write_action(
    command: ActionCommand, ctx: click.Context, formatter: click.HelpFormatter
) -> None:
    """Writes it all."""
    formatter.write_usage(ctx.command_path, "[OPTIONS]")
    formatter.write_paragraph()
    with formatter.indentation():
        write_prose(formatter, command.data.about)
    required: Rows = []
    optional: Rows = []
    for name, member in command.options().items():
        help = command.data.parameters.get(member.wire.name, Help())
        rows = required if member.required else optional
        rows.append((f"--{name} {shape(member)}", help.text))
        rows += _inside(member, command)
    _section(formatter, "Required parameters", required)
    _section(formatter, "Parameters", optional)
    _own_options(command, ctx, formatter)
    _examples(command, ctx, formatter)


def _inside(member: Member, command: ActionCommand) -> Iterator[tuple[str, str]]:
    """The members of a struct, below it."""
    if (struct := member.struct) is None:
        return
    about = command.structs.of(struct)
    for inner in members(struct).values():
        help = about.get(inner.wire.name, Help())
        said = f"{'Required. ' if inner.required else ''}{help.text}"
        yield f"    {inner.name}={shape(inner, inside=True)}", said


def _section(formatter: click.HelpFormatter, title: str, rows: Rows) -> None:
    if rows:
        with formatter.section(title):
            write_terms(formatter, rows, 34)


def _own_options(
    command: ActionCommand, ctx: click.Context, formatter: click.HelpFormatter
) -> None:
    """Those that are of use here."""
    data = command.data
    useless = {"all"} if data.pages is None else set[str]()
    useless |= set() if data.waits else {"wait", "wait_timeout", "wait_interval"}
    sections: dict[str, Rows] = {}
    for param in command.get_params(ctx):
        section = param.section if isinstance(param, Own) else "Other"
        if param.name in useless or (record := param.get_help_record(ctx)) is None:
            continue
        if param.name == "wait":
            names = ", ".join(wait.name for wait in data.waits)
            record = record[0], f"{record[1]} There is {names}."
        sections.setdefault(section, []).append(record)
    for title, rows in sections.items():
        _section(formatter, title, rows)


def _examples(
    command: ActionCommand, ctx: click.Context, formatter: click.HelpFormatter
) -> None:
    examples = command.data.examples
    if not examples:
        return
    with formatter.section("Examples"):
        for title, data in examples:
            write_prose(formatter, f"# {title}")
            words = " ".join(shlex.quote(word) for word in example_words(command, data))
            pad = " " * formatter.current_indent
            formatter.write(f"{pad}{ctx.command_path} {visible(words)}\n\n")


def example_words(command: ActionCommand, data: Mapping[str, Any]) -> list[str]:
    """The words of a command line that send this request."""
    words: list[str] = []
    options = {m.wire.name: name for name, m in command.options().items()}
    for name, value in data.items():
        member = find(command.request, name)
        if member is None or value is None:
            continue
        kind = member.wire.kind
        items: list[Any] = [value]
        if isinstance(kind, list) and is_array(value) and value:
            kind, items = kind[0], value
        texts = [_word(member.owner, kind, item) for item in items]
        if any(text.startswith("-") for text in texts) and len(texts) == 1:
            words.append(f"--{options[member.wire.name]}={texts[0]}")
        else:
            words += [f"--{options[member.wire.name]}", *texts]
    return [*words, "--body", "@FILE"] if command.sends_bytes else words


def _word(owner: type[Struct], kind: Kind, value: Any) -> str:
    if kind == "object" or not is_nested(value):
        return _text(value) if kind != "object" else json.dumps(value)
    try:
        return shorthand.show(_tree(owner, kind, value))
    except ValueError:
        return json.dumps(value, ensure_ascii=False)


def _tree(owner: type[Struct], kind: Kind, value: Any) -> shorthand.Tree:
    """Data as shorthand has it: text, under the names of options.

    Raises ValueError for what only JSON can say.
    """
    if isinstance(kind, list) and is_array(value):
        return [_tree(owner, kind[0], item) for item in value]
    if isinstance(kind, str) and kind != "object" and is_object(value):
        struct = neighbour(owner, kind)
        found: dict[str, shorthand.Tree] = {}
        for name, inner in value.items():
            member = find(struct, name)
            if member is None:
                raise ValueError(name)
            found[member.name] = _tree(struct, member.wire.kind, inner)
        return found
    if is_nested(value) or value is None:
        raise ValueError(value)
    return _text(value)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
