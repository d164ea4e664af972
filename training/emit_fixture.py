"""Writes test/fixtures/signal-format-v1.json: rows that the page's signal writer must reproduce byte for byte."""

from __future__ import annotations

import json
import random

from config import FIXTURE_PATH, PROMPT_FORMAT
from corpus import ProblemStream
from execute import Outcome
from samples import evaluate_candidate, make_case
from signal_format import Candidate, write_signal

DRAWN_ROWS = 10


def handmade() -> list[list[Candidate]]:
    """Cases that random programs seldom show."""
    def returned(got: str, passed: bool, **names: str) -> Outcome:
        return Outcome("returned", passed=passed, got=got, is_none=got == "None", locals=list(names.items()))

    cut = Candidate("    for x in nums:\n        total += x\n", False,
                    (returned("None", False, total="6", x="3"), returned("None", False, total="0"),
                     Outcome("timeout", locals=[("total", "9001")])))
    none_right = Candidate("    return None\n", True, (returned("None", True), returned("None", False)))
    cut_but_returned = Candidate("    if n > 0:\n        return n\n", False,
                                 (returned("3", True), returned("4", False), returned("None", False)))
    cut_none_passes = Candidate("    best = None\n", False, (returned("None", True, best="None"),))
    raised = Candidate("    return text[9]", True,
                       (Outcome("raised", exception="IndexError", locals=[("text", "'ab, c=d; #'")]),
                        Outcome("raised", exception="IndexError")))
    cut_raised = Candidate("    x = nums[0]\n\n\n", False, (Outcome("raised", exception="IndexError"),))
    syntax = Candidate("    if x >\n", True, tuple(Outcome("raised", exception="SyntaxError") for _ in range(3)))
    timeout = Candidate("    while True:\n        pass\n", True, (Outcome("timeout"), Outcome("timeout")))
    empty = Candidate("", True, (returned("None", False),))
    odd = Candidate("    return 'caf\u00e9 \u2713'\n", True, (returned("'caf\u00e9 \u2713'", True, a="1", b="[1, ...]"),))
    return [[], [cut], [none_right], [cut_but_returned, cut_none_passes], [raised], [cut_raised, syntax], [timeout],
            [empty], [odd], [cut, raised, timeout, none_right]]


def row(candidates: list[Candidate]) -> dict[str, object]:
    """A fixture row as JSON data."""
    return {"candidates": [{
        "continuation": c.continuation, "finished": c.finished,
        "tests": [{"outcome": t.outcome, "got": t.got, "exception": t.exception,
                   "locals": [list(pair) for pair in t.locals], "passed": t.passed} for t in c.tests],
    } for c in candidates], "text": write_signal(candidates)}


def main() -> None:
    """Hand-made rows first, then rows from generated problems."""
    rng, stream = random.Random(11), ProblemStream()
    rows = [row(candidates) for candidates in handmade()]
    while len(rows) < len(handmade()) + DRAWN_ROWS:
        case = make_case(stream.draw(rng), rng)
        if case is not None and len(case.candidates) > 1:
            again = evaluate_candidate(case.prefix, "    return undefined_name\n", True, case.problem.entry,
                                       case.problem.visible)
            rows.append(row([*case.candidates, again] if len(rows) % 3 == 0 else case.candidates))
    FIXTURE_PATH.parent.mkdir(parents=True, exist_ok=True)
    FIXTURE_PATH.write_text(json.dumps({"format": PROMPT_FORMAT, "rows": rows}, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
