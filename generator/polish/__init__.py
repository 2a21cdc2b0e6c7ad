"""The last touch before anything is written: every Python output is Python, in Black's style.

Templates are meant to print Black's own layout, so that Black has nothing to do but agree; what it
agreed to is remembered, and a run in which nothing changed does not even load it.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic, Position, SpecError
from ..outputs import Output
from ..targets.rules import NOT_FORMATTED, NOT_PYTHON, POLISH_RULES
from . import pieces
from .cache import Cache, open_cache

if TYPE_CHECKING:
    from .style import Refusal

#: What `tc3gen explain` knows of this room.
RULES = POLISH_RULES

#: In characters: Black formats about this much in a second, and starting processes takes a while.
WORTH_PROCESSES = 150_000

#: In characters, what a process formats before it reports.
_BATCH = 30_000
_LONGEST_LINE_SHOWN = 100


def polish(
    outputs: Mapping[str, Output],
    jobs: int | None = None,
    *,
    cache: Cache | None = None,
    progress: Callable[[float], None] | None = None,
) -> dict[str, Output]:
    """The outputs with every `.py` in Black's style; what is copied verbatim stays as it is.

    Args:
        outputs: By path.
        jobs: Processes to format with; None means one for each processor.
        cache: What is known already; None means what the environment asks for.
        progress: Told how much is done, from 0 to 1, while there is something to wait for.

    Raises:
        SpecError: With every output that is not Python, or that Black refuses.
    """
    cache = open_cache() if cache is None else cache
    polished = dict(outputs)
    waiting: dict[str, list[pieces.Piece]] = {}
    found: list[Diagnostic] = []
    for path, output in outputs.items():
        if output.verbatim or not path.endswith(".py"):
            continue
        text = output.text.replace("\r\n", "\n").replace("\r", "\n")
        known = cache.get(text)
        if known is not None:
            polished[path] = replace(output, text=known)
        elif fault := _fault(path, output, text):
            found.append(fault)
        else:
            polished[path] = replace(output, text=text)
            waiting[path] = pieces.cut(text)
    if found:
        raise SpecError(found)
    formatted = _format(waiting, cache, jobs or _processors(), progress)
    for path, parts in waiting.items():
        output = polished[path]
        texts = [formatted[part.text] for part in parts]
        whole = [text for text in texts if isinstance(text, str)]
        if len(whole) < len(texts):
            refusal = next(text for text in texts if not isinstance(text, str))
            message = f"Black cannot format the output for {output.label}: {refusal.reason}"
            found.append(NOT_FORMATTED.at(Position(output.template or path), message))
            continue
        result = pieces.join(parts, whole)
        cache.put(output.text, result)
        polished[path] = replace(output, text=result)
    cache.save()
    if found:
        raise SpecError(found)
    return polished


def _fault(path: str, output: Output, text: str) -> Diagnostic | None:
    """Why a text is not Python, if so; a doubtful escape or comparison counts too."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            compile(text, path, "exec", dont_inherit=True)
    except SyntaxError as error:
        message, line = error.msg, error.lineno or _line_of("\0", text)
    except (RecursionError, MemoryError):
        message, line = "it is nested too deep", 0
    except UnicodeEncodeError as error:
        message, line = "it holds half a surrogate pair", text[: error.start].count("\n") + 1
    except ValueError as error:
        message, line = str(error), _line_of("\0", text)
    else:
        return None
    lines = text.split("\n")
    if 0 < line <= len(lines):
        message += f", in line {line} of {path}: `{_shown(lines[line - 1])}`"
    message = f"the output for {output.label} is not Python: {message}"
    return NOT_PYTHON.at(Position(output.template or path), message)


def _line_of(character: str, text: str) -> int:
    """Where a character is, for errors that do not tell; 0 where there is none."""
    before, found, _ = text.partition(character)
    return before.count("\n") + 1 if found else 0


def _shown(line: str) -> str:
    """A line of output as part of a message: short, and harmless to a terminal."""
    line = line.strip()
    if len(line) > _LONGEST_LINE_SHOWN:
        line = line[:_LONGEST_LINE_SHOWN] + "..."
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in line)


def _format(
    waiting: Mapping[str, Sequence[pieces.Piece]],
    cache: Cache,
    jobs: int,
    progress: Callable[[float], None] | None,
) -> dict[str, str | Refusal]:
    """Every piece's text with its formatted text, from the cache or from Black."""
    formatted: dict[str, str | Refusal] = {}
    missing: list[str] = []
    for text in dict.fromkeys(piece.text for parts in waiting.values() for piece in parts):
        known = cache.get(text)
        if known is None:
            missing.append(text)
        else:
            formatted[text] = known
    total = sum(map(len, missing))
    done = 0
    for texts, results in _formatted(missing, jobs if total >= WORTH_PROCESSES else 1):
        for text, result in zip(texts, results, strict=True):
            formatted[text] = result
            if isinstance(result, str):
                cache.put(text, result)
            done += len(text)
        if progress is not None:
            progress(done / total)
    return formatted


def _formatted(
    texts: Sequence[str], jobs: int
) -> Iterator[tuple[Sequence[str], list[str | Refusal]]]:
    """Batches with what Black made of them, as they are ready."""
    if not texts:
        return
    from . import style

    batches = dict(enumerate(_batches(texts)))
    if jobs > 1 and len(batches) > 1:
        workers = min(jobs, len(batches))
        executor = ProcessPoolExecutor(workers, _start_method(), style.prepare_worker)
        try:
            futures = {
                executor.submit(style.format_all, batch): number
                for number, batch in batches.items()
            }
            for future in as_completed(futures):
                results = future.result()
                yield batches.pop(futures[future]), results
        except (BrokenProcessPool, OSError):
            pass  # no memory or no permission for processes: the rest is done right here
        finally:
            executor.shutdown(wait=False, cancel_futures=True)
    for batch in batches.values():
        yield batch, style.format_all(batch)


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    """Texts in portions, the longest first, so that no process works alone at the end."""
    batch: list[str] = []
    size = 0
    for text in sorted(texts, key=len, reverse=True):
        batch.append(text)
        size += len(text)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _start_method() -> multiprocessing.context.BaseContext:
    """A fork shares Black, loaded already; beside other threads it could deadlock."""
    safe = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if safe else "spawn")


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
