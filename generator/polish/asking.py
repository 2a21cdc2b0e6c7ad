"""Putting texts to Black, which takes as long to load as a small service takes to be rendered.

So where it is sure to be asked, another process loads it meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from .. import workers
from . import cache

#: In characters: below, Black is faster than starting processes, or than being loaded once more.
_WORTH_PROCESSES, _WORTH_LOADING = 10_000, 30_000

#: Why there is no formatted text stands behind it, and is empty where there is one.
Answer = tuple[str, str]

_loaded: workers.Loaded[Sequence[str], list[Answer]] | None = None


@contextmanager
def loading() -> Iterator[None]:
    """A while in which another process has Black at hand, or soon will, if it must be asked."""
    global _loaded
    _loaded = workers.Loaded(_load) if cache.is_empty() else None
    try:
        yield
    finally:
        if _loaded is not None:
            _loaded.close()
            _loaded = None


def by_black(texts: Sequence[str], jobs: int) -> list[Answer]:
    """Each text as Black formats it, or why it does not, as `style.format_all` has it."""
    if not texts:
        return []
    if sum(map(len, texts)) < (_WORTH_LOADING if _loaded else _WORTH_PROCESSES):
        jobs = 1
    # Neighbours in length go to different processes, so that all of them have the same to do.
    numbers = sorted(range(len(texts)), key=lambda number: len(texts[number]))
    shares = workers.dealt(numbers, jobs)
    answers = _answers([[texts[number] for number in share] for share in shares])
    by_number = {
        number: answer
        for share, answered in zip(shares, answers, strict=True)
        for number, answer in zip(share, answered, strict=True)
    }
    return [by_number[number] for number in range(len(texts))]


def _answers(shares: Sequence[Sequence[str]]) -> list[list[Answer]]:
    first, *rest = shares
    if _loaded is None or not _loaded.begin(first):
        return _here(shares)
    others = _here(rest) if rest else []
    answered = _loaded.result()
    return [_here([first])[0] if answered is None else answered, *others]


def _here(shares: Sequence[Sequence[str]]) -> list[list[Answer]]:
    return workers.spread(_load(), shares)


def _load() -> Callable[[Sequence[str]], list[Answer]]:
    from . import style

    return style.format_all
