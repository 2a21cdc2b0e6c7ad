"""Expressions laid out as Black lays them out, so that Black has little left to do.

An expression is text, or a `Bracket` with items.  What fits in the line stays in one; else a call's
items go to one line of their own; else each gets a line, with a trailing comma.  Where this and
Black disagree (overlong heads), Black has the last word: the output is polished after this.
"""

from __future__ import annotations

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


Expression = str | Bracket


def call(name: str, /, *args: Expression, **keywords: Expression) -> Bracket:
    """A call of `name`."""
    positional = [("", arg) for arg in args]
    return Bracket(f"{name}(", [*positional, *((f"{k}=", v) for k, v in keywords.items())], ")")


def flat(expression: Expression) -> str:
    """The expression in one line."""
    if isinstance(expression, str):
        return expression
    items = ", ".join(label + flat(item) for label, item in expression.items)
    return expression.open + items + expression.close


def lay_out(expression: Expression, indent: int = 0, prefix: str = "", suffix: str = "") -> str:
    """The expression as lines, the first without its indentation.

    Args:
        indent: Where the line that it begins in is indented to, in spaces.
        prefix: What stands before it in that line, after the indentation.
        suffix: What stands after it in its last line.
    """
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
    # A collection that is opened up has a line for each item, a call only if it must.
    is_collection = expression.open in ("[", "(", "{") and len(expression.items) > 1
    if is_collection or indent + 4 + len(body) > WIDTH:
        body = f"\n{pad}".join(
            lay_out(item, indent + 4, label, ",") for label, item in expression.items
        )
    return f"{prefix}{expression.open}\n{pad}{body}\n{' ' * indent}{expression.close}{suffix}"
