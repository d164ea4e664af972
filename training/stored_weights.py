"""The weights of an exported file as the page's engine sees them: int8 ones expanded to float32."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper


def stored_weights(path: Path) -> dict[str, np.ndarray]:
    """Weights of a file that `export_onnx.export` wrote, under the names of TinyCoder's state: a matrix is [out, in],
    a block's `gate_up.weight` holds the gate's rows and then the up projection's."""
    stored = {entry.name: numpy_helper.to_array(entry) for entry in onnx.load(str(path)).graph.initializer}
    state: dict[str, np.ndarray] = {}
    for name, value in stored.items():
        if name.endswith(".int8"):
            key = name.removesuffix(".int8")
            wide = value.astype(np.float32) * stored[f"{key}.scale"]
            state[key] = wide if key == "embed.weight" else np.ascontiguousarray(wide.T)
        elif name.endswith((".weight", ".bias")):
            plain = name == "embed.weight" or value.ndim == 1
            state[name] = value.copy() if plain else np.ascontiguousarray(value.T)
    for name in [name for name in state if name.endswith(".gate.weight")]:
        block = name.removesuffix(".gate.weight")
        state[f"{block}.gate_up.weight"] = np.concatenate((state.pop(name), state.pop(f"{block}.up.weight")))
    return state
