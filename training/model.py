"""The network: a Qwen2-style decoder (RMSNorm, rotary positions, grouped keys, SwiGLU, tied embedding)."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from config import ModelConfig

KeyValue = tuple[Tensor, Tensor]
"""One layer's cache: keys (after rotation) and values, each [batch, kv_heads, past, head_dim]."""


def rotary_tables(config: ModelConfig, length: int) -> tuple[Tensor, Tensor]:
    """cos and sin of the rotation angles, each [length, head_dim / 2]."""
    half = torch.arange(0, config.head_dim, 2, dtype=torch.float64) / config.head_dim
    angles = torch.outer(torch.arange(length, dtype=torch.float64), config.rope_theta ** -half)
    return angles.cos().float(), angles.sin().float()


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Rotate [batch, heads, seq, head_dim]; cos/sin are [seq, head_dim / 2] or [batch, 1, seq, head_dim / 2]."""
    a, b = x.chunk(2, dim=-1)
    return torch.cat((a * cos - b * sin, b * cos + a * sin), dim=-1)


HIDDEN_SCORE = -1e4
"""Added to the scores of positions that may not be seen; small enough for any number format."""


def causal_bias(length: int, like: Tensor) -> Tensor:
    """[1, length, length]: 0 where a position may look, HIDDEN_SCORE where it may not."""
    return torch.full((1, length, length), HIDDEN_SCORE, dtype=like.dtype).triu(1)


def mask_bias(mask: Tensor, like: Tensor) -> Tensor:
    """[batch, seq, total] from bool [batch, 1, seq, total]."""
    return torch.zeros(mask.shape, dtype=like.dtype).masked_fill_(~mask, HIDDEN_SCORE).squeeze(1)


def attend(q: Tensor, k: Tensor, v: Tensor, bias: Tensor) -> Tensor:
    """q [batch, heads, seq, dim], k and v [batch, kv_heads, total, dim], bias [batch or 1, seq, total] -> q's shape.

    Written as plain products: PyTorch's fused kernel is several times slower on CPUs at these sizes. Heads that share
    a key are rows of one product, so keys and values are never repeated.
    """
    batch, heads, seq, dim = q.shape
    kv_heads, total = k.shape[1], k.shape[2]
    group = heads // kv_heads
    rows = q.reshape(batch * kv_heads, group * seq, dim)
    scores = torch.bmm(rows, k.reshape(batch * kv_heads, total, dim).transpose(1, 2)).view(batch, heads, seq, total)
    weights = torch.softmax(scores * dim ** -0.5 + bias.unsqueeze(1), dim=-1).to(v.dtype)
    mixed = torch.bmm(weights.view(batch * kv_heads, group * seq, total), v.reshape(batch * kv_heads, total, dim))
    return mixed.view(batch, heads, seq, dim)


def attend_fused(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    """Causal attention of whole sequences by PyTorch's fused kernel, in v's number format: for accelerators."""
    heads = q.shape[1] // k.shape[1]
    return F.scaled_dot_product_attention(q.to(v.dtype), k.to(v.dtype).repeat_interleave(heads, 1),
                                          v.repeat_interleave(heads, 1), is_causal=True)


class Attention(nn.Module):
    """Grouped-query attention with biases on q, k, v (as Qwen2)."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.heads, self.kv_heads, self.dim = config.num_attention_heads, config.num_key_value_heads, config.head_dim
        # q, k and v in one matrix: one product instead of three, in torch and in the exported graph.
        self.qkv = nn.Linear(config.hidden_size, (self.heads + 2 * self.kv_heads) * self.dim, bias=True)
        self.qkv.weight.stacked = [self.heads * self.dim, self.kv_heads * self.dim, self.kv_heads * self.dim]
        self.out = nn.Linear(self.heads * self.dim, config.hidden_size, bias=False)

    def project(self, x: Tensor, cos: Tensor, sin: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """x [batch, seq, hidden] -> q [batch, heads, seq, dim], k and v [batch, kv_heads, seq, dim]; q and k rotated."""
        batch, seq, _ = x.shape
        packed = self.qkv(x).view(batch, seq, self.heads + 2 * self.kv_heads, self.dim).transpose(1, 2)
        q, k, v = packed.split((self.heads, self.kv_heads, self.kv_heads), dim=1)
        return rotate(q, cos, sin), rotate(k, cos, sin), v

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor | None,
                past: KeyValue | None) -> tuple[Tensor, KeyValue]:
        """x [batch, seq, hidden]; mask is None for plain causal, else bool [batch, 1, seq, total] (True = visible)."""
        batch, seq, _ = x.shape
        q, k, v = self.project(x, cos, sin)
        if past is not None:
            k, v = torch.cat((past[0], k), dim=2), torch.cat((past[1], v), dim=2)
        if q.is_cuda and mask is None and past is None:
            mixed = attend_fused(q, k, v)
        else:
            mixed = attend(q, k, v, causal_bias(seq, q) if mask is None else mask_bias(mask, q))
        return self.out(mixed.transpose(1, 2).reshape(batch, seq, -1)), (k, v)


class Block(nn.Module):
    """One decoder layer."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.norm1 = nn.RMSNorm(config.hidden_size, eps=config.rms_norm_eps)
        self.attention = Attention(config)
        self.norm2 = nn.RMSNorm(config.hidden_size, eps=config.rms_norm_eps)
        self.gate_up = nn.Linear(config.hidden_size, 2 * config.intermediate_size, bias=False)
        self.gate_up.weight.stacked = [config.intermediate_size] * 2
        self.down = nn.Linear(config.intermediate_size, config.hidden_size, bias=False)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor | None,
                past: KeyValue | None) -> tuple[Tensor, KeyValue]:
        """x [batch, seq, hidden] -> the same shape, and this layer's cache."""
        mixed, cache = self.attention(self.norm1(x), cos, sin, mask, past)
        return self.feed_forward(x + mixed), cache

    def feed_forward(self, x: Tensor) -> Tensor:
        """The layer's second half, x itself added; of x's shape."""
        gate, up = self.gate_up(self.norm2(x)).chunk(2, dim=-1)
        return x + self.down(F.silu(gate) * up)


class TinyCoder(nn.Module):
    """Token ids in, logits out."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.embed = nn.Embedding(config.vocab_size, config.hidden_size)
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.num_hidden_layers))
        self.norm = nn.RMSNorm(config.hidden_size, eps=config.rms_norm_eps)
        cos, sin = rotary_tables(config, config.max_position_embeddings)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)
        self.apply(self._initialise)
        residual_std = 0.02 / (2 * config.num_hidden_layers) ** 0.5
        for block in self.blocks:
            nn.init.normal_(block.attention.out.weight, std=residual_std)
            nn.init.normal_(block.down.weight, std=residual_std)

    @staticmethod
    def _initialise(module: nn.Module) -> None:
        if isinstance(module, (nn.Linear, nn.Embedding)):
            nn.init.normal_(module.weight, std=0.02)
        if isinstance(module, nn.Linear) and module.bias is not None:
            nn.init.zeros_(module.bias)

    def hidden(self, ids: Tensor) -> Tensor:
        """Final normalised states [batch, seq, hidden] of whole right-padded sequences ids [batch, seq]."""
        x = self.embed(ids)
        cos, sin = self.cos[: ids.shape[1]], self.sin[: ids.shape[1]]
        for block in self.blocks:
            x, _ = block(x, cos, sin, None, None)
        return self.norm(x)

    def logits(self, states: Tensor) -> Tensor:
        """Unnormalised scores [..., vocab] of states [..., hidden] (the embedding is tied)."""
        return F.linear(states, self.embed.weight)

    def forward(self, ids: Tensor) -> Tensor:
        """ids [batch, seq] -> logits [batch, seq, vocab]."""
        return self.logits(self.hidden(ids))

    def step(self, ids: Tensor, positions: Tensor, mask: Tensor | None,
             past: list[KeyValue] | None) -> tuple[Tensor, list[KeyValue]]:
        """Cached pass: ids and positions [batch, seq], mask bool [batch, 1, seq, total] -> states and new caches."""
        x = self.embed(ids)
        cos, sin = self.cos[positions].unsqueeze(1), self.sin[positions].unsqueeze(1)
        caches: list[KeyValue] = []
        for index, block in enumerate(self.blocks):
            x, cache = block(x, cos, sin, mask, past[index] if past is not None else None)
            caches.append(cache)
        return self.norm(x), caches

    def parameter_count(self) -> int:
        """Number of trained scalars (the tied embedding counted once)."""
        return sum(p.numel() for p in self.parameters())
