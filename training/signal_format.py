"""The prompt and signal format "v1". src/guidance writes the same bytes; a shared fixture holds both together.

A prompt is made of segments that are tokenised separately: head, signal (may be empty), tail, code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from execute import Outcome

TAIL = "# Solution\n"


@dataclass(frozen=True)
class Candidate:
    """A continuation from the current line start and its outcome on each visible test."""

    continuation: str
    finished: bool
    """True when the function ended by itself, False when the horizon cut it."""
    tests: tuple[Outcome, ...]

    @property
    def passes_all(self) -> bool:
        """Whether every visible test holds."""
        return all(test.passed for test in self.tests)


def write_head(statement: str, tests: Sequence[str]) -> str:
    """Statement (one paragraph) and test lines."""
    return "# Task\n" + statement + "\n# Tests\n" + "\n".join(tests) + "\n"


def verdict(candidate: Candidate, test: Outcome) -> str:
    """pass, open (cut by its horizon: nothing returned yet and nothing raised) or fail."""
    if test.passed:
        return "pass"
    still_open = not candidate.finished and test.outcome == "returned" and test.is_none
    return "open" if still_open else "fail"


def write_test_row(test: Outcome) -> str:
    """One line: what came back, and the final locals."""
    if test.outcome == "returned":
        text = "#= " + test.got
    elif test.outcome == "raised":
        text = "#! " + test.exception
    else:
        text = "#? timeout"
    if test.locals:
        text += "; " + ", ".join(f"{name}={value}" for name, value in test.locals)
    return text + "\n"


def write_candidate(number: int, candidate: Candidate) -> str:
    """Verdict line, continuation, one row per test; `number` counts from 1."""
    verdicts = " ".join(verdict(candidate, test) for test in candidate.tests)
    return (f"# Candidate {number}: {verdicts}\n" + candidate.continuation.rstrip("\n") + "\n"
            + "".join(write_test_row(test) for test in candidate.tests))


def write_signal(candidates: Sequence[Candidate]) -> str:
    """The whole block, "" without candidates; the caller has removed duplicates (see `without_duplicates`)."""
    return "".join(write_candidate(number, candidate) for number, candidate in enumerate(candidates, start=1))


def without_duplicates(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates with the same continuation (trailing newlines aside) once, first come first kept."""
    seen: dict[str, Candidate] = {}
    for candidate in candidates:
        seen.setdefault(candidate.continuation.rstrip("\n"), candidate)
    return list(seen.values())
