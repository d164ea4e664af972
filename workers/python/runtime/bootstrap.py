"""Runs first in a new interpreter: installs the runtime and imports what programs usually import."""

from __future__ import annotations

import builtins
import json
import random
import sys
import types
from collections.abc import Callable

USUAL = ("bisect", "collections", "copy", "datetime", "decimal", "fractions", "functools", "heapq", "itertools", "math",
         "operator", "re", "statistics", "string", "typing")


def install(sources: str) -> Callable[[str], str]:
    """Takes {module name: source} as JSON, in order of import; returns the runtime's `handle`."""
    for name in USUAL:
        __import__(name)
    # The state of the generator is part of the heap that every run starts from: the same program, the same numbers.
    random.seed(0)
    names = json.loads(sources)
    for name, source in names.items():
        module = types.ModuleType(name)
        # Builtins of its own: a program may replace `len` for itself, not for the code that watches it.
        module.__dict__["__builtins__"] = dict(builtins.__dict__)
        sys.modules[name] = module
        exec(compile(source, f"<playground {name}>", "exec"), module.__dict__)
    handle = sys.modules["main"].handle
    for name in names:
        # A program that imports a module named `plain` must get what it gets elsewhere: an error.
        del sys.modules[name]
    return handle
