"""The one entry of the runtime: a request as JSON text in, a reply as JSON text out.

Text, because the heap is put back after every request: an object shared with JavaScript would dangle.
"""

from __future__ import annotations

import json
import warnings

import arrays
import judge
import run_test
from executable import Refused, make_executable
from imports import imports
from program_run import run_program, trace_program
from snippet_run import run_snippet, trace_snippet

MAX_REPLY_CHARS = 4_000_000
"""No page reads more (workers/python/worker.ts)."""

# A warning about the candidate's style would be printed among its output.
warnings.simplefilter("ignore")


def executable(request: dict[str, object]) -> dict[str, object]:
    """One source made executable, or refused."""
    try:
        code, normalised = make_executable(request["source"])
    except Refused as error:
        return {"kind": "refused", "reason": str(error)}
    except RecursionError:
        return {"kind": "refused", "reason": "nested too deeply"}
    return {"kind": "executable", "code": code, "normalised": normalised}


_OPERATIONS = {"executable": executable, "trace": run_test.trace, "plan": judge.plan, "call": judge.call,
               "whole": judge.whole, "compare": judge.compare, "program": run_program,
               "trace-program": trace_program, "snippet": run_snippet, "trace-snippet": trace_snippet, "imports": imports,
               "adopt": arrays.adopt}


def handle(text: str) -> str:
    """Reply to one request {op, ...}; JSON in ASCII both ways."""
    request = json.loads(text)
    reply = _OPERATIONS[request["op"]](request)
    written = _written(reply)
    while len(written) > MAX_REPLY_CHARS and reply.get("steps"):
        # A trace of large values: its end goes first, and the number of steps says that it is missing.
        del reply["steps"][len(reply["steps"]) // 2:]
        written = _written(reply)
    return written


# Once: json.dumps would make an encoder for every reply. No reply holds itself.
_written = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
