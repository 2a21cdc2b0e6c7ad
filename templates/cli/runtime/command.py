"""The command of an action, as click knows it.

To call it takes the dataclass of its request and little else; what is said of parameters is loaded
for help, for a skeleton and for completion alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn, cast

import click

from .._runtime.codec import from_dict
from .._runtime.errors import TencentCloudError, ValidationError
from .._runtime.model import Struct
from . import jsonc, values
from .failures import UNKNOWN, VALIDATION, code_of, faults_of, lines_of
from .members import Member, Misused
from .options import HELP, OPTIONS, TAKES_WORD, Own
from .printing import NoAnswer, query, say, text_of, visible, write
from .shapes import Command, Entry, Service, StructHelps, command_of
from .words import Assignment, Words, option_names, request_of
from .wrapping import Context

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from .calls import Call


class ActionCommand(click.Command):
    """`tc3 vod rebuild-media ...`"""

    context_class = Context

    def __init__(self, name: str, entry: Entry, service: Service, where: str) -> None:
        """`where` is the package of the service's version."""
        super().__init__(name, params=[*OPTIONS])
        self.entry, self.service, self.where = entry, service, where

    @cached_property
    def data(self) -> Command:
        """What was generated for the action."""
        return command_of(self.where, self.entry.module)

    @cached_property
    def request(self) -> type[Struct]:
        """The class of its request."""
        module = import_module(f"{self.where}.actions.{self.entry.module}")
        return cast("type[Struct]", getattr(module, self.data.request))

    @cached_property
    def structs(self) -> StructHelps:
        """What is said of the members of structs."""
        return StructHelps(self.where)

    @cached_property
    def ours(self) -> Mapping[str, bool]:
        """The names of options that are no parameters."""
        return {**TAKES_WORD, **({"body": True} if self.sends_bytes else {})}

    @property
    def sends_bytes(self) -> bool:
        """Whether the request is bytes."""
        return self.data.body == "octet-stream"

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Our options; for completion, also those of the request."""
        params = super().get_params(ctx)
        if self.sends_bytes:
            told = "What is sent, as it is."
            params.append(Own("Request", "--body", metavar="@FILE|-", help=told))
        if ctx.resilient_parsing:
            from .completion import parameters

            params += parameters(self)
        return params

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keeps what is the request's, and leaves the rest to click."""
        if ctx.resilient_parsing:
            ctx.meta[__name__] = list(args)
            return super().parse_args(ctx, [])
        if args[:1] == ["help"] or not set(HELP).isdisjoint(args):
            return super().parse_args(ctx, ["--help"])
        try:
            assignments, rest = Words(self.request, self.ours).sort(args)
        except Misused as error:
            _misused(error, ctx)
        ctx.obj = assignments
        return super().parse_args(ctx, rest)

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[CompletionItem]:
        """The options that begin so."""
        from .completion import options

        return options(self, ctx, incomplete)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """All that there is to say of the action."""
        from .manual import write_action

        write_action(self, ctx, formatter)

    def invoke(self, ctx: click.Context) -> None:
        """Does what the options say.  Exits with another code than 0 if that fails."""
        given: dict[str, Any] = ctx.params
        try:
            if given["skeleton"] or given["generate_cli_skeleton"] is not None:
                write(self.skeleton(plain=not given["skeleton"]))
                return
            self.run(given, cast("Sequence[Assignment]", ctx.obj))
        except Misused as error:
            _misused(error, ctx)
        except ValidationError as error:
            told = "the request breaks limits; nothing was sent"
            faults = faults_of(error, self.request, self.ours)
            _fail(VALIDATION, [told, *(f"  {fault}" for fault in faults)])
        except TencentCloudError as error:
            _fail(code_of(error), lines_of(error, self.where, self.data.read_only))

    def run(self, given: Mapping[str, Any], assignments: Sequence[Assignment]) -> None:
        """Calls the action and prints what comes.  Raises Misused and TencentCloudError."""
        from . import calls

        expression = given["query"] or given["filter"]
        search = query(expression, "--query") if expression else None
        form = given["output"] or "json"
        if form == "table":
            from .tables import check

            check()
        call = self.call(given, assignments)
        if given["dry_run"]:
            _show(call)
            return
        try:
            for reply in calls.replies(call):
                if warning := calls.warning_of(reply):
                    click.echo(visible(f"warning: {warning}"), err=True)
                found = search(reply) if search else reply
                write(text_of(found, form, compact=bool(self.data.stream)))
        except NoAnswer as error:
            # What was called may have done its work: what it says of that must not be lost.
            write(text_of(error.reply, form))
            _fail(UNKNOWN, [str(error), "  the whole reply is printed instead"])

    def call(self, given: Mapping[str, Any], assignments: Sequence[Assignment]) -> Call:
        """What is to be called.  Raises Misused."""
        from .calls import Call

        data: dict[str, Any] = {}
        files = self.data.body == "multipart"
        text = given["input"]
        if text is None:
            text = _file_of(given["cli_input_json"])
        if text is not None:
            text, name = values.request_text(text)
            try:
                read = jsonc.read(text, name)
            except jsonc.JSONError as error:
                raise Misused("--input", str(error)) from None
            data = values.of_data(self.request, read, files)
        data = request_of(self.request, data, assignments, files)
        body = given.get("body")
        if self.sends_bytes and body is None:
            raise Misused("--body", "give @FILE, or - for standard input")
        content = None if body is None else values.content(body, "--body")
        request = from_dict(self.request, data)
        return Call(self.where, self.service, self.data, request, content, given)

    def skeleton(self, plain: bool) -> str:
        """A request to fill in."""
        from . import skeleton

        about = self.data.parameters
        if plain:
            return text_of(skeleton.plain(self.request, about, self.structs), "json")
        title = f"{self.entry.wire}, {self.service.version}"
        return skeleton.commented(self.request, about, self.structs, title)

    def options(self) -> dict[str, Member]:
        """The parameters by the names of their options."""
        return option_names(self.request, self.ours)


def _show(call: Call) -> None:
    from . import calls
    from .sending import Ready, shown

    try:
        calls.hold(call)
    except Ready as ready:
        write(shown(ready.request))


def _file_of(word: str | None) -> str | None:
    """What tccli calls `file://name`, as `--input` wants it."""
    if word is None or not word.startswith("file://"):
        return word
    import os

    return "@" + os.path.expanduser(os.path.expandvars(word[len("file://") :]))


def _misused(error: Misused, ctx: click.Context) -> NoReturn:
    raise click.UsageError(visible(str(error)), ctx) from None


def _fail(code: int, lines: Iterable[str]) -> NoReturn:
    say(lines)
    raise click.exceptions.Exit(code)
