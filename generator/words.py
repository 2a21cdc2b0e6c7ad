"""Wire names, split into words: `HDRInfo` into hdr, info; `VpcIDs` into vpc, ids.

Each language spells its names from these words.  The split is a one-way street: many wire
names share one split, so generated code always carries the wire name itself beside it.

`ACRONYMS` is part of what tc3gen promises.  A change to an entry renames fields in code that
people have in production, so the table only ever grows, and only by words that today's rules
split wrongly.
"""

from __future__ import annotations

import re
from functools import cache

# Spellings with lower-case letters or digits inside, which no rule on capitals can see.
ACRONYMS = (
    "IPv4",
    "IPv6",
    "IPV4",
    "IPV6",
    "ETag",
    "OAuth2",
    "OAuth",
    "OpenAPI",
    "MySQL",
    "NoSQL",
    "GraphQL",
    "WebRTC",
    "WebSocket",
    "QoS",
    "IoT",
    "VoIP",
    "SaaS",
    "PaaS",
    "IaaS",
    "MPEG4",
    "MPEGDASH",
    "2D",
    "3D",
    "4K",
    "8K",
)

_TABLE = "|".join(sorted(map(re.escape, ACRONYMS), key=len, reverse=True))
# Digits stay with the word before them (`Mp4`, `Md5`, `H265`), unless they begin a word of the
# table (`Hunyuan3D`).
_DIGITS = rf"(?:(?!(?:{_TABLE})(?![a-z]))[0-9])*"
_WORD = re.compile(
    rf"""
      (?:{_TABLE})s?(?![a-z])          # IPv6, IPv6s
    | [A-Z]{{2,}}s(?![a-z])            # IDs, URLs: a plural of capitals
    | [A-Z]+{_DIGITS}(?![a-z])         # HDR in HDRInfo, H265
    | [A-Z]?[a-z]+{_DIGITS}            # Info, mp4
    | [A-Z]+                           # what is left of capitals
    | [0-9]+
    """,
    re.VERBOSE,
)


@cache
def split(name: str) -> tuple[str, ...]:
    """The words of a wire name, in lower case; characters that no name holds separate words."""
    return tuple(word.lower() for word in _WORD.findall(name))


@cache
def snake(name: str) -> str:
    """`SubAppId` as `sub_app_id`."""
    return "_".join(split(name))


def kebab(name: str) -> str:
    """`SubAppId` as `sub-app-id`."""
    return "-".join(split(name))


@cache
def pascal(name: str) -> str:
    """A name in capitals at the head of each word, its own capitals kept: `vod` as `Vod`."""
    parts = re.findall(r"[A-Za-z0-9]+", name)
    return "".join(part[0].upper() + part[1:] for part in parts)
