"""What a person typed means the same in every language, and hides nothing there."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from .browser import Browser, missing
from .hostile import PIECES, plain, sampled, texts

ALL = "".join(PIECES)


def shows_all(text: str) -> bool:
    """Whether nothing in a text is a control, a mark of direction, or a space but the plain one."""
    kinds = {unicodedata.category(char) for char in text.replace(" ", "")}
    return not kinds & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Zs"}


@given(texts(halves=True))
@example(ALL)
def test_python(browser: Browser, text: str) -> None:
    literal = browser.literal("pythonString", text)
    assert ast.literal_eval(literal) == text
    assert shows_all(literal)


@given(texts(halves=True))
@example(ALL)
def test_javascript(browser: Browser, text: str) -> None:
    literal = browser.literal("javascriptString", text)
    assert shows_all(literal)
    # All its escapes are JSON's, too.
    assert json.loads(literal) == text


@given(plain, st.sampled_from([0, 2]))
@example({"a": [ALL, 2**64], "__proto__": {"": None}}, 2)
def test_json(browser: Browser, value: Any, indent: int) -> None:
    text = browser.ask("literal", name="json", value=value)
    assert json.loads(text) == value
    assert shows_all(text)
    assert indent in (0, 2)


@settings(max_examples=15)
@given(st.lists(texts(), min_size=40, max_size=40))
def test_a_shell(browser: Browser, values: list[str]) -> None:
    values = [value.replace("\0", "") for value in [*values, ALL]]
    words = [browser.literal("shellWord", value) for value in values]
    script = "".join(f"printf '%s\\0' {word}\n" for word in words)
    assert _shell(script).split(b"\0")[:-1] == [value.encode() for value in values]


@settings(max_examples=15)
@given(st.lists(texts(), min_size=40, max_size=40))
def test_printf(browser: Browser, values: list[str]) -> None:
    values = [*values, ALL]
    script = "".join(
        f"printf {browser.literal('shellPrinted', each)}; echo ====\n" for each in values
    )
    assert _shell(script) == "".join(f"{value}====\n" for value in values).encode()


def _shell(script: str) -> bytes:
    done = subprocess.run(["sh"], input=script.encode(), capture_output=True, check=True)
    assert done.stderr == b""
    return done.stdout


def test_go(browser: Browser, tmp_path: Path) -> None:
    if shutil.which("go") is None:
        missing("go", "apt-get install golang-go")
    values = [*sampled(texts(), 300), ALL]
    literals = [browser.literal("goString", value) for value in values]
    assert all(map(shows_all, literals))
    (tmp_path / "main.go").write_text(
        'package main\n\nimport "fmt"\n\nfunc main() {\n\tfor _, text := range []string{\n'
        + "".join(f"\t\t{literal},\n" for literal in literals)
        + '\t} {\n\t\tfmt.Printf("%x\\n", text)\n\t}\n}\n'
    )
    done = subprocess.run(
        ["go", "run", "main.go"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert [bytes.fromhex(line).decode() for line in done.stdout.split("\n")[:-1]] == values
    assert browser.literal("goString", "a\ud800") == '"a\ufffd"'


def test_java(browser: Browser, tmp_path: Path) -> None:
    if shutil.which("javac") is None:
        missing("javac", "apt-get install default-jdk-headless")
    values = [*sampled(texts(halves=True), 300), ALL]
    literals = [browser.literal("javaString", value) for value in values]
    assert all(map(shows_all, literals))
    (tmp_path / "Main.java").write_text(
        "public class Main {\n  public static void main(String[] args) {\n"
        "    for (String text : new String[] {\n"
        + "".join(f"      {literal},\n" for literal in literals)
        + "    }) {\n      for (char unit : text.toCharArray()) System.out.printf("
        '"%04x", (int) unit);\n      System.out.println();\n    }\n  }\n}\n',
        encoding="utf-8",
    )
    done = subprocess.run(
        ["java", "-Dfile.encoding=UTF-8", "Main.java"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    units = [value.encode("utf-16-be", "surrogatepass").hex() for value in values]
    assert done.stdout.split("\n")[:-1] == units


@pytest.mark.parametrize("name", ["__proto__", "a-b", "a", "$x", "1", "", "constructor"])
def test_a_key_of_javascript(browser: Browser, name: str) -> None:
    key = browser.literal("javascriptKey", name)
    script = (
        f"const data = {{{key}: 7}}; process.stdout.write(JSON.stringify(Object.entries(data)))"
    )
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [[name, 7]]
