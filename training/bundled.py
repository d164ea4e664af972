"""The page's bundled problems in the recipe's own form, for measuring only."""

from __future__ import annotations

import ast
import json

from config import BUNDLED_PATH
from domain.problem import Problem, Test


def parse_assert(text: str) -> Test:
    """`assert name(literals) == literal` (or `is`) as a Test."""
    node = ast.parse(text).body[0]
    if not (isinstance(node, ast.Assert) and isinstance(node.test, ast.Compare) and isinstance(node.test.left, ast.Call)):
        raise ValueError(f"not an assert of one comparison of a call: {text}")
    arguments = tuple(ast.literal_eval(argument) for argument in node.test.left.args)
    return Test(text, arguments, ast.literal_eval(node.test.comparators[0]))


def bundled_problems() -> list[Problem]:
    """All bundled problems with an entry point; an empty list when the file is missing."""
    if not BUNDLED_PATH.exists():
        return []
    data = json.loads(BUNDLED_PATH.read_text())
    return [Problem("bundled " + entry["id"], entry["statement"], entry["entryPoint"], entry["solution"], (), (), (),
                    tuple(parse_assert(t) for t in entry["visibleTests"]),
                    tuple(parse_assert(t) for t in entry["hiddenTests"]), entry["id"])
            for entry in (data["problems"] if isinstance(data, dict) else data)]
