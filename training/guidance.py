"""EG-CFG in torch, over many problems at once: to know early whether a checkpoint gains from its signals.

At every line start: sample candidates, run them on the visible tests, write the signal, and decode one line by
log G = log P + gamma (log Pc - log P), greedily.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F

from domain.problem import Problem
from generate import generate
from model import TinyCoder
from samples import Codec, evaluate_candidate
from signal_format import Candidate, without_duplicates, write_signal


@dataclass(frozen=True)
class Settings:
    """s candidates at temperature t, each at most d lines; gamma is the guidance strength."""

    s: int = 4
    t: float = 1.0
    d: int = 8
    gamma: float = 1.0
    max_lines: int = 24
    max_line_tokens: int = 45


def sample_candidates(model: TinyCoder, codec: Codec, problems: list[Problem], codes: list[str], settings: Settings,
                      seed: int) -> list[list[Candidate]]:
    """Executed candidates per problem for the code so far."""
    prompts = [codec.prompt(p, code=code) for p, code in zip(problems, codes) for _ in range(settings.s)]
    drawn = generate(model, prompts, codec.end, 24 * settings.d, settings.t, codec.line_ends, settings.d, seed)
    found: list[list[Candidate]] = []
    for index, (problem, code) in enumerate(zip(problems, codes)):
        texts: dict[str, bool] = {}
        for ids in drawn[index * settings.s: (index + 1) * settings.s]:
            text = codec.decode(ids)
            texts[text] = texts.get(text, False) or ids[-1:] == [codec.end]
        shown = [evaluate_candidate(code, text, finished, problem.entry, problem.visible)
                 for text, finished in texts.items() if text.strip()]
        found.append(without_duplicates(shown))
    return found


@torch.no_grad()
def guided_lines(model: TinyCoder, plain: list[list[int]], conditional: list[list[int]], codec: Codec,
                 settings: Settings) -> list[list[int]]:
    """One line per problem, from two prompts each; ends with a line end or the end token."""
    model.eval()
    count = len(plain)
    prompts = [*plain, *conditional]
    lengths = torch.tensor([len(p) for p in prompts])
    width = int(lengths.max())
    ids = torch.full((2 * count, width), codec.end)
    for row, prompt in enumerate(prompts):
        ids[row, : len(prompt)] = torch.tensor(prompt)
    states, caches = model.step(ids, torch.arange(width).expand(2 * count, width), None, None)
    scores = model.logits(states[torch.arange(2 * count), lengths - 1])
    visible = torch.arange(width)[None] < lengths[:, None]
    out: list[list[int]] = [[] for _ in plain]
    active = [True] * count
    for step in range(settings.max_line_tokens):
        log_p, log_pc = F.log_softmax(scores.double(), -1).chunk(2)
        chosen = (log_p + settings.gamma * (log_pc - log_p)).argmax(-1)
        for row, token in enumerate(chosen.tolist()):
            if active[row]:
                out[row].append(token)
                active[row] = token != codec.end and token not in codec.line_ends
        if not any(active):
            break
        visible = torch.cat((visible, torch.ones(2 * count, 1, dtype=torch.bool)), 1)
        states, caches = model.step(chosen.repeat(2)[:, None], (lengths + step)[:, None], visible[:, None, None], caches)
        scores = model.logits(states[:, 0])
    return out


def eg_cfg(model: TinyCoder, codec: Codec, problems: list[Problem], settings: Settings, seed: int = 0) -> list[str]:
    """The program that one agent writes for each problem."""
    codes = [""] * len(problems)
    active = list(range(len(problems)))
    for line in range(settings.max_lines):
        here, so_far = [problems[i] for i in active], [codes[i] for i in active]
        candidates = sample_candidates(model, codec, here, so_far, settings, seed * 1000 + line)
        plain = [codec.prompt(p, code=code) for p, code in zip(here, so_far)]
        guided = [codec.prompt(p, write_signal(c), code) for p, c, code in zip(here, candidates, so_far)]
        lines = guided_lines(model, plain, guided, codec, settings)
        for index, ids in zip(active, lines):
            codes[index] += codec.decode(ids)
        active = [index for index, ids in zip(active, lines) if ids[-1] != codec.end]
        if not active:
            break
    return codes
