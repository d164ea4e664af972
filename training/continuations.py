"""Samples continuations of many prompts at once on an accelerator, with caches of fixed size, and serves them to other
processes."""

from __future__ import annotations

import queue
import time
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.multiprocessing as multiprocessing
from torch import Tensor

from model import TinyCoder, attend

ROWS_AT_ONCE = 4096
LOOK_EVERY = 16
"""Steps between two looks at whether all rows have ended: each look waits for the accelerator."""
RELOAD_SECONDS = 20.0


@dataclass(frozen=True)
class Drawing:
    """How continuations are drawn; temperature 0 takes the most probable token."""

    rows: int = 16
    """Continuations of each prompt."""
    max_new: int = 144
    max_lines: int = 16
    temperature: float = 1.0
    top_p: float = 0.95


class Continuer:
    """A copy of a model in bf16 on a device, with the ids that end a line and a program."""

    def __init__(self, model: TinyCoder, device: str, line_ends: frozenset[int], end: int) -> None:
        self.model = TinyCoder(model.config).to(device)
        self.device, self.end = device, end
        self.ends_line = torch.zeros(model.config.vocab_size, dtype=torch.long, device=device)
        self.ends_line[list(line_ends)] = 1
        self.read(model.state_dict())

    def read(self, state: dict[str, Tensor]) -> None:
        """Take these weights."""
        cos, sin = self.model.cos, self.model.sin
        self.model.float().load_state_dict(state)
        self.model.to(torch.bfloat16 if self.device != "cpu" else torch.float32)
        # Angles lose too much in bf16.
        self.model.cos, self.model.sin = cos.float(), sin.float()

    def _step(self, ids: Tensor, positions: Tensor, column: int, keys: list[Tensor], values: list[Tensor],
              bias: Tensor) -> Tensor:
        """One token of each row, ids and positions [rows], written into `column` of the caches -> scores [rows, vocab]."""
        model = self.model
        x = model.embed(ids)[:, None]
        cos, sin = model.cos[positions][:, None, None], model.sin[positions][:, None, None]
        for block, k_all, v_all in zip(model.blocks, keys, values):
            q, k, v = block.attention.project(block.norm1(x), cos, sin)
            k_all[:, :, column] = k[:, :, 0].to(k_all.dtype)
            v_all[:, :, column] = v[:, :, 0]
            mixed = attend(q.to(v.dtype), k_all[:, :, : column + 1], v_all[:, :, : column + 1], bias[:, :, : column + 1])
            x = block.feed_forward(x + block.attention.out(mixed.transpose(1, 2).reshape(len(ids), 1, -1)))
        return model.logits(model.norm(x))[:, 0].float()

    def _choose(self, scores: Tensor, drawing: Drawing) -> Tensor:
        """The next token of each row."""
        if drawing.temperature == 0:
            return scores.argmax(-1)
        shares, order = torch.softmax(scores / drawing.temperature, -1).sort(-1, descending=True)
        shares = shares.masked_fill(shares.cumsum(-1) - shares > drawing.top_p, 0.0)
        return order.gather(-1, torch.multinomial(shares, 1))[:, 0]

    @torch.no_grad()
    def draw(self, prompts: list[list[int]], drawing: Drawing) -> list[list[list[int]]]:
        """New ids for each prompt, `drawing.rows` times; `end` is kept, nothing follows it or the last line's end."""
        lengths = torch.tensor([len(prompt) for prompt in prompts], device=self.device)
        width, count, rows = int(lengths.max()), len(prompts), len(prompts) * drawing.rows
        ids = torch.tensor([prompt + [self.end] * (width - len(prompt)) for prompt in prompts], device=self.device)
        states, caches = self.model.step(ids, torch.arange(width, device=self.device).expand(count, width), None, None)
        dtype = self.model.embed.weight.dtype
        total = width + drawing.max_new

        def spread(cache: Tensor) -> Tensor:
            room = torch.zeros(rows, cache.shape[1], total, cache.shape[3], dtype=dtype, device=self.device)
            room[:, :, :width] = cache.to(dtype).repeat_interleave(drawing.rows, 0)
            return room

        keys, values = [spread(k) for k, _ in caches], [spread(v) for _, v in caches]
        scores = self.model.logits(states[torch.arange(count, device=self.device), lengths - 1]).float()
        scores = scores.repeat_interleave(drawing.rows, 0)
        lengths = lengths.repeat_interleave(drawing.rows, 0)
        bias = torch.zeros(rows, 1, total, dtype=dtype, device=self.device)
        bias[:, 0, :width].masked_fill_(torch.arange(width, device=self.device)[None] >= lengths[:, None], -1e4)
        out = torch.full((rows, drawing.max_new), self.end, device=self.device)
        ended = torch.zeros(rows, dtype=torch.bool, device=self.device)
        counts = torch.zeros(rows, dtype=torch.long, device=self.device)
        sizes = torch.zeros(rows, dtype=torch.long, device=self.device)
        for step in range(drawing.max_new):
            chosen = torch.where(ended, self.end, self._choose(scores, drawing))
            out[:, step] = chosen
            sizes += ~ended
            counts += self.ends_line[chosen] * ~ended
            ended |= (chosen == self.end) | (counts >= drawing.max_lines)
            if step % LOOK_EVERY == LOOK_EVERY - 1 and bool(ended.all()):
                break
            scores = self._step(chosen, lengths + step, width + step, keys, values, bias)
        found = [line[:size] for line, size in zip(out.tolist(), sizes.tolist())]
        return [found[at: at + drawing.rows] for at in range(0, rows, drawing.rows)]


@dataclass(frozen=True)
class Request:
    """Prompts of one asking process."""

    asker: int
    prompts: list[list[int]]
    drawing: Drawing


def serve(asked: multiprocessing.Queue, answers: list[multiprocessing.Queue], model: TinyCoder, weights: Path,
          device: str, line_ends: frozenset[int], end: int) -> None:
    """Answer requests with a model until the process is ended; `weights` is read again when it has changed."""
    torch.set_num_threads(1)
    continuer = Continuer(model, device, line_ends, end)
    looked, seen = time.monotonic(), 0.0
    while True:
        waiting: list[Request] = [asked.get()]
        size = len(waiting[0].prompts) * waiting[0].drawing.rows
        while size < ROWS_AT_ONCE:
            try:
                waiting.append(asked.get(timeout=0.01))
            except queue.Empty:
                break
            size += len(waiting[-1].prompts) * waiting[-1].drawing.rows
        if time.monotonic() - looked > RELOAD_SECONDS:
            looked = time.monotonic()
            if weights.exists() and weights.stat().st_mtime > seen:
                seen = weights.stat().st_mtime
                continuer.read(torch.load(weights, weights_only=True, map_location=device))
        for drawing in dict.fromkeys(request.drawing for request in waiting):
            same = [request for request in waiting if request.drawing == drawing]
            drawn = continuer.draw([p for request in same for p in request.prompts], drawing)
            for request in same:
                answers[request.asker].put(drawn[: len(request.prompts)])
                drawn = drawn[len(request.prompts):]
