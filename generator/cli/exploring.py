"""`tc3gen explore`: the explorer in a browser."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from .. import runs
from ..diagnostics import SpecError
from .showing import progress, show
from .specs import SPEC, chosen


@click.command("explore")
@SPEC
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="Port on this machine, 0 for a free one; else 8303, or a free one if that is taken.",
)
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option(
    "--profile", metavar="NAME", help="Profile of tccli that has the credentials for real calls."
)
@click.option(
    "--endpoint",
    "endpoints",
    multiple=True,
    metavar="HOST",
    help="Host or URL beside Tencent Cloud's own that real calls may go to; may be repeated.",
)
@click.option(
    "--fault",
    "faults",
    multiple=True,
    metavar="FAULT",
    help="What goes wrong at the built-in fake service, as `tc3gen serve --fault help` lists.",
)
def command(
    specs: tuple[Path, ...],
    port: int | None,
    no_browser: bool,
    profile: str | None,
    endpoints: tuple[str, ...],
    faults: tuple[str, ...],
) -> None:
    """Explore the services of SPECs in a browser, until interrupted.

    The page is served on this machine, for this machine alone. Calls go to a fake service that is
    built in or, where the page is told so, to the real one, with the credentials that clients find
    too; the page never sees them.
    """
    from .. import explore, fake, pipeline
    from ..explore import console

    try:
        request = runs.Request(specs=chosen(specs), out=Path())
        outputs, services, warnings = pipeline.files(request, "explorer", progress)
        show(warnings)
        texts = {path: output.text for path, output in outputs.items()}
        made = partial(
            explore.Explorer,
            services,
            texts,
            profile=profile,
            endpoints=endpoints,
            faults=faults,
        )
        serve = partial(
            console.run, opens=not no_browser, tell=click.echo, say=partial(click.echo, err=True)
        )
        _at_some_port(port, lambda at: serve(made(port=at)))
    except SpecError as error:
        show(error.diagnostics)
        sys.exit(1)
    except ValueError as error:  # an endpoint or a fault that cannot be one
        raise click.UsageError(str(error)) from None
    except fake.MissingLibrary as error:
        raise click.ClickException(str(error)) from None


def _at_some_port(port: int | None, serve: Callable[[int], None]) -> None:
    """Serve at the port that is asked for; where none is, at the usual one, if that can be."""
    from ..explore import DEFAULT_PORT

    try:
        serve(DEFAULT_PORT if port is None else port)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise click.ClickException(f"Port {port}: {error.strerror}") from None
        if port is not None:
            raise click.ClickException(
                f"Port {port} is taken: name another one, or leave --port out"
            ) from None
        serve(0)
