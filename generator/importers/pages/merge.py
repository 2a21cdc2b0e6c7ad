"""What pages say, into a spec: what it lacks is added, what it says otherwise is told.

Nothing that stands in a spec is ever replaced.  A page and a spec that disagree are both shown, for
a person to decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ... import graph
from ...build import TYPE_WORDS, build
from ...model import Action, Service
from ...source import DataPath
from ...values import Checker, Mismatch, Problem
from . import rules
from .facts import Facts, Sample, fields, struct_of, written
from .target import Target, before, service_of

#: What every reply may hold, whatever its action.
_IN_EVERY_REPLY = frozenset({"RequestId", "Error", "DeprecatedWarning"})
_CORRECT = "correct the spec, or leave it if the page is wrong"


def merge(target: Target, pages: Iterable[Facts]) -> None:
    """Adds all that pages say to a spec in memory, and notes what there is to tell."""
    pages = sorted(pages, key=lambda facts: not facts.action)
    for facts in pages:
        _endpoints(target, facts)
        _sources(target, facts)
        for name in facts.data.get("actions", {}):
            _action(target, facts, name)
    structs: dict[str, Any] = {}
    for facts in pages:
        structs |= facts.data.get("structs", {})
    used = _used(target, structs)
    for facts in pages:
        for name in facts.data.get("structs", {}):
            if name in used:
                _struct(target, facts, name)
    for facts in pages:
        _errors(target, facts)
    for facts in pages:
        _undescribed(target, facts, used)
    service: Service | None = None
    for facts in pages:
        if facts.samples and not target.says("actions", facts.action, "examples"):
            service = service or build(service_of(target))
            _examples(target, facts, service)


def _endpoints(target: Target, facts: Facts) -> None:
    for site, host in facts.data.get("endpoints", {}).items():
        path = ("endpoints", site)
        said = target.get(*path)
        if host in (target.get("endpoints") or {}).values():
            continue
        if said is None and not target.says(*path):
            target.add("endpoint", path, host)
        elif said is not None:
            message = (
                f"the page says the {site} host is `{host}`; at {{spec}}, the spec says `{said}`"
            )
            target.find(rules.DISAGREEMENT, facts.place(*path), path, message, _CORRECT)


def _sources(target: Target, facts: Facts) -> None:
    for entry in facts.data.get("sources", ()):
        there = target.get("sources") or []
        same = [each for each in there if each.get("page") == entry["page"]]
        if any(entry.get("date") in (None, each.get("date")) for each in same):
            continue
        if target.has_list(("sources",)) and not target.overlaid("sources"):
            target.append("source", ("sources",), entry)
        elif not target.says("sources"):
            target.add("source", ("sources",), [entry], before("api", "sources", target.data))


# Actions -----------------------------------------------------------------------------------------


def _action(target: Target, facts: Facts, name: str) -> None:
    path = ("actions", name)
    said: Mapping[str, Any] = facts.data["actions"][name]
    have = target.get(*path)
    if have is None:
        if target.says(*path):
            return  # an overlay removes it
        whole = {key: value for key, value in said.items() if key != "region"}
        for way in ("input", "output"):
            if way in whole:
                whole[way] = {key: written(each) for key, each in whole[way].items()}
        general = target.get("region") or "optional"
        if "region" in said and (said["region"] == "required") != (general == "required"):
            whole["region"] = said["region"]
        target.add("action", path, whole)
        return
    for key, what in (("description", "description"), ("deprecated", "deprecation")):
        if key in said and not target.says(*path, key):
            target.add(what, (*path, key), said[key], before("action", key, have))
    _rate(target, facts, name, said, have)
    _region(target, facts, name, said, have)
    for way in ("input", "output"):
        _fields(target, facts, (*path, way), said.get(way, {}))
    codes = (*path, "errors")
    lacking = [code for code in said.get("errors", ()) if code not in (have.get("errors") or ())]
    if target.has_list(codes) and not target.overlaid(*codes):
        for code in lacking:
            target.append("error code", codes, code)
    elif lacking and not target.says(*codes):
        target.add("list of error codes", codes, lacking, before("action", "errors", have))


def _rate(
    target: Target, facts: Facts, name: str, said: Mapping[str, Any], have: Mapping[str, Any]
) -> None:
    path = ("actions", name, "rate_limit")
    if "rate_limit" not in said:
        return
    if not target.says(*path):
        target.add("rate limit", path, said["rate_limit"], before("action", "rate_limit", have))
    elif have.get("rate_limit") not in (None, said["rate_limit"]):
        message = (
            f"the page allows {said['rate_limit']} requests a second for `{name}`;"
            f" at {{spec}}, the spec says {have['rate_limit']:g}"
        )
        target.find(rules.DISAGREEMENT, facts.place(*path), path, message, _CORRECT)


def _region(
    target: Target, facts: Facts, name: str, said: Mapping[str, Any], have: Mapping[str, Any]
) -> None:
    """A page never says more than that no region need be sent, so `unused` is no contradiction."""
    path: DataPath = ("actions", name, "region")
    if "region" not in said:
        return
    if "region" not in have:
        path = ("region",)
    rule = target.get(*path)
    if rule is None:
        if said["region"] == "required":
            path = ("actions", name, "region")
            target.add("region rule", path, "required", before("action", "region", have))
    elif (rule == "required") != (said["region"] == "required"):
        message = (
            f"the page says that a region is {said['region']} for `{name}`;"
            f" at {{spec}}, the spec says {rule}"
        )
        where = facts.place("actions", name, "region")
        target.find(rules.DISAGREEMENT, where, path, message, _CORRECT)


def _errors(target: Target, facts: Facts) -> None:
    for code, meaning in facts.data.get("errors", {}).items():
        if not target.says("errors", code):
            after = None if "errors" in target.data else before("api", "errors", target.data)
            target.add("meaning of an error code", ("errors", code), meaning, after)


# Fields ------------------------------------------------------------------------------------------


def _fields(target: Target, facts: Facts, path: DataPath, said: Mapping[str, Any]) -> None:
    """The fields of an action or of a struct that the spec has."""
    owner = f"`{path[1]}`"
    previous: str | None = None
    for name, field in said.items():
        here = (*path, name)
        have = target.get(*here)
        if have is not None:
            _field(target, facts, here, field, have)
        elif not target.says(*here):
            target.add("field", here, written(field), previous)
            message = f"{owner} has `{name}` on the page; it is added at {{spec}}"
            help = "remove it again if it was left out on purpose"
            target.find(rules.ADDED_FIELD, facts.place(*here), here, message, help)
        previous = name
    if path not in facts.listed:
        return
    for name in target.get(*path) or {}:
        if name not in said:
            message = f"{owner} has no `{name}` on the page, whose table is at {facts.listed[path]}"
            help = "see whether the service still has it"
            target.find(rules.NOT_ON_PAGE, None, (*path, name), message, help)


def _field(
    target: Target, facts: Facts, path: DataPath, said: Mapping[str, Any], have: Mapping[str, Any]
) -> None:
    name = f"`{path[-1]}` of `{path[1]}`"
    if have.get("type") != said["type"]:
        message = f"{name} is `{said['type']}` on the page; at {{spec}}, it is `{have.get('type')}`"
        where = facts.place(*path, "type")
        target.find(rules.DISAGREEMENT, where, (*path, "type"), message, _CORRECT)
    if "required" in said and said["required"] != have.get("required", False):
        words = ("can be left out", "is required")
        message = (
            f"{name} {words[said['required']]} on the page; at {{spec}}, it"
            f" {words[have.get('required', False)]}"
        )
        where = facts.place(*path, "required")
        target.find(rules.DISAGREEMENT, where, (*path, "required"), message, _CORRECT)
    for key, what in (("description", "description"), ("deprecated", "deprecation")):
        if key in said and not target.says(*path, key):
            target.add(what, (*path, key), said[key], before("field", key, have))


# Structs -----------------------------------------------------------------------------------------


def _used(target: Target, structs: Mapping[str, Any]) -> set[str]:
    """The structs that the actions of a spec lead to, with those of pages."""
    known = {**structs, **(target.get("structs") or {})}
    for name, said in structs.items():
        if name in (target.get("structs") or {}):
            both = {**said["fields"], **(known[name].get("fields") or {})}
            known[name] = {"fields": both}
    actions = {"actions": target.get("actions") or {}}
    waiting = [struct_of(each["type"]) for _, each in fields(actions) if "type" in each]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found and name in known:
            found.add(name)
            inner = (known[name].get("fields") or {}).values()
            waiting += [struct_of(each["type"]) for each in inner if "type" in each]
    return found


def _struct(target: Target, facts: Facts, name: str) -> None:
    path = ("structs", name)
    said: Mapping[str, Any] = facts.data["structs"][name]
    have = target.get(*path)
    if have is not None:
        if "description" in said and not target.says(*path, "description"):
            after = before("struct", "description", have)
            target.add("description", (*path, "description"), said["description"], after)
        _fields(target, facts, (*path, "fields"), said["fields"])
    elif not target.says(*path):
        inner = {key: written(each) for key, each in said["fields"].items()}
        after = None if "structs" in target.data else before("api", "structs", target.data)
        target.add("struct", path, {**said, "fields": inner}, after)


def _undescribed(target: Target, facts: Facts, used: set[str]) -> None:
    """Structs that fields of a page refer to and nobody describes."""
    known = target.get("structs") or {}
    lacking: dict[str, DataPath] = {}
    for path, field in fields(facts.data):
        name = struct_of(field["type"])
        if (
            name not in known
            and name not in TYPE_WORDS
            and (path[0] == "actions" or path[1] in used)
        ):
            lacking.setdefault(name, path)
    if lacking:
        path = next(iter(lacking.values()))
        names, verb = ", ".join(f"`{name}`" for name in lacking), (
            "are" if len(lacking) > 1 else "is"
        )
        message = f"{names} {verb} described neither in the spec nor on a given page"
        help = "import the service's page of data types too, or describe them under `structs`"
        target.find(rules.NOT_DESCRIBED, facts.place(*path, "type"), path, message, help)


# Examples ----------------------------------------------------------------------------------------


def _examples(target: Target, facts: Facts, service: Service) -> None:
    """The examples of a page; what does not fit the fields is text, not data."""
    name = facts.action
    action = next(each for each in service.actions if each.name == name)
    found = [_example(target, facts, sample, service, action) for sample in facts.samples]
    path = ("actions", name, "examples")
    target.add("list of examples", path, found, before("action", "examples", target.get(*path[:2])))


def _example(
    target: Target, facts: Facts, sample: Sample, service: Service, action: Action
) -> dict[str, Any]:
    structs = graph.index(service)
    sent = Checker(structs).members(sample.input, action.input, f"the input of `{action.name}`")
    received = Checker(structs, received=True).members(
        sample.output, action.output, f"the output of `{action.name}`", implied=_IN_EVERY_REPLY
    )
    fits = []
    for what, value, wrong in (("request", sample.input, sent), ("reply", sample.output, received)):
        mismatch = None if value is None else _unfit(wrong)
        if mismatch is not None:
            message = f"the {what} of the example `{sample.title}` does not fit: {mismatch.message}"
            path = ("actions", action.name, "examples")
            help = "it is kept as text"
            target.find(rules.UNFIT_EXAMPLE, sample.place, path, message, help)
        fits.append(mismatch is None)
    return sample.data(*fits)


def _unfit(wrong: Iterable[Mismatch]) -> Mismatch | None:
    """The first thing that keeps an example from being data; null is common in replies."""
    return next((each for each in wrong if each.problem is not Problem.NULL), None)
