"""Regular expressions that could hang a client are told from those that cannot."""

from __future__ import annotations

import pytest

from tc3gen import patterns


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+$",
        "((a+))+",
        "(?:a*)*",
        "(?P<x>a+)*",
        r"(\w+\s?)*",
        "([^)]+)*",
        "(a?){30}",
        "(a|a)*",
        "(a|ab)*",
        "([a-z]|[0-9])+",
        "(|a)*",
    ],
)
def test_slow(pattern: str) -> None:
    assert patterns.fault(pattern) == ""
    assert patterns.is_slow(pattern)
    assert patterns.compiled(pattern) is None


@pytest.mark.parametrize(
    "pattern",
    [
        "^[a-z]+(-[a-z]+)*$",
        "(ON|OFF)+",
        r"(a\.|b\.)*",
        r"^(\d{1,3}\.){3}\d+$",
        r"^\d{4}-\d{2}$",
        r"(-?\d){3}",
        "^$|^x+$",
        "(a{2}){1,64}",
        r"[(+*]+\)",
    ],
)
def test_quick(pattern: str) -> None:
    assert not patterns.is_slow(pattern)
    assert patterns.compiled(pattern) is not None


@pytest.mark.parametrize("pattern", ["(", "[a", "*a", "a{9999999999999999999999}", "(" * 5000])
def test_no_pattern_at_all(pattern: str) -> None:
    assert patterns.fault(pattern)
    assert patterns.compiled(pattern) is None
