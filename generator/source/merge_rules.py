"""M201 and M202: what can be wrong with laying an overlay over a spec."""

from __future__ import annotations

from textwrap import dedent

from ..diagnostics import Example, Rule, Severity
from .rules import sample

#: The `api.yaml` that the overlays below are laid over.
OVERLAID = sample("""
    actions:
      RebuildMedia:
        input:
          FileId: {type: String, required: true}
          SessionId: {type: String, unit: characters}
""")


def _overlay(code: str, name: str, summary: str, why: str, fails: str, passes: str) -> Rule:
    return Rule(
        code,
        name,
        Severity.ERROR,
        summary,
        why,
        _overlaid(fails),
        _overlaid(passes),
        Example.FILES,
    )


def _overlaid(overlay: str) -> str:
    return f"# file: api.yaml\n{OVERLAID}# file: overlay.yaml\n{dedent(overlay).lstrip()}"


NOTHING_TO_REMOVE = _overlay(
    "M201",
    "nothing-to-remove",
    "An overlay removes something, by `null`, that api.yaml does not have.",
    "The name is misspelt, or a new import of api.yaml no longer has it and the line has done its"
    " duty.",
    """
    actions:
      RebuildMedia:
        input:
          SessionID: null
    """,
    """
    actions:
      RebuildMedia:
        input:
          SessionId: null
    """,
)

PATCHES_NOTHING = _overlay(
    "M202",
    "patches-nothing",
    "An overlay adds to an action, a struct, a field or an error code that api.yaml does not have.",
    "The name is misspelt, or a new import of api.yaml has renamed or lost it: what the overlay"
    " says would silently be without effect. Something new is fine where it is complete: an action"
    " with `input` or `output`, a struct with `fields`, a field with a `type`, an error code with a"
    " `description`.",
    """
    actions:
      RebuildMedium: {read_only: false}
    """,
    """
    actions:
      RebuildMedia: {read_only: false}
    """,
)

MERGE_RULES = (NOTHING_TO_REMOVE, PATCHES_NOTHING)
