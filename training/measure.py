"""What is measured while training: greedy, best of ten, rescue and keep, on held-out problems."""

from __future__ import annotations

import copy
import random

from corpus import ProblemStream
from domain.problem import Problem, Test
from execute import compile_program, run_test
from generate import generate
from model import TinyCoder
from samples import Codec, SignalCase, make_case
from signal_format import write_signal

MAX_NEW = 170


def passes(code: str, entry: str, tests: tuple[Test, ...]) -> bool:
    """Whether a program passes all of these tests."""
    return all(run_test(code, entry, copy.deepcopy(test.arguments), test.expected).passed for test in tests)


def solves(problem: Problem, code: str) -> bool:
    """Whether a program passes visible and hidden tests."""
    if compile_program(code) is None:
        return False
    return passes(code, problem.entry, (*problem.visible, *problem.hidden))


def greedy_rate(model: TinyCoder, codec: Codec, problems: list[Problem]) -> float:
    """Share solved by the most probable program."""
    outputs = generate(model, [codec.prompt(p) for p in problems], codec.end, MAX_NEW)
    return sum(solves(p, codec.decode(ids)) for p, ids in zip(problems, outputs)) / len(problems)


def best_of(model: TinyCoder, codec: Codec, problems: list[Problem], samples: int, temperature: float = 1.0) -> float:
    """Share solved by at least one of `samples` samples."""
    solved = 0
    for start in range(0, len(problems), 10):
        part = [p for p in problems[start: start + 10] for _ in range(samples)]
        outputs = generate(model, [codec.prompt(p) for p in part], codec.end, MAX_NEW, temperature, seed=start)
        hits = [solves(p, codec.decode(ids)) for p, ids in zip(part, outputs)]
        solved += sum(any(hits[i: i + samples]) for i in range(0, len(hits), samples))
    return solved / len(problems)


def probe_cases(problems: list[Problem], count: int) -> list[SignalCase]:
    """Line starts of held-out problems at which a passing candidate is shown among others."""
    rng = random.Random(77)
    found: list[SignalCase] = []
    for _ in range(20):
        for problem in problems:
            case = make_case(problem, rng, right_shown=1.0)
            if case is not None and len(case.candidates) > 1 and any(c.passes_all for c in case.candidates):
                found.append(case)
            if len(found) == count:
                return found
    return found


def line_start_prompts(codec: Codec, cases: list[SignalCase], with_signal: bool) -> list[list[int]]:
    """What is read before the next line at each line start."""
    return [codec.prompt(c.problem, write_signal(c.candidates) if with_signal else "", c.prefix) for c in cases]


def next_lines(model: TinyCoder, codec: Codec, cases: list[SignalCase], with_signal: bool) -> list[str]:
    """The greedy next line at each line start."""
    prompts = line_start_prompts(codec, cases, with_signal)
    outputs = generate(model, prompts, codec.end, 45, line_ends=codec.line_ends, max_lines=1)
    return [codec.decode(ids).rstrip("\n") for ids in outputs]


def rescue_and_keep(cases: list[SignalCase], plain: list[str], guided: list[str]) -> dict[str, float]:
    """From the next lines without and with signals. rescue: plain line wrong -> conditional takes a passing candidate's
    line; keep: plain right -> it stays."""
    counts = {"rescued": 0, "wrong": 0, "kept": 0, "right": 0}
    for case, before, after in zip(cases, plain, guided):
        passing = {c.continuation.split("\n")[0] for c in case.candidates if c.passes_all}
        group, hit = ("right", "kept") if before in passing else ("wrong", "rescued")
        counts[group] += 1
        counts[hit] += after in passing
    return {"rescue": round(counts["rescued"] / max(1, counts["wrong"]), 3), "rescue_n": counts["wrong"],
            "keep": round(counts["kept"] / max(1, counts["right"]), 3), "keep_n": counts["right"]}


class Meter:
    """The fixed held-out sets of a run."""

    def __init__(self, codec: Codec, stream: ProblemStream, problems: int, cases: int) -> None:
        self.codec = codec
        self.problems = stream.held_out(1, problems)
        self.cases = probe_cases(stream.held_out(2, problems), cases)

    def quick(self, model: TinyCoder) -> dict[str, float]:
        """Greedy, rescue and keep."""
        lines = [next_lines(model, self.codec, self.cases, with_signal) for with_signal in (False, True)]
        return {"greedy": round(greedy_rate(model, self.codec, self.problems), 3),
                **rescue_and_keep(self.cases, *lines)}

    def full(self, model: TinyCoder) -> dict[str, float]:
        """Also best of ten."""
        return {**self.quick(model), "best_of_10": round(best_of(model, self.codec, self.problems[:40], 10), 3)}
