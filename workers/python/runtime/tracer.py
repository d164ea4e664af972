"""Counts the steps of a run and records what happened in it, by sys.monitoring.

Not by settrace: CPython removes a trace function once it has raised, so a program that swallows the step limit would
run on untraced. Monitoring callbacks stay installed and raise again at every later step.
"""

from __future__ import annotations

import sys
import types

from entry_locals import LEFT_OUT, EntryLocals
from exceptions import exception_text
from values import show, type_name

PROGRAM_FILE = "<candidate>"
LIBRARY_FILES = ("/lib/", "<frozen ", "<playground ")
"""Code whose file begins so is not counted: the standard library and this runtime."""

_monitoring = sys.monitoring
_events = _monitoring.events
_TOOL = 4
_LOCAL = (_events.PY_START | _events.PY_RESUME | _events.LINE | _events.JUMP | _events.PY_RETURN | _events.PY_YIELD)
# PY_START is global so that code made at run time (exec, eval) is found and counted too.
_GLOBAL = _events.PY_START | _events.PY_THROW | _events.PY_UNWIND | _events.RAISE
_ATOMS = (int, str, float, bool, bytes, complex, types.NoneType)
_QUIET_EXCEPTIONS = (StopIteration, StopAsyncIteration, GeneratorExit)


class StepLimit(BaseException):
    """Raised inside the program at every step beyond the limit."""


class _Frame:
    """A running frame of the program and how its locals were last shown."""

    __slots__ = ("depth", "shown")

    def __init__(self) -> None:
        self.depth = 0
        self.shown: dict[str, tuple[object, str, str]] = {}


class Tracer:
    """Active inside `with`. Steps are kept up to max_kept, and up to max_values changes that they show, and counted
    beyond; max_kept 0 keeps none and shows nothing.
    max_steps None neither counts nor traces: the program runs at its own speed, and only the clock ends it."""

    def __init__(self, max_steps: int | None, max_kept: int, max_values: int, entry_point: str | None) -> None:
        self.max_steps = max_steps
        self.max_kept = max_kept
        self.values_left = max_values
        self.entry_point = entry_point
        self.ticks = 0
        self.happened = 0
        self.steps: list[dict[str, object]] = []
        self.exceeded = False
        self.entered = False
        """Whether a frame of the program ran since `testing` began."""
        self.testing = False
        self._frames: dict[int, _Frame] = {}
        self._stack: list[int] = []
        self.entry = EntryLocals()

    def __enter__(self) -> Tracer:
        if _monitoring.get_tool(_TOOL) is None:
            _monitoring.use_tool_id(_TOOL, "playground")
        callbacks = {
            _events.PY_RESUME: self._on_resume,
            _events.PY_THROW: self._on_throw,
            _events.LINE: self._on_line,
            _events.JUMP: self._on_jump,
            _events.PY_RETURN: self._on_return,
            _events.PY_YIELD: self._on_yield,
            _events.PY_UNWIND: self._on_unwind,
            _events.RAISE: self._on_raise,
        }
        for event, callback in callbacks.items():
            # Code that an earlier run has traced keeps its local events; without a callback they cost nothing.
            _monitoring.register_callback(_TOOL, event, None if self.max_steps is None else callback)
        _monitoring.register_callback(_TOOL, _events.PY_START, self._on_start)
        _monitoring.restart_events()
        _monitoring.set_events(_TOOL, _events.PY_START if self.max_steps is None else _GLOBAL)
        return self

    def __exit__(self, *_exc: object) -> None:
        _monitoring.set_events(_TOOL, 0)

    def _tick(self) -> None:
        self.ticks += 1
        if self.ticks > self.max_steps:
            self.exceeded = True
            raise StepLimit

    # Callbacks. Each counts: a callback that did not could be looped through without end.

    def _on_start(self, code: types.CodeType, _offset: int) -> object:
        name = code.co_filename
        if self.max_steps is None:
            self.entered = self.entered or (self.testing and name == PROGRAM_FILE)
            return _monitoring.DISABLE if self.testing or name != PROGRAM_FILE else None
        if name != PROGRAM_FILE:
            if name.startswith(LIBRARY_FILES):
                return _monitoring.DISABLE
            if not _monitoring.get_local_events(_TOOL, code):
                _monitoring.set_local_events(_TOOL, code, _LOCAL)
            self._tick()
            return None
        if not _monitoring.get_local_events(_TOOL, code):
            _monitoring.set_local_events(_TOOL, code, _LOCAL)
        self.entered = self.entered or self.testing
        if self.max_kept:
            self._open(sys._getframe(1), code)
        self._tick()
        return None

    def _open(self, frame: types.FrameType, code: types.CodeType) -> None:
        key = id(frame)
        self._frames[key] = record = _Frame()
        self._stack.append(key)
        record.depth = len(self._stack)
        if self.entry.key is None and self.testing and self._is_entry(code):
            self.entry.begin(key, frame)
        if code.co_name == "<module>":
            # What setup code left in the namespace is not the program's doing.
            record.shown = {name: (value, show(value), type_name(value)) for name, value in frame.f_locals.items()}
        self._step("call", code.co_firstlineno or 1, code, frame, None)

    def _is_entry(self, code: types.CodeType) -> bool:
        if self.entry_point is None:
            return len(self._stack) == 1
        owner, _, name = code.co_qualname.rpartition(".")
        # A method of the class that the tests make an object of.
        return code.co_qualname == self.entry_point or (owner == self.entry_point and name != "__init__")

    def _on_resume(self, code: types.CodeType, _offset: int) -> None:
        if self.max_kept and code.co_filename == PROGRAM_FILE:
            self._reopen(sys._getframe(1))
        self._tick()

    def _on_throw(self, code: types.CodeType, _offset: int, _exception: BaseException) -> None:
        if self.max_kept and code.co_filename == PROGRAM_FILE:
            self._reopen(sys._getframe(1))

    def _reopen(self, frame: types.FrameType) -> None:
        key = id(frame)
        self._stack.append(key)
        self._frames.setdefault(key, _Frame()).depth = len(self._stack)

    def _on_line(self, code: types.CodeType, line: int) -> None:
        if self.max_kept and code.co_filename == PROGRAM_FILE:
            self._step("line", line, code, sys._getframe(1), None)
        self._tick()

    def _on_jump(self, _code: types.CodeType, _offset: int, _target: int) -> None:
        self._tick()

    def _on_return(self, code: types.CodeType, _offset: int, value: object) -> None:
        if self.max_kept and code.co_filename == PROGRAM_FILE:
            frame = sys._getframe(1)
            self._step("return", frame.f_lineno or 0, code, frame, show(value))
            self._close(frame)
        self._tick()

    def _on_yield(self, code: types.CodeType, _offset: int, value: object) -> None:
        if self.max_kept and code.co_filename == PROGRAM_FILE:
            frame = sys._getframe(1)
            self._step("return", frame.f_lineno or 0, code, frame, show(value))
            if self.entry.follows(id(frame)):
                self.entry.capture(frame)
            if self._stack:
                self._stack.pop()
        self._tick()

    def _on_raise(self, code: types.CodeType, _offset: int, exception: BaseException) -> None:
        if self.max_kept and code.co_filename == PROGRAM_FILE and type(exception) not in _QUIET_EXCEPTIONS:
            if not isinstance(exception, StepLimit):
                frame = sys._getframe(1)
                self._step("exception", frame.f_lineno or 0, code, frame, exception_text(exception))

    def _on_unwind(self, code: types.CodeType, _offset: int, _exception: BaseException) -> None:
        if self.max_kept and code.co_filename == PROGRAM_FILE:
            self._close(sys._getframe(1))

    def _close(self, frame: types.FrameType) -> None:
        key = id(frame)
        if self.entry.follows(key):
            self.entry.capture(frame)
            self.entry.done = True
        self._frames.pop(key, None)
        while self._stack:
            if self._stack.pop() == key:
                break

    def _step(self, event: str, line: int, code: types.CodeType, frame: types.FrameType, result: str | None) -> None:
        key = id(frame)
        self.happened += 1
        kept = len(self.steps) < self.max_kept and self.values_left >= 0
        followed = self.entry.follows(key)
        if not kept and not followed:
            return
        # Read once: to ask a frame for its locals takes longer than to compare them.
        values = dict(frame.f_locals)
        if followed:
            self.entry.note(list(values))
        if not kept:
            return
        record = self._frames.get(key)
        if record is None:
            record = self._frames[key] = _Frame()
            record.depth = max(1, len(self._stack))
        changed = _changes(record.shown, values, code.co_name == "<module>")
        self.values_left -= len(changed)
        if self.values_left < 0:
            # Not kept in part: a change that is not there reads as a value that stayed.
            return
        self.steps.append({
            "event": event,
            "line": line,
            "scope": code.co_name,
            "depth": record.depth,
            "changed": changed,
            "result": result,
        })


def _changes(shown: dict[str, tuple[object, str, str]], values: dict[str, object], is_module: bool) -> list[object]:
    """Locals that are new or shown differently, as [name, {value, type}]; updates `shown`."""
    changed: list[object] = []
    for name, value in values.items():
        old = shown.get(name)
        # What is no atom is held as None, and so is None, which is no news either way.
        if old is not None and old[0] is value and (value is not None or old[1] == "None"):
            continue
        kind = type(value)
        # A module's namespace is a dictionary, and a program may put anything into it.
        if type(name) is not str or name.startswith((".", "__")) or (is_module and issubclass(kind, LEFT_OUT)):
            continue
        text, kind_name = show(value), type_name(value)
        if old is None or old[1] != text or old[2] != kind_name:
            changed.append([name, {"value": text, "type": kind_name}])
        # Only atoms are held: holding anything else would keep the program's objects alive longer than it does.
        shown[name] = (value if kind in _ATOMS else None, text, kind_name)
    return changed
