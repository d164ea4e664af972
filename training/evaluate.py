"""Measures a trained model: greedy with the published int8 file, best of ten, EG-CFG, rescue and keep.

    python3 training/evaluate.py                 everything
    python3 training/evaluate.py --bundled       only greedy of the bundled problems with the published file
    python3 training/evaluate.py --check         only the checks of the exported files
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from bundled import written_problems
from check_export import check
from config import BUNDLED_PATH, FREE_PATH, OUT_DIR, PUBLISH_DIR, ModelConfig
from corpus import ProblemStream
from domain.problem import Problem
from guidance import Settings, eg_cfg
from measure import Meter, best_of, greedy_rate, solves
from model import TinyCoder
from runtime import OnnxModel
from samples import Codec

EXPECTED_MAX_NEW = 200


def codec_of(folder: Path) -> Codec:
    """The codec of the tokenizer in a folder."""
    return Codec(Tokenizer.from_file(str(folder / "tokenizer.json")))


def load(checkpoint: Path) -> TinyCoder:
    """The averaged weights of a checkpoint."""
    state = torch.load(checkpoint, weights_only=True)
    model = TinyCoder(ModelConfig(**state["config"]))
    model.load_state_dict(state["average"])
    return model.eval()


def onnx_greedy(model: OnnxModel, codec: Codec, problem: Problem) -> str:
    """The most probable program by the exported file, prefill then single steps."""
    ids = codec.prompt(problem)
    logits, cache = model.run(np.array([ids]), np.array([len(ids)]), model.empty_cache(1), keep=1)
    out: list[int] = []
    while len(out) < EXPECTED_MAX_NEW:
        token = int(logits[0, -1].argmax())
        if token == codec.end:
            break
        out.append(token)
        logits, cache = model.run(np.array([[token]]), np.array([len(ids) + len(out)]), cache, keep=1)
    return codec.decode(out)


def bundled_greedy(codec: Codec, verbose: bool) -> dict[str, bool]:
    """Problem id -> solved (visible and hidden) by the published int8 file."""
    model = OnnxModel(PUBLISH_DIR / "onnx" / "model_int8.onnx")
    results: dict[str, bool] = {}
    for problem in written_problems(BUNDLED_PATH):
        code = onnx_greedy(model, codec, problem)
        results[problem.structure] = solves(problem, code)
        if verbose:
            print(f"--- {problem.structure}: {'solved' if results[problem.structure] else 'failed'}\n{code}")
    return results


def guided_rates(model: TinyCoder, codec: Codec, problems: list[Problem], base: Settings,
                 gammas: tuple[float, ...]) -> dict[str, list[str]]:
    """Solved ids per gamma."""
    out: dict[str, list[str]] = {}
    for gamma in gammas:
        settings = Settings(s=base.s, t=base.t, d=base.d, gamma=gamma)
        codes = eg_cfg(model, codec, problems, settings)
        out[f"gamma={gamma}"] = [p.structure for p, code in zip(problems, codes) if solves(p, code)]
    return out


def main() -> None:
    """Print one JSON object per measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundled", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--verbose", action="store_true", help="print the programs")
    parser.add_argument("--checkpoint", type=Path, default=OUT_DIR / "checkpoint.pt")
    parser.add_argument("--problems", type=int, default=100)
    parser.add_argument("--gammas", type=float, nargs="+", default=(0.0, 1.0, 2.0))
    parser.add_argument("--s", type=int, default=4)
    parser.add_argument("--t", type=float, default=1.0)
    parser.add_argument("--d", type=int, default=8)
    options = parser.parse_args()
    codec = codec_of(PUBLISH_DIR)
    everything = not (options.bundled or options.check)
    if options.check or everything:
        print(json.dumps(check(load(options.checkpoint), codec, OUT_DIR / "model_fp32.onnx",
                               PUBLISH_DIR / "onnx" / "model_int8.onnx")), flush=True)
    if options.bundled or everything:
        solved = bundled_greedy(codec, options.verbose)
        print(json.dumps({"bundled_greedy_int8": sum(solved.values()), "of": len(solved), "which": solved}), flush=True)
    if not everything:
        return
    model, codec = load(options.checkpoint), codec_of(options.checkpoint.parent)
    meter = Meter(codec, ProblemStream(), options.problems, 160)
    print(json.dumps(meter.quick(model)), flush=True)
    held, base = meter.problems, Settings(s=options.s, t=options.t, d=options.d)
    for label, problems in (("held-out", held), ("bundled", written_problems(BUNDLED_PATH)),
                            ("freely worded", written_problems(FREE_PATH))):
        plain = round(greedy_rate(model, codec, problems), 3) if problems else 0.0
        print(json.dumps({"set": label, "n": len(problems), "greedy": plain,
                          "best_of_10": round(best_of(model, codec, problems, 10), 3) if problems else 0.0}), flush=True)
        for name, solved_ids in guided_rates(model, codec, problems, base, tuple(options.gammas)).items():
            print(json.dumps({"set": label, "eg_cfg": name, "s": base.s, "t": base.t, "d": base.d,
                              "solved": len(solved_ids), "of": len(problems),
                              **({"which": solved_ids} if label != "held-out" else {})}), flush=True)


if __name__ == "__main__":
    main()
