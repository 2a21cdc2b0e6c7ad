"""Replies from examples and types."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tc3gen import graph
from tc3gen.fake.chance import Chance
from tc3gen.fake.making import MOST_VALUES, Maker
from tc3gen.model import Action, Service
from tc3gen.values import Checker

from .asking import ask, code, core, service

HOW = {"name": "toy", "version": "2020-01-01"}

MANY = """\
actions:
  Make:
    input: {Name: {type: String}}
    output:
      Id: {type: String}
      PlayUrl: {type: String}
      CreateTime: {type: String}
      Size: {type: Integer, minimum: 3, maximum: 5}
      Odd: {type: Integer, exclusiveMinimum: 7, maximum: 8}
      Tiny: {type: Integer, format: int32, maximum: -9}
      Share: {type: Float, minimum: 0.25, maximum: 0.5}
      Kind: {type: String, enum: [a, b]}
      Short: {type: String, maxLength: 3}
      Long: {type: String, minLength: 80}
      Code: {type: String, pattern: "^[a-z]+$"}
      At: {type: Timestamp}
      Iso: {type: Timestamp ISO8601}
      Day: {type: Date}
      Bytes: {type: Binary}
      Any: {type: Object}
      Flag: {type: Boolean}
      Names: {type: Array of String, minItems: 2, items: {maxLength: 4}}
      Nested: {type: Array of Array of Integer}
      Node: {type: Node}
      Nodes: {type: Array of Node}
structs:
  Node:
    fields:
      Value: {type: Integer, required: true}
      Next: {type: Node}
      Others: {type: Array of Node}
"""


def made(toy: Service, seed: int = 0) -> dict[str, Any]:
    return Maker(graph.index(toy)).members(toy.actions[0].output, Chance(seed))


@given(st.integers(0, 10_000))
def test_made_values_fit_the_spec(seed: int) -> None:
    toy = service(MANY)
    reply = made(toy, seed)
    assert list(reply) == [field.name for field in toy.actions[0].output]
    checker = Checker(graph.index(toy))
    assert list(checker.members(reply, toy.actions[0].output, "the reply")) == []


def test_names_tell_what_values_look_like() -> None:
    reply = made(service(MANY))
    assert reply["Id"].isdigit()
    assert reply["PlayUrl"].startswith("https://example.com/")
    assert reply["CreateTime"].startswith("2026-")


def test_recursion_stops() -> None:
    node = made(service(MANY))["Node"]
    assert node == {"Value": node["Value"], "Others": []}


def test_structs_that_fan_out_stop() -> None:
    fields = "".join(f"F{i}: {{type: S%d}}, " for i in range(6))
    text = "actions: {Make: {output: {Top: {type: S0}}}}\nstructs:\n"
    text += "".join(f"  S{i}: {{fields: {{{fields % ((i + 1,) * 6)}}}}}\n" for i in range(9))
    text += "  S9: {fields: {Value: {type: Integer}}}\n"
    assert str(made(service(text))).count("{") < 3 * MOST_VALUES


def test_the_same_seed_and_requests_make_the_same_answers() -> None:
    toy = service(MANY)
    ones, twos = ([ask(core(toy, seed=7), "Make", **HOW) for _ in range(2)] for _ in range(2))
    assert ones == twos
    assert ask(core(toy, seed=8), "Make", **HOW) != ones[0]
    assert ask(core(toy, seed=7), "Make", {"Name": "x"}, **HOW)["Id"] != ones[0]["Id"]


EXAMPLES = """\
actions:
  Find:
    input: {Name: {type: String}, Size: {type: Integer}}
    output: {Found: {type: String, required: true}, Count: {type: Integer, required: true}}
    examples:
      - {input: {Name: a}}
      - {input: {Name: a, Size: 1}, output: {Found: small, Count: 1, RequestId: r}}
      - {input: {Name: a, Size: 2}, output: {Found: large}}
      - {input: {Name: b}, output: {Found: other, Count: 0}}
"""


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"Name": "a", "Size": 1}, "small"),
        ({"Name": "a", "Size": 2}, "large"),
        ({"Name": "b"}, "other"),
        ({"Name": "b", "Size": 3}, "other"),
        ({}, "other"),
    ],
)
def test_the_nearest_example_answers(asked: dict[str, Any], found: str) -> None:
    reply = ask(core(service(EXAMPLES)), "Find", asked, **HOW)
    assert reply["Found"] == found
    assert isinstance(reply["Count"], int)
    assert len(reply["RequestId"]) == 36


PAGED = """\
actions:
  ByOffset:
    input: {Offset: {type: Integer}, Limit: {type: Integer, default: 2}}
    output: {Data: {type: Data}}
    paging: {style: offset, offset: Offset, limit: Limit, total: Data.Total, items: Data.List}
    examples: [{input: {}, output: {Data: {Total: "9", List: [a, b, c, d, e]}}}]
  ByPage:
    input: {Page: {type: String}, Size: {type: Integer}}
    output: {List: {type: Array of String}, Total: {type: Integer}}
    paging: {style: page, page: Page, size: Size, first: 0, total: Total, items: List, page_size: 3}
    examples: [{input: {}, output: {List: [a, b, c, d, e], Total: 9}}]
  ByToken:
    input: {Token: {type: String}}
    output: {List: {type: Array of String}, Next: {type: String}, Over: {type: Boolean}}
    paging:
      {style: token, input: Token, output: Next, items: List, more: Over, more_when: false,
       page_size: 2}
    examples: [{input: {}, output: {List: [a, b, c, d, e]}}]
structs:
  Data: {fields: {Total: {type: String}, List: {type: Array of String}}}
"""


def test_lists_come_in_parts() -> None:
    fake = core(service(PAGED))

    def data(**asked: int) -> Any:
        return ask(fake, "ByOffset", asked, **HOW)["Data"]

    assert data() == {"Total": "5", "List": ["a", "b"]}
    assert data(Offset=4) == {"Total": "5", "List": ["e"]}
    assert data(Offset=9, Limit=100)["List"] == []
    page = ask(fake, "ByPage", {"Page": "1"}, **HOW)
    assert (page["List"], page["Total"]) == (["d", "e"], 5)
    assert code(fake, "ByPage", {"Page": "first"}, **HOW) == "InvalidParameterValue"
    token, parts = "", []
    while True:
        part = ask(fake, "ByToken", {"Token": token}, **HOW)
        parts.append((part["List"], part["Over"]))
        if not (token := part["Next"]):
            break
    assert parts == [(["a", "b"], False), (["c", "d"], False), (["e"], True)]
    assert code(fake, "ByToken", {"Token": "made up"}, **HOW) == "InvalidParameterValue"


def test_each_action_of_a_large_definition_is_answered() -> None:
    toy = service(MANY)
    action = Action("Copy", (), toy.actions[0].output)
    both = Service("toy", "2020-01-01", "", (*toy.actions, action), toy.structs, (), ())
    assert code(core(both), "Copy", **HOW) == ""
