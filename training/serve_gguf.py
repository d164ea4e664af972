"""Serves one GGUF file by llama.cpp's own server (its C++, from the package xllamacpp) on this machine.

    python3 training/serve_gguf.py tiny-coder.gguf --slots 8 --port 8080

Prints one JSON line with the address once it answers. Ends with its standard input where that is a pipe or a socket, so
that it does not outlive the command that started it. Keys and values are kept as float32 and attention is not fused: what the page's
engine computes, up to the order of sums.
"""

from __future__ import annotations

import argparse
import json
import signal
import stat
import sys
from os import fstat
from pathlib import Path

import xllamacpp as llama

CONTEXT_PER_SLOT = 2048


def parameters(model: Path, slots: int, threads: int, port: int) -> llama.CommonParams:
    """The server's options; each of the `slots` reads a text of its own."""
    params = llama.CommonParams()
    params.model.path = str(model)
    params.model_alias = {model.stem}
    params.port = port
    params.n_parallel = slots
    params.n_ctx = CONTEXT_PER_SLOT * slots
    params.cpuparams.n_threads = threads
    params.cpuparams_batch.n_threads = threads
    params.cache_type_k = llama.ggml_type.GGML_TYPE_F32
    params.cache_type_v = llama.ggml_type.GGML_TYPE_F32
    params.flash_attn_type = llama.llama_flash_attn_type.LLAMA_FLASH_ATTN_TYPE_DISABLED
    params.ui = False
    return params


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--slots", type=int, default=4, help="texts at a time (default: %(default)s)")
    parser.add_argument("--threads", type=int, default=1, help="(default: %(default)s)")
    parser.add_argument("--port", type=int, default=0, help="default: any that is free")
    options = parser.parse_args()
    server = llama.Server(parameters(options.model, options.slots, options.threads, options.port))
    told = {"url": server.listening_address, "package": f"xllamacpp {llama.__version__}"}
    print(json.dumps(told), flush=True)
    kind = fstat(sys.stdin.fileno()).st_mode
    if stat.S_ISFIFO(kind) or stat.S_ISSOCK(kind):
        sys.stdin.read()
    else:
        signal.pause()


if __name__ == "__main__":
    main()
