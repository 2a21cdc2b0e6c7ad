"""What can be wrong with the pages of a site."""

from __future__ import annotations

from ..diagnostics import Example, Rule, Severity

_GENERATE = "tc3gen generate --target docs\n"
_BUILD = "tc3gen docs build --no-manual\n"


def _write(link: str) -> str:
    """Puts a link into a block for people's own text."""
    page = "generated/docs/vod/v20180717/index.md"
    return f"sed -i '/tc3gen:keep notes/a See [our guide]({link}).' {page}\n"


UNSOUND_PAGE = Rule(
    "H001",
    "unsound-page",
    Severity.ERROR,
    "A page has a link that leads to no page or to no heading, or text that cannot be shown.",
    "Readers of a site cannot see what a link was meant to lead to. Links to other pages are "
    "relative and end in `.md`, as in a repository; anything beside the pages needs its whole "
    "address. Nothing is written while a page is wrong.",
    _GENERATE + _write("guide.md") + _BUILD,
    _GENERATE + _write("structs.md") + _BUILD,
    Example.COMMANDS,
)

RULES = (UNSOUND_PAGE,)
