"""The program: services, their actions, and how it all ends.

Services and versions are those that stand in this package, so that they can be generated one by
one.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

import click

from .command import ActionCommand
from .failures import DONE, INTERRUPTED, NO_READER, UNKNOWN, USAGE
from .members import meant, no_option
from .options import HELP, TAKES_WORD
from .printing import say, visible, write
from .shapes import Entry, Incomplete, Service, service_of
from .stdio import drop_output, open_streams
from .wrapping import Context, write_prose, write_terms

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

#: The package that the services are in.
_BUNDLE = __name__.rpartition(".")[0].rpartition(".")[0]
_VERSION = re.compile(r"v(\d{4})(\d{2})(\d{2})").fullmatch
_SHELLS = ("bash", "zsh", "fish")


def run(program: str, only: str, arguments: Sequence[str] | None) -> int:
    """Does what a command line says; the exit code."""
    open_streams()
    command = ServiceGroup(only) if only else Services(program)
    variable = _variable(program)
    try:
        if shell := os.environ.get(variable):
            from .shells import answer

            answer(command, shell, program, variable)
            return DONE
        code = command.main(
            None if arguments is None else list(arguments),
            program,
            standalone_mode=False,
            windows_expand_args=False,  # what is given is what is sent
            help_option_names=[*HELP],
        )
        sys.stdout.flush()
    except click.ClickException as error:
        _show(error)
        return USAGE if isinstance(error, click.UsageError) else UNKNOWN
    except Incomplete as error:
        say([str(error)])
        return UNKNOWN
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):  # click makes that of the other
        drop_output()
        return NO_READER
    except OSError as error:
        drop_output()
        click.echo(f"error: the output cannot be written: {error.strerror}", err=True)
        return UNKNOWN
    return code if isinstance(code, int) else DONE


def _show(error: click.ClickException) -> None:
    say([visible(error.format_message())])
    if isinstance(error, click.UsageError) and error.ctx is not None:
        click.echo(f"  what to do: see `{error.ctx.command_path} --help`", err=True)


def _variable(program: str) -> str:
    """The variable by which a shell asks how a line can go on."""
    return f"_{re.sub('[^A-Za-z0-9]', '_', program).upper()}_COMPLETE"


class _Group(click.Group):
    """A list of commands that are made when they are called."""

    context_class = Context

    def summaries(self) -> Mapping[str, str]:
        """What is said of each."""
        raise NotImplementedError

    def spellings(self) -> Mapping[str, str]:
        """The same under the API's names."""
        return {}

    def make(self, name: str) -> click.Command | None:
        """The command of a name."""
        raise NotImplementedError

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all."""
        return list(self.summaries())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, however it is spelt."""
        return self.make(cmd_name)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Options of an action may stand before its name."""
        if args[:1] == ["help"]:
            args = [*args[1:], "--help"]
        head, rest = _own_words(args)
        if ctx.resilient_parsing:
            return super().parse_args(ctx, rest)
        if not rest:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(USAGE)
        if rest[0].startswith("-") and rest[0] not in HELP:
            raise click.UsageError(visible(no_option(rest[0], TAKES_WORD)), ctx)
        return super().parse_args(ctx, [*rest, *head])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named, and the words behind its name."""
        command = self.get_command(ctx, args[0])
        if command is None and not ctx.resilient_parsing:
            said = meant(args[0].lower(), self.summaries())
            raise click.UsageError(visible(f"there is no {args[0]!r}{said}"), ctx)
        return command.name if command else None, command, args[1:]

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """The names with what is said of them."""
        with formatter.section("Commands"):
            write_terms(formatter, self.summaries().items(), 44)

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[CompletionItem]:
        """The commands that begin so."""
        from click.shell_completion import CompletionItem

        names = self.spellings() if incomplete[:1].isupper() else self.summaries()
        return [
            CompletionItem(name, help=text)
            for name, text in names.items()
            if name.startswith(incomplete)
        ]


def _own_words(args: Sequence[str]) -> tuple[list[str], list[str]]:
    """The options of ours at the head, and what follows."""
    at = 0
    while at < len(args) and args[at].startswith("--"):
        name, equals, _ = args[at][2:].partition("=")
        if name not in TAKES_WORD or name == "help":
            break
        at += 2 if TAKES_WORD[name] and not equals else 1
    return list(args[:at]), list(args[at:])


class Services(_Group):
    """`tc3`"""

    def __init__(self, program: str) -> None:
        super().__init__(help="Call Tencent Cloud services.")
        self._program = program

    @cached_property
    def _packages(self) -> Mapping[str, str]:
        """The package that each command would be of; not all are those of services."""
        found = iter_modules(import_module(_BUNDLE).__path__)
        names = (each.name for each in found if each.ispkg and each.name[0] != "_")
        return {name.rstrip("_").replace("_", "-"): name for name in names}

    def _groups(self) -> Mapping[str, ServiceGroup]:
        """All services."""
        packages = self._packages.items()
        return {name: ServiceGroup(at) for name, at in packages if _versions(at)}

    def summaries(self) -> Mapping[str, str]:
        """The services, and what completes their names."""
        titles = {name: group.title for name, group in self._groups().items()}
        return {**titles, "completion": "Print what makes a shell complete all this."}

    def make(self, name: str) -> click.Command | None:
        """The group of a service."""
        package = self._packages.get(name)
        if package and _versions(package):
            return ServiceGroup(package)
        return self._completion() if name == "completion" else None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """`--version` alone asks what this is."""
        if args == ["--version"]:
            for group in self._groups().values():
                group.write_version()
            ctx.exit()
        return super().parse_args(ctx, args)

    def _completion(self) -> click.Command:
        def show(shell: str) -> None:
            from .shells import script

            if " " in self._program:
                said = f"a shell completes commands, and `{self._program}` is several words"
                raise click.UsageError(f"{said}; install the package")
            write(script(self, shell, self._program, _variable(self._program)))

        return click.Command(
            "completion",
            callback=show,
            params=[click.Argument(["shell"], type=click.Choice(_SHELLS))],
            help="Print what makes a shell complete commands, options and values.\n\n"
            f'In ~/.bashrc: eval "$({self._program} completion bash)"',
        )


def _versions(package: str) -> Mapping[str, str]:
    """The package of each version of a service, the newest first."""
    found = iter_modules(import_module(f"{_BUNDLE}.{package}").__path__)
    matches = [match for each in found if (match := _VERSION(each.name))]
    matches.sort(key=lambda match: match[0], reverse=True)
    return {"-".join(match.groups()): match[0] for match in matches}


class ServiceGroup(_Group):
    """`tc3 vod`: the actions of all its versions, each of the newest that has it."""

    def __init__(self, package: str) -> None:
        super().__init__(package.rstrip("_").replace("_", "-"))
        self._package = package
        self.versions = _versions(package)
        """The package of each version, the newest first."""
        self._services: dict[str, Service] = {}

    def _where(self, version: str) -> str:
        return f"{_BUNDLE}.{self._package}.{self.versions[version]}"

    def _of(self, version: str) -> Service:
        """The list of a version's actions."""
        if version not in self._services:
            self._services[version] = service_of(self._where(version))
        return self._services[version]

    @property
    def title(self) -> str:
        """What the service is called."""
        return self._of(next(iter(self.versions))).title

    def _entries(self) -> Iterator[tuple[str, Entry]]:
        """The actions of all versions by their names as commands; one may come again."""
        for version in self.versions:
            yield from self._of(version).actions.items()

    def summaries(self) -> Mapping[str, str]:
        """The actions."""
        found: dict[str, str] = {}
        for name, each in self._entries():
            found.setdefault(name, each.said)
        return found

    def spellings(self) -> Mapping[str, str]:
        """The actions as tccli calls them."""
        return {each.wire: each.said for _, each in self._entries()}

    def write_version(self) -> None:
        """Prints which versions of the API there are."""
        write(f"{self.name} {', '.join(self.versions)}\n")

    def make(self, name: str) -> click.Command | None:
        """The command of an action."""
        for version in self.versions:
            service = self._of(version)
            command = name.replace("_", "-")
            if command not in service.actions:
                spelt = (n for n, each in service.actions.items() if each.wire == name)
                command = next(spelt, "")
            if entry := service.actions.get(command):
                return ActionCommand(command, entry, service, self._where(version))
        return None

    def format_help_text(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """What the service is."""
        formatter.write_paragraph()
        with formatter.indentation():
            versions = ", ".join(self.versions)
            write_prose(formatter, f"{self.title}, {versions}")

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The version that is called is known before its actions are."""
        if args == ["--version"]:
            self.write_version()
            ctx.exit()
        for number, word in enumerate(args):
            name, equals, date = word.partition("=")
            if name not in ("--api-version", "--version"):
                continue
            date = date if equals else "".join(args[number + 1 : number + 2])
            if date in self.versions:
                self.versions = {date: self.versions[date]}
            elif not ctx.resilient_parsing:
                known = ", ".join(self.versions)
                said = f"{name}: there is no version {date!r}; there is {known}"
                raise click.UsageError(visible(said), ctx)
        return super().parse_args(ctx, args)
