"""Writes held-out problems as JSON lines for the page and `npm run eval`; nothing in training ever sees them.

    python3 training/emit_problems.py --count 150 --seed 11 FILE             structures that are held out
    python3 training/emit_problems.py --count 150 --seed 11 --unseen FILE    whole idioms that are held out
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

from corpus import ProblemStream
from domain.problem import Problem


def row(problem: Problem, identifier: str) -> dict[str, object]:
    """A problem in the page's form; the visible tests are the ones that a model reads."""
    return {
        "id": identifier,
        "title": problem.entry.replace("_", " ").capitalize(),
        "family": problem.family,
        "structure": hashlib.sha256(problem.structure.encode()).hexdigest()[:16],
        "statement": problem.statement,
        "entryPoint": problem.entry,
        "visibleTests": [test.text for test in problem.visible],
        "hiddenTests": [test.text for test in problem.hidden],
        "setup": "",
        "solution": problem.code,
    }


def main() -> None:
    """Draw the problems of the seed and write one per line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--count", type=int, default=150)
    parser.add_argument("--seed", type=int, default=11, help="1 to 4 are used while training and by its checks")
    parser.add_argument("--unseen", action="store_true", help="of the idioms that training never draws")
    parser.add_argument("--wide", action="store_true", help="with the classic exercises of the wide domain")
    options = parser.parse_args()
    stream = ProblemStream(options.wide)
    draw = stream.unseen if options.unseen else stream.held_out
    name = "unseen" if options.unseen else "held-out"
    rows = [row(problem, f"{name}-{options.seed}-{number}")
            for number, problem in enumerate(draw(options.seed, options.count), start=1)]
    options.file.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows))
    print(f"{len(rows)} problems in {options.file}")


if __name__ == "__main__":
    main()
