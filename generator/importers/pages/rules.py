"""I030 to I049: what can be wrong with a documentation page, or between it and the spec."""

from __future__ import annotations

from ...diagnostics import Example, Rule, Severity

_PAGE = """\
1. API Description
Domain name for API request: vod.tencentcloudapi.com.
Improves a file.
A maximum of 20 requests can be initiated per second for this API.
2. Input Parameters
Parameter Name Required Type Description
Action Yes String Common Params. The value used for this API: RebuildMedia.
Version Yes String Common Params. The value used for this API: 2018-07-17.
Region No String Common Params. This parameter is not required.
FileId Yes String The file to improve.
3. Output Parameters
Parameter Name Type Description
TaskId String The task.
RequestId String The ID of the request.
4. Example
Example1 Start
Input Example
POST / HTTP/1.1
X-TC-Action: RebuildMedia

{"FileId": "831"}
Output Example
{"Response": {"TaskId": "125", "RequestId": "ef5a"}}
6. Error Code
Error Code Description
FailedOperation It failed.
"""

_SPEC = """\
tc3gen: 1
service: vod
version: 2018-07-17
title: Video on Demand
endpoints: {domestic: vod.tencentcloudapi.com}
actions:
  RebuildMedia:
    rate_limit: 20
    input:
      FileId: {type: String, required: true}
    output:
      TaskId: {type: String}
"""

_TYPES = """\
Data Types

RepairInfo

How to repair a picture.

Used by actions: RebuildMedia.

Name Type Required Description
Switch String Yes Whether to repair it.
"""


def _page(*changes: tuple[str, str]) -> str:
    """The page alone, changed."""
    return "# file: RebuildMedia.txt\n" + _changed(_PAGE, *changes)


def _beside(*changes: tuple[str, str]) -> str:
    """The page, and a spec that it is merged into, changed."""
    return f"{_page()}# file: specs/vod/2018-07-17/api.yaml\n{_changed(_SPEC, *changes)}"


def _changed(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def _rule(
    code: str, name: str, severity: Severity, summary: str, why: str, fails: str, passes: str
) -> Rule:
    return Rule(code, name, severity, summary, why, fails, passes, Example.FILES)


UNREADABLE_PAGE = _rule(
    "I030",
    "unreadable-page",
    Severity.ERROR,
    "A file of a page cannot be read as text.",
    "A page is saved as text, as Markdown or as HTML, in UTF-8. A picture, a PDF or a file in"
    " another encoding would only be misread, and nothing is guessed about a page.",
    _page(("Improves a file.", "Improves a caf\udce9.")),
    _page(("Improves a file.", "Improves a café.")),
)

NO_PAGE = _rule(
    "I031",
    "no-documentation-page",
    Severity.ERROR,
    "A file is neither the page of an action nor a page of data types.",
    "The page of an action is known by its numbered headings, from `1. API Description` to `6."
    " Error Code`, a page of data types by its title and its tables. Other pages describe nothing"
    " that a spec could hold. Where a page was saved before it had loaded, save it again.",
    "# file: RebuildMedia.txt\nPlease sign in to read this page.\n",
    _page(),
)

NO_IDENTITY = _rule(
    "I032",
    "page-without-identity",
    Severity.ERROR,
    "A page of an action does not say which action, version or service it is about.",
    "The rows `Action` and `Version` of the input parameters name the action and the version, and"
    " the domain names the service. Without them, nobody can tell which spec the page belongs to.",
    _page(("Action Yes String Common Params. The value used for this API: RebuildMedia.\n", "")),
    _page(),
)

MISSING_PART = _rule(
    "I033",
    "page-without-part",
    Severity.WARNING,
    "A page lacks a part that such pages have, or has it in a form that cannot be read.",
    "What is missing was lost when the page was saved or copied. The rest is imported; what the"
    " part would have said is not in the spec.",
    _page(("6. Error Code\nError Code Description\nFailedOperation It failed.\n", "")),
    _page(),
)

UNREADABLE_ROW = _rule(
    "I034",
    "unreadable-row",
    Severity.WARNING,
    "A row of a table cannot be read.",
    "Its name is no name, its type no type, or it has too few cells. It is left out, since a guess"
    " could be wrong without anybody noticing.",
    _page(("FileId Yes String The", "FileId Yes string The"), ('"FileId": "831"', "")),
    _page(),
)

UNDECIDED_LINE = _rule(
    "I035",
    "undecided-line",
    Severity.WARNING,
    "A line of a copied table may be a row, or a part of the text above it.",
    "In plain text a table has no borders. A line that begins with two words may name a field and"
    " its type, or go on with a description. What it was taken for is said; a page saved as HTML"
    " leaves no doubt.",
    _page(("TaskId String The task.\n", "TaskId String The task.\nTaskInfo Details Its state.\n")),
    _page(
        (
            "TaskId String The task.\n",
            "TaskId String The task.\nTaskInfo RepairInfo Its state.\n",
        )
    )
    + "# file: types.txt\n"
    + _TYPES,
)

UNREADABLE_EXAMPLE = _rule(
    "I036",
    "unreadable-example",
    Severity.WARNING,
    "The JSON of an example cannot be read, or there is none.",
    "Examples become documentation and replies of the fake service, which need JSON. One that is no"
    " JSON is kept as text, which is only shown.",
    _page(('"TaskId": "125", ', '"TaskId": "125" ')),
    _page(),
)

UNFIT_EXAMPLE = _rule(
    "I037",
    "unfit-example",
    Severity.WARNING,
    "An example of a page does not fit the parameters that the page lists.",
    "A call like this would be refused, or the table is not complete. The example is kept as text,"
    " which is only shown; correct what is wrong and write it as data.",
    _page(('"FileId": "831"', '"FileId": 831')),
    _page(),
)

UNKNOWN_SERVICE = _rule(
    "I038",
    "types-of-unknown-service",
    Severity.ERROR,
    "It cannot be told which service a page of data types belongs to.",
    "Such a page does not say it. It is told by the pages of actions that are imported with it, or"
    " by a spec that has one of the actions which the page names.",
    f"# file: types.txt\n{_TYPES}",
    f"# file: types.txt\n{_TYPES}# file: specs/vod/2018-07-17/api.yaml\n{_SPEC}",
)

NOT_DESCRIBED = _rule(
    "I039",
    "struct-not-described",
    Severity.WARNING,
    "A parameter has a type that neither the spec nor a given page describes.",
    "Structs stand on a page of their own, the page of data types of the service. Until it is"
    " imported, nothing can be generated from the spec.",
    _page(("FileId Yes", "Repair No RepairInfo How to repair it.\nFileId Yes")),
    _page(("FileId Yes", "Repair No RepairInfo How to repair it.\nFileId Yes"))
    + "# file: types.txt\n"
    + _TYPES,
)

DISAGREEMENT = _rule(
    "I040",
    "page-and-spec-disagree",
    Severity.WARNING,
    "A page says something else than the spec.",
    "Either the service has changed, or one of the two is wrong. What stands in the spec is never"
    " overwritten, since a person may know better than the page: decide, and correct the spec by"
    " hand.",
    _beside(("rate_limit: 20", "rate_limit: 10")),
    _beside(),
)

NOT_ON_PAGE = _rule(
    "I041",
    "field-not-on-page",
    Severity.WARNING,
    "The spec has a field that the page does not list.",
    "The service may have given it up, or never documented it. It stays in the spec.",
    _beside(("    output:", "      Fps: {type: Integer}\n    output:")),
    _beside(),
)

ADDED_FIELD = _rule(
    "I042",
    "field-added",
    Severity.WARNING,
    "A page lists a field that an action or struct of the spec does not have; it was added.",
    "A field that is new to an action may be one that was left out of the spec on purpose. Look at"
    " what was added before you commit it.",
    _beside(("FileId: {type: String, required: true}", "{}")).replace(
        "input:\n      {}", "input: {}"
    ),
    _beside(),
)

UNPATCHABLE = _rule(
    "I043",
    "spec-cannot-be-added-to",
    Severity.ERROR,
    "What a page adds cannot be put into the spec without changing what stands there.",
    "New keys are put between the lines of the file, so that comments and layout survive. Where a"
    " map is shared by an alias, there is no such place. Nothing has been written; write the map"
    " out, and import again.",
    _beside(("RebuildMedia:\n    rate_limit: 20", "Other: &shared\n    rate_limit: 20"))
    + "  RebuildMedia: *shared\n",
    _beside(("RebuildMedia:\n    rate_limit: 20", "RebuildMedia: &shared\n    rate_limit: 20")),
)

REPEATED_ROW = _rule(
    "I044",
    "repeated-row",
    Severity.WARNING,
    "A table of a page has two rows for the same name.",
    "A name can only stand for one thing. The first of the rows is used.",
    _page(("FileId Yes", "FileId No Integer The number of the file.\nFileId Yes")).replace(
        '"831"', "831"
    ),
    _page(),
)

NO_ANSWER = _rule(
    "I045",
    "required-or-not",
    Severity.WARNING,
    "A row does not say whether the parameter is required.",
    "Some pages show a mark for it that is lost when they are copied as text. The parameter is"
    " imported as one that can be left out: look it up, or save the page as HTML.",
    _page(
        ("FileId Yes String", "FileId String"),
        (" Yes String", " String"),
        (" No String", " String"),
    ),
    _page(),
)

RULES = (
    UNREADABLE_PAGE,
    NO_PAGE,
    NO_IDENTITY,
    MISSING_PART,
    UNREADABLE_ROW,
    UNDECIDED_LINE,
    UNREADABLE_EXAMPLE,
    UNFIT_EXAMPLE,
    UNKNOWN_SERVICE,
    NOT_DESCRIBED,
    DISAGREEMENT,
    NOT_ON_PAGE,
    ADDED_FIELD,
    UNPATCHABLE,
    REPEATED_ROW,
    NO_ANSWER,
)
