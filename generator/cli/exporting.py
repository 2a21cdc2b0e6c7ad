"""`tc3gen export`: a spec in the form that other tools read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from .. import runs
from ..diagnostics import SpecError, has_errors
from . import options
from .showing import counted, show
from .specs import SPEC, chosen

#: What the names of YAML files end in.
_YAML = (".yaml", ".yml")


@click.group("export")
def group() -> None:
    """Write specs in the form of others: OpenAPI, or the vendor's definitions."""


@group.command("openapi")
@SPEC
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="File to write; of several services, the folder. Else standard output.",
)
@options.actions()
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "yaml"]),
    help="Else what the name of the file says, or JSON.",
)
def export_openapi(
    specs: tuple[Path, ...], out: Path | None, actions: tuple[str, ...], form: str | None
) -> None:
    """Write the services of SPECs as OpenAPI 3.1.

    Of one service, that is one document. Of several, each is written to
    SERVICE/VERSION/openapi.json in a folder that `--out` names.
    """
    from .. import emit, pipeline
    from ..exporters import json_text, openapi

    given = chosen(specs)
    with _failing():
        services, warnings = pipeline.load(given)
        services = pipeline.select(services, actions)
        show(warnings)
        if form is None:
            form = "yaml" if out is not None and out.suffix.lower() in _YAML else "json"
        dump = {"json": json_text, "yaml": emit.document}[form]
        texts = {
            Path(each.name, each.version, f"openapi.{form}"): dump(openapi.document(each))
            for each in services
        }
        if out is None:
            if len(texts) != 1:
                raise click.UsageError(
                    f"{counted(len(services), 'service')}: name a folder with --out"
                )
            # A document is UTF-8, whatever the terminal is.
            click.echo("".join(texts.values()).encode(), nl=False)
        elif len(texts) != 1 or out.is_dir():
            if out.suffix.lower() in (".json", *_YAML) and not out.is_dir():
                raise click.UsageError(
                    f"{counted(len(services), 'service')}: --out has to be a folder"
                )
            _write({out / path: text for path, text in texts.items()}, given)
        else:
            _write({out: "".join(texts.values())}, given)


@group.command("api-json")
@SPEC
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Folder to write to.",
)
@options.actions()
def export_api_json(specs: tuple[Path, ...], out: Path, actions: tuple[str, ...]) -> None:
    """Write the services of SPECs as the vendor's definitions: api.json and examples.json.

    Of one service, the two are written to the folder itself. Of several, they are written to
    SERVICE/vYYYYMMDD in it, as in the vendor's packages.
    """
    from .. import pipeline
    from ..exporters import api_json, json_text

    given = chosen(specs)
    with _failing():
        loaded, warnings = pipeline.load_documents(given)
        documents = {(service.name, service.version): document for service, document in loaded}
        services = pipeline.select([service for service, _ in loaded], actions)
        problems = [
            problem
            for each in services
            for problem in api_json.check(each, documents[each.name, each.version])
        ]
        if has_errors(problems):
            raise SpecError([*warnings, *problems])
        show(warnings)
        texts = {}
        for each in services:
            version = f"v{each.version.replace('-', '')}"
            folder = out if len(services) == 1 else out / each.name / version
            texts[folder / "api.json"] = json_text(api_json.definition(each))
            texts[folder / "examples.json"] = json_text(api_json.examples(each))
        _write(texts, given)


@contextmanager
def _failing() -> Iterator[None]:
    """What goes wrong, as an exit code and words."""
    try:
        yield
    except runs.UnknownName as error:
        raise click.UsageError(str(error)) from None
    except SpecError as error:
        show(error.diagnostics)
        sys.exit(1)


def _write(texts: Mapping[Path, str], given: Sequence[Path]) -> None:
    """Writes all of the files, or none; a link stays one, and its file is replaced."""
    from .. import loading
    from ..write.staging import Staging

    contents = {Path(os.path.realpath(path)): text.encode() for path, text in texts.items()}
    read = {Path(os.path.realpath(path)) for path in loading.find_specs(given)}
    read |= {path.with_name(loading.OVERLAY) for path in read}
    for path in contents:
        if path in read:
            raise click.UsageError(f"{loading.shown(path)} is the spec itself")
        if path.exists() and not path.is_file():
            raise click.UsageError(f"{loading.shown(path)} is there, and is no file")
    try:
        with Staging() as staging:
            staging.stage(contents)
            for path in contents:
                staging.replace(path)
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}") from None
    click.echo(f"{counted(len(texts), 'file')} written")
