"""One test of one program under sys.settrace, as a tool without a sandbox does it: a new interpreter for every test.

Standard input: JSON {program, test, maxSteps, maxKept}. Standard output: JSON {passed, steps}, where a step is
[event, line, function, depth, changed locals as [name, text, type], result]. The only argument is the folder of the
page's `values` module, so that both sides write values in the same words.
"""

import contextlib
import io
import json
import sys

sys.path.insert(0, sys.argv[1])
from values import show, type_name  # noqa: E402

PROGRAM_FILE = "<candidate>"


class StepLimit(BaseException):
    """The program does not end."""


def traced(request):
    """{passed, steps} of the request."""
    steps, shown, depths = [], {}, {}
    ticks = 0

    def on_event(frame, event, argument):
        nonlocal ticks
        if frame.f_code.co_filename != PROGRAM_FILE:
            return None
        ticks += 1
        if ticks > request["maxSteps"]:
            raise StepLimit
        if len(steps) >= request["maxKept"]:
            return on_event
        key = id(frame)
        if event == "call":
            above = depths.get(id(frame.f_back), 0)
            depths[key] = above + 1
            shown[key] = {}
        result = None
        if event == "return":
            result = show(argument)
        elif event == "exception":
            result = f"{argument[0].__name__}: {argument[1]}"
        changed = []
        before = shown.setdefault(key, {})
        for name, value in frame.f_locals.items():
            if name.startswith("__") or callable(value):
                continue
            text = (show(value), type_name(value))
            if before.get(name) != text:
                before[name] = text
                changed.append([name, *text])
        steps.append([event, frame.f_lineno, frame.f_code.co_name, depths.get(key, 1), changed, result])
        return on_event

    namespace = {"__name__": "__candidate__"}
    passed = True
    with contextlib.redirect_stdout(io.StringIO()):
        program = compile(request["program"], PROGRAM_FILE, "exec")
        test = compile(request["test"], "<test>", "exec")
        sys.settrace(on_event)
        try:
            exec(program, namespace)
            exec(test, namespace)
        except BaseException:
            passed = False
        finally:
            sys.settrace(None)
    return {"passed": passed, "steps": steps}


if __name__ == "__main__":
    json.dump(traced(json.load(sys.stdin)), sys.stdout)
