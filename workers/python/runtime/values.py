"""A capped repr that never runs code of the value it shows.

Only exact builtin types are walked, with the methods of those types; anything else becomes its type's name.
So a class with a hostile __repr__, __len__ or __iter__ cannot loop, raise or lie here. A value is cut between
its parts, never in the middle of one.
"""

from __future__ import annotations

import arrays

# Types are compared by identity everywhere: a dictionary or `in` would run a metaclass's __hash__ or __eq__.
CONTAINERS = ((list, "[", "]", "[]"), (tuple, "(", ")", "()"), (dict, "{", "}", "{}"), (set, "{", "}", "set()"),
              (frozenset, "frozenset({", "})", "frozenset()"))
MAX_DEPTH = 4
MAX_INT_BITS = 256
MAX_SORTED_SET = 10_000
MAX_ORDERED = 2_000
"""Elements that one text puts in order before sets stay in their own: what sets within sets hold has no end."""

# A metaclass may define its own __name__; the descriptor of `type` itself cannot be overridden.
_type_name = type.__dict__["__name__"].__get__


def show(value: object, max_items: int = 8, max_chars: int = 40, max_nodes: int = 40) -> str:
    """Text for one value: at most max_items entries per container, max_chars characters per string and
    max_nodes values in all, containers four deep; what is left out is written as `...`."""
    # Most values are no containers: no walk for them.
    return _atom(value, type(value), max_chars) or _Walk(max_items, max_chars, max_nodes).text(value, 0)


def type_name(value: object) -> str:
    """The name of a value's type, read without running code of that type."""
    return _type_name(type(value))


def _atom(value: object, kind: type, max_chars: int) -> str | None:
    """Text for a value that holds no others; None for one that does, or whose type is unknown."""
    if kind is int:
        bits = value.bit_length()
        return repr(value) if bits <= MAX_INT_BITS else f"<int of {bits} bits>"
    if kind is str or kind is bytes:
        return repr(value) if len(value) <= max_chars else repr(value[:max_chars]) + "..."
    if kind is bool or value is None or value is Ellipsis or kind is float or kind is complex:
        return repr(value)
    return None


class _Walk:
    """One call of show: the caps, what is left of the node budget, and the containers being shown."""

    def __init__(self, max_items: int, max_chars: int, max_nodes: int, orders_for: _Walk | None = None) -> None:
        # One count for all walks of one text.
        self.order_left = orders_for.order_left if orders_for else [MAX_ORDERED]
        self.order_depth = orders_for.order_depth + 1 if orders_for else 0
        self.max_items = max_items
        self.max_chars = max_chars
        self.nodes_left = max_nodes
        self.open_ids: set[int] = set()

    def text(self, value: object, depth: int) -> str:
        self.nodes_left -= 1
        kind = type(value)
        atom = _atom(value, kind, self.max_chars)
        if atom is not None:
            return atom
        if kind is range:
            bounds = (value.start, value.stop) if value.step == 1 else (value.start, value.stop, value.step)
            return f"range({', '.join(self.text(bound, depth) for bound in bounds)})"
        for container, left, right, empty in CONTAINERS:
            if kind is container:
                return self.container(value, kind, depth, left, right) if len(value) > 0 else empty
        shown = arrays.shown(value, kind, self.max_items)
        if shown is not None:
            before, inner, after = shown
            return before + self.text(inner, depth) + after
        return f"<{_type_name(kind)}>"

    def container(self, value: object, kind: type, depth: int, left: str, right: str) -> str:
        if id(value) in self.open_ids or depth >= MAX_DEPTH:
            return f"{left}...{right}"
        self.open_ids.add(id(value))
        parts = self.entries(value, kind, depth + 1)
        self.open_ids.discard(id(value))
        if kind is tuple and len(value) == 1 and parts != ["..."]:
            right = ",)"
        return left + ", ".join(parts) + right

    def entries(self, value: object, kind: type, depth: int) -> list[str]:
        if kind is dict:
            items = iter(value.items())
        elif kind is set or kind is frozenset:
            items = iter(self.ordered(value))
        else:
            items = iter(value)
        parts: list[str] = []
        for item in items:
            if len(parts) >= self.max_items or self.nodes_left <= 0:
                parts.append("...")
                break
            if kind is dict:
                parts.append(f"{self.text(item[0], depth)}: {self.text(item[1], depth)}")
            else:
                parts.append(self.text(item, depth))
        return parts

    def ordered(self, value: set[object] | frozenset[object]) -> list[object]:
        """Elements in sorted order where that runs no foreign code, so that the text does not depend on hashing."""
        elements = list(value)
        if len(elements) > MAX_SORTED_SET or self.order_left[0] < 0 or self.order_depth > MAX_DEPTH:
            return elements
        self.order_left[0] -= len(elements)
        for group in ((int, bool, float), (str,), (bytes,)):
            if all(any(type(element) is kind for kind in group) for element in elements):
                return sorted(elements)
        if self.order_left[0] < 0:
            return elements
        fresh = [_Walk(self.max_items, self.max_chars, self.max_items * 2, self) for _ in elements]
        for walk in fresh:
            walk.open_ids = set(self.open_ids)
        texts = [walk.text(element, MAX_DEPTH - 2) for walk, element in zip(fresh, elements)]
        order = sorted(range(len(elements)), key=lambda index: texts[index])
        return [elements[index] for index in order]
