"""R010 to R013: requests, replies and hosts hold what the protocol lets them hold."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Diagnostic, Rule, Severity
from .context import Context
from .samples import sample

REQUEST_ID_LISTED = Rule(
    "R010",
    "request-id-listed",
    Severity.ERROR,
    "An output lists `RequestId`.",
    "Every reply ends in it, so generated code has it without being told. Listed, it would be there"
    " twice.",
    sample("""
        actions:
          RebuildMedia:
            output:
              TaskId: {type: String, required: true}
              RequestId: {type: String, required: true}
    """),
    sample("""
        actions:
          RebuildMedia:
            output:
              TaskId: {type: String, required: true}
    """),
)

COMMON_PARAMETERS = Rule(
    "R011",
    "common-parameters-listed",
    Severity.WARNING,
    "An input lists the common parameters `Action` and `Version`.",
    "The documentation page shows them among an action's parameters, but they travel in headers,"
    " which the client fills in by itself. In the body, the service refuses them.",
    sample("""
        actions:
          RebuildMedia:
            input:
              Action: {type: String, required: true}
              Version: {type: String, required: true}
              FileId: {type: String, required: true}
    """),
    sample("""
        actions:
          RebuildMedia:
            input:
              FileId: {type: String, required: true}
    """),
)

REPLY_WORD_IN_INPUT = Rule(
    "R012",
    "reply-word-in-input",
    Severity.WARNING,
    "A parameter of an action says what only a reply can do: be null, or be there for certain.",
    "`nullable` and `output_required` speak of replies. Parameters are only ever sent, so they"
    " have no effect here, and whoever wrote them meant something else.",
    sample("""
        actions:
          RebuildMedia:
            input:
              FileId: {type: String, output_required: true}
    """),
    sample("""
        actions:
          RebuildMedia:
            input:
              FileId: {type: String, required: true}
    """),
)

FOREIGN_HOST = Rule(
    "R013",
    "foreign-host",
    Severity.WARNING,
    "An endpoint does not begin with the service's short name.",
    "Hosts of this API are called `<service>.tencentcloudapi.com`. Another name at the head is"
    " mostly left over from the spec that this one was copied from.",
    sample("""
        actions: {}
    """).replace("vod.tencentcloudapi.com", "cvm.tencentcloudapi.com"),
    sample("""
        actions: {}
    """),
)

RULES = (REQUEST_ID_LISTED, COMMON_PARAMETERS, REPLY_WORD_IN_INPUT, FOREIGN_HOST)


def check(context: Context) -> Iterator[Diagnostic]:
    """The members that the protocol itself has, and the hosts."""
    for action in context.service.actions:
        path = ("actions", action.name)
        inputs = {field.name for field in action.input}
        if {"Action", "Version"} <= inputs:
            names = [name for name in ("Action", "Version", "Region") if name in inputs]
            listed = ", ".join(f"`{name}`" for name in names)
            yield COMMON_PARAMETERS.at(
                context.key(*path, "input", "Action"),
                f"{listed} are common parameters, which travel in headers",
                "remove them; say `region: required` where the action needs a region",
            )
        for field in action.output:
            if field.name == "RequestId":
                yield REQUEST_ID_LISTED.at(
                    context.key(*path, "output", "RequestId"),
                    f"every reply ends in `RequestId`; `{action.name}` need not list it",
                    "remove it",
                )
    yield from _reply_words(context)
    yield from _hosts(context)


def _reply_words(context: Context) -> Iterator[Diagnostic]:
    for place in context.places:
        if not place.is_input:
            continue
        field = place.field
        if field.output_required is not None:
            message = f"`output_required` speaks of replies, and `{field.name}` is only ever sent"
            help = "say `required: true` if every request must hold it, or remove it"
            yield REPLY_WORD_IN_INPUT.at(context.key(*place.path, "output_required"), message, help)
        if field.nullable:
            message = f"`nullable` speaks of replies, and `{field.name}` is only ever sent"
            help = "remove it: what is left unset is not sent at all"
            yield REPLY_WORD_IN_INPUT.at(context.key(*place.path, "nullable"), message, help)


def _hosts(context: Context) -> Iterator[Diagnostic]:
    service = context.service.name
    for site, host in context.service.endpoints:
        if not host.lower().startswith(f"{service}."):
            yield FOREIGN_HOST.at(
                context.value("endpoints", site),
                f"the endpoint `{site}` does not begin with `{service}.`",
                f"is the host right, or is the service not called `{service}`?",
            )
