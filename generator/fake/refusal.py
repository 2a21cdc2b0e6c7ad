"""How a request is refused."""

from __future__ import annotations


class Refusal(Exception):
    """The error of a reply: a code that programs know, and words for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message
