"""Names, literals and layout of the Python that is generated."""

from __future__ import annotations

import ast
import re
from importlib import import_module

import black
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tc3gen.languages.python import literals, names
from tc3gen.languages.python.layout import Annotated, Bracket, call, lay_out
from tc3gen.resources import templates_dir

TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\"'\\\n\t ab-*"))


@pytest.mark.parametrize(
    ("wire", "python"),
    [
        ("HDRInfo", "hdr_info"),
        ("SubAppId", "sub_app_id"),
        ("IPv6Addresses", "ipv6_addresses"),
        ("VpcIDs", "vpc_ids"),
        ("URLs", "urls"),
        ("Hunyuan3DTask", "hunyuan_3d_task"),
        ("Mp4Url", "mp4_url"),
        ("ETag", "etag"),
        ("From", "from_"),
        ("Class", "class_"),
        ("Self", "self_"),
        ("Id", "id"),
        ("Type", "type"),
        ("List", "list"),
    ],
)
def test_fields_are_named_from_their_words_alone(wire: str, python: str) -> None:
    assert names.field(wire) == python


def test_names_give_way_to_what_their_scope_uses() -> None:
    assert names.method("Close") == "close_"
    assert names.class_("None") == "None_"
    assert names.error("ServiceError") == "ServiceError_"
    assert names.error("InvalidParameterValue.SessionId") == "InvalidParameterValueSessionId"
    assert (names.package("as"), names.client("as")) == ("as_", "AsClient")
    assert names.version_module("2018-07-17") == "v20180717"


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.syspath_prepend(templates_dir() / "python")
    return "runtime"


def test_what_the_runtime_offers_is_reserved(runtime: str) -> None:
    client = import_module(f"{runtime}.client")
    public = {n for c in (client.Client, client.AsyncClient) for n in dir(c) if n[0] != "_"}
    assert public <= names.CLIENT_METHODS
    errors = import_module(f"{runtime}.errors")
    classes = {n for n, found in vars(errors).items() if isinstance(found, type) and n[0] != "_"}
    ours = {n for n in classes if getattr(errors, n).__module__ == errors.__name__}
    assert ours <= names.ERRORS
    template = (templates_dir() / "python/service/errors.py.j2").read_text()
    assert set(re.findall(r'^    "(\w+)",$', template, re.M)) == names.ERRORS - names.CLASSES


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_string_literal_means_its_text_and_hides_nothing(text: str) -> None:
    literal = literals.string(text)
    assert ast.literal_eval(literal) == text
    assert literal.isprintable()


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_a_literal_of_plain_data_means_the_data(data: object) -> None:
    assert ast.literal_eval(literals.value(data)) == data


@given(TEXT, st.sampled_from([0, 4, 8]), st.lists(st.tuples(TEXT, TEXT), max_size=2))
def test_a_docstring_means_its_text_whatever_that_holds(
    text: str, indent: int, entries: list[tuple[str, str]]
) -> None:
    sections = [("Args", entries)] if entries else []
    literal = literals.docstring(text, indent, sections)
    parts = [text.replace("\r\n", "\n")]
    if not _words(parts[0]):
        parts = ["Undocumented."]
    for title, listed in sections:
        parts += [f"{title}:", *(f"{name}: {entry}" for name, entry in listed)]
    assert _words(ast.literal_eval(literal)) == _words(" ".join(parts))
    assert all(line.isprintable() for line in literal.split("\n"))


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[ \t\n]+", text) if word]


NAMES = st.text("abcde_", min_size=1, max_size=30).filter(lambda name: not name.isdigit())
EXPRESSIONS = st.recursive(
    NAMES | st.text("ab '\"", max_size=30).map(literals.string),
    lambda inner: st.builds(
        lambda name, args: call(name, **args), NAMES, st.dictionaries(NAMES, inner, max_size=5)
    )
    | st.lists(inner, min_size=1, max_size=5).map(
        lambda items: Bracket("[", [("", item) for item in items], "]")
    ),
    max_leaves=15,
)


@settings(max_examples=40, deadline=None)
@given(EXPRESSIONS)
def test_expressions_are_laid_out_as_black_would(expression: Bracket | str) -> None:
    source = lay_out(expression, 0, "x = ") + "\n"
    assert black.format_str(source, mode=black.Mode()) == source


CHOICES = st.lists(
    st.text("ab '\"[]|,", min_size=1, max_size=30).map(literals.string), min_size=1, max_size=9
)
ANNOTATIONS = st.builds(
    "{}{}".format,
    st.recursive(
        NAMES
        | CHOICES.map(", ".join).map("_Literal[{}]".format)
        | CHOICES.map(", ".join).map("_Literal[{}] | str".format),
        lambda inner: inner.map("list[{}]".format),
        max_leaves=3,
    ),
    st.sampled_from(["", " | None"]),
)


@settings(max_examples=100, deadline=None)
@given(NAMES, ANNOTATIONS, st.text("ab", min_size=1, max_size=40))
def test_declarations_are_laid_out_as_black_would(name: str, annotation: str, wire: str) -> None:
    value = call("_field", default="None", metadata=call("_wire", f'"{wire}"', '"string"'))
    field = lay_out(Annotated(name, annotation, value), 4)
    items = ["self", "*", Annotated(name, annotation), Annotated(f"{name}_", annotation, "None")]
    signature = lay_out(Bracket("def f(", [("", item) for item in items], ") -> None:"), 4)
    source = f"class A:\n    {field}\n\n    {signature}\n        pass\n"
    mode = black.Mode(target_versions={black.TargetVersion.PY311})
    assert black.format_str(source, mode=mode) == source
