"""Changes of actions."""

from __future__ import annotations

from dataclasses import dataclass

from .. import graph, words
from ..model import Action, Body, RegionRule
from . import action_kinds as kinds
from . import field_kinds, fields, followups, other_kinds
from .changes import Path
from .context import Context
from .fields import Owner
from .kinds import ChangeKind
from .pair import Ways

_RECEIVED = Ways(sent=False, received=True, typed_sent=False, typed_sent_now=False)


def compare(context: Context, names: dict[str, str]) -> None:
    """Notes every change of actions; `names` leads from those of the old service to the new."""
    after = {action.name: action for action in context.new.service.actions}
    for action in context.old.service.actions:
        path: Path = ("actions", action.name)
        if action.name in names:
            _Pair(context, action, after[names[action.name]]).compare()
        else:
            message = f"the action `{action.name}` is gone"
            context.add(kinds.ACTION_REMOVED, path, message, old=action.name, gone=True)
    known = set(names.values())
    for name in after:
        if name not in known:
            message = f"the action `{name}` is new"
            context.add(kinds.ACTION_ADDED, ("actions", name), message, new=name)
    kept = [names[a.name] for a in context.old.service.actions if a.name in names]
    if kept != [name for name in after if name in known]:
        message = "the actions come in another order"
        context.add(other_kinds.ORDER_CHANGED, ("actions",), message, actions=())


@dataclass(frozen=True, slots=True)
class _Pair:
    """An action before and after."""

    context: Context
    old: Action
    new: Action

    def compare(self) -> None:
        old, new = self.old, self.new
        if old != new:
            self._name()
            self._service()
            self._repetition()
            self._form()
            subject = f"the action `{new.name}`"
            path: Path = ("actions", new.name)
            fields.deprecation(self.context, path, subject, old.deprecated, new.deprecated)
            self._told()
        sent = Ways(
            sent=True,
            received=False,
            typed_sent=True,
            typed_sent_now=True,
            files=old.body is Body.MULTIPART,
            files_now=new.body is Body.MULTIPART,
        )
        for place, ways, noun, before, after in (
            ("input", sent, "parameter", old.input, new.input),
            ("output", _RECEIVED, "reply member", old.output, new.output),
        ):
            owner = Owner(("actions", old.name, place), ("actions", new.name, place), noun, ways)
            fields.compare(self.context, owner, before, after)
        followups.compare_paging(self.context, old, new)

    def add(
        self, kind: ChangeKind, key: str, said: str, old: object = "", new: object = ""
    ) -> None:
        """Notes a change of a key of the action."""
        path: Path = ("actions", self.new.name, *([key] if key else []))
        message = f"the action `{self.new.name}` {said}"
        self.context.add(kind, path, message, old=old, new=new)

    def _name(self) -> None:
        old, new = self.old, self.new
        if (old.name, old.alias) == (new.name, new.alias):
            return
        was, now = old.alias or old.name, new.alias or new.name
        in_code = [(words.snake(each), words.pascal(each)) for each in (was, now)]
        path: Path = ("actions", new.name, *(["alias"] if old.alias != new.alias else []))
        if in_code[0] != in_code[1]:
            kind, message = kinds.ACTION_RENAMED, f"the action `{was}` is now called `{now}`"
        elif old.name != new.name:
            kind = kinds.ACTION_RESPELT
            message = f"the action `{old.name}` is `{new.name}` on the wire"
        else:
            kind = field_kinds.ALIAS_CHANGED
            message = f"the action `{new.name}` has an alias that is spelt otherwise"
        # Who asks for either name is told.
        both = tuple(dict.fromkeys((old.name, new.name)))
        self.context.add(kind, path, message, old=was, new=now, actions=both)

    def _service(self) -> None:
        """What the service does with calls of it."""
        old, new = self.old, self.new
        if old.offline != new.offline:
            if new.offline:
                self.add(kinds.ACTION_OFFLINE, "offline", "is not answered any more")
            else:
                self.add(kinds.ACTION_ONLINE, "offline", "is answered again")
        if old.region != new.region:
            said = f"has the region {new.region}, was {old.region}"
            self.add(region_kind(old.region, new.region), "region", said, old.region, new.region)
        if old.rate_limit != new.rate_limit:
            before, after = old.rate_limit, new.rate_limit
            lower = after is not None and (before is None or after < before)
            kind = kinds.RATE_LIMIT_LOWERED if lower else kinds.RATE_LIMIT_RAISED
            said = f"may be called {_rate(after)}, was {_rate(before)}"
            self.add(kind, "rate_limit", said, before or "", after or "")

    def _repetition(self) -> None:
        """Whether calls of it may be repeated."""
        old, new = self.old, self.new
        if old.read_only != new.read_only:
            if new.read_only:
                self.add(kinds.READ_ONLY_GAINED, "read_only", "changes nothing")
            else:
                self.add(kinds.READ_ONLY_LOST, "read_only", "is not said to change nothing")
        before, after = old.deduplicated_by, new.deduplicated_by
        if before == after:
            return
        was, now = before.field if before else "", after.field if after else ""
        if after is None:
            kind, said = kinds.DEDUPLICATION_LOST, "is not said to know a repeated request"
        elif before is None:
            kind, said = kinds.DEDUPLICATION_GAINED, f"knows a repeated request by `{now}`"
        else:
            kind = kinds.DEDUPLICATION_CHANGED
            said = f"knows a repeated request by `{now}` in another way"
        self.add(kind, "deduplicated_by", said, was, now)

    def _form(self) -> None:
        """How it is sent and answered."""
        old, new = self.old, self.new
        if old.unsigned != new.unsigned:
            if new.unsigned:
                self.add(kinds.SIGNATURE_DROPPED, "unsigned", "needs no signature")
            else:
                self.add(kinds.SIGNATURE_REQUIRED, "unsigned", "must be signed")
        if (old.body, old.header_prefix) != (new.body, new.header_prefix):
            key = "body" if old.body != new.body else "header_prefix"
            was, now = (f"{each.body} {each.header_prefix}".strip() for each in (old, new))
            is_bytes = [each.body is Body.OCTET_STREAM for each in (old, new)]
            kind = kinds.FORM_CHANGED if is_bytes[0] == is_bytes[1] else kinds.BYTES_CHANGED
            self.add(kind, key, f"is sent as {now}, was {was}", was, now)
        if old.streams != new.streams:
            if new.streams:
                self.add(kinds.STREAM_ADDED, "streams", "can answer with a stream")
            else:
                self.add(kinds.STREAM_REMOVED, "streams", "does not answer with a stream any more")

    def _told(self) -> None:
        old, new = self.old, self.new
        if (old.title, old.description) != (new.title, new.description):
            key = "title" if old.title != new.title else "description"
            self.add(other_kinds.DESCRIPTION_CHANGED, key, "is described otherwise")
        if old.errors != new.errors:
            came = [code for code in new.errors if code not in old.errors]
            went = [code for code in old.errors if code not in new.errors]
            parts = [
                f"{word} {', '.join(map(_code, codes))}"
                for word, codes in (("with", came), ("without", went))
                if codes
            ]
            said = f"lists its error codes {', '.join(parts) or 'in another order'}"
            described = {error.code for error in self.context.new.service.errors}
            # A family has a class wherever it has members.
            families = {above for code in described for above in graph.lineage(code)[:-1]}
            dropped = described.intersection(went) - families
            kind = kinds.ACTION_ERRORS_DROPPED if dropped else kinds.ACTION_ERRORS_CHANGED
            self.add(kind, "errors", said, ", ".join(went), ", ".join(came))
        if old.examples != new.examples:
            self.add(other_kinds.EXAMPLES_CHANGED, "examples", "has other examples")


def region_kind(old: RegionRule, new: RegionRule) -> ChangeKind:
    """What another rule on the region does."""
    if new is RegionRule.REQUIRED:
        return kinds.REGION_REQUIRED
    if (old, new) == (RegionRule.REQUIRED, RegionRule.OPTIONAL):
        return kinds.REGION_OPTIONAL
    return kinds.REGION_CHANGED


def _rate(limit: float | None) -> str:
    return "at any rate" if limit is None else f"{limit:g} times a second"


def _code(text: str) -> str:
    return f"`{text}`"
