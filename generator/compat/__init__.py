"""Two models of services to what changed between them, for callers of the generated code.

    kinds, *_kinds   what can change: each kind has a code, one impact, and two specs that show it
    changes          one thing that changed, and all of them in a word
    faces            what a type checker sees of a field, and what fits what
    pairing          what of the new spec is what of the old one, under another name
    context          both services, and what reaches what in them
    services         compares lists of services, and what is said of each as a whole
      actions          actions, with
      followups          the methods that page and wait
      structs          structs and error codes
      fields           the fields of any of these: there, called, needed
      values             what values they can have, and
        limits             what these must keep to
          pair               a field before and after

Callers are those of typed code.  They give arguments by name, never by place.  They make requests
and what requests hold, and read replies and what replies hold; they do not make replies.
"""

from __future__ import annotations

from . import action_kinds, field_kinds, followup_kinds, other_kinds, service_kinds, value_kinds
from .changes import Change as Change
from .changes import Path as Path
from .changes import Verdict as Verdict
from .changes import verdict as verdict
from .kinds import ChangeKind as ChangeKind
from .kinds import Impact as Impact
from .kinds import Step as Step
from .services import compare as compare
from .services import seen_by as seen_by

#: What `tc3gen explain` knows of this room.
RULES: tuple[ChangeKind, ...] = (
    *service_kinds.KINDS,
    *action_kinds.KINDS,
    *followup_kinds.KINDS,
    *field_kinds.KINDS,
    *value_kinds.KINDS,
    *other_kinds.KINDS,
)
