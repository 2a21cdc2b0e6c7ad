"""What a template needs of the methods that follow an action up: that page, and that wait."""

from __future__ import annotations

from dataclasses import dataclass

from .layout import Bracket, Expression, call, lay_out


@dataclass(frozen=True, slots=True)
class MethodView:
    """A method that follows an action up: that goes through its replies, or waits for one."""

    name: str
    constant: str
    """The runtime's description of what it does, in the module of the action."""
    request: str
    """The class of the action's request."""
    parameters: tuple[Expression, ...]
    """Declarations, as in a signature."""
    arguments: tuple[tuple[str, str], ...]
    """Each attribute of the request, and the parameter that it is made of."""
    more: tuple[str, ...]
    """The other parameters' names."""
    result: str
    """What it returns, or, where it goes through something, what that holds."""
    doc: str
    positional: tuple[str, ...] = ()
    """Declarations of parameters that may be given without their names."""

    def signature(self, head: str, result: str = "{}") -> str:
        """The first lines; `head` is `def` or `async def`, `result` what is made of the result."""
        keywords: list[Expression] = ["*", *self.parameters] if self.parameters else []
        items: list[Expression] = ["self", *self.positional, *keywords]
        returned = result.format(self.result)
        opening = f"{head} {self.name}("
        return lay_out(Bracket(opening, [("", item) for item in items], f") -> {returned}:"), 4)

    def invocation(self, called: str, *first: str) -> str:
        """The last statement: what it calls, and with what before the request."""
        arguments: dict[str, Expression] = dict(self.arguments)
        request = call(self.request, **arguments)
        return lay_out(call(f"return {called}", *first, request, *self.more), 8)


@dataclass(frozen=True, slots=True)
class StreamView:
    """How a method hands out a reply while it comes."""

    method: MethodView
    script: str
    """How a person would go through the events."""
    async_script: str


@dataclass(frozen=True, slots=True)
class PagingView:
    """How the methods go through an action's list."""

    pages: MethodView
    items: MethodView
    declaration: str
    """The call that makes the constant, which both share."""
    neighbours: tuple[tuple[str, str], ...]
    """Class and module of the items, where they are structs."""
    script: str
    """How a person would go through the items."""


@dataclass(frozen=True, slots=True)
class WaiterView:
    """How a method waits."""

    wire: str
    method: MethodView
    declaration: str
    """The call that makes the constant."""
    script: str
    """How a person would wait."""
