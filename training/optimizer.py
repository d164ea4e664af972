"""Muon for matrices inside the blocks, AdamW for the rest: fewer tokens for the same loss than AdamW alone."""

from __future__ import annotations

import torch
from torch import Tensor

from model import TinyCoder

# Quintic Newton-Schulz coefficients of the Muon reference.
A, B, C = 3.4445, -4.7750, 2.0315


def orthogonalise(matrix: Tensor, dtype: torch.dtype, rounds: int = 5) -> Tensor:
    """A matrix with the singular vectors of [rows, cols] `matrix` and singular values near one, computed in `dtype`."""
    tall = matrix.shape[0] > matrix.shape[1]
    x = matrix.T if tall else matrix
    x = (x / (x.norm() + 1e-7)).to(dtype)
    for _ in range(rounds):
        gram = x @ x.T
        x = A * x + (B * gram + C * gram @ gram) @ x
    return x.T if tall else x


class Muon(torch.optim.Optimizer):
    """Momentum whose matrix updates are orthogonalised, each of the matrices that a parameter stacks (`stacked`: their
    rows) by itself."""

    def __init__(self, params: list[Tensor], lr: float, dtype: torch.dtype, momentum: float = 0.95,
                 weight_decay: float = 0.05) -> None:
        self.dtype = dtype
        super().__init__(params, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # type: ignore[override]
        """One update of every matrix that has a gradient."""
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                memory = self.state[p].setdefault("momentum", torch.zeros_like(p))
                memory.lerp_(p.grad, 1 - group["momentum"])
                p.mul_(1 - group["lr"] * group["weight_decay"])
                sizes = getattr(p, "stacked", [p.shape[0]])
                for part, step in zip(p.split(sizes), p.grad.lerp(memory, group["momentum"]).split(sizes)):
                    scale = max(1.0, part.shape[0] / part.shape[1]) ** 0.5
                    part.add_(orthogonalise(step, self.dtype).to(p.dtype), alpha=-group["lr"] * scale)


def make_optimizers(model: TinyCoder, dtype: torch.dtype) -> list[torch.optim.Optimizer]:
    """[Muon over block matrices, AdamW over embedding, norms and biases]; stages set the learning rates."""
    matrices = [p for p in model.blocks.parameters() if p.ndim == 2]
    chosen = {id(p) for p in matrices}
    others = [p for p in model.parameters() if id(p) not in chosen]
    return [Muon(matrices, 0.0, dtype), torch.optim.AdamW(others, 0.0, betas=(0.9, 0.97), weight_decay=0.0)]
