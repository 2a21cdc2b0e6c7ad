"""`tc3gen docs build`: documentation as a static site."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from .. import project, runs
from ..diagnostics import SpecError
from . import options, vendoring
from .generating import Source
from .showing import counted, progress, show
from .specs import SPEC

if TYPE_CHECKING:
    from ..languages.markdown.views import ServiceView

#: Where the site goes when nobody says.
DEFAULT_SITE = Path("site")
_EXPLORER = "explorer"


@click.group("docs")
def group() -> None:
    """Documentation of services, and of tc3gen itself, for a browser."""


@group.command("build")
@SPEC
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=DEFAULT_SITE,
    show_default=True,
    help="Folder that becomes the site.",
)
@click.option(
    "--generated",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder that `generate` writes to, for what people wrote into pages there.",
)
@click.option("--title", default="", metavar="TEXT", help="What the site is called.")
@click.option(
    "--url",
    default="",
    metavar="URL",
    help="Where the site will be: for a sitemap, and for whole addresses in llms.txt.",
)
@click.option(
    "--manual/--no-manual",
    "with_manual",
    default=True,
    show_default=True,
    help="Whether the manual of tc3gen is part of it.",
)
@options.TEMPLATES
@click.option("--check", is_flag=True, help="Write nothing; say what differs and exit with 1.")
@click.option("--force", is_flag=True, help="Overwrite files that were edited by hand.")
@options.jobs("work")
def build(
    specs: tuple[Path, ...],
    out: Path,
    generated: Path | None,
    title: str,
    url: str,
    with_manual: bool,
    templates: Path | None,
    check: bool,
    force: bool,
    jobs: int | None,
) -> None:
    """Build a site from SPECs: a page for each action and data type, and search.

    Without SPEC, what the table [tool.tc3gen] of the nearest pyproject.toml says is shown; else
    everything under specs/. The site needs no server of its own and no other host.
    """
    if url and not url.startswith(("https://", "http://")):
        raise click.BadParameter("it has to begin with https:// or http://", param_hint="'--url'")
    started = time.monotonic()
    about = (title, url, with_manual)
    table = None
    try:
        table = project.find(Path.cwd())
        asked = {"targets": _targets(templates), "actions": (), "templates": templates}
        request = vendoring.request(table, specs, generated, None, {**asked, "jobs": jobs})
        vendoring.prepare(table, replace(request, check=check))
        summary, clean = _build(request, out, about, check, force, progress)
    except runs.UnknownName as error:
        sys.exit(Source(table).unknown(error))
    except SpecError as error:
        show(error.diagnostics)
        sys.exit(1)
    click.echo(f"{out}: {summary}, {time.monotonic() - started:.1f} s")
    sys.exit(1 if check and not clean else 0)


def _targets(templates: Path | None) -> tuple[str, ...]:
    """The targets whose output the site is made of."""
    from .. import targets
    from ..resources import templates_dir

    known = targets.target_names(templates_dir(), templates)
    return ("docs", _EXPLORER) if _EXPLORER in known else ("docs",)


def _build(
    request: runs.Request,
    out: Path,
    about: tuple[str, str, bool],
    check: bool,
    force: bool,
    progress: Callable[[str], AbstractContextManager[object]],
) -> tuple[str, bool]:
    """Writes the site, or compares it; what to say of that, and whether nothing differed."""
    from .. import pipeline, site, write

    title, address, with_manual = about
    views, made, warnings = pipeline.finished(request, progress)
    show(warnings)
    source = (request.out / request.roots.get("docs", "docs")).as_posix()
    try:
        outputs = site.build(
            cast("tuple[ServiceView, ...]", views.of("markdown")),
            site.Made(made["docs"], source, made.get(_EXPLORER, {})),
            progress,
            with_manual=with_manual,
            title=title,
            address=address,
            jobs=request.jobs,
        )
    except site.MissingLibrary as error:
        raise click.ClickException(str(error)) from None
    folder = out.resolve()
    changes = write.compare(folder.parent, folder.name, outputs, whole=True)
    if check:
        show(changes.conflicts)
        written, removed, unchanged = changes.written, changes.removed, changes.unchanged
        says = ("to write", "to remove")
    else:
        (done,) = write.apply([changes], force)
        written, removed, unchanged = done.written, done.removed, done.unchanged
        says = ("written", "removed")
    for path in (*written, *removed)[:20] if check else ():
        click.echo(path)
    line = f"{counted(len(written), 'file')} {says[0]}, {len(unchanged)} unchanged"
    return f"{line}, {len(removed)} {says[1]}", changes.clean
