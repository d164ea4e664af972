"""Batched decoding with caches in torch, for measuring while training and for sampling candidates."""

from __future__ import annotations

import torch
import torch.nn.functional as F

from model import TinyCoder


@torch.no_grad()
def generate(model: TinyCoder, prompts: list[list[int]], end: int, max_new: int, temperature: float = 0.0,
             line_ends: frozenset[int] = frozenset(), max_lines: int = 0, seed: int = 0) -> list[list[int]]:
    """New ids of each prompt up to `end`; temperature 0 is greedy.

    `end` is kept as the last id, so that a finished program can be told from a cut one. With max_lines > 0 a row
    also stops after that many ids out of `line_ends`.
    """
    model.eval()
    generator = torch.Generator().manual_seed(seed)
    lengths = torch.tensor([len(prompt) for prompt in prompts])
    width, batch = int(lengths.max()), len(prompts)
    ids = torch.full((batch, width), end)
    for row, prompt in enumerate(prompts):
        ids[row, : len(prompt)] = torch.tensor(prompt)
    positions = torch.arange(width).expand(batch, width)
    # Right padding never reaches a real token under the causal mask; decoding masks it explicitly.
    states, caches = model.step(ids, positions, None, None)
    scores = model.logits(states[torch.arange(batch), lengths - 1])
    visible = torch.arange(width)[None] < lengths[:, None]
    out: list[list[int]] = [[] for _ in prompts]
    rows = torch.arange(batch)
    for step in range(max_new):
        if temperature > 0:
            chosen = torch.multinomial(F.softmax(scores / temperature, -1), 1, generator=generator)[:, 0]
        else:
            chosen = scores.argmax(-1)
        going = []
        for index, token in enumerate(chosen.tolist()):
            row = out[int(rows[index])]
            row.append(token)
            if token != end and not (max_lines and sum(t in line_ends for t in row) >= max_lines):
                going.append(index)
        if not going:
            break
        keep = torch.tensor(going)
        if len(going) < len(rows):
            rows, chosen, visible = rows[keep], chosen[keep], visible[keep]
            caches = [(k[keep], v[keep]) for k, v in caches]
        visible = torch.cat((visible, torch.ones(len(rows), 1, dtype=torch.bool)), 1)
        states, caches = model.step(chosen[:, None], (lengths[rows] + step)[:, None], visible[:, None, None], caches)
        scores = model.logits(states[:, 0])
    return out


def line_end_ids(texts: list[str]) -> frozenset[int]:
    """Ids whose text (texts[id]) ends a line."""
    return frozenset(index for index, text in enumerate(texts) if text.endswith("\n"))
