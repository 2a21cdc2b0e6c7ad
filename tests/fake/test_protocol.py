"""What the service asks of every request, and with which codes it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tc3gen.fake import SECRET_KEY
from tc3gen.fake.accounts import Key
from tc3gen.fake.refusal import Refusal
from tc3gen.fake.signature import claim, verify

from .asking import NOW, ask, code, core, inside, request, service, vod

FILE = {"FileId": "1"}
VECTORS = Path(__file__).parents[1] / "runtime" / "vectors"


def test_a_sound_request_is_answered() -> None:
    reply = ask(core(vod()), "RebuildMedia", FILE)
    assert "RebuildMedia" in reply["TaskId"]
    assert len(reply["RequestId"]) == 36


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({"method": "GET"}, "UnsupportedProtocol"),
        ({"path": "/v2"}, "UnsupportedProtocol"),
        ({"content_type": "text/plain"}, "UnsupportedProtocol"),
        ({"drop": ["content-type"]}, "UnsupportedProtocol"),
        ({"drop": ["x-tc-timestamp"]}, "MissingParameter"),
        ({"x_tc_timestamp": "soon"}, "InvalidParameter"),
        ({"x_tc_timestamp": "9" * 400}, "InvalidParameter"),
        ({"drop": ["authorization"]}, "AuthFailure.InvalidAuthorization"),
        ({"authorization": "Bearer x"}, "AuthFailure.InvalidAuthorization"),
        ({"authorization": "TC3-HMAC-SHA256 "}, "AuthFailure.InvalidAuthorization"),
        ({"secret_id": "AKIDother"}, "AuthFailure.SecretIdNotFound"),
        ({"secret_key": "other"}, "AuthFailure.SignatureFailure"),
        ({"host": "elsewhere"}, "AuthFailure.SignatureFailure"),
        ({"drop": ["host"]}, "AuthFailure.InvalidAuthorization"),
        ({"x_tc_timestamp": str(NOW + 1)}, "AuthFailure.SignatureFailure"),
        ({"x_tc_token": "t"}, "AuthFailure.TokenFailure"),
        ({"name": "cvm"}, "NoSuchProduct"),
        ({"version": "2017-01-01"}, "NoSuchVersion"),
        ({"drop": ["x-tc-version"]}, "MissingParameter"),
        ({"drop": ["x-tc-action"]}, "MissingParameter"),
        ({"x_tc_action": "RebuildMedium"}, "InvalidAction"),
        ({"x_tc_region": "nowhere"}, "UnsupportedRegion"),
        ({"x_tc_region": "ap-guangzhou"}, ""),
        ({"content_type": "application/json; charset=utf-8"}, "AuthFailure.SignatureFailure"),
    ],
)
def test_codes(how: dict[str, Any], expected: str) -> None:
    assert code(core(vod()), "RebuildMedia", FILE, **how) == expected


@pytest.mark.parametrize("off", [-301, -300, 0, 300, 301])
def test_the_window_is_five_minutes_by_the_clock_of_the_service(off: int) -> None:
    fake = core(vod())
    fake.clock.advance(off)
    late = "AuthFailure.SignatureExpire" if abs(off) > 300 else ""
    assert code(fake, "RebuildMedia", FILE) == late


def test_the_date_is_that_of_the_clock() -> None:
    fake = core(vod())
    assert fake.answer(request("RebuildMedia", FILE)).headers["Date"].endswith("08:00:00 GMT")
    fake.clock.advance(-60)
    assert fake.answer(request("RebuildMedia", FILE)).headers["Date"].endswith("07:59:00 GMT")


AUTHORIZATION = (
    "TC3-HMAC-SHA256 Credential=A/2027-01-15/vod/tc3_request, SignedHeaders=content-type;host,"
    f" Signature={'0' * 64}"
)


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ("content-type;host", "host;content-type"),
        ("content-type;host", "content-type"),
        ("content-type;host", "content-type;Host"),
        ("content-type;host", "content-type;host;host"),
        ("tc3_request", "tc4_request"),
        ("/2027-01-15", ""),
        ("0" * 64, "00"),
        ("0" * 64, "x" * 64),
        ("TC3-", "TC2-"),
    ],
)
def test_authorization_has_one_form(part: str, instead: str) -> None:
    claim(AUTHORIZATION)
    with pytest.raises(Refusal, match=r"AuthFailure\.InvalidAuthorization"):
        claim(AUTHORIZATION.replace(part, instead))


def test_the_published_signature_is_right() -> None:
    folder = VECTORS / "published-cvm"
    said = (
        "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/"
        "tc3_request, SignedHeaders=content-type;host, Signature="
        "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168"
    )
    how: dict[str, Any] = {
        "timestamp": 1551113065,
        "method": "POST",
        "path": "/",
        "query": "",
        "headers": {
            "content-type": "application/json; charset=utf-8",
            "host": "cvm.tencentcloudapi.com",
        },
        "body": (folder / "body").read_bytes(),
    }
    verify(claim(said), "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE", **how)
    with pytest.raises(Refusal, match=r"AuthFailure\.SignatureFailure"):
        verify(claim(said), "Gu5t9xGARNpq86cd98joQYCN3EXAMPLF", **how)
    with pytest.raises(Refusal, match=r"AuthFailure\.SignatureFailure"):
        verify(claim(said.replace("02-25", "02-26")), "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE", **how)


def test_temporary_keys_end() -> None:
    fake = core(vod())
    fake.accounts.add(Key("AKIDtemporary", SECRET_KEY, "token-1", NOW + 60))
    how = {"secret_id": "AKIDtemporary", "timestamp": NOW}
    assert code(fake, "DescribeTasks", **how) == "AuthFailure.TokenFailure"
    assert code(fake, "DescribeTasks", **how, x_tc_token="other") == "AuthFailure.TokenFailure"
    assert code(fake, "DescribeTasks", **how, x_tc_token="token-1") == ""
    fake.clock.advance(60)
    assert code(fake, "DescribeTasks", **how, x_tc_token="token-1") == "AuthFailure.TokenFailure"
    fake.accounts.remove("AKIDtemporary")
    assert code(fake, "DescribeTasks", **how) == "AuthFailure.SecretIdNotFound"


def test_regions() -> None:
    toy = service("""\
actions:
  Needs: {region: required}
  May: {}
  Ignores: {region: unused}
""")
    fake = core(toy, regions=["ap-guangzhou"])
    how = {"name": "toy", "version": "2020-01-01"}
    assert code(fake, "Needs", **how) == "MissingParameter"
    assert code(fake, "Needs", **how, x_tc_region="ap-guangzhou") == ""
    assert code(fake, "Needs", **how, x_tc_region="ap-nowhere") == "UnsupportedRegion"
    assert code(fake, "May", **how) == ""
    assert code(fake, "Ignores", **how, x_tc_region="nowhere") == ""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", "MissingParameter"),
        (b"{", "InvalidRequest"),
        (b"[]", "InvalidRequest"),
        (b"null", "InvalidRequest"),
        (b"\xff\xfe", "InvalidRequest"),
        (b'{"FileId": NaN}', "InvalidRequest"),
        (b'{"FileId": 1e999}', "InvalidRequest"),
        (b'{"FileId": ' + b"9" * 5000 + b"}", "InvalidRequest"),
        (b'{"FileId": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "InvalidRequest"),
        (b'{"FileId": "\\ud800"}', ""),
        ({}, "MissingParameter"),
        ({"FileId": None}, "InvalidParameter"),
        ({"FileId": 1}, "InvalidParameter"),
        ({"FileId": "1", "Fileid": "1"}, "UnknownParameter"),
        ({"Fileid": "1"}, "UnknownParameter"),
        ({"FileId": "1", "TasksPriority": 11}, "InvalidParameterValue"),
        ({"FileId": "1", "TasksPriority": "1"}, "InvalidParameter"),
        ({"FileId": "1", "RepairInfo": {}}, "MissingParameter"),
        ({"FileId": "1", "RepairInfo": {"Switch": "on"}}, "InvalidParameterValue"),
        # The code of its own says that there was such a session before.
        ({"FileId": "1", "SessionId": "x" * 51}, "InvalidParameterValue"),
    ],
)
def test_parameters_are_those_of_the_spec(body: Any, expected: str) -> None:
    assert code(core(vod()), "RebuildMedia", body) == expected


def test_a_parameter_has_a_code_of_its_own_where_the_service_says_so() -> None:
    assert code(core(vod()), "DescribeTasks", {"Status": "DONE"}) == "InvalidParameterValue.Status"


def test_messages_name_the_place() -> None:
    reply = ask(core(vod()), "RebuildMedia", {"FileId": "1", "RepairInfo": {"Switch": "on"}})
    assert "at `RepairInfo.Switch`" in reply["Error"]["Message"]


def test_several_services_and_versions() -> None:
    toy = service("actions: {Make: {output: {Name: {type: String}}}}\n")
    fake = core(vod(), toy)
    assert code(fake, "Make", name="toy", version="2020-01-01") == ""
    assert code(fake, "RebuildMedia", FILE) == ""
    assert code(fake, "Make") == "InvalidAction"


def test_every_reply_has_a_request_id_of_its_own() -> None:
    fake = core(vod())
    replies = [fake.answer(request("RebuildMedia", FILE, **how)) for how in ({}, {"method": "GET"})]
    assert len({inside(each)["RequestId"] for each in replies}) == 2
    assert {each.status for each in replies} == {200}
