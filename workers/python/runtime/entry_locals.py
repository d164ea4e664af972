"""The locals of the entry function's first call, from its start to its end."""

from __future__ import annotations

import types

from values import show

MAX_LOCALS = 6
# What a function defines or imports is not data that it works on.
LEFT_OUT = (types.FunctionType, types.BuiltinFunctionType, types.ModuleType, type)


class EntryLocals:
    """Follows one frame, named by its id. Names come in order of first assignment."""

    def __init__(self) -> None:
        self.key: int | None = None
        self.done = False
        self._before: dict[str, str] = {}
        self._order: list[str] = []
        self._final: list[tuple[str, str]] = []

    def begin(self, key: int, frame: types.FrameType) -> None:
        """At the call: what is there now are the parameters."""
        self.key = key
        values = frame.f_locals
        self._order = list(values)
        self._before = {name: show(values[name]) for name in self._order}

    def follows(self, key: int) -> bool:
        """Whether this is the frame, and it has not ended."""
        return key == self.key and not self.done

    def note(self, names: list[str]) -> None:
        """At a step of the frame: which names are there."""
        if names == self._order:
            return
        # A comprehension's own variables are among the locals while it runs, and gone after it.
        present = set(names)
        self._order = [name for name in self._order if name in present]
        known = set(self._order)
        self._order += [name for name in names if name not in known]

    def capture(self, frame: types.FrameType) -> None:
        """At the end of the frame, or when a generator hands over a value and may never go on."""
        values = frame.f_locals
        self.note(list(values))
        found = []
        for name in self._order:
            if not issubclass(type(values[name]), LEFT_OUT):
                text = show(values[name])
                if self._before.get(name) != text:
                    found.append((name, text))
        self._final = found

    def final(self) -> list[tuple[str, str]]:
        """(name, shown value), parameters only where they changed, at most MAX_LOCALS."""
        return self._final[:MAX_LOCALS]
