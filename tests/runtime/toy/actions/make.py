"""An action."""

from __future__ import annotations

from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import TYPE_CHECKING as _TYPE_CHECKING

from runtime.model import Action as _Action
from runtime.model import Struct as _Struct
from runtime.model import wire as _wire

if _TYPE_CHECKING:
    from toy.models.node import Node
    from toy.models.picture import Picture


@_dataclass(kw_only=True, slots=True, repr=False)
class MakeRequest(_Struct):
    file_id: str = _field(metadata=_wire("FileId", "string", max_length=20))
    picture: Picture | None = _field(default=None, metadata=_wire("Picture", "Picture"))
    many: list[Picture] | None = _field(default=None, metadata=_wire("Many", ["Picture"]))
    tree: Node | None = _field(default=None, metadata=_wire("Tree", "Node"))
    session_id: str | None = _field(
        default=None, metadata=_wire("SessionId", "string", max_length=50)
    )


@_dataclass(kw_only=True, slots=True, repr=False)
class MakeResponse(_Struct):
    task_id: str = _field(metadata=_wire("TaskId", "string"))
    picture: Picture | None = _field(default=None, metadata=_wire("Picture", "Picture"))
    nodes: list[list[Node]] | None = _field(default=None, metadata=_wire("Nodes", [["Node"]]))
    request_id: str = _field(metadata=_wire("RequestId", "string"))


MAKE = _Action(name="Make", request=MakeRequest, response=MakeResponse, region="optional")
