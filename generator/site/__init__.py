"""Documentation as a static site: the pages of services, and the manual of tc3gen.

    pages.py                     what a site consists of
    manual.py, reference.py      the pages that there are
    frame.py, theme/             what stands around a page
    engine.py                    Markdown to HTML, by Sphinx
    search.py                    an index for the browser, by Pagefind
    texts.py                     the same for programs: Markdown, llms.txt

Nothing is written but into a temporary folder; `build` returns the content of all files.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from .. import workers
from ..diagnostics import Diagnostic, Position, SpecError
from ..languages.markdown.views import ServiceView
from ..outputs import Output
from ..resources import manual_dir
from . import manual, reference, texts
from .pages import Group, Page, Site
from .reference import Made, Reference
from .rules import RULES, UNSOUND_PAGE

__all__ = ["RULES", "Made", "MissingLibrary", "build"]

#: What the site is called when nobody says.
_TITLES = {True: "tc3gen", False: "Tencent Cloud API"}

#: What could mean something to a reader of Markdown; a spec is hostile.
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_ESCAPED = r"\\\g<0>"

Progress = Callable[[str], AbstractContextManager[object]]


class MissingLibrary(ImportError):
    """A site cannot be built without packages that are not there; the message says which."""


def build(
    views: tuple[ServiceView, ...],
    made: Made,
    progress: Progress,
    *,
    with_manual: bool = True,
    title: str = "",
    address: str = "",
    jobs: int | None = None,
) -> dict[str, Output]:
    """Every file of the site, by path below it.

    Args:
        views: The services.
        made: What targets made of them.
        progress: Shows that a step is under way.
        with_manual: Whether the manual of tc3gen is part of it.
        title: What the site is called; a usual name if empty.
        address: Where it will be; links in `llms.txt` are whole then, and there is a sitemap.
        jobs: Processes to work with; None means one for each processor.

    Raises:
        MissingLibrary: Where what builds it is not installed.
        SpecError: With every link that leads nowhere.
    """
    try:
        from . import engine, search
    except ImportError as error:
        raise MissingLibrary(
            f"building the documentation needs {error.name}: pip install 'tc3gen[docs]'",
            name=error.name,
        ) from error
    services = [reference.reference(view, made) for view in views]
    site = _site(services, made, with_manual, title or _TITLES[with_manual])
    address = f"{address.rstrip('/')}/" if address else ""
    with tempfile.TemporaryDirectory(prefix="tc3gen-") as name:
        folder = Path(name).resolve()
        try:
            with progress("Making pages"):
                files = engine.html(site, folder, jobs or workers.processors(), address)
        except engine.Problem as problem:
            raise SpecError(_diagnosed(problem.found, site)) from None
        with progress("Indexing"):
            files |= search.index(folder / "html", folder / "index")
    found = {**texts.twins(site), **texts.lists(site, services, address)}
    outputs = {path: Output(text, "", path) for path, text in found.items()}
    outputs |= {f"explorer/{path}": output for path, output in made.explorer.items()}
    outputs |= {path: Output("", "", path, data=data) for path, data in files.items()}
    return dict(sorted(outputs.items()))


def _site(services: list[Reference], made: Made, with_manual: bool, title: str) -> Site:
    groups: list[Group] = []
    folder = manual_dir()
    home = _home(manual.home(folder) if with_manual else None, services, title)
    if with_manual:
        groups += manual.groups(folder)
    for service in services:
        groups += service.groups
    structs = [page for service in services for page in service.structs]
    taken = {page.path for service in services for page in service.pages}
    if with_manual:
        groups += manual.rules()
    return Site(title, tuple(groups), (*structs, *reference.loose(made, taken)), home)


def _home(first: Page | None, services: list[Reference], title: str) -> Page:
    """The first page: that of the manual, with the services in it; or these alone."""
    lines = []
    for service in services:
        about = f": {_PUNCTUATION.sub(_ESCAPED, service.about)}" if service.about else ""
        lines.append(f"- [{service.title}]({service.home.path}){about}")
    listed = "\n".join(lines)
    if first is None:
        about = "The actions, data types and error codes of services of Tencent Cloud."
        text = f"# {title}\n\n{about}\n\n{listed}\n"
        return Page("index.md", text, title, "Reference", "index.md", about)
    head, mark, rest = first.text.partition("\n## ")
    text = f"{head}\n## Services\n\n{listed}\n{mark}{rest}" if services else first.text
    return Page(first.path, text, title, first.kind, first.source, first.about)


def _diagnosed(found: list[tuple[str, int, str]], site: Site) -> list[Diagnostic]:
    """What is wrong with pages, at the files that people would change."""
    help = "correct the link where a person wrote it, or the text of the spec that it comes from"
    return [
        UNSOUND_PAGE.at(
            Position(site.pages[path].source if path in site.pages else path or "site", line),
            message,
            help,
        )
        for path, line, message in found
    ]
