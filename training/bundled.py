"""Problems written by hand, in the recipe's own form, for measuring only."""

from __future__ import annotations

import ast
import json
from pathlib import Path

from domain.problem import Problem, Test


def parse_assert(text: str) -> Test:
    """`assert name(literals) == literal` (or `is`) as a Test."""
    node = ast.parse(text).body[0]
    if not (isinstance(node, ast.Assert) and isinstance(node.test, ast.Compare) and isinstance(node.test.left, ast.Call)):
        raise ValueError(f"not an assert of one comparison of a call: {text}")
    arguments = tuple(ast.literal_eval(argument) for argument in node.test.left.args)
    return Test(text, arguments, ast.literal_eval(node.test.comparators[0]))


def written_problems(path: Path) -> list[Problem]:
    """The problems of a file in the form of src/problems/bundled.json; `structure` is their id."""
    data = json.loads(path.read_text())
    return [Problem(path.stem, entry["statement"], entry["entryPoint"], entry["solution"], (), (), (),
                    tuple(parse_assert(t) for t in entry["visibleTests"]),
                    tuple(parse_assert(t) for t in entry["hiddenTests"]), entry["id"])
            for entry in (data["problems"] if isinstance(data, dict) else data)]
