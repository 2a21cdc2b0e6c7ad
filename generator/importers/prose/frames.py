"""What is open while prose is read: lists, items and quotes, each around what it holds.

HTML's rules of what closes what are kept where the prose relies on them: `<li>` needs no list
around it and no end.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .lines import is_item

#: Lists and quotes within more of them are read as if they were not there.
_DEEPEST = 16


@dataclass(slots=True)
class Frame:
    """Something open; `blocks` are its parts, each of them lines."""

    kind: str
    """root, quote, list or item."""
    blocks: list[list[str]] = field(default_factory=list)
    number: int | None = None
    """Of the next item of an ordered list."""
    implied: bool = False
    """A list that no tag opened."""
    extra: int = 0
    """Lists that were opened right at the head of this one, and are the same to a reader."""
    marked: bool = True
    """Of an item: that it has a mark of its own."""


class Frames:
    """A stack of frames; the innermost is the last."""

    def __init__(self) -> None:
        self._stack = [Frame("root")]

    @property
    def top(self) -> Frame:
        """The innermost frame."""
        return self._stack[-1]

    @property
    def is_implied(self) -> bool:
        """Whether the innermost frame is an item of a list that no tag opened."""
        return self.top.kind == "item" and self._stack[-2].implied

    @property
    def is_deepest(self) -> bool:
        """Whether nothing more is taken in."""
        return len(self._stack) >= _DEEPEST

    def markdown(self) -> str:
        """Everything, closed."""
        while len(self._stack) > 1:
            self._pop()
        return "\n\n".join("\n".join(block) for block in self.top.blocks)

    def add(self, lines: list[str]) -> None:
        """A block; between items it is a part of the item before."""
        if self.top.kind == "list":
            self.leave_list()
        self.top.blocks.append(lines)

    def open_quote(self) -> None:
        """What follows is quoted."""
        if self.top.kind == "list":
            self.leave_list()
        if not self.is_deepest:
            self._stack.append(Frame("quote"))

    def open_list(self, first: int | None) -> None:
        """Items follow; an ordered list counts from `first`."""
        if self.top.kind == "list" and self.top.implied:
            self.leave_list()
        top = self.top
        if self.is_deepest or (top.kind == "list" and not top.blocks):
            self._stack[self._innermost("list")].extra += 1
            return
        if top.kind == "list":
            # A list beside items belongs to the item before it.
            self._stack.append(Frame("item", marked=False))
        self._stack.append(Frame("list", number=first))

    def open_item(self) -> None:
        """An item follows, of the innermost list or of one of its own."""
        if self._innermost("item") > self._innermost("list"):
            self.close("item")
        if self.top.kind != "list":
            self._stack.append(Frame("list", implied=True))
        self._stack.append(Frame("item"))

    def close_list(self) -> None:
        """The innermost list ends."""
        at = self._innermost("list")
        if at and self._stack[at].extra:
            self._stack[at].extra -= 1
        elif at:
            self.close("list")
            if self.top.kind == "item" and not self.top.marked:
                self._pop()

    def leave_list(self) -> None:
        """Something that is no item follows the items of the innermost frame, a list."""
        if self.top.implied:
            self._pop()
        else:
            # It belongs to the item before it, if there is one.
            self._stack.append(Frame("item", marked=not self.top.blocks))

    def close(self, kind: str) -> None:
        """The innermost frame of a kind ends, and all that is open within it."""
        at = self._innermost(kind)
        while len(self._stack) > at > 0:
            self._pop()

    def _innermost(self, kind: str) -> int:
        """The index of the innermost frame of a kind; 0 if there is none."""
        for at in range(len(self._stack) - 1, 0, -1):
            if self._stack[at].kind == kind:
                return at
        return 0

    def _pop(self) -> None:
        """Closes the innermost frame: its lines become part of the one around it."""
        frame = self._stack.pop()
        if not frame.blocks:
            return
        outer = self.top
        match frame.kind:
            case "item":
                outer.blocks.append(_item(frame, outer))
            case "list":
                outer.blocks.append([line for block in frame.blocks for line in block])
            case _:
                whole = "\n\n".join("\n".join(block) for block in frame.blocks)
                outer.blocks.append([f"> {line}".rstrip() for line in whole.split("\n")])


def _item(frame: Frame, outer: Frame) -> list[str]:
    """The lines of an item, and a count more for the list around it."""
    mark = "- " if outer.number is None else f"{outer.number}. "
    pad = " " * len(mark)
    if frame.marked and outer.number is not None:
        outer.number += 1
    lines: list[str] = []
    for block in frame.blocks:
        # A list follows its heading at once; anything else stands for itself.
        if lines and not (is_item(block[0]) and lines[-1].strip()):
            lines.append("")
        lines += block
    if lines[0].startswith(("```", "~~~")):
        # A fence beside the mark is hard to see, for people and for `tokens`.
        lines.insert(0, "")
    head = mark if frame.marked else pad
    first, *rest = lines
    opening = [] if frame.marked or not outer.blocks else [""]
    return [*opening, f"{head}{first}".rstrip(), *(f"{pad}{line}" if line else "" for line in rest)]
