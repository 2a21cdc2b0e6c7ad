"""From the neutral model to the views of its pages: every decision on words and links."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from ... import graph, phrases
from ...model import (
    REQUEST_ID,
    Action,
    ErrorCode,
    Field,
    RegionRule,
    Service,
    Struct,
)
from . import calls, fields, following, literals, pages, prose
from .views import ActionView, ErrorView, FamilyView, ServiceView, StructView

_REGIONS = {
    RegionRule.REQUIRED: "required",
    RegionRule.OPTIONAL: "optional",
    RegionRule.UNUSED: "not used",
}
#: How many users of a struct the index names before it points to the struct's page.
_SHOWN_USERS = 3


def view(service: Service) -> ServiceView:
    """The service as its pages show it."""
    return _Views(service).service()


class _Views:
    """Makes the views of one service; holds what they all need."""

    def __init__(self, service: Service) -> None:
        self.model = service
        self.top = pages.of(service, "")
        self.inside = pages.of(service, "../")
        self.usage = graph.usage(service)
        self.errors = {error.code: error for error in service.errors}
        self.users: dict[str, list[tuple[Action | Struct, str, Field]]] = {}
        for action in service.actions:
            self.note_uses(action, "parameter", action.input)
            self.note_uses(action, "result", action.output)
        for struct in service.structs:
            self.note_uses(struct, "field", struct.fields)

    def note_uses(self, user: Action | Struct, role: str, members: Iterable[Field]) -> None:
        for field in members:
            if field.type.leaf.struct is not None:
                self.users.setdefault(field.type.leaf.struct, []).append((user, role, field))

    def service(self) -> ServiceView:
        model = self.model
        ordered = sorted(model.errors, key=lambda e: (pages.family(e.code), e.code))
        families = groupby(ordered, key=lambda e: pages.family(e.code))
        host = model.endpoints[0][1] if model.endpoints else ""
        return ServiceView(
            name=model.name,
            version=model.version,
            package=model.name,
            module="v" + model.version.replace("-", ""),
            label=f"service {model.name} {model.version}",
            heading=literals.heading(literals.text(model.title).strip() or model.name),
            where=literals.text(f"{model.title} ({model.name} {model.version})").strip(),
            description=prose.blocks(model.description, self.top.resolve),
            endpoints=tuple((literals.text(s), literals.code(h)) for s, h in model.endpoints),
            host=literals.code(host),
            actions=tuple(self.action(action) for action in model.actions),
            structs=tuple(self.struct(struct) for struct in model.structs),
            errors=tuple(
                FamilyView(name, literals.text(name), tuple(self.error(e, self.top) for e in group))
                for name, group in families
            ),
        )

    def action(self, action: Action) -> ActionView:
        here = self.inside.seen_from(action)
        rate = "" if action.rate_limit is None else f"{action.rate_limit:g} per second"
        title = prose.first(action.title, self.top.resolve)
        marks = ["**Deprecated.**"] if action.deprecated else []
        marks += ["**Offline.**"] if action.offline else []
        return ActionView(
            wire=action.name,
            page=pages.stem(action),
            label=f"action {action.name}",
            heading=literals.text(action.name),
            title=_sentence(prose.first(action.title, here.resolve)),
            description=prose.blocks(action.description, here.resolve),
            deprecation=fields.deprecation(action.deprecated, here),
            offline=phrases.offline(action),
            unsigned=phrases.unsigned(action),
            sending=phrases.sending(action, literals.code),
            rate_limit=f"{rate} and account" if rate else "",
            region=_REGIONS[action.region],
            repeat=_repeat(action),
            parameters=tuple(fields.views(action.input, here, "Parameter", fields.SENT)),
            results=tuple(
                fields.views((*action.output, REQUEST_ID), here, "Result", fields.RECEIVED)
            ),
            errors=tuple(
                self.error(self.errors.get(code, ErrorCode(code)), here) for code in action.errors
            ),
            examples=tuple(
                calls.view(
                    self.model,
                    action,
                    example,
                    (
                        literals.heading(prose.first(example.title, here.resolve)),
                        prose.blocks(example.description, here.resolve),
                    ),
                )
                for example in action.examples
            ),
            entry=(_page_link(action, self.top), " ".join([*marks, title]), rate),
            paging=following.paging(action.paging),
            waiters=tuple(following.waiters(self.model, action.name, here)),
        )

    def struct(self, struct: Struct) -> StructView:
        here = self.inside.seen_from(struct)
        usage = self.usage[struct.name]
        ways = fields.SENT if usage.sent or not usage.received else fields.RECEIVED
        if usage.sent and usage.received and any(map(fields.differs, struct.fields)):
            ways = fields.SENT + fields.RECEIVED
        both = "requests and replies" if usage.sent else "replies"
        users = self.users.get(struct.name, [])
        shown = [_page_link(user, self.top) for user, _, _ in users]
        shown = list(dict.fromkeys(shown))
        if len(shown) > _SHOWN_USERS:
            more = f"{len(shown) - _SHOWN_USERS} more"
            target = f"{self.top.structs[struct.name]}#used-by"
            shown = [*shown[:_SHOWN_USERS], literals.link(more, target)]
        return StructView(
            wire=struct.name,
            page=pages.stem(struct),
            label=f"struct {struct.name}",
            heading=literals.text(struct.name),
            description=prose.blocks(struct.description, here.resolve),
            travels=both if usage.received else "requests",
            presence=ways,
            fields=tuple(fields.views(struct.fields, here, "Field", ways)),
            used_by=tuple(_use(user, role, field, here) for user, role, field in users),
            entry=(
                _page_link(struct, self.top),
                prose.first(struct.description, self.top.resolve),
                ", ".join(shown),
            ),
        )

    def error(self, error: ErrorCode, here: pages.Pages) -> ErrorView:
        code = literals.code(error.code)
        target = here.errors.get(error.code)
        return ErrorView(
            code=error.code,
            wire=code,
            link=literals.link(code, target) if target else code,
            description=prose.line(error.description, here.resolve),
            solution=prose.line(error.solution, here.resolve),
        )


def _repeat(action: Action) -> str:
    if action.read_only:
        return "yes, it changes nothing"
    if action.deduplicated_by:
        name = literals.code(action.deduplicated_by.field)
        return f"with the same {name} the work is done once, and the repetition is refused"
    return "not known to be"


def _page_link(of: Action | Struct, here: pages.Pages) -> str:
    table = here.actions if isinstance(of, Action) else here.structs
    return literals.link(literals.text(of.name), table[of.name])


def _use(user: Action | Struct, role: str, field: Field, here: pages.Pages) -> str:
    name = literals.code(field.name)
    if here.resolve(user.name) == "" and isinstance(user, Struct):
        return f"itself, {role} {name}"
    return f"{_page_link(user, here)}, {role} {name}"


def _sentence(inline: str) -> str:
    """A title as a paragraph."""
    return f"{inline}." if inline and inline[-1] not in ".!?*" else inline
