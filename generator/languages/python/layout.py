"""Expressions laid out as Black lays them out, so that Black has little left to do.

An expression is text, a `Bracket` with items, or a declaration.  What fits in the line stays in
one; else a call's items go to one line of their own; else each gets a line, with a trailing comma.
Where this and Black disagree, Black has the last word: the output is polished after this.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .literals import WIDTH


@dataclass(frozen=True, slots=True)
class Bracket:
    """A call, a collection or a signature: `open` with its bracket, items, `close`.

    Each item is a label (`name=`, `"key": ` or nothing) and an expression.
    """

    open: str
    items: Sequence[tuple[str, Expression]]
    close: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """A name with its annotation, and with its value: a field of a class, or a parameter."""

    name: str
    annotation: str
    value: str | Bracket = ""


Expression = str | Bracket | Annotated


def call(name: str, /, *args: Expression, **keywords: Expression) -> Bracket:
    """A call of `name`."""
    positional = [("", arg) for arg in args]
    return Bracket(f"{name}(", [*positional, *((f"{k}=", v) for k, v in keywords.items())], ")")


def flat(expression: Expression) -> str:
    """The expression in one line."""
    if isinstance(expression, str):
        return expression
    if isinstance(expression, Annotated):
        value = flat(expression.value)
        return f"{expression.name}: {expression.annotation}" + (f" = {value}" if value else "")
    items = ", ".join(label + flat(item) for label, item in expression.items)
    return expression.open + items + expression.close


def lay_out(expression: Expression, indent: int = 0, prefix: str = "", suffix: str = "") -> str:
    """The expression as lines, the first without its indentation.

    Args:
        indent: Where the line that it begins in is indented to, in spaces.
        prefix: What stands before it in that line, after the indentation.
        suffix: What stands after it in its last line.
    """
    if isinstance(expression, Annotated):
        return _annotated(expression, indent, prefix, suffix)
    line = prefix + flat(expression) + suffix
    if (
        not isinstance(expression, str)
        and prefix.endswith(" = ")
        and indent + len(prefix) + len(expression.open) > WIDTH
    ):
        inner = lay_out(expression, indent + 4)
        return f"{prefix}(\n{' ' * (indent + 4)}{inner}\n{' ' * indent})"
    if isinstance(expression, str) or indent + len(line) <= WIDTH or not expression.items:
        return line
    pad = " " * (indent + 4)
    body = ", ".join(label + flat(item) for label, item in expression.items)
    # A collection that is opened up has a line for each item, a call only if it must; a signature
    # with a single parameter gets a comma.
    is_collection = expression.open in ("[", "(", "{") and len(expression.items) > 1
    is_lone = expression.close.startswith(") ->") and len(expression.items) == 1
    if is_collection or is_lone or indent + 4 + len(body) > WIDTH:
        body = f"\n{pad}".join(
            lay_out(item, indent + 4, label, ",") for label, item in expression.items
        )
    return f"{prefix}{expression.open}\n{pad}{body}\n{' ' * indent}{expression.close}{suffix}"


def _annotated(declared: Annotated, indent: int, prefix: str, suffix: str) -> str:
    """A declaration; where nothing of its value fits into its first line, the annotation opens."""
    annotation, value = declared.annotation, declared.value
    head = f"{prefix}{declared.name}: {annotation}"
    # A call needs no more room than for the parenthesis that can be put around it.
    needed = head if not value else f"{head} = {value}" if isinstance(value, str) else f"{head} = ("
    needed += suffix if isinstance(value, str) else ""
    if indent + len(needed) <= WIDTH:
        return lay_out(value, indent, f"{head} = ", suffix) if value else head + suffix
    opened = annotation
    if not annotation.endswith("]") or len(_split(annotation, " | ")) > 1:
        opened = f"({annotation})"
    opened = _opened(opened, indent)
    head, closing = f"{prefix}{declared.name}: {opened[:-1]}", opened[-1]
    return head + (lay_out(value, indent, f"{closing} = ", suffix) if value else closing + suffix)


def _opened(text: str, indent: int) -> str:
    """An annotation in brackets, its content on lines of its own."""
    start = text.find("[") if text[0] != "(" else 0
    pad = " " * (indent + 4)
    inner = text[start + 1 : -1]
    items = _split(inner, ", ")
    if indent + 4 + len(inner) <= WIDTH or len(items) == 1:
        body = _fitted(inner, indent + 4)
    else:
        body = f"\n{pad}".join(_fitted(item, indent + 4, ",") for item in items)
    return f"{text[: start + 1]}\n{pad}{body}\n{' ' * indent}{text[-1]}"


def _fitted(text: str, indent: int, suffix: str = "") -> str:
    """A part of an annotation that begins a line, on as many lines as it takes."""
    if indent + len(text) + len(suffix) <= WIDTH:
        return text + suffix
    first, *others = _split(text, " | ")
    if others:
        parts = [_fitted(first, indent), *(f"| {_fitted(each, indent)}" for each in others)]
        return f"\n{' ' * indent}".join(parts) + suffix
    return (_opened(text, indent) if text.endswith("]") else text) + suffix


_OUTSIDE = re.compile(r"""[\[\]]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|, | \| """)


def _split(text: str, separator: str) -> list[str]:
    """An annotation cut at a separator that stands in no brackets and no quotes."""
    parts = []
    depth = start = 0
    for match in _OUTSIDE.finditer(text):
        if match[0] in "[]":
            depth += 1 if match[0] == "[" else -1
        elif match[0] == separator and not depth:
            parts.append(text[start : match.start()])
            start = match.end()
    return [*parts, text[start:]]
