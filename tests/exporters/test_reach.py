"""Who knows nothing but the OpenAPI document reaches the service with it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fake.asking import sign

from tc3gen.exporters import openapi
from tc3gen.fake import FakeService

from .specs import VOD, Judge, service

DOCUMENT = openapi.document(service(VOD))


@pytest.fixture(scope="module")
def fake() -> Iterator[tuple[FakeService, str]]:
    running = FakeService(VOD)
    with running as url:
        yield running, url


def send(fake: tuple[FakeService, str], path: str, body: dict[str, Any]) -> Any:
    """Sends what the operation at a path says, as a generated client would."""
    service, url = fake
    operation = DOCUMENT["paths"][path]["post"]
    content = json.dumps(body).encode()
    headers = {"content-type": next(iter(operation["requestBody"]["content"]))}
    for parameter in operation["parameters"]:
        if "$ref" in parameter:
            name = parameter["$ref"].rpartition("/")[2]
            parameter = DOCUMENT["components"]["parameters"][name]
        if parameter["required"]:
            headers[parameter["name"]] = parameter["schema"]["default"]
    request = httpx.Request("POST", url + path, headers=headers, content=content)
    assert request.url.raw_path == b"/"
    # What the security schemes ask for.
    now = int(time.time())
    signed = {name: request.headers[name] for name in ("content-type", "host")}
    request.headers["X-TC-Timestamp"] = str(now)
    request.headers["Authorization"] = sign.authorization(
        service.secret_id,
        service.secret_key,
        service=DOCUMENT["x-tc3gen-service"],
        timestamp=now,
        headers=signed,
        body=content,
    )
    with httpx.Client(trust_env=False) as client:
        response = client.send(request)
    assert response.status_code == 200
    reply = response.json()
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert Judge(DOCUMENT).errors(reply, schema) == []
    return reply["Response"]


def test_every_operation_is_answered_as_its_schema_says(fake: tuple[FakeService, str]) -> None:
    for path, item in DOCUMENT["paths"].items():
        media = item["post"]["requestBody"]["content"]["application/json"]
        bodies = [example["value"] for example in media["examples"].values()]
        assert bodies
        for body in bodies:
            response = send(fake, path, body)
            action = fake[0].requests[-1].action
            assert path == f"/#X-TC-Action={action}"
            # There is no task of the id that an example shows.
            not_found = action == "DescribeTaskDetail"
            assert ("Error" in response) is not_found, response


def test_failures_are_answered_as_their_schema_says(fake: tuple[FakeService, str]) -> None:
    response = send(fake, "/#X-TC-Action=RebuildMedia", {})
    assert response["Error"]["Code"].startswith("MissingParameter")
