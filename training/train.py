"""The training loop: length-bucketed batches, time-based stages, an average of the weights, resumable checkpoints."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import Tensor

from config import ModelConfig
from measure import Meter
from model import TinyCoder
from optimizer import make_optimizers
from samples import Sample, SampleSource

POOL = 160
"""Samples drawn before they are sorted into batches of similar length."""


@dataclass(frozen=True)
class Stage:
    """One part of the training; the learning rate falls linearly over the last `decay` of its time."""

    name: str
    seconds: float
    signal_share: float
    decay: float = 0.0
    matrix_lr: float = 0.02
    other_lr: float = 0.004
    batch_tokens: int = 2048
    measure_every: float = 720.0
    warmup_steps: int = 40
    last: bool = False
    """Whether its end is measured in full."""


def batches(source: SampleSource, rng: random.Random, batch_tokens: int, pad: int) -> Iterator[tuple[Tensor, Tensor]]:
    """Endless (ids, weights), both [batch, length], right-padded, of about `batch_tokens` tokens each."""
    while True:
        yield from pool_of_batches(source, rng, batch_tokens, pad)


def pool_of_batches(source: SampleSource, rng: random.Random, batch_tokens: int,
                    pad: int) -> list[tuple[Tensor, Tensor]]:
    """A pool of samples cut into batches of similar length, in random order."""
    drawn: list[Sample] = []
    while len(drawn) < POOL:
        sample = source(rng)
        if sample is not None:
            drawn.append(sample)
    drawn.sort(key=lambda s: len(s.ids))
    groups: list[list[Sample]] = [[]]
    for sample in drawn:
        if groups[-1] and (len(groups[-1]) + 1) * len(sample.ids) > batch_tokens:
            groups.append([])
        groups[-1].append(sample)
    rng.shuffle(groups)
    out = []
    for group in groups:
        width = max(len(s.ids) for s in group)
        ids = torch.tensor([s.ids + [pad] * (width - len(s.ids)) for s in group])
        weights = torch.tensor([s.weights + [0.0] * (width - len(s.weights)) for s in group])
        out.append((ids, weights))
    return out


def loss_of(model: TinyCoder, ids: Tensor, weights: Tensor) -> Tensor:
    """Weighted mean cross-entropy in nats per weighted token; logits are made only where a weight is."""
    states = model.hidden(ids[:, :-1])
    target, weight = ids[:, 1:], weights[:, 1:]
    used = weight > 0
    losses = F.cross_entropy(model.logits(states[used]), target[used], reduction="none")
    return (losses * weight[used]).sum() / weight[used].sum()


def average_over_workers(model: TinyCoder, *numbers: float) -> list[float]:
    """Replace gradients and `numbers` by their mean over all workers (one exchange per step, not one per product:
    single-threaded workers are quicker than threads that wait for each other in every small operation)."""
    if not dist.is_initialized():
        return list(numbers)
    gradients = [p.grad for p in model.parameters() if p.grad is not None]
    flat = torch.cat([*(g.reshape(-1) for g in gradients), torch.tensor(numbers)])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    start = 0
    for gradient in gradients:
        gradient.copy_(flat[start: start + gradient.numel()].view_as(gradient))
        start += gradient.numel()
    return flat[start:].tolist()


class Trainer:
    """Model, optimizers and weight average; `folder` takes log.jsonl and checkpoint.pt (written by worker 0)."""

    def __init__(self, config: ModelConfig, folder: Path, seed: int, worker: int = 0) -> None:
        torch.manual_seed(seed)
        self.worker, self.last_spent = worker, 0.0
        self.folder, self.seed, self.step, self.tokens, self.seconds = folder, seed, 0, 0, 0.0
        self.done: list[str] = []
        self.stage_seconds = 0.0
        self.model = TinyCoder(config)
        self.average = TinyCoder(config)
        self.average.load_state_dict(self.model.state_dict())
        self.optimizers = make_optimizers(self.model, 0.02, 0.004)
        folder.mkdir(parents=True, exist_ok=True)

    def save(self) -> None:
        """Write the checkpoint (beside, then renamed)."""
        state = {"model": self.model.state_dict(), "average": self.average.state_dict(), "step": self.step,
                 "tokens": self.tokens, "seconds": self.seconds, "done": self.done,
                 "stage_seconds": self.stage_seconds, "config": self.model.config.to_dict(),
                 "optimizers": [o.state_dict() for o in self.optimizers]}
        torch.save(state, self.folder / "checkpoint.partial")
        (self.folder / "checkpoint.partial").replace(self.folder / "checkpoint.pt")

    def resume(self) -> bool:
        """Load the checkpoint if there is one."""
        path = self.folder / "checkpoint.pt"
        if not path.exists():
            return False
        state = torch.load(path, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        for optimizer, saved in zip(self.optimizers, state["optimizers"]):
            optimizer.load_state_dict(saved)
        self.step, self.tokens, self.seconds = state["step"], state["tokens"], state["seconds"]
        self.done, self.stage_seconds = state["done"], state["stage_seconds"]
        return True

    def log(self, entry: dict[str, object]) -> None:
        """One JSON line, also printed."""
        line = json.dumps({"step": self.step, "minutes": round(self.seconds / 60, 1), "tokens": self.tokens, **entry})
        print(line, flush=True)
        with (self.folder / "log.jsonl").open("a") as file:
            file.write(line + "\n")

    def update(self, ids: Tensor, weights: Tensor, stage: Stage, progress: float) -> float:
        """One optimizer step; `progress` is the share of the stage's time that has passed."""
        factor = min(1.0, (self.step + 1) / stage.warmup_steps)
        if stage.decay > 0:
            factor *= max(0.02, min(1.0, (1 - progress) / stage.decay))
        for optimizer, rate in zip(self.optimizers, (stage.matrix_lr, stage.other_lr)):
            for group in optimizer.param_groups:
                group["lr"] = rate * factor
        self.model.train()
        loss = loss_of(self.model, ids, weights)
        for optimizer in self.optimizers:
            optimizer.zero_grad(set_to_none=True)
        loss.backward()
        mean_loss, mean_tokens, mean_spent = average_over_workers(
            self.model, loss.detach().item(), float(ids.numel()), self.last_spent)
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimizer in self.optimizers:
            optimizer.step()
        keep = min(0.98, 1 - 1 / (self.step + 2) ** 0.8)
        with torch.no_grad():
            for mean, value in zip(self.average.parameters(), self.model.parameters()):
                mean.lerp_(value, 1 - keep)
        self.step += 1
        self.tokens += round(mean_tokens * (dist.get_world_size() if dist.is_initialized() else 1))
        self.seconds += mean_spent
        self.stage_seconds += mean_spent
        return mean_loss

    def run(self, stage: Stage, source: SampleSource, meter: Meter | None, pad: int) -> None:
        """Train one stage (the rest of it after a resume); worker 0 has the meter and measures the averaged weights."""
        if stage.name in self.done:
            return
        rng = random.Random(f"{self.seed} {stage.name} {self.step} {self.worker}")
        last_measure, losses = time.monotonic(), []
        stream = batches(source, rng, stage.batch_tokens, pad)
        while self.stage_seconds < stage.seconds:
            started = time.monotonic()
            losses.append(self.update(*next(stream), stage, self.stage_seconds / stage.seconds))
            self.last_spent = time.monotonic() - started
            if meter is None:
                continue
            if time.monotonic() - last_measure > stage.measure_every:
                self.save()
                self.report(stage, losses, meter.quick(self.average))
                last_measure, losses = time.monotonic(), []
            elif len(losses) >= 100:
                self.report(stage, losses, {})
                losses = []
            if self.step % 50 == 0:
                self.save()
        self.done.append(stage.name)
        self.stage_seconds = 0.0
        if meter is not None:
            self.save()
            self.log({"stage": stage.name, "finished": True, **(meter.full if stage.last else meter.quick)(self.average)})

    def report(self, stage: Stage, losses: list[float], measured: dict[str, float]) -> None:
        """Log the mean loss (nats per weighted token) since the last report."""
        self.log({"stage": stage.name, "loss": round(sum(losses) / len(losses), 4), **measured})
