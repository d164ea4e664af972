"""numpy's values, in a worker that has numpy: shown, and handed over between interpreters as their bytes.

Which classes those are is settled before any program runs, and only exact ones count: their methods are C and cannot
be replaced, so nothing here runs code of a program.
"""

from __future__ import annotations

import re
import sys

MAX_BYTES = 1_000_000
_NUMBERS_AND_TEXTS = "biufcSU"
_HANDED_OVER = _NUMBERS_AND_TEXTS + "mM"
_DTYPE = re.compile(r"[<>|=][biufcSUmM]\d{1,6}(\[\w{1,10}\])?")
_MAX_SHOWN_DIMENSIONS = 3


class _Numpy:
    """What is used of the module, as it was before any program ran."""

    def __init__(self, module: object) -> None:
        self.array = module.ndarray
        self.scalars = tuple({module.dtype(code).type for code in "?bhilqBHILQefdgFDGSUmM"})
        self.frombuffer = module.frombuffer
        self.zeros = module.zeros


_numpy: _Numpy | None = None


def adopt(_request: dict[str, object]) -> dict[str, object]:
    """Takes note of numpy, where it has been imported."""
    global _numpy
    module = sys.modules.get("numpy")
    _numpy = _Numpy(module) if module else None
    return {}


def shown(value: object, kind: type, max_items: int) -> tuple[str, object, str] | None:
    """(text before, plain value to be shown, text after), or None for what is not of numpy."""
    if _numpy is None:
        return None
    if kind is _numpy.array:
        if value.dtype.kind not in _NUMBERS_AND_TEXTS or value.ndim > _MAX_SHOWN_DIMENSIONS:
            return None
        # One more than is shown, so that the walk writes that there are more.
        return "array(", value[(slice(0, max_items + 1),) * value.ndim].tolist(), ")"
    if _is_scalar(kind) and value.dtype.kind in _NUMBERS_AND_TEXTS:
        item = value.item()
        # A long double has no plain value.
        return None if _is_scalar(type(item)) else (f"np.{kind.__name__}(", item, ")")
    return None


def encode(value: object, kind: type) -> dict[str, object] | None:
    """JSON data for an array or a scalar of numpy; None for anything else, and for arrays of objects."""
    if _numpy is None or not (kind is _numpy.array or _is_scalar(kind)):
        return None
    if value.dtype.kind not in _HANDED_OVER or value.nbytes > MAX_BYTES:
        return None
    shape = list(value.shape) if kind is _numpy.array else None
    return {"numpy": [value.dtype.str, shape, value.tobytes().hex()]}


def decode(body: list[object]) -> object:
    """The value that `encode` spelled; raises ValueError for anything else."""
    dtype, shape, data = body
    if _numpy is None or not _DTYPE.fullmatch(dtype):
        raise ValueError("not a value of numpy")
    if shape is not None and 0 in shape:
        return _numpy.zeros(shape, dtype)
    # Copied: an array over bytes could not be written to.
    flat = _numpy.frombuffer(bytes.fromhex(data), dtype).copy()
    return flat[0] if shape is None else flat.reshape(shape)


def _is_scalar(kind: type) -> bool:
    # By identity: `in` would run the __eq__ of a metaclass.
    return _numpy is not None and any(kind is scalar for scalar in _numpy.scalars)
