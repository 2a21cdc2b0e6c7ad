"""How fast the explorer is, in Chromium: `python -m benchmarks.explorer [SPEC]` prints a table.

Opens the site of a service from the disk, afresh for each sample, at an action.  Without a spec,
the service is the whole of Video on Demand, as the vendor's installed definitions have it.
`usable` is when the form can be typed into, `search ready` when every entry is in the index, both
since the page began to load; a search is from a key to the results on screen.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

_SAMPLES = 5
_BROWSER = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
_QUERIES = (
    *("r", "reb", "rebuildmedia", "rebiuld media", "transcode template", "watermark"),
    *("InvalidParameterValue", "expiration time of the file", "subtitle language", "definition"),
)
#: In milliseconds.
_AIMS = {"usable": 1000, "search ready": None, "search, median": 50, "search, slowest": 50}

_NOTE_USABLE = """
const looking = setInterval(() => {
  if (document.querySelector(".fields input")) {
    window.usable = performance.now();
    clearInterval(looking);
  }
}, 1);
"""
_SEARCH = """
async (query) => {
  const input = document.querySelector("dialog input");
  const began = performance.now();
  input.value = query;
  input.dispatchEvent(new Event("input", {bubbles: true}));
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return performance.now() - began;
}
"""


def main() -> None:
    """Measures, and prints."""
    with TemporaryDirectory() as folder:
        spec = Path(sys.argv[1]) if len(sys.argv) > 1 else _imported(Path(folder))
        _tc3gen("generate", spec, "--target", "explorer", "--out", folder)
        (page,) = Path(folder).glob("explorer/*/*/index.html")
        first = min((page.parent / "actions").iterdir())
        name = first.read_text("utf-8").split('"')[3]
        address = f"{page.as_uri()}#/actions/{name}"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=list(_BROWSER)
            )
            samples = [_sample(browser, address) for _ in range(_SAMPLES)]
            browser.close()
    about = f"{spec.parent.name} {spec.name}, {name}"
    print(f"{about}: median of {_SAMPLES} (least..greatest), in ms\n")
    print("| | measured | aim |\n| --- | ---: | ---: |")
    for what, aim in _AIMS.items():
        times = [sample[what] for sample in samples]
        shown = f"{median(times):.0f} ({min(times):.0f}..{max(times):.0f})"
        print(f"| {what} | {shown} | {aim or ''} |")


def _imported(folder: Path) -> Path:
    _tc3gen("import", "api-json", "--installed", "--service", "vod", "--into", folder)
    return folder / "vod" / "2018-07-17"


def _tc3gen(*arguments: str | Path) -> None:
    tool = Path(sys.executable).with_name("tc3gen")
    subprocess.run([tool, *arguments], check=True, stdout=subprocess.DEVNULL)


def _sample(browser: Browser, address: str) -> dict[str, float]:
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.add_init_script(_NOTE_USABLE)
    page.goto(address)
    page.wait_for_selector(".fields input")
    page.keyboard.press("/")
    page.wait_for_selector("text=Typing errors are forgiven")
    found = {"usable": page.evaluate("usable"), "search ready": page.evaluate("performance.now()")}
    times = [page.evaluate(_SEARCH, query) for query in _QUERIES]
    found |= {"search, median": median(times), "search, slowest": max(times)}
    page.close()
    return found


if __name__ == "__main__":
    main()
