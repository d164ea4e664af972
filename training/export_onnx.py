"""Writes the network as the ONNX graph that Hub exports of Qwen2 use, in fp32 or with int8 stored weights.

int8 here is storage only: each output channel has one scale, and generic Cast and Mul nodes expand the
weights. ONNX Runtime folds those into fp32 constants while it loads, so every row of a batch is computed
by itself, at fp32 speed. (MatMulNBits is slow on WASM; dynamic int8 scales activations over all rows, which
lets one sequence change another.)
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from config import ModelConfig
from model import TinyCoder
from stored_weights import stored_weights

MICROSOFT = "com.microsoft"


class GraphBuilder:
    """Collects nodes and initializers; the methods return the name of the value they make."""

    def __init__(self, int8: bool) -> None:
        self.int8 = int8
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[onnx.TensorProto] = []

    def node(self, op: str, inputs: list[str], output: str, domain: str = "", extra: list[str] | None = None,
             **attributes: object) -> str:
        """Append one node; `extra` are further outputs."""
        self.nodes.append(helper.make_node(op, inputs, [output, *(extra or [])], name=f"/{output}", domain=domain,
                                           **attributes))
        return output

    def constant(self, name: str, value: np.ndarray) -> str:
        """Store an initializer."""
        self.initializers.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def weight(self, name: str, value: np.ndarray, channel_axis: int) -> str:
        """A 2-D weight; in int8 mode stored with one scale per index along `channel_axis`."""
        if not self.int8:
            return self.constant(name, value)
        codes, scale = quantize(value, channel_axis)
        self.constant(f"{name}.int8", codes)
        self.constant(f"{name}.scale", scale)
        wide = self.node("Cast", [f"{name}.int8"], f"{name}.wide", to=TensorProto.FLOAT)
        return self.node("Mul", [wide, f"{name}.scale"], name)


def quantize(value: np.ndarray, channel_axis: int) -> tuple[np.ndarray, np.ndarray]:
    """Symmetric int8: codes of value's shape in [-127, 127] and scales that broadcast against them."""
    largest = np.abs(value).max(axis=1 - channel_axis, keepdims=True)
    scale = np.where(largest == 0, 1.0, largest / 127.0).astype(np.float32)
    return np.clip(np.rint(value / scale), -127, 127).astype(np.int8), scale


def build_graph(model: TinyCoder, int8: bool) -> onnx.ModelProto:
    """The whole model. Inputs: input_ids [batch, seq], attention_mask [batch, total] (right-padded rows of ones),
    past_key_values.N.{key,value} [batch, kv_heads, past, head_dim], num_logits_to_keep (scalar, 0 = all)."""
    config, g = model.config, GraphBuilder(int8)
    state = {name: tensor.detach().float().cpu().numpy() for name, tensor in model.state_dict().items()}
    embedding = g.weight("embed.weight", state["embed.weight"], channel_axis=0)
    g.constant("cos_cache", model.cos.cpu().numpy())
    g.constant("sin_cache", model.sin.cpu().numpy())

    # Row sums of the mask tell each row's length, so ragged right-padded batches work.
    g.constant("one", np.array([1], np.int64))
    sums = g.node("ReduceSum", ["attention_mask", "one"], "mask_sums", keepdims=0)
    lengths = g.node("Sub", [sums, "one"], "mask_last")
    seqlens = g.node("Cast", [lengths], "seqlens_k", to=TensorProto.INT32)
    g.constant("index_one", np.array(1, np.int64))
    width = g.node("Gather", [g.node("Shape", ["attention_mask"], "mask_shape"), "index_one"], "mask_width", axis=0)
    total = g.node("Cast", [width], "total_sequence_length", to=TensorProto.INT32)

    residual = g.node("Gather", [embedding, "input_ids"], "embedded")
    norm_weight = g.constant("blocks.0.norm1.weight", state["blocks.0.norm1.weight"])
    normed = g.node("SimplifiedLayerNormalization", [residual, norm_weight], "blocks.0.normed1", axis=-1,
                    epsilon=config.rms_norm_eps, stash_type=1)
    for index in range(config.num_hidden_layers):
        residual, normed = add_block(g, config, state, index, residual, normed, seqlens, total)

    # starts = -num_logits_to_keep: 0 keeps everything.
    g.constant("axis_seq", np.array([1], np.int64))
    g.constant("slice_end", np.array([np.iinfo(np.int64).max], np.int64))
    g.constant("shape_one", np.array([1], np.int64))
    start = g.node("Reshape", [g.node("Neg", ["num_logits_to_keep"], "minus_keep"), "shape_one"], "slice_start")
    kept = g.node("Slice", [normed, start, "slice_end", "axis_seq"], "kept_states")
    head = g.node("Transpose", [embedding], "lm_head", perm=[1, 0])
    g.node("MatMul", [kept, head], "logits")
    return finish(g, config)


def add_block(g: GraphBuilder, config: ModelConfig, state: dict[str, np.ndarray], index: int, residual: str,
              normed: str, seqlens: str, total: str) -> tuple[str, str]:
    """One decoder layer; takes and returns (residual stream, its normalised form), both [batch, seq, hidden]."""
    p = f"blocks.{index}"

    def linear(source: str, name: str, output: str) -> str:
        return g.node("MatMul", [source, g.weight(f"{p}.{name}.weight", state[f"{p}.{name}.weight"].T, 1)], output)

    def skip_norm(source: str, skip: str, weight_name: str, tag: str) -> tuple[str, str]:
        weight = g.constant(weight_name, state[weight_name])
        out = g.node("SkipSimplifiedLayerNormalization", [source, skip, weight], f"{tag}.normed", MICROSOFT,
                     extra=["", "", f"{tag}.residual"], epsilon=config.rms_norm_eps)
        return f"{tag}.residual", out

    bias = g.constant(f"{p}.attention.qkv.bias", state[f"{p}.attention.qkv.bias"])
    packed = g.node("Add", [linear(normed, "attention.qkv", f"{p}.qkv_raw"), bias], f"{p}.qkv")
    mixed = g.node("GroupQueryAttention",
                   [packed, "", "", f"past_key_values.{index}.key", f"past_key_values.{index}.value",
                    seqlens, total, "cos_cache", "sin_cache"],
                   f"{p}.mixed", MICROSOFT, extra=[f"present.{index}.key", f"present.{index}.value"],
                   num_heads=config.num_attention_heads, kv_num_heads=config.num_key_value_heads,
                   scale=config.head_dim ** -0.5, do_rotary=1, rotary_interleaved=0, local_window_size=-1)
    residual, normed = skip_norm(residual, linear(mixed, "attention.out", f"{p}.attended"), f"{p}.norm2.weight",
                                 f"{p}.mid")
    width = config.intermediate_size
    gate_up = state[f"{p}.gate_up.weight"]
    gate = g.node("MatMul", [normed, g.weight(f"{p}.gate.weight", gate_up[:width].T, 1)], f"{p}.gate")
    up = g.node("MatMul", [normed, g.weight(f"{p}.up.weight", gate_up[width:].T, 1)], f"{p}.up")
    silu = g.node("Mul", [gate, g.node("Sigmoid", [gate], f"{p}.gate_sigmoid")], f"{p}.silu")
    down = linear(g.node("Mul", [silu, up], f"{p}.gated"), "down", f"{p}.down_out")
    last = index == config.num_hidden_layers - 1
    return skip_norm(residual, down, "norm.weight" if last else f"blocks.{index + 1}.norm1.weight", f"{p}.end")


def finish(g: GraphBuilder, config: ModelConfig) -> onnx.ModelProto:
    """Declare inputs and outputs, check, and wrap the graph."""
    cache = ["batch_size", config.num_key_value_heads, "past_sequence_length", config.head_dim]
    present = ["batch_size", config.num_key_value_heads, "total_sequence_length", config.head_dim]
    inputs = [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch_size", "sequence_length"]),
              helper.make_tensor_value_info("attention_mask", TensorProto.INT64,
                                            ["batch_size", "total_sequence_length"])]
    outputs = [helper.make_tensor_value_info("logits", TensorProto.FLOAT,
                                             ["batch_size", "num_logits", config.vocab_size])]
    for index in range(config.num_hidden_layers):
        for kind in ("key", "value"):
            inputs.append(helper.make_tensor_value_info(f"past_key_values.{index}.{kind}", TensorProto.FLOAT, cache))
            outputs.append(helper.make_tensor_value_info(f"present.{index}.{kind}", TensorProto.FLOAT, present))
    inputs.append(helper.make_tensor_value_info("num_logits_to_keep", TensorProto.INT64, []))
    graph = helper.make_graph(g.nodes, "tiny-coder", inputs, outputs, g.initializers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)])
    model.ir_version = 8
    return model


def write_config(config: ModelConfig, end_token: int, folder: Path) -> None:
    """config.json and generation_config.json as the Hub's Qwen2 models have them."""
    folder.mkdir(parents=True, exist_ok=True)
    body = {
        "architectures": ["Qwen2ForCausalLM"], "model_type": "qwen2", **config.to_dict(),
        "head_dim": config.head_dim, "hidden_act": "silu", "attention_dropout": 0.0, "initializer_range": 0.02,
        "tie_word_embeddings": True, "use_cache": True, "use_sliding_window": False, "torch_dtype": "float32",
        "bos_token_id": end_token, "eos_token_id": end_token, "pad_token_id": end_token,
    }
    generation = {"bos_token_id": end_token, "eos_token_id": end_token, "pad_token_id": end_token,
                  "do_sample": False, "max_new_tokens": 256}
    (folder / "config.json").write_text(json.dumps(body, indent=2) + "\n")
    (folder / "generation_config.json").write_text(json.dumps(generation, indent=2) + "\n")


def export(model: TinyCoder, path: Path, int8: bool) -> None:
    """Write one .onnx file (written beside and renamed, so that a reader never sees half of it)."""
    with torch.no_grad():
        proto = build_graph(model, int8)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    onnx.save(proto, str(partial))
    partial.replace(path)


def read_weights(path: Path) -> dict[str, torch.Tensor]:
    """The weights of a file that `export` wrote as tensors, int8 ones expanded, under the names of TinyCoder's state."""
    return {name: torch.from_numpy(value) for name, value in stored_weights(path).items()}
