"""Replies as text: JSON, YAML, tables, and lines for other programs."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, cast

import click

from .members import Misused
from .plain import is_array, is_nested, is_object

#: Signs that would tell a terminal to do something, or that turn the order of others around.
_COMMANDING = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)


class NoAnswer(Exception):
    """A reply is not made as a query takes it to be."""

    def __init__(self, message: str, reply: object) -> None:
        super().__init__(message)
        self.reply = reply


def query(expression: str, option: str) -> Callable[[object], object]:
    """What finds a part of a reply, or raises NoAnswer.

    Raises Misused for what is no JMESPath, by the name of the option that it was given for.
    """
    try:
        jmespath: Any = import_module("jmespath")
    except ModuleNotFoundError:
        raise Misused(option, "it needs jmespath: pip install jmespath") from None
    try:
        compiled = jmespath.compile(expression)
    except jmespath.exceptions.JMESPathError as error:
        raise Misused(option, " ".join(str(error).split())) from None

    def search(data: object) -> object:
        try:
            return cast("object", compiled.search(data))
        except jmespath.exceptions.JMESPathError as error:
            message = " ".join(str(error).split())
            raise NoAnswer(f"{option}: {message}", data) from None

    return search


def text_of(data: object, form: str, compact: bool = False) -> str:
    """The text of a reply in one of the forms, with a line end at its end.

    Args:
        data: Plain data.
        form: One of `options.FORMATS`.
        compact: Whether JSON goes to one line, as one of several events.
    """
    if form == "yaml":
        from .yaml import dump

        return dump(data)
    if form == "table":
        from .tables import draw

        return draw(data)
    if form == "text":
        return "".join(f"{visible(line)}\n" for line in _rows(data, ""))
    indent = None if compact else 2
    return visible(json.dumps(data, ensure_ascii=False, indent=indent)) + "\n"


def write(text: str) -> None:
    """Prints it at once."""
    sys.stdout.write(text)
    sys.stdout.flush()


def say(lines: Iterable[str]) -> None:
    """Tells what went wrong, behind what was printed before."""
    sys.stdout.flush()
    head = "error: "
    if not os.environ.get("NO_COLOR"):
        head = click.style(head, fg="red", bold=True)
    for line in lines:
        click.echo(head + visible(line), err=True)
        head = ""


def visible(text: str) -> str:
    """A text without anything that a terminal would obey; in JSON it means the same."""
    return _COMMANDING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


# Lines of fields with tabs between them: of each object its scalars, by their names' order, behind
# the name of the member that holds it in capitals.  Users of tccli and of other clouds' commands
# have scripts that read this.


def _rows(
    data: object, name: str, columns: Sequence[str] | None = None
) -> Iterator[str]:
    if is_object(data):
        yield from _row_of(data, name, columns)
    elif not is_array(data):
        yield _field(data)
    elif objects := [item for item in data if is_object(item)]:
        shared = {k for item in objects for k, v in item.items() if not is_nested(v)}
        for item in data:
            yield from _rows(item, name, sorted(shared))
    else:
        scalars = [_field(item) for item in data if not is_nested(item)]
        if name:
            yield from (f"{name.upper()}\t{each}" for each in scalars)
        elif scalars:
            yield "\t".join(scalars)
        for item in data:
            if is_nested(item):
                yield from _rows(item, name)


def _row_of(
    data: Mapping[str, Any], name: str, columns: Sequence[str] | None
) -> Iterator[str]:
    if columns is None:
        columns = sorted(key for key, value in data.items() if not is_nested(value))
    fields = [_field(data.get(column, "")) for column in columns]
    if fields:
        yield "\t".join([name.upper(), *fields] if name else fields)
    for key in sorted(data.keys() - set(columns)):
        yield from _rows(data[key], key)


def _field(value: object) -> str:
    """As tccli prints it, which names nothing and flags as Python does."""
    return str(value)
