"""Runs a small program on a test in this process, with a step limit and a trace of the final locals.

For programs that this recipe generates or that its own model writes; builtins are a short list and nothing can
be imported. It is not a sandbox for foreign code.
"""

from __future__ import annotations

import builtins
import signal
import sys
import types
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from values import show, type_name

STEP_LIMIT = 1500
"""Traced lines per run."""
SECONDS_LIMIT = 0.5
"""CPU time, so that a busy machine does not change outcomes."""
SIZE_LIMIT = 20_000
"""Items, characters or bits of one local before a run counts as endless."""
MAX_LOCALS = 6
# Python refuses to write integers of more than 4,300 digits; those under SIZE_LIMIT have up to 6,000.
sys.set_int_max_str_digits(0)

_ALLOWED = ("abs all any bool chr dict divmod enumerate filter float frozenset int isinstance len list map max min ord "
            "pow range repr reversed round set sorted str sum tuple zip True False None Exception ValueError TypeError "
            "KeyError IndexError ZeroDivisionError AssertionError").split()
SAFE_BUILTINS = {name: getattr(builtins, name) for name in _ALLOWED}
_LEFT_OUT = (types.FunctionType, types.BuiltinFunctionType, types.ModuleType, type)


@dataclass
class Outcome:
    """What one test did: the value it got or the exception, and the entry function's final locals."""

    outcome: Literal["returned", "raised", "timeout"]
    passed: bool = False
    got: str = ""
    exception: str = ""
    is_none: bool = False
    locals: list[tuple[str, str]] = field(default_factory=list)
    value: object = None


class _Endless(BaseException):
    """Raised inside the traced program when it exceeds a limit."""


def _on_alarm(_signum: int, _frame: object) -> None:
    if sys.gettrace() is not None:
        sys.settrace(None)  # here, because the exception may reach the caller's clean-up before its first line
        raise _Endless


@lru_cache(maxsize=4096)
def compile_program(source: str) -> types.CodeType | None:
    """Code object of a program, or None when its syntax is wrong."""
    try:
        return compile(source, "<program>", "exec")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None


def load(source: str, entry: str) -> Callable[..., object] | None:
    """The entry function of a program, or None when it does not define one."""
    code = compile_program(source)
    if code is None:
        return None
    space: dict[str, object] = {"__builtins__": SAFE_BUILTINS}
    try:
        exec(code, space)
    except Exception:
        return None
    found = space.get(entry)
    return found if isinstance(found, types.FunctionType) else None


class _Tracer:
    """A settrace hook that counts lines and follows the locals of the entry function's first frame."""

    def __init__(self, entry_code: types.CodeType) -> None:
        self.entry_code = entry_code
        self.frame: types.FrameType | None = None
        self.before: dict[str, str] = {}
        self.order: list[str] = []
        self.steps = 0

    def __call__(self, frame: types.FrameType, event: str, _arg: object) -> Callable[..., object] | None:
        if event == "call" and self.frame is None and frame.f_code is self.entry_code:
            self.frame = frame
            self.before = {name: show(value) for name, value in frame.f_locals.items()}
            self.order = list(self.before)
        self.steps += 1
        if self.steps > STEP_LIMIT:
            raise _Endless
        if frame is self.frame:
            self.observe(frame.f_locals)
        return self

    def observe(self, values: dict[str, object]) -> None:
        """Note names in order of their first assignment; stop a run whose values explode."""
        for name, value in values.items():
            if name not in self.order:
                self.order.append(name)
            kind = type(value)
            if (kind is int and value.bit_length() > SIZE_LIMIT) or (kind in (str, list) and len(value) > SIZE_LIMIT):
                raise _Endless

    def final_locals(self) -> list[tuple[str, str]]:
        """At most six (name, shown value); parameters only when they changed."""
        if self.frame is None:
            return []
        values, found = self.frame.f_locals, []
        for name in self.order:
            if name in values and not isinstance(values[name], _LEFT_OUT):
                text = show(values[name])
                if self.before.get(name) != text:
                    found.append((name, text))
        return found[:MAX_LOCALS]


def run_test(source: str, entry: str, arguments: tuple[object, ...], expected: object) -> Outcome:
    """Call entry(*arguments) (arguments are copied by the caller) and compare with `expected` by ==."""
    function = load(source, entry)
    if function is None:
        broken = compile_program(source) is None
        return Outcome("raised", exception="SyntaxError" if broken else "NameError")
    tracer = _Tracer(function.__code__)
    old = signal.signal(signal.SIGVTALRM, _on_alarm)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS_LIMIT)
    try:
        result = _call_traced(function, arguments, expected, tracer)
    except _Endless:
        result = Outcome("timeout")
    finally:
        sys.settrace(None)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, old)
    result.locals = tracer.final_locals()
    return result


def _call_traced(function: Callable[..., object], arguments: tuple[object, ...], expected: object,
                 tracer: _Tracer) -> Outcome:
    """The call itself; raises _Endless when a limit is hit."""
    sys.settrace(tracer)
    try:
        value = function(*arguments)
    except Exception as error:
        sys.settrace(None)
        return Outcome("raised", exception=type_name(error))
    sys.settrace(None)
    passed = type(value) in (int, bool, float, str, list, dict, tuple, set, type(None)) and value == expected
    return Outcome("returned", passed=bool(passed), got=show(value), is_none=value is None, value=value)


def call_fast(function: Callable[..., object], arguments: tuple[object, ...]) -> tuple[str, object]:
    """('value', v) or ('error', type name), untraced: only for programs known to end (the generator's own)."""
    try:
        return "value", function(*arguments)
    except Exception as error:
        return "error", type_name(error)


def made_executable(code: str) -> str:
    """Code cut at a line end, with `pass` put under a block header that has lost its body."""
    lines = code.rstrip("\n").split("\n")
    last = lines[-1]
    if last.rstrip().endswith(":"):
        indent = len(last) - len(last.lstrip(" "))
        lines.append(" " * (indent + 4) + "pass")
    return "\n".join(lines) + "\n"
