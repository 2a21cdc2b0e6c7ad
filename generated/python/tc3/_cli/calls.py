"""One call of an action: the client that makes it, and what it prints.

All that a call is, the generated client knows: signing, retries, limits, lists, waiting.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any, NamedTuple

from .._runtime.credentials import part
from .._runtime.model import Struct
from .._runtime.structs import members_of
from .members import Misused
from .plain import is_object
from .printing import visible
from .sending import Holder, Recorder
from .shapes import Command, Pages, Service, Wait

#: What the reply of a deprecated action says beside everything else.
_WARNING = "DeprecatedWarning"


class Call(NamedTuple):
    """What is to be called."""

    where: str
    """The package of the service's version."""
    service: Service
    command: Command
    request: Struct
    content: bytes | None
    """What is sent, where that is no object."""
    given: Mapping[str, Any]
    """The options, by their names with underscores."""

    @property
    def arguments(self) -> dict[str, Any]:
        """Those of the client's method."""
        renamed = self.command.renamed
        found = {
            renamed.get(name, name): getattr(self.request, name)
            for name, _, _ in members_of(type(self.request))
        }
        return found if self.content is None else {**found, "body": self.content}


def hold(call: Call) -> None:
    """Makes the request, and raises Ready with it."""
    transport = _transport(call, Holder())
    with _proxy_of(call.given), client_of(call, transport) as client:
        if call.command.stream:
            next(getattr(client, call.command.stream)(**call.arguments))
        else:
            getattr(client, call.command.method)(**call.arguments)


def replies(call: Call) -> Iterator[Any]:
    """The replies to print: one, or the events of a stream as they come.

    Raises TencentCloudError and Misused.
    """
    from .._runtime.urllib3_transport import Urllib3Transport

    transport = _transport(call, Urllib3Transport())
    try:
        # Python's own warnings are for programs; `warning_of` is for people.
        with (
            warnings.catch_warnings(action="ignore", category=DeprecationWarning),
            _proxy_of(call.given),
            client_of(call, transport) as client,
        ):
            yield from _replies(call, client, transport)
    finally:
        transport.close()


def _replies(call: Call, client: Any, transport: Recorder) -> Iterator[Any]:
    command, given = call.command, call.given
    if (given["wait"] is not None) + bool(given["waiter"]) + given["all"] > 1:
        raise Misused("--all, --wait, --waiter", "give one of them")
    if command.stream:
        for event in getattr(client, command.stream)(**call.arguments):
            yield event.data if event.json is None else event.json
        return
    wait = None if given["wait"] is None else _chosen(command, given["wait"])
    method = getattr(client, command.method)
    if given["all"] and command.pages is None:
        raise Misused("--all", f"{command.wire} gives no list in parts")
    # feature: paging
    if given["all"] and command.pages is not None:
        yield _whole(call, command.pages, client, transport)
        return
    if given["waiter"]:
        from .polling import poll

        yield poll(given["waiter"], lambda: _asked(method, call, transport))
        return
    if wait is None:
        yield _asked(method, call, transport)
        return
    # feature: waiting
    yield from _waited(call, client, transport, wait)


def _asked(method: Any, call: Call, transport: Recorder) -> dict[str, Any]:
    method(**call.arguments)
    return transport.reply()


# feature: paging
def _whole(
    call: Call, pages: Pages, client: Any, transport: Recorder
) -> dict[str, Any]:
    """The last reply, with the items of all in it."""
    *above, last = pages.items.split(".")
    items: list[Any] = []
    whole: dict[str, Any] = {}
    for _ in getattr(client, pages.method)(**call.arguments):
        whole = transport.reply()
        holder: dict[str, Any] = whole
        for name in above:
            holder = holder.setdefault(name, {})
        items += holder.get(last) or []
        holder[last] = items
    return whole


# feature: waiting
def _waited(
    call: Call, client: Any, transport: Recorder, wait: Wait
) -> Iterator[dict[str, Any]]:
    """The reply that says that it is over, or how it failed."""
    from .._runtime.errors import WaitFailed
    from .progress import shown_progress

    sides = {"request": call.request}
    if any(side == "reply" for side, _ in wait.given.values()):
        sides["reply"] = getattr(client, call.command.method)(**call.arguments)
    arguments = {
        name: getattr(sides[side], attribute)
        for name, (side, attribute) in wait.given.items()
    }
    if "reply" in sides:
        known = {name: value for name, value in arguments.items() if value is not None}
        if any(
            n not in known for n, (side, _) in wait.given.items() if side == "reply"
        ):
            print("warning: the reply names nothing to wait for", file=sys.stderr)
            yield transport.reply()
            return
        # Whatever becomes of the waiting, this is not lost.
        said = " ".join(f"{_option(name)} {value}" for name, value in known.items())
        print(visible(f"waiting for {wait.name}: {said}"), file=sys.stderr)
    if (delay := call.given["wait_interval"]) is not None:
        arguments |= {"delay": delay, "max_delay": max(delay, 30.0)}
    if (timeout := call.given["wait_timeout"]) is not None:
        arguments["timeout"] = timeout
    failure: WaitFailed | None = None
    with shown_progress(wait.name) as on_poll:
        try:
            getattr(client, wait.method)(**arguments, on_poll=on_poll)
        except WaitFailed as error:
            failure = error
    yield transport.reply()
    if failure is not None:
        raise failure


def _option(parameter: str) -> str:
    return f"--{parameter.rstrip('_').replace('_', '-')}"


def _chosen(command: Command, name: str) -> Wait:
    """What `--wait` names, or the only thing that there is to wait for."""
    names = ", ".join(wait.name for wait in command.waits)
    if not names:
        raise Misused(
            "--wait",
            f"the spec says of nothing that {command.wire} starts when it ends",
        )
    if not name and len(command.waits) > 1:
        raise Misused("--wait", f"there are {names}; name one")
    for wait in command.waits:
        if name in ("", wait.name):
            return wait
    raise Misused("--wait", f"there is no {name!r}; there is {names}")


def client_of(call: Call, transport: Any) -> Any:
    """The client that the options ask for.  Raises TencentCloudError."""
    given = call.given
    if given["endpoint"] == "":  # a variable of a shell that is not set
        raise Misused("--endpoint", "a site, a host or a URL is wanted")
    options = {
        name: given[name]
        for name in ("region", "endpoint", "timeout", "retries", "language")
        if given[name] is not None
    }
    cls = getattr(import_module(f"{call.where}.client"), call.service.client)
    return cls(
        **_who(given), **options, validate=not given["no_validate"], transport=transport
    )


@contextmanager
def _proxy_of(given: Mapping[str, Any]) -> Generator[None, None, None]:
    """The proxy that the options name is that of the environment, for keys of roles as well."""
    proxy = given["proxy"] or given["https_proxy"]
    named = {"https_proxy": proxy, "http_proxy": proxy, "no_proxy": ""} if proxy else {}
    before = {name: os.environ.get(name) for name in named}
    os.environ.update(named)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _who(given: Mapping[str, Any]) -> dict[str, Any]:
    """Whose credentials: what the options name, else what the client finds."""
    names = ("secret_id", "secret_key", "token", "profile")
    told = {name: given[name] for name in names if given[name] is not None}
    named = told.keys() - {"profile"}
    if named and not {"secret_id", "secret_key"} <= named:
        raise Misused(
            "--secretId, --secretKey",
            "they are given together, with --token or without",
        )
    if given["use_cvm_role"]:
        return {"credential": part("credential_roles").InstanceRole()}
    if role := given["role_arn"]:
        from .._runtime.credentials import source_of

        keys, profile = [told.get(name) for name in names[:3]], told.get("profile")
        source = source_of(keys[0], keys[1], keys[2], None, profile)
        session = given["role_session_name"] or "tc3gen"
        roles = part("credential_roles")
        return {"credential": roles.AssumeRole(role, source, session_name=session)}
    if given["secret_id"] is not None:
        told.pop("profile", None)
    return told


def _transport(call: Call, inner: Any) -> Recorder:
    """One that tells the service who calls, where somebody wants that."""
    name = call.given["request_client"]
    if name and not (
        len(name) <= 128 and all(c.isalnum() or c in "-_,." for c in name)
    ):
        raise Misused(
            "--request-client", "at most 128 letters, digits and -_,. are allowed"
        )
    return Recorder(inner, name or "")


def warning_of(reply: object) -> str:
    """What the service warns of beside a reply; empty where it does not."""
    return str(reply.get(_WARNING) or "") if is_object(reply) else ""
