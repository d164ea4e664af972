"""Which complete statements of a program a cut copy of it has lost."""

from __future__ import annotations

import ast
import json
from functools import lru_cache


@lru_cache(maxsize=8)
def _statements(program: str) -> tuple[tuple[int, int, int, str], ...]:
    """(first line, column, last line, dump) of every statement at any depth."""
    return tuple((node.lineno, node.col_offset, node.end_lineno or node.lineno, ast.dump(node))
                 for node in ast.walk(ast.parse(program)) if isinstance(node, ast.stmt))


def check_cut(text: str) -> str:
    """JSON {compiles, complete, lost} of {program, cutLine, code}: statements that end before the line in which the
    program was cut, and those of them that the code does not have at the same place. code null is a refusal."""
    request = json.loads(text)
    complete = [one for one in _statements(request["program"]) if one[2] < request["cutLine"]]
    if request["code"] is None:
        return json.dumps({"compiles": True, "complete": len(complete), "lost": [list(one[:3]) for one in complete]})
    try:
        compile(request["code"], "<cut>", "exec")
    except (SyntaxError, ValueError) as error:
        return json.dumps({"compiles": False, "complete": len(complete), "lost": [[str(error)]]})
    kept = set(_statements(request["code"]))
    return json.dumps({"compiles": True, "complete": len(complete),
                       "lost": [list(one[:3]) for one in complete if one not in kept]})
