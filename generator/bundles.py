"""What a package of generated code is to hold, where it need not hold everything.

The package of this project's own specs is whole and documented.  One that goes into somebody's
repository holds what they use, and says so where they ask for more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from keyword import iskeyword
from unicodedata import normalize

#: What a package has only if it is asked for, and what that is.
EXTRAS = {
    "credential-files": "keys and regions from the files of the vendor's SDKs and of tccli",
    "credential-roles": "keys of the roles of pods and machines, and of those that can be assumed",
    "streams": "`call_stream`, for actions that the spec does not have",
}
#: What a package has for actions that need it, and can be generated without all the same.
FOLLOWUPS = {
    "paging": "methods that go through lists part by part",
    "streams": "methods that hand out replies while they come",
    "waiting": "methods that wait for what takes time",
}
#: What brings another feature with it.
_NEEDS = {"credential-roles": "credential-files"}


@dataclass(frozen=True, slots=True)
class Bundle:
    """The package that a run makes."""

    name: str = "tc3"
    """What people import it as."""
    features: tuple[str, ...] | None = None
    """Those of EXTRAS that it has; None for everything there is."""
    without: tuple[str, ...] = ()
    """Those of FOLLOWUPS that no action gets."""
    asynchronous: bool = True
    """Whether there is a client for coroutines."""
    lean: bool = False
    """Whether the runtime goes without its docstrings and comments."""
    compact: bool = False
    """Whether all data types share a module."""
    listed_errors: bool = False
    """Whether only those error codes have classes that its actions list, and their families."""
    licensed: bool = False
    """Whether licence and origin go with it."""

    @property
    def is_whole(self) -> bool:
        """Whether it holds all of the runtime, as it is."""
        return self.features is None

    def all_features(self, used: Iterable[str]) -> frozenset[str]:
        """What switches files and statements: what is asked for, and what actions use."""
        on = {"compact" if self.compact else "spread", *(["licence"] if self.licensed else [])}
        if self.asynchronous:
            on.add("async")
        if self.features is None:
            return frozenset({*on, *EXTRAS, *FOLLOWUPS, "bodies"})
        on |= {*self.features, *(_NEEDS[each] for each in self.features if each in _NEEDS)}
        return frozenset({*on, *used})


def is_package_name(name: str) -> bool:
    """Whether Python can import a package of this name, as it is spelt."""
    return name.isidentifier() and not iskeyword(name) and normalize("NFKC", name) == name


#: What this project makes of its own specs.
WHOLE = Bundle()
