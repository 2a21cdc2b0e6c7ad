"""Signatures, against vectors: each folder of `vectors/` is a test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from runtime import sign

VECTORS = sorted((Path(__file__).parent / "vectors").iterdir())


@pytest.mark.parametrize("folder", VECTORS, ids=lambda folder: folder.name)
def test_vector(folder: Path) -> None:
    request = json.loads((folder / "request.json").read_text())
    secret_id, secret_key = request.pop("secret_id"), request.pop("secret_key")
    body = (folder / "body").read_bytes()
    expected = {
        name: (folder / name).read_text()
        for name in ("canonical-request", "string-to-sign", "signature")
    }

    service, timestamp = request["service"], request["timestamp"]
    canonical = sign.canonical_request(
        request["method"], request["path"], request["query"], request["headers"], body
    )
    assert canonical == expected["canonical-request"]
    scope = sign.scope(timestamp, service)
    text = sign.string_to_sign(timestamp, scope, canonical)
    assert text == expected["string-to-sign"]
    assert sign.signature(secret_key, scope, text) == expected["signature"]

    header = sign.authorization(secret_id, secret_key, body=body, **request)
    names = ";".join(sorted(name.lower() for name in request["headers"]))
    assert header == (
        f"TC3-HMAC-SHA256 Credential={secret_id}/{scope}, SignedHeaders={names}, "
        f"Signature={expected['signature']}"
    )


def test_the_day_changes_at_midnight_utc() -> None:
    before, after = (sign.scope(timestamp, "vod") for timestamp in (86399, 86400))
    assert (before, after) == ("1970-01-01/vod/tc3_request", "1970-01-02/vod/tc3_request")
    assert sign.signature("k", before, "") != sign.signature("k", after, "")
