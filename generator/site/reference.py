"""The pages of services: what the target `docs` makes, below `api/`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from ..languages.markdown.views import ServiceView
from ..outputs import Output
from .pages import Group, Page, described, title_of

FOLDER = "api/"
#: What people wrote on pages that are gone.
_ASIDE = "_kept/"


@dataclass(frozen=True, slots=True)
class Reference:
    """One service in one version."""

    title: str
    about: str
    home: Page
    groups: tuple[Group, ...]
    structs: tuple[Page, ...]
    """Linked from wherever they are used, and from a page that lists them."""

    @property
    def folder(self) -> str:
        """Where its pages are."""
        return self.home.path.rpartition("/")[0]

    @property
    def pages(self) -> Iterator[Page]:
        """All of them, in the order in which a book would have them."""
        for group in self.groups:
            yield from group.pages
        yield from self.structs


@dataclass(frozen=True, slots=True)
class Made:
    """What targets made, and where from people know it."""

    pages: Mapping[str, Output]
    """Of the target `docs`, by path below its folder."""
    source: str
    """That folder."""
    explorer: Mapping[str, Output]
    """Of the target `explorer`, likewise; nothing where there is no such target."""

    def page(self, path: str, kind: str, title: str = "", explorer: str = "") -> Page:
        """One of the pages, as the site has it."""
        text = self.pages[path].text
        title = title or title_of(text) or path
        place = f"{self.source}/{path}"
        return Page(FOLDER + path, text, title, kind, place, described(text), explorer)


def reference(view: ServiceView, made: Made) -> Reference:
    """The pages of a service."""
    prefix = f"{view.package}/{view.module}/"
    actions = {f"{prefix}actions/{action.page}.md": action.wire for action in view.actions}
    structs = [f"{prefix}structs/{struct.page}.md" for struct in view.by_name]
    home = made.page(f"{prefix}index.md", "Service", "Overview")
    apart = {*actions, *structs, f"{prefix}index.md"}
    others = [path for path in made.pages if path.startswith(prefix) and path.endswith(".md")]
    folder = f"{FOLDER}{prefix}".rstrip("/")
    return Reference(
        view.where,
        described(f"{view.description}\n") or home.about,
        home,
        (
            Group(
                view.where,
                (home, *(made.page(path, "Reference") for path in others if path not in apart)),
                folder,
            ),
            Group(
                "Actions",
                tuple(
                    made.page(path, "Action", wire, _explorer(view, wire, made))
                    for path, wire in actions.items()
                ),
                folder,
                is_long=True,
            ),
        ),
        tuple(made.page(path, "Data type") for path in structs),
    )


def _explorer(view: ServiceView, action: str, made: Made) -> str:
    """Where the explorer shows an action, relative to the site; empty where it does not."""
    page = f"{view.package}/{view.module}/index.html"
    return f"explorer/{page}#/actions/{action}" if page in made.explorer else ""


def loose(made: Made, taken: Collection[str]) -> list[Page]:
    """Pages that are of no one service: templates of one's own can make such."""
    return [
        made.page(path, "Reference")
        for path in made.pages
        if path.endswith(".md") and not path.startswith(_ASIDE) and FOLDER + path not in taken
    ]
