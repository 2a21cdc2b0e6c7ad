"""The list of generated files, `.tc3gen.json`: what is ours, and what we left in it.

Content is listed as a fingerprint that overlooks what is not an edit: line endings, which version
control may change, and the text in a Markdown page's blocks, which is a person's to write.

While a run changes files, the list is a journal: it names for each file the content before and
after.  A run that is killed thus leaves files that are ours whichever of the two they hold.

The list also says what the files were made by and of.  That is for people and decides nothing:
whether a file is ours, or was edited, is asked of its own hash alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Any

from .. import keep, paths
from ..outputs import Output

NAME = f"{paths.OWN_PREFIX}.json"

#: The folder with people's text that has lost its page.
KEPT = "_kept/"

_FORMAT = 1
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Owned:
    """A file that we wrote."""

    sha256: str
    scope: str
    was: str = ""
    """What it held before the run that is under way, or that was killed."""

    def made(self, fingerprint: str) -> bool:
        """Whether we left this content in the file."""
        return fingerprint in (self.sha256, self.was)


Manifest = Mapping[str, Owned]


@dataclass(frozen=True, slots=True)
class Origin:
    """What files were made by and of, as far as it is known."""

    version: str = ""
    """Of tc3gen."""
    templates: str = ""
    """A hash of all that the target is made with."""
    specs: Mapping[str, str] = field(default_factory=dict)
    """A hash of each spec with its overlay, by the scope that its files have."""

    def beside(self, before: Origin, manifest: Manifest) -> Origin:
        """The same, with the specs of files that an earlier run made and that still stand."""
        scopes = {owned.scope for owned in manifest.values()}
        specs = {scope: sha for scope, sha in before.specs.items() if scope in scopes}
        return Origin(self.version, self.templates, {**specs, **self.specs})


_UNKNOWN = Origin()


def fingerprint(path: str, content: bytes) -> str:
    """The hash of a file's content, but for what is not an edit."""
    if keep.has_blocks(path):
        with suppress(UnicodeDecodeError):
            content = keep.blank(content.decode()).encode()
    return sha256(content.replace(b"\r\n", b"\n")).hexdigest()


@lru_cache(maxsize=2)
def parse(content: bytes) -> Manifest:
    """Reads a list; ValueError says why it cannot be trusted.

    A run looks at the same one several times.
    """
    data: Any = json.loads(content)
    if not isinstance(data, dict) or data.get("tool") != "tc3gen":
        raise ValueError("it is not a list of generated files")
    if data.get("format") != _FORMAT:
        raise ValueError("another version of tc3gen wrote it")
    files = data.get("files")
    if not isinstance(files, dict):
        raise ValueError("it has no `files`")
    return {path: _owned(path, entry) for path, entry in files.items()}


def origin(content: bytes | None) -> Origin:
    """What a list says of its files' origin; what it does not say, or not rightly, is empty."""
    try:
        data: Any = json.loads(content or b"{}")
    except (ValueError, RecursionError):
        return Origin()
    if not isinstance(data, dict):
        return Origin()
    version, templates = (
        value if isinstance(value := data.get(key), str) else "" for key in ("version", "templates")
    )
    specs = data.get("specs")
    listed = specs.items() if isinstance(specs, dict) else ()
    return Origin(version, templates, {key: sha for key, sha in listed if isinstance(sha, str)})


def _owned(path: str, entry: object) -> Owned:
    if paths.flaw(path):
        raise ValueError(f"it lists `{path}`, which {paths.flaw(path)}")
    if not isinstance(entry, dict):
        raise ValueError(f"it says nothing about `{path}`")
    sha256, scope, was = (entry.get(key, "") for key in ("sha256", "scope", "was"))
    if (
        not all(isinstance(value, str) for value in (sha256, scope, was))
        or not _HASH.fullmatch(sha256)
        or (was and not _HASH.fullmatch(was))
    ):
        raise ValueError(f"what it says about `{path}` makes no sense")
    return Owned(sha256, scope, was)


def dump(manifest: Manifest, made: Origin = _UNKNOWN) -> bytes:
    """The list as it stands on the disk: a line for each file, so that it merges well."""
    entries: dict[str, object] = {}
    for path, owned in manifest.items():
        entries[path] = {"scope": owned.scope, "sha256": owned.sha256}
        if owned.was:
            entries[path] = {"scope": owned.scope, "sha256": owned.sha256, "was": owned.was}
    parts = {"tool": json.dumps("tc3gen"), "format": str(_FORMAT)}
    if made.version:
        parts["version"] = json.dumps(made.version)
    if made.templates:
        parts["templates"] = json.dumps(made.templates)
    if made.specs:
        parts["specs"] = _lines(made.specs)
    parts["files"] = _lines(entries)
    body = ",\n".join(f"  {json.dumps(key)}: {text}" for key, text in parts.items())
    return f"{{\n{body}\n}}\n".encode()


def _lines(entries: Mapping[str, object]) -> str:
    """A map with a line for each entry."""
    lines = (f"    {json.dumps(key)}: {json.dumps(one)}" for key, one in sorted(entries.items()))
    return "{{\n{}\n  }}".format(",\n".join(lines)) if entries else "{}"


def stale(manifest: Manifest, outputs: Mapping[str, Output], whole: bool) -> list[str]:
    """What we wrote once and is no longer generated.

    A run of only some services knows nothing of the others' files, nor of what all share.  A
    person's text that was kept aside goes only when its page is there to take it back.
    """
    scopes = {output.scope for output in outputs.values()} - {""}
    return [
        path
        for path, owned in manifest.items()
        if path not in outputs
        and (whole or owned.scope in scopes)
        and (not path.startswith(KEPT) or path.removeprefix(KEPT) in outputs)
    ]


def folders(files: Iterable[str]) -> list[str]:
    """Every folder that holds one of the files, the deepest first; the root is not among them."""
    found = {folder for path in files for folder in paths.parents(path)}
    return sorted(found, key=lambda folder: (-folder.count("/"), folder))
