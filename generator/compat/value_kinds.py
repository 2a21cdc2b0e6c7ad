"""C231 to C259: what values a field can have."""

from __future__ import annotations

from .kinds import ChangeKind, Impact, both, parameter, reply

TYPE_CHANGED = ChangeKind(
    "C231",
    "type-changed",
    Impact.BREAKING,
    "A field has another type.",
    "Values of the old type cannot be given, or what is read is not what it was.",
    parameter("Width: {type: String}"),
    parameter("Width: {type: Integer}"),
)

TYPE_WIDENED = ChangeKind(
    "C232",
    "type-widened",
    Impact.SAFE,
    "A field has another type, and what fitted the old one fits the new one.",
    "A whole number can be given for any number, and any text where all text is taken; a reply's"
    " whole number can be read as any number.",
    parameter("Width: {type: Integer}"),
    parameter("Width: {type: Float}"),
)

TEXT_CHANGED = ChangeKind(
    "C233",
    "text-form-changed",
    Impact.DANGEROUS,
    "A field's text has another form: any text, a date, a timestamp, or bytes as Base64.",
    "All of these are `str` to a type checker. A request whose text has not the new form is refused"
    " before it is sent; a reply's text must be read otherwise.",
    parameter("Start: {type: String}"),
    parameter("Start: {type: Timestamp ISO8601}"),
)

VALUES_REMOVED = ChangeKind(
    "C234",
    "values-removed",
    Impact.BREAKING,
    "A request cannot have values any more that it could have.",
    "The type lists what is allowed. Code that gives another value is refused, by a type checker"
    " or before the request is sent.",
    parameter("Mode: {type: String, enum: [fast, good, best]}"),
    parameter("Mode: {type: String, enum: [fast, good]}"),
)

VALUES_NO_LONGER_FIT = ChangeKind(
    "C235",
    "values-no-longer-fit",
    Impact.BREAKING,
    "More values are allowed, and typed code that holds old ones does not fit the new type.",
    "Where a struct is sent and received, its type lists all values: code that has handled each of"
    " them has not handled the new one. And a list of old values is no list of new ones to a type"
    " checker, since a new value could be put into it.",
    both("Mode: {type: String, required: true, enum: [fast, good]}"),
    both("Mode: {type: String, required: true, enum: [fast, good, best]}"),
)

VALUES_REFUSED = ChangeKind(
    "C236",
    "values-refused",
    Impact.DANGEROUS,
    "A request with certain values is refused before it is sent, which no type tells.",
    "Fractions cannot be listed in a type, so that only the check at run time finds them.",
    parameter("Speed: {type: Float, enum: [0.5, 1.5, 2.5]}"),
    parameter("Speed: {type: Float, enum: [0.5, 1.5]}"),
)

VALUES_ADDED = ChangeKind(
    "C237",
    "values-added",
    Impact.SAFE,
    "A request can have values that it could not have.",
    "What was allowed still is.",
    parameter("Mode: {type: String, enum: [fast, good]}"),
    parameter("Mode: {type: String, enum: [fast, good, best]}"),
)

KNOWN_VALUES_CHANGED = ChangeKind(
    "C238",
    "known-values-changed",
    Impact.SAFE,
    "Other values are known of a field that may have any.",
    "In what only replies hold, and where an enumeration is open, the values that are listed are"
    " examples to a type checker. Code that treats one that went does so for nothing.",
    reply("Status: {type: String, required: true, enum: [WAITING, PROCESSING, FINISH]}"),
    reply("Status: {type: String, required: true, enum: [WAITING, FINISH]}"),
)

REPLY_VALUES_ADDED = ChangeKind(
    "C239",
    "reply-values-added",
    Impact.DANGEROUS,
    "A reply can have values that nobody knew of.",
    "In what replies hold, the values that are listed are examples to a type checker, which lets"
    " any other pass. Code that treats each of the old ones takes a new one for none of them. That"
    " holds for values that the spec states, and for those that its prose tells.",
    reply("Status: {type: String, required: true, enum: [WAITING, FINISH]}"),
    reply("Status: {type: String, required: true, enum: [WAITING, PROCESSING, FINISH]}"),
)

LIMIT_TIGHTENED = ChangeKind(
    "C241",
    "limit-tightened",
    Impact.DANGEROUS,
    "A request must keep to a limit that is new, or narrower.",
    "Values beyond it are refused before they are sent; the service would refuse them too.",
    parameter("Width: {type: Integer, maximum: 4096}"),
    parameter("Width: {type: Integer, maximum: 1920}"),
)

LIMIT_LOOSENED = ChangeKind(
    "C242",
    "limit-loosened",
    Impact.SAFE,
    "A request need not keep to a limit any more, or to a wider one.",
    "What was allowed still is.",
    parameter("Width: {type: Integer, maximum: 1920}"),
    parameter("Width: {type: Integer, maximum: 4096}"),
)

REPLY_LIMIT_CHANGED = ChangeKind(
    "C243",
    "reply-limit-changed",
    Impact.SAFE,
    "A reply is said to keep to other limits.",
    "Replies are read whatever limits they break.",
    reply("Width: {type: Integer, maximum: 1920}"),
    reply("Width: {type: Integer, maximum: 4096}"),
    prose=True,
)

FORMAT_NARROWED = ChangeKind(
    "C244",
    "format-narrowed",
    Impact.DANGEROUS,
    "A request's number has fewer bits, or another range.",
    "Numbers beyond it are refused before they are sent.",
    parameter("Width: {type: Integer, format: int64}"),
    parameter("Width: {type: Integer, format: int32}"),
)

FORMAT_WIDENED = ChangeKind(
    "C245",
    "format-widened",
    Impact.SAFE,
    "A request's number has more bits.",
    "What was allowed still is. Whole numbers have no bounds in Python, so what is read is too.",
    parameter("Width: {type: Integer, format: int32}"),
    parameter("Width: {type: Integer, format: int64}"),
)

DEFAULT_CHANGED = ChangeKind(
    "C246",
    "default-changed",
    Impact.DANGEROUS,
    "The service assumes another value where a request has none, or nobody knows which any more.",
    "Calls that leave it out get something else than they got.",
    parameter("Codec: {type: String, default: libx264}"),
    parameter("Codec: {type: String, default: libx265}"),
)

DEFAULT_STATED = ChangeKind(
    "C247",
    "default-stated",
    Impact.SAFE,
    "It is said what the service assumes where a request has no value.",
    "The service decides, and has decided before. In replies a default has no meaning.",
    parameter("Codec: {type: String}"),
    parameter("Codec: {type: String, default: libx264}"),
    prose=True,
)

UNIT_CHANGED = ChangeKind(
    "C248",
    "unit-changed",
    Impact.DANGEROUS,
    "A number is counted in another unit.",
    "The same number means something else.",
    parameter("Offset: {type: Float, unit: s}"),
    parameter("Offset: {type: Float, unit: ms}"),
)

TOLD_OTHERWISE = ChangeKind(
    "C249",
    "told-otherwise",
    Impact.DANGEROUS,
    "The prose about a request takes back what it said: a default, a unit, what is allowed.",
    "Hints are never enforced, so that the same request is sent as before. The service may assume"
    " something else, take the number for another one, or refuse it. What prose says where it said"
    " nothing is C902.",
    parameter("Width: {type: Integer, hints: {maximum: 4096}}"),
    parameter("Width: {type: Integer, hints: {maximum: 1920}}"),
)

KINDS = (
    TYPE_CHANGED,
    TYPE_WIDENED,
    TEXT_CHANGED,
    VALUES_REMOVED,
    VALUES_NO_LONGER_FIT,
    VALUES_REFUSED,
    VALUES_ADDED,
    KNOWN_VALUES_CHANGED,
    REPLY_VALUES_ADDED,
    LIMIT_TIGHTENED,
    LIMIT_LOOSENED,
    REPLY_LIMIT_CHANGED,
    FORMAT_NARROWED,
    FORMAT_WIDENED,
    DEFAULT_CHANGED,
    DEFAULT_STATED,
    UNIT_CHANGED,
    TOLD_OTHERWISE,
)
