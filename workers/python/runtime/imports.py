"""What a source imports, by its syntax tree: nothing of it runs."""

from __future__ import annotations

import ast

MAX_NAMES = 200
MAX_NAME_CHARS = 200


def imports(request: dict[str, object]) -> dict[str, object]:
    """{names}: the top-level modules that {sources} import anywhere in them, sorted. A source that does not parse
    imports nothing."""
    names: set[str] = set()
    for source in request["sources"]:
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names.add(node.module.split(".")[0])
    return {"names": sorted(name for name in names if len(name) <= MAX_NAME_CHARS)[:MAX_NAMES]}
