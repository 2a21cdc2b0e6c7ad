"""The last touch before anything is written: every Python output is Python, in Black's style.

Templates are meant to print Black's own layout, so that Black has nothing to do but agree.  What it
agreed to is remembered, for a module and for the shapes of its statements: a module of known shapes
is not shown to Black (`judge` says why that is safe), and a run in which nothing is new does not
even load it.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from ..diagnostics import Diagnostic, Position, SpecError
from ..outputs import Output
from ..targets.rules import NOT_FORMATTED, NOT_PYTHON, POLISH_RULES
from . import pieces
from .asking import by_black
from .asking import loading as loading
from .cache import Cache
from .cache import open_cache as open_cache
from .judge import Framed, Judge
from .statements import Unclear

#: What `tc3gen explain` knows of this room.
RULES = POLISH_RULES

_LONGEST_LINE_SHOWN = 100


NOTHING: Mapping[str, str] = {}
#: Findings as they travel between processes.
Plain = tuple[dict[str, str], dict[str, set[str]], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Findings:
    """What there is to know of modules before Black is asked, by path."""

    known: dict[str, str] = field(default_factory=dict)
    """Formatted texts that the cache has."""
    needed: dict[str, set[str]] = field(default_factory=dict)
    """Keys of the questions that must be answered by yes for a text to be in style."""
    questions: dict[str, str] = field(default_factory=dict)
    """By key: modules that are in Black's style or not."""

    def plain(self) -> Plain:
        """The same as plain data."""
        return self.known, self.needed, self.questions


def merged(parts: Iterable[Plain]) -> Findings:
    """The findings of several processes."""
    found = Findings()
    for known, needed, questions in parts:
        found.known.update(known)
        found.needed.update(needed)
        found.questions.update(questions)
    return found


def examine(
    outputs: Mapping[str, Output], cache: Cache, agreed: Mapping[str, str] = NOTHING
) -> Findings:
    """Looks at every Python output that is not copied verbatim, without asking Black.

    Args:
        outputs: By path.
        cache: What is known already.
        agreed: By path, what Black agreed to in an earlier run.

    Raises:
        SpecError: With every output that is not Python.
    """
    findings = Findings()
    judge = Judge()
    found: list[Diagnostic] = []
    for path, output in outputs.items():
        if not _is_ours(path, output):
            continue
        text = _lines(output.text)
        known = cache.get(text)
        if known is not None:
            findings.known[path] = known
        elif fault := _fault(path, output, text):
            found.append(fault)
        else:
            with suppress(Unclear):
                findings.needed[path] = judge.needs(text, agreed.get(path, ""))
    if found:
        raise SpecError(found)
    findings.questions.update(judge.questions)
    return findings


def polish(
    outputs: Mapping[str, Output],
    cache: Cache | None = None,
    findings: Findings | None = None,
    jobs: int = 1,
) -> dict[str, Output]:
    """The outputs with every `.py` in Black's style; what is copied verbatim stays as it is.

    Args:
        outputs: By path.
        cache: What is known already; None means what the environment asks for.
        findings: What `examine` found in them.
        jobs: Processes to ask Black in.

    Raises:
        SpecError: With every output that is not Python, or that Black refuses.
    """
    cache = open_cache() if cache is None else cache
    findings = examine(outputs, cache) if findings is None else findings
    known = dict(findings.known)
    waiting = {p: _lines(o.text) for p, o in outputs.items() if _is_ours(p, o) and p not in known}
    for path, text in _judged(waiting, findings, cache, jobs).items():
        known[path] = text
        cache.put(waiting.pop(path), text)
    cut = {path: pieces.cut(text) for path, text in waiting.items()}
    formatted = _formatted([part.text for parts in cut.values() for part in parts], cache, jobs)
    found: list[Diagnostic] = []
    for path, parts in cut.items():
        answers = [formatted[part.text] for part in parts]
        if refusals := [reason for _, reason in answers if reason]:
            label = outputs[path].label
            message = f"Black cannot format the output for {label}: {refusals[0]}"
            found.append(NOT_FORMATTED.at(Position(outputs[path].template or path), message))
            continue
        known[path] = pieces.join(parts, [text for text, _ in answers])
        cache.put(waiting[path], known[path])
    cache.save()
    if found:
        raise SpecError(found)
    return {
        path: replace(output, text=known[path]) if path in known else output
        for path, output in outputs.items()
    }


def _is_ours(path: str, output: Output) -> bool:
    return path.endswith(".py") and not output.verbatim


def _lines(text: str) -> str:
    """A text whose lines end in one way."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _judged(
    waiting: Mapping[str, str], findings: Findings, cache: Cache, jobs: int
) -> dict[str, str]:
    """The modules that the judge passes, some once Black has formatted statements of them."""
    refused = _refused(findings, cache, jobs)
    judge = Judge()
    passed: dict[str, str] = {}
    framed: dict[str, list[Framed]] = {}
    for path, needed in findings.needed.items():
        if refused.isdisjoint(needed):
            passed[path] = waiting[path]
        else:
            framed[path] = judge.refused(waiting[path], refused)
    statements = (statement.module for each in framed.values() for statement in each)
    formatted = _formatted(statements, cache, jobs)
    mended: dict[str, str] = {}
    findings = Findings(questions=judge.questions)
    for path, each in framed.items():
        with suppress(Unclear):
            mended[path] = _mended(waiting[path], each, formatted)
            findings.needed[path] = judge.needs(mended[path])
    refused = _refused(findings, cache, jobs)
    for path, needed in findings.needed.items():
        if refused.isdisjoint(needed):
            passed[path] = mended[path]
    return passed


def _mended(text: str, framed: Sequence[Framed], formatted: Mapping[str, tuple[str, str]]) -> str:
    """A module with some of its statements, in their order, formatted."""
    parts = []
    end = 0
    for each in framed:
        answer, refusal = formatted[each.module]
        if refusal:
            raise Unclear
        parts += [text[end : each.position], each.inside(answer)]
        end = each.position + len(each.statement)
    return "".join([*parts, text[end:]])


def _refused(findings: Findings, cache: Cache, jobs: int) -> set[str]:
    """The keys of the questions that Black has answered by no, or answers so now."""
    asked = sorted(set().union(*findings.needed.values()))
    answers = {key: cache.answer(key) for key in asked}
    keys = [key for key in asked if answers[key] is None]
    questions = [findings.questions[key] for key in keys]
    formatted = by_black(questions, jobs)
    for key, question, (answer, _) in zip(keys, questions, formatted, strict=True):
        answers[key] = answer == question
        cache.put_answer(key, answer == question)
    return {key for key, yes in answers.items() if not yes}


def _formatted(texts: Iterable[str], cache: Cache, jobs: int) -> dict[str, tuple[str, str]]:
    """Texts with what Black makes of them, as the cache knows or as Black answers."""
    formatted: dict[str, tuple[str, str]] = {}
    missing: list[str] = []
    for text in dict.fromkeys(texts):
        known = cache.get(text)
        if known is None:
            missing.append(text)
        else:
            formatted[text] = known, ""
    for text, answer in zip(missing, by_black(missing, jobs), strict=True):
        formatted[text] = answer
        if not answer[1]:
            cache.put(text, answer[0])
    return formatted


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
