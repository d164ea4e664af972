"""Turns a partial program into one that parses, by cutting as little from its end and adding as little as possible.

A cut program ends anywhere: in a header, in a `try` without handler, in an expression, in a word. Lines are dropped
from the end until what is left parses, either as it is or closed with `pass` under an open header and a handler for
every open `try`. Line numbers never change, because nothing is touched before the end.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

MAX_NESTING = 60
"""Deepest brackets accepted: the parser recurses in C, and there the WebAssembly stack ends before Python notices."""
MAX_CHARS = 200_000

_FENCE = re.compile(r"^[ \t]*```[ \t]*(\w*)[^\n]*$", re.MULTILINE)
_COMMENT_OR_BLANK = re.compile(r"\s*(#.*)?$")
_TRY = re.compile(r"\s*try\s*:")
_MATCH = re.compile(r"\s*match\b.*:\s*(#.*)?$")


class Refused(Exception):
    """The text holds no program; the message says why."""


def make_executable(source: str) -> tuple[str, str]:
    """(code, normalised form) of a partial program; raises Refused."""
    if len(source) > MAX_CHARS:
        raise Refused(f"longer than {MAX_CHARS} characters")
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise Refused("contains a null character")
    reason = "no line of it is Python"
    for part, unfinished in _without_fences(text):
        if _nesting(part) > MAX_NESTING:
            reason = f"brackets nested deeper than {MAX_NESTING}"
            continue
        code = _complete(part, unfinished)
        if code is not None:
            return code, normalise(code)
        if part.strip() == "" or all(_COMMENT_OR_BLANK.match(line) for line in part.split("\n")):
            reason = "no statement in it"
    raise Refused(reason)


def normalise(code: str) -> str:
    """One spelling per program: without comments and docstrings, formatted by ast.unparse."""
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            body = node.body
            if body and _is_text(body[0]):
                node.body = body[1:]
            if not node.body and not isinstance(node, ast.Module):
                node.body = [ast.Pass()]
    return ast.unparse(tree).strip()


def _is_text(statement: ast.stmt) -> bool:
    return (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
            and isinstance(statement.value.value, str))


def _without_fences(text: str) -> Iterator[tuple[str, bool]]:
    """Readings of a text with markdown fences, most likely first, each with whether its last line is unfinished."""
    unfinished = not text.endswith("\n")
    fences = list(_FENCE.finditer(text))
    if not fences or _parses(text):
        yield text, unfinished
        return
    first = fences[0]
    before = text[: first.start()]
    second = fences[1] if len(fences) > 1 else None
    inside = text[first.end() + 1 : second.start() if second else len(text)]
    opens = first.group(1) != "" or before.strip() == ""
    readings = [(inside, unfinished and second is None), (before, False)]
    yield from readings if opens else reversed(readings)


def _nesting(text: str) -> int:
    """Deepest bracket nesting, brackets in strings included: an upper bound is enough here."""
    depth = deepest = 0
    for char in text:
        if char in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in ")]}":
            depth = max(0, depth - 1)
    return deepest


def _parses(text: str) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return False
    return True


def _complete(text: str, unfinished: bool) -> str | None:
    """The longest beginning of the text that can be made to parse, or None when no statement is left."""
    lines = text.rstrip().split("\n")
    if unfinished and text.rstrip() == text.rstrip("\n") and _parses(text):
        lines = _without_half_word(lines)
    while lines:
        for attempt in _closings(lines):
            if _parses(attempt):
                return attempt if _has_statement(attempt) else None
        lines = _drop_last(lines)
    return None


def _has_statement(code: str) -> bool:
    return bool(ast.parse(code).body)


def _without_half_word(lines: list[str]) -> list[str]:
    """Drops an unfinished last line that is nothing but a name, `retu` or `xs.app`: running it can only mislead."""
    half_word = re.fullmatch(r"\s*[^\W\d]\w*(\.\w*)*", lines[-1])
    if half_word and lines[-1].strip() not in ("pass", "break", "continue", "return", "raise", "yield"):
        return lines[:-1]
    return lines


def _drop_last(lines: list[str]) -> list[str]:
    """One line less, or where the last line holds several statements, one statement less."""
    last = lines[-1]
    cut = last.rfind(";")
    if cut > 0 and last[:cut].strip():
        return [*lines[:-1], last[:cut]]
    return lines[:-1]


def _closings(lines: list[str]) -> Iterator[str]:
    """The lines as they are, and closed in every way that may be missing, least addition first."""
    yield "\n".join(lines)
    significant = [line for line in lines if not _COMMENT_OR_BLANK.match(line)]
    if not significant:
        return
    header = significant[-1]
    handlers = _handlers(significant)
    if handlers:
        yield "\n".join([*lines, *handlers])
    body = _deeper(_indent(header))
    for added in ([body + "pass"], [body + "case _:", _deeper(body) + "pass"] if _MATCH.match(header) else None):
        if added is None:
            continue
        yield "\n".join([*lines, *added])
        if handlers:
            yield "\n".join([*lines, *added, *handlers])


def _handlers(significant: list[str]) -> list[str]:
    """A handler for each `try` whose block reaches the end, innermost first.

    The handler lets the program go on, because the missing one would: a candidate that was cut inside `try` has not
    failed yet.
    """
    added: list[str] = []
    level: int | None = None
    for line in reversed(significant):
        indent = _indent(line)
        width = len(indent.expandtabs(8))
        if level is not None and width >= level:
            continue
        level = width
        if _TRY.match(line):
            added += [indent + "except Exception:", _deeper(indent) + "pass"]
    return added


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]


def _deeper(indent: str) -> str:
    return indent + ("\t" if indent.endswith("\t") else "    ")
