"""Prose of definitions: what shows stays and is Markdown, and what it seems to say is true."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from tc3gen import resources
from tc3gen.importers.prose import clean, hints, one_line

FOLDER = Path(__file__).with_name("prose")
#: Reads as most do: HTML is live, tables are on.
READER = MarkdownIt("commonmark", {"html": True}).enable("table")
SCHEMA = json.loads(resources.schema_path("api").read_text(encoding="utf-8"))
HINTS = Draft202012Validator({"$defs": SCHEMA["$defs"], "$ref": "#/$defs/hints"})

#: Services whose prose is long, short, old, new, HTML or Markdown.
SERVICES = ("clb", "cls", "cvm", "dayu", "monitor", "vod")
TYPES = ("String", "Integer", "Float", "Boolean", "Timestamp", "Array of String", "Array of Item")


# Clean Markdown ----------------------------------------------------------------------------------


def shown(markdown: str) -> str:
    """What a person sees, and the numbers of ordered lists."""
    pieces = []
    for token in READER.parse(markdown):
        assert token.type != "html_block", markdown
        if token.type in ("fence", "code_block"):
            pieces += [token.info, token.content]
        pieces.append(token.info if token.type == "list_item_open" else "\n")
        for child in token.children or []:
            assert child.type != "html_inline", markdown
            pieces.append(child.content or " ")
    return " ".join(pieces)


def letters(text: str) -> str:
    """Letters and digits, without what may part them."""
    return "".join(re.findall(r"[^\W_]+", text))


def is_within(text: str, longer: str) -> bool:
    """Whether all of a text is in a longer one, in order."""
    rest = iter(longer)
    return all(char in rest for char in text)


def assert_clean(markdown: str) -> None:
    assert clean(markdown) == markdown
    assert not re.search(r"[ \t]$", markdown, re.MULTILINE)
    for char in markdown:
        assert char == "\n" or unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp")
    shown(markdown)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_prose_becomes_markdown(path: Path, golden: Callable[[Path, str], None]) -> None:
    markdown = clean(path.read_text(encoding="utf-8"))
    golden(path.with_suffix(".md"), markdown + "\n")
    assert_clean(markdown)


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, with snake_case, 5 * 3 and a | b.",
        "# Title\n\nText with **bold**, `code` and [a link](../x).\n\n* one\n* two\n  1. deep",
        '> Quoted\n> text\n\n```json\n{"a": "<b>"}\n```',
        "| a | b |\n| - | - |\n| `x` | \\| |",
        "See <https://example.com>, \\<not a tag> or `<li>`.",
    ],
)
def test_good_markdown_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("\u3000Name\t\x08of\xa0it\u200b.\r\nMore\\", "Name of it.\nMore"),
        ('The one to use."', "The one to use."),
        ("In order:<br>1. a<br><br>2. b", "In order:\n\n1. a\n\n2. b"),
        (
            "<b>Note:</b>this, <i>that</i> and <b>x<code>y</code></b>.",
            "**Note**:this, *that* and **x`y`**.",
        ),
        ("Filters.<i>.Name", "Filters.`<i>`.Name"),
        ("3600<em>24</em>7", "3600\\*24\\*7"),
        ("<<b>Id</b>> &<b>lt;</b>", "\\<**Id**> \\&**lt;**"),
        (
            "Kinds:\nhot: new\ncold: old\nNote: none",
            "Kinds:\n\n- hot: new\n- cold: old\n\nNote: none",
        ),
        ("- a\nText of its own", "- a\n\nText of its own"),
    ],
)
def test_what_is_no_markdown_is_put_right(text: str, markdown: str) -> None:
    assert clean(text) == markdown


def test_titles_are_one_line() -> None:
    assert one_line(" # List\r\n<p><b>all</b> jobs</p>") == "List **all** jobs"
    assert one_line("1. Start") == "1\\. Start"


#: What means something to a reader of HTML, of Markdown, or to us, parted by bars.
PIECES = r"""
# | - | + | 1. | 2) | > | ``` | ~~~ | ` | `` | * | ** | _ | *** | --- | === | \ | 3、 | • | ON: a
[a](b) | ![a](x) | [r]: x | <https://x.y> | <Id> | <b | a<b | c>d | <a href="x"> | </a> | ( | ]
<b> | </b> | <i> | </i> | <em> | </em> | <code> | </code> | <p> | </p> | <br> | <li> | </li>
<ul> | </ul> | <ol start="3"> | </ol> | <table> | </table> | <tr> | <td rowspan=2 colspan="3">
</td> | <pre> | </pre> | <blockquote> | </blockquote> | <div class="a"> | <h3> | </h3> | <sup>
<img src=x> | <ur> | <l/i> | <svg> | <text> | <!-- | --> | <?x | <![CDATA[ | &lt; | &gt; | &amp;
&#42; | &#96; | &nbsp; | &#10; | lt; | &A; | || | " | 3*5 | x*y | word | 1 | 注意： | ! | .
\u202e | \u200b | \x00 | \ud800 | \u2028 | \xa0 | \x0b | \r | \ufdd0 | \t
Valid values: | 取值： | range | [0, 5] | 1-9 | -1 | default | 默认 | up to | 最多 | characters | 秒
"""
BITS = [bit.strip(" ") for line in PIECES.strip("\n").split("\n") for bit in line.split(" | ")]
BITS = [
    re.sub(r"\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\[rt]", lambda m: eval(f'"{m[0]}"'), b) for b in BITS
]
SPACES = ["|", "\n", "\n\n", " ", "    ", "\n- ", "\n> ", "\n  ", "\n```\n"]
NASTY = st.text(max_size=40) | st.lists(st.sampled_from(BITS + SPACES), max_size=16).map("".join)


@given(NASTY)
def test_anything_becomes_clean(text: str) -> None:
    assert_clean(clean(text))
    title = one_line(text)
    assert "\n" not in title
    assert one_line(title) == title


@given(st.lists(st.sampled_from(BITS + SPACES + ["some", "words"]), max_size=16).map(" ".join))
def test_every_word_survives(text: str) -> None:
    # Words that no tag, comment, link or reference holds.
    words = [part for part in text.split() if part in ("some", "words", "word")]
    if "<!--" not in text and "[r]:" not in text:
        assert is_within("".join(words), letters(clean(text)))


# Hints -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("type", "text", "found"),
    [
        # Enumerations.
        ("String", "Speed. Valid values: `fast`, `slow`.", {"enum": ["fast", "slow"]}),
        (
            "String",
            "开关，取值：\n\n- ON：打开；\n- OFF：关闭（默认）。",
            {
                "enum": [
                    {"value": "ON", "description": "打开"},
                    {"value": "OFF", "description": "关闭（默认）"},
                ],
                "default": "OFF",
            },
        ),
        (
            "Integer",
            "是否加锁，0：否，1：是，不填默认为0",
            {
                "enum": [{"value": 0, "description": "否"}, {"value": 1, "description": "是"}],
                "default": 0,
            },
        ),
        ("Integer", "0-safe; 1-risky; 2+-worse", {}),
        ("Integer", "Modes. Valid values: 1, 2, etc.", {}),
        ("Integer", "Valid values: one, two.", {}),
        ("String", "When `Kind` is `A`, valid values: x, y.", {}),
        (
            "Array of String",
            "枚举值：SMS、EMAIL 和 CALL",
            {"items": {"enum": ["SMS", "EMAIL", "CALL"]}},
        ),
        # Ranges.
        ("Integer", "Quality. Range: [1, 100].", {"minimum": 1, "maximum": 100}),
        (
            "Float",
            "取值范围：(0.5, 2]，单位：秒",
            {"exclusiveMinimum": 0.5, "maximum": 2, "unit": "s"},
        ),
        ("Integer", "数量，取值范围3～16", {"minimum": 3, "maximum": 16}),
        (
            "Integer",
            "Width in px. Value range: 0 and [128, 4,096].",
            {"unit": "px"},
        ),
        (
            "Integer",
            "Width. Value range: 0 and [128, 4096]. Unit: px.",
            {"special": [0], "minimum": 128, "maximum": 4096, "unit": "px"},
        ),
        (
            "Integer",
            "Most jobs at a time. `-1` means no limit. The maximum value is 50.",
            {"special": [{"value": -1, "description": "no limit"}], "maximum": 50},
        ),
        ("Integer", "亮度，取值[0,100]，0表示无，100表示满", {"minimum": 0, "maximum": 100}),
        ("Integer", "If `Kind` is 1, the range is 1-10.", {}),
        ("Integer", "Range: 1-10 for the old, range: 1-20 for the new.", {}),
        ("String", "Page. Range: 1-100.", {}),
        ("Integer", "Age in seconds. The maximum value is 30 days.", {"unit": "s"}),
        # Lengths and counts.
        ("String", "Name, up to 2,000 characters.", {"maxLength": 2000}),
        ("String", "名称，长度不超过50", {"maxLength": 50}),
        ("String", "名称，长度为1~64个字符", {"minLength": 1, "maxLength": 64}),
        ("String", "Parts, each up to 5 characters.", {}),
        ("String", "At most 64 bytes.", {}),
        ("Array of String", "Ids, up to 100.", {"maxItems": 100}),
        ("Array of Item", "列表，每次请求的上限为20。", {"maxItems": 20}),
        ("Array of Item", "每次请求的Filter.Values的上限为5。", {}),
        ("Array of String", "标签，每个不超过16个字符。", {"items": {"maxLength": 16}}),
        # Defaults.
        ("String", "Strength. Default value: weak.", {"default": "weak"}),
        ("String", "Uses the default certificate.", {}),
        ("Integer", "条数，默认为20，最大值为100", {"default": 20, "maximum": 100}),
        ("Integer", "Defaults to 20 for pages, default 30 for lists.", {}),
        ("Boolean", "是否加密，默认false", {"default": False}),
        ("Timestamp", "Default: 2024-01-01 00:00:00.", {}),
        # Units.
        ("Integer", "超时（单位：毫秒）", {"unit": "ms"}),
        ("Float", "Price, unit: USD", {"unit": "USD"}),
        ("Integer", "Unit: seconds or minutes", {}),
        ("RepairInfo", "Default: 5, unit: s", {}),
    ],
)
def test_hints(type: str, text: str, found: dict[str, Any]) -> None:
    assert hints(text, type) == found


@given(NASTY, st.sampled_from(TYPES))
def test_hints_of_anything_fit_the_schema(text: str, type: str) -> None:
    found = hints(text, type)
    assert not list(HINTS.iter_errors(found)) or not found


def test_hints_are_nobody_elses() -> None:
    first = hints("Valid values: x, y.", "String")
    enum = first["enum"]
    assert isinstance(enum, list)
    enum.clear()
    assert hints("Valid values: x, y.", "String") == {"enum": ["x", "y"]}


# Hostile length ----------------------------------------------------------------------------------

REPEATED = [
    *(
        "[",
        "(",
        "[1,",
        "1-",
        "9",
        "<",
        "<a x='",
        "<b>",
        "</",
        "&#",
        "`",
        "``a",
        "\\",
        "**a",
        "| a ",
    ),
    *(
        "- a\n",
        "  ",
        "<li>",
        "<ul><li>",
        "<td>",
        "<!--",
        "](",
        "![",
        "```\n",
        "a: b\n",
        "\t",
        "the ",
    ),
    *(
        "0: a; ",
        "Valid values: ",
        "取值",
        "A, ",
        "默认",
        "default is ",
        "up to ",
        "in ",
        "if ",
        "值",
    ),
]


@pytest.mark.parametrize("unit", REPEATED)
def test_long_and_hostile_prose_is_done_with(unit: str) -> None:
    # Where a pattern goes back over what it has read, this would take longer than anybody waits.
    markdown = clean(unit * (30_000 // len(unit)))
    assert clean(markdown) == markdown
    for type in ("String", "Integer", "Array of String"):
        hints(markdown, type)


# The real thing ----------------------------------------------------------------------------------

KINDS = {"string": "String", "int": "Integer", "bool": "Boolean", "float": "Float"}
EXACT = {"int64": "Integer", "uint64": "Integer", "float": "Float", "string": "String"}
TAGS = re.compile(
    r"</?(?:p|br|ul|ol|li|ur|lil|ii|b|i|em|strong|code|pre|a|font|span|div|table|thead|tbody|tr|th|td"
    r"|h\d|img|sup|hr|blockquote|dx-alert)(?:\s[^<>]*)?/?>|<l/i>",
    re.IGNORECASE,
)
TARGETS = re.compile(r"\]\([^()]*(?:\([^()]*\)[^()]*)?\)")
MEMBERS = Path("tccli/services")


def members(service: str) -> Iterator[tuple[str, str]]:
    """Each description of a service with the type that it has in a spec."""
    found = distribution("tccli-intl-en")
    for file in found.files or ():
        if file.match(f"tccli/services/{service}/v*/api.json"):
            data = json.loads(Path(str(found.locate_file(file))).read_text(encoding="utf-8"))
            for action in data["actions"].values():
                yield action.get("document") or "", "Item"
            for item in data["objects"].values():
                for member in item.get("members", ()):
                    yield member["document"] or "", _type(member)


def _type(member: dict[str, Any]) -> str:
    if member["type"] == "list":
        return f"Array of {EXACT.get(member['member'], member['member'])}"
    return KINDS.get(member["type"], "Item")


@pytest.mark.parametrize("service", SERVICES)
def test_real_prose(service: str) -> None:
    seen = set(members(service))
    assert len(seen) > 200
    told = 0
    for text, type in sorted(seen):
        markdown = clean(text)
        assert_clean(markdown)
        words = html.unescape(TARGETS.sub("] ", TAGS.sub(" ", text)))
        assert is_within(letters(words), letters(shown(markdown))), (text, markdown)
        found = hints(markdown, type)
        if found:
            told += 1
            assert not list(HINTS.iter_errors(found)), (markdown, found)
            assert_fits(found, type, markdown)
    # Some of it says something, and not everything does.
    assert 0.02 < told / len(seen) < 0.6


def assert_fits(found: dict[str, Any], type: str, where: str) -> None:
    element = type.removeprefix("Array of ")
    if type != element:
        assert found.keys() <= {"minItems", "maxItems", "items", "unit"}, where
        assert_fits(found.get("items", {}), element, where)
        return
    kinds = {"String": str, "Integer": int, "Float": (int, float), "Boolean": bool}
    choices = [*found.get("enum", ()), *found.get("special", ())]
    values = [each["value"] if isinstance(each, dict) else each for each in choices]
    for value in [*values, *([found["default"]] if "default" in found else [])]:
        assert isinstance(value, kinds[element]), where
    assert "enum" not in found or found.get("default", values[0]) in values, where
    if not {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}.isdisjoint(found):
        assert element in ("Integer", "Float"), where
        low = found.get("minimum", found.get("exclusiveMinimum", float("-inf")))
        assert low < found.get("maximum", found.get("exclusiveMaximum", float("inf"))), where
    if "maxLength" in found:
        assert element == "String", where
        assert found.get("minLength", 0) <= found["maxLength"], where
