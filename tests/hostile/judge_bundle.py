"""Generated Python says what its spec says.

The spec is looked at as plain data, not through the generator's model: a string that is lost on
the way into the model is lost as well.
"""

from __future__ import annotations

import ast
import dataclasses
import importlib
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from tc3gen.outputs import Output

Outputs = Mapping[str, Output]

#: What every package has alike.
_COPIED = ("_runtime/", "_cli/")


class Bundle:
    """Generated Python, written to a folder and imported under a name of its own."""

    def __init__(self, name: str, folder: Path, outputs: Outputs) -> None:
        self.name, self.outputs = name, outputs
        for path, output in outputs.items():
            # What is copied is the same for all, and compiled once.
            file = folder / ("" if path.startswith(_COPIED) else name) / path
            if not file.exists():
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(output.text, encoding="utf-8", newline="\n")
        for copied in _COPIED:
            (folder / name / copied.rstrip("/")).symlink_to(folder / copied)

    def load(self, path: str) -> ModuleType:
        dotted = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        return importlib.import_module(f"{self.name}.{dotted}")

    def of(self, label: str) -> tuple[ModuleType, ast.Module]:
        """The one module of a struct or an action, and its source."""
        (path,) = (
            p for p, output in self.outputs.items() if output.label == label and p.endswith(".py")
        )
        return self.load(path), ast.parse(self.outputs[path].text)

    def named(self, end: str) -> tuple[ModuleType, ast.Module]:
        """The module with this path in the one version's package."""
        (path,) = (
            p for p in self.outputs if p.endswith(end) and p.count("/") == end.count("/") + 1
        )
        return self.load(path), ast.parse(self.outputs[path].text)

    def forget(self) -> None:
        for name in [name for name in sys.modules if name.split(".")[0] == self.name]:
            del sys.modules[name]


def check_bundle(bundle: Bundle, spec: Mapping[str, Any]) -> None:
    """Every module imports, and says what the spec says."""
    for path in bundle.outputs:
        if path.endswith(".py") and not path.startswith(_COPIED):
            bundle.load(path)
    sent = _sent(spec)
    for name, struct in spec["structs"].items():
        module, tree = bundle.of(f"struct {name}")
        (node,) = _classes(tree)
        _check_fields(getattr(module, node.name), node, struct["fields"], name in sent)
        says(ast.get_docstring(node, clean=False), struct.get("description", ""))
    client, tree = bundle.named("/client.py")
    (node,) = _classes(tree)
    info = getattr(client, node.name)._service
    assert (info.name, info.version) == (spec["service"], spec["version"])
    assert info.endpoints == spec["endpoints"]
    assert list(info.endpoints) == list(spec["endpoints"])
    functions = [child for child in node.body if isinstance(child, ast.FunctionDef)]
    methods = [child for child in functions if "self._invoke(" in ast.unparse(child.body[-1])]
    for (name, action), method in zip(spec["actions"].items(), methods, strict=True):
        _check_action(bundle, name, action, method, spec)
    streams = [child for child in functions if "self._stream(" in ast.unparse(child.body[-1])]
    assert len(streams) == sum(a.get("streams", False) for a in spec["actions"].values())
    for name, waiter in spec.get("waiters", {}).items():
        _check_waiter(bundle, name, waiter, functions)
    _check_errors(*bundle.named("/errors.py"), spec["errors"])
    version = importlib.import_module(client.__name__.rpartition(".")[0])
    says(version.__doc__, spec["title"])
    says(version.__doc__, spec.get("description", ""))
    for exported in version.__all__:
        getattr(version, exported)


def _classes(tree: ast.Module) -> list[ast.ClassDef]:
    return [node for node in tree.body if isinstance(node, ast.ClassDef)]


def _sent(spec: Mapping[str, Any]) -> set[str]:
    """The structs whose limits count: all but those that only replies lead to."""

    def reached(side: str) -> set[str]:
        found: set[str] = set()
        waiting = [f for action in spec["actions"].values() for f in action.get(side, {}).values()]
        while waiting:
            name = waiting.pop()["type"].rpartition("Array of ")[2]
            if name in spec["structs"] and name not in found:
                found.add(name)
                waiting += spec["structs"][name]["fields"].values()
        return found

    return spec["structs"].keys() - (reached("output") - reached("input"))


def _check_action(
    bundle: Bundle,
    name: str,
    action: Mapping[str, Any],
    method: ast.FunctionDef,
    spec: Mapping[str, Any],
) -> None:
    module, tree = bundle.of(f"action {name}")
    (constant,) = (v for v in vars(module).values() if type(v).__name__ == "Action")
    assert constant.name == name
    deduplication = action.get("deduplicated_by", {})
    assert constant.deduplicated_by == deduplication.get("field", "")
    assert constant.duplicate_error == deduplication.get("error", "")
    request, reply = _classes(tree)
    assert (constant.request.__name__, constant.response.__name__) == (request.name, reply.name)
    _check_fields(constant.request, request, action.get("input", {}), sent=True)
    output = {**action.get("output", {}), "RequestId": {"type": "String"}}
    _check_fields(constant.response, reply, output, sent=False)
    doc = ast.get_docstring(method, clean=False)
    says(doc, action.get("title", "").rstrip("."))
    says(doc, action.get("description", ""))
    _says_deprecation(doc, action.get("deprecated"))
    for field in action.get("input", {}).values():
        says_field(doc, field, summary=True)
    for code in action.get("errors", ()):
        error = spec["errors"][code]
        says(doc, error if isinstance(error, str) else error.get("description", ""))
    names = [argument.arg for argument in method.args.kwonlyargs]
    taken = [argument.arg for argument in method.args.args]
    fields = [field.name for field in dataclasses.fields(constant.request)]
    assert names == [f"{name}_" if name in taken else name for name in fields]
    assert taken == ["self", *(["body"] if action.get("body") == "octet-stream" else [])]
    assert constant.unsigned == action.get("unsigned", False)
    assert constant.body == action.get("body", "json")
    assert constant.header_prefix == action.get("header_prefix", "")
    says(doc, constant.header_prefix)
    assert ("Offline:" in str(doc)) >= action.get("offline", False)
    if "paging" in action:
        _check_paging(constant, next(v for v in vars(module).values() if _is(v, "Paging")), action)


def _check_paging(action: Any, paging: Any, spec: Mapping[str, Any]) -> None:
    said = spec["paging"]
    assert paging.action is action
    assert (paging.style, paging.first) == (said["style"], said.get("first", 1))
    assert (paging.page_size, paging.more_when) == (
        said.get("page_size"),
        said.get("more_when", True),
    )
    for key, attribute in (("input", "position"), ("offset", "position"), ("page", "position")):
        if key in said:
            assert _wire_path(action.request, getattr(paging, attribute)) == said[key]
    for key, attribute in (("items", "items"), ("output", "next"), ("total", "total")):
        assert _wire_path(action.response, getattr(paging, attribute)) == said.get(key, "")
    assert _wire_path(action.response, paging.more) == said.get("more", "")
    size = said.get("limit", said.get("size", ""))
    assert _wire_path(action.request, paging.size) == size


def _check_waiter(
    bundle: Bundle, name: str, said: Mapping[str, Any], functions: list[ast.FunctionDef]
) -> None:
    module, _ = bundle.of(f"action {said['action']}")
    (waiter,) = (v for v in vars(module).values() if _is(v, "Waiter"))
    response = waiter.action.response
    assert (waiter.name, waiter.action.name) == (name, said["action"])
    assert _wire_path(response, waiter.state) == said["state"]
    assert (list(waiter.success), list(waiter.failure)) == (said["success"], said["failure"])
    tests = [(_wire_path(response, path), list(good)) for path, good in waiter.failed_when]
    for (path, good), test in zip(tests, said["failed_when"], strict=True):
        assert path.split(".")[-1] == test["path"].split(".")[-1]
        assert good == test["not"]
    assert [_wire_path(response, path) for path in waiter.progress] == [said["progress"]]
    (function,) = (f for f in functions if "self._wait(" in ast.unparse(f.body[-1]))
    says(ast.get_docstring(function, clean=False), said["description"])


def _is(value: object, kind: str) -> bool:
    return type(value).__name__ == kind


def _wire_path(cls: type[Any], path: str) -> str:
    """The wire names of the attributes along a path."""
    wires: list[str] = []
    for attribute in path.split(".") if path else ():
        (field,) = (f for f in dataclasses.fields(cls) if f.name == attribute)
        wire = field.metadata["wire"]
        wires.append(wire.name)
        package = sys.modules[cls.__module__.rsplit(".", 2)[0]]
        cls = getattr(package, wire.kind, cls) if isinstance(wire.kind, str) else cls
    return ".".join(wires)


def _check_fields(
    cls: type[Any], node: ast.ClassDef, expected: Mapping[str, Any], sent: bool
) -> None:
    fields = dataclasses.fields(cls)
    wires = [field.metadata["wire"] for field in fields]
    assert [wire.name for wire in wires] == list(expected)
    lines = [child for child in node.body if isinstance(child, ast.AnnAssign)]
    for wire, line, field in zip(wires, lines, expected.values(), strict=True):
        _check_limits(wire.limits, field if sent else {})
        _check_limits(wire.items, field.get("items", {}) if sent else {})
        choices = _choices(field.get("enum", ())) or _choices(
            field.get("items", {}).get("enum", ())
        )
        if choices and all(isinstance(choice, str | int) for choice in choices):
            literal = next(
                n
                for n in ast.walk(line.annotation)
                if isinstance(n, ast.Subscript) and ast.unparse(n.value) == "_Literal"
            )
            shown = literal.slice.elts if isinstance(literal.slice, ast.Tuple) else [literal.slice]
            assert [ast.literal_eval(each) for each in shown][: len(choices)] == choices
        after = node.body[node.body.index(line) + 1 :][:1]
        said = [child.value for child in after if isinstance(child, ast.Expr)]
        says_field(ast.literal_eval(said[0]) if said else "", field)


def _check_limits(limits: Mapping[str, Any], field: Mapping[str, Any]) -> None:
    expected = {
        re.sub(r"[A-Z]", lambda m: "_" + m[0].lower(), key): field[key]
        for key in field
        if key.startswith(("min", "max", "exclusive")) or key in ("pattern", "format")
    }
    if "enum" in field and not field.get("open"):
        expected["enum"] = tuple(_choices(field["enum"]))
    if "special" in field and expected:
        expected["special"] = tuple(_choices(field["special"]))
    assert dict(limits) == expected


def _choices(items: Any) -> list[Any]:
    return [item["value"] if isinstance(item, Mapping) else item for item in items]


def _check_errors(module: ModuleType, tree: ast.Module, errors: Mapping[str, Any]) -> None:
    docs = {node.name: ast.get_docstring(node, clean=False) for node in _classes(tree)}
    for code, error in errors.items():
        cls = module.BY_CODE[code]
        assert cls.code == code
        texts = [error] if isinstance(error, str) else [error[k] for k in error if k != "alias"]
        for text in texts:
            says(docs[cls.__name__], text)
        base = module.BY_CODE.get(code.rpartition(".")[0], module.ServiceError)
        assert cls.__bases__ == (base,)


def says_field(
    doc: str | None,
    field: Mapping[str, Any],
    summary: bool = False,
    prose: Callable[[str | None, str], None] | None = None,
) -> None:
    """A text says all of a field; `prose` judges descriptions, where they are not as written."""
    prose = prose or says
    prose(doc, field.get("description", ""))
    says(doc, field.get("unit", ""))
    says(doc, field.get("pattern", ""))
    _says_deprecation(doc, field.get("deprecated"))
    condition = field.get("applies_when", "")
    # A sentence may gain a capital at its head.
    says(doc, condition.strip()[1:] if isinstance(condition, str) else condition["field"])
    if isinstance(field.get("default"), str):
        says(doc, field["default"])
    for choice in (*field.get("enum", ()), *field.get("special", ())):
        if isinstance(choice, Mapping) and not summary:
            prose(doc, choice.get("description", ""))


def _says_deprecation(doc: str | None, deprecated: Any) -> None:
    if isinstance(deprecated, str):
        says(doc, deprecated)
    elif isinstance(deprecated, Mapping):
        for text in deprecated.values():
            says(doc, text)


def says(doc: str | None, text: str) -> None:
    """A docstring holds a text, however its lines are broken."""
    assert doc is not None
    assert " ".join(text.split()) in " ".join(doc.split())
