"""Runs a piece of code inside the problem's own program, as DS-1000 has its problems.

The problem's code (`setup`) defines generate_test_case(n), which gives the input of case n and its expected result;
exec_context, a program with [insert] where the answer goes; test_execution(code), which asserts the result on every
case; and perhaps test_string(code), which asserts how the code is written. All of it runs beside the answer, so its
verdict is only as good as the answer is honest.
"""

from __future__ import annotations

import re

from exceptions import exception_text
from run_test import SETUP_FILE, Limits, Outcome, Run, bad_test, failed, innermost_file, passed
from tracer import PROGRAM_FILE
from values import show

PLACE = "[insert]"
_RESULT = "result"
"""Where the problem's program leaves what the answer computed."""


_WANTS_RESULT = re.compile(r"""\[\s*["']result["']\s*\]""")


class _Context:
    """What the problem's code defined."""

    def __init__(self, namespace: dict[str, object]) -> None:
        self.namespace = namespace

    def function(self, name: str) -> object:
        found = self.namespace.get(name)
        if not callable(found):
            raise LookupError(f"it defines no function {name}")
        return found

    def program(self, answer: str) -> tuple[str, int]:
        """(the program with the answer in its place, lines before the answer)."""
        context = self.namespace.get("exec_context")
        if type(context) is not str or PLACE not in context:
            raise LookupError(f"its exec_context has no {PLACE}")
        return context.replace(PLACE, answer), context[: context.index(PLACE)].count("\n")


def run_snippet(request: dict[str, object]) -> dict[str, object]:
    """{outcome} of one check {program, setup, check, case, limits}."""
    return {"outcome": _run(request, False)[1]}


def trace_snippet(request: dict[str, object]) -> dict[str, object]:
    """The traced record of one check. Lines count within the answer; what the problem's own program does is left out."""
    run, outcome, before = _run(request, True)
    report = run.report("", outcome)
    last = before + request["program"].count("\n") + 1
    inside = [step for step in report["steps"] if before < step["line"] <= last]
    report["stepCount"] -= len(report["steps"]) - len(inside)
    report["steps"] = [{**step, "line": step["line"] - before} for step in inside]
    return report


def _run(request: dict[str, object], traced: bool) -> tuple[Run, Outcome, int]:
    answer, check = request["program"], request["check"]
    run = Run("", "", Limits(request["limits"]), None, traced)
    before = 0

    def body() -> Outcome:
        nonlocal before
        for name in [name for name in run.namespace if name.startswith("__playground_")]:
            del run.namespace[name]
        context = _Context({"__name__": "__problem__", "__builtins__": run.namespace["__builtins__"]})
        try:
            exec(compile(request["setup"], SETUP_FILE, "exec"), context.namespace)
            program, before = context.program(answer)
            check_answer = {"result": "test_execution", "source": "test_string", "runs": "generate_test_case"}[check]
            function = context.function(check_answer)
        except Exception as error:
            return bad_test(f"The problem's own code cannot be used: {_reason(error)}.")
        if check != "runs":
            return _accepted(function, answer)
        # The expected result is computed too, and dropped: what is visible is the input alone.
        try:
            case = function(request["case"])[0]
        except Exception as error:
            return bad_test(f"Case {request['case']} of this problem cannot be made: {exception_text(error)}.")
        namespace = {"test_input": case, "__name__": "__main__", "__builtins__": run.namespace["__builtins__"]}
        exec(compile(program, PROGRAM_FILE, "exec"), namespace)
        if _RESULT in namespace:
            return passed(show(namespace[_RESULT]))
        # Some problems ask for a plot, and leave no result; the others are not done before there is one.
        return failed("None") if _WANTS_RESULT.search(request["setup"]) else passed(None)

    run.attempted = True
    return run, run.within_limits(body), before


def _accepted(function: object, answer: str) -> Outcome:
    try:
        function(answer)
    except AssertionError as error:
        if innermost_file(error) == SETUP_FILE:
            return failed(None)
        raise
    return passed(None)


def _reason(error: BaseException) -> str:
    return str(error.args[0]) if type(error) is LookupError else exception_text(error)
