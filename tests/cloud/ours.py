"""What the generated client sends and reads: through its methods, as callers call them."""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from tc3gen.languages.python import names
from tc3gen.model import Action, Body, Service

#: The package that is generated.
TOP = "tc3"
#: What packages have whose names load on first use.
LAZY = "__getattr__"


@dataclass
class Tap:
    """A transport that keeps the request and answers with `reply`."""

    runtime: ModuleType
    reply: bytes = b'{"Response": {"RequestId": ""}}'
    sent: list[Any] = field(default_factory=list)

    def send(self, request: Any, timeout: Any) -> Any:
        self.sent.append(request)
        return self.runtime.Response(200, {"content-type": "application/json"}, self.reply)

    def close(self) -> None:
        pass


class Ours:
    """The generated package of a service in one version."""

    def __init__(self, service: Service) -> None:
        version = f"{TOP}.{names.package(service.name)}.{names.version_module(service.version)}"
        self._runtime = import_module(f"{TOP}._runtime.transport")
        self._codec = import_module(f"{TOP}._runtime.codec")
        self._errors = import_module(f"{TOP}._runtime.errors")
        self._structs = import_module(f"{TOP}._runtime.structs")
        self._client = getattr(import_module(version), names.client(service.name))
        self._actions = {
            action.name: getattr(
                import_module(f"{version}.actions.{names.module(called(action))}"),
                names.constant(called(action)),
            )
            for action in service.actions
        }

    def sent(self, action: Action, data: Mapping[str, Any]) -> str:
        """The body that is sent for plain data."""
        request = self._codec.from_dict(self._actions[action.name].request, data)
        if not is_plain(action):
            return str(self._codec.encode(request), "ascii")
        tap = Tap(self._runtime)
        self._call(action, request, tap)
        return str(tap.sent[0].body, "ascii")

    def read(self, action: Action, data: Mapping[str, Any], request: Mapping[str, Any]) -> Any:
        """What is read in the reply to a request, as plain data."""
        if not is_plain(action):
            return self.decoded(action, data)
        asked = self._codec.from_dict(self._actions[action.name].request, request)
        tap = Tap(self._runtime, json.dumps({"Response": data}).encode())
        return self._codec.to_dict(self._call(action, asked, tap))

    def decoded(self, action: Action, data: object) -> Any:
        """What is read in a reply without its client."""
        return self._codec.to_dict(self._codec.decode(self._actions[action.name].response, data))

    def messages(self, action: str) -> tuple[type, type]:
        """The classes of an action's request and reply."""
        constant = self._actions[action]
        return constant.request, constant.response

    def members(self, cls: type) -> list[tuple[str, Any, bool]]:
        """Attribute, wire, and whether it must be there, of each field of a class."""
        found: list[tuple[str, Any, bool]] = self._structs.members_of(cls)
        return found

    def neighbour(self, cls: type, name: str) -> type:
        """The class that a field of another one holds."""
        found: type = self._structs.neighbour(cls, name)
        return found

    @property
    def service_error(self) -> type[Exception]:
        """What a reply that is an error is raised as; it has a `code`."""
        found: type[Exception] = self._errors.ServiceError
        return found

    @property
    def malformed(self) -> type[Exception]:
        """What a reply of a wrong shape is raised as."""
        found: type[Exception] = self._errors.MalformedResponseError
        return found

    def _call(self, action: Action, request: Any, tap: Tap) -> Any:
        client = self._client("id", "key", region="ap-singapore", retries=0, transport=tap)
        arguments = {each.name: getattr(request, each.name) for each in fields(request)}
        return getattr(client, names.method(called(action)))(**arguments)


def called(action: Action) -> str:
    """What an action's names in code are made of."""
    return action.alias or action.name


def find(python: Path) -> None:
    """Makes imports find the package that was generated into a folder, and leave nothing there."""
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(python))


def load_all(python: Path, package: str = "") -> tuple[int, list[str]]:
    """Imports every module of a package, or of all, and every name that packages offer.

    Returns how many there were, and what went wrong.
    """
    files = sorted(Path(python, TOP, package).rglob("*.py"))
    wrong = []
    for file in files:
        parts = file.relative_to(python).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                module = import_module(name)
                for offered in module.__getattr__("__all__") if hasattr(module, LAZY) else ():
                    getattr(module, offered)
        except Exception as error:
            wrong.append(f"{name}: {type(error).__name__}: {error}")
    return len(files), wrong


def is_plain(action: Action) -> bool:
    """Whether an action takes and gives one JSON object."""
    return action.body is Body.JSON and not action.streams
