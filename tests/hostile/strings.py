"""Strings that have broken code generators, and strategies that put them together anew."""

from __future__ import annotations

import re

from hypothesis import strategies as st

#: What a string may try to become.  Each would leave its place if one escape were missing.
NASTY = (
    # Python
    '"',
    "'",
    '"""',
    "'''",
    '\\"""',
    '"""\n\nopen("canary", "w")\n\n"""',
    "'); open('canary', 'w'); ('",
    '"); open("canary", "w"); ("',
    '"]); open("canary", "w"); (["',
    "os.system('touch canary')",
    "__import__('os').system('touch canary')",
    "{open('canary', 'w')}",
    "\\N{BULLET}",
    "\\x00\\u202e\\",
    "ends with a backslash \\",
    "ends with two \\\\",
    'ends with a quote "',
    "%s %(name)s %d {0} {name!r:>{width}}",
    "# type: ignore",
    "# fmt: off",
    "line\n# fmt: off\n# coding: latin-1",
    ">>> open('canary', 'w')",
    # Templates, ours and those of sites
    "{{ 7 * 7 }}",
    "{{ ''.__class__.__mro__ }}",
    "{% raw %}",
    "{% endraw %}{% include '/etc/passwd' %}",
    "{# comment",
    "#}",
    "{{< shortcode >}}",
    "${HOME} $(touch canary) `touch canary`",
    "{: onclick=alert(1)}",
    # Comments and sections of other languages
    "*/",
    "/*",
    "//",
    "]]>",
    "<![CDATA[",
    "-->",
    "<!--",
    "<!-- tc3gen:keep x -->",
    "a\n<!-- tc3gen:keep notes -->\nb\n<!-- tc3gen:end notes -->\nc",
    "a\n<!-- tc3gen:end notes -->",
    "--8<-- '/etc/passwd'",
    "---\ntitle: front matter\n---",
    "<?php system('touch canary'); ?>",
    # HTML and Markdown
    "<script>alert(1)</script>",
    "<ScRiPt src=//x.example></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "</td></table><iframe src=//x.example>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    '![x](javascript:alert(1) "<script>")',
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    '<https://x.example/"onmouseover=alert(1)>',
    "[x](//x.example) [y](ms-msdt:/id) [z](../../../secret.md) [w](/etc/passwd)",
    "# heading",
    "heading\n=======",
    "| a | b |\n| - | - |\n| c | d |",
    "``` \n</pre>\n```",
    "```\nnever closed",
    "~~~\nnever closed",
    "    indented <b>code</b>",
    "`code` ``more`` ```most",
    "- a\n  - b\n    - c\n\n1. d",
    "> quote\n> # heading",
    "*a* _b_ **c** __d__ ~~e~~ ^f^ $g$ \\(h\\) @i #1",
    "a|b",
    "\\",
    "\\\\|",
    # Characters
    "",
    " ",
    "\t",
    "a\r\nb",
    "a\rb",
    "a\vb\fc",
    "a\x1cb\x1dc\x1ed",
    "a\x85b",
    "a\u2028b\u2029c",
    "\u202egnp.exe",
    "\u2066a\u2069\u200f",
    "\u200b\ufeff\u00ad",
    "\x1b]0;title\x07\x1b[31mred\x1b[0m",
    "\x00",
    "\x7f\x80\x9f",
    "\ud800",
    "a\udfff\ud83d",
    "\U000e0041\U0010ffff\uffff",
    "e\u0301\u0327",
    "\u0130\u0131\u017f\u212a\u00df\ufb01",
    "ѕеlf",
    "𝓬𝓵𝓪𝓼𝓼",
    "中文「引号」",
    "🧑‍🚀",
    # Paths
    "../x",
    "..\\x",
    "/etc/passwd",
    "C:\\x",
    "x/../../y",
    "con",
    "file:///etc/passwd",
)

#: Strings that are too much for whoever looks at them too often.
HUGE = (
    "x" * 5000,
    "word " * 1000,
    '"' * 999,
    "\n" * 500,
    "`" * 300,
    "[" * 300,
    "> " * 300,
    "- " * 150,
)

#: Names that mean something already, to Python or to the code that is generated.
NAMES = (
    *("class", "def", "None", "True", "False", "self", "cls", "async", "await", "lambda", "match"),
    *("list", "str", "int", "dict", "float", "bool", "object", "type", "id", "print", "super"),
    *("field", "fields", "items", "keys", "values", "copy", "replace", "validate", "schema"),
    *("Struct", "Action", "Client", "AsyncClient", "Dict", "List", "Literal", "Any", "Field"),
    *("Exception", "TimeoutError", "ServiceError", "TencentCloudError", "BY_CODE", "ClassVar"),
    *("name", "code", "message", "errors", "models", "actions", "client", "async_client"),
    *("to_dict", "from_dict", "call", "close", "with_options", "VodClient", "AsyncVodClient"),
    *("ModifyThingRequest", "ModifyThingResponse", "MODIFY_THING", "request_id", "RequestId"),
    *("A", "a", "A1", "A_", "A__B", "a_", "AB", "ABc", "aB", "HTTPServer2", "X" * 128),
    *("Con", "Nul", "Lpt1", "index", "README", "Kept", "py", "Tc3", "typing", "dataclasses"),
    *("T_TYPE_CHECKING", "Annotations", "Setup", "Main", "Init", "Lazy", "Error", "Args"),
)

#: Names that no spec may have; each must be refused, wherever it stands.
IMPOSSIBLE_NAMES = (
    *("", "__init__", "__class__", "_Struct", "_runtime", "../x", "a/b", "a.b", "a b", "a-b"),
    *("os.system('x')", "1st", "ѕеlf", "名前", "a\u202eb", "a\x00", "a\n", "x: int = 1 #"),
    *("X" * 129, "Struct)", "*", "\ud800", "e\u0301", "ﬁeld"),
)

# Surrogates too, which hypothesis leaves out unless it is told.
_any_text = st.text(st.characters(exclude_categories=()), max_size=20)
_pieces = st.sampled_from(NASTY)

#: Anything.
nasty = st.one_of(
    _pieces,
    st.lists(_pieces, min_size=2, max_size=3).map("".join),
    st.builds("{}{}{}".format, _any_text, _pieces, _any_text),
    _any_text,
)

#: What YAML's escapes can say, but no file in UTF-8 can hold.
UNWRITABLE = re.compile("[\ud800-\udfff]")
