"""A runtime that holds no more than a package needs, by three changes that leave its code alone.

    features    a statement under a comment `# feature: streams` goes where the feature is off
    lean        docstrings and comments go
    reach       a module goes that nothing imports any more

The runtime is plain Python, and what is left of it is too: whole statements go, never parts of
them, but for imports, which lose the names that nothing uses any more.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Collection, Iterable, Iterator, Mapping

from .outputs import Output

#: As Black has it, in whose style the runtime is.
_WIDTH = 88
_MARK = re.compile(r"# feature: ([a-z-]+)")
#: Comments that tools read.
_FOR_TOOLS = re.compile(r"#\s*(type|pyright|noqa)\b")
_WORD = re.compile(r"[A-Za-z_]\w*")


def trimmed(text: str, features: Collection[str], lean: bool) -> str:
    """A module of the runtime with these features alone."""
    gone = set(_switched_off(text, features))
    if not gone and not lean:
        return text
    lines = enumerate(text.splitlines(keepends=True), 1)
    text = "".join(line for number, line in lines if number not in gone)
    if lean:
        text = _without_documentation(text)
    return _spaced(_without_unused(text) if gone else text)


def features_of(text: str) -> set[str]:
    """The features that a module's statements are marked with."""
    return set(_MARK.findall(text))


# What a feature takes with it --------------------------------------------------------------------


def _switched_off(text: str, features: Collection[str]) -> Iterator[int]:
    """The numbers of the lines that features take with them."""
    marks: dict[int, int] = {}
    comments = 0
    for number, line in enumerate(text.splitlines(), 1):
        comments = comments + 1 if line.lstrip().startswith("#") else 0
        if (match := _MARK.fullmatch(line.strip())) and match[1] not in features:
            marks[number] = number - comments + 1
    if marks:
        yield from _of_body(ast.parse(text).body, marks)


def _of_body(body: Iterable[ast.stmt], marks: Mapping[int, int]) -> Iterator[int]:
    """The same of statements; `marks` are lines of marks, and where the comments there begin."""
    for statement in body:
        first = _first_line(statement)
        if first - 1 in marks:
            yield from range(marks[first - 1], (statement.end_lineno or first) + 1)
            continue
        inner = [s for block in _blocks(statement) for s in block]
        gone = set(_of_body(inner, marks))
        if inner and all(_first_line(s) in gone for s in inner):
            yield from range(first, (statement.end_lineno or first) + 1)
        yield from gone


def _blocks(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        yield getattr(statement, name, [])
    for handler in getattr(statement, "handlers", []):
        yield handler.body


def _first_line(statement: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(each.lineno for each in decorators)])


def _without_unused(text: str) -> str:
    """A text without what they import and nothing uses any more."""
    tree, lines = ast.parse(text), text.splitlines(keepends=True)
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    theirs = {n for node in imports for n in range(node.lineno, (node.end_lineno or 0) + 1)}
    used = {
        word
        for number, line in enumerate(lines, 1)
        if number not in theirs
        for word in _WORD.findall(line)
    }
    changed: dict[int, str] = {}
    gone: set[int] = set()
    for node in imports:
        kept = [alias for alias in node.names if _bound(alias) in used]
        if len(kept) == len(node.names) or getattr(node, "module", "") == "__future__":
            continue
        gone |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
        if kept:
            node.names = kept
            changed[node.lineno] = _import(node)
    gone |= set(_empty_blocks(tree.body, gone, changed.keys()))
    return "".join(
        changed.get(number, "" if number in gone else line) for number, line in enumerate(lines, 1)
    )


def _bound(alias: ast.alias) -> str:
    return (alias.asname or alias.name).partition(".")[0]


def _import(node: ast.Import | ast.ImportFrom) -> str:
    """An import on one line, or with a line for each name."""
    pad, plain = " " * node.col_offset, ast.unparse(node)
    if len(pad) + len(plain) <= _WIDTH:
        return f"{pad}{plain}\n"
    head, _, names = plain.partition(" import ")
    listed = "".join(f"{pad}    {name},\n" for name in names.split(", "))
    return f"{pad}{head} import (\n{listed}{pad})\n"


def _empty_blocks(
    body: Iterable[ast.stmt], gone: Collection[int], back: Collection[int]
) -> Iterator[int]:
    """The heads of blocks, such as that of TYPE_CHECKING, that nothing is left in."""
    for statement in body:
        if isinstance(statement, ast.If) and not statement.orelse:
            inner = [_first_line(s) for s in statement.body]
            if all(line in gone and line not in back for line in inner):
                yield from range(statement.lineno, (statement.end_lineno or 0) + 1)


# Documentation -----------------------------------------------------------------------------------


def _without_documentation(text: str) -> str:
    """A text without docstrings, texts beneath attributes, and comments but those for tools."""
    tree, lines = ast.parse(text), text.splitlines(keepends=True)
    gone: set[int] = set()
    changed: dict[int, str] = {}
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if not isinstance(body, list):
            continue
        texts = [statement for statement in body if _is_text(statement)]
        for each in texts:
            gone |= set(range(each.lineno, (each.end_lineno or each.lineno) + 1))
        if texts and len(texts) == len(body) and not isinstance(node, ast.Module):
            changed[texts[0].lineno] = f"{' ' * texts[0].col_offset}pass\n"
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and not _FOR_TOOLS.match(token.string):
            number, column = token.start
            line = lines[number - 1][:column].rstrip()
            lines[number - 1] = f"{line}\n" if line else ""
    return "".join(
        changed.get(number, "" if number in gone else line) for number, line in enumerate(lines, 1)
    )


def _is_text(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def _spaced(text: str) -> str:
    """A text without the blank lines that what is gone leaves at the beginning of blocks."""
    inside = {
        number
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.STRING
        for number in range(token.start[0] + 1, token.end[0] + 1)
    }
    done: list[str] = []
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        opened = not done or done[-1].rstrip().endswith(":")
        if line != "\n" or not opened or number in inside:
            done.append(line)
    return "".join(done)


# What is imported --------------------------------------------------------------------------------


def reached(
    outputs: Mapping[str, Output], copies: Collection[str], features: Collection[str]
) -> dict[str, Output]:
    """The outputs without those modules among the copies that nothing imports.

    Args:
        outputs: All files of a package, by path.
        copies: The paths of those that are modules of ours.
        features: What the package can do; a module that is loaded by its name alone is there for
            the feature of that name.
    """
    named = {feature.replace("-", "_") for feature in features}
    kept = {path for path in outputs if path not in copies or not path.endswith(".py")}
    waiting = sorted(path for path in kept if path.endswith(".py"))
    while waiting:
        path = waiting.pop()
        for found in _imported(path, outputs[path].text, named):
            if found in outputs and found not in kept:
                kept.add(found)
                waiting.append(found)
    return {path: output for path, output in outputs.items() if path in kept}


def _imported(path: str, text: str, named: Collection[str]) -> Iterator[str]:
    """The files that a module may import, packages on the way included."""
    package = path.split("/")[:-1]
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.ImportFrom(level=level, module=module, names=names) if level:
                base = package[: len(package) - level + 1] + (module or "").split(".")
                base = [part for part in base if part]
                yield from _files(base)
                for alias in names:
                    yield from _files([*base, alias.name])
            case ast.Call(func=ast.Name(id="part"), args=[ast.Constant(value=str(name)), *_]):
                if name in named:
                    yield from _files([*package, name])
            case _:
                pass


def _files(parts: list[str]) -> Iterator[str]:
    for count in range(1, len(parts) + 1):
        yield "/".join([*parts[:count], "__init__.py"])
    if parts:
        yield "/".join(parts) + ".py"
