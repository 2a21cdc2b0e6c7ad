"""A caller that signs with the runtime's own functions and says exactly what it is told to."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from tc3gen import resources
from tc3gen.build import build
from tc3gen.fake import SECRET_ID, SECRET_KEY, Clock, Fault
from tc3gen.fake.accounts import Accounts, Key
from tc3gen.fake.core import Answer, Core
from tc3gen.fake.protocol import Incoming
from tc3gen.loading import load_service
from tc3gen.model import Service
from tc3gen.source import from_bytes

ROOT = Path(__file__).parents[2]
VOD = ROOT / "specs" / "vod" / "2018-07-17"

#: When the tests of this folder take place.
NOW = 1_800_000_000


def _sign() -> ModuleType:
    path = resources.templates_dir() / "python" / "runtime" / "sign.py"
    spec = importlib.util.spec_from_file_location("fake_tests_sign", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


sign = _sign()


def service(text: str) -> Service:
    """The service of a spec, of which only `actions` and what follows needs to be written."""
    head = "tc3gen: 1\nservice: toy\nversion: 2020-01-01\ntitle: Toy\n"
    head += "endpoints: {domestic: toy.tencentcloudapi.com}\n"
    return build(from_bytes((head + text).encode(), "api.yaml"))


def vod() -> Service:
    """VOD, as our spec describes it."""
    loaded = load_service(VOD)
    assert loaded.service is not None
    return loaded.service


def core(*services: Service, faults: Iterable[Fault] = (), **options: Any) -> Core:
    """Services with a clock that stands still."""
    clock = options.pop("clock", None) or Clock(NOW, running=False)
    return Core(services, Accounts(Key(SECRET_ID, SECRET_KEY)), clock, faults=faults, **options)


def request(
    action: str,
    body: Mapping[str, Any] | bytes = b"{}",
    *,
    name: str = "vod",
    version: str = "2018-07-17",
    timestamp: int = NOW,
    secret_id: str = SECRET_ID,
    secret_key: str = SECRET_KEY,
    method: str = "POST",
    path: str = "/",
    drop: Iterable[str] = (),
    kind: str = "application/json",
    **headers: str,
) -> Incoming:
    """A signed request; `headers` are set last, so they can break it."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    signed = {"content-type": kind, "host": "127.0.0.1"}
    sent = {
        **signed,
        "authorization": sign.authorization(
            secret_id,
            secret_key,
            service=name,
            timestamp=timestamp,
            headers=signed,
            body=raw,
            method=method,
            path=path,
        ),
        "x-tc-action": action,
        "x-tc-version": version,
        "x-tc-timestamp": str(timestamp),
    }
    sent |= {key.replace("_", "-"): value for key, value in headers.items()}
    return Incoming(method, path, "", {k: v for k, v in sent.items() if k not in drop}, raw)


def inside(answer: Answer) -> dict[str, Any]:
    """What stands inside `Response`."""
    reply: dict[str, Any] = json.loads(answer.body)["Response"]
    return reply


def ask(core: Core, action: str, body: Mapping[str, Any] | bytes = b"{}", **how: Any) -> Any:
    """The reply to a request: what stands inside `Response`."""
    return inside(core.answer(request(action, body, **how)))


def code(core: Core, action: str, body: Mapping[str, Any] | bytes = b"{}", **how: Any) -> str:
    """The error code of a reply; empty for a success."""
    return str(ask(core, action, body, **how).get("Error", {}).get("Code", ""))
