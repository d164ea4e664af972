"""Muon for matrices inside the blocks, AdamW for the rest: fewer tokens for the same loss than AdamW alone."""

from __future__ import annotations

import torch
from torch import Tensor

from model import TinyCoder

# Quintic Newton-Schulz coefficients of the Muon reference.
A, B, C = 3.4445, -4.7750, 2.0315


def orthogonalise(matrix: Tensor, dtype: torch.dtype, rounds: int = 5) -> Tensor:
    """Matrices with the singular vectors of [..., rows, cols] `matrix` and singular values near one, computed in
    `dtype`."""
    tall = matrix.shape[-2] > matrix.shape[-1]
    x = matrix.mT if tall else matrix
    x = (x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)).to(dtype)
    for _ in range(rounds):
        gram = x @ x.mT
        x = A * x + (B * gram + C * gram @ gram) @ x
    return x.mT if tall else x


def orthogonalised(steps: list[Tensor], dtype: torch.dtype) -> list[Tensor]:
    """Each of the matrices by itself; on an accelerator all of one shape at once, since they are small."""
    if not steps[0].is_cuda:
        return [orthogonalise(step, dtype) for step in steps]
    out: list[Tensor] = list(steps)
    for shape in {step.shape for step in steps}:
        places = [place for place, step in enumerate(steps) if step.shape == shape]
        for place, found in zip(places, orthogonalise(torch.stack([steps[place] for place in places]), dtype)):
            out[place] = found
    return out


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
            parts: list[Tensor] = []
            steps: list[Tensor] = []
            for p in group["params"]:
                if p.grad is None:
                    continue
                memory = self.state[p].setdefault("momentum", torch.zeros_like(p))
                memory.lerp_(p.grad, 1 - group["momentum"])
                p.mul_(1 - group["lr"] * group["weight_decay"])
                sizes = getattr(p, "stacked", [p.shape[0]])
                parts += p.split(sizes)
                steps += p.grad.lerp(memory, group["momentum"]).split(sizes)
            for part, step in zip(parts, orthogonalised(steps, self.dtype) if steps else []):
                scale = max(1.0, part.shape[0] / part.shape[1]) ** 0.5
                part.add_(step.to(part.dtype), alpha=-group["lr"] * scale)


def make_optimizers(model: TinyCoder, dtype: torch.dtype) -> list[torch.optim.Optimizer]:
    """[Muon over block matrices, AdamW over embedding, norms and biases]; stages set the learning rates."""
    matrices = [p for p in model.blocks.parameters() if p.ndim == 2]
    chosen = {id(p) for p in matrices}
    others = [p for p in model.parameters() if id(p) not in chosen]
    return [Muon(matrices, 0.0, dtype), torch.optim.AdamW(others, 0.0, betas=(0.9, 0.97), weight_decay=0.0)]
