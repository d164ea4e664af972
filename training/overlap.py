"""Which tasks of a public set a program of an exercise would solve as it stands, so that a report can say so.

    python3 training/overlap.py mbpp.test.jsonl.gz      (rows with `test_list`, or with `test` and `entry_point`)

The exercises were written without these sets at hand; common tasks are in both all the same.
"""

from __future__ import annotations

import argparse
import ast
import gzip
import json
import random
from pathlib import Path

from check_domain import FILES
from domain.picker import Picker
from domain.tasks import write
from execute import load, run_test

Call = tuple[tuple[object, ...], object]
"""Arguments and what is expected."""


def calls_of(row: dict[str, object]) -> list[Call]:
    """The asserts of a task that compare one call of plain values with a plain value by ==."""
    if "test_list" in row:
        source = "\n".join(str(test) for test in row["test_list"])  # type: ignore[attr-defined]
    else:
        source = str(row.get("test", ""))
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    found: list[Call] = []
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Assert) and isinstance(node.test, ast.Compare)):
            continue
        left, right = node.test.left, node.test.comparators[0]
        if isinstance(left, ast.Call) and isinstance(node.test.ops[0], ast.Eq) and not left.keywords:
            try:
                found.append((tuple(ast.literal_eval(one) for one in left.args), ast.literal_eval(right)))
            except ValueError:
                continue
    return found


def as_lists(value: object) -> object:
    """Tuples as lists, as the domain has them."""
    if isinstance(value, (tuple, list)):
        return [as_lists(one) for one in value]
    return {key: as_lists(one) for key, one in value.items()} if isinstance(value, dict) else value


def programs() -> list[tuple[str, str, str, int]]:
    """(exercise, source, entry, number of parameters) of every reading, each with one draw of its constants."""
    found = []
    for file, tasks in FILES.items():
        for key, one in tasks.items():
            for reading in range(len(one.readings)):
                draft = write(Picker(random.Random(0), {"task": key, "reading": str(reading)}), tasks)
                found.append((f"{file} {key} {reading}", draft.code(), draft.name, len(draft.params)))
    return found


def solves(source: str, entry: str, calls: list[Call]) -> bool:
    """Whether a program passes all of a task's calls."""
    return all(run_test(source, entry, as_lists(arguments), as_lists(expected)).passed  # type: ignore[arg-type]
               for arguments, expected in calls)


def main() -> None:
    """Print how many tasks have comparable asserts, and how many of them an exercise solves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--verbose", action="store_true", help="name them")
    options = parser.parse_args()
    text = gzip.open(options.file, "rt").read() if options.file.suffix == ".gz" else options.file.read_text()
    tasks = [(row, calls_of(row)) for row in map(json.loads, text.splitlines())]
    usable = [(row, calls) for row, calls in tasks if calls]
    known = [one for one in programs() if load(one[1], one[2]) is not None]
    solved = 0
    for row, calls in usable:
        hit = next((name for name, source, entry, size in known
                    if size == len(calls[0][0]) and solves(source, entry, calls)), None)
        solved += hit is not None
        if hit is not None and options.verbose:
            print(row.get("task_id"), hit)
    print(json.dumps({"tasks": len(tasks), "comparable": len(usable), "solved_by_an_exercise": solved,
                      "programs": len(known)}))


if __name__ == "__main__":
    main()
