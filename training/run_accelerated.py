"""The last training, on a machine with an accelerator: from the published weights, and a wider network from nothing.

    python3 training/run_accelerated.py --minutes 9      both sizes side by side on the same batches
    python3 training/run_accelerated.py --publish NAME   one of them becomes the published model
    python3 training/run_accelerated.py --smoke          the same on a processor, one minute, nothing is published

Weights and logs go to training/out/accelerated/: NAME.average.pt in fp32, NAME.half.pt in fp16, NAME.log.jsonl.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import threading
import time
from pathlib import Path
from queue import Queue

import torch
import torch.multiprocessing as multiprocessing
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor

from accelerated_feed import AcceleratedFeed, Packed, Sizes
from config import OUT_DIR, PUBLISH_DIR, PUBLISHED_LOG, WIDER_MODEL, ModelConfig
from continuations import Continuer, Drawing
from corpus import ProblemStream
from domain.problem import Problem
from export_onnx import read_weights
from measure import Meter, line_start_prompts, rescue_and_keep, solves
from model import TinyCoder
from optimizer import make_optimizers
from publish import publish
from samples import Codec, SignalCase

SEED = 20261126
STAGE = "all-at-once"
WARMUP_STEPS = 60
DECAY = 0.6
"""The learning rate falls to zero over this last part of the time."""
AVERAGE_KEEP = 0.995
SAVE_SECONDS = 20.0
REPORT_STEPS = 100
SMOKE = Sizes(pool=40, batch_tokens=2048, batches=1)
SHAPES = {"tiny": ModelConfig(), "wider": WIDER_MODEL}
RATES = {"tiny": (0.01, 0.002), "wider": (0.02, 0.004)}
"""Highest learning rates of matrices and of the rest: the one goes on from trained weights, the other begins."""


class Learner:
    """One network with its optimizers and the moving average of its weights."""

    def __init__(self, name: str, device: str) -> None:
        torch.manual_seed(SEED)
        self.name, self.device = name, device
        self.model, self.average = TinyCoder(SHAPES[name]), TinyCoder(SHAPES[name])
        if name == "tiny":
            self.model.load_state_dict(read_weights(PUBLISH_DIR / "onnx" / "model_int8.onnx"))
        self.average.load_state_dict(self.model.state_dict())
        self.model.to(device)
        self.average.to(device)
        self.optimizers = make_optimizers(self.model, torch.bfloat16)
        self.losses: list[Tensor] = []

    def take_loss(self) -> float:
        """Mean loss (nats per weighted token) since this was last asked."""
        mean = torch.stack(self.losses).mean().item()
        self.losses.clear()
        return round(mean, 4)

    def learn(self, batches: list[tuple[Tensor, Tensor, Tensor, Tensor]], total: float, factor: float, step: int) -> None:
        """One update from batches of (ids, places, targets, weights); `total` is the sum of all weights."""
        loss_sum = torch.zeros((), device=self.device)
        for ids, places, targets, weights in batches:
            with torch.autocast(self.device, dtype=torch.bfloat16):
                scores = self.model.logits(self.model.hidden(ids).flatten(0, 1)[places])
                loss = (F.cross_entropy(scores.float(), targets, reduction="none") * weights).sum() / total
            loss.backward()
            loss_sum += loss.detach()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimizer, rate in zip(self.optimizers, RATES[self.name]):
            for group in optimizer.param_groups:
                group["lr"] = rate * factor
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        keep = min(AVERAGE_KEEP, 1 - 1 / (step + 2) ** 0.8)
        with torch.no_grad():
            torch._foreach_lerp_(list(self.average.parameters()), list(self.model.parameters()), 1 - keep)
        self.losses.append(loss_sum)

    def save(self, folder: Path) -> None:
        """The average, beside and then renamed; in fp16 too, which is small enough to send."""
        state = {name: value.detach().cpu() for name, value in self.average.state_dict().items()}
        for suffix, saved in (("average", state), ("half", {name: value.half() for name, value in state.items()})):
            torch.save(saved, folder / f"{self.name}.{suffix}.partial")
            (folder / f"{self.name}.{suffix}.partial").replace(folder / f"{self.name}.{suffix}.pt")


def loaded(batch: Packed, device: str) -> tuple[tuple[Tensor, Tensor, Tensor, Tensor], float]:
    """A batch on the device, with the places that predict something, and the sum of its weights."""
    ids, weights = torch.from_numpy(batch[0].astype("int64")), torch.from_numpy(batch[1].astype("float32"))
    target, weight = ids.roll(-1, 1).flatten(), F.pad(weights[:, 1:], (0, 1)).flatten()
    places = (weight > 0).nonzero()[:, 0]
    tensors = ids, places, target[places], weight[places]
    if device != "cpu":
        tensors = tuple(one.pin_memory().to(device, non_blocking=True) for one in tensors)
    return tensors, float(weight.sum())


def fetch(feed: AcceleratedFeed, device: str, ready: Queue) -> None:
    """Keep some batches on the device before they are needed."""
    for batch in feed:
        ready.put((loaded(batch, device), batch[0].size))


def draw_probe(tokenizer: Path, problems: int, cases: int, out: multiprocessing.Queue) -> None:
    """Held-out problems and line starts, in a process of its own."""
    meter = Meter(Codec(Tokenizer.from_file(str(tokenizer))), ProblemStream(wide=True), problems, cases)
    out.put((meter.problems, meter.cases))


def lines_after(continuer: Continuer, codec: Codec, cases: list[SignalCase], with_signal: bool) -> list[str]:
    """The most probable next line at each line start."""
    prompts = line_start_prompts(codec, cases, with_signal)
    order = sorted(range(len(prompts)), key=lambda i: len(prompts[i]))
    found = [""] * len(prompts)
    for at in range(0, len(order), 32):
        part = order[at: at + 32]
        drawn = continuer.draw([prompts[i] for i in part], Drawing(1, 45, 1, 0.0))
        for i, rows in zip(part, drawn):
            found[i] = codec.decode(rows[0]).rstrip("\n")
    return found


def measured(continuer: Continuer, codec: Codec, problems: list[Problem], cases: list[SignalCase]) -> dict[str, float]:
    """Greedy, best of ten, rescue and keep."""

    def solved(drawing: Drawing) -> float:
        drawn = [rows for at in range(0, len(problems), 100)
                 for rows in continuer.draw([codec.prompt(p) for p in problems[at: at + 100]], drawing)]
        hits = [any(solves(p, text) for text in {codec.decode(ids) for ids in rows}) for p, rows in zip(problems, drawn)]
        return round(sum(hits) / len(problems), 3)

    return {"greedy": solved(Drawing(1, 170, 30, 0.0)), "best_of_10": solved(Drawing(10, 170, 30, 1.0)),
            **rescue_and_keep(cases, *(lines_after(continuer, codec, cases, signal) for signal in (False, True)))}


def train(options: argparse.Namespace, folder: Path) -> None:
    """Train for the time given, then measure."""
    device, tokenizer, sizes = options.device, PUBLISH_DIR / "tokenizer.json", SMOKE if options.smoke else Sizes()
    torch.set_float32_matmul_precision("high")
    codec = Codec(Tokenizer.from_file(str(tokenizer)))
    context = multiprocessing.get_context("spawn")
    probe: multiprocessing.Queue = context.Queue()
    context.Process(target=draw_probe, daemon=True, args=(tokenizer, options.problems, options.problems, probe)).start()
    learners = [Learner(name, device) for name in options.models.split(",")]
    for learner in learners:
        learner.save(folder)
    # The one that writes well from the start draws the candidates for both.
    writer = next((learner for learner in learners if learner.name == "tiny"), learners[0])
    feed = AcceleratedFeed(writer.average.cpu(), folder / f"{writer.name}.average.pt", codec, tokenizer, device, sizes,
                           f"{SEED} {options.seed}", options.processes)
    writer.average.to(device)
    ready: Queue = Queue(maxsize=12)
    threading.Thread(target=fetch, args=(feed, device, ready), daemon=True).start()
    first = ready.get()
    for learner in learners:  # at no rate: kernels are made before the clock runs
        learner.learn([first[0][0]], first[0][1], 0.0, 0)
        learner.learn([ready.get()[0][0]], 1.0, 0.0, 0)
        learner.take_loss()
    started = saved = reported = time.monotonic()
    seconds, step, tokens, waited = 60 * options.minutes, 0, 0, 0.0

    def note(learner: Learner, entry: dict[str, object]) -> None:
        line = json.dumps({"step": step, "minutes": round((time.monotonic() - started) / 60, 2), "tokens": tokens,
                           "stage": STAGE, **entry})
        print(learner.name, line, flush=True)
        with (folder / f"{learner.name}.log.jsonl").open("a") as file:
            file.write(line + "\n")

    while (passed := time.monotonic() - started) < seconds:
        at = time.monotonic()
        taken = [ready.get() for _ in range(sizes.batches)]
        waited += time.monotonic() - at
        tokens += sum(size for _, size in taken)
        factor = min(1.0, (step + 1) / WARMUP_STEPS, max(0.0, (1 - passed / seconds) / DECAY))
        for learner in learners:
            learner.learn([batch for (batch, _), _ in taken], sum(total for (_, total), _ in taken), factor, step)
        step += 1
        if step % (4 if options.smoke else REPORT_STEPS) == 0:
            now = time.monotonic()
            for learner in learners:
                note(learner, {"loss": learner.take_loss(), "waited": round(waited / (now - reported), 2),
                               "fresh": feed.fresh, "repeated": feed.repeated})
            waited, reported = 0.0, now
        if time.monotonic() - saved > SAVE_SECONDS:
            for learner in learners:
                learner.save(folder)
            saved = time.monotonic()
    for learner in learners:
        learner.save(folder)
    feed.stop()
    problems, cases = probe.get()
    for learner in learners:
        continuer = Continuer(learner.average, device, codec.line_ends, codec.end)
        note(learner, measured(continuer, codec, problems, cases))


def publish_trained(name: str, folder: Path) -> None:
    """One of the trained networks becomes the model that ships."""
    model = TinyCoder(SHAPES[name])
    path = folder / f"{name}.half.pt"
    model.load_state_dict({key: value.float() for key, value in torch.load(path, weights_only=True).items()})
    codec = Codec(Tokenizer.from_file(str(PUBLISH_DIR / "tokenizer.json")))
    publish(model, codec, PUBLISH_DIR, OUT_DIR / "model_fp32.onnx")
    shutil.copyfile(folder / f"{name}.log.jsonl", PUBLISHED_LOG)


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=9.0)
    parser.add_argument("--models", default="tiny,wider", help="one or both of tiny, wider")
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--smoke", action="store_true", help="a minute on the processor")
    parser.add_argument("--processes", type=int, default=max(1, (os.cpu_count() or 1) - 2), help="that make batches")
    parser.add_argument("--problems", type=int, default=200, help="measured on at the end")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--out", type=Path, default=OUT_DIR / "accelerated")
    parser.add_argument("--publish", choices=("tiny", "wider"), help="publish what was trained and stop")
    options = parser.parse_args()
    if options.smoke:
        options.device, options.processes, options.minutes, options.problems, options.models = "cpu", 1, 0.4, 4, "tiny"
        options.out = OUT_DIR / "accelerated-smoke"
    options.out.mkdir(parents=True, exist_ok=True)
    if options.publish:
        publish_trained(options.publish, options.out)
    else:
        train(options, options.out)


if __name__ == "__main__":
    main()
