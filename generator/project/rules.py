"""G001 to G007: what can be wrong with `[tool.tc3gen]`."""

from __future__ import annotations

from ..diagnostics import Example, Rule, Severity

_SPEC = """\
# file: specs/vod/2018-07-17/api.yaml
tc3gen: 1
service: vod
version: 2018-07-17
title: A service
endpoints: {domestic: vod.tencentcloudapi.com}
actions:
  RebuildMedia: {}
"""
_TABLE = """\
[tool.tc3gen]
specs = ["specs"]
actions = ["RebuildMedia"]
destination = "src/shop"
package = "tencent"
"""


def _files(table: str = _TABLE, spec: str = _SPEC) -> str:
    return f"# file: pyproject.toml\n{table}{spec}"


def _rule(code: str, name: str, summary: str, why: str, fails: str, passes: str) -> Rule:
    return Rule(code, name, Severity.ERROR, summary, why, fails, passes, Example.FILES)


NOT_TOML = _rule(
    "G001",
    "unreadable-project",
    "A pyproject.toml cannot be read as TOML.",
    "Whether it has a table `[tool.tc3gen]`, and what that says, cannot be known.",
    _files(_TABLE.replace('"RebuildMedia"]', '"RebuildMedia"')),
    _files(),
)

UNKNOWN_KEY = _rule(
    "G002",
    "unknown-table-key",
    "The table `[tool.tc3gen]` has a key that means nothing.",
    "A mistyped key would silently do nothing.",
    _files(_TABLE.replace("actions", "action")),
    _files(),
)

WRONG_VALUE = _rule(
    "G003",
    "wrong-table-value",
    "A value in the table `[tool.tc3gen]` is missing, or is not what its key takes.",
    "The message says what the key takes.",
    _files(_TABLE.replace('["RebuildMedia"]', '"RebuildMedia"')),
    _files(),
)

NOT_THERE = _rule(
    "G004",
    "table-names-no-spec",
    "The table `[tool.tc3gen]` names a spec, or a folder of templates, that is not there.",
    "Paths in the table are relative to the folder of its pyproject.toml. A definition of an"
    " installed package is named as `{installed = ..., version = ..., package = ...}`.",
    _files(_TABLE.replace('["specs"]', '["spec"]')),
    _files(),
)

UNKNOWN_NAME = _rule(
    "G005",
    "table-names-unknown",
    "The table `[tool.tc3gen]` names an action, a target or a feature that there is none of.",
    "Actions are spelt as the service spells them.",
    _files(_TABLE.replace("RebuildMedia", "RebuildVideo")),
    _files(),
)

BAD_PLACE = _rule(
    "G006",
    "table-destination",
    "What the table `[tool.tc3gen]` wants generated cannot stand where it wants it.",
    "Generated files stay in the project's folder, so that a table cannot overwrite what belongs to"
    " others. The package's name is one that Python can import, and each target has a folder of its"
    " own.",
    _files(_TABLE.replace("src/shop", "../shop")),
    _files(),
)

OTHER_VERSION = _rule(
    "G007",
    "definition-of-other-version",
    "A spec is not the one that the table `[tool.tc3gen]` wants of a package, and cannot be made.",
    "The table records which version of a package a spec is made of, and the spec is committed: who"
    " reviews a change sees what the service changed, and a check needs no package. To make the"
    " spec, that very version has to be installed.",
    _files(
        _TABLE.replace(
            '["specs"]',
            '[{installed = "vod", version = "2018-07-17", package = "tccli-intl-en==0.1"}]',
        ),
    ),
    _files(
        _TABLE.replace(
            '["specs"]',
            '[{installed = "vod", version = "2018-07-17", package = "tccli-intl-en==0.1"}]',
        ),
        _SPEC.replace(
            "actions:\n",
            'sources:\n  - {package: tccli-intl-en, version: "0.1", actions: [RebuildMedia]}\n'
            "actions:\n",
        ),
    ),
)

RULES = (
    NOT_TOML,
    UNKNOWN_KEY,
    WRONG_VALUE,
    NOT_THERE,
    UNKNOWN_NAME,
    BAD_PLACE,
    OTHER_VERSION,
)
