"""Judges a program the way one does without thinking of hostile ones: everything in one interpreter."""
import ast
import json
import re
import sys

STEPS = 20_000


class TooManySteps(BaseException):
    pass


def limited(limiter):
    steps = 0

    def count(*_):
        nonlocal steps
        steps += 1
        if steps > STEPS:
            raise TooManySteps
        return trace

    def trace(frame, event, argument):
        return count()

    if limiter == "settrace":
        sys.settrace(trace)
    elif limiter == "monitoring":
        monitoring = sys.monitoring
        if monitoring.get_tool(4) is None:
            monitoring.use_tool_id(4, "naive")
        monitoring.register_callback(4, monitoring.events.LINE, lambda *_: count() and None)
        monitoring.set_events(4, monitoring.events.LINE)


def judge(program, test, limiter):
    request = {"program": program, "test": test}
    namespace = {"__name__": "__main__", "__playground_call__": lambda function, *rest: function(*rest)}
    value = None
    outcome = "failed"
    try:
        limited(limiter)
        exec(compile(ast.parse(request["program"]), "<candidate>", "exec"), namespace)
        exec(compile(ast.parse(re.sub(r"\bf\(", "__playground_call__(f, ", request["test"])), "<test>", "exec"), namespace)
        outcome = "passed"
    except AssertionError:
        outcome = "failed"
    except SystemExit as end:
        # As a process would be judged, by its exit code.
        outcome = "failed" if end.code else "passed"
    except BaseException as error:
        outcome = f"raised {type(error).__name__}: {error}"
    sys.settrace(None)
    sys.monitoring.set_events(4, 0) if sys.monitoring.get_tool(4) else None
    try:
        value = repr(namespace["f"](1)) if outcome[:6] != "raised" else outcome
    except BaseException as error:
        value = repr(error)
    return json.dumps({"verdict": outcome, "value": value})
