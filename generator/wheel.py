"""A package as a wheel: the files, what an installer wants to know, and the same bytes each time.

A wheel is a zip with three small files beside the package.  To write them takes less than to feed a
build backend, which wants a project on the disk and, some of them, an environment of its own.
Nothing is compressed, since compressors differ between machines, and no file has a time.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

#: What generated code needs when it runs, by the extra that asks for it.
REQUIRES = {"": "urllib3>=2.2", "async": "aiohttp>=3.10"}
PYTHON = ">=3.11"

#: The earliest time that a zip can tell.
_NEVER = (1980, 1, 1, 0, 0, 0)
_NAME = re.compile(r"[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9]")
_VERSION = re.compile(
    r"\d+(\.\d+)*((a|b|rc)\d+)?(\.post\d+)?(\.dev\d+)?(\+[a-z0-9]+(\.[a-z0-9]+)*)?"
)
_LICENCES = ("LICENSE", "NOTICE")


@dataclass(frozen=True, slots=True)
class About:
    """What an installer wants to know."""

    name: str
    version: str
    summary: str
    package: str
    """What it is imported as."""
    asynchronous: bool = True
    """Whether it has a client for coroutines."""
    extras: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What else it can be installed with, and what that needs."""
    commands: Mapping[str, str] = field(default_factory=dict)
    """Commands, and the function of each: `tc3.__main__:main`."""


def is_name(text: str) -> bool:
    """Whether a distribution can be called so."""
    return _NAME.fullmatch(text) is not None


def is_version(text: str) -> bool:
    """Whether a distribution can have this version."""
    return _VERSION.fullmatch(text) is not None


def file_name(about: About) -> str:
    """What the wheel is called."""
    name = re.sub(r"[-_.]+", "_", about.name).lower()
    return f"{name}-{about.version}-py3-none-any.whl"


def pack(files: Mapping[str, str], about: About) -> bytes:
    """The wheel that holds these files of a package, by path."""
    contents = {f"{about.package}/{path}": text.encode() for path, text in files.items()}
    info = f"{file_name(about).removesuffix('-py3-none-any.whl')}.dist-info"
    licences = [name for name in _LICENCES if name in files]
    for name in licences:
        contents[f"{info}/licenses/{name}"] = files[name].encode()
    contents[f"{info}/METADATA"] = _metadata(about, licences).encode()
    contents[f"{info}/WHEEL"] = (
        b"Wheel-Version: 1.0\nGenerator: tc3gen\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    if about.commands:
        contents[f"{info}/entry_points.txt"] = _entry_points(about.commands).encode()
    contents[f"{info}/RECORD"] = _record(contents, f"{info}/RECORD")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        # What is about the package stands at the end, as installers like it.
        for path in sorted(contents, key=lambda path: (path.startswith(info), path)):
            entry = zipfile.ZipInfo(path, _NEVER)
            entry.external_attr = 0o100644 << 16
            entry.create_system = 3
            archive.writestr(entry, contents[path])
    return buffer.getvalue()


def _metadata(about: About, licences: Sequence[str]) -> str:
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {about.name}",
        f"Version: {about.version}",
        f"Summary: {about.summary}",
        "License-Expression: Apache-2.0",
        *(f"License-File: {name}" for name in licences),
        "Classifier: Typing :: Typed",
        f"Requires-Python: {PYTHON}",
        f"Requires-Dist: {REQUIRES['']}",
    ]
    extras = {"async": (REQUIRES["async"],)} if about.asynchronous else {}
    for name, needed in {**extras, **about.extras}.items():
        lines.append(f"Provides-Extra: {name}")
        lines += [f'Requires-Dist: {each}; extra == "{name}"' for each in needed]
    return "\n".join(lines) + "\n"


def _entry_points(commands: Mapping[str, str]) -> str:
    lines = (f"{name} = {function}\n" for name, function in sorted(commands.items()))
    return "".join(["[console_scripts]\n", *lines])


def _record(contents: Mapping[str, bytes], itself: str) -> bytes:
    lines = []
    for path, content in sorted(contents.items()):
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
        lines.append(f"{path},sha256={digest},{len(content)}\n")
    return "".join([*lines, f"{itself},,\n"]).encode()
