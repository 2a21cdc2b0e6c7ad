"""Same credentials, same time, same input: our bytes and our signature are the vendor's."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tc3._runtime.sign import authorization

from tc3gen.model import Service

from . import ours, vendor
from .from_spec import ACTIONS, Sent, action_of, unhurried
from .vendor import Account

ACCOUNTS = {
    "plain": Account(),
    "regional": Account(region="ap-singapore"),
    "temporary": Account(token="a/temporary+token=="),
    "chinese": Account(language="zh-CN"),
    "international": Account(host="vod.intl.tencentcloudapi.com"),
}

#: What says who we are, or is for tracing, differs; all else must not.
OUR_OWN = {"x-tc-requestclient", "x-tc-traceid", "user-agent"}


def assert_same(action: str, params: dict[str, Any], account: Account) -> None:
    mine = ours.request(action, params, account)
    headers = comparable(dict(mine.headers))
    theirs = vendor.request(action, params, int(headers["x-tc-timestamp"]), account)
    assert mine.body == theirs.data.encode()
    assert headers == comparable(theirs.header)
    assert mine.url == f"https://{theirs.host}{theirs.uri}"
    assert mine.method == theirs.method


def comparable(headers: dict[str, str]) -> dict[str, str]:
    lower = {name.lower(): value for name, value in headers.items()}
    return {name: value for name, value in lower.items() if name not in OUR_OWN}


def test_the_spec_describes_these_actions(service: Service) -> None:
    assert {action.name for action in service.actions} == set(ACTIONS)


@pytest.mark.parametrize("account", ACCOUNTS.values(), ids=ACCOUNTS)
@pytest.mark.parametrize("name", ACTIONS)
def test_examples_are_sent_alike(service: Service, name: str, account: Account) -> None:
    examples = action_of(service, name).examples
    assert examples
    for example in examples:
        assert_same(name, example.input, account)


@pytest.mark.parametrize("name", ACTIONS)
@unhurried
@given(data=st.data())
def test_whatever_the_spec_allows_is_sent_alike(
    service: Service, name: str, data: st.DataObject
) -> None:
    params = data.draw(Sent(service).request(action_of(service, name)), label="input")
    account = data.draw(st.sampled_from(list(ACCOUNTS.values())), label="account")
    assert_same(name, params, account)


@pytest.mark.parametrize("name", ACTIONS)
def test_whatever_a_limit_only_just_allows_is_sent_alike(service: Service, name: str) -> None:
    for params in Sent(service).corners(action_of(service, name).input):
        request = f"{name}Request"
        assert ours.text(request, params) == vendor.text(request, params)


# Visible ASCII, as every credential is.
visible = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=64)


@unhurried
@given(
    account=st.builds(Account, secret_id=visible, secret_key=visible),
    service=st.from_regex(r"[a-z]{2,12}", fullmatch=True),
    when=st.datetimes(datetime(1970, 1, 2), datetime(2999, 1, 1), timezones=st.just(UTC)),
    params=st.dictionaries(st.text(), st.text() | st.integers() | st.booleans()),
)
def test_any_request_of_any_service_is_signed_alike_at_any_time(
    account: Account, service: str, when: datetime, params: dict[str, Any]
) -> None:
    timestamp, body = int(when.timestamp()), json.dumps(params)
    mine = authorization(
        account.secret_id,
        account.secret_key,
        service=service,
        timestamp=timestamp,
        headers={"Content-Type": "application/json", "Host": account.host},
        body=body.encode(),
    )
    assert mine == vendor.signature(account, service, timestamp, body)
