"""Makes training batches in processes of their own, so that the trainer never waits for Python."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import Full

import torch
import torch.multiprocessing as multiprocessing
from tokenizers import Tokenizer
from torch import Tensor

from config import ModelConfig
from corpus import ProblemStream
from model import TinyCoder
from on_policy import OnPolicy, with_on_policy
from samples import Codec, Sample, SampleSource, mixed_source

POOL = 240
"""Samples drawn before they are sorted into batches of similar length."""
WIDTH_STEP = 16
RELOAD_POOLS = 12
"""Pools between two looks at the checkpoint, for candidates that the model itself samples."""

Batch = tuple[Tensor, Tensor]
"""ids (int64) and loss weights (float), both [batch, length], right-padded."""


@dataclass(frozen=True)
class Recipe:
    """What the batches of a stage are made of."""

    name: str
    signal_share: float
    own_share: float = 0.0
    """Share of the samples whose candidates come from the model itself."""
    short_signals: bool = False
    wide: bool = False
    """Whether problems come from the wide domain."""
    batch_tokens: int = 4096


def grouped(samples: list[Sample], batch_tokens: int, width_step: int,
            rng: random.Random) -> list[tuple[int, list[Sample]]]:
    """(width, samples) of batches of similar length, in random order; widths are multiples of `width_step`: few shapes,
    so that products are prepared once for each."""

    def rounded(length: int) -> int:
        return -(-length // width_step) * width_step

    groups: list[list[Sample]] = [[]]
    for sample in sorted(samples, key=lambda s: len(s.ids)):
        if groups[-1] and (len(groups[-1]) + 1) * rounded(len(sample.ids)) > batch_tokens:
            groups.append([])
        groups[-1].append(sample)
    rng.shuffle(groups)
    return [(rounded(max(len(sample.ids) for sample in group)), group) for group in groups]


def pool_of_batches(source: SampleSource, rng: random.Random, batch_tokens: int, pad: int) -> list[Batch]:
    """A pool of samples cut into batches of similar length, in random order."""
    drawn: list[Sample] = []
    while len(drawn) < POOL:
        sample = source(rng)
        if sample is not None:
            drawn.append(sample)
    out = []
    for width, group in grouped(drawn, batch_tokens, WIDTH_STEP, rng):
        ids = torch.tensor([s.ids + [pad] * (width - len(s.ids)) for s in group])
        weights = torch.tensor([s.weights + [0.0] * (width - len(s.weights)) for s in group])
        out.append((ids, weights))
    return out


def load_average(path: Path, config: ModelConfig) -> TinyCoder:
    """The averaged weights of a checkpoint."""
    model = TinyCoder(config)
    model.load_state_dict(torch.load(path, weights_only=True)["average"])
    return model


def produce(queue: multiprocessing.Queue, recipe: Recipe, folder: Path, config: ModelConfig, seed: str) -> None:
    """Fill `queue` with batches until the process that started this one is gone."""
    torch.set_num_threads(1)
    parent = os.getppid()
    rng, stream = random.Random(seed), ProblemStream(recipe.wide)
    codec = Codec(Tokenizer.from_file(str(folder / "tokenizer.json")))
    source = mixed_source(codec, stream.draw, recipe.signal_share, recipe.short_signals)
    own: OnPolicy | None = None
    if recipe.own_share > 0:
        own = OnPolicy(load_average(folder / "checkpoint.pt", config), codec, stream.draw)
        source = with_on_policy(own, source, recipe.own_share)
    pools = 0
    while True:
        for ids, weights in pool_of_batches(source, rng, recipe.batch_tokens, codec.end):
            while True:
                if os.getppid() != parent:
                    return
                try:
                    queue.put((ids.numpy(), weights.numpy()), timeout=5)
                    break
                except Full:
                    continue
        pools += 1
        if own is not None and pools % RELOAD_POOLS == 0:
            own.model = load_average(folder / "checkpoint.pt", config)


class Feed:
    """Batches of one stage, from `processes` producers."""

    def __init__(self, recipe: Recipe, folder: Path, config: ModelConfig, seed: str, processes: int) -> None:
        context = multiprocessing.get_context("spawn")
        self.queue = context.Queue(maxsize=150)
        self.processes = [context.Process(target=produce, daemon=True,
                                          args=(self.queue, recipe, folder, config, f"{seed} {index}"))
                          for index in range(processes)]
        for process in self.processes:
            process.start()

    def __iter__(self) -> Iterator[Batch]:
        while True:
            ids, weights = self.queue.get()
            yield torch.from_numpy(ids), torch.from_numpy(weights)

    def stop(self) -> None:
        """End the producers."""
        for process in self.processes:
            process.terminate()
            process.join()
