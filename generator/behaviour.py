"""How a service behaves over several requests; the part of the model that an overlay mostly says.

What makes two requests one, how a list comes in parts, what can be waited for, and what a service
that only pretends remembers.  Wire names and paths only: member names joined by dots, from the top
of the reply.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

#: A JSON scalar: what an enumeration, a default or a special value can be.
Scalar = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Deduplication:
    """How the service knows that a request repeats an earlier one."""

    field: str
    """The input field with the same value in both."""
    error: str = ""
    """The error code that a repetition is answered with; empty where it is answered like the
    first request."""
    seconds: float | None = None
    """How long the service remembers a value."""


class PagingStyle(StrEnum):
    """How a request says which part of a list it asks for."""

    TOKEN = "token"
    """By what the reply before gave for it."""
    OFFSET = "offset"
    """By the number of items before it."""
    PAGE = "page"
    """By the number of the page."""


@dataclass(frozen=True, slots=True)
class Paging:
    """How an action hands out a list in parts.

    Paths are member names joined by dots, from the top of the reply.
    """

    style: PagingStyle
    items: str
    """Path of the list."""
    position: str
    """The input field that says which part: the token, the offset or the number of the page."""
    next: str = ""
    """Path of the token for the next part; with tokens alone."""
    more: str = ""
    """Path of a flag that says whether there is a next part."""
    more_when: Scalar = True
    """The flag's value while there is one."""
    size: str = ""
    """The input field that says how many items a part may hold."""
    page_size: int | None = None
    """How many items to ask for where the caller does not say."""
    first: int = 1
    """The number of the first page; with pages alone."""
    total: str = ""
    """Path of the number of items in all parts together."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A member of a reply that says whether what seems to be a success is one."""

    path: str
    """A `*` at its head stands for every member of the reply that is there."""
    allowed: tuple[Scalar, ...]
    """Its values in a success; any other value is a failure, a missing one says nothing."""


@dataclass(frozen=True, slots=True)
class Waiter:
    """What to poll until something has come to an end."""

    name: str
    """What is waited for: `TaskFinished`."""
    action: str
    """The action that is polled; it is asked with what the waiter is given."""
    state: str
    """Path of the state in its reply."""
    success: tuple[Scalar, ...]
    """The states that end the waiting well."""
    failure: tuple[Scalar, ...] = ()
    """The states that end it otherwise."""
    failed_when: tuple[Failure, ...] = ()
    """What makes a failure of a state that is a success; the first value that does is its code."""
    message: str = ""
    """Path of the words for people that go with a failure; may begin with `*`."""
    progress: str = ""
    """Path of how far the work is; may begin with `*`."""
    delay: float = 5.0
    """Seconds between the first poll and the second; later pauses grow."""
    max_delay: float = 30.0
    """Seconds that no pause is longer than."""
    timeout: float = 3600.0
    """Seconds after which the waiting is given up."""
    description: str = ""


@dataclass(frozen=True, slots=True)
class TaskState:
    """A state that a task passes through, and for how long; the last one stays."""

    state: str
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class TaskDetail:
    """The action that shows one task."""

    action: str
    id: str
    """The input field that names the task."""
    state: str
    """Path of its state in the reply."""
    type: str = ""
    """Path of its type in the reply."""
    payload: str = ""
    """The member of the reply that holds what came of it; the others of its sort are null."""


@dataclass(frozen=True, slots=True)
class TaskList:
    """The action that lists tasks."""

    action: str
    items: str
    """Path of the list in the reply."""
    id: str
    """The member of each item that names the task."""
    state: str
    """The member that holds its state."""
    type: str = ""
    """The member that holds its type."""


@dataclass(frozen=True, slots=True)
class SimulatedTask:
    """Work that an action starts, and how a service that only pretends shows it going on."""

    started_by: str
    """The action."""
    id: str
    """The member of its reply that names the task."""
    states: tuple[TaskState, ...]
    type: str = ""
    """What such a task's type is."""
    members: tuple[tuple[str, Scalar], ...] = ()
    """Members that hold the same in every reply that shows the task."""
    times: tuple[tuple[str, str], ...] = ()
    """Members that hold the time at which the task came into a state; empty until then."""
    progress: str = ""
    """The member that holds how much of the work is done, from 0 to 100."""
    request: str = ""
    """The member that hands back the parameters with which the task was started."""
    shown_by: TaskDetail | None = None
    listed_by: TaskList | None = None


@dataclass(frozen=True, slots=True)
class Simulation:
    """What a service that only pretends remembers between requests."""

    tasks: tuple[SimulatedTask, ...] = ()
