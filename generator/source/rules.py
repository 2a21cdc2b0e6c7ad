"""Y001 to Y019: what can be wrong with a YAML file.

The files that the examples show are whole, yet smaller than any real one.
"""

from __future__ import annotations

from textwrap import dedent

from ..diagnostics import Example, Rule, Severity

_HEAD = """\
tc3gen: 1
service: vod
version: 2018-07-17
title: Video on Demand
endpoints: {domestic: vod.tencentcloudapi.com}
"""


def sample(body: str) -> str:
    """A whole `api.yaml` with this body."""
    return _HEAD + dedent(body).lstrip("\n")


_EMPTY = sample("actions: {}\n")


def _error(
    code: str,
    name: str,
    summary: str,
    why: str,
    fails: str,
    passes: str = _EMPTY,
    example: Example = Example.SPEC,
) -> Rule:
    return Rule(code, name, Severity.ERROR, summary, why, fails, passes, example)


UNREADABLE = _error(
    "Y001",
    "unreadable-file",
    "A file is not there, is a folder, or may not be read.",
    "Nothing can be said about a file that cannot be opened. Its path is misspelt, a folder has its"
    " name, or its permissions are those of somebody else.",
    f"# file: api.yaml\n{_EMPTY}# file: overlay.yaml/vod.yaml\n# Here, overlay.yaml is a folder.\n",
    f"# file: api.yaml\n{_EMPTY}# file: overlay.yaml\nactions: {{}}\n",
    Example.FILES,
)

TOO_LARGE = _error(
    "Y002",
    "file-too-large",
    "A file is larger than 32 MiB.",
    "The largest service that is known takes 2 MB; what is larger is some other file, and reading"
    " it would only take memory.",
    """\
# Add 32 MiB to the spec.
head -c 33554432 /dev/zero | tr '\\0' '#' >> specs/vod/2018-07-17/api.yaml
tc3gen validate
""",
    """\
# Add 2 MB to the spec.
head -c 2000000 /dev/zero | tr '\\0' '#' >> specs/vod/2018-07-17/api.yaml
tc3gen validate
""",
    Example.COMMANDS,
)

NOT_UTF8 = _error(
    "Y003",
    "not-utf8",
    "A file holds bytes that are not UTF-8.",
    "Generated code and documentation are UTF-8, and a guess at another encoding would change the"
    " text without anybody noticing. A byte order mark at the start is allowed.",
    sample("description: caf\udce9\nactions: {}\n"),
    sample("description: café\nactions: {}\n"),
)

CONTROL_CHARACTER = _error(
    "Y004",
    "control-character",
    "A file holds a character that YAML does not allow, such as NUL.",
    "Such characters are invisible, so that a file is not what it looks like. Nearly always they"
    " came along with copied text.",
    sample("description: one\x08two\nactions: {}\n"),
    sample('description: "one\\btwo"\nactions: {}\n'),
)

EMPTY_FILE = _error(
    "Y005",
    "empty-file",
    "A file holds nothing, or nothing but comments.",
    "A spec says at least which service it is about; an empty file is a slip, such as a file that"
    " was created and never filled.",
    "# Here the service will be described.\n",
)

NOT_A_MAP = _error(
    "Y006",
    "not-a-map",
    "A file is a list or a text instead of keys with values.",
    "A spec is a map: each fact stands behind its key.",
    "- tc3gen: 1\n- service: vod\n",
)

MULTIPLE_DOCUMENTS = _error(
    "Y007",
    "multiple-documents",
    "A file holds several YAML documents, separated by `---`.",
    "One file describes one service in one version, so that its path says what it is. Only the"
    " first document would be used, and nobody would notice.",
    sample("---\n").replace("---\n", "actions: {}\n---\nactions: {}\n"),
    "---\n" + _EMPTY,
)

SYNTAX = _error(
    "Y008",
    "syntax",
    "A file is not YAML.",
    "Where the syntax breaks, the rest of the file could mean anything, so that nothing behind"
    " that place is looked at until it is mended.",
    sample("description: Video: the basics\nactions: {}\n"),
    sample('description: "Video: the basics"\nactions: {}\n'),
)

TAB_INDENTATION = _error(
    "Y009",
    "tab-indentation",
    "A line is indented with a tab.",
    "YAML's structure is its indentation, and a tab has no width that all readers agree on, so"
    " YAML allows spaces alone.",
    sample("actions:\n\tDescribeTasks: {}\n"),
    sample("actions:\n  DescribeTasks: {}\n"),
)

DUPLICATE_KEY = _error(
    "Y010",
    "duplicate-key",
    "A map has the same key twice.",
    "Only one of the values can count, and most readers of YAML silently take the last. The other"
    " one was written for a reason.",
    sample("actions:\n  DescribeTasks: {}\n  DescribeTasks: {title: List tasks}\n"),
    sample("actions:\n  DescribeTasks: {title: List tasks}\n"),
)

KEY_NOT_TEXT = _error(
    "Y011",
    "key-not-text",
    "A key is a number, true, false, null, a list or a map.",
    "Keys are names on the wire, and names are text. Written without quotes, `404` is a number and"
    " `null` is nothing.",
    sample("actions: {A: {input: {B: {type: Object, example: {404: gone}}}}}\n"),
    sample('actions: {A: {input: {B: {type: Object, example: {"404": gone}}}}}\n'),
)

MERGE_KEY = _error(
    "Y012",
    "merge-key",
    "A map uses the merge key `<<`.",
    "It is an extension of YAML 1.1 that YAML 1.2 does not have: some tools merge, others see a"
    " key that is called `<<`. Read either way it would surprise somebody, so it is refused. In"
    " quotes it is a key like any other.",
    sample("""
        actions:
          A: {input: &common {Limit: {type: Integer}}}
          B: {input: {<<: *common}}
    """),
    sample("""
        actions:
          A: {input: &common {Limit: {type: Integer}}}
          B: {input: *common}
    """),
)

UNKNOWN_TAG = _error(
    "Y013",
    "unknown-tag",
    "A value has a tag other than those of YAML's core schema.",
    "Tags such as `!!python/object` make some readers of YAML run code. Data of a spec is text,"
    " numbers, true, false, null, lists and maps, and for these no tag is needed.",
    sample("description: !!python/name:os.system\nactions: {}\n"),
    sample("description: '!!python/name:os.system'\nactions: {}\n"),
)

UNKNOWN_ALIAS = _error(
    "Y014",
    "unknown-alias",
    "An alias `*name` has no anchor `&name` before it.",
    "Most often no alias was meant: text that begins with `*`, such as bold Markdown, has to be"
    " quoted.",
    sample("description: *important\nactions: {}\n"),
    sample('description: "*important"\nactions: {}\n'),
)

RECURSIVE_ALIAS = _error(
    "Y015",
    "recursive-alias",
    "An alias stands inside of the value that it refers to.",
    "Such a value would hold itself without end, which no JSON can say.",
    sample("actions: {A: {input: {B: {type: Object, example: &body {Again: *body}}}}}\n"),
    sample("actions: {A: {input: {B: {type: Object, example: [&body {Again: {}}, *body]}}}}\n"),
)

ALIAS_EXPANSION = _error(
    "Y016",
    "alias-expansion",
    "Aliases make a file more than 100,000 values larger than it looks.",
    "A few lines of aliases to aliases can stand for billions of values, and whatever reads them"
    " runs out of memory. Ordinary reuse stays far below the limit.",
    sample(
        "sources:\n- note: &a [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(
            f"- note: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
            for before, name in zip("abcde", "bcdef", strict=True)
        )
        + "actions: {}\n"
    ),
    sample("sources:\n- note: &a Read by hand.\n- note: *a\nactions: {}\n"),
)


def _nested(depth: int) -> str:
    value = "[" * depth + "]" * depth
    return sample(f"actions: {{A: {{input: {{B: {{type: Object, example: {value}}}}}}}}}\n")


TOO_DEEP = _error(
    "Y017",
    "too-deep",
    "Maps and lists are nested more than a hundred deep.",
    "No spec needs more than about ten levels; what nests deeper is damaged, or made to crash"
    " whatever reads it.",
    _nested(100),
    _nested(10),
)

NUMBER_OUT_OF_RANGE = _error(
    "Y018",
    "number-out-of-range",
    "A number does not fit into 64 bits, or is infinite or not a number.",
    "JSON cannot say infinity, and the service cannot hold a larger integer. Long strings of digits"
    " are mostly identifiers, which are text and need quotes.",
    sample("actions: {A: {input: {Id: {type: String, example: 83129609509189548590000}}}}\n"),
    sample('actions: {A: {input: {Id: {type: String, example: "83129609509189548590000"}}}}\n'),
)

LONE_SURROGATE = _error(
    "Y019",
    "lone-surrogate",
    "A text has an escape for half of a character.",
    "Characters above U+FFFF can be written as a pair of escapes, as JSON does. Half of a pair is"
    " no character, and cannot be sent or written to a file.",
    sample('description: "a \\ud83d smile"\nactions: {}\n'),
    sample('description: "a \\ud83d\\ude00 smile"\nactions: {}\n'),
)

YAML_RULES = (
    UNREADABLE,
    TOO_LARGE,
    NOT_UTF8,
    CONTROL_CHARACTER,
    EMPTY_FILE,
    NOT_A_MAP,
    MULTIPLE_DOCUMENTS,
    SYNTAX,
    TAB_INDENTATION,
    DUPLICATE_KEY,
    KEY_NOT_TEXT,
    MERGE_KEY,
    UNKNOWN_TAG,
    UNKNOWN_ALIAS,
    RECURSIVE_ALIAS,
    ALIAS_EXPANSION,
    TOO_DEEP,
    NUMBER_OUT_OF_RANGE,
    LONE_SURROGATE,
)
