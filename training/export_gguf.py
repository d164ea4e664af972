"""Writes a published model folder as one GGUF file, so that llama.cpp serves the very weights that the page runs.

    python3 training/export_gguf.py --out tiny-coder.gguf

Every weight is float32, expanded as ONNX Runtime expands it; the tokenizer is the folder's, under the name of its
pre-tokenizer (llama.cpp has Qwen2's built in). llama.cpp does not bring texts into NFC first: a text that is not in it is
divided otherwise there.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from gguf import GGMLQuantizationType, GGUFWriter, LlamaFileType, TokenType

from config import PUBLISH_DIR, ModelConfig
from qwen2_pattern import QWEN2_PATTERN
from stored_weights import stored_weights

ARCHITECTURE = "qwen2"
FIELDS = ModelConfig.__dataclass_fields__


def write_gguf(folder: Path, out: Path) -> None:
    """`folder`: config.json, tokenizer.json, onnx/model_int8.onnx. Written beside `out` and renamed."""
    body = json.loads((folder / "config.json").read_text())
    config = ModelConfig(**{name: body[name] for name in FIELDS})
    partial = out.with_suffix(".partial")
    writer = GGUFWriter(str(partial), ARCHITECTURE)
    add_shape(writer, config)
    add_tokenizer(writer, json.loads((folder / "tokenizer.json").read_text()), config.vocab_size, body["eos_token_id"])
    for name, value in tensors(stored_weights(folder / "onnx" / "model_int8.onnx"), config).items():
        writer.add_tensor(name, np.ascontiguousarray(value, dtype=np.float32), raw_dtype=GGMLQuantizationType.F32)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    partial.replace(out)


def add_shape(writer: GGUFWriter, config: ModelConfig) -> None:
    """What llama.cpp has to know of the network."""
    writer.add_name("tiny-coder")
    writer.add_file_type(LlamaFileType.ALL_F32)
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_block_count(config.num_hidden_layers)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    writer.add_rope_freq_base(config.rope_theta)


def add_tokenizer(writer: GGUFWriter, tokenizer: dict, size: int, end: int) -> None:
    """Byte-level BPE with Qwen2's pre-tokenizer. Raises ValueError for any other."""
    first, *_ = tokenizer["pre_tokenizer"]["pretokenizers"]
    if tokenizer["model"]["type"] != "BPE" or first.get("pattern", {}).get("Regex") != QWEN2_PATTERN:
        raise ValueError("tokenizer.json is not byte-level BPE with Qwen2's pre-tokenizer")
    spelled = {**tokenizer["model"]["vocab"], **{one["content"]: one["id"] for one in tokenizer["added_tokens"]}}
    texts = {index: text for text, index in spelled.items()}
    if sorted(texts) != list(range(size)):
        raise ValueError(f"tokenizer.json does not have the ids 0 to {size - 1}, each once")
    special = {one["id"] for one in tokenizer["added_tokens"]}
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list([texts[index] for index in range(size)])
    writer.add_token_types([TokenType.CONTROL if index in special else TokenType.NORMAL for index in range(size)])
    writer.add_token_merges([" ".join(pair) for pair in tokenizer["model"]["merges"]])
    writer.add_bos_token_id(end)
    writer.add_eos_token_id(end)
    writer.add_pad_token_id(end)
    writer.add_add_bos_token(False)


def tensors(state: dict[str, np.ndarray], config: ModelConfig) -> dict[str, np.ndarray]:
    """The weights under llama.cpp's names: q, k, v and gate, up are matrices of their own; the head is the embedding."""
    named = {"token_embd.weight": state["embed.weight"], "output_norm.weight": state["norm.weight"]}
    query, key = config.num_attention_heads * config.head_dim, config.num_key_value_heads * config.head_dim
    for index in range(config.num_hidden_layers):
        source, target = f"blocks.{index}", f"blk.{index}"
        for kind in ("weight", "bias"):
            parts = np.split(state[f"{source}.attention.qkv.{kind}"], [query, query + key])
            named.update({f"{target}.attn_{part}.{kind}": value for part, value in zip("qkv", parts)})
        gate, up = np.split(state[f"{source}.gate_up.weight"], 2)
        named.update({
            f"{target}.attn_norm.weight": state[f"{source}.norm1.weight"],
            f"{target}.attn_output.weight": state[f"{source}.attention.out.weight"],
            f"{target}.ffn_norm.weight": state[f"{source}.norm2.weight"],
            f"{target}.ffn_gate.weight": gate,
            f"{target}.ffn_up.weight": up,
            f"{target}.ffn_down.weight": state[f"{source}.down.weight"],
        })
    return named


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=PUBLISH_DIR, help="a published folder (default: %(default)s)")
    parser.add_argument("--out", type=Path, required=True, help="the GGUF file to write")
    options = parser.parse_args()
    write_gguf(options.model, options.out)


if __name__ == "__main__":
    main()
