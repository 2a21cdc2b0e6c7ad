"""What `generate` is asked for, by arguments and by the table `[tool.tc3gen]`; and wheels."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import project, runs
from ..bundles import WHOLE, is_package_name
from ..diagnostics import SpecError
from .showing import show
from .specs import chosen

if TYPE_CHECKING:
    from ..project import Table

#: Where output goes when nobody says.
DEFAULT_OUT = Path("generated")
DEFAULT_WHEELS = Path("dist")

PACKAGE = click.option(
    "--package", metavar="NAME", help="What the Python package is called; else tc3."
)
WHEEL = click.option(
    "--wheel", is_flag=True, help="Write the Python package as a wheel, into --out or dist/."
)


def table() -> Table | None:
    """The nearest table; exits with what is wrong in it."""
    try:
        return project.find(Path.cwd())
    except SpecError as error:
        show(error.diagnostics)
        sys.exit(1)


def request(
    table: Table | None,
    specs: tuple[Path, ...],
    out: Path | None,
    package: str | None,
    asked: Mapping[str, Any],
) -> runs.Request:
    """What a run is asked for: arguments, else what the table says, else what is usual.

    Args:
        table: The project's.
        specs: Those that were named.
        out: The folder that was named.
        package: The name that was given.
        asked: All else, under the names that it has in a request.
    """
    if package is not None and not is_package_name(package):
        raise click.BadParameter("it is no name that Python can import", param_hint="'--package'")
    if table is None:
        roots = {} if package is None else {"python": f"python/{package}"}
        bundle = WHOLE if package is None else replace(WHOLE, name=package)
        return runs.Request(
            chosen(specs), out or DEFAULT_OUT, bundle=bundle, roots=roots, whole=not specs, **asked
        )
    name = package or table.bundle.name
    targets = asked["targets"] or table.targets
    templates = asked["templates"] or table.templates
    own = project.with_folders(targets, templates)
    if out is None:
        roots = {target: table.root(target, name) for target in dict.fromkeys([*table.roots, *own])}
    else:
        roots = {target: name if target == "python" else target for target in own}
    given = {
        **asked,
        "targets": targets,
        "actions": asked["actions"] or table.actions,
        "templates": templates,
    }
    return runs.Request(
        specs or table.spec_paths(),
        table.folder if out is None else out,
        bundle=replace(table.bundle, name=name),
        roots=roots,
        whole=not specs,
        pins=() if specs else table.pins(),
        **given,
    )


def prepare(table: Table | None, request: runs.Request) -> None:
    """Converts what the table wants of installed packages.

    Raises:
        SpecError: It cannot be.
    """
    if table is not None and request.pins:
        from ..project import definitions

        show(definitions.bring(table, request.check))


def unknown(table: Table | None, error: runs.UnknownName) -> None:
    """Reports a name that there is none of: where it stands in the table, or as an argument."""
    found = table.unknown(error.name, str(error)) if table is not None else None
    if found is None:
        raise click.UsageError(str(error)) from None
    show([found])


def write_wheel(
    table: Table | None,
    request: runs.Request,
    out: Path | None,
    progress: Callable[[str], AbstractContextManager[object]],
) -> int:
    """Writes the package as a wheel, or compares it with the one that is there; the exit code.

    Raises:
        SpecError: With every problem.
        UnknownName: For an action that there is none of.
    """
    from .. import pipeline, wheel, write

    given = table.wheel if table is not None else {}
    name = given.get("name", request.bundle.name.replace("_", "-").strip("-"))
    if not wheel.is_name(name):
        raise click.UsageError(
            f"No wheel can be called `{name}`: say `wheel = {{name = ...}}` in [tool.tc3gen]"
        )
    request = replace(request, bundle=replace(request.bundle, licensed=True))
    outputs, additions, services, warnings = pipeline.package(request, progress)
    show(warnings)
    newest = max((service.version for service in services), default="0")
    package = request.bundle.name
    about = wheel.About(
        name=name,
        version=given.get("version", ".".join(str(int(part)) for part in newest.split("-"))),
        summary="Clients for Tencent Cloud API 3.0: "
        + ", ".join(f"{service.name} {service.version}" for service in services),
        package=package,
        asynchronous=request.bundle.asynchronous,
        extras={each.extra: each.requires for each in additions if each.requires},
        commands={
            package.replace("_", "-").strip("-"): f"{package}.{each.command}"
            for each in additions
            if each.command
        },
    )
    folder = out or (table.folder if table is not None else Path()) / DEFAULT_WHEELS
    file = folder / wheel.file_name(about)
    content = wheel.pack({path: output.text for path, output in outputs.items()}, about)
    if request.check:
        same = file.is_file() and file.read_bytes() == content
        click.echo(f"{file}: {'up to date' if same else 'not what the specs yield'}")
        return 0 if same else 1
    changed = write.replace_file(file, content)
    click.echo(f"{file}: {len(content):,} bytes{'' if changed else ' (unchanged)'}")
    return 0
