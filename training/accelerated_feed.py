"""Batches for an accelerator: many processes make samples, and one answers what they ask of the models being trained."""

from __future__ import annotations

import queue
import random
import resource
import signal
import traceback
import warnings
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.multiprocessing as multiprocessing
from tokenizers import Tokenizer

from continuations import Request, serve
from corpus import ProblemStream
from domain.problem import Problem
from feed import grouped
from model import TinyCoder
from own_cases import OwnCases
from samples import HORIZONS, SHORT_HORIZONS, Codec, Sample, make_case, plain_sample, signal_sample

WIDTH_STEP = 64
MAX_TOKENS = 1900
"""Signals of a dozen candidates fit; the model reads 2,048."""
OTHERS_SHOWN = (1, 2, 2, 3, 3, 5, 7, 11)
MADE_SHARE, OWN_SHARE = 0.6, 0.8
"""For each problem one sample without a signal, and this many with one: from made candidates, from a model's own."""
KEPT_PROBLEMS = 200
AGAIN, KEPT_BATCHES = 3, 400
"""A batch may be read so often again when no new one is ready, once so many are there."""
HANGS_AFTER = 20
"""Seconds."""
MEMORY_LIMIT = 4 << 30
"""Bytes that a process may take on while it runs programs which models wrote."""


@dataclass(frozen=True)
class Sizes:
    """How much goes together."""

    pool: int = 900
    """Samples drawn before they are sorted into batches of similar length."""
    batch_tokens: int = 32_768
    batches: int = 3
    """Batches of an update."""


Packed = tuple[np.ndarray, np.ndarray]
"""ids (uint16) and loss weights (float16), both [rows, width], right-padded."""


def made_samples(codec: Codec, problem: Problem, rng: random.Random) -> list[Sample]:
    """The samples of one problem, without those of the model's own candidates."""
    found = [plain_sample(codec, problem)]
    if rng.random() < MADE_SHARE:
        case = make_case(problem, rng, horizons=rng.choice((HORIZONS, HORIZONS, SHORT_HORIZONS)),
                         others_shown=OTHERS_SHOWN)
        if case is not None:
            found.append(signal_sample(codec, case))
    return found


def packed(samples: list[Sample], batch_tokens: int, pad: int, rng: random.Random) -> list[Packed]:
    """Samples cut into batches of similar length, in random order."""
    out = []
    for width, group in grouped(samples, batch_tokens, WIDTH_STEP, rng):
        ids = np.full((len(group), width), pad, np.uint16)
        weights = np.zeros((len(group), width), np.float16)
        for row, sample in enumerate(group):
            ids[row, : len(sample.ids)] = sample.ids
            weights[row, : len(sample.ids)] = sample.weights
        out.append((ids, weights))
    return out


def too_long(_signum: int, _frame: object) -> None:
    """The answer to an alarm."""
    raise TimeoutError("a sample took too long")


def produce(batches: multiprocessing.Queue, asked: multiprocessing.Queue, answers: multiprocessing.Queue,
            tokenizer: Path, sizes: Sizes, seed: str, index: int) -> None:
    """Fill `batches` until the process is ended."""
    torch.set_num_threads(1)
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY_LIMIT, used + MEMORY_LIMIT))
    rng = random.Random(f"{seed} {index}")
    codec, stream, recent = Codec(Tokenizer.from_file(str(tokenizer))), ProblemStream(wide=True), deque(maxlen=KEPT_PROBLEMS)

    def next_problem(_: random.Random) -> Problem:
        return recent.popleft() if recent else stream.draw(rng)

    own = OwnCases(codec, next_problem, rng, MAX_TOKENS)
    ready: deque[Sample] = deque()
    pool: list[Sample] = []
    waiting = False

    def draw() -> None:
        recent.append(stream.draw(rng))
        pool.extend(made_samples(codec, recent[-1], rng))

    def answered() -> None:
        nonlocal waiting
        if waiting:
            try:
                drawn = answers.get_nowait()
            except queue.Empty:
                return
            waiting = False
            ready.extend(own.answer(drawn))

    def ask() -> None:
        nonlocal waiting
        if not waiting and len(ready) < sizes.pool:
            asked.put(Request(index, *own.ask()))
            waiting = True

    warnings.simplefilter("ignore", SyntaxWarning)
    signal.signal(signal.SIGALRM, too_long)
    while True:
        pool.clear()
        while len(pool) < sizes.pool:
            for step in (answered, ask, draw):
                # Hundreds of exercises and whatever a model writes: one that fails or hangs costs itself alone.
                signal.alarm(HANGS_AFTER)
                try:
                    step()
                except Exception:
                    traceback.print_exc(limit=3)
                finally:
                    signal.alarm(0)
            if ready and rng.random() < OWN_SHARE:
                pool.append(ready.popleft())
        short = [sample for sample in pool if len(sample.ids) <= MAX_TOKENS]
        for batch in packed(short, sizes.batch_tokens, codec.end, rng):
            batches.put(batch)


class AcceleratedFeed:
    """Batches from `processes` producers; their candidates come from `model`, read again from `weights`."""

    def __init__(self, model: TinyCoder, weights: Path, codec: Codec, tokenizer: Path, device: str, sizes: Sizes,
                 seed: str, processes: int) -> None:
        context = multiprocessing.get_context("spawn")
        self.batches = context.Queue(maxsize=200)
        self.fresh = self.repeated = 0
        # Kept here: a queue that nobody holds is gone before a process that starts later has opened it.
        self.asked, self.answers = context.Queue(), [context.Queue() for _ in range(processes)]
        self.processes = [context.Process(target=produce, daemon=True,
                                          args=(self.batches, self.asked, self.answers[index], tokenizer, sizes, seed, index))
                          for index in range(processes)]
        self.processes.append(context.Process(target=serve, daemon=True, args=(
            self.asked, self.answers, model, weights, device, codec.line_ends, codec.end)))
        for process in self.processes:
            process.start()

    def __iter__(self) -> Iterator[Packed]:
        """New batches; where none is ready an old one again, the oldest first and each at most AGAIN times."""
        kept: deque[tuple[Packed, int]] = deque()
        while True:
            try:
                batch, again = self.batches.get(block=len(kept) < KEPT_BATCHES), AGAIN
                self.fresh += 1
            except queue.Empty:
                batch, again = kept.popleft()
                self.repeated += 1
            if again > 0:
                kept.append((batch, again - 1))
            yield batch

    def stop(self) -> None:
        """End all of them."""
        for process in self.processes:
            process.kill()
