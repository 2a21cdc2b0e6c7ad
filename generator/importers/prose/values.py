"""Values with what they mean, as prose lists them."""

from __future__ import annotations

import re

from .reading import Found, Reading, Scalar, plain

#: What follows a meaning and is no part of it.
TRAILING = " \t.;,。；，、|/"
#: In characters; what is longer explains more than a value.
LONGEST_MEANING = 400

#: A value, marked or not, and how what it means is parted from it.
_CHOICE = re.compile(
    r"""
    (?P<mark>`|\*\*|["'“‘「]|)
    (?P<value>(?:-(?=[0-9]))?[A-Za-z0-9_](?:[\w.+/%@-]{0,62}[\w+%])?)
    (?:`|\*\*|["'”’」])?
    (?:
      \s*(?:[:：=]|--+|\s[-–—]\s|[-–—](?=[^\x00-\x7f]))\s*(?P<means>\S.*)
    | \s*[（(](?P<inside>[^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)?)[)）]
        (?:\s*[:：]\s*(?P<more>\S.*))?
    | \s*(?:表示|代表|[,，])\s*(?P<said>\S.*)
    | \s*(?P<cjk>[^\x00-\x7f，。；：、）（].*)
    )?
    \s*[.;,。；，、]*$
    """,
    re.VERBOSE | re.ASCII,
)
_MARKED_DEFAULT = re.compile(
    r"""
    (?:^|[\s(（,，])(?:by\s)?(?:the\s)?(?:default|默认|缺省)(?:\svalue|值)?\s*[)）.。;；]*$
  | ^[(（](?:default|默认)(?:\svalue|值)?[)）]
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Choices:
    """Choices in the making; none at all once one of them is not understood."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.values: dict[Scalar, str] = {}
        self.default: Scalar | None = None
        self.sound = True

    def add(self, text: str) -> None:
        """An item: a value, with or without its meaning."""
        match = _CHOICE.match(text.strip())
        if match is None:
            self.sound = False
            return
        means = match["means"] or match["said"] or match["cjk"] or match["inside"] or ""
        if match["more"]:
            means = f"{match['more'].rstrip(TRAILING)} ({means})"
        self.put(match["value"], means)

    def put(self, text: str, means: str) -> None:
        """A value and what it means."""
        value = self._reading.typed(text)
        if value is None or value in self.values or len(means) > LONGEST_MEANING:
            self.sound = False
            return
        means = means.strip(TRAILING)
        if _MARKED_DEFAULT.search(means):
            self.sound = self.sound and self.default is None
            self.default = value
        self.values[value] = "" if plain(means).casefold() == text.casefold() else means

    def facts(self) -> Found:
        """What they come to."""
        if not self.sound or not self.values:
            return {}
        if self._reading.kind == "Boolean" and not any(self.values.values()):
            return {}
        enum = [
            {"value": value, "description": means} if means else value
            for value, means in self.values.items()
        ]
        if self.default is None:
            return {"enum": enum}
        return {"enum": enum, "default": self.default}
