"""Runs an exported file with onnxruntime, as the page does (one thread, explicit caches)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime as ort

Cache = dict[str, np.ndarray]
"""past_key_values.N.{key,value} -> float32 [batch, kv_heads, past, head_dim]."""


class OnnxModel:
    """A session with the cache plumbing of a Qwen2 export."""

    def __init__(self, path: Path, threads: int = 1) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.session = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.cache_shapes = {i.name: i.shape for i in self.session.get_inputs() if i.name.startswith("past")}
        self.outputs = [o.name for o in self.session.get_outputs()]

    def empty_cache(self, batch: int) -> Cache:
        """A cache of length 0 for `batch` rows."""
        return {name: np.zeros((batch, shape[1], 0, shape[3]), np.float32)
                for name, shape in self.cache_shapes.items()}

    def run(self, ids: np.ndarray, lengths: np.ndarray, cache: Cache, keep: int = 0) -> tuple[np.ndarray, Cache]:
        """ids [batch, seq]; lengths [batch] = past + new tokens per row -> logits [batch, kept, vocab], new cache."""
        mask = (np.arange(int(lengths.max()))[None] < lengths[:, None]).astype(np.int64)
        feeds = {"input_ids": ids.astype(np.int64), "attention_mask": mask,
                 "num_logits_to_keep": np.array(keep, np.int64), **cache}
        values = dict(zip(self.outputs, self.session.run(self.outputs, feeds)))
        logits = values.pop("logits")
        return logits, {name.replace("present", "past_key_values"): value for name, value in values.items()}
