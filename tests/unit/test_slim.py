"""What is cut from the runtime, and that what is left is the same code."""

from __future__ import annotations

import ast
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from tc3gen import bundles, slim
from tc3gen.outputs import Output
from tc3gen.resources import templates_dir

RUNTIME = sorted((templates_dir() / "python/runtime").glob("*.py"))
FEATURES = sorted({"async", "bodies", *bundles.EXTRAS, *bundles.FOLLOWUPS})


class Bare(ast.NodeTransformer):
    """Takes docstrings and texts beneath attributes out of a module."""

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        body = getattr(node, "body", None)
        if isinstance(body, list):
            kept = [each for each in body if not is_text(each)]
            node.body = kept or ([] if isinstance(node, ast.Module) else [ast.Pass()])
        return node


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(getattr(node.value, "value", None), str)


@pytest.mark.parametrize("file", RUNTIME, ids=lambda file: file.stem)
def test_lean_code_is_the_same_code(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    lean = slim.trimmed(text, FEATURES, lean=True)
    assert ast.dump(ast.parse(lean)) == ast.dump(Bare().visit(ast.parse(text)))
    assert slim.trimmed(text, FEATURES, lean=False) == text
    assert '"""' not in lean
    assert not [line for line in lean.splitlines() if line.lstrip().startswith("#")]


def test_marks_are_of_features_there_are() -> None:
    marked = {
        mark for file in RUNTIME for mark in slim.features_of(file.read_text(encoding="utf-8"))
    }
    assert marked <= set(FEATURES)
    assert marked >= {"async", "bodies", "streams", "waiting"}


@pytest.mark.parametrize("lean", [False, True], ids=["documented", "lean"])
def test_whatever_is_cut_hangs_together(lean: bool) -> None:
    """Every import of every bundle finds its module and its name, and every mark is gone."""
    texts = {f"_runtime/{file.name}": file.read_text(encoding="utf-8") for file in RUNTIME}
    cut = cache(lambda path, marked: slim.trimmed(texts[path], marked, lean))
    some = [set(each) for count in (0, 1, 2, 7) for each in combinations(FEATURES, count)]
    for features in some:
        roots = {"client", "errors", "codec", "model"} | (features & {"paging", "waiting"})
        caller = "".join(f"from ._runtime import {root}\n" for root in sorted(roots))
        outputs = {"__init__.py": Output(caller, "", "")} | {
            path: Output(cut(path, frozenset(features & slim.features_of(text))), "", "")
            for path, text in texts.items()
        }
        kept = slim.reached(outputs, texts.keys(), features)
        for path, output in kept.items():
            assert not slim.features_of(output.text) - features
            for module, name in imported(output.text):
                beside = f"_runtime/{module}.py"
                assert beside in kept, f"{path} imports {module} without {features}"
                assert name in defined(kept[beside].text), f"{path}: {module}.{name}, {features}"
        loaded = {feature.replace("-", "_") for feature in features if "-" in feature}
        assert {f"_runtime/{name}.py" for name in loaded} <= kept.keys()


@cache
def imported(text: str) -> set[tuple[str, str]]:
    return {
        (node.module, alias.name)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and node.level == 1 and node.module != "_runtime"
        for alias in node.names
        if node.module
    }


@cache
def defined(text: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                found.add(name)
            case ast.Name(id=name, ctx=ast.Store()):
                found.add(name)
            case ast.ImportFrom(names=names):
                found |= {alias.asname or alias.name for alias in names}
    return found


MODULE = '''\
"""A module."""

import os
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    # feature: one
    from .one import One
#: Of one alone.
# feature: one
LIMIT = 1


class Kept:
    """A class."""

    # feature: one
    @property
    def first(self) -> One:
        return cast("One", os.name)

    def second(self) -> Any:
        # Why.
        # feature: two
        if self:
            return 2
        return LIMITLESS  # noqa: F821
'''


def test_what_a_feature_takes_with_it() -> None:
    assert slim.trimmed(MODULE, {"one", "two"}, lean=False) == MODULE
    assert slim.trimmed(MODULE, {"two"}, lean=True) == (
        "from typing import Any\n\n\n\n"
        "class Kept:\n"
        "    def second(self) -> Any:\n"
        "        if self:\n"
        "            return 2\n"
        "        return LIMITLESS  # noqa: F821\n"
    )
    assert "One" in slim.trimmed(MODULE, {"one"}, lean=True)
    assert "Why." not in slim.trimmed(MODULE, {"one"}, lean=False)
