"""Where problems come from: an endless seeded stream, split by program structure, without the programs that were
written by hand for the page."""

from __future__ import annotations

import copy
import json
import random
import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from config import BUNDLED_PATH, FREE_PATH
from domain.inputs import kind_of, sample
from domain.inputs_wide import base_kind, is_special, sample_wide
from domain.problem import Problem, make_problem
from execute import Outcome, run_test

COMPARED_INPUTS = 60
QUICK_INPUTS = 8
"""Compared first: most programs differ there."""
MAX_VERDICTS = 50_000
Signature = tuple[str, ...]
"""Kinds of the arguments: those of inputs.py, or of inputs_wide.py where an exercise has them."""


@lru_cache(maxsize=1000)
def inputs_for(signature: Signature) -> list[tuple[object, ...]]:
    """The same argument tuples for every program of a signature."""
    rng = random.Random("/".join(signature))
    draw = sample_wide if any(is_special(kind) for kind in signature) else sample
    return [tuple(draw(kind, rng) for kind in signature) for _ in range(COMPARED_INPUTS)]


def behaviour(source: str, entry: str, signature: Signature, quick: int | None = None) -> tuple[str, ...]:
    """What a program does on the compared inputs, as texts (the first `quick` of them)."""
    results: list[Outcome] = [run_test(source, entry, copy.deepcopy(arguments), None)
                              for arguments in inputs_for(signature)[:quick]]
    return tuple(r.outcome + r.exception + (repr(r.value) if r.outcome == "returned" else "") for r in results)


def same_behaviour(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Equal wherever both return; errors are left out, since programs differ in how they reject odd input."""
    pairs = [(a, b) for a, b in zip(one, other) if a.startswith("returned") and b.startswith("returned")]
    return len(pairs) >= max(3, len(one) // 4) and all(a == b for a, b in pairs)


class WrittenFilter:
    """Tells whether a generated program behaves like a solution of a problem that was written by hand."""

    def __init__(self) -> None:
        self.known: list[tuple[Signature, str, tuple[str, ...]]] = []
        self.written: list[tuple[Signature, str, str]] = []
        """Signature, source and entry of each written solution."""
        self.on_special = lru_cache(maxsize=2000)(self._on_special)
        self.unread: list[str] = []
        """Ids of problems whose arguments the domain does not know."""
        self.verdicts: dict[tuple[str, Signature], bool] = {}
        """By program without its names: an exercise comes again and again under other names."""
        for path in (BUNDLED_PATH, FREE_PATH):
            self._add(path)

    def _add(self, path: Path) -> None:
        entries = json.loads(path.read_text())
        for entry in entries["problems"] if isinstance(entries, dict) else entries:
            signature = signature_of_tests(entry["visibleTests"] + entry["hiddenTests"], entry["entryPoint"])
            if signature is None:
                self.unread.append(entry["id"])
                continue
            outputs = behaviour(entry["solution"], entry["entryPoint"], signature)
            self.known.append((signature, entry["id"], outputs))
            self.written.append((signature, entry["solution"], entry["entryPoint"]))

    def _on_special(self, kinds: Signature) -> list[tuple[str, ...]]:
        """What the written solutions of a signature do on inputs of the wide domain's own kinds."""
        signature = tuple(base_kind(kind) for kind in kinds)
        return [behaviour(source, entry, kinds) for known, source, entry in self.written if known == signature]

    def _matches(self, code: str, entry: str, kinds: Signature) -> bool:
        signature = tuple(base_kind(kind) for kind in kinds)
        if alike_on(code, entry, signature, [outputs for known, _, outputs in self.known if known == signature]):
            return True
        return any(is_special(kind) for kind in kinds) and alike_on(code, entry, kinds, self.on_special(kinds))

    def excludes(self, problem: Problem, code: str | None = None) -> bool:
        """Whether the problem's program (or another one for it) equals a written one on all compared inputs: those of
        the page's kinds, and where the problem's own inputs look different also on those."""
        program, kinds = code or problem.code, tuple(kind for _, kind in problem.params)
        key = without_names(program, problem.entry, [name for name, _ in problem.params]), kinds
        if key not in self.verdicts:
            if len(self.verdicts) > MAX_VERDICTS:
                self.verdicts.clear()
            self.verdicts[key] = bool(self.known) and self._matches(program, problem.entry, kinds)
        return self.verdicts[key]

    def cleaned(self, problem: Problem) -> Problem:
        """The problem without those of its other programs that equal a written one, so that no signal shows them."""
        return replace(problem, readings=tuple(code for code in problem.readings if not self.excludes(problem, code)),
                       wrong=tuple(code for code in problem.wrong if not self.excludes(problem, code)))


def without_names(code: str, entry: str, params: list[str]) -> str:
    """The program with its own and its parameters' names replaced by numbers."""
    numbers = {name: f"_{number}" for number, name in enumerate([entry, *params])}
    return re.sub(r"\b(" + "|".join(map(re.escape, numbers)) + r")\b", lambda match: numbers[match[1]], code)


def alike_on(code: str, entry: str, signature: Signature, outputs: list[tuple[str, ...]]) -> bool:
    """Whether a program does what one of the others did on the inputs of a signature."""
    if not outputs:
        return False
    quick = behaviour(code, entry, signature, QUICK_INPUTS)
    near = [one for one in outputs if same_behaviour(one[:QUICK_INPUTS], quick)]
    if not near:
        return False
    whole = behaviour(code, entry, signature)
    return any(same_behaviour(one, whole) for one in near)


def signature_of_tests(tests: list[str], entry: str) -> Signature | None:
    """Input kinds of a foreign problem, from the arguments of its asserts."""
    signature: list[str] = []
    for test in tests:
        seen: list[tuple[object, ...]] = []
        space: dict[str, object] = {entry: lambda *arguments: seen.append(arguments)}
        try:
            exec(compile(test, "<test>", "exec"), space)
        except Exception:
            pass  # the recorder returns None, so most asserts fail: only the arguments matter
        for arguments in seen:
            kinds = [kind_of(argument) for argument in arguments]
            empty = [argument in ([], ()) for argument in arguments]
            if not signature or any(e and k == "nums" for e, k in zip(empty, signature)):
                signature = kinds
            elif not any(empty):
                signature = kinds
    return None if not signature or "other" in signature else tuple(signature)


class ProblemStream:
    """draw() gives training problems, held_out() evaluation problems; both leave out what behaves like a written one."""

    def __init__(self, wide: bool = False) -> None:
        self.filter, self.wide = WrittenFilter(), wide

    def draw(self, rng: random.Random) -> Problem:
        """A fresh training problem."""
        return self._next(rng, held_out=False)

    def held_out(self, seed: int, count: int) -> list[Problem]:
        """The evaluation problems of a seed: structures that training never sees."""
        rng = random.Random(f"held-out {seed}")
        found: dict[str, Problem] = {}
        while len(found) < count:
            problem = self._next(rng, held_out=True)
            found.setdefault(problem.structure, problem)
        return list(found.values())

    def unseen(self, seed: int, count: int) -> list[Problem]:
        """Problems of the idioms that training never draws."""
        rng = random.Random(f"unseen {seed}")
        found: dict[str, Problem] = {}
        while len(found) < count:
            problem = make_problem(rng, unseen=True)
            if problem is not None and not self.filter.excludes(problem):
                found.setdefault(problem.statement, problem)
        return list(found.values())

    def _next(self, rng: random.Random, held_out: bool) -> Problem:
        while True:
            problem = make_problem(rng, wide=self.wide)
            if problem is not None and problem.held_out == held_out and not self.filter.excludes(problem):
                return self.filter.cleaned(problem) if self.wide else problem
