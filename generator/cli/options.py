"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def several(name: str, said: str, metavar: str = "NAME") -> Callable[[F], F]:
    """An option that may be repeated; `name` is what one value is."""
    return click.option(
        f"--{name}", f"{name}s", multiple=True, metavar=metavar, help=f"{said}; may be repeated."
    )


def actions(said: str = "Only this action and what it reaches") -> Callable[[F], F]:
    """`--action`."""
    return several("action", said)


def targets(said: str = "Only this target") -> Callable[[F], F]:
    """`--target`."""
    return several("target", said)


def jobs(work: str) -> Callable[[F], F]:
    """`--jobs`, of processes that do some work."""
    return click.option(
        "--jobs", type=click.IntRange(min=1), metavar="N", help=f"Processes to {work} with."
    )


OUT = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder that the targets' folders go into; else `generated`, or what the table says.",
)
TEMPLATES = click.option(
    "--templates",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of your own that lies over tc3gen's templates: docs/templates.md.",
)
CLIENT = click.option(
    "--client",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The vendor's client, a folder `tencentcloud`, for error codes; else the installed one.",
)
