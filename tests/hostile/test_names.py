"""Names that mean something already, all in one spec that is right, come out as names."""

from __future__ import annotations

from pathlib import Path

import pytest

from tc3gen import source

from .generation import generate
from .judge_bundle import Bundle, check_bundle
from .judge_source import check_source

NAMES = Path(__file__).parent / "names" / "as" / "2018-04-19" / "api.yaml"


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bundle:
    monkeypatch.syspath_prepend(str(tmp_path))
    return Bundle("names", tmp_path, generate(NAMES)["python"])


def test_every_name_comes_out_as_itself(bundle: Bundle) -> None:
    for path, output in bundle.outputs.items():
        if path.endswith(".py") and not path.endswith("__main__.py") and not output.verbatim:
            check_source(path, output.text)
    check_bundle(bundle, source.load(NAMES).data)


def test_structs_of_such_names_travel_both_ways(bundle: Bundle) -> None:
    package = bundle.load("as_/__init__.py")
    plain = {
        "list": "a",
        "dict": {"a": 1},
        "str": ["a", "b"],
        "int": 1,
        "type": "list",
        "self": "a",
        "class": "def",
        "None": "a",
        "items": [1, 9],
        "values": ["keys"],
        "Names": {"int": 2, "self": "b", "Names": {"int": 3, "self": "c"}},
        "Literal": {"Literal": ""},
    }
    names = package.from_dict(package.Names, plain)
    assert (names.list, names.self_, names.class_, names.none) == ("a", "a", "def", "a")
    assert names.names.names.int == 3
    assert package.to_dict(names) == plain
    assert repr(package.Tree(children=[package.Tree()])) == "Tree(children=[Tree()])"
    empty = package.from_dict(package.EmptyResponse, {"Empty": {}, "RequestId": "a"})
    assert empty == package.EmptyResponse(empty=package.Empty(), request_id="a")
