"""Checks of the exported files: fp32 against torch, int8 against fp32, caches against one full pass, ragged rows."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import torch

from corpus import ProblemStream
from model import TinyCoder
from runtime import OnnxModel
from samples import Codec, make_case, plain_sample, signal_sample


def check(model: TinyCoder, codec: Codec, fp32: Path, int8: Path, sequences: int = 60) -> dict[str, float]:
    """Largest logit differences and the share of code positions where int8 picks torch's top token."""
    rng, stream = random.Random(3), ProblemStream()
    wide, small = OnnxModel(fp32), OnnxModel(int8)
    model.eval()
    worst, same, total, cached = 0.0, 0, 0, 0.0
    for index, problem in enumerate(stream.held_out(3, sequences)):
        case = make_case(problem, rng) if index % 2 else None
        sample = signal_sample(codec, case) if case is not None else plain_sample(codec, problem)
        ids, size = np.array([sample.ids]), len(sample.ids)
        with torch.no_grad():
            expected = model(torch.tensor(ids)).numpy()
        full, _ = wide.run(ids, np.array([size]), wide.empty_cache(1))
        worst = max(worst, float(np.abs(full - expected).max()))
        coded, _ = small.run(ids, np.array([size]), small.empty_cache(1))
        used = np.array(sample.weights[1:]) >= 1
        same += int((coded[0, :-1].argmax(-1) == expected[0, :-1].argmax(-1))[used].sum())
        total += int(used.sum())
        half = size // 2
        _, cache = wide.run(ids[:, :half], np.array([half]), wide.empty_cache(1))
        last, cache = wide.run(ids[:, half:size - 1], np.array([size - 1]), cache, keep=1)
        step, _ = wide.run(ids[:, size - 1:], np.array([size]), cache)
        cached = max(cached, float(np.abs(last[0, 0] - full[0, size - 2]).max()),
                     float(np.abs(step[0, 0] - full[0, size - 1]).max()))
    return {"fp32_vs_torch": worst, "int8_same_top_token": same / total, "positions": total,
            "cache_vs_full": cached, "ragged_vs_single": ragged(wide, codec, stream)}


def ragged(model: OnnxModel, codec: Codec, stream: ProblemStream) -> float:
    """Largest difference between a right-padded batch of unequal rows (two chained steps) and single rows."""
    rows = [codec.prompt(problem) for problem in stream.held_out(4, 3)]
    lengths = np.array([len(row) - 2 for row in rows])
    ids = np.full((len(rows), int(lengths.max())), codec.end)
    for index, row in enumerate(rows):
        ids[index, : lengths[index]] = row[:-2]
    _, cache = model.run(ids, lengths, model.empty_cache(len(rows)))
    worst = 0.0
    for step in (2, 1):
        lengths = lengths + 1
        token = np.array([[row[len(row) - step]] for row in rows])
        logits, cache = model.run(token, lengths, cache, keep=1)
        for index, row in enumerate(rows):
            size = len(row) - step + 1
            single, _ = model.run(np.array([row[:size]]), np.array([size]), model.empty_cache(1), keep=1)
            worst = max(worst, float(np.abs(single[0, 0] - logits[index, 0]).max()))
    return worst
