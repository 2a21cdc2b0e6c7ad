"""I001 to I010, I020: what can be wrong with a definition that is imported."""

from __future__ import annotations

from ...diagnostics import Example, Rule, Severity


def _definition(
    input: str = "",
    *,
    objects: str = "",
    action: str = "RebuildMedia",
    metadata: str = '"serviceShortName": "vod", "apiVersion": "2018-07-17"',
    examples: str = "",
) -> str:
    """Commands that write a definition and import it."""
    request = f'"{action}Request": {{"members": [{input}]}}'
    reply = f'"{action}Response": {{"members": []}}'
    messages = f'"input": "{action}Request", "output": "{action}Response"'
    written = (
        f'{{"metadata": {{{metadata}}}, "actions": {{"{action}": {{{messages}}}}},'
        f' "objects": {{{request}, {reply}{objects}}}}}'
    )
    lines = ["mkdir v20180717", f"echo '{written}' > v20180717/api.json"]
    if examples:
        lines.append(f"echo '{examples}' > v20180717/examples.json")
    return "\n".join([*lines, "tc3gen import api-json v20180717 --into imported\n"])


def member(name: str, type: str = "string", exact: str = "string") -> str:
    """A member of an object."""
    return f'{{"name": "{name}", "type": "{type}", "member": "{exact}"}}'


def _rule(
    code: str,
    name: str,
    summary: str,
    why: str,
    fails: str,
    passes: str,
    severity: Severity = Severity.ERROR,
) -> Rule:
    return Rule(code, name, severity, summary, why, fails, passes, Example.COMMANDS)


_SOUND = _definition(member("FileId"))

NOT_JSON = _rule(
    "I001",
    "unreadable-definition",
    "A definition cannot be read as JSON.",
    "A download may have been cut off, or the file is not what its name says. JSON with two members"
    " of one name counts too: each reader would drop another one.",
    _SOUND.replace("]}}}", "]}}"),
    _SOUND,
)

NOT_A_DEFINITION = _rule(
    "I002",
    "not-a-definition",
    "A JSON file is not a definition of a service.",
    "A definition has `metadata` with the service's short name and version, `actions` with an input"
    " and an output, and `objects` with members.",
    _definition(metadata='"serviceShortName": "vod"'),
    _SOUND,
)

BAD_REFERENCE = _rule(
    "I003",
    "dangling-reference",
    "A definition refers to an object that it does not have.",
    "Nothing is known of what is referred to, so no client could send it. In the vendor's own"
    " definitions every reference leads somewhere; this one was cut short.",
    _definition(member("RepairInfo", "object", "RepairInfo")),
    _definition(
        member("RepairInfo", "object", "RepairInfo"),
        objects=f', "RepairInfo": {{"members": [{member("Switch")}]}}',
    ),
)

UNKNOWN_TYPE = _rule(
    "I004",
    "unknown-definition-type",
    "A definition has a type that is not known.",
    "To guess what travels on the wire would be worse than to stop. If the vendor has a new type,"
    " tc3gen must learn it.",
    _definition(member("FileId", "int", "int128")),
    _definition(member("FileId", "int", "int64")),
)

UNUSABLE_NAME = _rule(
    "I005",
    "unusable-name",
    "A name in a definition cannot stand in a spec, or stands twice.",
    "Names become names in code. They have letters, digits and `_`, and begin with a letter.",
    _definition(member("File-Id")),
    _SOUND,
)

BAD_EXAMPLES = _rule(
    "I006",
    "unreadable-examples",
    "The examples beside a definition cannot be read.",
    "The rest is imported without them.",
    _definition(member("FileId"), examples='{"actions": {"RebuildMedia": [{"title": 1}]}}'),
    _definition(member("FileId"), examples='{"actions": {"RebuildMedia": [{"title": "One"}]}}'),
    Severity.WARNING,
)

RENAMED_STRUCT = _rule(
    "I007",
    "renamed-struct",
    "A struct is called as a type is, and has another name in the spec.",
    "A field of type `Object` holds any JSON object, so a struct cannot be called that. Names of"
    " structs do not travel on the wire, so nothing changes there.",
    _definition(
        member("Rules", "list", "Object"), objects=f', "Object": {{"members": [{member("Id")}]}}'
    ),
    _definition(
        member("Rules", "list", "Rule"), objects=f', "Rule": {{"members": [{member("Id")}]}}'
    ),
    Severity.WARNING,
)

GUESSED_HEADERS = _rule(
    "I008",
    "guessed-headers",
    "An action takes bytes, and what its headers are called is only guessed.",
    "An example sends neither JSON nor a form, so the parameters travel in headers. Their names"
    " begin with `X-` and the service by convention; the vendor's client would say it for certain,"
    " but none is installed. Correct `header_prefix` in the overlay, if need be.",
    _definition(
        member("TopicId"),
        examples='{"actions": {"RebuildMedia": [{"title": "Upload", "input":'
        ' "POST / HTTP/1.1\\\\nContent-Type: application/octet-stream\\\\n\\\\n<bytes>"}]}}',
    ),
    _SOUND,
    Severity.WARNING,
)

NO_DEFINITION = _rule(
    "I009",
    "no-definition",
    "There is no definition where one was asked for.",
    "Definitions are called `api.json`, and stand in `<service>/v<date>/` of the vendor's command"
    " line. `--installed` finds those of an installed `tccli` or `tccli-intl-en`.",
    "mkdir empty\ntc3gen import api-json empty --into imported\n",
    _SOUND,
)

DEFINED_TWICE = _rule(
    "I010",
    "defined-twice",
    "One import has two definitions of the same service in the same version.",
    "The vendor publishes two editions, with texts in two languages and not always the same facts."
    " Both would be written to the same file.",
    _SOUND.replace("mkdir v20180717", "mkdir -p vod/v20180717 other/vod/v20180717")
    .replace("> v20180717/api.json", "| tee vod/v20180717/api.json other/vod/v20180717/api.json")
    .replace("api-json v20180717", "api-json vod other"),
    _SOUND,
)

HAND_WRITTEN = _rule(
    "I020",
    "not-imported-before",
    "An import would replace a spec that was written, or changed, by hand.",
    "An import replaces `api.yaml` as a whole. What people add belongs into the overlay, which no"
    " import touches; `--force` gives up what stands there.",
    _SOUND + "echo '# mine' >> imported/vod/2018-07-17/api.yaml\n"
    "tc3gen import api-json v20180717 --into imported\n",
    _SOUND + "tc3gen import api-json v20180717 --into imported\n",
)

RULES = (
    NOT_JSON,
    NOT_A_DEFINITION,
    BAD_REFERENCE,
    UNKNOWN_TYPE,
    UNUSABLE_NAME,
    BAD_EXAMPLES,
    RENAMED_STRUCT,
    GUESSED_HEADERS,
    NO_DEFINITION,
    DEFINED_TWICE,
    HAND_WRITTEN,
)
