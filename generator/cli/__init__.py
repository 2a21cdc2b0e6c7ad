"""The command line: arguments, printing, exit codes.

Exit codes: 0 all is well; 1 the input has a problem, or `--check` found a difference; 2 the
command was used wrongly.
"""

from __future__ import annotations

import atexit
import gc
import sys
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import ClassVar

import click

from .. import __version__, project, runs
from ..diagnostics import SpecError, has_errors
from . import generating, options, vendoring
from .showing import in_colour, show
from .specs import SPEC, chosen

# What there is when the process ends goes with it: nobody need look for what else could go.
atexit.register(gc.freeze)


class _Commands(click.Group):
    """Loads the module of a command when it is called: nobody waits for the others."""

    elsewhere: ClassVar[dict[str, str]] = {
        "diff": "comparing.command",
        "docs": "documenting.group",
        "explore": "exploring.command",
        "export": "exporting.group",
        "import": "importing.group",
        "init": "starting.command",
        "update": "updating.command",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, of commands here and elsewhere."""
        return sorted([*super().list_commands(ctx), *self.elsewhere])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        if cmd_name not in self.elsewhere:
            return super().get_command(ctx, cmd_name)
        module, name = self.elsewhere[cmd_name].split(".")
        found: click.Command = getattr(import_module(f".{module}", __package__), name)
        return found


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tc3gen")
def main() -> None:
    """Generate typed clients and documentation for Tencent Cloud API 3.0 from YAML specs."""


@main.command()
@SPEC
@options.OUT
@options.targets()
@options.actions()
@vendoring.PACKAGE
@vendoring.WHEEL
@options.TEMPLATES
@click.option("--check", is_flag=True, help="Write nothing; show the difference and exit with 1.")
@click.option("--watch", is_flag=True, help="Generate again at each save of what it is made of.")
@click.option("--force", is_flag=True, help="Overwrite files that were edited by hand.")
@options.jobs("format")
def generate(
    specs: tuple[Path, ...],
    out: Path | None,
    targets: tuple[str, ...],
    actions: tuple[str, ...],
    package: str | None,
    wheel: bool,
    templates: Path | None,
    check: bool,
    watch: bool,
    force: bool,
    jobs: int | None,
) -> None:
    """Generate from SPECs: spec files, or folders that hold some.

    Without SPEC, what the table [tool.tc3gen] of the nearest pyproject.toml says is generated; else
    everything under specs/. What is left over in the output from specs that are gone is removed.
    Arguments win over the table.
    """
    asked = {
        "targets": targets,
        "actions": actions,
        "check": check,
        "force": force,
        "templates": templates,
        "jobs": jobs,
    }
    if watch and (check or wheel):
        raise click.UsageError(f"--watch and --{'check' if check else 'wheel'} do not go together")

    def ask() -> tuple[runs.Request, generating.Source]:
        table = project.find(Path.cwd())
        request = vendoring.request(table, specs, out, package, asked)
        return request, generating.Source(table, named=bool(actions or targets))

    try:
        request, source = ask()
    except SpecError as error:
        show(error.diagnostics)
        sys.exit(1)
    if wheel:
        sys.exit(generating.pack(request, source, out))
    if not watch:
        sys.exit(generating.run(request, source))
    from .watching import watch as watch_over

    watch_over((request, source), ask, generating.run)


@main.command()
@SPEC
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="For people, for programs, or as annotations of a GitHub workflow.",
)
def validate(specs: tuple[Path, ...], form: str) -> None:
    """Report every problem of SPECs, without generating anything."""
    from .. import pipeline, report

    found = pipeline.problems(chosen(specs))
    click.echo(report.render(found, form, colour=in_colour(sys.stdout)), nl=False)
    sys.exit(1 if has_errors(found) else 0)


@main.command()
@SPEC
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    show_default=True,
    help="Port to listen on; 0 for a free one.",
)
@click.option(
    "--secret-id", metavar="ID", help="ID of the key that callers have; else a made-up one."
)
@click.option("--secret-key", metavar="KEY", help="Its secret.")
@click.option("--seed", type=int, default=0, show_default=True, help="What chance begins with.")
@click.option(
    "--fault",
    "faults",
    multiple=True,
    metavar="FAULT",
    help="What goes wrong, such as `reset,chance=0.05` or `status=503,count=3`; may be repeated."
    " `--fault help` lists what there is.",
)
@click.option("--no-rate-limits", is_flag=True, help="Let actions be called at any rate.")
def serve(
    specs: tuple[Path, ...],
    host: str,
    port: int,
    secret_id: str | None,
    secret_key: str | None,
    seed: int,
    faults: tuple[str, ...],
    no_rate_limits: bool,
) -> None:
    """Answer like the services of SPECs, on this machine, until interrupted.

    Requests are checked as the real service checks them: signature, time, names, limits. Replies
    come from the examples of the spec, or are made up.
    """
    from .. import fake
    from ..fake import console

    if "help" in faults:
        click.echo(console.fault_help(), nl=False)
        return
    if (secret_id is None) != (secret_key is None):
        raise click.UsageError("--secret-id and --secret-key go together")
    try:
        rules = [fake.parse_fault(each) for each in faults]
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="'--fault'") from None
    try:
        service = fake.FakeService(
            chosen(specs),
            secret_id=secret_id or fake.SECRET_ID,
            secret_key=secret_key or fake.SECRET_KEY,
            seed=seed,
            faults=rules,
            rate_limits=not no_rate_limits,
            host=host,
            port=port,
        )
        console.run(service, secret_key is None, click.echo, partial(click.echo, err=True))
    except SpecError as error:
        show(error.diagnostics)
        sys.exit(1)
    except (fake.MissingLibrary, OSError) as error:
        raise click.ClickException(str(error)) from None


@main.command()
@click.argument("code")
def explain(code: str) -> None:
    """Say what the rule CODE means, why it is there, and how to keep to it."""
    from .. import catalogue

    rule = catalogue.find(code)
    if rule is None:
        raise click.UsageError(f"There is no rule {code!r}; {catalogue.meant(code)}")
    click.echo(catalogue.explain(rule), nl=False)
