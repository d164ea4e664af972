"""One command for the whole recipe: tokenizer, training in stages, export, checks.

    python3 training/run.py            everything, resuming from training/out/checkpoint.pt
    python3 training/run.py --smoke    everything at a tiny size, about two minutes
"""

from __future__ import annotations

import argparse
import os
import random
from datetime import timedelta
from pathlib import Path

import torch
import torch.distributed as dist
import torch.multiprocessing as multiprocessing
from tokenizers import Tokenizer

from config import OUT_DIR, PUBLISH_DIR, SMOKE_MODEL, ModelConfig
from corpus import ProblemStream
from export_onnx import export, write_config
from measure import Meter
from on_policy import OnPolicy, with_on_policy
from samples import Codec, make_case, mixed_source
from signal_format import write_head, write_signal
from tokenizer import train_tokenizer, write_tokenizer
from train import Stage, Trainer

SEED = 20261121


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


def publish(trainer: Trainer, codec: Codec, folder: Path, out: Path) -> None:
    """Averaged weights as int8 into `folder` (with tokenizer and configs), fp32 into `out` for comparison."""
    config = trainer.average.config
    trainer.average.eval()
    write_tokenizer(codec.tokenizer, folder, config.max_position_embeddings)
    write_config(config, codec.end, folder)
    export(trainer.average, folder / "onnx" / "model_int8.onnx", int8=True)
    export(trainer.average, out / "model_fp32.onnx", int8=False)


def train_stages(trainer: Trainer, codec: Codec, stream: ProblemStream, meter: Meter | None, seconds: list[float]) -> None:
    """Plain problems; then half with signals of mutated programs; then also with the model's own candidates."""
    plain, signals, own = (
        Stage("plain", seconds[0], 0.0),
        Stage("signals", seconds[1], 0.4, matrix_lr=0.01, other_lr=0.0015, measure_every=2000.0),
        Stage("own-candidates", seconds[2], 0.4, decay=0.95, matrix_lr=0.01, other_lr=0.0015, last=True,
              measure_every=2000.0),
    )
    trainer.run(plain, mixed_source(codec, stream.draw, plain.signal_share), meter, codec.end)
    trainer.run(signals, mixed_source(codec, stream.draw, signals.signal_share), meter, codec.end)
    synthetic = mixed_source(codec, stream.draw, own.signal_share)
    sampled = OnPolicy(trainer.average, codec, stream.draw)
    trainer.run(own, with_on_policy(sampled, synthetic, 0.1), meter, codec.end)


def work(worker: int, options: argparse.Namespace) -> None:
    """One worker's whole run; worker 0 measures, writes and publishes."""
    torch.set_num_threads(options.threads)
    out = OUT_DIR / "smoke" if options.smoke else OUT_DIR
    if options.workers > 1:
        dist.init_process_group("gloo", init_method=f"file://{out}/rendezvous-{options.run_id}", rank=worker,
                                world_size=options.workers, timeout=timedelta(hours=1))
    config = SMOKE_MODEL if options.smoke else ModelConfig()
    stream = ProblemStream()
    codec = Codec(Tokenizer.from_file(str(out / "tokenizer.json")))
    trainer = Trainer(config, out, SEED, worker)
    trainer.resume()
    meter = None
    if worker == 0 and not options.export_only:
        meter = Meter(codec, stream, *((12, 12) if options.smoke else (60, 80)))
    if not options.export_only:
        seconds = [18.0, 22.0, 18.0] if options.smoke else [60 * minutes for minutes in options.minutes]
        train_stages(trainer, codec, stream, meter, seconds)
    if worker == 0:
        publish(trainer, codec, out / "model" if options.smoke else PUBLISH_DIR, out)


def main() -> None:
    """Parse the command line, make the tokenizer, start the workers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="tiny size, two minutes, nothing is published")
    parser.add_argument("--workers", type=int, default=2, help="processes that share each step")
    parser.add_argument("--threads", type=int, default=1, help="threads of each worker")
    parser.add_argument("--minutes", type=float, nargs=3, default=(40.0, 60.0, 30.0), help="minutes of each stage")
    parser.add_argument("--export-only", action="store_true", help="publish the checkpoint and stop")
    options = parser.parse_args()
    options.run_id = os.getpid()
    out = OUT_DIR / "smoke" if options.smoke else OUT_DIR
    out.mkdir(parents=True, exist_ok=True)
    make_tokenizer(out, ProblemStream(), SMOKE_MODEL if options.smoke else ModelConfig(),
                   300 if options.smoke else 6000)
    if options.export_only or options.workers == 1:
        options.workers = 1
        work(0, options)
    else:
        multiprocessing.start_processes(work, (options,), nprocs=options.workers, start_method="spawn")


if __name__ == "__main__":
    main()
