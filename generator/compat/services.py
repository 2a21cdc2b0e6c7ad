"""Two lists of services to the changes between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .. import graph
from ..model import Service
from . import actions, other_kinds, pairing, service_kinds, structs
from .changes import Change
from .context import Context, Side
from .followups import compare_waiters
from .kinds import ChangeKind, Impact

#: A service's name and version.
_Key = tuple[str, str]

_RANK = {impact: rank for rank, impact in enumerate(Impact)}


def compare(old: Sequence[Service], new: Sequence[Service]) -> list[Change]:
    """Every change between services, one after the other, the worst of each service first."""
    before, after = _by_key(old), _by_key(new)
    moved = _moved(before, after)
    found: list[Change] = []
    for key in sorted({*before, *after}):
        was, now = before.get(moved.get(key, key)), after.get(key)
        if now is not None and was is not None:
            found += sort(_compare(was, now))
        elif now is not None:
            found.append(_came(now, [name for name in before if name[0] == now.name]))
        elif was is not None and key not in moved.values():
            message = f"the service {was.name} {was.version} is gone"
            found.append(_whole(service_kinds.SERVICE_REMOVED, was, message, gone=True))
    return found


def seen_by(
    actions: Iterable[str], old: Sequence[Service], new: Sequence[Service]
) -> tuple[list[Service], list[Service]]:
    """Both sides with these actions alone, and what they reach; all where none are named.

    That is what a package with these actions is made of, in which a struct may travel on fewer
    ways than in the service as a whole.  An action that is called otherwise on one side counts
    there, too; a service is on both sides where one of them has such an action.
    """
    wanted = set(actions)
    if not wanted:
        return list(old), list(new)
    before, after = _by_key(old), _by_key(new)
    moved = _moved(before, after)
    keys = {key: moved.get(key, key) for key in after}
    pairs = [(was, now) for now, was in keys.items() if was in before]
    for was, now in pairs:
        for one, other in pairing.actions(before[was].actions, after[now].actions).items():
            if one in wanted or other in wanted:
                wanted |= {one, other}
    there = {key for side in (before, after) for key, one in side.items() if _has(one, wanted)}
    for pair in pairs:
        if there.intersection(pair):
            there.update(pair)
    kept_old, kept_new = (
        [graph.keep(one, wanted) for key, one in side.items() if key in there]
        for side in (before, after)
    )
    return kept_old, kept_new


def _has(service: Service, actions: set[str]) -> bool:
    return any(action.name in actions for action in service.actions)


def _by_key(services: Iterable[Service]) -> dict[_Key, Service]:
    return {(service.name, service.version): service for service in services}


def sort(changes: Iterable[Change]) -> list[Change]:
    """The worst first; what is equally bad in the order in which it was found."""
    return sorted(changes, key=lambda change: _RANK[change.impact])


def _moved(before: dict[_Key, Service], after: dict[_Key, Service]) -> dict[_Key, _Key]:
    """The services that have one version on each side, and not the same."""
    found = {}
    for name, version in after:
        versions = [key for key in before if key[0] == name]
        others = [key for key in after if key[0] == name]
        if len(versions) == len(others) == 1 and versions[0] != (name, version):
            found[name, version] = versions[0]
    return found


def _came(service: Service, known: list[tuple[str, str]]) -> Change:
    newer = known and all(version < service.version for _, version in known)
    kind = service_kinds.NEWER_VERSION if newer else service_kinds.SERVICE_ADDED
    return _whole(kind, service, f"the service {service.name} {service.version} is new")


def _whole(kind: ChangeKind, service: Service, message: str, gone: bool = False) -> Change:
    version = service.version
    old, new = (version, "") if gone else ("", version)
    return Change(kind, service.name, version, (), gone, old, new, message)


def _compare(old: Service, new: Service) -> list[Change]:
    if old == new:
        return []
    known = {struct.name for struct in new.structs}
    names = {struct.name: struct.name for struct in old.structs if struct.name in known}
    names |= pairing.structs(old.structs, new.structs)
    context = Context(Side(old), Side(new), names)
    if old.version != new.version:
        message = f"{new.name} is there in version {new.version} alone, was {old.version}"
        context.add(
            service_kinds.VERSION_MOVED, ("version",), message, old=old.version, new=new.version
        )
    _service(context)
    known = {action.name for action in new.actions}
    calls = {action.name: action.name for action in old.actions if action.name in known}
    calls |= pairing.actions(old.actions, new.actions)
    actions.compare(context, calls)
    compare_waiters(context, calls)
    structs.compare(context)
    structs.compare_errors(context)
    if old.simulation != new.simulation:
        message = "the fake service behaves otherwise"
        context.add(other_kinds.SIMULATION_CHANGED, ("simulation",), message)
    return context.found


def _service(context: Context) -> None:
    old, new = context.old.service, context.new.service
    if (old.title, old.description) != (new.title, new.description):
        key = "title" if old.title != new.title else "description"
        message = "the service is described otherwise"
        context.add(other_kinds.DESCRIPTION_CHANGED, (key,), message)
    if old.region != new.region:
        message = f"actions that say nothing else have the region {new.region}, was {old.region}"
        kind = actions.region_kind(old.region, new.region)
        context.add(kind, ("region",), message, old=old.region, new=new.region)
    before, after = dict(old.endpoints), dict(new.endpoints)
    for site, host in before.items():
        if site not in after:
            message = f"the site `{site}` is gone"
            path = ("endpoints", site)
            context.add(service_kinds.ENDPOINT_REMOVED, path, message, old=host, gone=True)
        elif host != after[site]:
            message = f"the site `{site}` is at `{after[site]}`, was at `{host}`"
            path = ("endpoints", site)
            kind = service_kinds.ENDPOINT_CHANGED
            context.add(kind, path, message, old=host, new=after[site])
    for site, host in after.items():
        if site not in before:
            message = f"the site `{site}` is new"
            context.add(service_kinds.ENDPOINT_ADDED, ("endpoints", site), message, new=host)
    first, first_now = next(iter(before), ""), next(iter(after), "")
    if first != first_now:
        message = f"clients use the site `{first_now}` unless they say otherwise, was `{first}`"
        kind = service_kinds.DEFAULT_ENDPOINT_CHANGED
        context.add(kind, ("endpoints",), message, old=first, new=first_now)
    elif [s for s in before if s in after] != [s for s in after if s in before]:
        message = "the sites come in another order"
        context.add(other_kinds.ORDER_CHANGED, ("endpoints",), message)
