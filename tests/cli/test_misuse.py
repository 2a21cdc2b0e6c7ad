"""Every mistake is told by the name that the person used, with what to do, and nothing is sent."""

from __future__ import annotations

from pathlib import Path

import pytest

from tc3gen.fake import FakeService

from .conftest import Command

USAGE, VALIDATION = 2, 3

#: Words, the exit code, and what is said.
MISTAKES: dict[str, tuple[int, str]] = {
    "vdo": (USAGE, "there is no 'vdo'; did you mean vod?"),
    "vod describe-task": (USAGE, "there is no 'describe-task'; did you mean describe-tasks"),
    "vod RebuildMedai": (USAGE, "there is no 'RebuildMedai'; did you mean rebuild-media?"),
    "vod reb": (USAGE, "there is no 'reb'; did you mean rebuild-media?"),
    "vod xyzzy": (USAGE, "there is no 'xyzzy'\n  what to do: see `tc3 vod --help`"),
    "desk put-letter --sendre name=a": (USAGE, "no option --sendre; did you mean --sender?"),
    "desk put-letter --Sendre name=a": (USAGE, "no option --Sendre; did you mean --Sender?"),
    "desk put-letter --outptu yaml": (USAGE, "no option --outptu; did you mean --output"),
    "desk put-letter --xyzzy": (
        USAGE,
        "there is no option --xyzzy\n  what to do: see `tc3 desk put-",
    ),
    "desk put-letter --no-weight": (USAGE, "there is no option --no-weight"),
    "desk put-letter --weight": (USAGE, "--weight: a value is missing"),
    "desk put-letter --weight --sealed": (USAGE, "--weight: a value is missing; one that begins"),
    "desk put-letter --readers": (USAGE, "--readers: a value is missing"),
    "desk put-letter --weight much": (USAGE, "--weight: 'much' is no number"),
    "desk put-letter --lines 1 2x": (USAGE, "--lines: '2x' is no whole number"),
    "desk put-letter --lines 1_000": (USAGE, "--lines: '1_000' is no whole number"),
    "desk put-letter --sealed maybe": (USAGE, "--sealed: 'maybe' is neither true nor false"),
    "desk put-letter --sender Ada": (USAGE, "--sender: there must be `name=value`"),
    "desk put-letter --sender nmae=Ada": (USAGE, "--sender: there is no member 'nmae'; did you"),
    "desk put-letter --sender Nmae=Ada": (USAGE, "no member 'Nmae'; did you mean Name?"),
    "desk put-letter --sender name=Ada,Name=Bob": (USAGE, "--sender: `Name` stands twice"),
    "desk put-letter --sender name=Ada,Bob": (USAGE, "--sender.name: one value is wanted; text wi"),
    "desk put-letter --sender address=Elm": (USAGE, "--sender.address: members are wanted: name="),
    "desk put-letter --sender address.zip=x": (USAGE, "--sender.address.zip: 'x' is no whole num"),
    "desk put-letter --sender friends=[{name=a},b]": (USAGE, "--sender.friends[1]: members are wa"),
    'desk put-letter --sender {"Name":1': (
        USAGE,
        "--sender: this is not JSON: Expecting ',' delim",
    ),
    'desk put-letter --sender [{"Name":"a"}]': (USAGE, "--sender: members are wanted: name=value"),
    "desk put-letter --extra a=1": (USAGE, "--extra: this is not JSON: Expecting value"),
    "desk put-letter --sender @/no/such": (USAGE, "--sender: '/no/such' cannot be read: No such"),
    "desk put-letter --sender.nmae a": (USAGE, "--sender.nmae: there is no member 'nmae'; did yo"),
    "desk put-letter --weight.x a": (USAGE, "--weight.x: `Weight` has no members"),
    "desk put-letter --readers.name a": (USAGE, "--readers.name: a position is wanted before"),
    "desk put-letter --input letter.json": (USAGE, "--input: give @letter.json for a file, - for"),
    "desk put-letter --input @/no/such": (USAGE, "--input: '/no/such' cannot be read: No such fi"),
    "desk put-letter --input {": (USAGE, "--input: --input:1:2: this is not JSON: Expecting prope"),
    'desk put-letter --input {"Sendr":1}': (USAGE, "there is no member 'Sendr'; did you mean Sen"),
    'desk put-letter --input {"Sender":[]}': (USAGE, "Sender: members are wanted: name=value"),
    'desk put-letter --input {"Marks":"red"}': (USAGE, "Marks: a list is wanted: [...]"),
    "desk put-letter --sender name=a stray": (USAGE, "unexpected extra argument"),
    "desk put-letter --output xml": (USAGE, "'xml' is not one of"),
    "desk put-letter --timeout soon": (USAGE, "'soon' is no number of seconds above 0"),
    "desk put-letter --sender name=a --timeout 0": (USAGE, "'0' is no number of seconds above 0"),
    "desk put-letter --wait letter-read --wait-interval nan": (USAGE, "'nan' is no number of sec"),
    "desk put-letter --wait letter-read --wait-timeout -1": (USAGE, "'-1' is no number of seconds"),
    "--outptu yaml desk put-letter": (USAGE, "there is no option --outptu; did you mean --output"),
    "desk put-letter -sender name=a": (USAGE, "no option -sender; did you mean --sender?"),
    "desk put-letter --from -here": (USAGE, "one that begins with a dash is given as --from=-here"),
    "desk put-letter --token a": (USAGE, "--secretId, --secretKey: they are given together"),
    "desk put-letter --input=": (USAGE, "--input: give @ for a file, - for standard input, or JS"),
    "desk put-letter --input []": (USAGE, "--input: a request is an object: {...}"),
    "desk put-letter --sender name=a --all": (USAGE, "--all: PutLetter gives no list in parts"),
    "desk put-letter --sender name=a --wait": (USAGE, "there are letter-read, letter-found; name"),
    "lists by-page --all --waiter 1": (USAGE, "--all, --wait, --waiter: give one of them"),
    "desk put-letter --sender name=a --wait x": (
        USAGE,
        "--wait: there is no 'x'; there is letter-",
    ),
    "lists by-page --wait": (
        USAGE,
        "--wait: the spec says of nothing that ByPage starts when it en",
    ),
    "desk put-letter --sender name=a --query [": (USAGE, "--query: Invalid jmespath expression"),
    "desk put-letter --sender name=a --waiter 1": (USAGE, "--waiter: {'expr': JMESPath, 'to': val"),
    "desk put-letter --sender name=a --request-client a/b": (
        USAGE,
        "--request-client: at most 128",
    ),
    "desk put-letter --sender name=a --profile none": (USAGE, "none.credential: there is no such"),
    "wire log --topic rain": (USAGE, "--body: give @FILE, or - for standard input"),
    # What breaks a limit of the spec.
    "desk put-letter": (VALIDATION, "\n  --sender is required"),
    "desk put-letter --sender address.zip=1": (VALIDATION, "\n  --sender.name is required"),
    "desk put-letter --sender name=a --weight -1": (VALIDATION, "--weight must be at least 0, not"),
    "desk put-letter --sender name=a --marks blue": (
        VALIDATION,
        "--marks.0 must be 'red' or 'gree",
    ),
    "desk put-letter --sender name=a --written x": (VALIDATION, "--written must be of the form 20"),
    "desk put-letter --sender name=a --readers.1.name b": (
        VALIDATION,
        "--readers.0 must be of type",
    ),
    "desk put-letter --sender name=a --param-region [] --marks x": (
        VALIDATION,
        "--marks.0 must be",
    ),
    'desk put-letter --input {"Sender":{"Name":1},"Region":2}': (
        VALIDATION,
        "\n  --sender.name must be a string, not 1\n  --param-region must be a string, not 2\n",
    ),
    "desk put-letter --sender.friends.0.friends.0.name 12345678901": (
        VALIDATION,
        "  --sender.friends.0.friends.0.name must have at most 10 characters, not '12345678901'",
    ),
}


@pytest.mark.parametrize("line", MISTAKES)
def test_a_mistake(call: Command, fake: FakeService, line: str) -> None:
    code, said = MISTAKES[line]
    where, *words = line.split()
    done = call(where, *words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert done.err.startswith("error: ")
    assert "Traceback" not in done.err
    assert fake.requests == ()


def test_what_a_client_cannot_be_made_with(tc3: Command) -> None:
    done = tc3("desk", "put-letter", "--sender", "name=a", "--endpoint", "nowhere")
    assert (done.code, done.out) == (USAGE, "")
    assert done.err.startswith("error: endpoint 'nowhere' is neither a site (domestic, ")
    # Such as `--endpoint $UNSET`, which must not be the real service.
    done = tc3("desk", "put-letter", "--sender", "name=a", "--endpoint", "")
    assert (done.code, "--endpoint: a site, a host or a URL is wanted" in done.err) == (USAGE, True)


def test_files_that_are_not_utf_8(call: Command, fake: FakeService, tmp_path: Path) -> None:
    file = tmp_path / "request.json"
    file.write_bytes(b'{"Sender": {"Name": "Ad\xe9"}}')
    for option in ("--input", "--sender"):
        done = call("desk", "put-letter", option, f"@{file}")
        assert (done.code, "request.json' is not UTF-8, from its byte 24 on" in done.err) == (
            USAGE,
            True,
        )
    assert fake.requests == ()


def test_limits_can_be_left_to_the_service(call: Command, fake: FakeService) -> None:
    done = call("desk", "put-letter", "--sender", "name=a", "--weight", "-1", "--no-validate")
    assert (done.code, len(fake.requests)) == (4, 1)
    assert done.err.startswith("error: InvalidParameterValue")
