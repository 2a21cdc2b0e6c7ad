"""C101 to C139: changes of actions."""

from __future__ import annotations

from .kinds import ChangeKind, Impact, action, sample

_PLAIN = action()
_TWO = _PLAIN + "  DescribeTask:\n    input:\n      TaskId: {type: String, required: true}\n"
_SESSION = (
    "actions:\n  RebuildMedia:\n{}    input:\n"
    "      FileId: {{type: String, required: true}}\n      SessionId: {{type: String}}\n"
)


def _session(line: str = "") -> str:
    return sample(_SESSION.format(f"    {line}\n" if line else ""))


_CODES = """
errors:
  FailedOperation.Lost: The file is lost.
  InternalError: The service failed.
"""

ACTION_REMOVED = ChangeKind(
    "C101",
    "action-removed",
    Impact.BREAKING,
    "An action is gone.",
    "The client has no such method any more, nor are there the classes of its request and reply."
    " The service may still answer `client.call`.",
    _TWO,
    _PLAIN,
)

ACTION_RENAMED = ChangeKind(
    "C102",
    "action-renamed",
    Impact.BREAKING,
    "An action has another name in generated code.",
    "Its method and the classes of its request and reply are called otherwise. An action that goes"
    " while one comes that takes and gives nearly the same, and is described alike, counts as"
    " renamed.",
    _PLAIN,
    action("alias: RestoreMedia"),
)

ACTION_ADDED = ChangeKind(
    "C103",
    "action-added",
    Impact.SAFE,
    "There is a new action.",
    "A new method, and new classes, are in nobody's way.",
    _PLAIN,
    _TWO,
)

ACTION_OFFLINE = ChangeKind(
    "C104",
    "action-offline",
    Impact.BREAKING,
    "The service does not answer an action any more.",
    "The method is still there, so that nothing tells but this: every call of it fails.",
    _PLAIN,
    action("offline: true"),
)

ACTION_ONLINE = ChangeKind(
    "C105",
    "action-online",
    Impact.SAFE,
    "The service answers an action again.",
    "What failed works.",
    action("offline: true"),
    _PLAIN,
)

DEPRECATED = ChangeKind(
    "C106",
    "deprecated",
    Impact.SAFE,
    "Callers are asked to leave an action or a field.",
    "It still works. The documentation says what to use instead; now is the time to move.",
    _PLAIN,
    action("deprecated: {replacement: EnhanceMedia}"),
)

NOT_DEPRECATED = ChangeKind(
    "C107",
    "no-longer-deprecated",
    Impact.SAFE,
    "An action or a field may be used again, or is to be left for another reason.",
    "Only documentation changes.",
    action("deprecated: {replacement: EnhanceMedia}"),
    _PLAIN,
    prose=True,
)

ACTION_RESPELT = ChangeKind(
    "C108",
    "action-respelt",
    Impact.DANGEROUS,
    "An action has another name on the wire, and the same in generated code.",
    "Nothing changes for callers of the method. Who says the name in `client.call`, or has"
    " permissions that name it, must say the new one.",
    _PLAIN,
    action("alias: RebuildMedia", name="RestoreMedia"),
)

REGION_REQUIRED = ChangeKind(
    "C110",
    "region-required",
    Impact.DANGEROUS,
    "A region must go with a request.",
    "A client that was made without one refuses the call before it is sent.",
    _PLAIN,
    action("region: required"),
)

REGION_CHANGED = ChangeKind(
    "C111",
    "region-changed",
    Impact.DANGEROUS,
    "A region goes with a request that had none, or no longer goes with it.",
    "The client's region was of no meaning here, and now decides who answers; or the other way"
    " round.",
    _PLAIN,
    action("region: unused"),
)

REGION_OPTIONAL = ChangeKind(
    "C112",
    "region-optional",
    Impact.SAFE,
    "A region may be left out that had to be given.",
    "Who gives one gives it as before.",
    action("region: required"),
    _PLAIN,
)

READ_ONLY_LOST = ChangeKind(
    "C113",
    "read-only-lost",
    Impact.DANGEROUS,
    "An action counts as one that changes something.",
    "A call whose outcome is unknown is not repeated any more: what the client bore with silently"
    " now raises.",
    action("read_only: true"),
    _PLAIN,
)

READ_ONLY_GAINED = ChangeKind(
    "C114",
    "read-only-gained",
    Impact.SAFE,
    "An action counts as one that changes nothing.",
    "The client repeats a call whose outcome is unknown, which does no harm.",
    _PLAIN,
    action("read_only: true"),
)

DEDUPLICATION_LOST = ChangeKind(
    "C115",
    "deduplication-lost",
    Impact.DANGEROUS,
    "The service is not said to know a repeated request any more.",
    "The client sends no ID of its own making, and does not repeat a call whose outcome is"
    " unknown.",
    _session("deduplicated_by: SessionId"),
    _session(),
)

DEDUPLICATION_CHANGED = ChangeKind(
    "C116",
    "deduplication-changed",
    Impact.DANGEROUS,
    "The service knows a repeated request by something else, or answers it otherwise.",
    "What the client fills in, and what it takes for the answer to an earlier attempt, changes.",
    _session("deduplicated_by: SessionId"),
    _session("deduplicated_by: {field: SessionId, seconds: 60}"),
)

DEDUPLICATION_GAINED = ChangeKind(
    "C117",
    "deduplication-gained",
    Impact.SAFE,
    "The service knows a repeated request.",
    "The client gives each call a fresh ID where the caller gives none, and repeats what got lost.",
    _session(),
    _session("deduplicated_by: SessionId"),
)

SIGNATURE_REQUIRED = ChangeKind(
    "C118",
    "signature-required",
    Impact.DANGEROUS,
    "An action must be signed.",
    "Who calls it without credentials is refused.",
    action("unsigned: true"),
    _PLAIN,
)

SIGNATURE_DROPPED = ChangeKind(
    "C119",
    "signature-dropped",
    Impact.SAFE,
    "An action needs no signature.",
    "Credentials may be there, and are not needed.",
    _PLAIN,
    action("unsigned: true"),
)

FORM_CHANGED = ChangeKind(
    "C120",
    "request-form-changed",
    Impact.DANGEROUS,
    "Requests of an action are sent in another form.",
    "As JSON, as a form with files, or with other headers: what stands between caller and service,"
    " such as a proxy or a recorded test, sees another request. Files of a form are `bytes`, where"
    " JSON has text in Base64; that is a change of their own.",
    action("body: octet-stream", "header_prefix: X-VOD-"),
    action("body: octet-stream", "header_prefix: X-MEDIA-"),
)

BYTES_CHANGED = ChangeKind(
    "C121",
    "request-bytes-changed",
    Impact.BREAKING,
    "An action sends bytes beside its parameters, or no longer.",
    "The method takes the bytes as its first argument. Calls without them are refused, or calls"
    " that still have them.",
    _PLAIN,
    action("body: octet-stream", "header_prefix: X-VOD-"),
)

STREAM_REMOVED = ChangeKind(
    "C125",
    "stream-removed",
    Impact.BREAKING,
    "The reply is no stream of events any more.",
    "The method that hands the events out is gone.",
    action("streams: true"),
    _PLAIN,
)

STREAM_ADDED = ChangeKind(
    "C126",
    "stream-added",
    Impact.SAFE,
    "The reply can be a stream of events.",
    "A method of its own hands the events out. The other one stays as it is.",
    _PLAIN,
    action("streams: true"),
)

RATE_LIMIT_LOWERED = ChangeKind(
    "C122",
    "rate-limit-lowered",
    Impact.DANGEROUS,
    "Fewer requests per second are said to be allowed.",
    "A client that keeps to rates makes its callers wait longer; one that does not sees more of its"
    " requests refused.",
    action("rate_limit: 20"),
    action("rate_limit: 10"),
)

RATE_LIMIT_RAISED = ChangeKind(
    "C123",
    "rate-limit-raised",
    Impact.SAFE,
    "More requests per second are said to be allowed.",
    "Nobody has to use them.",
    action("rate_limit: 10"),
    action("rate_limit: 20"),
)

ACTION_ERRORS_CHANGED = ChangeKind(
    "C124",
    "action-errors-changed",
    Impact.SAFE,
    "An action is said to answer with other error codes.",
    "The list under Raises changes. Any code can be raised by any call, listed or not.",
    action("errors: [InternalError]") + _CODES,
    action("errors: [FailedOperation.Lost, InternalError]") + _CODES,
    prose=True,
)

ACTION_ERRORS_DROPPED = ChangeKind(
    "C127",
    "action-errors-dropped",
    Impact.DANGEROUS,
    "An action is not said any more to answer with an error code that is still there.",
    "The code has a class as before, but not in a package that has classes only for what its own"
    " actions list, as vendored ones have: where this action was the last, `except errors.X` fails"
    " there. `--action` tells, and so does `tc3gen update` where such a package is made.",
    action("errors: [FailedOperation.Lost, InternalError]") + _CODES,
    action("errors: [InternalError]") + _CODES,
)

KINDS = (
    ACTION_REMOVED,
    ACTION_RENAMED,
    ACTION_ADDED,
    ACTION_OFFLINE,
    ACTION_ONLINE,
    DEPRECATED,
    NOT_DEPRECATED,
    ACTION_RESPELT,
    REGION_REQUIRED,
    REGION_CHANGED,
    REGION_OPTIONAL,
    READ_ONLY_LOST,
    READ_ONLY_GAINED,
    DEDUPLICATION_LOST,
    DEDUPLICATION_CHANGED,
    DEDUPLICATION_GAINED,
    SIGNATURE_REQUIRED,
    SIGNATURE_DROPPED,
    FORM_CHANGED,
    BYTES_CHANGED,
    RATE_LIMIT_LOWERED,
    RATE_LIMIT_RAISED,
    ACTION_ERRORS_CHANGED,
    ACTION_ERRORS_DROPPED,
    STREAM_REMOVED,
    STREAM_ADDED,
)
