"""Every snippet runs as it is, and what arrives is the request on screen."""

from __future__ import annotations

import ast
import base64
import json
import re
import socket
import ssl
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from tc3gen import graph, pipeline
from tc3gen.fake.specs import services
from tc3gen.model import Service

from .asking import ROOT, SHAPES, VOD, WIRE
from .browser import APP, KEY, Browser, call, missing
from .cloud import Cloud
from .cloud import cloud as run_cloud
from .hostile import plain_objects, requests, sampled, texts

#: Signs that mean something to every language, in one request.
EVERYTHING: dict[str, Any] = {
    "FileId": "it's \"q\" `id` $(id) ${HOME} $HOME !! %s %% \\ \\n \\u0041 \\' # // */ </script>",
    "SubAppId": 2**64 - 1,
    "StartTimeOffset": 0.1,
    "EndTimeOffset": 12345.678,
    "RepairInfo": {"Switch": "ON", "Type": "strong"},
    "VideoFrameInterpolationInfo": {"Switch": "ON", "Fps": 25},
    "FaceInfo": {"Switch": "OFF", "Intensity": 1},
    "TargetInfo": {
        "MediaName": "line one\nline two\r\n\ttab\0nul\x7f\x1b[2J",
        "Description": "未命名 é \u202e\u200b\u2028\ufeff\U0001f600\U000e0001",
        "Container": "mp4",
        "VideoStream": {"Codec": "libx264", "Width": 640, "Height": 0},
        "AudioStream": {},
    },
    "SessionId": "-x",
    "SessionContext": "--help",
    "TasksPriority": -10,
    "ExtInfo": '{"a": ["@b", {}]}',
}


@pytest.fixture(scope="module")
def cloud(own_cache: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """The cloud, and what is generated for it."""
    folder = tmp_path_factory.mktemp("cloud")
    out = folder / "out"
    pipeline.generate(pipeline.Request(specs=[VOD, WIRE, SHAPES], out=out, targets=["cli"]))
    with run_cloud(folder, out / "python") as cloud:
        yield cloud


@pytest.fixture(scope="module")
def vod() -> Service:
    """The model of VOD."""
    (model,) = services(VOD)
    return model


def rebuilding(
    vod: Service, count: int, *, halves: bool = False, session: str = ""
) -> list[dict[str, Any]]:
    """Requests for RebuildMedia, the hostile one among them, each with a session of its own."""
    action = vod.actions[0]
    assert action.name == "RebuildMedia"
    strategy = requests(action.input, graph.index(vod), halves=halves)
    found = [EVERYTHING, {"FileId": "1"}, *sampled(strategy, count)]
    return [{**each, "SessionId": f"-{session}{n}"} for n, each in enumerate(found)]


#: Runs the texts of a snippet, and returns when all calls are made.
Run = Callable[[Cloud, list[str]], None]


def _python(cloud: Cloud, texts: list[str]) -> None:
    # One process for all, in which each is a program of its own.
    runner = "import json, sys\nfor text in json.load(sys.stdin): exec(text, {'__name__': 'x'})\n"
    cloud.run([sys.executable, "-c", runner], json.dumps(texts))


def _shell(cloud: Cloud, texts: list[str]) -> None:
    for number, text in enumerate(texts):
        (cloud.folder / f"{number}.sh").write_text(text, encoding="utf-8")
    names = " ".join(f"{number}.sh" for number in range(len(texts)))
    cloud.run(["sh", "-c", f"set -e; for name in {names}; do sh -eu ./$name; done"])


def _node(cloud: Cloud, texts: list[str]) -> None:
    sdk = APP / "node_modules" / "tencentcloud-sdk-nodejs-vod"
    if not sdk.is_dir():
        missing("tencentcloud-sdk-nodejs-vod", "run `make explorer`")
    modules = cloud.folder / "node_modules"
    if not modules.exists():
        modules.symlink_to(sdk.parent)
    for number, text in enumerate(texts):
        (cloud.folder / f"{number}.cjs").write_text(text, encoding="utf-8")
    script = f"""
        const after = () => new Promise((resolve) => setTimeout(resolve, 5));
        (async () => {{
          const {{ HttpConnection }} = require(
            "tencentcloud-sdk-nodejs-common/tencentcloud/common/http/http_connection");
          let under_way = 0;
          const send = HttpConnection.doRequestWithSign3;
          HttpConnection.doRequestWithSign3 = async (...args) => {{
            under_way += 1;
            try {{ return await send(...args); }} finally {{ under_way -= 1; }}
          }};
          for (let number = 0; number < {len(texts)}; number += 1) {{
            require(`./${{number}}.cjs`);
            do await after(); while (under_way);
          }}
        }})();
    """
    (cloud.folder / "run.cjs").write_text(script)
    cloud.run(["node", "run.cjs"])


def _http(cloud: Cloud, texts: list[str]) -> None:
    context = ssl.create_default_context(cafile=str(cloud.folder / "ca.pem"))
    port = int(cloud.fake.url.rpartition(":")[2])
    for text in texts:
        with (
            socket.create_connection(("127.0.0.1", port), timeout=20) as plain,
            context.wrap_socket(plain, server_hostname="vod.tencentcloudapi.com") as connection,
        ):
            connection.sendall(text.replace("\n", "\r\n").encode())
            assert b"RequestId" in connection.recv(65536)


def _cli(cloud: Cloud, texts: list[str]) -> None:
    _shell(cloud, texts)


RUNS: dict[str, tuple[Run, int, bool]] = {
    # How, how many, and whether halves of surrogate pairs can be told.
    "python": (_python, 60, True),
    "python-async": (_python, 30, True),
    "cli": (_cli, 12, True),
    "curl": (_shell, 25, True),
    "http": (_http, 60, True),
    "sdk-python": (_python, 40, True),
    "sdk-node": (_node, 40, False),
}


@pytest.mark.parametrize("snippet", RUNS)
def test_what_arrives(browser: Browser, cloud: Cloud, vod: Service, snippet: str) -> None:
    run, count, halves = RUNS[snippet]
    cloud.fake.forget_requests()
    wanted = rebuilding(vod, count, halves=halves, session=snippet)
    now = int(time.time())
    made = [
        browser.render(snippet, call("vod", "RebuildMedia", each, region="ap-x"), timestamp=now)
        for each in wanted
    ]
    run(cloud, made)
    regions = {each.region for each in cloud.fake.requests}
    arrived = cloud.arrived()
    assert arrived == wanted
    assert regions == {"ap-x"}


@pytest.mark.parametrize("snippet", [name for name in RUNS if not name.startswith("sdk-")])
def test_every_shape(browser: Browser, cloud: Cloud, snippet: str) -> None:
    run, count, halves = RUNS[snippet]
    cloud.fake.forget_requests()
    (model,) = services(SHAPES)
    strategy = requests(model.actions[0].input, graph.index(model), halves=halves)
    wanted = sampled(strategy, count)
    now = int(time.time())
    run(cloud, [browser.render(snippet, call("func", "Make", e), timestamp=now) for e in wanted])
    assert cloud.arrived() == wanted


#: How a snippet is asked to send what the spec does not describe.
OPEN_DOORS = ["python", "python-async", "curl", "http", "sdk-python", "sdk-node"]


@pytest.mark.parametrize("snippet", OPEN_DOORS)
def test_what_the_spec_does_not_describe(browser: Browser, cloud: Cloud, snippet: str) -> None:
    """It arrives, for the service to say what it thinks of it."""
    cloud.fake.forget_requests()
    bodies: list[Any] = []
    core = cloud.fake._core
    before = core.answer

    def answer(request: Any) -> Any:
        bodies.append(json.loads(request.body))
        return before(request)

    wanted = [{**each, "Nope": n} for n, each in enumerate(sampled(plain_objects, 6))]
    wanted.append({"FileId": None, "RepairInfo": "x", "Nope": [{"a": [None, 2**70]}], "": 1})
    if snippet == "sdk-node":  # which leaves nulls out, wherever they are
        wanted = [_without_nulls(each) for each in wanted]
    texts = [
        browser.render(
            snippet,
            call("vod", "RebuildMedia", each, host="vod.intl.tencentcloudapi.com"),
            timestamp=int(time.time()),
        )
        for each in wanted
    ]
    core.answer = answer  # type: ignore[method-assign]
    try:
        for text in texts:
            try:
                RUNS[snippet][0](cloud, [text])
            except AssertionError as error:
                if "Parameter" not in str(error):  # by which it should be refused
                    raise
    finally:
        core.answer = before  # type: ignore[method-assign]
    assert bodies == wanted


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_nulls(each) for name, each in value.items() if each is not None}
    if isinstance(value, list):
        return [_without_nulls(each) for each in value if each is not None]
    return value


FORMS = [
    {"Name": "é \u202e 'q' \"", "File": base64.b64encode(bytes(range(256))).decode()},
    {"Name": "", "File": "", "Thumbnail": "AA==", "Pages": 2, "Share": 0.5, "Public": True},
    {"Name": "-x\r\n--", "File": "AP8K", "Tags": ["a b", "-c", "\n"], "Mark": {"Sign": "'"}},
]


OTHER_WAYS = ["python", "python-async", "curl", "cli", "sdk-python", "sdk-node"]


@pytest.mark.parametrize("snippet", OTHER_WAYS)
def test_every_way_to_travel(browser: Browser, cloud: Cloud, snippet: str) -> None:
    run = RUNS[snippet][0]
    cloud.fake.forget_requests()
    content = bytes(range(256))
    log = {"Topic": "rain 'q' $x", "Count": 3, "Urgent": False, "Ticket": "7"}
    # One of them cannot tell a service that a part of a form is JSON.
    forms = FORMS[:-1] if snippet == "sdk-node" else FORMS
    asked: list[tuple[str, dict[str, Any]]] = [("KeepScan", each) for each in forms]
    if not snippet.startswith("sdk-"):  # they have no classes for the service of these
        asked += [("Recite", {"Title": "Rain", "Stream": streams}) for streams in (True, False)]
        asked.append(("Enter", {"Letter": "x"}))
    run(cloud, [browser.render(snippet, call("wire", *each, region="ap-x")) for each in asked])
    # Forms are written to the file that has the bytes here.
    (cloud.folder / "body.bin").write_bytes(content)
    run(cloud, [browser.render(snippet, call("wire", "Log", log, region="ap-x"))])
    calls = cloud.fake.requests
    assert cloud.arrived() == [*(request for _, request in asked), log]
    assert calls[-1].content == content


def test_the_command_lines_own_options_are_known(browser: Browser) -> None:
    """A parameter that is called like one of them is spelt otherwise."""
    options = (ROOT / "templates/cli/runtime/options.py").read_text(encoding="utf-8")
    assert set(re.findall(r'"--([A-Za-z-]+)"', options)) <= set(browser.ask("own"))


def test_http_of_a_form(browser: Browser, cloud: Cloud) -> None:
    cloud.fake.forget_requests()
    form = {"Name": "é", "File": base64.b64encode(b"text").decode(), "Tags": ["a"]}
    now = int(time.time())
    _http(cloud, [browser.render("http", call("wire", "KeepScan", form), timestamp=now)])
    assert cloud.arrived() == [form]


def test_temporary_keys(browser: Browser, cloud: Cloud) -> None:
    now = int(time.time())
    token = {**KEY, "id": "AKIDtemporary", "token": "it's\"$x"}
    cloud.fake.add_key("AKIDtemporary", KEY["key"], token["token"])
    cloud.fake.forget_requests()
    asked = call("vod", "RebuildMedia", {"FileId": "1"})
    environment = dict(cloud.environment)
    cloud.environment |= {
        "TENCENTCLOUD_SECRET_ID": "AKIDtemporary",
        "TENCENTCLOUD_TOKEN": token["token"],
    }
    try:
        _shell(cloud, [browser.render("curl", asked)])
        _http(cloud, [browser.render("http", asked, credential=token, timestamp=now)])
    finally:
        cloud.environment = environment
    assert cloud.arrived() == [{"FileId": "1"}] * 2


# The layout ---------------------------------------------------------------------------------------


def test_python_is_what_the_docs_show(browser: Browser) -> None:
    """The examples of the spec, as the generator writes them into pages."""
    outputs, models, _ = pipeline.files(pipeline.Request(specs=[VOD], out=Path()), "docs")
    shown = 0
    for action in models[0].actions:
        page = next(o.text for p, o in outputs.items() if p.endswith(f"/{_file(action.name)}.md"))
        for example in action.examples:
            if isinstance(example.input, dict):
                assert browser.render("python", call("vod", action.name, example.input)) in page
                shown += 1
    assert shown >= 3


def _file(name: str) -> str:
    return "".join(f"-{char.lower()}" if char.isupper() else char for char in name).lstrip("-")


def test_python_is_laid_out_as_black_does(browser: Browser, vod: Service) -> None:
    import black

    mode = black.Mode()
    for request in rebuilding(vod, 60):
        for snippet in ("python", "python-async", "sdk-python"):
            text = browser.render(snippet, call("vod", "RebuildMedia", request))
            assert text == black.format_str(text, mode=mode)


@pytest.mark.parametrize("name", ["as", "import", "a-b"])
def test_services_under_names_that_languages_keep(browser: Browser, name: str) -> None:
    """Whose own packages no program there can import."""
    asked = call("vod", "RebuildMedia", {"FileId": "1"}, called=name)
    text = browser.render("sdk-python", asked)
    assert f'CommonClient("{name}", ' in text
    ast.parse(text)
    if name != "as":
        assert f'"{name}", "2018-07-17", credential' in browser.render("sdk-java", asked)
        assert f"{name.replace('-', '')}api.NewClient" in browser.render("sdk-go", asked)


# Whatever is typed --------------------------------------------------------------------------------


def test_nothing_that_is_typed_makes_a_snippet_fail(browser: Browser) -> None:
    names = [each["id"] for each in browser.ask("snippets")]
    assert len(names) == 9
    about = sampled(st.tuples(plain_objects, texts(), texts()), 60)
    for request, region, host in about:
        for service, action in (("vod", "RebuildMedia"), ("wire", "KeepScan"), ("wire", "Log")):
            asked = call(service, action, request, region=region, host=host)
            for name in names:
                assert browser.render(name, asked).endswith("\n") or name == "http"
