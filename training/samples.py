"""Training samples: token ids and a loss weight per token, plain or with a signal at some line start."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from dataclasses import dataclass

from tokenizers import Tokenizer

from domain.problem import Problem, Test
from execute import made_executable, run_test
from generate import line_end_ids
from mutate import mutate
from signal_format import TAIL, Candidate, without_duplicates, write_head, write_signal
from tokenizer import end_id

MAX_TOKENS = 1000
RIGHT_SHOWN = 0.8
"""How often the right continuation is among the candidates."""
NEXT_LINE_WEIGHT = 8.0
LATER_LINES_WEIGHT = 0.5
"""After a signal; samples without one teach these lines."""
PROMPT_WEIGHT = 0.15
"""For tests and signals: their repetitions teach copying early. Statements get a third of it."""
HORIZONS = (1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 8)
"""Lines a candidate may have; the page's default is 8."""
OTHERS_SHOWN = (1, 2, 2, 3, 3)
"""Candidates beside the right one."""
SHORT_HORIZONS = (1, 1, 2, 2, 3, 4, 8)
"""For the first signals that a model sees: short ones teach the same choice for fewer tokens."""


@dataclass(frozen=True)
class Sample:
    """ids and weights have the same length; weights[i] is the loss weight of predicting ids[i]."""

    ids: list[int]
    weights: list[float]


@dataclass(frozen=True)
class SignalCase:
    """A line start with its candidates; `code` is the right program, `point` counts its lines from 0 (def)."""

    problem: Problem
    point: int
    candidates: list[Candidate]

    @property
    def lines(self) -> list[str]:
        """Lines of the right program."""
        return self.problem.code.rstrip("\n").split("\n")

    @property
    def prefix(self) -> str:
        """The code before the line start."""
        return "".join(line + "\n" for line in self.lines[: self.point])

    @property
    def target(self) -> tuple[str, bool]:
        """What should be written from here, and whether it ends the program: the rest of the right program, unless
        only candidates that begin otherwise pass the visible tests; then the first of those."""
        right = self.lines[self.point:]
        passing = [candidate for candidate in self.candidates if candidate.passes_all]
        if not passing or any(candidate.continuation.split("\n")[0] == right[0] for candidate in passing):
            return "".join(line + "\n" for line in right), True
        return passing[0].continuation.rstrip("\n") + "\n", passing[0].finished


class Codec:
    """Tokenises segments separately, as the page does."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.end = end_id(tokenizer)
        self.tail = self.encode(TAIL)
        self.line_ends = line_end_ids([self.decode([i]) for i in range(tokenizer.get_vocab_size())])

    def encode(self, text: str) -> list[int]:
        """Ids of one segment."""
        return self.tokenizer.encode(text, add_special_tokens=False).ids if text else []

    def decode(self, ids: list[int]) -> str:
        """Text of ids, special tokens left out."""
        return self.tokenizer.decode(ids, skip_special_tokens=True)

    def prompt_weights(self, problem: Problem, length: int) -> list[float]:
        """Loss weights of the first `length` ids of a prompt."""
        statement = len(self.encode("# Task\n" + problem.statement))
        return [PROMPT_WEIGHT / 3] * statement + [PROMPT_WEIGHT] * (length - statement)

    def prompt(self, problem: Problem, signal: str = "", code: str = "") -> list[int]:
        """head + signal + tail + code so far."""
        head = write_head(problem.statement, [test.text for test in problem.visible])
        return self.encode(head) + self.encode(signal) + self.tail + self.encode(code)


def plain_sample(codec: Codec, problem: Problem) -> Sample:
    """Statement and tests, then the right program."""
    before, code = codec.prompt(problem), [*codec.encode(problem.code), codec.end]
    return Sample(before + code, codec.prompt_weights(problem, len(before)) + [1.0] * len(code))


def signal_sample(codec: Codec, case: SignalCase) -> Sample:
    """The signal stands before the solution; code before the line start is read but not learnt."""
    asked = codec.prompt(case.problem, write_signal(case.candidates))
    before = asked + codec.encode(case.prefix)
    target, finished = case.target
    first, _, others = target.partition("\n")
    line = codec.encode(first + "\n")
    rest = codec.encode(others) + ([codec.end] if finished else [])
    weights = codec.prompt_weights(case.problem, len(asked)) + [0.0] * (len(before) - len(asked))
    weights += [NEXT_LINE_WEIGHT] * len(line) + [LATER_LINES_WEIGHT] * len(rest)
    return Sample(before + line + rest, weights)


def first_difference(one: list[str], other: list[str]) -> int:
    """Index of the first line in which two programs differ."""
    return next((i for i, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))


def evaluate_candidate(prefix: str, continuation: str, finished: bool, entry: str,
                       tests: tuple[Test, ...]) -> Candidate:
    """Run prefix + continuation (made executable) on every visible test."""
    source = made_executable(prefix + continuation)
    return Candidate(continuation, finished, tuple(
        run_test(source, entry, copy.deepcopy(test.arguments), test.expected) for test in tests))


def cut(lines: list[str], horizon: int) -> tuple[str, bool]:
    """At most `horizon` lines as text, and whether that is all of them."""
    return "".join(line + "\n" for line in lines[:horizon]), len(lines) <= horizon


def make_case(problem: Problem, rng: random.Random, right_shown: float = RIGHT_SHOWN,
              horizons: tuple[int, ...] = HORIZONS, others_shown: tuple[int, ...] = OTHERS_SHOWN) -> SignalCase | None:
    """A random line start of the right program with two to five candidates (or as `others_shown` says), really
    executed."""
    right = problem.code.rstrip("\n").split("\n")
    others = [code.rstrip("\n").split("\n") for code in [*problem.readings, *problem.wrong]]
    for _ in range(max(others_shown) + 1):
        changed = mutate(problem.code, rng)
        if changed is not None:
            others.append(changed.rstrip("\n").split("\n"))
    forks = [(first_difference(right, other), other) for other in others]
    forks = [(fork, other) for fork, other in forks if 1 <= fork < len(right)]
    if not forks:
        return None
    fork = rng.choice(forks)[0]
    point = fork if rng.random() < 0.75 else rng.randint(0, fork)
    usable = [other for at, other in forks if at >= point]
    here = [other for at, other in forks if at == point]
    rng.shuffle(usable)
    if here and here[0] not in usable[:2]:
        usable.insert(0, rng.choice(here))
    horizon = rng.choice(horizons)
    chosen = usable[: rng.choice(others_shown)]
    if rng.random() < right_shown:
        chosen.insert(rng.randrange(len(chosen) + 1), right)
    prefix = "".join(line + "\n" for line in right[:point])
    shown = [cut(lines[point:], horizon) for lines in chosen]
    found = [evaluate_candidate(prefix, text, finished, problem.entry, problem.visible) for text, finished in
             dict.fromkeys(shown) if text]
    return SignalCase(problem, point, without_duplicates(found)) if found else None


SampleSource = Callable[[random.Random], Sample | None]


def mixed_source(codec: Codec, draw: Callable[[random.Random], Problem], signal_share: float,
                 short_signals: bool = False) -> SampleSource:
    """Samples of fresh problems; `signal_share` of them with a signal (the rest is the dropout that guidance needs)."""
    horizons = SHORT_HORIZONS if short_signals else HORIZONS

    def one(rng: random.Random) -> Sample | None:
        problem = draw(rng)
        case = make_case(problem, rng, horizons=horizons) if rng.random() < signal_share else None
        sample = signal_sample(codec, case) if case is not None else plain_sample(codec, problem)
        return sample if len(sample.ids) <= MAX_TOKENS else None

    return one
