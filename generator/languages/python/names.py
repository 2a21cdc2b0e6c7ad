"""The one authority over names in generated Python.

A name is made from a wire name's words alone, never from its neighbours, so that adding a field or
an action renames nothing.  A name that its scope cannot have gains a trailing underscore.  Builtins
are not reserved as such: fields called `id` or `type` are what callers expect.

The reserved sets are frozen: an entry more renames what people already call.  Each says for whom
it is kept; a new public name of the runtime must be checked against what specs use before it is
added there.
"""

from __future__ import annotations

import keyword

from ... import words

#: What a method of a client cannot be called: the public names of the runtime's clients, and those
#: that later versions are expected to want.
CLIENT_METHODS = frozenset(
    {
        "aclose",
        "call",
        "call_stream",
        "close",
        "invoke",
        "options",
        "paginate",
        "region",
        "wait",
        "with_options",
    }
)

#: What a class in a version's package cannot be called.
CLASSES = frozenset({"False", "None", "True"})

#: What an error class cannot be called: the runtime's own tree, which `errors` offers beside it.
ERRORS = CLASSES | {
    "AlreadyAccepted",
    "ConfigurationError",
    "ConnectFailed",
    "ConnectionLost",
    "CredentialError",
    "Fault",
    "HTTPStatusError",
    "MalformedResponseError",
    "PagingError",
    "ServiceError",
    "TencentCloudError",
    "TimedOut",
    "TransportError",
    "ValidationError",
    "WaitFailed",
    "WaitTimeout",
}

#: What a parameter or a field cannot be called: methods already have a `self`.
FIELDS = frozenset({"self"})

#: What a parameter cannot be called beside the bytes that a method sends.
SENDING = FIELDS | {"body"}

#: What a parameter of a method that waits cannot be called: those that all of them have.
WAITING = FIELDS | {"delay", "max_delay", "on_poll", "timeout"}

#: What a service's package cannot be called beside `_runtime`; `tc3` itself holds no other name.
PACKAGES = frozenset({"py"})

#: Builtins that annotations use.  Inside a class that has a field or a method of such a name, an
#: annotation must say `_builtins.list`.
ANNOTATION_BUILTINS = frozenset({"bool", "bytes", "dict", "float", "int", "list", "object", "str"})


def _free(name: str, reserved: frozenset[str] = frozenset()) -> str:
    return f"{name}_" if keyword.iskeyword(name) or name in reserved else name


def field(wire: str) -> str:
    """A field of a dataclass and a parameter of a method: `SubAppId` as `sub_app_id`."""
    return _free(words.snake(wire), FIELDS)


def method(wire: str) -> str:
    """An action's method: `RebuildMedia` as `rebuild_media`."""
    return _free(words.snake(wire), CLIENT_METHODS)


def pages(wire: str) -> str:
    """The method that goes through replies: `DescribeTasks` as `describe_tasks_pages`."""
    return words.snake(wire) + "_pages"


def items(wire: str) -> str:
    """The method that goes through the items in them: `describe_tasks_items`."""
    return words.snake(wire) + "_items"


def stream(wire: str) -> str:
    """The method that hands out a reply while it comes: `recite_stream`."""
    return _free(words.snake(wire) + "_stream", CLIENT_METHODS)


def send_parameter(wire: str) -> str:
    """A parameter of a method that sends bytes: `Body` as `body_`."""
    return _free(words.snake(wire), SENDING)


def wait(waiter: str) -> str:
    """The method that waits: `TaskFinished` as `wait_until_task_finished`."""
    return "wait_until_" + words.snake(waiter)


def wait_parameter(wire: str) -> str:
    """A parameter of such a method: `Timeout` as `timeout_`."""
    return _free(words.snake(wire), WAITING)


def constant(wire: str) -> str:
    """An action's constant: `RebuildMedia` as `REBUILD_MEDIA`."""
    return words.snake(wire).upper()


def module(wire: str) -> str:
    """The module of a struct or an action."""
    return _free(words.snake(wire))


def package(service: str) -> str:
    """A service's package: `as` as `as_`."""
    return _free(words.snake(service), PACKAGES)


def version_module(version: str) -> str:
    """A version's package: `2018-07-17` as `v20180717`."""
    return "v" + version.replace("-", "")


def class_(wire: str, reserved: frozenset[str] = CLASSES) -> str:
    """A struct's class: the wire name, in capitals at its head."""
    return _free(words.pascal(wire), reserved)


def client(service: str) -> str:
    """A service's client: `vod` as `VodClient`."""
    return words.pascal(service) + "Client"


def error(code: str) -> str:
    """A class for an error code: `InvalidParameterValue.SessionId` without its dots."""
    return class_(code, ERRORS)
