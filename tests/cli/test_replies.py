"""What is printed: forms, parts, whole lists, what was waited for, streams, a request unsent."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tc3gen.fake import Cut, FakeService, Throttle

from .conftest import Command, Golden

Start = Callable[..., "subprocess.Popen[str]"]
LOOK = ("desk", "describe-letter", "--letter-id", "letter-1")


@pytest.mark.parametrize("form", ["json", "yaml", "table", "text"])
@pytest.mark.parametrize("about", ["letter", "items"])
def test_forms(call: Command, golden: Golden, expected: Any, form: str, about: str) -> None:
    words = (
        LOOK
        if about == "letter"
        else ("lists", "by-page", "--page-size", "3", "--page-number", "1")
    )
    done = call(*words, "--output", form)
    assert (done.code, done.err) == (0, "")
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "00000000-0000-0000-0000-000000000000", done.out)
    golden(expected(f"{about}.{form}"), text)


@pytest.fixture
def answers() -> Iterator[Callable[[object], str]]:
    """The URL of a service that gives one reply, whatever it is asked."""
    reply: list[object] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            body = json.dumps({"Response": reply[0]}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()

        def answer(with_: object) -> str:
            reply[:] = [with_]
            return f"http://127.0.0.1:{server.server_port}"

        yield answer
        server.shutdown()
        thread.join()


def test_a_reply_is_printed_as_it_came(tc3: Command, answers: Callable[[object], str]) -> None:
    reply = {
        "Zeta": {"unheard of": [1, None]},
        "State": "a\x1b[31mred\x9b1m\u202e\u2028",
        "Reader": {"Name": "Bob", "Note": None, "Age": 7},
        "DeprecatedWarning": "Ask somebody\x1b else.",
        "RequestId": "1",
    }
    for form in ("json", "yaml", "text", "table"):
        done = tc3(*LOOK, "--output", form, "--endpoint", answers(reply))
        assert (done.code, done.err) == (0, "warning: Ask somebody\\u001b else.\n")
        # Nothing that a terminal would obey.
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u202e]", done.out)
        read = {"json": json.loads, "yaml": yaml.safe_load}.get(form, lambda text: reply)(done.out)
        assert (read, list(read)) == (reply, list(reply))


def test_nothing_to_wait_for(tc3: Command, answers: Callable[[object], str]) -> None:
    words = ("desk", "put-letter", "--sender", "name=a", "--wait", "letter-read")
    done = tc3(*words, "--endpoint", answers({"RequestId": "1"}))
    assert (done.code, json.loads(done.out)) == (0, {"RequestId": "1"})
    assert done.err == "warning: the reply names nothing to wait for\n"


def test_a_list_that_goes_round(tc3: Command, answers: Callable[[object], str]) -> None:
    reply = {"ItemSet": [{"Id": "a"}], "NextMarker": "again", "RequestId": "1"}
    done = tc3("lists", "by-token", "--all", "--endpoint", answers(reply))
    assert (done.code, done.out) == (4, "")
    assert done.err.startswith("error: the service gives a token for the second time")


def test_a_part_of_a_reply(call: Command) -> None:
    assert call(*LOOK, "--query", "Reader.Name").out == '"Bob"\n'
    assert call(*LOOK, "--query", "Reader.Name", "--output", "text").out == "Bob\n"
    assert call(*LOOK, "--filter", "[State, Nothing]", "--output", "yaml").out == "- READ\n- null\n"


def test_lists_of_lists_have_columns(call: Command) -> None:
    done = call(*LOOK, "--query", "[[State, `1`], [`2`]]", "--output", "table")
    rows = [
        [cell.strip() for cell in re.split("[│|]", line)[1:-1]]
        for line in done.out.splitlines()[1:-1]
    ]
    assert rows == [["READ", "1"], ["2", ""]]


def test_a_table_that_is_wider_than_its_terminal(
    call: Command, process: Start, fake: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = json.loads(call("vod", "rebuild-media", "--file-id", "1").out)["TaskId"]
    words = ("vod", "describe-tasks", "--output", "table", "--endpoint", fake.url)
    found = {}
    for width in (70, 250):
        monkeypatch.setenv("COLUMNS", str(width))
        terminal, other = os.openpty()
        started = process(*words, stdout=other)
        assert started.communicate(timeout=30) == (None, "")
        found[width] = os.read(terminal, 65536).decode()
        os.close(terminal)
        os.close(other)
    assert "TaskSet[0]" in found[70]
    assert re.search(rf"│ TaskId +│ {task[:20]}", found[70])
    assert re.search(r"│ TaskId +│ Status +│", found[250])


@pytest.mark.parametrize("option", ["--query", "--waiter"])
def test_a_reply_is_not_lost_where_a_query_fails(call: Command, option: str) -> None:
    words = {"--query": "abs(LetterId)", "--waiter": "{'expr': 'abs(LetterId)', 'to': 1}"}
    done = call("desk", "put-letter", "--sender", "name=Ada", option, words[option])
    assert (done.code, json.loads(done.out)["LetterId"]) == (1, "letter-1")
    assert done.err.startswith(f"error: {option}: In function abs()")


@pytest.mark.parametrize("action", ["by-offset", "by-page", "by-token", "by-token-and-flag"])
def test_a_whole_list(call: Command, fake: FakeService, action: str) -> None:
    done = call("lists", action, "--all", "--query", "(ItemSet || Data.List)[].Id | join('', @)")
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out) == "abcdefghijklmnopqrstuvw"
    assert len(fake.requests) > 1


def test_waiting_for_what_was_started(tc3: Command, fake: FakeService) -> None:
    words = ("--file-id", "1", "--sub-app-id", "7", "--wait", "--wait-interval", "0.01")
    with fake.watched(lambda request: request.action == "RebuildMedia" and fake.advance(30)):
        done = tc3("vod", "rebuild-media", *words, "--endpoint", fake.url)
    assert done.code == 0, done.err
    assert json.loads(done.out)["Status"] == "FINISH"
    (task,) = fake.tasks
    assert done.err == f"waiting for task-finished: --task-id {task.id} --sub-app-id 7\n"
    assert fake.requests[-1].parameters == {"TaskId": task.id, "SubAppId": 7}


def test_waiting_for_one_of_several(tc3: Command, fake: FakeService) -> None:
    words = ("desk", "put-letter", "--sender", "name=a", "--wait", "letter-read")
    done = tc3(*words, "--endpoint", fake.url, "--wait-interval", "0.01")
    assert (done.code, json.loads(done.out)["State"]) == (0, "READ")
    assert done.err == "waiting for letter-read: --letter-id letter-1\n"


def test_waiting_in_vain(tc3: Command, fake: FakeService) -> None:
    where = ("--endpoint", fake.url, "--wait-interval", "0.01")
    words = ("--file-id", "1", "--wait", "task-finished", "--wait-timeout", "0.02")
    late = tc3("vod", "rebuild-media", *words, *where)
    assert (late.code, late.out) == (6, "")
    assert "TaskFinished: the state is still WAITING after 0.02 s" in late.err
    assert "  what to do: it may go on; wait again, or longer with --wait-timeout\n" in late.err
    (task,) = fake.tasks
    fake.end_task(task.id, "ABORTED")
    failed = tc3("vod", "describe-task-detail", "--task-id", task.id, "--wait", *where)
    assert (failed.code, json.loads(failed.out)["Status"]) == (6, "ABORTED")
    assert failed.err.startswith("error: TaskFinished: the state is ABORTED")


@pytest.mark.skipif(os.name == "nt", reason="there are no such terminals")
def test_a_terminal_shows_how_far_it_is(process: Start, fake: FakeService) -> None:
    import pty

    watched, terminal = pty.openpty()
    with fake.watched(lambda request: request.action == "DescribeTaskDetail" and fake.advance(2)):
        words = ("--file-id", "1", "--wait", "--wait-interval", "0.2", "--endpoint", fake.url)
        started = process("vod", "rebuild-media", *words, stderr=terminal)
        os.close(terminal)
        shown = b""
        with contextlib.suppress(OSError):  # the end of a terminal
            while part := os.read(watched, 4096):
                shown += part
        os.close(watched)
        out, _ = started.communicate(timeout=30)
    assert json.loads(out)["Status"] == "FINISH"
    text = shown.decode()
    assert "task-finished: PROCESSING" in text
    assert re.search(r"\d+%", text)


def test_waiting_as_tccli_does(tc3: Command, fake: FakeService) -> None:
    task = json.loads(tc3("vod", "rebuild-media", "--file-id", "1", "--endpoint", fake.url).out)
    waiter = "{'expr': 'Status', 'to': 'FINISH', 'timeout': 20, 'interval': 0.01}"
    timer = threading.Timer(0.2, fake.advance, [60])
    timer.start()
    words = ("--TaskId", task["TaskId"], "--waiter", waiter, "--endpoint", fake.url)
    done = tc3("vod", "DescribeTaskDetail", *words)
    timer.join()
    assert (done.code, json.loads(done.out)["Status"]) == (0, "FINISH")
    assert "Status is WAITING\n" in done.err
    soon = '{"expr": "Status", "to": null, "timeout": 0.01}'  # JSON will do as well
    late = tc3("vod", "DescribeTaskDetail", *words[:2], "--waiter", soon, "--endpoint", fake.url)
    assert (late.code, late.out) == (6, "")
    assert "Status is still 'FINISH' after 0.01 s, not None" in late.err


def test_a_stream_is_printed_as_it_comes(call: Command, fake: FakeService) -> None:
    done = call("wire", "recite", "--title", "Rain")
    lines = done.out.splitlines()
    assert (done.code, len(lines)) == (0, 3)
    assert [json.loads(line)["Verse"] for line in lines[:2]] == ["It drips,", "it drops."]
    assert json.loads(lines[2]) == "[DONE]"
    one = call("wire", "recite", "--title", "Rain", "--no-stream", "--query", "Verse")
    assert (one.code, one.out) == (0, '"It drips, it drops."\n')
    fake.add_fault(Cut(action="Recite"))
    broken = call("wire", "recite", "--title", "Rain")
    assert (broken.code, "the connection" in broken.err) == (5, True)


def test_a_request_that_is_not_sent(call: Command, fake: FakeService) -> None:
    words = ("--sender", "name=Ada", "--token", "a-token", "--secretKey", "a-key")
    words += ("--request-client", "nightly-job")
    done = call("desk", "put-letter", *words, "--secretId", "AKIDabcdefghijkl", "--dry-run")
    assert (done.code, done.err) == (0, "")
    head, _, body = done.out.partition("\n\n")
    assert json.loads(body) == {"Sender": {"Name": "Ada"}}
    assert head.startswith(f"POST {fake.url}/\n")
    signed = (
        r"Credential=AKID\*\*\*/\d{4}-\d\d-\d\d/desk/tc3_request, SignedHeaders=content-type;host"
    )
    assert re.search(rf"\nAuthorization: TC3-HMAC-SHA256 {signed}, Signature=\*\*\*\n", head)
    assert "\nX-TC-Action: PutLetter\n" in head
    assert re.search(r"\nX-TC-RequestClient: \S+; nightly-job\n", head)
    assert "\nX-TC-Region: ap-guangzhou\n" in head
    for secret in ("a-token", "a-key", "AKIDabcdefghijkl"):
        assert secret not in done.out
    assert (
        "6 bytes"
        in call("wire", "log", "--topic", "a", "--body", "-", "--dry-run", stdin="abc\nd\n").out
    )
    assert call("wire", "recite", "--title", "Rain", "--dry-run").code == 0
    assert fake.requests == ()


def test_secrets_of_a_request_are_masked(call: Command) -> None:
    words = ("lists", "by-token", "--marker", "m", "--dry-run")
    assert '"Marker": "m"' in call(*words).out
    done = call("vod", "describe-tasks", "--scroll-token", "abc", "--dry-run")
    assert '"ScrollToken": "***"' in done.out
    extra = '{"Passwords": ["abc", "def"], "Secret": {"Name": "ghi"}}'
    done = call("desk", "put-letter", "--sender", "name=Ada", "--extra", extra, "--dry-run")
    assert not re.search("abc|def", done.out)
    assert '"Name": "ghi"' in done.out


# YAML --------------------------------------------------------------------------------------------

_SPECIAL = ("a\u2028b", "a\x85b", "\ufeff", "\u202ea", "a\tb", "\U0001f600", "\x7f", "\ufffe")
_plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(alphabet=st.characters(codec="utf-8"))
    | st.sampled_from(
        ["yes", "null", "~", "1e3", "0x1f", "2020-01-01", "1:30", "-", "=", "<<", "", *_SPECIAL]
    ),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=15,
)


@pytest.fixture(scope="module")
def dump(program: Any) -> Any:
    import importlib

    return importlib.import_module(f"{program.__name__}._cli.yaml").dump


@given(_plain)
def test_yaml_means_what_the_reply_says(dump: Any, data: Any) -> None:
    text = dump(data)
    assert yaml.safe_load(text) == data
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\ufeff]", text)


def test_trouble_that_passes(tc3: Command, fake: FakeService) -> None:
    fake.add_fault(Throttle(count=1))
    words = (*LOOK, "--endpoint", fake.url, "--region", "ap-guangzhou")
    assert tc3(*words, "--retries", "2").code == 0
