"""From Markdown to HTML: what is asked of Sphinx, and what is taken of what it makes.

Pages are read as a code host reads them, by the parser that our own escaping is tested against
(`myst_gfm_only`): none of the directives and roles that Sphinx offers, and that could read files.
Sphinx's own search is left out; `search.py` makes a better one.
"""

from __future__ import annotations

import gc
import io
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import docutils_namespace, patch_docutils

from .frame import Frame, labelled
from .pages import Page, Site, resolved

_LOG = logging.getLogger(__name__)
_THEME = Path(__file__).parent / "theme"
#: Of all that Sphinx and the theme bring, what our pages use.
_STYLES = ("pygments.css", "styles/furo.css", "site.css")
_SCRIPTS = ("scripts/furo.js", "site.js")
_STATIC = frozenset([*_STYLES, *_SCRIPTS, "scripts/furo.js.LICENSE.txt", "theme.js", "icon.svg"])
#: `/tmp/x/api/vod/index.md:12: WARNING: the message [myst.xref_missing]`
_WARNING = re.compile(r"^(?:(.+?\.md)(?::(\d+))?: )?(?:WARNING|ERROR|CRITICAL): (.+)$", re.DOTALL)
_COLOUR = re.compile(r"\x1b\[[\d;]*m")


class Problem(Exception):
    """Pages cannot be made; `found` says what is wrong with which."""

    def __init__(self, found: list[tuple[str, int, str]]) -> None:
        self.found = found
        """The path of a page, or nothing; a line, or 0; and a message."""
        super().__init__("; ".join(message for _, _, message in found))


def html(site: Site, folder: Path, jobs: int, address: str = "") -> dict[str, bytes]:
    """The site's HTML, styles and scripts, by path.

    Args:
        site: The pages.
        folder: An empty folder to work in.
        jobs: Processes to work with.
        address: Where the site will be, ending in a slash; may be empty.

    Raises:
        Problem: For links that lead nowhere, and whatever else Sphinx warns of.
    """
    sources, out = folder / "sources", folder / "html"
    for page in site.pages.values():
        file = sources / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page.text, "utf-8", newline="\n")
    settings = folder / "settings"
    settings.mkdir()
    # What the theme itself defines cannot be said beforehand in any other way.
    (settings / "conf.py").write_text('pygments_dark_style = "a11y-dark"\n', "utf-8")
    complaints = io.StringIO()
    frame = Frame(site)
    with _apart(settings):
        app = Sphinx(
            str(sources),
            str(settings),
            str(out),
            str(folder / "doctrees"),
            "html",
            confoverrides=_configuration(site, address),
            status=None,
            warning=complaints,
            parallel=jobs,
        )
        app.builder.search = False  # type: ignore[attr-defined]
        _connect(app, site, frame)
        app.build()
    found = list(_complaints(complaints.getvalue(), sources))
    if found:
        raise Problem(found)
    return dict(_files(out))


def _connect(app: Sphinx, site: Site, frame: Frame) -> None:
    """Lets Sphinx ask for what is ours: where links lead, and what stands around a page."""

    def around(
        app: Sphinx, name: str, template: str, context: dict[str, Any], tree: nodes.document | None
    ) -> None:
        page = site.pages.get(f"{name}.md")
        if page is not None:
            context |= frame.around(page)
            context["body"] = labelled(context["body"])
            context["css_files"] = list(_kept(context["css_files"], _STYLES))
            context["script_files"] = list(_kept(context["script_files"], _SCRIPTS))

    def link(app: Sphinx, tree: nodes.document) -> None:
        _link(tree, site.pages, site.pages[f"{app.env.docname}.md"])

    app.connect("html-page-context", around, priority=900)
    app.connect("doctree-read", link)


@contextmanager
def _apart(settings: Path) -> Iterator[None]:
    """A while for a build: nothing of it is left in the process.

    Sphinx registers things for all the process; libraries warn each other of what nobody here can
    change; and garbage is looked for seldom, since the trees of pages are large and many (but it is
    looked for: each page leaves its tree behind).
    """
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 1000)
    try:
        with patch_docutils(settings), docutils_namespace(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        gc.set_threshold(*before)


def _configuration(site: Site, address: str) -> dict[str, Any]:
    return {
        "project": site.title,
        "root_doc": site.home.path.removesuffix(".md"),
        "extensions": ["myst_parser"],
        "myst_gfm_only": True,
        "myst_heading_anchors": 6,
        "suppress_warnings": [
            "toc.not_included",  # the navigation is ours
            "myst.header",  # a person's text may begin with any heading
            "misc.highlighting_failure",  # examples hold whatever a spec holds
        ],
        "smartquotes": False,
        "html_theme": "furo",
        "html_title": site.title,
        "html_baseurl": address,
        "html_favicon": str(_THEME / "static" / "icon.svg"),
        "templates_path": [str(_THEME)],
        "html_static_path": [str(_THEME / "static")],
        "html_css_files": ["site.css"],
        "html_js_files": [("site.js", {"defer": "defer"})],
        "html_sidebars": {
            "**": [
                "sidebar/brand.html",
                "sidebar/site-search.html",
                "sidebar/scroll-start.html",
                "sidebar/site-navigation.html",
                "sidebar/scroll-end.html",
            ]
        },
        "html_copy_source": False,
        "html_show_sourcelink": False,
        "html_show_copyright": False,
        "html_use_index": False,
        "html_domain_indices": False,
        "html_permalinks_icon": "#",
        "pygments_style": "a11y-light",
    }


def _kept(assets: list[Any], names: tuple[str, ...]) -> Iterator[Any]:
    """Of the files that pages refer to, those with these names."""
    for asset in assets:
        path = str(getattr(asset, "filename", asset)).removeprefix("_static/").partition("?")[0]
        if path in names:
            yield asset


def _link(tree: nodes.document, pages: Mapping[str, Page], page: Page) -> None:
    """Lets Sphinx resolve, and check, the links between pages."""
    for found in list(tree.findall(nodes.reference)):
        target = resolved(found.get("refuri", ""), page.path)
        if target is None:
            continue
        path, anchor = target
        if path not in pages:
            found["refuri"] = ""
            _LOG.warning(f"the link {path} leads to no page", location=found)
            continue
        shown = nodes.inline("", "", *found.children, classes=["xref", "myst"])
        link = addnodes.pending_xref(
            "",
            shown,
            refdomain="doc",
            reftype="myst",
            reftarget=path.removesuffix(".md"),
            reftargetid=anchor or None,
            refdoc=page.path.removesuffix(".md"),
            refexplicit=True,
        )
        link.source, link.line = found.source, found.line
        found.replace_self(link)


def _complaints(text: str, sources: Path) -> Iterator[tuple[str, int, str]]:
    """What Sphinx warned of: one at a line's begin, which may go on in the next lines."""
    plain = _COLOUR.sub("", text)
    for complaint in re.split(r"\n(?=\S*[^\n]*(?:WARNING|ERROR|CRITICAL): )", plain):
        if match := _WARNING.match(complaint.strip()):
            path, line, message = match.groups()
            place = Path(path).relative_to(sources).as_posix() if path else ""
            yield place, int(line or 0), message


def _files(out: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(out.rglob("*")):
        path = file.relative_to(out).as_posix()
        folder, _, rest = path.partition("/")
        if file.is_file() and (path.endswith(".html") or (folder == "_static" and rest in _STATIC)):
            yield path, file.read_bytes()
