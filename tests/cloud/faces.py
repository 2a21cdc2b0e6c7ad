"""The command line and the explorer know every action of a service."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from pathlib import Path
from typing import Any

from tc3gen.languages.command.compose import command_name
from tc3gen.languages.markdown.pages import stem
from tc3gen.languages.python import names
from tc3gen.model import Service

from .making import Place
from .ours import TOP

#: What a script of the explorer holds: a call that is given JSON.
_SCRIPT = re.compile(r'tc3gen\("\w+", "[^"]*", (.*)\);\s*', re.DOTALL)
#: Numbers that JSON would round, as JavaScript has them.
_BIG = re.compile(r"(?<=[:,\[])(-?\d+)n(?=[,\]}])")


def wrong(place: Place, service: Service) -> Iterator[str]:
    """What they do not show."""
    for action in service.actions:
        words = [names.package(service.name).rstrip("_").replace("_", "-"), command_name(action)]
        version = ["--api-version", service.version]
        for asked, least in (("--help", "Usage: "), ("--skeleton", f"// {action.name}, ")):
            code, shown, told = _called([*words, *version, asked])
            if code or least not in shown or told:
                yield f"{' '.join(words)} {asked} ends with {code}: {told or shown[:200]}"
        page = _explorer(place, service) / "actions" / f"{stem(action)}.js"
        if _data(page).get("name") != action.name:
            yield f"{page} is not about {action.name}"


def _called(words: list[str]) -> tuple[int, str, str]:
    """What a command line ends with, and what it prints on either stream."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = import_module(f"{TOP}._cli").main(TOP, "", words)
    return code, out.getvalue(), err.getvalue()


def _explorer(place: Place, service: Service) -> Path:
    return place.out / "explorer" / service.name / f"v{service.version.replace('-', '')}"


def _data(script: Path) -> dict[str, Any]:
    match = _SCRIPT.fullmatch(script.read_text("utf-8"))
    return json.loads(_BIG.sub(r"\1", match[1])) if match else {}
