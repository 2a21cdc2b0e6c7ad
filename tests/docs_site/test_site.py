"""The documentation as a site: whole, linked, its own, and the same each time."""

from __future__ import annotations

import posixpath
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from docs.generation import outputs

from docs import services
from tc3gen import catalogue, pipeline, site, targets
from tc3gen.cli import main
from tc3gen.model import Service
from tc3gen.outputs import Output

ROOT = Path(__file__).parents[2]
PAGE = "docs/vod/v20180717/actions/rebuild-media.md"
Files = dict[str, bytes]

#: A site takes a while to build: one process builds it for all.
pytestmark = pytest.mark.xdist_group("docs_site")


class Elements(HTMLParser):
    """The elements of a page, with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def of(self, attribute: str) -> Iterator[str]:
        return (attrs[attribute] for _, attrs in self.found if attribute in attrs)


def tree(folder: Path) -> Files:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def build(*arguments: str) -> str:
    done = CliRunner().invoke(main, ["docs", "build", *arguments])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the specs, generated pages that a person wrote into, and the site of it all."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "specs", folder / "specs")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert CliRunner().invoke(main, ["generate", "--target", "docs"]).exit_code == 0
        page = folder / "generated" / PAGE
        mark = "<!-- tc3gen:keep notes -->\n"
        page.write_text(page.read_text().replace(mark, f"{mark}Ask Ann first.\n"))
        build("--url", "https://docs.example")
    return folder


@pytest.fixture(scope="module")
def files(project: Path) -> Files:
    return tree(project / "site")


def pages(files: Files) -> dict[str, Elements]:
    """The site's own pages; those of the explorer have tests of their own."""
    own = (path for path in files if path.endswith(".html") and not path.startswith("explorer/"))
    return {path: Elements(files[path].decode()) for path in own}


@pytest.fixture(scope="module")
def found(files: Files) -> dict[str, Elements]:
    """The elements of each page of the site."""
    return pages(files)


def test_every_link_leads_somewhere(files: Files, found: dict[str, Elements]) -> None:
    anchors = {path: set(page.of("id")) for path, page in found.items()}
    links = 0
    for path, page in found.items():
        for link in (*page.of("href"), *page.of("src")):
            if re.match(r"[a-z]+:", link):
                continue
            target, _, anchor = unquote(link).partition("#")
            file = posixpath.normpath(posixpath.join(posixpath.dirname(path), target.split("?")[0]))
            file = file if target else path
            assert file in files, f"{path}: {link}"
            assert not anchor or file not in anchors or anchor in anchors[file] | {"#"}, link
            links += 1
    assert links > 10_000
    for path in files:
        if path.endswith(("llms.txt", ".md")):
            text = re.sub(r"```.*?```", "", files[path].decode(), flags=re.DOTALL)
            for link in re.findall(r"(?<!`)\]\(([^)\s#]+)", text):
                local = link.removeprefix("https://docs.example/")
                folder = "" if local != link else posixpath.dirname(path)
                file = posixpath.normpath(posixpath.join(folder, local))
                assert re.match(r"[a-z]+:", local) or file in files, f"{path}: {link}"


def test_nothing_comes_from_elsewhere_and_no_page_holds_code(
    files: Files, found: dict[str, Elements]
) -> None:
    for path, page in found.items():
        for tag, attrs in page.found:
            resource = attrs.get("src") or (attrs.get("href", "") if tag == "link" else "")
            canonical = attrs.get("rel") == "canonical"
            assert canonical or not re.match(r"([a-z]+:)?//", resource), f"{path}: {resource}"
            assert tag != "script" or attrs["src"], path
            assert not [name for name in attrs if name.startswith("on")], path
        (policy,) = [attrs["content"] for _, attrs in page.found if "http-equiv" in attrs]
        assert "default-src 'self'" in policy
        assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]
    for path in files:
        if path.endswith((".css", ".js")) and not path.startswith("pagefind/"):
            assert not re.search(rb"(@import|url\(|import\()\s*['\"]?https?:", files[path]), path


def test_pages_tell_what_they_are(files: Files, found: dict[str, Elements]) -> None:
    for path, page in found.items():
        assert files[path].count(b"<h1>") == 1, path
        descriptions = [a["content"] for _, a in page.found if a.get("name") == "description"]
        assert len(descriptions) == 1, path
        assert 0 < len(descriptions[0]) <= 161, path
    action = files["api/vod/v20180717/actions/rebuild-media.html"].decode()
    assert "<title>RebuildMedia · Video on Demand (vod 2018-07-17) · tc3gen</title>" in action
    assert "Ask Ann first." in action
    assert 'href="rebuild-media.html" aria-current="page"' in action
    assert 'data-label="Required"' in action


def test_the_manual_and_every_diagnostic_are_part_of_it(files: Files) -> None:
    names = {file.stem for file in (ROOT / "docs").glob("*.md")}
    assert {f"{name}.html" for name in names} <= set(files)
    assert {f"rules/{code}.html" for code in catalogue.all_rules()} <= set(files)
    index = files["index.html"].decode()
    assert [name for name in names if f'href="{name}.html"' not in index] == ["index"]
    assert 'href="rules/R001.html"' in files["rules.html"].decode()


def test_programs_find_every_page(files: Files, found: dict[str, Elements]) -> None:
    assert files["llms.txt"].decode().startswith("# tc3gen\n\n> ")
    service = files["api/vod/v20180717/llms.txt"].decode()
    address = "https://docs.example/api/vod/v20180717/actions/rebuild-media.md"
    assert f"- [RebuildMedia]({address}): Rebuild a media file" in service
    twin = files["api/vod/v20180717/actions/rebuild-media.md"].decode()
    assert twin.startswith("# RebuildMedia\n\nRebuild a media file")
    assert "tc3gen:keep" not in twin
    assert twin in files["api/vod/v20180717/llms-full.txt"].decode()
    sitemap = files["sitemap.xml"].decode()
    assert sitemap.count("<loc>") == len(found)
    assert "lastmod" not in sitemap


def test_the_same_input_gives_the_same_bytes(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    for out, jobs in (("first", "2"), ("elsewhere/again", "1")):
        build("--no-manual", "--out", out, "--jobs", jobs)
    assert tree(project / "first") == tree(project / "elsewhere/again")


def test_only_our_own_files_are_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: Callable[..., str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "site").mkdir()
    (tmp_path / "site/CNAME").write_text("docs.example")
    assert "written" in small()
    assert " 0 files written" in small()
    page = tmp_path / "site/index.html"
    page.write_text("mine")
    done = CliRunner().invoke(main, ["docs", "build", "specs", "--no-manual"])
    assert done.exit_code == 1
    assert "O601" in done.output
    assert page.read_text() == "mine"
    assert "site: 1 file written" in small("--force")
    assert (tmp_path / "site/CNAME").read_text() == "docs.example"


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., str]:
    """Builds the site of a spec with one action."""
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs/api.yaml").write_text(
        "tc3gen: 1\nservice: demo\nversion: 2020-01-01\ntitle: Demo\n"
        "endpoints: {domestic: demo.tencentcloudapi.com}\nactions: {Ask: {title: Ask}}\n"
    )
    return lambda *more: build("specs", "--no-manual", *more)


def made(service: Service, explorer: dict[str, Output]) -> dict[str, Output]:
    views = targets.Views([service])
    found = {path: Output(text, "", path) for path, text in outputs(service).items()}
    about = site.Made(found, "generated/docs", explorer)
    return site.build(views.of("markdown"), about, pipeline.quiet, with_manual=False, jobs=1)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1))",
        "{raw}`html`\n\n```{include} /etc/passwd\n```\n\n</article><svg onload=alert(1)>{{ 7*7 }}",
    ],
)
def test_nothing_that_a_spec_says_runs(text: str) -> None:
    files = {p: o.content for p, o in made(services.nasty(text), {}).items()}
    for path, page in pages(files).items():
        sources = [attrs.get("src", "") for tag, attrs in page.found if tag == "script"]
        assert all(re.match(r"(\.\./)*_static/(scripts/)?\w+\.js", each) for each in sources), path
        assert {tag for tag, _ in page.found} & {"iframe", "object", "embed", "base"} == set()
        assert not [n for _, attrs in page.found for n in attrs if n.startswith("on")], path
        assert not [link for link in page.of("href") if link.lower().startswith("javascript")]
        assert b"root:" not in files[path]


def test_actions_link_the_explorer_where_there_is_one() -> None:
    service = services.nasty()
    explorer = {"nasty/v20200202/index.html": Output("<!doctype html>", "", "page")}
    page = "api/nasty/v20200202/actions/plant-tree.html"
    link = b'href="../../../../explorer/nasty/v20200202/index.html#/actions/PlantTree"'
    found = made(service, explorer)
    assert link in found[page].content
    assert "explorer/nasty/v20200202/index.html" in found
    assert b"explorer" not in made(service, {})[page].content


def test_a_missing_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: Callable[..., str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delitem(sys.modules, "tc3gen.site.engine", raising=False)
    monkeypatch.delattr(site, "engine", raising=False)
    monkeypatch.setitem(sys.modules, "sphinx", None)
    monkeypatch.setitem(sys.modules, "sphinx.application", None)
    done = CliRunner().invoke(main, ["docs", "build", "specs"])
    assert done.exit_code == 1
    assert "pip install 'tc3gen[docs]'" in done.output
    assert not (tmp_path / "site").exists()
