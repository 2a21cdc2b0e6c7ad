"""The options that every action has: ours, and those by which users of tccli say the same.

A name that stands here is taken from parameters, which then are `--param-NAME`; so the list grows
rarely.  What each of tccli's means is in `CALLED`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

HELP = ("-h", "--help")
FORMATS = ("json", "yaml", "table", "text")


def _seconds(text: str) -> float:
    """A span of time; what is none is told before anything is sent."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds < 1e9:
        raise click.BadParameter(f"{text!r} is no number of seconds above 0")
    return seconds


class Own(click.Option):
    """An option of ours, in a section of the help."""

    def __init__(self, section: str, *names: str, **settings: Any) -> None:
        super().__init__(names, hidden=not section, **settings)
        self.section = section
        self.optional = "flag_value" in settings
        """Whether it can stand without its word."""

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[CompletionItem]:
        """What begins so: files, or what is known to be there."""
        from .completion import of_own

        return of_own(self, ctx, incomplete) or super().shell_complete(ctx, incomplete)


def _all() -> list[Own]:
    request, reply, call = "Request", "Output", "Connection"
    return [
        Own(
            request,
            "--input",
            metavar="@FILE|-|JSON",
            help="A request as JSON, which options change.",
        ),
        Own(
            request,
            "--skeleton",
            is_flag=True,
            help="Print a request to fill in; call nothing.",
        ),
        Own(
            request,
            "--dry-run",
            is_flag=True,
            help="Print the signed request, without secrets; call nothing.",
        ),
        Own(
            request,
            "--no-validate",
            is_flag=True,
            help="Leave all limits to the service.",
        ),
        Own(
            reply,
            "--output",
            type=click.Choice(FORMATS),
            help="The form of the reply; json if left out.",
        ),
        Own(
            reply,
            "--query",
            metavar="JMESPATH",
            help="The part of the reply that is printed.",
        ),
        Own(reply, "--all", is_flag=True, help="All parts of a list, as one reply."),
        Own(
            reply,
            "--wait",
            metavar="[NAME]",
            is_flag=False,
            flag_value="",
            help="Wait until what takes time is over.",
        ),
        Own(
            reply,
            "--wait-timeout",
            type=_seconds,
            metavar="SECONDS",
            help="How long to wait at most.",
        ),
        Own(
            reply,
            "--wait-interval",
            type=_seconds,
            metavar="SECONDS",
            help="Pause after the first look; later ones grow.",
        ),
        Own(
            call,
            "--profile",
            metavar="NAME",
            help="Keys and region of a profile of tccli.",
        ),
        Own(call, "--region", metavar="NAME", help="Such as ap-guangzhou."),
        Own(
            call,
            "--endpoint",
            metavar="URL",
            help="A site such as international, a host or a URL.",
        ),
        Own(
            call,
            "--timeout",
            type=_seconds,
            metavar="SECONDS",
            help="For the call with all its attempts; 60 if left out.",
        ),
        Own(
            call,
            "--retries",
            type=int,
            metavar="NUMBER",
            help="Repetitions at most, where they are safe.",
        ),
        Own(
            call,
            "--language",
            type=click.Choice(("en-US", "zh-CN")),
            help="Of the service's messages.",
        ),
        Own(
            call,
            "--proxy",
            metavar="URL",
            help="A proxy; else the one that HTTPS_PROXY names.",
        ),
        Own(
            call,
            "--api-version",
            metavar="DATE",
            help="A version of the API, where there are several.",
        ),
        # Those of tccli alone.
        Own("", "--cli-input-json"),
        Own("", "--generate-cli-skeleton", is_flag=False, flag_value="input"),
        Own("", "--cli-unfold-argument", is_flag=True),
        Own("", "--filter"),
        Own("", "--waiter"),
        Own("", "--secretId", "--secret-id", "secret_id"),
        Own("", "--secretKey", "--secret-key", "secret_key"),
        Own("", "--token"),
        Own("", "--role-arn"),
        Own("", "--role-session-name"),
        Own("", "--use-cvm-role", is_flag=True),
        Own("", "--https-proxy"),
        Own("", "--version"),
        Own("", "--request-client"),
        Own("", "--warning", is_flag=True),
        Own("", "--detail", is_flag=True),
    ]


OPTIONS: Sequence[Own] = _all()

#: Each name without dashes, and whether a word has to follow it.
TAKES_WORD = {
    name.lstrip("-"): not option.is_flag and not option.optional
    for option in OPTIONS
    for name in option.opts
} | {"help": False}
