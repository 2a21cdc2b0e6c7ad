"""C201 to C229: fields that come, go, are called otherwise, or need not be there."""

from __future__ import annotations

from .kinds import ChangeKind, Impact, both, parameter, reply

_FILE = "FileId: {type: String, required: true}"
_TASK = "TaskId: {type: String, required: true}"

REQUIRED_ADDED = ChangeKind(
    "C201",
    "required-field-added",
    Impact.BREAKING,
    "A request needs something that it did not have.",
    "Calls that don't give it are refused, by type checkers and by Python.",
    parameter(_FILE),
    parameter(_FILE, "Template: {type: String, required: true}"),
)

OPTIONAL_ADDED = ChangeKind(
    "C202",
    "optional-field-added",
    Impact.SAFE,
    "A request can say something new.",
    "Arguments go by name, and a new one may be left out.",
    parameter(_FILE),
    parameter(_FILE, "Template: {type: String}"),
)

REPLY_FIELD_ADDED = ChangeKind(
    "C203",
    "reply-field-added",
    Impact.SAFE,
    "A reply says something new.",
    "Nobody has to read it. Only who makes replies by hand, in tests, must give a new field that is"
    " always there.",
    reply(_TASK),
    reply(_TASK, "Progress: {type: Integer, required: true}"),
)

FIELD_REMOVED = ChangeKind(
    "C204",
    "field-removed",
    Impact.BREAKING,
    "A request cannot say something any more.",
    "Who gives it is refused, by type checkers and by Python.",
    parameter(_FILE, "Template: {type: String}"),
    parameter(_FILE),
)

REPLY_FIELD_REMOVED = ChangeKind(
    "C205",
    "reply-field-removed",
    Impact.BREAKING,
    "A reply does not say something any more.",
    "Who reads it is refused, by type checkers and by Python.",
    reply(_TASK, "Progress: {type: Integer}"),
    reply(_TASK),
)

FIELD_RENAMED = ChangeKind(
    "C206",
    "field-renamed",
    Impact.BREAKING,
    "A field has another name in generated code.",
    "Calls that give it, and code that reads it, must say the new name. A field that goes while one"
    " of its type, and of like name or description, comes to the same place counts as renamed.",
    parameter(_FILE),
    parameter("FileId: {type: String, required: true, alias: MediaId}"),
)

FIELD_RESPELT = ChangeKind(
    "C207",
    "field-respelt",
    Impact.DANGEROUS,
    "A field has another name on the wire, and the same in generated code.",
    "Typed code stays as it is. Plain data, for `client.call` or from a recorded reply, has the"
    " other name.",
    parameter("SubAppId: {type: Integer}"),
    parameter("SubAppID: {type: Integer}"),
)

BECAME_REQUIRED = ChangeKind(
    "C208",
    "became-required",
    Impact.BREAKING,
    "A request needs something that could be left out.",
    "Calls that leave it out, or give None, are refused, by type checkers and by Python.",
    parameter("Template: {type: String}"),
    parameter("Template: {type: String, required: true}"),
)

BECAME_OPTIONAL = ChangeKind(
    "C209",
    "became-optional",
    Impact.SAFE,
    "A request can do without something that it needed.",
    "Who gives it gives it as before.",
    parameter("Template: {type: String, required: true}"),
    parameter("Template: {type: String}"),
)

REPLY_MAY_LACK = ChangeKind(
    "C210",
    "reply-may-lack",
    Impact.BREAKING,
    "A reply may lack something that was always there.",
    "`str` becomes `str | None`: type checkers refuse code that takes it for text, and such code"
    " fails where the value is missing.",
    reply(_TASK),
    reply("TaskId: {type: String}"),
)

REPLY_ALWAYS_HAS = ChangeKind(
    "C211",
    "reply-always-has",
    Impact.SAFE,
    "A reply always has something that could be missing.",
    "Code that is prepared for None still passes.",
    reply("TaskId: {type: String}"),
    reply(_TASK),
)

NULL_POSSIBLE = ChangeKind(
    "C212",
    "null-possible",
    Impact.DANGEROUS,
    "A reply may lack something that its type promises.",
    "A struct that is sent too is typed by what a request needs. A reply with less in it is read"
    " all the same, and None stands where the type says otherwise.",
    both("Name: {type: String, required: true}"),
    both("Name: {type: String, required: true, nullable: true}"),
)

PRESENCE_DOCUMENTED = ChangeKind(
    "C213",
    "presence-documented",
    Impact.SAFE,
    "When a field is there is said otherwise, and generated code stays the same.",
    "The types already allowed for it.",
    reply("Progress: {type: Integer}"),
    reply("Progress: {type: Integer, nullable: true}"),
    prose=True,
)

ALIAS_CHANGED = ChangeKind(
    "C214",
    "alias-changed",
    Impact.SAFE,
    "An alias is spelt otherwise, and generated code stays the same.",
    "Names in code are made from words: `FileID` and `FileId` come out alike.",
    parameter("Key: {type: String, alias: FileId}"),
    parameter("Key: {type: String, alias: FileID}"),
    prose=True,
)

KINDS = (
    REQUIRED_ADDED,
    OPTIONAL_ADDED,
    REPLY_FIELD_ADDED,
    FIELD_REMOVED,
    REPLY_FIELD_REMOVED,
    FIELD_RENAMED,
    FIELD_RESPELT,
    BECAME_REQUIRED,
    BECAME_OPTIONAL,
    REPLY_MAY_LACK,
    REPLY_ALWAYS_HAS,
    NULL_POSSIBLE,
    PRESENCE_DOCUMENTED,
    ALIAS_CHANGED,
)
