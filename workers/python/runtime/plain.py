"""Values as JSON data, and back: what a program returned is rebuilt elsewhere from nothing but plain builtins.

An object of a class that the program wrote could claim to equal anything, so it has no spelling here. Subclasses
without an `__eq__` of their own (a named tuple) become the builtin they extend.
"""

from __future__ import annotations

import collections
import datetime
import decimal
import fractions

import arrays

MAX_NODES = 200_000
MAX_DEPTH = 60

Json = object

_SEQUENCES = {list: "list", tuple: "tuple", set: "set", frozenset: "frozenset", collections.deque: "deque"}
_MAPPINGS = {dict: "dict", collections.Counter: "Counter", collections.OrderedDict: "OrderedDict",
             collections.defaultdict: "dict"}
_CALENDAR = {datetime.datetime: "datetime", datetime.date: "date", datetime.time: "time"}
_BASES = (int, float, complex, str, bytes, bytearray, list, tuple, set, frozenset, dict)
_type_name = type.__dict__["__name__"].__get__
_mro = type.__dict__["__mro__"].__get__
_dict = type.__dict__["__dict__"].__get__


class NotPlain(Exception):
    """The value holds something that is not data; the message names it."""


def encode(value: object) -> Json:
    """JSON data for a value made of builtins and a few standard classes; raises NotPlain."""
    return _Encoder().encode(value, 0)


class _Encoder:
    def __init__(self) -> None:
        self.left = MAX_NODES

    def encode(self, value: object, depth: int) -> Json:
        self.left -= 1
        if self.left < 0:
            raise NotPlain(f"more than {MAX_NODES} values")
        if depth > MAX_DEPTH:
            raise NotPlain(f"nested deeper than {MAX_DEPTH}")
        kind = type(value)
        if value is None or value is True or value is False:
            return value
        if kind is str:
            return value
        if kind is int:
            return {"int": hex(value)}
        if kind is float:
            return {"float": value.hex()}
        if kind is complex:
            return {"complex": [value.real.hex(), value.imag.hex()]}
        if kind in (bytes, bytearray):
            return {kind.__name__: value.hex()}
        if value is Ellipsis:
            return {"ellipsis": None}
        if kind is range:
            return {"range": [hex(value.start), hex(value.stop), hex(value.step)]}
        if kind in _SEQUENCES:
            return {_SEQUENCES[kind]: [self.encode(item, depth + 1) for item in value]}
        if kind in _MAPPINGS:
            return {_MAPPINGS[kind]: [[self.encode(key, depth + 1), self.encode(item, depth + 1)]
                                      for key, item in dict.items(value)]}
        if kind is fractions.Fraction:
            return {"Fraction": [hex(value.numerator), hex(value.denominator)]}
        if kind is decimal.Decimal:
            return {"Decimal": str(value)}
        if kind in _CALENDAR and value.__class__ is kind and getattr(value, "tzinfo", None) is None:
            return {_CALENDAR[kind]: value.isoformat()}
        if kind is datetime.timedelta:
            return {"timedelta": [value.days, value.seconds, value.microseconds]}
        array = arrays.encode(value, kind)
        return self.encode(_as_base(value, kind), depth) if array is None else array


def _as_base(value: object, kind: type) -> object:
    for owner in _mro(kind):
        if owner in _BASES:
            if owner in (int, float, complex):
                return owner.__pos__(value)
            if owner is str:
                return str.__add__(value, "")
            if owner is dict:
                return dict(dict.items(value))
            return owner(owner.__iter__(value))
        if "__eq__" in _dict(owner) or "__hash__" in _dict(owner):
            break
    raise NotPlain(f"an object of type {_type_name(kind)}")


def decode(data: Json) -> object:
    """The value that `encode` spelled; raises ValueError for anything else."""
    if data is None or isinstance(data, (bool, str)):
        return data
    if not isinstance(data, dict) or len(data) != 1:
        raise ValueError("not an encoded value")
    (tag, body), = data.items()
    if tag == "int":
        return int(body, 16)
    if tag == "float":
        return float.fromhex(body)
    if tag == "complex":
        return complex(float.fromhex(body[0]), float.fromhex(body[1]))
    if tag == "bytes":
        return bytes.fromhex(body)
    if tag == "bytearray":
        return bytearray.fromhex(body)
    if tag == "ellipsis":
        return Ellipsis
    if tag == "range":
        return range(*(int(part, 16) for part in body))
    for kind, name in _SEQUENCES.items():
        if tag == name:
            return kind(decode(item) for item in body)
    if tag in ("dict", "Counter", "OrderedDict"):
        kind = {"dict": dict, "Counter": collections.Counter, "OrderedDict": collections.OrderedDict}[tag]
        return kind({decode(key): decode(item) for key, item in body})
    if tag == "Fraction":
        return fractions.Fraction(int(body[0], 16), int(body[1], 16))
    if tag == "Decimal":
        return decimal.Decimal(body)
    for kind, name in _CALENDAR.items():
        if tag == name:
            return kind.fromisoformat(body)
    if tag == "timedelta":
        return datetime.timedelta(*body)
    if tag == "numpy":
        return arrays.decode(body)
    raise ValueError(f"unknown tag {tag!r}")
