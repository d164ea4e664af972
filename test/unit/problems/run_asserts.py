"""Read [{"program": ..., "tests": [...]}] on stdin; write, for each, which of its tests pass."""

import json
import sys


def passes(program: str, test: str) -> bool:
    """Run one assert after the program, in a namespace of its own."""
    scope: dict[str, object] = {}
    try:
        exec(program, scope)
        exec(test, scope)
    except Exception:
        return False
    return True


json.dump([[passes(row["program"], test) for test in row["tests"]] for row in json.load(sys.stdin)], sys.stdout)
