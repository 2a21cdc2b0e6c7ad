"""Changes of structs and of error codes."""

from __future__ import annotations

from .. import graph, words
from ..model import ErrorCode, Field, Struct
from . import fields, other_kinds, pairing
from .changes import Path
from .context import Context
from .fields import Owner
from .pair import Ways

#: Names of fields that a message lists.
_LISTED = 3


def compare(context: Context) -> None:
    """Notes every change of structs."""
    after = {name: old for old, name in context.structs.items()}
    for struct in context.old.service.structs:
        if struct.name not in context.structs:
            message = f"the struct `{struct.name}` is gone"
            path: Path = ("structs", struct.name)
            context.add(other_kinds.STRUCT_REMOVED, path, message, old=struct.name, gone=True)
    for struct in context.new.service.structs:
        if struct.name in after:
            _compare(context, context.old.structs[after[struct.name]], struct)
        else:
            message = f"the struct `{struct.name}` is new"
            path = ("structs", struct.name)
            context.add(other_kinds.STRUCT_ADDED, path, message, new=struct.name)
    kept = [
        context.structs[s.name] for s in context.old.service.structs if s.name in context.structs
    ]
    if kept != [struct.name for struct in context.new.service.structs if struct.name in after]:
        message = "the structs come in another order"
        context.add(other_kinds.ORDER_CHANGED, ("structs",), message, actions=())


def _compare(context: Context, old: Struct, new: Struct) -> None:
    path: Path = ("structs", new.name)
    _name(context, old, new)
    if old.description != new.description:
        message = f"the struct `{new.name}` is described otherwise"
        context.add(other_kinds.DESCRIPTION_CHANGED, (*path, "description"), message)
    usage, usage_now = context.old.usage[old.name], context.new.usage[new.name]
    ways = Ways(
        # Nobody can have received what no reply held; but whoever likes can make an object of it.
        usage.sent or not usage.received,
        usage.received,
        context.old.is_sent(old.name),
        context.new.is_sent(new.name),
    )
    owner = Owner(("structs", old.name, "fields"), ("structs", new.name, "fields"), "field", ways)
    names = fields.compare(context, owner, old.fields, new.fields)
    if usage != usage_now:
        _way(context, owner, old, new, names)


def _name(context: Context, old: Struct, new: Struct) -> None:
    if (old.name, old.alias) == (new.name, new.alias):
        return
    path: Path = ("structs", new.name, *(["alias"] if old.alias != new.alias else []))
    was, now = old.alias or old.name, new.alias or new.name
    if words.pascal(was) != words.pascal(now):
        message = f"the struct `{was}` is now called `{now}`"
        context.add(other_kinds.STRUCT_RENAMED, path, message, old=was, new=now)
    else:
        message = f"the struct `{old.name}` is `{new.name}` in the spec"
        context.add(other_kinds.STRUCT_RESPELT, path, message, old=old.name, new=new.name)


def _way(context: Context, owner: Owner, old: Struct, new: Struct, names: dict[str, str]) -> None:
    """Notes that a struct travels otherwise, and whether that alone changes types for the worse."""
    path: Path = ("structs", new.name)
    after = {field.name: field for field in new.fields}
    broken: list[Field] = []
    for field in old.fields:
        now = after.get(names.get(field.name, ""))
        # A field of which something else is said, too, is judged with that.
        if field == now and fields.typed_otherwise(context, owner.ways, field, now):
            broken.append(field)
    was = _way_said(context.old.usage[old.name])
    now_said = _way_said(context.new.usage[new.name])
    message = f"the struct `{new.name}` is {now_said}, was {was}"
    kind = other_kinds.WAY_CHANGED
    if broken:
        kind = other_kinds.WAY_BREAKS
        listed = ", ".join(f"`{field.name}`" for field in broken[:_LISTED])
        more = f" and {len(broken) - _LISTED} more" if len(broken) > _LISTED else ""
        message += f"; the types of {listed}{more} follow"
    context.add(kind, path, message, old=was, new=now_said)


def _way_said(usage: graph.Usage) -> str:
    if usage.sent:
        return "sent and received" if usage.received else "sent"
    return "received" if usage.received else "in no request and no reply"


# Error codes --------------------------------------------------------------------------------------


def compare_errors(context: Context) -> None:
    """Notes every change of error codes."""
    old, new = context.old.service.errors, context.new.service.errors
    before = {error.code: error for error in old}
    after = {error.code: error for error in new}
    names = {code: code for code in before if code in after} | pairing.errors(old, new)
    classes, classes_now = _classes(old), _classes(new)
    for code, class_ in classes.items():
        path: Path = ("errors", code)
        if code in names:
            _compare_error(context, before[code], after[names[code]])
        elif code not in classes_now:
            what = "error code" if code in before else "family of error codes"
            message = f"the {what} `{code}` is gone"
            context.add(other_kinds.ERROR_REMOVED, path, message, old=class_, gone=True)
        elif class_ != classes_now[code]:
            _renamed(context, path, class_, classes_now[code])
        elif code in before:
            message = f"the error code `{code}` is listed as a family alone"
            context.add(other_kinds.ERROR_FAMILY, path, message, old=code, gone=True)
    known = set(names.values())
    for code in after:
        path = ("errors", code)
        if code in known:
            continue
        if code not in classes:
            message = f"the error code `{code}` is new"
            context.add(other_kinds.ERROR_ADDED, path, message, new=classes_now[code])
        elif classes[code] == classes_now[code]:
            message = f"the family `{code}` is listed as an error code, too"
            context.add(other_kinds.ERROR_FAMILY, path, message, new=code)
    kept = [names[code] for code in before if code in names]
    if kept != [code for code in after if code in known]:
        message = "the error codes come in another order"
        context.add(other_kinds.ORDER_CHANGED, ("errors",), message, actions=())


def _compare_error(context: Context, old: ErrorCode, new: ErrorCode) -> None:
    path: Path = ("errors", new.code)
    was, now = (words.pascal(each.alias or each.code) for each in (old, new))
    if was != now:
        _renamed(context, (*path, "alias") if old.code == new.code else path, was, now)
    elif (old.code, old.alias) != (new.code, new.alias):
        message = f"the error code `{new.code}` is spelt otherwise"
        context.add(other_kinds.ERROR_FAMILY, path, message, old=old.code, new=new.code)
    if (old.description, old.solution) != (new.description, new.solution):
        message = f"the error code `{new.code}` is described otherwise"
        context.add(other_kinds.DESCRIPTION_CHANGED, path, message)


def _renamed(context: Context, path: Path, was: str, now: str) -> None:
    message = f"the class of the error code `{path[1]}` is now called `{now}`, was `{was}`"
    context.add(other_kinds.ERROR_RENAMED, path, message, old=was, new=now)


def _classes(errors: tuple[ErrorCode, ...]) -> dict[str, str]:
    """The class of each code and of each family above one."""
    aliases = {error.code: error.alias for error in errors}
    return {
        code: words.pascal(aliases.get(code) or code)
        for error in errors
        for code in graph.lineage(error.code)
    }
