"""One command for the whole recipe: tokenizer, training in stages, export, checks.

    python3 training/run.py            everything, resuming from training/out/checkpoint.pt
    python3 training/run.py --smoke    everything at a tiny size, about two minutes
"""

from __future__ import annotations

import argparse
import random
import shutil
from pathlib import Path

import torch
from tokenizers import Tokenizer

from config import OUT_DIR, PUBLISH_DIR, PUBLISHED_LOG, SMOKE_MODEL, ModelConfig
from corpus import ProblemStream
from export_onnx import read_weights
from feed import Recipe
from measure import Meter
from publish import publish
from samples import Codec, make_case
from signal_format import write_head, write_signal
from tokenizer import train_tokenizer, write_tokenizer
from train import Stage, Trainer

SEED = 20261121
NUMBER_FORMATS = {"bf16": torch.bfloat16, "fp32": torch.float32}


def tokenizer_texts(stream: ProblemStream, count: int) -> list[str]:
    """Heads, signals and programs of `count` problems."""
    rng = random.Random(f"{SEED} tokenizer")
    texts: list[str] = []
    for _ in range(count):
        problem = stream.draw(rng)
        case = make_case(problem, rng)
        signal = write_signal(case.candidates) if case is not None else ""
        texts.append(write_head(problem.statement, [test.text for test in problem.visible]) + signal + problem.code)
    return texts


def make_tokenizer(folder: Path, stream: ProblemStream, config: ModelConfig, problems: int) -> None:
    """Train the tokenizer of a run unless it is there already."""
    if not (folder / "tokenizer.json").exists():
        trained = train_tokenizer(tokenizer_texts(stream, problems), config.vocab_size)
        write_tokenizer(trained, folder, config.max_position_embeddings)


def stages(minutes: list[float], wide: bool, seasoned: bool) -> tuple[Stage, ...]:
    """Plain problems; then many with signals of mutated programs; then also with the model's own candidates.

    Weights that read signals already (`seasoned`) need fewer of them, but from the start, so as not to unlearn it: a
    sample with a signal is four times as long as one without and teaches one line.
    """
    plain, short, own = (0.1, 0.3, 0.25) if seasoned else (0.0, 0.6, 0.5)
    return (
        Stage(Recipe("plain", plain, wide=wide), 60 * minutes[0]),
        Stage(Recipe("short-signals", short, short_signals=True, wide=wide), 60 * minutes[1], matrix_lr=0.01,
              other_lr=0.002),
        Stage(Recipe("own-candidates", own, own_share=0.24 * own, wide=wide), 60 * minutes[2], decay=1.0, matrix_lr=0.01,
              other_lr=0.002, last=True),
    )


def work(options: argparse.Namespace) -> None:
    """Train what is not trained yet, then publish."""
    torch.set_num_threads(options.threads)
    out = OUT_DIR / "smoke" if options.smoke else OUT_DIR
    codec = Codec(Tokenizer.from_file(str(out / "tokenizer.json")))
    trainer = Trainer(SMOKE_MODEL if options.smoke else ModelConfig(), out, SEED, NUMBER_FORMATS[options.format])
    if not trainer.resume() and options.from_published:
        trainer.start_from(read_weights(PUBLISH_DIR / "onnx" / "model_int8.onnx"))
    if not options.export_only:
        meter = Meter(codec, ProblemStream(options.wide), *((12, 12) if options.smoke else (100, 120)))
        for stage in stages([0.3, 0.4, 0.3] if options.smoke else options.minutes, options.wide, options.from_published):
            trainer.run(stage, options.feeders, meter)
    publish(trainer.average, codec, out / "model" if options.smoke else PUBLISH_DIR, out / "model_fp32.onnx")
    if not options.smoke:
        shutil.copyfile(out / "log.jsonl", PUBLISHED_LOG)


def main() -> None:
    """Parse the command line, make the tokenizer, train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="tiny size, two minutes, nothing is published")
    parser.add_argument("--feeders", type=int, default=1, help="processes that make batches")
    parser.add_argument("--threads", type=int, default=1, help="threads of the trainer")
    parser.add_argument("--format", choices=NUMBER_FORMATS, default="bf16", help="number format of matrix products")
    parser.add_argument("--minutes", type=float, nargs=3, default=(35.0, 35.0, 30.0), help="minutes of each stage")
    parser.add_argument("--from-published", action="store_true", help="start from the weights in public/")
    parser.add_argument("--wide", action="store_true", help="with the classic exercises of domain/classics_*.py")
    parser.add_argument("--export-only", action="store_true", help="publish the checkpoint and stop")
    options = parser.parse_args()
    out = OUT_DIR / "smoke" if options.smoke else OUT_DIR
    out.mkdir(parents=True, exist_ok=True)
    if options.from_published and not (out / "tokenizer.json").exists():
        # Weights read only with the tokenizer that they were trained with.
        shutil.copyfile(PUBLISH_DIR / "tokenizer.json", out / "tokenizer.json")
    make_tokenizer(out, ProblemStream(options.wide), SMOKE_MODEL if options.smoke else ModelConfig(),
                   300 if options.smoke else 6000)
    work(options)


if __name__ == "__main__":
    main()
