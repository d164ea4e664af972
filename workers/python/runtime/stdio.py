"""Standard streams of one run: output is kept up to a cap, input is empty."""

from __future__ import annotations

import io
import sys


class OutputLimit(BaseException):
    """Raised by a write beyond the cap; not an Exception, so that `except Exception` does not swallow it."""


class _CappedBytes(io.BytesIO):
    def __init__(self, max_bytes: int) -> None:
        super().__init__()
        self.max_bytes = max_bytes
        self.exceeded = False

    def write(self, data: bytes) -> int:
        room = self.max_bytes - self.tell()
        if len(data) <= room:
            return super().write(data)
        super().write(data[: max(0, room)])
        self.exceeded = True
        raise OutputLimit


class Streams:
    """Replaces sys.stdin, sys.stdout and sys.stderr inside `with`. stderr is counted with stdout but kept apart."""

    def __init__(self, max_bytes: int, stdin: str = "") -> None:
        self._out = _CappedBytes(max_bytes)
        self._err = _CappedBytes(max_bytes)
        self._stdin = stdin

    def __enter__(self) -> Streams:
        self._saved = (sys.stdin, sys.stdout, sys.stderr)
        source = io.BytesIO(self._stdin.encode("utf-8", "replace"))
        # Line ends stay as they are, as they do on Linux, where judges run programs.
        sys.stdin = io.TextIOWrapper(source, encoding="utf-8", newline="\n")
        # write_through, because a buffered text layer would raise its limit at some later, unrelated moment.
        sys.stdout = io.TextIOWrapper(self._out, encoding="utf-8", errors="backslashreplace", write_through=True)
        sys.stderr = io.TextIOWrapper(self._err, encoding="utf-8", errors="backslashreplace", write_through=True)
        # A reference of our own: a wrapper that the program drops would close the bytes below it.
        self._wrappers = (sys.stdin, sys.stdout, sys.stderr)
        return self

    def __exit__(self, *_exc: object) -> None:
        sys.stdin, sys.stdout, sys.stderr = self._saved

    @property
    def exceeded(self) -> bool:
        """Whether a write went beyond the cap, also where the program swallowed the exception."""
        return self._out.exceeded or self._err.exceeded

    def stdout(self) -> str:
        """What was printed, up to the cap."""
        try:
            return self._out.getvalue().decode("utf-8", "replace")
        except ValueError:  # the program closed sys.stdout
            return ""
