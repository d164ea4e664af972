"""Runs a whole program as a judge does: input on its standard input, and what it prints is its answer.

Below sys.stdin and sys.stdout lie the descriptors 0 and 1, and fast programs use them directly (os.read(0), open(0),
os.write(1)). For such a program both are files, and sys.stdin and sys.stdout are opened over them. Files are not in
the heap, so after that the worker is not used again; all other programs get streams in memory.
"""

from __future__ import annotations

import atexit
import io
import os
import re
import sys
import types

from run_test import Limits, Outcome, Run, passed
from stdio import OutputLimit, Streams
from tracer import PROGRAM_FILE

_INPUT, _OUTPUT = 0, 1
_SAVED = 100
"""Where 0 and 1 are kept meanwhile: numbers that no program reaches by opening files."""
_GOES_BELOW = re.compile(r"\b(?:os|io|open|close|fileno|posix|mmap|exec|eval|getattr|import_module|"
                         r"__std\w+__|__import__)\b")
"""Words without which a program does not get at descriptors. Harmless programs have them too."""
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_TRUNC


class _Descriptor:
    """A descriptor that is a nameless file inside `with`, and afterwards what it was before."""

    def __init__(self, number: int, content: bytes) -> None:
        self.number = number
        path = f"/tmp/.stream-{number}"
        self.file = os.open(path, _FLAGS)
        os.unlink(path)
        os.write(self.file, content)
        os.lseek(self.file, 0, os.SEEK_SET)

    def __enter__(self) -> _Descriptor:
        # Not os.dup: it asks for the lowest free number by fcntl, which does not pass the sandbox's wall.
        self._saved = _SAVED + self.number
        os.dup2(self.number, self._saved)
        os.dup2(self.file, self.number)
        return self

    def __exit__(self, *_exc: object) -> None:
        os.dup2(self._saved, self.number)
        os.close(self._saved)
        os.close(self.file)

    def content(self, max_bytes: int) -> bytes:
        os.lseek(self.file, 0, os.SEEK_SET)
        return os.read(self.file, max_bytes)


class _CappedDescriptor(io.RawIOBase):
    """Standard output with a cap, written through: what is printed and what is written below keep their order."""

    def __init__(self, max_bytes: int) -> None:
        super().__init__()
        self.left = max_bytes
        self.exceeded = False

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return _OUTPUT

    def write(self, data: bytes) -> int:
        room = memoryview(data).cast("B")
        written = os.write(_OUTPUT, room[: max(0, self.left)])
        self.left -= written
        if written < len(room):
            self.exceeded = True
            raise OutputLimit
        return written


class _DescriptorStreams(Streams):
    """Streams over descriptors 0 and 1; stderr is kept apart."""

    def __init__(self, max_bytes: int, stdin: str) -> None:
        super().__init__(max_bytes)
        self.max_bytes = max_bytes
        self.input = stdin.encode("utf-8", "replace")
        self.output = b""
        self.direct = _CappedDescriptor(max_bytes)

    def __enter__(self) -> _DescriptorStreams:
        super().__enter__()
        self._descriptors = (_Descriptor(_INPUT, self.input), _Descriptor(_OUTPUT, b""))
        for descriptor in self._descriptors:
            descriptor.__enter__()
        sys.stdin = open(_INPUT, encoding="utf-8", errors="replace", newline="\n", closefd=False)
        sys.stdout = io.TextIOWrapper(self.direct, encoding="utf-8", errors="backslashreplace", write_through=True)
        self._held = (sys.stdin, sys.stdout)
        return self

    def __exit__(self, *exc: object) -> None:
        try:
            sys.__stdout__.flush()
        except (OSError, ValueError):  # a program may close it
            pass
        try:
            self.output = self._descriptors[1].content(self.max_bytes + 1)
            for descriptor in self._descriptors:
                descriptor.__exit__(*exc)
        finally:
            super().__exit__(*exc)

    @property
    def exceeded(self) -> bool:
        return self.direct.exceeded or len(self.output) > self.max_bytes or super().exceeded

    def stdout(self) -> str:
        return self.output[: self.max_bytes].decode("utf-8", "replace")


def run_program(request: dict[str, object]) -> dict[str, object]:
    """{outcome, stdout} of a program {program, stdin, limits}; the outcome is `ended`, `raised` or `limit`."""
    run, outcome = _run(request, False)
    return {"outcome": outcome, "stdout": run.streams.stdout()}


def trace_program(request: dict[str, object]) -> dict[str, object]:
    """The traced record of one such run. Its final locals are the names of the module."""
    run, outcome = _run(request, True)
    return run.report("", outcome)


def _run(request: dict[str, object], traced: bool) -> tuple[Run, Outcome]:
    limits = Limits(request["limits"])
    # The program is the body, not what comes before it: it runs as the main program, and may end by exiting.
    run = Run("", "", limits, None, traced)
    streams = _DescriptorStreams if _GOES_BELOW.search(request["program"]) else Streams
    run.streams = streams(limits.max_output_bytes, request["stdin"])
    run.namespace["__name__"] = "__main__"
    run.attempted = True

    def body() -> Outcome:
        for name in [name for name in run.namespace if name.startswith("__playground_")]:
            del run.namespace[name]
        code = compile(request["program"], PROGRAM_FILE, "exec")
        try:
            _main(code, run.namespace)
        except SystemExit as error:
            if type(error.code) not in (types.NoneType, int, bool) or error.code:
                raise
        return passed(None)

    outcome = run.within_limits(body)
    return run, {"kind": "ended"} if outcome["kind"] == "passed" else outcome


def _main(code: types.CodeType, namespace: dict[str, object]) -> None:
    """The program and what follows the end of one: exit functions, and whatever its standard output still holds."""
    try:
        exec(code, namespace)
    finally:
        atexit._run_exitfuncs()
        try:
            sys.stdout.flush()
        except (AttributeError, OSError, ValueError):  # None, or closed
            pass
