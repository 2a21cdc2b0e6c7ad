"""Examples as they go over the wire: the raw exchange, and commands for a shell."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from ...model import Action, Example, RegionRule, Service
from . import literals
from .views import ExampleView

#: What stands where a caller's own region goes.
_REGION = "ap-guangzhou"
#: Ends the JSON in a shell's here-document; no line of JSON can be this word alone.
_END = "JSON"


def raw_request(service: Service, action: Action, example: Example) -> str:
    """The request, with placeholders where the caller's signature goes; text as it is."""
    if example.input is None:
        return literals.fence("http", example.request.rstrip()) if example.request else ""
    signed = (
        f"Credential=<secret id>/<date>/{service.name}/tc3_request",
        "SignedHeaders=content-type;host",
        "Signature=<signature>",
    )
    head = [
        "POST / HTTP/1.1",
        f"Host: {_host(service)}",
        "Content-Type: application/json",
        f"Authorization: TC3-HMAC-SHA256 {', '.join(signed)}",
        *(f"{name}: {value}" for name, value in _headers(service, action)),
        "X-TC-Timestamp: <seconds since 1970>",
    ]
    return _message(head, literals.json_text(example.input))


def raw_reply(example: Example) -> str:
    """The reply; nothing where the example does not show it, and text as it is."""
    if example.output is None:
        return literals.fence("text", example.reply.rstrip()) if example.reply else ""
    head = ["HTTP/1.1 200 OK", "Content-Type: application/json"]
    return _message(head, literals.json_text({"Response": example.output}))


def curl(service: Service, action: Action, example: Example) -> str:
    """Commands that send the request; the script of the page on signing signs it.

    Nothing where the request is shown as text alone.
    """
    if example.input is None:
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


def _headers(service: Service, action: Action) -> Iterator[tuple[str, str]]:
    yield "X-TC-Action", action.name
    yield "X-TC-Version", service.version
    if action.region is RegionRule.REQUIRED:
        yield "X-TC-Region", _REGION


def _message(head: list[str], body: str) -> str:
    return literals.fence("http", "\n".join([*head, "", body]))


def _host(service: Service) -> str:
    return service.endpoints[0][1] if service.endpoints else "localhost"
