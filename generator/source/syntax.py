"""What libyaml says about a text that is no YAML, in words that say what to do.

Its sentences name its own state ("mapping values are not allowed in this context"); a person wants
to know which character to change.  A sentence that is not in the table is passed on as it is.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from ..diagnostics import Diagnostic, Position
from . import rules

#: A line that is indented with a tab; `[ ]*` since a tab behind spaces is as wrong.
_TABBED = re.compile(r"^[ ]*\t", re.MULTILINE)
_MAX_TABS = 20

#: A part of libyaml's sentence, what we say, what to do.  `{line}` is where the trouble began.
_SENTENCES = (
    (
        "mapping values are not allowed",
        "a `:` cannot stand here",
        "text that holds `: ` needs quotes; or this line, or the one above, is indented wrongly",
    ),
    (
        "could not find expected ':'",
        "a key without a `:` stands here",
        "a key ends in `: `; text over several lines begins with `|` or stands in quotes",
    ),
    (
        "did not find expected key",
        "a key is expected here",
        "align it with the map that begins on line {line}; what begins with a quote ends with it",
    ),
    (
        "did not find expected '-'",
        "a list item is expected here",
        "align it with the `- ` of the list that begins on line {line}",
    ),
    (
        "block sequence entries are not allowed",
        "a list item cannot stand here",
        "put the list on lines of its own, indented below its key",
    ),
    (
        "expected ',' or ']'",
        "the list that begins on line {line} goes on here without a `,`",
        "close it with `]`",
    ),
    (
        "expected ',' or '}'",
        "the map that begins on line {line} goes on here without a `,`",
        "close it with `}}`",
    ),
    (
        "found unexpected end of stream",
        "the text that begins on line {line} has no closing quote",
        "add the quote; a quote inside of the text is doubled ('') or has a backslash (\\\")",
    ),
    (
        "unexpected document indicator",
        "the text that begins on line {line} has no closing quote",
        "add the quote",
    ),
    (
        "found unknown escape character",
        "no escape begins with this backslash",
        "write `\\\\` for a backslash, or use single quotes, in which backslashes are plain text",
    ),
    (
        "invalid Unicode character escape",
        "this escape names no character",
        "escapes of surrogates (`\\ud800` to `\\udfff`) come in pairs",
    ),
    (
        "expected hexdecimal number",
        "this escape lacks a digit",
        "`\\x` has two hexadecimal digits, `\\u` four, `\\U` eight",
    ),
    (
        "cannot start any token",
        "text cannot begin with this character",
        "write the text in quotes",
    ),
    (
        "expected alphabetic or numeric character",
        "a name is expected behind this `*` or `&`",
        "text that begins with `*` or `&` needs quotes",
    ),
    (
        "expected comment or line break",
        "nothing but a comment can stand behind `|` or `>`",
        "begin the text on the next line, indented",
    ),
)


def syntax_problem(error: yaml.YAMLError, text: str, path: str) -> list[Diagnostic]:
    """Why the parser stopped; where that was a tab, all the lines that begin with one."""
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "")
    if mark is None:
        return [rules.SYNTAX.at(Position(path), problem or "this is not YAML")]
    lines = re.split(r"\r\n|\r|\n", text)
    if mark.line < len(lines) and (found := _TABBED.match(lines[mark.line])):
        # A tab in front of other lines may be plain text; it is one mistake made everywhere.
        later = [n for n, line in enumerate(lines) if n > mark.line and line.startswith("\t")]
        return [_tab(path, mark.line, found.end())] + [
            _tab(path, n, 1) for n in later[: _MAX_TABS - 1]
        ]
    message, help = _worded(problem, _begin(error) + 1)
    return [rules.SYNTAX.at(Position(path, mark.line + 1, mark.column + 1), message, help)]


def _tab(path: str, line: int, column: int) -> Diagnostic:
    return rules.TAB_INDENTATION.at(
        Position(path, line + 1, column),
        "this line is indented with a tab",
        "indent with spaces, two for each level",
    )


def _begin(error: Any) -> int:
    """The line on which what could not be read begins, from 0."""
    mark = getattr(error, "context_mark", None) or error.problem_mark
    return int(mark.line)


def _worded(problem: str, line: int) -> tuple[str, str]:
    for part, message, help in _SENTENCES:
        if part in problem:
            return message.format(line=line), help.format(line=line)
    return f"this is not YAML: {problem}", ""
