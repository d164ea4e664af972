"""What ships: tokenizer, configs and int8 weights in one folder, beside them an fp32 file to compare with."""

from __future__ import annotations

from pathlib import Path

from export_onnx import export, write_config
from model import TinyCoder
from samples import Codec
from tokenizer import write_tokenizer


def publish(model: TinyCoder, codec: Codec, folder: Path, fp32: Path) -> None:
    """Write a model and its tokenizer into `folder` in the Hub's layout, and the same weights as fp32 to a file."""
    model.eval()
    write_tokenizer(codec.tokenizer, folder, model.config.max_position_embeddings)
    write_config(model.config, codec.end, folder)
    export(model, folder / "onnx" / "model_int8.onnx", int8=True)
    export(model, fp32, int8=False)
