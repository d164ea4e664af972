"""Runs tests in the Python of the machine and says what came of each, for comparison. JSON lines in and out.

A line in is {program, setup, test}; a line out is {kind, got, type}. Every test has a process of its own, which is
ended after some seconds: broken programs loop, and not always where Python could notice.
Arguments: folder of the runtime, seconds of processor time for a test.
"""

from __future__ import annotations

import ast
import json
import os
import resource
import select
import signal
import sys
import warnings
from collections.abc import Callable

SLOWEST = 8
"""Seconds on the clock for a second of processor time, on a machine that others use too."""
MAX_BYTES = 1 << 31
TEST_FILE = "<test>"


class Timeout(BaseException):
    """The alarm went."""


def on_alarm(_signal: int, _frame: object) -> None:
    raise Timeout


def left_of_equals(test: str) -> tuple[ast.Module, bool]:
    """The test with the left side of its `==` passed through `keep`, where it is `assert call == value`."""
    tree = ast.parse(test.strip())
    last = tree.body[-1]
    if isinstance(last, ast.Assert) and isinstance(last.test, ast.Compare) and isinstance(last.test.left, ast.Call):
        if len(last.test.ops) == 1 and isinstance(last.test.ops[0], ast.Eq):
            last.test.left = ast.Call(ast.Name("__keep__", ast.Load()), [last.test.left], [])
            return ast.fix_missing_locations(tree), True
    return tree, False


def outcome(row: dict[str, str], show: Callable[[object], str]) -> dict[str, object]:
    """What came of one test, in this process."""
    kept: list[str] = []

    def keep(value: object) -> object:
        kept.append(show(value))
        return value

    namespace: dict[str, object] = {"__name__": "__candidate__"}
    got = None
    try:
        exec(compile(row["program"], "<candidate>", "exec"), namespace)
        # After the program: the one published task with setup code makes objects of the program's class.
        exec(compile(row["setup"], "<setup>", "exec"), namespace)
        tree, _ = left_of_equals(row["test"])
        namespace["__keep__"] = keep
        exec(compile(tree, TEST_FILE, "exec"), namespace)
        kind, name = "passed", ""
    except Timeout:
        return {"kind": "timeout", "got": None, "type": ""}
    except BaseException as error:
        trace, origin = error.__traceback__, ""
        while trace is not None:
            origin, trace = trace.tb_frame.f_code.co_filename, trace.tb_next
        name = type(error).__name__
        kind = "failed" if name == "AssertionError" and origin == TEST_FILE else "raised"
    got = kept[-1] if kept else None
    return {"kind": kind, "got": got, "type": name}


def in_child(row: dict[str, str], show: Callable[[object], str], seconds: int) -> dict[str, object]:
    """The same in a process that can be ended."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        quiet = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(quiet, number)
        resource.setrlimit(resource.RLIMIT_AS, (MAX_BYTES, MAX_BYTES))
        signal.signal(signal.SIGPROF, on_alarm)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        result = outcome(row, show)
        signal.setitimer(signal.ITIMER_PROF, 0)
        os.write(writer, json.dumps(result).encode())
        os._exit(0)
    os.close(writer)
    ready, _, _ = select.select([reader], [], [], seconds * SLOWEST)
    text = os.read(reader, 1 << 20) if ready else b""
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reader)
    return json.loads(text) if text else {"kind": "hung" if not ready else "died", "got": None, "type": ""}


def main() -> None:
    warnings.simplefilter("ignore")
    sys.path.insert(0, sys.argv[1])
    # Values are compared as texts, so both sides write them the same way; which value it is, is what is tested.
    from values import show

    for line in sys.stdin:
        print(json.dumps(in_child(json.loads(line), show, int(sys.argv[2]))), flush=True)


if __name__ == "__main__":
    main()
