"""Runs one test on a fresh copy of a program within limits, and says what happened."""

from __future__ import annotations

import builtins
import re
import sys
import types
from collections.abc import Callable
from functools import lru_cache

from exceptions import exception_message, exception_text
from limits import NESTED_TOO_DEEPLY, Limits
from stdio import OutputLimit, Streams
from test_plan import BadTest, needs_program, observed, parse_test, program_names
from tracer import PROGRAM_FILE, StepLimit, Tracer
from values import show, type_name

TEST_FILE = "<test>"
SETUP_FILE = "<setup>"
# Frames of this runtime below and above the program's, so that the program has the depth it has elsewhere.
_OWN_FRAMES = 40
MARKER = "__playground_call__"
_RECORDER = "__playground_value__"

_BUILTINS = dict(builtins.__dict__)

Outcome = dict[str, object]


def passed(got: str | None) -> Outcome:
    return {"kind": "passed", "got": got}


def failed(got: str | None) -> Outcome:
    return {"kind": "failed", "got": got}


def raised(error: BaseException) -> Outcome:
    return {"kind": "raised", "type": type_name(error), "message": exception_message(error)}


def bad_test(message: str) -> Outcome:
    return {"kind": "bad-test", "message": message}


@lru_cache(maxsize=4)
def _compiled(program: str) -> types.CodeType:
    return compile(program, PROGRAM_FILE, "exec")


class Run:
    """One test, one namespace. An untraced run has no step limit."""

    def __init__(self, program: str, setup: str, limits: Limits, entry_point: str | None, traced: bool) -> None:
        self.program = program
        self.setup = setup
        self.limits = limits
        steps, kept = (limits.max_steps, limits.max_trace_steps) if traced else (None, 0)
        self.tracer = Tracer(steps, kept, limits.max_trace_values, entry_point)
        self.streams = Streams(limits.max_output_bytes)
        self.namespace: dict[str, object] = {"__name__": "__candidate__", "__builtins__": builtins}
        self.got: str | None = None
        self.attempted = False
        self.names: set[str] = set()

    def test(self, test: str) -> Outcome:
        """Runs the whole test here."""
        try:
            tree = parse_test(test)
        except BadTest as error:
            return bad_test(str(error))
        self.names = program_names(tree, self.program, self.setup)
        tree = observed(tree, self.names, MARKER, _RECORDER)

        def body() -> Outcome:
            exec(compile(tree, TEST_FILE, "exec"), self.namespace)
            return passed(self.got)

        return self.within_limits(body)

    def within_limits(self, body: Callable[[], Outcome]) -> Outcome:
        """Setup, program and body in the namespace, each with its own blame for an error."""
        blame: Callable[[BaseException], Outcome] = self.blame_setup
        try:
            program = _compiled(self.program)
        except (SyntaxError, ValueError) as error:
            return {"kind": "raised", "type": type_name(error), "message": exception_message(error)}
        except (MemoryError, RecursionError):
            return NESTED_TOO_DEEPLY
        old_limit = sys.getrecursionlimit()
        sys.setrecursionlimit(self.limits.max_recursion_depth + _OWN_FRAMES)
        try:
            with self.streams, self.tracer:
                setup_last = needs_program(self.setup, self.program)
                if not setup_last:
                    self.run_setup()
                blame = raised
                exec(program, self.namespace)
                if setup_last:
                    blame = self.blame_setup
                    self.run_setup()
                self.namespace[MARKER] = self.marked_call
                self.namespace[_RECORDER] = self.record
                self.tracer.testing = True
                blame = self.blame_test
                outcome = body()
        except BaseException as error:
            outcome = self.limit_of(error) or blame(error)
        finally:
            # It is part of a cycle, and what it holds would be counted against the tests that follow.
            self.namespace.clear()
            sys.setrecursionlimit(old_limit)
            # The libraries that write the reply use them too, and so does the next test.
            builtins.__dict__.update(_BUILTINS)
        if self.tracer.exceeded:
            return self.limits.outcome("steps")
        if self.streams.exceeded:
            return self.limits.outcome("output")
        return outcome

    def run_setup(self) -> None:
        if self.setup.strip():
            exec(compile(self.setup, SETUP_FILE, "exec"), self.namespace)

    def marked_call(self, function: object, /, *arguments: object, **keywords: object) -> object:
        self.attempted = True
        return function(*arguments, **keywords)

    def record(self, value: object) -> object:
        self.got = show(value)
        return value

    def blame_setup(self, error: BaseException) -> Outcome:
        return bad_test(f"The setup code of this problem raised {exception_text(error)}.")

    def blame_test(self, error: BaseException) -> Outcome:
        """Whose fault an error in the test phase is: the program's, or the test's own."""
        origin = innermost_file(error)
        own = origin in (TEST_FILE, SETUP_FILE)
        if own and isinstance(error, AssertionError):
            return failed(self.got)
        if own and isinstance(error, NameError):
            if getattr(error, "name", None) in self.names:
                return raised(error)
            return bad_test(f"This test raised {exception_text(error)}.")
        if not self.attempted and not self.tracer.entered:
            return bad_test(f"This test raised {exception_text(error)} before it called the program.")
        return raised(error)

    def limit_of(self, error: BaseException) -> Outcome | None:
        if isinstance(error, StepLimit):
            return self.limits.outcome("steps")
        if isinstance(error, OutputLimit):
            return self.limits.outcome("output")
        if isinstance(error, RecursionError):
            return self.limits.outcome("recursion")
        if isinstance(error, MemoryError):
            return self.limits.outcome("memory")
        # Sizes are 32 bits wide here; elsewhere these would be tried, and mostly fail for want of memory.
        if isinstance(error, OverflowError) and re.search("index-sized|ssize_t", exception_message(error)):
            return self.limits.outcome("memory")
        # An allocation that fails inside a callback of the interpreter surfaces as this.
        if isinstance(error, SystemError) and "exception set" in exception_message(error):
            return self.limits.outcome("memory")
        return None

    def report(self, test: str, outcome: Outcome) -> dict[str, object]:
        """The whole record of the test."""
        return {
            "test": test,
            "outcome": outcome,
            "finalLocals": self.tracer.entry.final(),
            "steps": self.tracer.steps,
            "stepCount": self.tracer.happened,
            "stdout": self.streams.stdout(),
        }


def innermost_file(error: BaseException) -> str:
    trace: types.TracebackType | None = error.__traceback__
    name = ""
    while trace is not None:
        # The marker's frame stands between test and program; a call that fails there failed in the test's line.
        if not trace.tb_frame.f_code.co_filename.startswith("<playground "):
            name = trace.tb_frame.f_code.co_filename
        trace = trace.tb_next
    return name


def trace(request: dict[str, object]) -> dict[str, object]:
    """The traced record of one test."""
    run = Run(request["program"], request["setup"], Limits(request["limits"]), request["entryPoint"], True)
    return run.report(request["test"], run.test(request["test"]))
