"""What the wheel carries of the page is what the page's sources give."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from explore.browser import missing

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "generator/explore/page"


def test_the_page_is_what_its_sources_give() -> None:
    if shutil.which("node") is None:
        missing("node", "install Node.js 20 or later")
    if not (SOURCES / "node_modules" / "esbuild").is_dir():
        missing("node_modules", "run `make explorer`")
    done = subprocess.run(
        ["node", "build.mjs", "--check"], cwd=SOURCES, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_installed_is_known_by_its_hash_and_from_no_particular_place() -> None:
    lock = json.loads((SOURCES / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: each for name, each in lock["packages"].items() if name}
    assert all(each["integrity"].startswith("sha512-") for each in packages.values())
    assert not any("resolved" in each for each in packages.values())
