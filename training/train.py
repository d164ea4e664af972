"""The training loop: time-based stages, bf16 products, an average of the weights, resumable checkpoints."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from config import ModelConfig
from feed import Feed, Recipe
from measure import Meter
from model import TinyCoder
from optimizer import make_optimizers

ROWS_STEP = 256
"""Predicted positions of a batch are padded to a multiple of this."""


@dataclass(frozen=True)
class Stage:
    """One part of the training; the learning rate falls linearly over the last `decay` of its time."""

    recipe: Recipe
    seconds: float
    decay: float = 0.0
    matrix_lr: float = 0.012
    other_lr: float = 0.0025
    measure_every: float = 600.0
    warmup_steps: int = 40
    last: bool = False
    """Whether its end is measured in full."""


def loss_of(model: TinyCoder, ids: Tensor, weights: Tensor) -> Tensor:
    """Weighted mean cross-entropy in nats per weighted token; logits are made only where a weight is."""
    states = model.hidden(ids)
    target, weight = ids.roll(-1, 1), F.pad(weights[:, 1:], (0, 1))
    used = (weight > 0).flatten().nonzero()[:, 0]
    count = used.shape[0]
    # Padded with repetitions of no weight to few lengths, for the same reason as widths.
    used = torch.cat((used, used[:1].expand(-count % ROWS_STEP)))
    losses = F.cross_entropy(model.logits(states.flatten(0, 1)[used]).float(), target.flatten()[used], reduction="none")
    share = weight.flatten()[used[:count]]
    return (losses[:count] * share).sum() / share.sum()


class Trainer:
    """Model, optimizers and weight average; `folder` takes log.jsonl and checkpoint.pt.

    `dtype` is the number format of matrix products; weights, norms, losses and updates stay fp32.
    """

    def __init__(self, config: ModelConfig, folder: Path, seed: int, dtype: torch.dtype) -> None:
        torch.manual_seed(seed)
        self.dtype = dtype
        self.folder, self.seed, self.step, self.tokens, self.seconds = folder, seed, 0, 0, 0.0
        self.done: list[str] = []
        self.stage_seconds = 0.0
        self.model = TinyCoder(config)
        self.average = TinyCoder(config)
        self.average.load_state_dict(self.model.state_dict())
        self.optimizers = make_optimizers(self.model, dtype)
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

    def start_from(self, weights: dict[str, Tensor]) -> None:
        """Begin with given weights; optimizers and the count of steps start anew."""
        self.model.load_state_dict(weights)
        self.average.load_state_dict(weights)

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
        with torch.autocast("cpu", dtype=self.dtype, enabled=self.dtype != torch.float32):
            loss = loss_of(self.model, ids, weights)
        for optimizer in self.optimizers:
            optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimizer in self.optimizers:
            optimizer.step()
        keep = min(0.99, 1 - 1 / (self.step + 2) ** 0.8)
        with torch.no_grad():
            for mean, value in zip(self.average.parameters(), self.model.parameters()):
                mean.lerp_(value, 1 - keep)
        self.step += 1
        self.tokens += ids.numel()
        return loss.item()

    def run(self, stage: Stage, feeders: int, meter: Meter) -> None:
        """Train one stage, or the rest of it after a resume; the averaged weights are measured."""
        if stage.recipe.name in self.done:
            return
        self.save()
        feed = Feed(stage.recipe, self.folder, self.model.config, f"{self.seed} {stage.recipe.name} {self.step}", feeders)
        last_measure, losses = time.monotonic(), []
        for ids, weights in feed:
            started = time.monotonic()
            losses.append(self.update(ids, weights, stage, self.stage_seconds / stage.seconds))
            spent = time.monotonic() - started
            self.seconds += spent
            self.stage_seconds += spent
            if self.stage_seconds >= stage.seconds:
                break
            if time.monotonic() - last_measure > stage.measure_every:
                self.save()
                self.report(stage, losses, meter.quick(self.average))
                last_measure, losses = time.monotonic(), []
            elif len(losses) >= 100:
                self.report(stage, losses, {})
                losses = []
            if self.step % 100 == 0:
                self.save()
        feed.stop()
        self.done.append(stage.recipe.name)
        self.stage_seconds = 0.0
        self.save()
        self.log({"stage": stage.recipe.name, "finished": True,
                  **(meter.full if stage.last else meter.quick)(self.average)})

    def report(self, stage: Stage, losses: list[float], measured: dict[str, float]) -> None:
        """Log the mean loss (nats per weighted token) since the last report."""
        self.log({"stage": stage.recipe.name, "loss": round(sum(losses) / len(losses), 4), **measured})
