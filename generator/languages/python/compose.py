"""From the neutral model to the views of its Python: every decision on names, types and words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, cached_property

from ... import graph, phrases
from ...bundles import WHOLE, Bundle
from ...model import REQUEST_ID, Action, Body, ErrorCode, Field, Service, Struct
from . import literals, names, types
from .examples import Examples
from .followups import Followups
from .imports import TYPES, needs
from .layout import Annotated, Bracket, call, lay_out
from .sending import Sending, Sent, declaration
from .views import ActionView, ErrorView, FieldView, ServiceView, StructView


def view(service: Service, bundle: Bundle = WHOLE) -> ServiceView:
    """The service as its Python client shows it."""
    return _Views(service, bundle).service()


class _Views:
    """Makes the views of one service; holds what they all need."""

    def __init__(self, service: Service, bundle: Bundle) -> None:
        self.model, self.bundle = service, bundle
        self.client = names.client(service.name)
        self.async_client = f"Async{self.client}"
        self.reserved = names.CLASSES | {self.client, self.async_client}
        self.usage = graph.usage(service)
        self.structs = graph.index(service)
        self.classes = {
            struct.name: types.class_of(struct.name, struct.alias, self.reserved)
            for struct in service.structs
        }
        self.modules = {
            self.classes[struct.name]: (
                TYPES if bundle.compact else names.module(struct.alias or struct.name)
            )
            for struct in service.structs
        }
        self.examples = Examples(
            bundle.name, names.package(service.name), self.client, self.structs, self.classes
        )
        methods = [names.method(action.alias or action.name) for action in service.actions]
        self.hidden = names.ANNOTATION_BUILTINS.intersection(methods)
        self.followups = Followups(
            self.structs, self.classes, self.modules, self.hidden, self.examples
        )
        self.sending = Sending(self.hidden, self.examples)
        self.where = f"{service.title} ({service.name} {service.version})"

    def service(self) -> ServiceView:
        model = self.model
        endpoints = Bracket(
            "{",
            [(f"{literals.string(site)}: ", literals.string(h)) for site, h in model.endpoints],
            "}",
        )
        info = call(
            "_ServiceInfo",
            name=literals.string(model.name),
            version=literals.string(model.version),
            endpoints=endpoints,
            module="__name__",
            region=literals.string(model.region.value),
        )
        return ServiceView(
            name=model.name,
            version=model.version,
            title=model.title,
            package=names.package(model.name),
            module=names.version_module(model.version),
            label=f"service {model.name} {model.version}",
            client=self.client,
            async_client=self.async_client,
            doc=literals.docstring(
                f"{self.where}: client, models and errors.\n\n{model.description}", 0
            ),
            package_doc=literals.docstring(
                f"{model.title}: the client, models and errors of version {model.version}.", 0
            ),
            errors_doc=literals.docstring(
                f"The error codes of {self.where}.\n\nA class for each code, below the class of "
                "its family: who catches `InvalidParameterValue` also catches "
                "`InvalidParameterValueSessionId`. A code that is not listed here raises the "
                "nearest class that is.",
                0,
            ),
            info=lay_out(info, 4, "_service = "),
            actions=tuple(self.action(action) for action in model.actions),
            structs=tuple(self.struct(struct) for struct in model.structs),
            errors=tuple(self.errors()),
            origin=_listed(f"{s.package} {s.version}".strip() for s in model.sources if s.package),
            root=self.bundle.name,
            asynchronous=self.bundle.asynchronous,
        )

    def struct(self, struct: Struct) -> StructView:
        usage = self.usage[struct.name]
        return self.dataclass(
            wire=struct.name,
            name=self.classes[struct.name],
            module=self.modules[self.classes[struct.name]],
            label=f"struct {struct.name}",
            doc=struct.description or f"The data type {struct.name}.",
            fields=struct.fields,
            sent=usage.sent or not usage.received,
            title=f"{struct.name}, a data type of {self.where}.",
        )

    def dataclass(
        self,
        *,
        wire: str,
        name: str,
        module: str,
        label: str,
        doc: str,
        fields: Sequence[Field],
        sent: bool,
        title: str,
        hidden: frozenset[str] = frozenset(),
        files: bool = False,
    ) -> StructView:
        given = {"wire": wire, "name": name, "module": module, "label": label}
        own = (names.field(field.alias or field.name) for field in fields)
        used = {self.classes[struct] for struct in graph.struct_names(fields)} - {name}

        @cache
        def views() -> tuple[FieldView, ...]:
            hides = hidden | names.ANNOTATION_BUILTINS.intersection(own)
            return tuple(self.field(field, sent, hides, files) for field in fields)

        return StructView.late(
            given,
            title=lambda: literals.docstring(title, 0),
            doc=lambda: literals.docstring(doc, 4),
            fields=views,
            needs=lambda: needs(view.annotation for view in views()),
            neighbours=lambda: tuple(sorted((each, self.modules[each]) for each in used)),
        )

    def field(
        self, field: Field, sent: bool, hidden: frozenset[str], files: bool = False
    ) -> FieldView:
        annotation = types.annotation(field, self.classes, sent, hidden, files)
        if sent:
            optional = not field.required
        else:
            always = field.required if field.output_required is None else field.output_required
            optional = field.may_be_null or not always
        if optional and annotation != "_Any":
            annotation += " | None"
        name = names.field(field.alias or field.name)
        given = {
            "wire": field.name,
            "name": name,
            "annotation": annotation,
            "optional": optional,
        }

        def line() -> str:
            default = {"default": "None"} if optional else {}
            metadata = types.wire(field, self.classes, sent)
            value = call("_field", **default, metadata=metadata)
            return lay_out(Annotated(name, annotation, value), 4)

        def doc() -> str:
            said = _said(field, listed=True)
            return literals.docstring(said, 4, beneath=True) if said else ""

        return FieldView.late(given, line=line, doc=doc, summary=lambda: _said(field, listed=False))

    def action(self, action: Action) -> ActionView:
        base = action.alias or action.name
        name = names.class_(base)
        module = names.module(base)
        request = self.dataclass(
            wire=f"{action.name}Request",
            name=f"{name}Request",
            module=module,
            label=f"action {action.name}",
            doc=f"What {action.name} is asked with.",
            fields=action.input,
            sent=True,
            title=f"{action.name}, an action of {self.where}.",
            # A client's method hides the builtin of its name from the signatures in its class.
            hidden=self.hidden,
            files=action.body is Body.MULTIPART,
        )
        response = self.dataclass(
            wire=f"{action.name}Response",
            name=f"{name}Response",
            module=module,
            label=f"action {action.name}",
            doc=f"What {action.name} answers.",
            fields=(*action.output, REQUEST_ID),
            sent=False,
            title="",
        )
        method = names.method(base)
        constant = names.constant(base)
        given = {
            "wire": action.name,
            "method": method,
            "constant": constant,
            "module": module,
            "label": f"action {action.name}",
            "title": action.title or action.name,
            "request": request,
            "response": response,
        }

        @cache
        def sent() -> Sent:
            return self.sending.of(action, request)

        return ActionView.late(
            given,
            declaration=lambda: declaration(action, constant, request, response),
            doc=lambda: self.method_doc(action, sent().parameters),
            examples=lambda: tuple(
                self.examples.view(example, action, method) for example in action.examples
            ),
            raises=lambda: tuple(self.error_name(code) for code in action.errors),
            parameters=lambda: sent().parameters,
            content=lambda: sent().content,
            script=lambda: sent().script,
            paging=lambda: self.followups.paging(action, request, response),
            stream=lambda: self.sending.stream(action, request, response),
            waiters=lambda: tuple(
                self.followups.waiter(waiter, action, request, response)
                for waiter in self.model.waiters
                if waiter.action == action.name
            ),
        )

    def method_doc(self, action: Action, parameters: Iterable[FieldView]) -> str:
        said = [action.title and f"{action.title.rstrip('.')}.", action.description]
        if action.deprecated is not None:
            said.append(phrases.deprecation(action.deprecated, _code))
        said.append(phrases.rate_limit(action))
        said += phrases.ways(action, _code)
        if action.streams:
            stream = names.stream(action.alias or action.name)
            said.append(f"Where the service answers with a stream of events, call `{stream}`.")
        described = {error.code: error for error in self.model.errors}
        sections: list[literals.Section] = []
        arguments = [(field.name, field.summary) for field in parameters]
        if action.body is Body.OCTET_STREAM:
            arguments.insert(0, ("body", "What is sent."))
        if arguments:
            sections.append(("Args", arguments))
        if action.errors:
            sections.append(
                (
                    "Raises",
                    [
                        (f"errors.{self.error_name(code)}", described[code].description)
                        for code in action.errors
                        if code in described
                    ],
                )
            )
        return literals.docstring(_paragraphs(*said), 8, sections)

    def error_name(self, code: str) -> str:
        alias = self.aliases.get(code, "")
        return names.error(alias or code)

    @cached_property
    def aliases(self) -> dict[str, str]:
        return {error.code: error.alias for error in self.model.errors if error.alias}

    def errors(self) -> Iterable[ErrorView]:
        """The described codes and the families above them, parents first."""
        described = {error.code: error for error in self.model.errors}
        wanted: dict[str, None] = {}
        for code in described:
            wanted.update(dict.fromkeys(graph.lineage(code)))
        for code in wanted:
            family = ErrorCode(code, f"The family of codes that begin with {code}.")
            error = described.get(code, family)
            families = graph.lineage(code)[:-1]
            yield ErrorView(
                code=code,
                name=self.error_name(code),
                base=self.error_name(families[-1]) if families else "ServiceError",
                doc=literals.docstring(_paragraphs(error.description, error.solution), 4),
                brief=literals.docstring(error.description, 4),
                literal=literals.string(code),
            )


def _listed(parts: Iterable[str]) -> str:
    """Texts of a spec on a line of plain text."""
    return "".join(filter(str.isprintable, ", ".join(dict.fromkeys(parts))))


def _code(text: str) -> str:
    return f"`{text}`"


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _said(field: Field, listed: bool) -> str:
    """What there is to say of a field; where choices are explained, as a list or as a sentence."""
    choices = phrases.explained((*field.limits.enum, *field.limits.special))
    if choices and not listed:
        return _paragraphs(field.description, " ".join(phrases.facts(field, _code)))
    lines = "\n".join(f"- {_code(phrases.scalar(c.value))}: {c.description}" for c in choices)
    facts = " ".join(phrases.facts(field, _code, listed=True))
    return _paragraphs(field.description, facts, lines)
