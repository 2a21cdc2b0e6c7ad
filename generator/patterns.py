"""Regular expressions of a spec: whether they are ones, and whether they may be run.

A pattern is matched by backtracking, here and in every client.  One that can split the same text
in exponentially many ways, such as `(a+)+$`, hangs on a text of forty characters, so it is told
apart before anything is matched with it.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

_QUANTIFIER = re.compile(r"(?:[*+?]|\{(?P<low>\d*)(?P<comma>,?)(?P<high>\d*)\})[?+]?")
_GROUP_HEAD = re.compile(r"\(\?(?:P<\w+>|<?[=!]|[aiLmsux-]*:|>)")
_LITERAL = re.compile(r"(?:[\w\s,:;/@#%&=~'\"<>!-]|\\\W)+")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)


@dataclass(slots=True)
class _Branch:
    """One alternative of a group."""

    text: str = ""
    fixed: bool = False
    """Some piece has one length alone, and so separates one round from the next."""


@dataclass(slots=True)
class _Group:
    branches: list[_Branch] = field(default_factory=lambda: [_Branch()])

    @property
    def fixed(self) -> bool:
        return all(branch.fixed for branch in self.branches)

    @property
    def ambiguous(self) -> bool:
        """Whether, repeated, it can match the same text in many ways."""
        texts = sorted(branch.text for branch in self.branches)
        apart = all(_LITERAL.fullmatch(text) for text in texts) and not any(
            text.startswith(before) for before, text in pairwise(texts)
        )
        return not self.fixed or (len(texts) > 1 and not apart)


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> re.Pattern[str] | None:
    """The pattern, ready to be run; None where it is none, or too slow to be run."""
    return None if fault(pattern) or is_slow(pattern) else re.compile(pattern)


def fault(pattern: str) -> str:
    """Why a text is no regular expression; empty where it is one."""
    try:
        # Python warns of spellings that it may read differently one day.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(pattern)
    except re.error as error:
        return str(error)
    except (OverflowError, RecursionError):
        return "it is too large"
    return ""


def is_slow(pattern: str) -> bool:
    """Whether a valid pattern repeats something that already varies in length by itself."""
    stack = [_Group()]
    at = 0
    while at < len(pattern):
        branch = stack[-1].branches[-1]
        char = pattern[at]
        if char == "(":
            head = _GROUP_HEAD.match(pattern, at)
            at = head.end() if head else at + 1
            stack.append(_Group())
            continue
        if char == "|":
            stack[-1].branches.append(_Branch())
            at += 1
            continue
        group = None
        if char == ")":
            group = stack.pop() if len(stack) > 1 else _Group()
            branch = stack[-1].branches[-1]
            piece, end = "(", at + 1
        elif char == "[" and (match := _CLASS.match(pattern, at)):
            piece, end = "[", match.end()
        else:
            end = at + (2 if char == "\\" else 1)
            piece = pattern[at:end]
        quantifier = _QUANTIFIER.match(pattern, end)
        if quantifier:
            end = quantifier.end()
        if group is not None and group.ambiguous and _repeats(quantifier):
            return True
        if piece not in ("^", "$", r"\b", r"\A", r"\Z"):
            branch.text += pattern[at:end] if group is None else piece
            branch.fixed |= not _varies(quantifier) and (group is None or group.fixed)
        at = end
    return False


def _varies(quantifier: re.Match[str] | None) -> bool:
    return quantifier is not None and (
        quantifier["high"] is None or bool(quantifier["comma"])  # * + ? or {n,m}
    )


def _repeats(quantifier: re.Match[str] | None) -> bool:
    """Whether it asks for many rounds: not `?`, not a handful."""
    if quantifier is None or quantifier.group().startswith("?"):
        return False
    if quantifier["high"] is None:
        return True
    last = quantifier["high"] or ("" if quantifier["comma"] else quantifier["low"])
    return not last or len(last) > 3 or int(last) > 4
