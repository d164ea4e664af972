"""What one test may use, and what is said where it wants more. The wall clock is the page's."""

from __future__ import annotations


class Limits:
    """The limits of a request, under the page's names (src/limits/sandbox-limits.ts)."""

    def __init__(self, data: dict[str, int]) -> None:
        self.max_steps = data["maxSteps"]
        self.max_heap_bytes = data["maxHeapBytes"]
        self.max_output_bytes = data["maxOutputBytes"]
        self.max_recursion_depth = data["maxRecursionDepth"]
        self.max_trace_steps = data["maxTraceSteps"]
        self.max_trace_values = data["maxTraceValues"]

    def outcome(self, kind: str) -> dict[str, object]:
        """The outcome of a test that met the limit `steps`, `output`, `recursion` or `memory`."""
        messages = {
            "steps": f"Stopped after {self.max_steps:,} steps: raise the step limit under Limits, or look for a loop "
                     "that never ends.",
            "output": f"Stopped after {_size(self.max_output_bytes)} of output: raise the output limit under Limits, "
                      "or print less.",
            "recursion": f"Stopped at {self.max_recursion_depth:,} nested calls: raise the recursion limit under "
                         "Limits, or look for a recursion that never ends.",
            "memory": f"Asked for more than {_size(self.max_heap_bytes)} of memory: raise the memory limit under "
                      "Limits, or build smaller values.",
        }
        return {"kind": "limit", "limit": kind, "message": messages[kind]}


def _size(count: int) -> str:
    """A number of bytes as the page's fields show it."""
    for size, unit in ((1024 * 1024, "MB"), (1024, "KB")):
        if count >= size and count % size == 0:
            return f"{count // size:,} {unit}"
    return f"{count:,} bytes"


NESTED_TOO_DEEPLY = {
    "kind": "limit",
    "limit": "recursion",
    "message": "Python's parser gives up on this program: its brackets or operators are nested too deeply. Split the "
               "expression into parts.",
}
