"""Which targets there are: ours, with what lies over them, and those of somebody's own folder.

A folder of somebody's own holds a folder for each target, as ours does.  Where both have a target,
its files count, one by one; where ours has none, a `target.yaml` makes one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from .. import paths
from ..diagnostics import Diagnostic, Position, SpecError
from ..suggest import did_you_mean
from .file import read
from .rules import NO_TARGET, TARGET_FILE
from .shapes import FILE_NAME, Target, is_litter, shown


def discover(templates: Path, names: Sequence[str] = (), over: Path | None = None) -> list[Target]:
    """The targets under a folder, sorted by name; with names, only those and what they join.

    A target that joins another one is among the `joined` of that, and not in the list.

    Args:
        templates: A folder for each target.
        names: Of targets.
        over: Another such folder, whose files count where both have one, and whose targets come
            to those of the first.

    Raises:
        SpecError: If a `target.yaml` is wrong.
        KeyError: With a name that no target has.
    """
    targets = _read(_folders(templates, over), names)
    hosts = {target.name: target for target in targets if not target.joins}
    found: list[Diagnostic] = []
    roots: dict[str, Target] = {}
    for target in hosts.values():
        other = roots.setdefault(paths.folded(target.root), target)
        if other is not target:
            message = f"the target `{other.name}` has the same root `{target.root}`"
            found.append(TARGET_FILE.at(target.position, message))
    for target in targets:
        if not target.joins:
            continue
        if host := hosts.get(target.joins):
            hosts[host.name] = replace(host, joined=(*host.joined, target))
        else:
            message = f"there is no target `{target.joins}` with a root that it could join"
            found.append(TARGET_FILE.at(target.position, message))
    if found:
        raise SpecError(found)
    return list(hosts.values())


def brought(templates: Path, names: Sequence[str], over: Path | None = None) -> list[str]:
    """These targets that there are, with those that they join: what has a folder of its own.

    Raises:
        SpecError: If a `target.yaml` is wrong.
    """
    folders = _folders(templates, over)
    known = [name for name in names if name in folders]
    return [target.name for target in discover(templates, known, over)] if known else []


def _read(folders: Mapping[str, tuple[Path, Path | None]], names: Sequence[str]) -> list[Target]:
    """The targets of these names, else all, and those that they join, sorted by name."""
    for name in names:
        if name not in folders:
            raise KeyError(name)
    found: list[Diagnostic] = []
    targets: dict[str, Target] = {}
    waiting = sorted(set(names) or folders)
    while waiting:
        name = waiting.pop(0)
        try:
            targets[name] = read(*folders[name])
        except SpecError as error:
            found += error.diagnostics
            continue
        host = targets[name].joins
        if host in folders and host not in targets and host not in waiting:
            waiting.append(host)
    if found:
        raise SpecError(found)
    return [targets[name] for name in sorted(targets)]


def target_names(templates: Path, over: Path | None = None) -> list[str]:
    """What `--target` can be."""
    return sorted(_folders(templates, over))


def strangers(templates: Path, over: Path) -> list[Diagnostic]:
    """Folders that should lie over targets, and templates that should, and lie over none."""
    known = _folders(templates, over)
    help = "name the folder that holds a folder for each target"
    return [
        NO_TARGET.at(Position(shown(file)), "this is no folder of a target, but of all", help)
        for file in sorted(over.iterdir())
        if file.is_file() and (file.suffix == ".j2" or file.name == FILE_NAME)
    ] + [
        NO_TARGET.at(
            Position(shown(folder)),
            f"there is no target `{folder.name}`, and no {FILE_NAME} that makes it one",
            did_you_mean(folder.name, known, f"there are {', '.join(sorted(known))}"),
        )
        for folder in sorted(over.iterdir())
        if folder.is_dir() and folder.name not in known and not is_litter(Path(folder.name))
    ]


def fingerprint(target: Target) -> str:
    """A hash of all that a target is made with; line endings, which checkouts change, are none."""
    found = sha256()
    for part in target.parts:
        for path, file in part.files().items():
            content = file.read_bytes().replace(b"\r\n", b"\n")
            found.update(f"{path}\0{len(content)}\0".encode())
            found.update(content)
    return found.hexdigest()


def _folders(templates: Path, over: Path | None) -> dict[str, tuple[Path, Path | None]]:
    """For each target its folder, and what lies over that."""
    folders: dict[str, tuple[Path, Path | None]] = {
        file.parent.name: (file.parent, None) for file in templates.glob(f"*/{FILE_NAME}")
    }
    if over is not None:
        for name, (folder, _) in folders.items():
            if (over / name).is_dir():
                folders[name] = folder, over / name
        for file in over.glob(f"*/{FILE_NAME}"):
            folders.setdefault(file.parent.name, (file.parent, None))
    return folders
