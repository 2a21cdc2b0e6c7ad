"""Examples as they go over the wire: the raw exchange, and commands for a shell."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ...model import Action, Body, Example, Kind, RegionRule, Service
from . import literals
from .views import ExampleView

#: What stands where a caller's own region goes.
_REGION = "ap-guangzhou"
#: Ends the JSON in a shell's here-document; no line of JSON can be this word alone.
_END = "JSON"


def raw_request(service: Service, action: Action, example: Example) -> str:
    """The request, with placeholders where the caller's signature goes; text as it is."""
    if example.input is None:
        return literals.code_block(example.request, "http") if example.request else ""
    kind, head, body = _BODIES[action.body](action, example.input)
    lines = [
        "POST / HTTP/1.1",
        f"Host: {_host(service)}",
        f"Content-Type: {kind}",
        f"Authorization: {'SKIP' if action.unsigned else _authorization(service)}",
        *(f"{name}: {value}" for name, value in _headers(service, action)),
        "X-TC-Timestamp: <seconds since 1970>",
        *head,
    ]
    if action.body is Body.JSON:
        return _message(lines, body)
    return literals.code_block("\n".join([*lines, "", body]), "http")


def raw_reply(example: Example) -> str:
    """The reply; nothing where the example does not show it, and text as it is."""
    if example.output is None:
        return literals.code_block(example.reply, "text") if example.reply else ""
    head = ["HTTP/1.1 200 OK", "Content-Type: application/json"]
    return _message(head, literals.json_text({"Response": example.output}))


def curl(service: Service, action: Action, example: Example) -> str:
    """Commands that send the request; the script of the page on signing signs it.

    Nothing where there is no such request: no JSON, or no signature.
    """
    if example.input is None or action.unsigned or action.body is not Body.JSON:
        return ""
    host = shlex.quote(_host(service))
    lines = [
        f"cat > body.json <<'{_END}'",
        literals.json_text(example.input),
        _END,
        f'eval "$(python sign.py {shlex.quote(service.name)} {host} body.json)"',
        f"curl https://{host}/ \\",
        '  -H "Authorization: $AUTHORIZATION" \\',
        '  -H "X-TC-Timestamp: $TIMESTAMP" \\',
        '  -H "Content-Type: application/json" \\',
    ]
    lines += [
        f"  -H {shlex.quote(f'{name}: {value}')} \\" for name, value in _headers(service, action)
    ]
    lines.append("  --data-binary @body.json")
    return literals.fence("sh", "\n".join(lines))


def view(service: Service, action: Action, example: Example, texts: tuple[str, str]) -> ExampleView:
    """An example, with its title and its description as Markdown."""
    title, description = texts
    return ExampleView(
        title=title,
        description=description,
        request=raw_request(service, action, example),
        reply=raw_reply(example),
        curl=curl(service, action, example),
    )


def _authorization(service: Service) -> str:
    signed = (
        f"Credential=<secret id>/<date>/{service.name}/tc3_request",
        "SignedHeaders=content-type;host",
        "Signature=<signature>",
    )
    return f"TC3-HMAC-SHA256 {', '.join(signed)}"


def _json(action: Action, given: Any) -> tuple[str, list[str], str]:
    return "application/json", [], literals.json_text(given)


def _form(action: Action, given: Any) -> tuple[str, list[str], str]:
    """A form; what an example holds for a file is the file's text."""
    files = {field.name for field in action.input if field.type.kind is Kind.BINARY}
    lines: list[str] = []
    for name, value in given.items():
        lines += ["--<boundary>", f'Content-Disposition: form-data; name="{name}"']
        if name in files:
            lines[-1] += f'; filename="{name}"'
        elif isinstance(value, list | Mapping):
            lines.append("Content-Type: application/json")
        lines += ["", value if isinstance(value, str) else json.dumps(value)]
    return "multipart/form-data; boundary=<boundary>", [], "\n".join([*lines, "--<boundary>--"])


def _bytes(action: Action, given: Any) -> tuple[str, list[str], str]:
    head = [
        f"{action.header_prefix}{name}: {value if isinstance(value, str) else json.dumps(value)}"
        for name, value in given.items()
    ]
    return "application/octet-stream", head, "<the bytes>"


#: The Content-Type, more headers and the body of a request, for what an example sends.
_BODIES: Mapping[Body, Callable[[Action, Any], tuple[str, list[str], str]]] = {
    Body.JSON: _json,
    Body.MULTIPART: _form,
    Body.OCTET_STREAM: _bytes,
}


def _headers(service: Service, action: Action) -> Iterator[tuple[str, str]]:
    yield "X-TC-Action", action.name
    yield "X-TC-Version", service.version
    if action.region is RegionRule.REQUIRED:
        yield "X-TC-Region", _REGION


def _message(head: list[str], body: str) -> str:
    return literals.fence("http", "\n".join([*head, "", body]))


def _host(service: Service) -> str:
    return service.endpoints[0][1] if service.endpoints else "localhost"
