"""The judge passes a module only if Black leaves it as it is, whatever it has seen before."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import black
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tc3gen import pipeline, render, resources, targets
from tc3gen.languages.python.layout import Annotated, Bracket, Expression, lay_out
from tc3gen.languages.python.literals import docstring, string
from tc3gen.polish import judge, statements

MODE = black.Mode(target_versions={black.TargetVersion.PY311})

#: What Black said, kept through all examples: a shape that is judged by the wrong example of it
#: shows up only where another one has been seen.
JUDGE = judge.Judge()
ANSWERS: dict[str, bool] = {}


def passes(text: str) -> bool | None:
    """The judge's word on a module; None where it has none."""
    try:
        keys = JUDGE.needs(text)
    except statements.Unclear:
        return None
    for key in keys - ANSWERS.keys():
        ANSWERS[key] = formatted(JUDGE.questions[key]) == JUDGE.questions[key]
    return all(ANSWERS[key] for key in keys)


def formatted(text: str) -> str:
    try:
        return black.format_str(text, mode=MODE)
    except black.InvalidInput:
        return ""


# Modules such as templates print them -------------------------------------------------------------

LENGTHS = st.one_of(st.integers(1, 14), st.integers(1, 60))


@st.composite
def names(draw: st.DrawFn) -> str:
    special = draw(st.integers(0, 60))
    if special == 60:
        return draw(st.sampled_from(["type", "match", "print", "_", "é"]))
    return "n" * draw(LENGTHS)


@st.composite
def seldom(draw: st.DrawFn, usual: st.SearchStrategy[str], odd: st.SearchStrategy[str]) -> str:
    return draw(odd if draw(st.integers(0, 40)) == 40 else usual)


TEXTS = st.builds(lambda length: '"' + "t" * length + '"', LENGTHS)
ODD = st.sampled_from(
    [string(text) for text in ('a"b', "it's", "back\\slash", "é", "片" * 9, "", "#")]
    + ["'quoted'", 'r"raw"', '"""three"""', 'f"{x}"', "-1", "0.5", "1e5", "0XFF", "None"]
    + ["a + b", "not a", "lambda: a", "a if b else c", "a ** b", "await a", "(a)", "a[b]", "a.b.c"]
)
NUMBERS = st.sampled_from(["1", "20", "100000000000"])


def atoms() -> st.SearchStrategy[str]:
    return seldom(st.one_of(names(), names(), TEXTS, NUMBERS), ODD)


@st.composite
def brackets(draw: st.DrawFn, depth: int = 0) -> Expression:
    """Calls and collections."""
    kind = draw(st.sampled_from("([{" if depth else "("))
    name = draw(names()) if kind == "(" and draw(st.integers(0, 4)) < 4 else ""
    inner = st.one_of(atoms(), brackets(depth + 1)) if depth < 2 else atoms()
    items = [("", draw(inner)) for _ in range(draw(st.sampled_from([0, 1, 1, 2, 3, 4, 9])))]
    if name:
        keywords = draw(st.lists(names(), max_size=3, unique=True))
        items += [(f"{keyword}=", draw(inner)) for keyword in keywords]
    elif kind == "(" and len(items) == 1:
        items *= 2
    return Bracket(name + kind, items, {"(": ")", "[": "]", "{": "}"}[kind])


@st.composite
def annotations(draw: st.DrawFn) -> str:
    plain = draw(names())
    form = draw(
        st.sampled_from(["{}", "{}", "list[{}]", "{} | None", "list[{}] | None", "_L[{0}, {0}]"])
    )
    choices = ", ".join(draw(st.lists(TEXTS, min_size=1, max_size=6)))
    open_ended = draw(st.sampled_from(["_L[{}]", "_L[{}] | str"])).format(choices)
    return form.format(draw(st.sampled_from([plain, plain, open_ended])))


@st.composite
def assignments(draw: st.DrawFn, indent: int) -> str:
    target = draw(names())
    if draw(st.booleans()):
        target += f": {draw(annotations())}"
    return lay_out(draw(st.one_of(brackets(), atoms())), indent, f"{target} = ")


@st.composite
def returns(draw: st.DrawFn, indent: int) -> str:
    word = draw(st.sampled_from(["return", "return await"]))
    return lay_out(draw(brackets()), indent, f"{word} ")


@st.composite
def imports(draw: st.DrawFn, indent: int) -> str:
    module = draw(st.sampled_from(["", ".", ".."])) + ".".join(
        draw(st.lists(names(), min_size=1, max_size=3))
    )
    taken = draw(st.lists(names(), min_size=1, max_size=3))
    line = f"from {module} import {', '.join(taken)}"
    if indent + len(line) <= draw(st.sampled_from([88, 88, 86, 90])):
        return line
    pad = " " * indent
    return f"from {module} import (\n" + "".join(f"{pad}    {n},\n" for n in taken) + f"{pad})"


PROSE = st.one_of(
    st.text("ab .\n", min_size=1, max_size=300),
    st.sampled_from(
        [
            "Plain.",
            "Two.\n\nParagraphs.",
            "- a\n- b",
            'Ends in "quotes"',
            "back\\",
            "片" * 80,
            "é",
            "\t",
            "x" * 200,
        ]
    ),
)
ODD_TEXTS = st.sampled_from(
    [
        '""" Space."""',
        '"""Space. """',
        '"""A\n    b"""',
        '"""A\n  b\n    """',
        '"""A \n    b\n    """',
        "'''A'''",
        '"A"',
        '"""A\n\n        b\n    """',
        '""""A."""',
        '"""A\\\n    b\n    """',
    ]
)


@st.composite
def documents(draw: st.DrawFn, indent: int) -> str:
    return draw(seldom(PROSE.map(lambda text: docstring(text, indent)), ODD_TEXTS))


def simple(indent: int) -> st.SearchStrategy[str]:
    return st.one_of(assignments(indent), assignments(indent), documents(indent), imports(indent))


@st.composite
def signatures(draw: st.DrawFn, indent: int) -> str:
    head = draw(st.sampled_from(["def", "async def"]))
    value = st.sampled_from(["", "None"])
    parameter = st.builds(Annotated, names(), annotations(), value)
    given = draw(st.lists(parameter, max_size=6))
    items = ["self", *(["*"] if given else []), *given]
    signature = Bracket(
        f"{head} {draw(names())}(", [("", item) for item in items], f") -> {draw(annotations())}:"
    )
    return lay_out(signature, indent)


@st.composite
def blocks(draw: st.DrawFn, depth: int = 0) -> list[str]:
    """Statements with the blank lines that are usual between them."""
    indent = 4 * depth
    pad = " " * indent
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from("ssssdci" if depth < 2 else "sss"))
        gap = draw(
            st.sampled_from([0, 0, 1, 1] if kind == "s" else [2 - min(depth, 1)] * 4 + [0, 1])
        )
        lines += [""] * (gap if lines else 0)
        if draw(st.integers(0, 60)) == 60:
            lines.append(
                pad
                + draw(st.sampled_from(["# A comment", "#comment", "# fmt: off", "# fmt: skip"]))
            )
        if kind == "s":
            lines.append(pad + draw(simple(indent)))
        elif kind == "d":
            lines.append(pad + draw(signatures(indent)))
            lines.append(pad + "    " + draw(st.one_of(documents(indent + 4), returns(indent + 4))))
            if draw(st.booleans()):
                lines += ["", pad + "    " + draw(returns(indent + 4))]
        elif kind == "c":
            if draw(st.booleans()):
                lines.append(pad + "@" + lay_out(draw(brackets()), indent))
            lines.append(f"{pad}class {draw(names())}(Base):")
            lines += draw(blocks(depth + 1))
        else:
            lines += [f"{pad}if x:", *draw(blocks(depth + 1))]
            if draw(st.booleans()):
                lines += [f"{pad}else:", *draw(blocks(depth + 1))]
    return lines


@st.composite
def modules(draw: st.DrawFn) -> str:
    text = "\n".join([*draw(blocks()), ""])
    for _ in range(draw(st.sampled_from([0, 0, 0, 0, 1, 2]))):
        text = draw(st.sampled_from(CHANGES))(text)
    return text


#: What no template should do.
CHANGES = (
    lambda text: text.replace(",\n", "\n", 1),
    lambda text: text.replace("\n    ", "\n     ", 1),
    lambda text: re.sub(r"\(([^()\n]+)\)", r"(\1,)", text, count=1),
    lambda text: re.sub(r"\(\n +([^()\n]+)\n *\)", r"(\1)", text, count=1),
    lambda text: re.sub(r"\(([^()\n]+)\)", r"(\n\1\n)", text, count=1),
    lambda text: text.replace("=", " = ", 1),
    lambda text: text.replace(", ", ",  ", 1),
    lambda text: text.replace("\n\n", "\n", 1),
    lambda text: text.replace("\n", "\n\n", 1),
    lambda text: text.replace("\n", "  \n", 1),
    lambda text: text + "\n",
    lambda text: "\n" + text,
    lambda text: text.removesuffix("\n"),
)

unhurried = settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@unhurried
@given(text=modules())
def test_what_passes_is_in_style(text: str) -> None:
    try:
        ast.parse(text)
    except SyntaxError:
        return
    if passes(text):
        assert black.format_str(text, mode=MODE) == text


# What templates print ----------------------------------------------------------------------------


def test_templates_print_what_passes() -> None:
    """Else every run would show whole modules to Black."""
    root = Path(__file__).parents[2]
    services, _ = pipeline.load([root / "specs", root / "tests/cases/shapes/spec.yaml"])
    (target,) = targets.discover(resources.templates_dir(), ["python"])
    outputs = render.render(targets.plan(target, targets.Views(services)))
    modules_ = {p: o.text for p, o in outputs.items() if p.endswith(".py") and not o.verbatim}
    assert len(modules_) > 40
    # Long lists of literals in annotations are left to Black.
    lists = {path for path, text in modules_.items() if re.search("_Literal.{80}", text)}
    assert len(lists) < 4
    assert {path for path, text in modules_.items() if not passes(text)} <= lists


@pytest.mark.parametrize(
    "text",
    [
        "x = 1 # a\n",
        "x = (1,\n2)\n",
        "x = '''\na'''\n",
        "x = \\\n    1\n",
        "x = 1; y = 2\n",
        "if x: pass\n",
        "match x:\n    case 1:\n        pass\n",
        "# fmt: off\nx  =  1\n",
        "x = 1\n# at the end\n",
        "for x in y:\n    pass\n",
        "\nx = 1\n",
        "x = 1\n\n",
        "x = 1",
        "def f(): ...\n",
        "x = 1\n\f\ny = 2\n",
        "class A:\n  x = 1\n",
    ],
)
def test_what_the_argument_does_not_cover(text: str) -> None:
    assert passes(text) is not True


def test_one_question_for_all_of_a_shape() -> None:
    fresh = judge.Judge()
    for name, wire in (("codec", "Codec"), ("bitrate", "Bitrate"), ("frame_rate", "FrameRate")):
        assert fresh.needs(f'class A(B):\n    {name}: int = _field(metadata=_wire("{wire}"))\n')
    assert len(fresh.questions) == 4  # the two statements, the first in its place, both in a row


def test_lengths_matter_where_a_line_ends() -> None:
    """A statement that fits, that just fits, that just does not, and that is far too long."""
    verdicts = []
    for length in (10, 58, 59, 90):
        name = "n" * length
        verdicts.append(passes(f"{name} = call(first_argument, other)\n"))
    assert verdicts == [True, True, False, False]


def test_repeats_are_left_out_of_questions() -> None:
    fresh = judge.Judge()
    items = "".join(f'    "{number:04}": "{number:04}",\n' for number in range(1000))
    fresh.needs(f"x = {{\n{items}}}\n")
    assert max(map(len, fresh.questions.values())) < 600
