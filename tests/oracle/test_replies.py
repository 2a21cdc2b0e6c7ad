"""A reply holds the same for both clients: values, nulls, what is missing, what nobody knows."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tc3.vod import errors

from tc3gen.model import Service

from . import ours, vendor
from .from_spec import ACTIONS, Received, action_of, unhurried

#: For a reply it does not matter what was asked; this is what must be sent.
LEAST = {
    "RebuildMedia": {"FileId": "1"},
    "DescribeTaskDetail": {"TaskId": "1"},
    "DescribeTasks": {},
}


def assert_read_alike(action: str, reply: dict[str, Any]) -> None:
    body = json.dumps({"Response": reply}).encode()
    mine = ours.reply(action, body, LEAST[action])
    # As text, so that 1, 1.0 and true are told apart, and order counts.
    assert json.dumps(mine) == json.dumps(vendor.reply(action, body))


@pytest.mark.parametrize("name", ACTIONS)
def test_examples_are_read_alike(service: Service, name: str) -> None:
    replies = [e.output for e in action_of(service, name).examples if e.output is not None]
    assert replies
    for reply in replies:
        assert_read_alike(name, reply)


@pytest.mark.parametrize("name", ACTIONS)
def test_examples_are_read_whole(service: Service, name: str) -> None:
    for example in action_of(service, name).examples:
        body = json.dumps({"Response": example.output}).encode()
        assert ours.reply(name, body, LEAST[name]) == example.output


@pytest.mark.parametrize("name", ACTIONS)
@unhurried
@given(data=st.data())
def test_whatever_the_service_could_say_is_read_alike(
    service: Service, name: str, data: st.DataObject
) -> None:
    reply = data.draw(Received(service).reply(action_of(service, name)), label="reply")
    assert_read_alike(name, reply)


@unhurried
@given(
    code=st.from_regex(r"[A-Z][A-Za-z]{0,20}(\.[A-Z][A-Za-z]{0,20}){0,2}", fullmatch=True),
    message=st.text(),
    request_id=st.uuids().map(str),
)
def test_errors_are_read_alike(code: str, message: str, request_id: str) -> None:
    error = {"Code": code, "Message": message}
    body = json.dumps({"Response": {"Error": error, "RequestId": request_id}}).encode()
    with pytest.raises(vendor.Error) as theirs:
        vendor.reply("DescribeTasks", body)
    with pytest.raises(errors.ServiceError) as mine:
        ours.reply("DescribeTasks", body, {})
    found = (mine.value.code, mine.value.message, mine.value.request_id)
    assert found == (theirs.value.code, theirs.value.message, theirs.value.requestId)
