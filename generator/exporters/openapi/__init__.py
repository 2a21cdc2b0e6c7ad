"""A service as OpenAPI 3.1.

**One path for each action.**  On the wire every action is `POST /`, and the header `X-TC-Action`
says which.  OpenAPI tells operations apart by their paths, so each action has the path
`/#X-TC-Action=RebuildMedia`: a fragment, which HTTP clients never send.  So what a generated client
or a documentation page sends from this document is `POST /`, which the service answers and which
the signature is made for.  A path of its own (`/RebuildMedia`) would be neither, and a query
(`/?Action=RebuildMedia`) would be sent, and would have to be signed.  It is also how the public
collections of API descriptions write other clouds that work like this (`/#X-Amz-Target=...`), and
the fragment says what a proxy or a mock has to look at.  What it costs: a mock that knows
operations by their paths alone does not find them; `tc3gen serve` is the mock for that.

**Names.**  An action's `operationId` and the structs' schemas have their wire names, or the `alias`
that generated code is to use.  `names.py` says how clashes are resolved.

The modules: `schemas` for types, `requests` and `replies` for the two halves of an operation,
`examples`, and `extensions` for what OpenAPI has no words for.
"""

from __future__ import annotations

from typing import Any

from ...model import Action, Body, Service
from .. import texts
from ..names import unclashed
from . import extensions, replies, requests
from .examples import examples
from .schemas import Schemas

__all__ = ["document"]

Data = dict[str, Any]

_HOW = (
    "Every action is called with `POST /` and its name in the header `X-TC-Action`. What follows"
    " the `#` in a path here tells actions apart; it is not sent."
)
#: The messages of an action, by what their names end in.
_MESSAGES = ("Request", "Response", "Error", "Reply")


def document(service: Service) -> Data:
    """The whole document."""
    return _Document(service).data()


class _Document:
    def __init__(self, service: Service) -> None:
        self._service = service
        self._codes = {error.code: error for error in service.errors}
        structs = {struct.name: struct.alias or struct.name for struct in service.structs}
        # For actions that list no errors of their own.
        wanted = [(("", "Error"), "Service", "Error")]
        wanted += [
            ((action.name, message), action.alias or action.name, message)
            for action in service.actions
            for message in _MESSAGES
        ]
        self._names = unclashed(structs.values(), wanted)
        self._schemas = Schemas(service, structs, self._names.values())

    def data(self) -> Data:
        service = self._service
        about = {"title": service.title, "version": service.version}
        return {
            "openapi": "3.1.0",
            "info": {**about, "description": texts.blocks(service.description, _HOW)},
            "servers": [
                {"url": f"https://{host}", "description": site} for site, host in service.endpoints
            ],
            "security": requests.SECURITY,
            "tags": [{"name": service.name, **extensions.said(description=service.title)}],
            "paths": {
                f"/#X-TC-Action={action.name}": {"post": self._operation(action)}
                for action in service.actions
            },
            "components": {
                "schemas": self._components(),
                "parameters": requests.parameters(service),
                "securitySchemes": requests.security_schemes(service),
            },
            "x-tc3gen-service": service.name,
            **extensions.said(
                **{
                    "x-tc3gen-errors": {
                        error.code: extensions.error(error) for error in service.errors
                    },
                    "x-tc3gen-waiters": {
                        waiter.name: extensions.waiter(waiter) for waiter in service.waiters
                    },
                }
            ),
        }

    def _operation(self, action: Action) -> Data:
        shown = examples(action)
        errors = {
            code: extensions.error(self._codes[code]) if code in self._codes else {}
            for code in action.errors
        }
        dedup, paging = action.deduplicated_by, action.paging
        return {
            "operationId": action.alias or action.name,
            "tags": [self._service.name],
            **extensions.said(
                summary=action.title,
                description=texts.action(action),
                deprecated=action.deprecated is not None or action.offline,
            ),
            **({"security": []} if action.unsigned else {}),
            "parameters": list(requests.headers(action, self._schemas)),
            "requestBody": requests.body(action, self._names[action.name, "Request"], shown),
            "responses": replies.responses(
                action, self._names[action.name, "Reply"], self._codes, shown
            ),
            **extensions.said(
                **{
                    "x-tc3gen-read-only": action.read_only,
                    "x-tc3gen-offline": action.offline,
                    "x-tc3gen-rate-limit": action.rate_limit,
                    "x-tc3gen-deduplicated-by": dedup and extensions.deduplication(dedup),
                    "x-tc3gen-paging": paging and extensions.paging(paging),
                    "x-tc3gen-errors": errors,
                    "x-tc3gen-examples": shown.texts,
                }
            ),
        }

    def _components(self) -> Data:
        schemas = self._schemas
        found: Data = {}
        for action in self._service.actions:
            request, response, error, reply = (
                self._names[action.name, message] for message in _MESSAGES
            )
            if action.body is not Body.OCTET_STREAM:
                form = action.body is Body.MULTIPART
                found[request] = schemas.request(action.input, form=form)
            if action.errors:
                found[error] = replies.error(action.errors)
            else:
                error = self._names["", "Error"]
            found[response] = replies.response(action, error, schemas)
            found[reply] = replies.envelope(response)
        if not all(action.errors for action in self._service.actions):
            found[self._names["", "Error"]] = replies.error(self._codes)
        return found | schemas.structs()
