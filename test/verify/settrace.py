"""The lines of a program that ran, by sys.settrace: the other way to trace, for comparison with the runtime's.

How the two kinds of events correspond:
* A LINE of monitoring comes at the first instruction of a line and wherever a jump from another line arrives at one.
* A `line` of settrace comes there too, and besides after a jump backwards that stays on its line: a loop written on
  one line is told once by LINE and once per turn by `line`. So of lines that follow each other in one frame with the
  same number, one is kept.
* That is done on both sides, because both tell a comprehension's line again when an exception leaves it: the
  comprehension is part of its function, and a handler of its own puts the function's variables back.
* Settrace has events for `opcode` and `call`; only `line` is compared.
"""

from __future__ import annotations

import io
import json
import sys
import types

PROGRAM_FILE = "<candidate>"


class Enough(BaseException):
    """More lines than are compared."""


def lines_by_settrace(text: str) -> str:
    """JSON [[line, function, frame], ...] of {program, setup, test, most}: the lines of the program, in order."""
    request = json.loads(text)
    lines: list[tuple[int, str, int]] = []
    # The frames are held, so that no two of them share an id.
    frames: dict[int, tuple[types.FrameType, int]] = {}

    def on_event(frame: types.FrameType, event: str, _argument: object) -> object:
        if frame.f_code.co_filename != PROGRAM_FILE:
            return None
        number = frames.setdefault(id(frame), (frame, len(frames)))[1]
        if event == "line":
            if len(lines) >= request["most"]:
                raise Enough
            lines.append((frame.f_lineno, frame.f_code.co_name, number))
        return on_event

    namespace: dict[str, object] = {"__name__": "__candidate__"}
    saved = sys.stdin, sys.stdout, sys.stderr, sys.getrecursionlimit()
    sys.stdin, sys.stdout, sys.stderr = io.StringIO(), io.StringIO(), io.StringIO()
    program = compile(request["program"], PROGRAM_FILE, "exec")
    test = compile(request["test"].strip(), "<test>", "exec")
    sys.settrace(on_event)
    try:
        exec(program, namespace)
        exec(request["setup"], namespace)
        exec(test, namespace)
    except BaseException:  # what came of the test is compared elsewhere
        pass
    finally:
        sys.settrace(None)
        sys.stdin, sys.stdout, sys.stderr = saved[:3]
        sys.setrecursionlimit(saved[3])
    return json.dumps(lines)
