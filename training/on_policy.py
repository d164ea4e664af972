"""Signal samples whose candidates the model itself has sampled; the right program is there only if it was found."""

from __future__ import annotations

import random
from collections import deque

from domain.problem import Problem
from guidance import Settings, sample_candidates
from model import TinyCoder
from samples import MAX_TOKENS, Codec, Sample, SampleSource, SignalCase, signal_sample

PROBLEMS_AT_ONCE = 24


class OnPolicy:
    """Draws cases in batches with the model's present weights."""

    def __init__(self, model: TinyCoder, codec: Codec, draw: object, temperature: float = 1.0) -> None:
        self.model, self.codec, self.draw, self.temperature = model, codec, draw, temperature
        self.ready: deque[Sample] = deque()
        self.cases = 0

    def one(self, rng: random.Random) -> Sample | None:
        """The next sample."""
        while not self.ready:
            self.refill(rng)
        return self.ready.popleft()

    def refill(self, rng: random.Random) -> None:
        """Sample candidates at a random line start of the right program of each of a batch of problems."""
        problems: list[Problem] = [self.draw(rng) for _ in range(PROBLEMS_AT_ONCE)]  # type: ignore[operator]
        points = [rng.randrange(len(p.code.rstrip("\n").split("\n"))) for p in problems]
        codes = ["".join(line + "\n" for line in p.code.split("\n")[:point]) for p, point in zip(problems, points)]
        settings = Settings(s=rng.choice((3, 4, 4)), t=self.temperature, d=rng.choice((2, 4, 6, 8, 8, 8)))
        found = sample_candidates(self.model, self.codec, problems, codes, settings, rng.getrandbits(30))
        self.model.train()
        for problem, point, candidates in zip(problems, points, found):
            sample = signal_sample(self.codec, SignalCase(problem, point, candidates)) if candidates else None
            if sample is not None and len(sample.ids) <= MAX_TOKENS:
                self.ready.append(sample)
                self.cases += 1


def with_on_policy(own: OnPolicy, other: SampleSource, share: float) -> SampleSource:
    """`share` of the samples from the model's own candidates, the rest from `other`."""

    def one(rng: random.Random) -> Sample | None:
        return own.one(rng) if rng.random() < share else other(rng)

    return one
