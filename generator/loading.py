"""Folders of specs to services: find, read, merge, check, build.

Nothing here stops at the first problem.  What the schema finds broken is left out of the model, so
that the rules can look at the rest; what they would only say because of the gap, they do not say.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from . import rules, salvage, schema, source
from .build import build
from .diagnostics import (
    Diagnostic,
    Example,
    Position,
    Rule,
    Severity,
    SpecError,
    has_errors,
    tidy,
)
from .model import Service
from .parts import Parts, parts
from .source import Document

API = "api.yaml"
OVERLAY = "overlay.yaml"


def _files(*paths: str, service: str = "vod") -> str:
    """Several files in one text, as `catalogue.files` takes them apart."""
    text = f"tc3gen: 1\nservice: {service}\nversion: 2018-07-17\ntitle: A service\n"
    text += f"endpoints: {{domestic: {service}.tencentcloudapi.com}}\nactions: {{}}\n"
    overlay = "actions: {}\n"
    return "".join(f"# file: {p}\n{overlay if p.endswith(OVERLAY) else text}" for p in paths)


NO_SPEC = Rule(
    "F001",
    "no-spec",
    Severity.ERROR,
    "There is no spec where one was asked for.",
    "A spec is a file `api.yaml`, by custom in `specs/<service>/<version>/`. A folder may hold any"
    " number of them, at any depth; hidden folders are not searched.",
    _files("specs/vod/2018-07-17/vod.yaml"),
    _files("specs/vod/2018-07-17/api.yaml"),
    example=Example.FILES,
)

OTHER_FOLDER = Rule(
    "F002",
    "spec-in-other-folder",
    Severity.WARNING,
    "A spec stands in the folder of another service or version than it says.",
    "What is generated follows what the spec says, not where it stands. A spec that was copied to"
    " begin the next version still says the old one.",
    _files("specs/vod/2018-07-17/api.yaml", service="cvm"),
    _files("specs/cvm/2018-07-17/api.yaml", service="cvm"),
    example=Example.FILES,
)

SAME_SERVICE = Rule(
    "F003",
    "service-described-twice",
    Severity.ERROR,
    "Two specs describe the same version of the same service.",
    "Both would be generated into the same files.",
    _files("specs/a/api.yaml", "specs/b/api.yaml"),
    _files("specs/a/api.yaml"),
    example=Example.FILES,
)

LONE_OVERLAY = Rule(
    "F004",
    "lone-overlay",
    Severity.ERROR,
    "There is an overlay without the `api.yaml` that it should lie over.",
    "An overlay only changes what another file says. Alone, it would have no effect.",
    _files("specs/a/api.yaml", "specs/b/overlay.yaml"),
    _files("specs/a/api.yaml", "specs/a/overlay.yaml"),
    example=Example.FILES,
)

RULES = (NO_SPEC, OTHER_FOLDER, SAME_SERVICE, LONE_OVERLAY)

_VERSION_FOLDER = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Loaded:
    """What became of one spec."""

    shown: str
    """How diagnostics spell its path."""
    service: Service | None
    """None where there are errors."""
    diagnostics: list[Diagnostic]
    version_at: Position
    """Where it says its version."""
    document: Document | None = None
    texts: dict[str, str] = field(default_factory=dict, repr=False)
    """The text of each of its files, by the path in diagnostics."""
    sha256: str = ""
    """Of its files; line endings, which checkouts change, are no difference."""
    parts: Parts = field(default_factory=dict, repr=False)
    """The hashes of the parts of what they say together."""


def find_specs(paths: Iterable[Path]) -> list[Path]:
    """The spec files that paths mean: each is one, or a folder with some, at any depth.

    Raises SpecError where a path leads to none.
    """
    found: dict[Path, None] = {}
    problems: list[Diagnostic] = []
    for path in paths:
        if path.is_dir():
            told = len(problems)
            specs = list(_below(path, problems))
            if not specs and len(problems) == told:
                where = Position(shown(path))
                problems.append(NO_SPEC.at(where, f"there is no {API} in this folder", _near(path)))
        elif path.name == OVERLAY and path.with_name(API).is_file():
            specs = [path.with_name(API)]
        elif path.is_file():
            specs = [path]
        else:
            specs = []
            problems.append(NO_SPEC.at(Position(shown(path)), "there is no such file or folder"))
        for spec in specs:
            found.setdefault(Path(os.path.abspath(spec)))
    if problems:
        raise SpecError(problems)
    return list(found)


def shown(path: Path) -> str:
    """A path as a person would type it: relative where it lies below the working folder."""
    absolute = Path(os.path.abspath(path))
    here = Path.cwd()
    return (absolute.relative_to(here) if absolute.is_relative_to(here) else absolute).as_posix()


def load_service(path: Path, known: source.Known | None = None) -> Loaded:
    """The service of a spec, a file or its folder, with all that is wrong with it.

    `known` finds what has been read already, as for `source.load`.
    """
    file = path / API if path.is_dir() else path
    above = file.with_name(OVERLAY)
    return _load(
        file,
        shown(file),
        partial(source.load, file, shown(file), known),
        partial(source.load, above, shown(above)) if above.exists() else None,
    )


def load_texts(shown: str, api: bytes, overlay: bytes | None) -> Loaded:
    """The same, of texts that are at hand; `shown` is what diagnostics call the first of them."""
    above = Path(shown).with_name(OVERLAY).as_posix()
    lay = None if overlay is None else partial(source.from_bytes, overlay, above)
    return _load(Path(shown), shown, partial(source.from_bytes, api, shown), lay)


def _load(
    file: Path, shown: str, read: Callable[[], Document], read_above: Callable[[], Document] | None
) -> Loaded:
    found: list[Diagnostic] = []
    texts: dict[str, str] = {}
    document = _read(read, found, texts)
    overlay = _read(read_above, found, texts) if read_above is not None else None
    service = None
    if document is not None:
        misshapen = schema.check(document)
        if overlay is not None:
            misshapen += schema.check_overlay(overlay)
            document = source.merge(document, overlay)
            found += document.diagnostics
            misshapen += schema.check(_touched(document, overlay))
        found += misshapen
        sound = salvage.sound(document, misshapen)
        if sound is not None:
            service = build(sound)
            # Where a file is not even read rightly, what it seems to mean says nothing.
            unread = {problem.position for problem in found}
            context = rules.Context(service, document, complete=not misshapen)
            found += [each for each in rules.check(context) if each.position not in unread]
            found += _folder(file, document, service)
    usable = None if has_errors(found) else service
    version_at = document.marks.value(("version",)) if document else Position(shown)
    hashes = parts(document.data) if document is not None and usable is not None else {}
    whole = _hash(texts.values())
    return Loaded(shown, usable, tidy(found), version_at, document, texts, whole, hashes)


def _hash(texts: Iterable[str]) -> str:
    found = sha256()
    for text in texts:
        content = text.replace("\r\n", "\n").encode("utf-8", "surrogatepass")
        found.update(f"{len(content)}\0".encode())
        found.update(content)
    return found.hexdigest()


def clashes(loaded: Sequence[Loaded]) -> list[Diagnostic]:
    """Services that several specs describe."""
    found: list[Diagnostic] = []
    first: dict[tuple[str, str], Loaded] = {}
    for each in loaded:
        if each.service is None:
            continue
        name, version = each.service.name, each.service.version
        other = first.setdefault((name, version), each)
        if other is not each:
            message = f"{other.shown} describes {name} {version} too"
            found.append(
                SAME_SERVICE.at(each.version_at, message, "remove one, or correct its `version`")
            )
    return found


def _below(folder: Path, problems: list[Diagnostic]) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if API in files:
            yield Path(parent, API)
        elif OVERLAY in files:
            where = Position(shown(Path(parent, OVERLAY)))
            problems.append(LONE_OVERLAY.at(where, f"there is no {API} beside this overlay"))


def _near(folder: Path) -> str:
    others = sorted(path for end in ("*.yml", "*.yaml") for path in folder.rglob(end))
    return f"rename {shown(others[0])} to {API}, or name it" if others else ""


def _read(
    read: Callable[[], Document], found: list[Diagnostic], texts: dict[str, str]
) -> Document | None:
    try:
        document = read()
    except SpecError as error:
        found += error.diagnostics
        return None
    found += document.diagnostics
    texts |= document.texts
    return document


def _touched(document: Document, overlay: Document) -> Document:
    """The merged document with only those actions, structs and errors that the overlay changes.

    The others have passed the schema already.
    """
    data = dict(document.data)
    for section in ("actions", "structs", "errors"):
        named, changed = data.get(section), overlay.data.get(section)
        if isinstance(named, dict):
            names = changed if isinstance(changed, dict) else {}
            data[section] = {name: named[name] for name in named if name in names}
    return replace(document, data=data)


def _folder(file: Path, document: Document, service: Service) -> Iterator[Diagnostic]:
    """Whether the folders `vod/2018-07-17` agree with the service; others say nothing."""
    *_, of_service, of_version = Path(os.path.abspath(file)).parent.parts
    if not _VERSION_FOLDER.fullmatch(of_version):
        return
    pairs = (("service", of_service, service.name), ("version", of_version, service.version))
    for key, folder, said in pairs:
        if said and folder != said:
            yield OTHER_FOLDER.at(
                document.marks.value((key,)),
                f"this is {key} {said}, in the folder of {key} {folder}",
                f"correct `{key}`, or move the file to {service.name}/{service.version}/",
            )
