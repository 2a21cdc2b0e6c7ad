"""The methods that follow an action up: they go through a list in parts, or wait for a state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ... import graph
from ...model import Action, Field, Paging, PagingStyle, Scalar, Struct, Waiter
from . import literals, names, types
from .examples import Examples
from .layout import Bracket, Expression, call, flat, lay_out
from .method_views import MethodView, PagingView, WaiterView
from .views import FieldView, StructView


@dataclass(frozen=True)
class Followups:
    """Makes the views of one service's methods."""

    structs: Mapping[str, Struct]
    classes: dict[str, str]
    modules: Mapping[str, str]
    hidden: frozenset[str]
    """Builtins that the methods of the client hide."""
    examples: Examples

    def paging(
        self, action: Action, request: StructView, response: StructView
    ) -> PagingView | None:
        """How to go through the action's list; None where it has none."""
        paging = action.paging
        if paging is None:
            return None
        base = action.alias or action.name
        pages, items = names.pages(base), names.items(base)
        constant = pages.upper()
        (route,) = graph.routes(self.structs, action.output, paging.items)
        item = replace(route[-1], type=route[-1].type.item or route[-1].type, items=route[-1].items)
        item = replace(item, limits=item.items)
        struct = item.type.leaf.struct
        class_ = self.classes[struct] if struct is not None else ""
        method = names.method(base)

        def through(name: str, result: str, said: str) -> MethodView:
            return MethodView(
                name=name,
                constant=constant,
                request=request.name,
                parameters=tuple(field.parameter for field in request.fields),
                arguments=tuple((field.name, field.name) for field in request.fields),
                more=(),
                result=result,
                doc=literals.docstring(
                    f"{said}\n\nEach part of the list is asked for when it is come to. Takes what "
                    f"`{method}` takes.",
                    8,
                    [("Raises", [("errors.PagingError", "The list cannot be read to its end.")])],
                ),
            )

        item_class = types.annotation(item, self.classes, sent=False, hidden=self.hidden)
        return PagingView(
            pages=through(pages, response.name, f"All replies of `{method}`, one by one."),
            items=through(
                items,
                item_class,
                f"All items of `{self.attributes(route)}` in all replies of `{method}`.",
            ),
            declaration=self.paging_constant(action, paging, constant),
            neighbours=((class_, self.modules[class_]),) if class_ else (),
            script=self.examples.loop(action, paging.position, items),
        )

    def paging_constant(self, action: Action, paging: Paging, constant: str) -> str:
        inputs = {field.name: names.field(field.alias or field.name) for field in action.input}
        facts: dict[str, Expression] = {
            "action": names.constant(action.alias or action.name),
            "style": literals.string(paging.style.value),
            "items": self.place(action, paging.items),
            "position": literals.string(inputs[paging.position]),
        }
        if paging.next:
            facts["next"] = self.place(action, paging.next)
        if paging.more:
            facts["more"] = self.place(action, paging.more)
            facts["more_when"] = literals.value(paging.more_when)
        if paging.size:
            facts["size"] = literals.string(inputs[paging.size])
        if paging.page_size is not None:
            facts["page_size"] = literals.value(paging.page_size)
        if paging.style is PagingStyle.PAGE:
            facts["first"] = literals.value(paging.first)
        if paging.total:
            facts["total"] = self.place(action, paging.total)
        return lay_out(call("_Paging", **facts), 0, f"{constant} = ")

    def waiter(
        self, waiter: Waiter, action: Action, request: StructView, response: StructView
    ) -> WaiterView:
        """How to wait with the action."""
        name = names.wait(waiter.name)
        taken = {
            field.name: names.wait_parameter(model.alias or model.name)
            for field, model in zip(request.fields, action.input, strict=True)
        }
        number = "_builtins.float" if "float" in self.hidden else "float"
        extra = (
            f"delay: {number} = {literals.value(waiter.delay)}",
            f"max_delay: {number} = {literals.value(waiter.max_delay)}",
            f"timeout: {number} | None = {literals.value(waiter.timeout)}",
            "on_poll: _PollHook | None = None",
        )
        fields = [replace(field, name=taken[field.name]) for field in request.fields]
        return WaiterView(
            wire=waiter.name,
            method=MethodView(
                name=name,
                constant=name.upper(),
                request=request.name,
                parameters=(*(field.parameter for field in fields), *extra),
                arguments=tuple(taken.items()),
                more=("delay", "max_delay", "timeout", "on_poll"),
                result=response.name,
                doc=_waiter_doc(waiter, names.method(action.alias or action.name), fields),
            ),
            declaration=self.waiter_constant(waiter, action, name.upper()),
            script=self.examples.wait(action, taken, name),
        )

    def waiter_constant(self, waiter: Waiter, action: Action, constant: str) -> str:
        facts: dict[str, Expression] = {
            "name": literals.string(waiter.name),
            "action": names.constant(action.alias or action.name),
            "state": self.place(action, waiter.state),
            "success": _values(waiter.success),
        }
        if waiter.failure:
            facts["failure"] = _values(waiter.failure)
        tests = [
            _tuple([place, _values(test.allowed)])
            for test in waiter.failed_when
            for place in self.places(action, test.path)
        ]
        if tests:
            facts["failed_when"] = _tuple(tests)
        for word, path in (("message", waiter.message), ("progress", waiter.progress)):
            if path:
                facts[word] = _tuple(self.places(action, path))
        return lay_out(call("_Waiter", **facts), 0, f"{constant} = ")

    def place(self, action: Action, path: str) -> str:
        """The attributes that a path in the reply means, as a literal."""
        (place,) = self.places(action, path)
        return place

    def places(self, action: Action, path: str) -> list[str]:
        """The same, for a path that may lead several ways."""
        routes = graph.routes(self.structs, action.output, path)
        return [literals.string(self.attributes(route)) for route in routes]

    def attributes(self, route: Iterable[Field]) -> str:
        return ".".join(names.field(field.alias or field.name) for field in route)


_ON_POLL = "A function that is told of every reply; what it raises ends the waiting."
_WAITING = [
    ("delay", "Seconds between the first two polls; later pauses grow."),
    ("max_delay", "Seconds that no pause is longer than."),
    ("timeout", "Seconds until the last poll; None waits for ever."),
    ("on_poll", _ON_POLL),
]


def _waiter_doc(waiter: Waiter, method: str, fields: Iterable[FieldView]) -> str:
    arguments = [(field.name, field.summary) for field in fields]
    arguments += _WAITING
    raises = [
        ("errors.WaitFailed", "It came to a bad end; `reply` holds what the service says of it."),
        ("errors.WaitTimeout", "It had not come to an end in time."),
    ]
    said = waiter.description or f"Waits with `{method}` until the state says that it is over."
    end = f"Polls `{method}`, whose last reply it returns."
    return literals.docstring(f"{said}\n\n{end}", 8, [("Args", arguments), ("Raises", raises)])


def _values(values: Iterable[Scalar]) -> Expression:
    return _tuple([literals.value(value) for value in values])


def _tuple(items: Sequence[Expression]) -> Expression:
    if len(items) == 1:
        return f"({flat(items[0])},)"
    return Bracket("(", [("", item) for item in items], ")")
