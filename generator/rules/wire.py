"""B001 to B009: what is sent as a form or as bytes, or comes as a stream, can be."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Diagnostic, Rule, Severity
from ..model import Action, Body, Kind
from . import ways
from .context import Context, Path
from .samples import sample


def _sending(body: str, field: str = "TopicId: {type: String}", more: str = "") -> str:
    """A whole `api.yaml` with one action that sends something else than JSON."""
    return sample(f"""
        actions:
          UploadLog:
            {body}
            input:
              {field}
              {more or "HashKey: {type: String}"}
    """)


def _listing(way: str) -> str:
    """A whole `api.yaml` with one action that pages."""
    return sample(f"""
        actions:
          DescribeTasks:{f"{chr(10)}            {way}" if way else ""}
            paging: {{style: token, input: Token, output: Token, items: Tasks}}
            input: {{Token: {{type: String}}}}
            output: {{Tasks: {{type: Array of String}}, Token: {{type: String}}}}
    """)


_SOUND = _sending("body: octet-stream\n            header_prefix: X-CLS-")

NEEDLESS_PREFIX = Rule(
    "B001",
    "needless-header-prefix",
    Severity.ERROR,
    "`header_prefix` is set, and the request is not sent as bytes.",
    "Only with `body: octet-stream` do fields travel in headers. Elsewhere the key shows that"
    " something is missing or too much.",
    _sending("header_prefix: X-CLS-"),
    _SOUND,
)

MISSING_PREFIX = Rule(
    "B002",
    "missing-header-prefix",
    Severity.ERROR,
    "The request is sent as bytes, and nothing says which headers its fields are.",
    "A field `TopicId` travels as the header `X-CLS-TopicId` where `header_prefix` is `X-CLS-`."
    " Without it, a field could stand for any header at all.",
    _sending("body: octet-stream"),
    _SOUND,
)

FOREIGN_PREFIX = Rule(
    "B003",
    "foreign-header-prefix",
    Severity.ERROR,
    "`header_prefix` could make a field a header that says something else.",
    "`X-TC-` begins the headers that say what is called and by whom, and headers that do not begin"
    " with `X-` belong to HTTP. A field must not be able to stand in for them.",
    _sending("body: octet-stream\n            header_prefix: X-TC-"),
    _SOUND,
)

NO_HEADER_VALUE = Rule(
    "B004",
    "no-header-value",
    Severity.ERROR,
    "A field travels in a header, and its type does not fit there.",
    "A header is one line of text: a text, a number, true or false. Lists, structs and files have"
    " no form there that the service is known to read.",
    _sending(
        "body: octet-stream\n            header_prefix: X-CLS-", "TopicId: {type: Array of String}"
    ),
    _SOUND,
)

HEADERS_CLASH = Rule(
    "B005",
    "headers-clash",
    Severity.ERROR,
    "Two fields travel in headers whose names differ in upper and lower case alone.",
    "To HTTP they are one header. An `alias` does not help, for it is the name on the wire.",
    _sending(
        "body: octet-stream\n            header_prefix: X-CLS-",
        more="TOPICID: {type: String, alias: OtherTopic}",
    ),
    _SOUND,
)

FORM_WITHOUT_FILE = Rule(
    "B006",
    "form-without-file",
    Severity.WARNING,
    "The request is sent as a form, and holds no file.",
    "A form is there for files, which are fields of the type `Binary`. Without any, the type of"
    " one is probably wrong, or the request is JSON after all.",
    _sending("body: multipart"),
    _sending("body: multipart", "File: {type: Binary}"),
)

LISTED_FILES = Rule(
    "B007",
    "listed-files",
    Severity.ERROR,
    "A form holds a list of files in one field.",
    "A file is a part of a form, under the name of its field. How several of one name would travel"
    " is not known. Inside a struct, `Binary` is text in Base64, as it is in JSON.",
    _sending("body: multipart", "File: {type: Array of Binary}"),
    _sending("body: multipart", "File: {type: Binary}"),
)

LIMITED_FILE = Rule(
    "B008",
    "limited-file",
    Severity.ERROR,
    "A file of a form has a limit that is for text.",
    "Lengths count characters, and patterns match them. A file is bytes, which have none; what is"
    " known of its size belongs into the description.",
    _sending("body: multipart", "File: {type: Binary, maxLength: 1000}"),
    _sending("body: multipart", "File: {type: Binary}"),
)

NOT_FOLLOWED = Rule(
    "B009",
    "cannot-be-followed-up",
    Severity.ERROR,
    "An action pages or is waited with, and answers with a stream or sends bytes.",
    "Methods that page or wait ask several times with the same fields, and look for the answer in"
    " the members of one reply. A stream has many, and bytes are no field.",
    _listing("streams: true"),
    _listing(""),
)

RULES = (
    NEEDLESS_PREFIX,
    MISSING_PREFIX,
    FOREIGN_PREFIX,
    NO_HEADER_VALUE,
    HEADERS_CLASH,
    FORM_WITHOUT_FILE,
    LISTED_FILES,
    LIMITED_FILE,
    NOT_FOLLOWED,
)


def check(context: Context) -> Iterator[Diagnostic]:
    """Every action that is not sent or answered as others are."""
    for action in context.service.actions:
        path: Path = ("actions", action.name)
        if action.body is Body.OCTET_STREAM:
            yield from _bytes(context, action, path)
        elif action.header_prefix:
            message = f"the fields of `{action.name}` do not travel in headers"
            help = "add `body: octet-stream`, or remove it"
            yield NEEDLESS_PREFIX.at(context.key(*path, "header_prefix"), message, help)
        if action.body is Body.MULTIPART:
            yield from _form(context, action, path)
        yield from _followed(context, action, path)


def _bytes(context: Context, action: Action, path: Path) -> Iterator[Diagnostic]:
    prefix = action.header_prefix.lower()
    if not prefix and action.input:
        message = f"`{action.name}` sends bytes, and its fields have no place"
        help = "add `header_prefix:`, such as `X-CLS-`"
        yield MISSING_PREFIX.at(context.key(*path, "body"), message, help)
    elif prefix and (not prefix.startswith("x-") or prefix.startswith("x-tc-")):
        where = context.value(*path, "header_prefix")
        message = f"`{action.header_prefix}` begins headers that are not the action's own"
        yield FOREIGN_PREFIX.at(where, message, "begin it with `X-` and the service's name")
    seen: dict[str, str] = {}
    for field in action.input:
        fits = field.type.kind in ways.SINGLE - {Kind.BINARY}
        if not fits and not ways.is_unclear(context, field):
            where = context.value(*path, "input", field.name, "type")
            message = f"`{field.name}` is a header, which cannot hold `{field.type}`"
            yield NO_HEADER_VALUE.at(where, message, "make it a scalar, or remove it")
        first = seen.setdefault(field.name.lower(), field.name)
        if first != field.name:
            message = f"`{first}` and `{field.name}` are one header"
            where = context.key(*path, "input", field.name)
            yield HEADERS_CLASH.at(where, message, "remove one of them")


def _form(context: Context, action: Action, path: Path) -> Iterator[Diagnostic]:
    binary = [field for field in action.input if field.type.leaf.kind is Kind.BINARY]
    for field in binary:
        if field.type.kind is Kind.ARRAY:
            where = context.value(*path, "input", field.name, "type")
            message = f"`{field.name}` is a list of files, which a form has no place for"
            yield LISTED_FILES.at(where, message, "make it `Binary`")
        elif field.limits:
            where = context.key(*path, "input", field.name)
            message = f"`{field.name}` is a file, and has limits that are for text"
            yield LIMITED_FILE.at(where, message, "put them into words, in its description")
    if not binary and context.complete:
        message = f"`{action.name}` is sent as a form, and no field of it is `Binary`"
        help = "make the file `Binary`, or remove `body`"
        yield FORM_WITHOUT_FILE.at(context.key(*path, "body"), message, help)


def _followed(context: Context, action: Action, path: Path) -> Iterator[Diagnostic]:
    if action.streams:
        why = "answers with a stream"
    elif action.body is Body.OCTET_STREAM:
        why = "sends bytes"
    else:
        return
    if action.paging is not None:
        message = f"`{action.name}` {why}, and so cannot page"
        yield NOT_FOLLOWED.at(context.key(*path, "paging"), message, "remove one of the two")
    for waiter in context.service.waiters:
        if waiter.action == action.name:
            message = f"`{action.name}` {why}, and so cannot be waited with"
            where = context.key("waiters", waiter.name)
            yield NOT_FOLLOWED.at(where, message, "remove one of the two")
