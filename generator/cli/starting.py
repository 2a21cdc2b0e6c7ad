"""`tc3gen init`: the table `[tool.tc3gen]` in a project's pyproject.toml."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import project
from ..diagnostics import SpecError
from ..suggest import closest, did_you_mean
from . import options
from .showing import show

if TYPE_CHECKING:
    from ..project.offers import Offer

#: So many names are suggested at once.
_SUGGESTED = 8


@click.command("init")
@click.option(
    "--spec",
    "specs",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="A spec, or a folder of specs, of this project; may be repeated.",
)
@click.option(
    "--installed", metavar="SERVICE", help="A service that an installed tccli(-intl-en) defines."
)
@click.option("--version", metavar="DATE", help="Its version; else the newest that will do.")
@options.actions("An action")
@options.targets("Else python")
@click.option("--destination", metavar="FOLDER", help="Folder that the package goes into.")
@click.option("--package", metavar="NAME", help="What the package is called; else tc3.")
@click.option("--async/--no-async", "asynchronous", default=None, help="A client for coroutines.")
def command(
    specs: tuple[Path, ...],
    installed: str | None,
    version: str | None,
    actions: tuple[str, ...],
    targets: tuple[str, ...],
    destination: str | None,
    package: str | None,
    asynchronous: bool | None,
) -> None:
    """Write the table [tool.tc3gen] into this folder's pyproject.toml.

    At a terminal, what no option says is asked for.
    """
    from .. import write
    from ..project import offers, writing

    try:
        there = project.find(Path.cwd())
        # In a project that stands in another one, the outer table does not matter.
        if there is not None and not Path(project.FILE_NAME).exists():
            raise click.ClickException(f"{there.place().path} has a table [tool.tc3gen] already")
        asks = on_terminal()
        found = _offers(specs, installed, version, actions, asks)
        known = sorted({name for offer in found for name in offer.actions})
        table: dict[str, writing.Value] = {
            "specs": list({str(offer.spec): offer.spec for offer in found}.values()),
        }
        if wanted := _actions(actions, known, asks):
            table["actions"] = wanted
        if targets:
            table["targets"] = list(targets)
        usual = offers.usual_destination(Path.cwd())
        table["destination"] = destination or _ask("Folder for the package", usual, asks)
        table["package"] = package or _ask("Name of the package", "tc3", asks)
        if asynchronous is None:
            asynchronous = asks and click.confirm("A client for coroutines, too?", default=False)
        table["async"] = asynchronous
        file = Path(project.FILE_NAME)
        content = writing.added(file.read_bytes() if file.exists() else b"", table)
        project.check(content, Path.cwd())
        write.replace_file(file, content)
    except SpecError as error:
        show(error.diagnostics)
        sys.exit(1)
    except (writing.CannotAdd, OSError) as error:
        raise click.ClickException(f"{project.FILE_NAME}: {error}") from None
    click.echo(f"{file}: [tool.tc3gen] added; `tc3gen generate` makes what it says")


def on_terminal() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _ask(question: str, usual: str, asks: bool) -> str:
    return str(click.prompt(question, default=usual)) if asks else usual


def _offers(
    specs: Sequence[Path],
    installed: str | None,
    version: str | None,
    actions: Sequence[str],
    asks: bool,
) -> list[Offer]:
    """The services that the table shall name."""
    from ..project import offers

    found = [offer for path in specs for offer in offers.of_path(path)]
    if installed is not None:
        found.append(_installed(installed, version, actions, asks))
    if found:
        return found
    here = {offer.service: offer for offer in offers.of_specs()}
    if not asks:
        if here:
            return list(here.values())
        raise click.UsageError("Name a spec with --spec, or a service with --installed")
    known = [*here, *(name for name in offers.installed_services() if name not in here)]
    if not known:
        raise click.ClickException(
            "There is no folder specs/ here, and no definitions are installed:"
            " pip install tccli-intl-en (English) or tccli (Chinese)"
        )
    usual = next(iter(here), "vod" if "vod" in known else None)
    with _completing(known):
        name = click.prompt("Service", default=usual, value_proc=_one_of(known))
    return [here[name] if name in here else _installed(name, version, actions, asks=True)]


def _installed(
    service: str, version: str | None, actions: Sequence[str], asks: bool = False
) -> Offer:
    """A service that an installed package defines: in this version, or the newest that will do."""
    from ..project import offers

    known = offers.installed_services()
    if not known:
        raise click.ClickException(
            "No definitions are installed: pip install tccli-intl-en (English) or tccli (Chinese)"
        )
    versions = offers.installed_versions(service)
    if not versions:
        hint = did_you_mean(service, known, "see the folders of the definitions")
        raise click.UsageError(f"There is no definition of a service {service}; {hint}")
    if version is not None:
        _one_of(versions)(version)
        return offers.of_installed(service, version)
    found = {each: offers.of_installed(service, each) for each in versions}
    fitting = [each for each in versions if set(actions) <= set(found[each].actions)]
    newest = (fitting or versions)[0]
    if asks and len(versions) > 1:
        said = f"Version, of {', '.join(versions)}"
        newest = click.prompt(said, default=newest, value_proc=_one_of(versions))
    return found[newest]


def _actions(given: Sequence[str], known: Sequence[str], asks: bool) -> list[str]:
    """Names of actions, all of which there are."""
    if given or not asks:
        for name in given:
            _one_of(known)(name)
        return list(given)

    def each_of(line: str) -> list[str]:
        names = line.replace(",", " ").split()
        return [] if names == ["all"] else [_one_of(known)(name) for name in names]

    with _completing(known):
        found: list[str] = click.prompt("Actions", default="all", value_proc=each_of)
    return found


def _one_of(known: Sequence[str]) -> Callable[[str], str]:
    """Takes a known name; of any other says which ones are near."""

    def check(name: str) -> str:
        if name in known:
            return name
        wanted = name.casefold()
        near = [each for each in known if each.casefold().startswith(wanted)]
        near += [each for each in known if wanted in each.casefold() and each not in near]
        near = near or [each for each in [closest(name, known)] if each]
        shown = ", ".join(near[:_SUGGESTED]) + (", ..." if len(near) > _SUGGESTED else "")
        hint = f"; did you mean {shown}?" if near else ""
        raise click.UsageError(f"There is no {name}{hint}")

    return check


@contextmanager
def _completing(names: Sequence[str]) -> Iterator[None]:
    """The Tab key completes names, where the terminal can."""
    try:
        import readline
    except ImportError:
        yield
        return

    def complete(text: str, state: int) -> str | None:
        near = [name for name in names if name.casefold().startswith(text.casefold())]
        return near[state] if state < len(near) else None

    before = readline.get_completer()
    readline.set_completer(complete)
    readline.parse_and_bind("tab: complete")
    try:
        yield
    finally:
        readline.set_completer(before)
