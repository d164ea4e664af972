"""Tries every reading of every exercise of the wide domain and names what is wrong with it.

    python3 training/check_domain.py [--inputs 150] [NAME ...]     (only files whose name contains one of these)

A reading must load, end, return something but None unless it says so, answer differently to different inputs, and differ
from the other readings of its words; its sayings must not name what the program lacks.
"""

from __future__ import annotations

import argparse
import ast
import copy
import random
import sys
import warnings
from collections.abc import Iterator

from domain import classics_integers, classics_lists, classics_tables, classics_texts, exercises
from domain.inputs_wide import arguments_wide
from domain.picker import Picker
from domain.tasks import Task, by_key, write
from execute import run_test

MAX_LINES, RAISES = 16, 0.1
TELLING = 100
"""With fewer inputs than these, answers that are all equal say nothing."""
CLASSICS = (classics_integers, classics_lists, classics_tables, classics_texts)
FILES: dict[str, dict[str, Task]] = {
    **{module.FAMILIES[0].__name__: module.TASKS for module in CLASSICS},
    **{family.__name__: by_key(tasks) for family, tasks in exercises.READ},
}


def answers_of(tasks: dict[str, Task], key: str, reading: str, count: int) -> tuple[list[str], list[str]]:
    """What a reading returns on `count` inputs that all readings of its exercise share, and what is wrong with it."""
    one, (code, sayings) = tasks[key], tasks[key].readings[int(reading)]
    picker = Picker(random.Random(0), {"task": key, "reading": reading})
    draft = write(picker, tasks)
    source = draft.code()
    tree = ast.parse(source)
    wrong = [f"no such name in: {saying}" for saying in (*sayings, *one.vague) if not can_be_said(saying, picker.token)]
    names = [argument.arg for argument in next(ast.walk(tree.body[0].args)).args]  # type: ignore[attr-defined]
    if len(set(names)) < len(names):
        wrong.append("two parameters of one name")
    if source.count("\n") > MAX_LINES:
        wrong.append("too many lines")
    answers: list[str] = []
    raised = 0
    rng = random.Random(key)
    for _ in range(count):
        arguments = arguments_wide([kind for _, kind in draft.params], rng)
        outcome = run_test(source, draft.name, copy.deepcopy(arguments), None)
        answers.append(repr(outcome.value) if outcome.outcome == "returned" else outcome.outcome)
        raised += outcome.outcome == "raised"
        if outcome.outcome == "timeout":
            wrong.append(f"does not end on {arguments}")
        elif outcome.outcome == "returned" and outcome.is_none and "None" not in code and "get(" not in code:
            wrong.append(f"returns nothing on {arguments}")
    if raised > RAISES * max(count, 20):
        wrong.append(f"raises on {raised} of {count} inputs")
    if len(set(answers)) < 2 and count >= TELLING:
        wrong.append(f"always returns {answers[0]}")
    return answers, wrong[:3]


def can_be_said(saying: str, token: dict[str, str]) -> bool:
    """Whether all names in braces are known."""
    try:
        return bool(saying.format(**token).strip())
    except (KeyError, IndexError, ValueError):
        return False


def faults(chosen: list[str], count: int) -> Iterator[str]:
    """One line for each fault."""
    for name, tasks in FILES.items():
        if chosen and not any(part in name for part in chosen):
            continue
        for key, one in tasks.items():
            seen: dict[tuple[str, ...], int] = {}
            for number in range(len(one.readings)):
                answers, wrong = answers_of(tasks, key, str(number), count)
                yield from (f"{name} {key} reading {number}: {fault}" for fault in wrong)
                same = seen.setdefault(tuple(answers), number)
                if same != number and name not in OLD and count >= TELLING:
                    yield f"{name} {key} readings {same} and {number} never differ"


OLD = {module.FAMILIES[0].__name__ for module in CLASSICS}


def main() -> None:
    """Print the faults, then how many exercises there are; exit status 1 when there is a fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--inputs", type=int, default=150)
    options = parser.parse_args()
    warnings.simplefilter("error")
    found = list(faults(options.names, options.inputs))
    print("\n".join([*found, f"{sum(map(len, FILES.values()))} exercises, "
                     f"{sum(len(one.readings) for tasks in FILES.values() for one in tasks.values())} readings"]))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
