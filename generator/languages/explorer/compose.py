"""From the neutral model to what the explorer's page is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, partial
from typing import Any

from ... import graph, phrases
from ...bundles import WHOLE, Bundle
from ...model import REQUEST_ID, Action, Field, Service, Struct
from ..markdown import tree
from ..markdown.literals import span
from ..markdown.pages import stem
from ..python.views import ActionView as PythonAction
from ..python.views import ServiceView as PythonService
from . import literals
from .fields import Data, Fields, flag, present, texts
from .views import ActionView, ServiceView, StructView


def view(service: Service, bundle: Bundle = WHOLE) -> ServiceView:
    """The service as the explorer shows it, whatever else the run makes."""
    return _Views(service).service()


class _Views:
    """Makes the data of one service; holds what its parts share."""

    def __init__(self, service: Service) -> None:
        self.model = service
        self.names = {
            *(action.name for action in service.actions),
            *(struct.name for struct in service.structs),
            *(error.code for error in service.errors),
        }
        self.fields = Fields(self.names)
        self.usage = graph.usage(service)

    def service(self) -> ServiceView:
        model = self.model
        module = f"v{model.version.replace('-', '')}"
        return ServiceView(
            name=model.name,
            version=model.version,
            package=model.name,
            module=module,
            label=f"service {model.name} {model.version}",
            title=literals.markup(f"{model.title} ({model.name} {model.version})"),
            actions=tuple(
                # The data is made when its file is rendered, which several processes do.
                ActionView(
                    action.name,
                    stem(action),
                    f"action {action.name}",
                    partial(self.action, action),
                )
                for action in model.actions
            ),
            structs=tuple(StructView(each.name, f"struct {each.name}") for each in model.structs),
            _entry={
                "name": model.name,
                "version": model.version,
                "title": model.title,
                "path": f"{model.name}/{module}/index.html",
                "actions": len(model.actions),
                **present(doc=self.fields.prose(model.description)),
            },
            _data=self.data,
            _types=self.structs,
            _texts=self.texts,
        )

    def data(self, python: PythonService) -> Data:
        """The service, with what its lists show."""
        model = self.model
        described = {error.code: error for error in model.errors}
        errors = [
            (
                present(
                    code=each.code,
                    doc=self.fields.prose(described[each.code].description),
                    solution=self.fields.prose(described[each.code].solution),
                    python=each.name,
                )
                if each.code in described
                else {"code": each.code, "python": each.name}
            )
            for each in python.errors
        ]
        return {
            "name": model.name,
            "version": model.version,
            "title": model.title,
            **present(doc=self.fields.prose(model.description)),
            "endpoints": [{"site": site, "host": host} for site, host in model.endpoints],
            "python": {
                "package": f"{python.root}.{python.package}",
                "module": f"{python.root}.{python.package}.{python.module}",
                "client": python.client,
                "asyncClient": python.async_client,
            },
            "actions": [
                {
                    "name": action.name,
                    "file": stem(action),
                    **present(
                        title=tree.text(self.fields.prose(action.title)),
                        deprecated=flag(action.deprecated is not None),
                        offline=flag(action.offline),
                    ),
                }
                for action in model.actions
            ],
            "structs": [
                {"name": struct.name, **present(sent=flag(self.is_sent(struct)))}
                for struct in model.structs
            ],
            "errors": errors,
        }

    def action(self, action: Action, python: PythonAction) -> Data:
        """All that there is to know of an action."""
        output = (*action.output, REQUEST_ID)
        parameters = [field.name for field in python.parameters]
        attributes = [field.name for field in python.response.fields]
        once = action.deduplicated_by
        return {
            "name": action.name,
            "file": stem(action),
            **present(
                title=tree.text(self.fields.prose(action.title)),
                doc=self.fields.prose(action.description),
                facts=self.fields.prose(" ".join(phrases.ways(action, span))),
            ),
            "input": self.fields.all(action.input, parameters, sent=True, received=False),
            "output": self.fields.all(output, attributes, sent=False, received=True),
            "errors": list(action.errors),
            "examples": [self.fields.example(example) for example in action.examples],
            "region": action.region.value,
            "body": action.body.value,
            **present(
                rateLimit=action.rate_limit,
                readOnly=flag(action.read_only),
                deduplicatedBy=once.field if once else None,
                unsigned=flag(action.unsigned),
                headerPrefix=action.header_prefix,
                streams=flag(action.streams),
                deprecated=self.fields.deprecation(action.deprecated),
                offline=flag(action.offline),
            ),
            "python": present(
                method=python.method,
                request=python.request.name,
                response=python.response.name,
                items=python.paging.items.name if python.paging else None,
                waiters=[waiter.method.name for waiter in python.waiters],
                stream=python.stream.method.name if python.stream else None,
            ),
        }

    def structs(self, python: PythonService, sent: bool) -> list[Data]:
        """The structs that requests hold, or those that only replies do."""
        return [
            self.struct(struct, python)
            for struct in self.model.structs
            if self.is_sent(struct) is sent
        ]

    def struct(self, struct: Struct, python: PythonService) -> Data:
        """A struct; one that nothing uses is one that requests could hold."""
        spelt = python.struct(struct.name)
        usage = self.usage[struct.name]
        attributes = [field.name for field in spelt.fields]
        return {
            "name": struct.name,
            **present(doc=self.fields.prose(struct.description)),
            "fields": self.fields.all(
                struct.fields, attributes, sent=self.is_sent(struct), received=usage.received
            ),
            "python": spelt.name,
            **present(usedBy=self.users.get(struct.name)),
        }

    def is_sent(self, struct: Struct) -> bool:
        usage = self.usage[struct.name]
        return usage.sent or not usage.received

    def texts(self) -> list[list[Any]]:
        """What a search finds in actions; the page has the structs anyway."""
        return [
            [
                action.name,
                self.text(action.description),
                list(texts(action.input, self.names)),
                list(texts(action.output, self.names)),
            ]
            for action in self.model.actions
        ]

    def text(self, markdown: str) -> str:
        return tree.text(self.fields.prose(markdown))

    @cached_property
    def users(self) -> dict[str, list[str]]:
        """For each struct the actions and structs that name it, each once."""
        found: dict[str, dict[str, None]] = {}
        for name, fields in self._members():
            for struct in graph.struct_names(fields):
                found.setdefault(struct, {})[name] = None
        return {struct: list(names) for struct, names in found.items()}

    def _members(self) -> Iterator[tuple[str, Iterable[Field]]]:
        for action in self.model.actions:
            yield action.name, (*action.input, *action.output)
        for struct in self.model.structs:
            yield struct.name, struct.fields
