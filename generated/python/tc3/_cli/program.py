"""The program: services, their actions, and how it all ends.

Services and versions are those that stand in this package, so that they can be generated one by
one.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, cast

import click

from .command import ActionCommand
from .failures import INTERRUPTED, NO_READER, UNKNOWN, USAGE
from .members import meant
from .options import TAKES_WORD
from .printing import visible, write
from .shapes import Service

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

#: The package that the services are in.
_BUNDLE = __name__.rpartition(".")[0].rpartition(".")[0]
_VERSION = re.compile(r"v(\d{4})(\d{2})(\d{2})").fullmatch
_SHELLS = ("bash", "zsh", "fish")


def run(program: str, only: str, arguments: Sequence[str] | None) -> int:
    """Does what a command line says; the exit code."""
    command = ServiceGroup(only) if only else Services(program)
    try:
        code = command.main(
            None if arguments is None else list(arguments),
            program,
            _variable(program),
            standalone_mode=False,
            max_content_width=100,
        )
        sys.stdout.flush()
    except click.UsageError as error:
        error.show()
        return USAGE
    except click.ClickException as error:
        error.show()
        return UNKNOWN
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        # What is left in the buffer must not be written when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NO_READER
    return code if isinstance(code, int) else 0


def _variable(program: str) -> str:
    """The variable by which a shell asks for completion."""
    return f"_{re.sub('[^A-Za-z0-9]', '_', program).upper()}_COMPLETE"


class _Group(click.Group):
    """A list of commands that are made when they are called."""

    def summaries(self) -> Mapping[str, str]:
        """What is said of each."""
        raise NotImplementedError

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
            args = ["--help"]
        head, rest = _own_words(args)
        return super().parse_args(ctx, [*rest, *head] if rest else args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named, and the words behind its name."""
        command = self.get_command(ctx, args[0])
        if command is None and not ctx.resilient_parsing:
            if args[0].startswith("-"):
                return super().resolve_command(ctx, args)
            said = meant(args[0].lower(), self.summaries())
            said = said or f"`{ctx.command_path} --help` lists what there is"
            raise click.UsageError(visible(f"there is no {args[0]!r}; {said}"), ctx)
        return command.name if command else None, command, args[1:]

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """The names with what is said of them."""
        with formatter.section("Commands"):
            rows = [(name, visible(text)) for name, text in self.summaries().items()]
            formatter.write_dl(rows, col_max=44)

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[CompletionItem]:
        """The commands that begin so."""
        from click.shell_completion import CompletionItem

        return [
            CompletionItem(name, help=visible(text))
            for name, text in self.summaries().items()
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
    def _services(self) -> Mapping[str, str]:
        """The package of each service, by its command."""
        found = iter_modules(import_module(_BUNDLE).__path__)
        names = (each.name for each in found if each.ispkg and each.name[0] != "_")
        return {
            name.rstrip("_").replace("_", "-"): name
            for name in names
            if _versions(name)
        }

    def summaries(self) -> Mapping[str, str]:
        """The services, and what completes their names."""
        made = {name: ServiceGroup(at) for name, at in self._services.items()}
        titles = {name: group.service.title for name, group in made.items()}
        return {**titles, "completion": "Print what makes a shell complete all this."}

    def make(self, name: str) -> click.Command | None:
        """The group of a service."""
        if name in self._services:
            return ServiceGroup(self._services[name])
        return self._completion() if name == "completion" else None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """`--version` alone asks what this is."""
        if args == ["--version"]:
            for name, package in self._services.items():
                write(f"{name} {', '.join(_versions(package))}\n")
            ctx.exit()
        return super().parse_args(ctx, args)

    def _completion(self) -> click.Command:
        def show(shell: str) -> None:
            from click.shell_completion import get_completion_class

            made = get_completion_class(shell)
            assert made is not None, "click knows these shells"
            script = made(self, {}, self._program, _variable(self._program))
            write(script.source())

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
    """`tc3 vod`"""

    def __init__(self, package: str) -> None:
        super().__init__(package.rstrip("_").replace("_", "-"))
        self._package, self._versions = package, _versions(package)
        self._version = next(iter(self._versions))

    @property
    def where(self) -> str:
        """The package of the version that is called."""
        return f"{_BUNDLE}.{self._package}.{self._versions[self._version]}"

    @cached_property
    def service(self) -> Service:
        """The list of its actions."""
        return cast("Service", import_module(f"{self.where}._cli").SERVICE)

    def summaries(self) -> Mapping[str, str]:
        """The actions."""
        return {
            name: each.summary + (" (deprecated)" if each.left else "")
            for name, each in self.service.actions.items()
        }

    def make(self, name: str) -> click.Command | None:
        """The command of an action."""
        entry = self.service.actions.get(name.replace("_", "-"))
        if entry is None:
            actions = self.service.actions.items()
            spelt = (each for each in actions if each[1].wire == name)
            name, entry = next(spelt, (name, None))
        if entry is None:
            return None
        return ActionCommand(name, entry, self.service, self.where)

    def format_help_text(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """What the service is."""
        formatter.write_paragraph()
        with formatter.indentation():
            service = self.service
            formatter.write_text(visible(f"{service.title}, {service.version}"))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The version that is called is known before its actions are."""
        for number, word in enumerate(args):
            name, equals, date = word.partition("=")
            if name not in ("--api-version", "--version"):
                continue
            date = date if equals else "".join(args[number + 1 : number + 2])
            if date in self._versions:
                self._version = date
            elif not ctx.resilient_parsing:
                known = ", ".join(self._versions)
                said = f"{name}: there is no version {date!r}; there is {known}"
                raise click.UsageError(visible(said), ctx)
        return super().parse_args(ctx, args)
