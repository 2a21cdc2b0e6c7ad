"""The standard streams: as they are found, and as they are left."""

from __future__ import annotations

import os
import sys
from io import RawIOBase, TextIOWrapper
from typing import TextIO, cast


def open_streams() -> None:
    """What the caller has closed leads nowhere, and what a terminal cannot show is escaped."""
    # A connection that is opened later must not get their numbers, and then what is written there.
    sys.stdin = sys.stdin or _opened(os.devnull, "r")
    sys.stdout = sys.stdout or _opened(os.devnull)
    sys.stderr = sys.stderr or _opened(os.devnull)
    below: object = getattr(sys.stdout, "buffer", None)
    if isinstance(below, RawIOBase):
        # PYTHONUNBUFFERED makes such streams, which lose what a full disk or a pipe does not take.
        sys.stdout = _opened(sys.stdout.fileno(), encoding=sys.stdout.encoding)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _opened(file: str | int, mode: str = "w", encoding: str = "utf-8") -> TextIO:
    return cast("TextIO", open(file, mode, encoding=encoding))


def drop_output() -> None:
    """What is left in the buffer must not be written when the interpreter ends."""
    if sys.__stdout__ is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())
