"""The page on templates follows from the views, its example works, and nothing on it vanishes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from tc3gen import cli, view_reference
from tc3gen.targets.file import VIEWS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "templates.md"
#: What has been promised, a line for each attribute: the version of the views, and its name.
PROMISED = Path(__file__).with_name("views.txt")

SPEC = """\
tc3gen: 1
service: vod
version: 2018-07-17
title: Video on Demand
endpoints: {domestic: vod.tencentcloudapi.com}
actions:
  RebuildMedia:
    input:
      FileId: {type: String, required: true}
      Sizes: {type: Array of Integer}
"""


def test_the_page_follows_from_the_views(golden: Callable[[Path, str], None]) -> None:
    golden(PAGE, view_reference.page())


def test_what_was_promised_is_there(update_goldens: bool) -> None:
    """To take one away, raise `VIEWS`; then its line can go, with those of the old version."""
    offered = {f"{VIEWS} {one.owner}.{one.name}" for one in view_reference.attributes()}
    promised = set(PROMISED.read_text("utf-8").splitlines()) if PROMISED.exists() else set()
    promised = {line for line in promised if line.startswith(f"{VIEWS} ")}
    assert promised <= offered, "the views lack what templates of others rely on"
    if update_goldens:  # it only ever grows by itself
        PROMISED.write_text("".join(f"{line}\n" for line in sorted(offered)), "utf-8")
    else:
        assert promised == offered, "new attributes become promises: use --update-goldens"


def test_its_example_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```(?:yaml|jinja)\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)
    for block in blocks:
        path = block.split()[1]
        assert path.startswith("mine/")
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(block, "utf-8")
    spec = Path("specs/vod/2018-07-17/api.yaml")
    spec.parent.mkdir(parents=True)
    spec.write_text(SPEC, "utf-8")
    arguments = ["generate", "--templates", "mine", "--target", "table"]
    result = CliRunner().invoke(cli.main, arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    assert Path("generated/table/vod/2018-07-17.csv").read_text("utf-8") == (
        "action,parameter,type,required\n"
        'RebuildMedia,FileId,"String",1\n'
        'RebuildMedia,Sizes,"Array of Integer",0\n'
    )
