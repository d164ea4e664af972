"""Signals whose candidates a model has drawn, after the right program's beginning and after its own.

For each problem many continuations are drawn and run to their ends; a signal shows some of them, cut. So where none of
those shown passes, another may have, and that is what is learnt: what to write when all that was tried fails.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from continuations import Drawing
from domain.problem import Problem
from measure import passes
from samples import Codec, Sample, SignalCase, cut, evaluate_candidate, signal_sample
from signal_format import Candidate, without_duplicates

PROBLEMS_AT_ONCE = 32
SHOWN = (2, 3, 3, 4, 4, 4, 6, 8, 12, 12)
SHOWN_LINES = (2, 4, 6, 8, 8, 8, 8)
"""Lines of a shown candidate; the page's default is 8."""
TEMPERATURES = (0.8, 1.0, 1.0, 1.2)
ROUNDS = 3
"""Beginnings of one problem in a row, each but the first with some lines of what was drawn before."""
SILENT = 0.15
"""How often a beginning of the model's own goes without a signal."""


@dataclass(frozen=True)
class Start:
    """A problem and the code so far."""

    problem: Problem
    prefix: str
    round: int

    @property
    def right(self) -> bool:
        """Whether the code so far begins the right program."""
        return self.problem.code.startswith(self.prefix)


class OwnCases:
    """`ask` gives prompts, `answer` takes what was drawn for them and gives samples."""

    def __init__(self, codec: Codec, draw: Callable[[random.Random], Problem], rng: random.Random,
                 max_tokens: int) -> None:
        self.codec, self.draw, self.rng, self.max_tokens = codec, draw, rng, max_tokens
        self.starts: list[Start] = []
        self.next: list[Start] = []

    def ask(self) -> tuple[list[list[int]], Drawing]:
        """Prompts of the next beginnings, and how they are to be continued."""
        self.starts = self.next[:PROBLEMS_AT_ONCE]
        self.next = self.next[PROBLEMS_AT_ONCE:]
        while len(self.starts) < PROBLEMS_AT_ONCE:
            problem = self.draw(self.rng)
            lines = problem.code.rstrip("\n").split("\n")
            point = self.rng.choice((0, 1, 1, self.rng.randrange(len(lines)), self.rng.randrange(len(lines))))
            self.starts.append(Start(problem, cut(lines, point)[0], 1))
        drawing = Drawing(temperature=self.rng.choice(TEMPERATURES), top_p=self.rng.choice((0.95, 0.95, 1.0)))
        return [self.codec.prompt(start.problem, code=start.prefix) for start in self.starts], drawing

    def answer(self, drawn: list[list[list[int]]]) -> list[Sample]:
        """One sample of each beginning for which something right is known."""
        found = [self._sample(start, rows) for start, rows in zip(self.starts, drawn)]
        return [sample for sample in found if sample is not None and len(sample.ids) <= self.max_tokens]

    def _sample(self, start: Start, rows: list[list[int]]) -> Sample | None:
        texts = [(self.codec.decode(ids), ids[-1:] == [self.codec.end]) for ids in rows]
        texts = [(text, ended) for text, ended in texts if text.strip()]
        if not texts:
            return None
        problem, prefix = start.problem, start.prefix
        self._go_on(start, [text for text, _ in texts])
        runs = {text: evaluate_candidate(prefix, text, ended, problem.entry, problem.visible)
                for text, ended in dict.fromkeys(texts)}
        shown = self._shown(start, texts, runs)
        if start.right:
            return signal_sample(self.codec, SignalCase(problem, prefix.count("\n"), shown))
        solved = [text for text, ended in texts if ended and runs[text].passes_all
                  and passes(prefix + text, problem.entry, problem.hidden)]
        if not solved:
            return None
        if self.rng.random() < SILENT:
            shown = []
        code = prefix + Counter(solved).most_common(1)[0][0].rstrip("\n") + "\n"
        return signal_sample(self.codec, SignalCase(replace(problem, code=code), prefix.count("\n"), shown))

    def _shown(self, start: Start, texts: list[tuple[str, bool]], runs: dict[str, Candidate]) -> list[Candidate]:
        """Some of the continuations, cut at a horizon, as the page would show them."""
        horizon = self.rng.choice(SHOWN_LINES)
        chosen = self.rng.sample(texts, min(len(texts), self.rng.choice(SHOWN)))
        shown = []
        for text, ended in chosen:
            lines = text.rstrip("\n").split("\n")
            part, whole = cut(lines, horizon)
            shown.append(runs[text] if whole else evaluate_candidate(start.prefix, part, False, start.problem.entry,
                                                                     start.problem.visible))
        return without_duplicates(shown)

    def _go_on(self, start: Start, texts: list[str]) -> None:
        """Now and then, begin again after some lines of what was drawn."""
        if start.round >= ROUNDS or self.rng.random() < 0.45:
            return
        lines = self.rng.choice(texts).rstrip("\n").split("\n")
        kept = self.rng.choice((1, 1, 2, 2, 3))
        prefix = start.prefix + cut(lines, kept)[0]
        if kept < len(lines) and len(prefix) < 600:
            self.next.append(Start(start.problem, prefix, start.round + 1))
