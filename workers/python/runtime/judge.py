"""A verdict in two interpreters. One, in which no program ever runs, takes the test apart and compares; the other runs
the program on the parts that are its own and hands over the values as plain data. So the expected value is never where
the program could read it, and an object that claims to equal everything does not get across.

A test that cannot be taken apart (a `check` function, several statements) runs as a whole beside the program, and
then its verdict is only as good as the program is honest.
"""

from __future__ import annotations

import ast
import json

from plain import NotPlain, decode, encode
from run_test import MARKER, TEST_FILE, Limits, Outcome, Run, bad_test, failed, passed
from test_plan import BadTest, marked_calls, needs_program, parse_test, program_names, split
from values import show

_SLOT = "__playground_slot__"
_MAX_HANDED_OVER_CHARS = 3_000_000
"""Of all values of one test, as text within the reply: below what a page reads of a reply (main.py)."""

Request = dict[str, object]


def plan(request: Request) -> dict[str, object]:
    """How a test is judged: {imports, calls}, Python source of what the program must compute; {whole} where it cannot
    be taken apart; {outcome} where it is no test. The program is read here and not run."""
    program, setup = request["program"], request["setup"]
    try:
        tree = parse_test(request["test"])
    except BadTest as error:
        return {"outcome": bad_test(str(error))}
    names = program_names(tree, program, setup)
    imports = [ast.unparse(node) for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    parts = split(tree, names, _SLOT)
    if parts is None:
        return {"whole": True}
    return {"imports": "\n".join(imports), "calls": [ast.unparse(expression) for expression in parts[1]],
            "names": sorted(names)}


_TOO_LARGE = f"more than {_MAX_HANDED_OVER_CHARS:,} characters in all"


def call(request: Request) -> dict[str, object]:
    """{values}, one entry per planned call, or {outcome} where the first raised or a limit ended it."""
    run = Run(request["program"], request["setup"], Limits(request["limits"]), None, False)
    run.names = set(request["names"])
    values: list[dict[str, object]] = []

    def body() -> Outcome:
        exec(compile(request["imports"], TEST_FILE, "exec"), run.namespace)
        room = _MAX_HANDED_OVER_CHARS
        for source in request["calls"]:
            try:
                value = _value(run, source)
            except Exception as error:
                if not values:
                    raise
                # Perhaps the test never asks for it: `f(1) is None or f(1)[0] == 2`.
                value = {"ended": run.limit_of(error) or run.blame_test(error)}
            # The value's text is a text of JSON within JSON: quotes and other escapes grow once more.
            room -= len(json.dumps(value.get("plain", "")))
            values.append(value if room >= 0 else {"strange": _TOO_LARGE})
        return passed(None)

    outcome = run.within_limits(body)
    return {"values": values} if outcome["kind"] == "passed" else {"outcome": outcome}


def _value(run: Run, source: str) -> dict[str, object]:
    tree = ast.parse(source, TEST_FILE, "eval")
    tree.body = marked_calls(tree.body, run.names, MARKER)
    value = eval(compile(tree, TEST_FILE, "eval"), run.namespace)
    try:
        return {"plain": json.dumps(encode(value))}
    except NotPlain as error:
        return {"strange": str(error)}


def whole(request: Request) -> dict[str, object]:
    """{outcome} of a test that runs beside the program."""
    run = Run(request["program"], request["setup"], Limits(request["limits"]), None, False)
    return {"outcome": run.test(request["test"])}


class _Strange(Exception):
    """The test used a value that could not be handed over."""


class _Ended(Exception):
    """The test used a value that the program did not compute; what happened instead is the outcome."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


def compare(request: Request) -> dict[str, object]:
    """{outcome} of a test whose program values are given; raises ValueError when they are not this test's."""
    test, program, setup, values = request["test"], request["program"], request["setup"], request["values"]
    # Setup code that needs the program made the arguments of its calls; those have been used.
    run = Run("", "" if needs_program(setup, program) else setup, Limits(request["limits"]), None, False)
    # Nothing of the program runs here, so whatever the test raises from now on follows from the values.
    run.attempted = True
    tree = parse_test(test)
    parts = split(tree, program_names(tree, program, setup), _SLOT)
    if parts is None or len(parts[1]) != len(values):
        raise ValueError("the values do not belong to this test")

    def slot(index: int) -> object:
        if "ended" in values[index]:
            raise _Ended(values[index]["ended"])
        if "strange" in values[index]:
            raise _Strange(values[index]["strange"])
        value = decode(json.loads(values[index]["plain"]))
        run.got = show(value)
        return value

    def body() -> Outcome:
        run.namespace[_SLOT] = slot
        try:
            exec(compile(parts[0], TEST_FILE, "exec"), run.namespace)
        except _Ended as error:
            return error.outcome
        except _Strange as error:
            return failed(f"{error}, which cannot be compared: only plain values count")
        return passed(run.got)

    return {"outcome": run.within_limits(body)}
