"""How requests go out: what the runtime is told of an action, and what is not plain JSON."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from ...model import Action, Body
from . import literals, names
from .examples import Examples
from .layout import Expression, call, lay_out
from .method_views import MethodView, StreamView
from .views import FieldView, StructView


class Sent(NamedTuple):
    """What a method takes, and what it makes of that."""

    parameters: tuple[FieldView, ...]
    content: str
    """The declaration of the bytes; empty where there are none."""
    script: str
    """How a person would send files or bytes; empty for JSON."""


def declaration(action: Action, constant: str, request: StructView, response: StructView) -> str:
    """The call that makes the runtime's description of an action, laid out behind its name."""
    facts: dict[str, Expression] = {
        "name": literals.string(action.name),
        "request": request.name,
        "response": response.name,
        "region": literals.string(action.region.value),
    }
    if action.rate_limit is not None:
        facts["rate_limit"] = literals.value(action.rate_limit)
    if action.read_only:
        facts["read_only"] = "True"
    if action.deduplicated_by:
        facts["deduplicated_by"] = literals.string(action.deduplicated_by.field)
        if action.deduplicated_by.error:
            facts["duplicate_error"] = literals.string(action.deduplicated_by.error)
    if action.unsigned:
        facts["unsigned"] = "True"
    if action.body is not Body.JSON:
        facts["body"] = literals.string(action.body.value)
    if action.header_prefix:
        facts["header_prefix"] = literals.string(action.header_prefix)
    return lay_out(call("_Action", **facts), 0, f"{constant} = ")


@dataclass(frozen=True)
class Sending:
    """Makes the views of one service's methods."""

    hidden: frozenset[str]
    """Builtins that the methods of the client hide."""
    examples: Examples

    def of(self, action: Action, request: StructView) -> Sent:
        """What the action's method takes."""
        script = "" if action.body is Body.JSON else self.examples.send(action)
        if action.body is not Body.OCTET_STREAM:
            return Sent(request.fields, "", script)
        parameters = tuple(
            replace(view, name=names.send_parameter(field.alias or field.name))
            for view, field in zip(request.fields, action.input, strict=True)
        )
        kind = "_builtins.bytes" if "bytes" in self.hidden else "bytes"
        return Sent(parameters, f"body: {kind}", script)

    def stream(
        self, action: Action, request: StructView, response: StructView
    ) -> StreamView | None:
        """The method that hands out the reply while it comes; None where there is none."""
        if not action.streams:
            return None
        base = action.alias or action.name
        method = names.method(base)
        sent = self.of(action, request)
        pairs = zip(request.fields, sent.parameters, strict=True)
        name = names.stream(base)
        script, async_script = self.examples.stream(action, name)
        return StreamView(
            method=MethodView(
                name=name,
                constant=names.constant(base),
                request=request.name,
                parameters=tuple(field.parameter for field in sent.parameters),
                arguments=tuple((field.name, given.name) for field, given in pairs),
                more=("body",) if sent.content else (),
                result=response.name,
                doc=literals.docstring(
                    f"The events of `{method}`, each as it comes.\n\nThe request is sent when the "
                    "first one is asked for. Closed, or left at the end of a `with` block, the "
                    "stream lets go of the rest. Where the service answers without a stream, its "
                    f"reply is the one event. Takes what `{method}` takes.",
                    8,
                ),
                positional=(sent.content,) if sent.content else (),
            ),
            script=script,
            async_script=async_script,
        )
