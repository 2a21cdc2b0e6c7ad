"""Credentials that are at hand: arguments, environment, files; and the search as a whole."""

from __future__ import annotations

import asyncio
import json
import os
import pickle
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cloud import ID, KEY
from runtime import errors
from runtime.credential_roles import AssumeRole, InstanceRole, PodRole
from runtime.credentials import Credential, search
from runtime.renewal import Renewed
from runtime.transport import Request, Response, Timeout
from toy.client import AsyncToyClient, ToyClient

KEYS = f'{{"secretId": "{ID}", "secretKey": "{KEY}"}}'


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in [name for name in os.environ if name.startswith(("TENCENTCLOUD_", "TKE_"))]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("TCCLI_PROFILE", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(
        "runtime.credential_files._FILES", ("~/.tencentcloud/credentials", f"{tmp_path}/etc")
    )
    (tmp_path / ".tencentcloud").mkdir()
    (tmp_path / ".tccli").mkdir()
    return tmp_path


class Fake:
    """A transport that keeps what it is given."""

    def __init__(self) -> None:
        self.sent: list[Request] = []

    def send(self, request: Request, timeout: Timeout) -> Response:
        self.sent.append(request)
        return Response(200, {}, b'{"Response": {"TaskId": "t", "RequestId": "r"}}')

    def close(self) -> None: ...


def _sent(**options: Any) -> tuple[str, str | None]:
    """The ID and the region that a client with such options calls with."""
    fake = Fake()
    ToyClient(transport=fake, **options).make(file_id="1")
    headers = fake.sent[0].headers
    return headers["Authorization"].split("=")[1].split("/")[0], headers.get("X-TC-Region")


def _ini(path: Path, id: str = ID) -> None:
    path.write_text(f"[default]\nsecret_id = {id}\nsecret_key = {KEY}\n")


def test_the_first_place_that_has_keys_wins(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[tuple[str, Callable[[], object]]] = [
        ("profile", lambda: (home / ".tccli" / "default.credential").write_text(_keys("profile"))),
        ("etc", lambda: _ini(home / "etc", "etc")),
        ("file", lambda: _ini(home / ".tencentcloud" / "credentials", "file")),
        ("environment", lambda: monkeypatch.setenv("TENCENTCLOUD_SECRET_ID", "environment")),
    ]
    monkeypatch.setenv("TENCENTCLOUD_SECRET_KEY", KEY)
    with pytest.raises(errors.CredentialError, match="TENCENTCLOUD_SECRET_ID not set"):
        ToyClient()  # half a credential is a mistake, not a reason to look elsewhere
    monkeypatch.delenv("TENCENTCLOUD_SECRET_KEY")
    for expected, prepare in steps:
        if expected == "environment":
            monkeypatch.setenv("TENCENTCLOUD_SECRET_KEY", KEY)
        prepare()
        assert _sent() == (expected, None)
    assert _sent(secret_id="argument", secret_key=KEY)[0] == "argument"
    assert _sent(credential=lambda: Credential("function", KEY))[0] == "function"


def _keys(id: str, **more: object) -> str:
    return json.dumps({"secretId": id, "secretKey": KEY, **more})


def test_profiles(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = home / ".tccli"
    for name in ("default", "work", "play"):
        (folder / f"{name}.credential").write_text(_keys(name))
        region = {"_sys_param": {"region": f"ap-{name}", "output": "json"}, "cvm": {}}
        (folder / f"{name}.configure").write_text(json.dumps(region))
    assert _sent() == ("default", "ap-default")
    monkeypatch.setenv("TCCLI_PROFILE", "work")
    assert _sent() == ("work", "ap-work")
    # A profile that is asked for goes before the environment, its region does not.
    monkeypatch.setenv("TENCENTCLOUD_SECRET_ID", "environment")
    monkeypatch.setenv("TENCENTCLOUD_SECRET_KEY", KEY)
    assert _sent() == ("environment", "ap-work")
    assert _sent(profile="play") == ("play", "ap-play")
    monkeypatch.setenv("TENCENTCLOUD_REGION", "ap-environment")
    assert _sent(profile="play") == ("play", "ap-environment")
    assert _sent(profile="play", region="ap-argument") == ("play", "ap-argument")
    monkeypatch.delenv("TENCENTCLOUD_REGION")
    assert _sent(secret_id="a", secret_key="b") == ("a", None)
    (folder / "play.configure").write_text('{"region": "ap-old"}')
    assert _sent(profile="play") == ("play", "ap-old")
    with pytest.raises(errors.CredentialError, match=r"absent\.credential: there is no such file"):
        ToyClient(profile="absent")
    for name in ("", "..", "../work", "a/b", "a\0b"):
        with pytest.raises(errors.CredentialError, match="no name of a file"):
            ToyClient(profile=name)
    with pytest.raises(errors.CredentialError, match="give one of"):
        ToyClient("id", "key", profile="work")


def test_profiles_of_other_kinds(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = home / ".tccli" / "default.credential"
    path.write_text('{"type": "cvm-role"}')
    assert isinstance(search(), InstanceRole)
    role = {"role-arn": "qcs::cam::uin/1:roleName/a", "role-session-name": "me"}
    path.write_text(_keys(ID, **role))
    (home / ".tccli" / "default.configure").write_text('{"sts": {"endpoint": "http://sts.local"}}')
    assumed = Credential.from_profile()
    assert isinstance(assumed, AssumeRole)
    assert assumed._endpoint == "http://sts.local"
    path.write_text(_keys(ID, type="oauth", expiresAt=1))
    with pytest.raises(errors.CredentialError, match="expired; `tccli auth login`"):
        search()
    path.write_text(_keys(ID, type="oauth", token="t", expiresAt=2**33))
    found = search()
    assert isinstance(found, Renewed)
    assert found() == Credential(ID, KEY, "t", 2**33)


def test_a_role_that_the_environment_names_is_assumed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENCENTCLOUD_SECRET_ID", ID)
    monkeypatch.setenv("TENCENTCLOUD_SECRET_KEY", KEY)
    monkeypatch.setenv("TENCENTCLOUD_ROLE_ARN", "qcs::cam::uin/1:roleName/a")
    assert isinstance(search(), Credential)
    monkeypatch.setenv("TENCENTCLOUD_ROLE_SESSION_NAME", "me")
    assert isinstance(search(), AssumeRole)


@pytest.mark.parametrize(
    "text",
    [
        f"[default]\nsecret_id={ID}\nsecret_key={KEY}\n",
        f"\ufeff[default]\r\nsecret_id = {ID}  \r\nsecret_key = {KEY}\r\n",
        f"; keys\n[other]\nsecret_id = x\n\n[default]\nSECRET_ID: {ID}\nsecret_key: '{KEY}'\n",
        f'[default]\nsecret_id = "{ID}"\nsecret_key = {KEY}\ntoken =\nrole_arn = %(x)s\n',
    ],
)
def test_ini_files_as_people_write_them(home: Path, text: str) -> None:
    path = home / "keys"
    path.write_bytes(text.encode())
    assert Credential.from_file(str(path)) == Credential(ID, KEY)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_json_files_as_people_write_them(home: Path, mark: str) -> None:
    text = f'{mark}{{\r\n"secretId": "{ID}", "secretKey": "{KEY}", "token": null, "type": ""}}'
    (home / ".tccli" / "default.credential").write_bytes(text.encode())
    assert Credential.from_profile() == Credential(ID, KEY)


BAD_INI = {
    "": "credentials: there is no section [default]",
    "[DEFAULT]\nsecret_id = i\n": "credentials: there is no section [default]",
    KEY: "credentials:1: this line",
    f"[default]\n\n{KEY}\n": "credentials:3: this line",
    f"[default]\nsecret_id = {ID}\nsecret_key = {KEY}\nsecret_key = {KEY}\n": "credentials:4: this",
    f"[default]\nsecret_id = {ID}\nsecret_key =\n": "credentials: secret_key is missing or empty",
    f"[default]\nsecret_key = {KEY}\n": "credentials: secret_id is missing or empty",
    f"[default]\nsecret_id = {ID}\nsecret_key = {KEY} {KEY}\n": "secret_key must be plain visible",
    f"[default]\nsecret_id = {ID}\nsecret_key = {KEY}\n more\n": "secret_key must be plain visible",
    f"\xff[default]\nsecret_id = {KEY}\n": "credentials: this is not UTF-8 text",
}
BAD_JSON = {
    "": "default.credential:1:1: this is not JSON",
    f'{{"secretId": "{ID}",\n"secretKey": {KEY}}}': "default.credential:2:14: this is not JSON",
    f'["{KEY}"]': "default.credential: this is no JSON object",
    "[" * 100_000: "default.credential: this is no JSON object",
    f'{{"secretId": "{ID}"}}': "default.credential: secretKey is missing or empty",
    f'{{"secretId": "{ID}", "secretKey": ["{KEY}"]}}': "secret_key must be plain visible",
    f'{{"secretId": "{ID}", "secretKey": "{KEY}\\n"}}': "secret_key must be plain visible",
    f"\xff{KEY}": "default.credential: this is not UTF-8 text",
}


@pytest.mark.parametrize(
    ("place", "text", "says"),
    [
        *[(".tencentcloud/credentials", text, says) for text, says in BAD_INI.items()],
        *[(".tccli/default.credential", text, says) for text, says in BAD_JSON.items()],
    ],
)
def test_a_file_that_cannot_be_used_is_named_and_not_quoted(
    home: Path, place: str, text: str, says: str
) -> None:
    (home / place).write_bytes(text.encode("latin-1"))
    with pytest.raises(errors.CredentialError) as caught:
        ToyClient()
    assert says in str(caught.value)
    assert str(home) in str(caught.value)
    _hides(caught.value, ID, KEY)


def _hides(error: BaseException | None, *secrets: str) -> None:
    """Neither the error, nor what hangs on it, nor its pickle knows a secret."""
    while error is not None:
        shown = [*traceback.format_exception(error, chain=False), repr(vars(error))]
        shown.append(repr(pickle.dumps(error)) if isinstance(error, ValueError) else "")
        assert not [secret for secret in secrets for text in shown if secret in text]
        error = error.__cause__ or error.__context__


def test_a_file_that_may_not_be_read(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / ".tencentcloud" / "credentials").mkdir()
    with pytest.raises(errors.CredentialError, match="credentials: it cannot be read: Is a direct"):
        ToyClient()
    path = home / "keys"
    _ini(path)

    def refuse(*args: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)  # the tests may run as root, who may do anything
    with pytest.raises(errors.CredentialError, match="keys: it cannot be read: Permission denied"):
        Credential.from_file(str(path))


def test_a_bad_configuration_is_named(home: Path) -> None:
    (home / ".tccli" / "default.credential").write_text(KEYS)
    path = home / ".tccli" / "default.configure"
    path.write_text("{")
    with pytest.raises(errors.CredentialError, match=r"default\.configure:1:2: this is not JSON"):
        ToyClient()
    assert _sent(region="ap-x") == (ID, "ap-x")
    for odd in ('{"_sys_param": []}', '{"_sys_param": {"region": 1}}', '{"region": ""}', "{}"):
        path.write_text(odd)
        assert _sent() == (ID, None)


def test_keys_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    environ = {"TENCENTCLOUD_SECRET_ID": ID, "TENCENTCLOUD_SECRET_KEY": f"{KEY}\n"}
    with pytest.raises(errors.CredentialError, match="the environment: secret_key must be") as bad:
        Credential.from_environment(environ)
    _hides(bad.value, KEY)
    environ |= {"TENCENTCLOUD_SECRET_KEY": KEY, "TENCENTCLOUD_TOKEN": ""}
    environ["TENCENTCLOUD_SESSION_TOKEN"] = "t"
    assert Credential.from_environment(environ) == Credential(ID, KEY, "t")


@pytest.mark.parametrize("colour", ["sync", "async"])
def test_when_nothing_is_found_the_error_lists_the_places(
    home: Path, monkeypatch: pytest.MonkeyPatch, colour: str
) -> None:
    monkeypatch.setattr("runtime.credential_roles._METADATA", "http://127.0.0.1:1")

    async def main() -> None:
        async with AsyncToyClient() as client:
            await client.make(file_id="1")

    def call() -> None:
        asyncio.run(main()) if colour == "async" else ToyClient().make(file_id="1")

    with pytest.raises(errors.CredentialError) as caught:
        call()
    head, *lines = str(caught.value).splitlines()
    assert head.startswith("no credentials were found: give secret_id and secret_key")
    variables = "TKE_ROLE_ARN, TKE_PROVIDER_ID, TKE_WEB_IDENTITY_TOKEN_FILE, TKE_REGION"
    assert lines[:5] == [
        "  the environment: TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY not set",
        f"  {home}/.tencentcloud/credentials: there is no such file",
        f"  {home}/etc: there is no such file",
        f"  {home}/.tccli/default.credential: there is no such file",
        f"  the pod's role: {variables} not set",
    ]
    assert lines[5].startswith("  the machine's role: no connection to 127.0.0.1: ")
    assert "Make" in lines[5]
    assert isinstance(caught.value.__cause__, errors.ConnectFailed)
    assert caught.value.attempts == 0


def test_a_pods_role_is_looked_for_before_the_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TKE_ROLE_ARN", "qcs::cam::uin/1:roleName/a")
    with pytest.raises(errors.CredentialError, match=r"TKE_PROVIDER_ID, .*, TKE_REGION not set"):
        ToyClient()
    for name in ("PROVIDER_ID", "WEB_IDENTITY_TOKEN_FILE", "REGION"):
        monkeypatch.setenv(f"TKE_{name}", "x")
    assert isinstance(search(), PodRole)


def test_what_may_be_pickled() -> None:
    credential = Credential(ID, KEY, "t0ken", 5.0)
    assert pickle.loads(pickle.dumps(credential)) == credential
    assert "expires_at=5.0" in repr(credential)
    for secret in (ID, KEY, "t0ken"):
        assert secret not in repr(credential)
    source = AssumeRole("arn", credential)
    with pytest.raises(TypeError, match="each process needs its own"):
        pickle.dumps(source)
    assert repr(source) == "AssumeRole()"


def test_nothing_loads_before_it_is_needed() -> None:
    script = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
import conftest, toy.client, os
os.environ["TENCENTCLOUD_REGION"] = "ap-x"
unwanted = ["json.tool", "configparser", "concurrent.futures", "asyncio", "urllib3"]
unwanted += [f"runtime.{{name}}" for name in ("credential_files", "credential_roles", "renewal")]
assert not set(unwanted) & set(sys.modules), set(unwanted) & set(sys.modules)
toy.client.ToyClient("i", "k", transport=object())
assert not set(unwanted) & set(sys.modules), set(unwanted) & set(sys.modules)
"""
    subprocess.run([sys.executable, "-W", "error", "-c", script], check=True)
