"""A whole problem: statement, right program, other readings, and tests chosen to tell them apart."""

from __future__ import annotations

import copy
import hashlib
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from domain import (classics_integers, classics_lists, classics_tables, classics_texts, exercises, gathered, idioms,
                    integers, numbers, pipelines_numbers, pipelines_texts, texts)
from domain.inputs import sample
from domain.inputs_wide import arguments_wide
from domain.picker import Draft, Picker
from domain.phrasing import phrased, with_example
from execute import call_fast, load

MODULES = (numbers, texts, integers, gathered, idioms)
WIDE_MODULES = (*MODULES, classics_integers, classics_lists, classics_texts, classics_tables, exercises, pipelines_numbers,
                pipelines_texts)
"""With classic exercises and further compositions besides, whose statements are also put in other words. They are drawn
where `wide` is asked for, so that the narrow problems of earlier reports stay the same."""


def families_of(modules: tuple[object, ...]) -> list[Callable[[Picker], Draft]]:
    """The families of some modules, each once."""
    return [family for module in modules for family in dict.fromkeys(module.FAMILIES)]  # type: ignore[attr-defined]


FAMILIES, WIDE_FAMILIES = families_of(MODULES), families_of(WIDE_MODULES)
# One pass over a list or a string is what beginners write most; the rest keeps the domain broad.
OFTEN = {"fold": 5, "collect": 5, "characters": 5, "extreme": 4, "counting": 3, "digits": 3, "quantify": 2, "locate": 2,
         "words": 3, "place": 2, "symmetric": 2, "rewrite": 2, "best_word": 2, "mapping": 2, "tally": 2, "pipe_numbers": 4, "pipe_characters": 4,
         "pipe_words": 4, "pipe_range": 3, "pipe_digits": 2, "pipe_neighbours": 3, "pipe_pairs": 2, "pipe_table": 3, "pipe_places": 2}
UNSEEN_FAMILIES = frozenset({"counting_up", "string_pair", "by_position"})
"""Whole idioms that training never draws: what the model makes of them is reported by itself."""


def weights_of(families: list[Callable[[Picker], Draft]], unseen: bool) -> list[int]:
    """How often each family is drawn, for training and its evaluation split or for the unseen idioms."""
    return [OFTEN.get(family.__name__, 1) if (family.__name__ in UNSEEN_FAMILIES) == unseen else 0
            for family in families]


WEIGHTS, UNSEEN_WEIGHTS = weights_of(FAMILIES, False), weights_of(FAMILIES, True)



def wide_weights() -> list[float]:
    """Half of the wide draws are composed problems, half are exercises, each exercise as often as any other: what people
    ask for is closer to the exercises, and only composition keeps the model from learning them by heart."""
    composed = weights_of(WIDE_FAMILIES, False)
    exercise = [SIZES.get(family.__name__, 0) for family in WIDE_FAMILIES]
    share = sum(weight for weight, size in zip(composed, exercise) if not size) / sum(exercise)
    return [size * share if size else weight for weight, size in zip(composed, exercise)]


SIZES = {"classic_integers": len(classics_integers.TASKS), "classic_lists": len(classics_lists.TASKS),
         "classic_texts": len(classics_texts.TASKS), "classic_tables": len(classics_tables.TASKS), **exercises.SIZES}
WIDE_WEIGHTS = wide_weights()
VISIBLE, HIDDEN, POOL = 3, 6, 28
HELD_OUT_PERCENT = 6
MAX_TEST_CHARS = 90


@dataclass(frozen=True)
class Test:
    """One assert, as text and as data."""

    text: str
    arguments: tuple[object, ...]
    expected: object


@dataclass(frozen=True)
class Problem:
    """A generated problem; all programs have the same name and parameters."""

    family: str
    statement: str
    entry: str
    code: str
    params: tuple[tuple[str, str], ...]
    readings: tuple[str, ...]
    """Other programs that the same words allow."""
    wrong: tuple[str, ...]
    """Programs with a part that the words exclude."""
    visible: tuple[Test, ...]
    hidden: tuple[Test, ...]
    structure: str

    @property
    def held_out(self) -> bool:
        """Whether this program's structure belongs to the evaluation split."""
        return int(hashlib.sha256(self.structure.encode()).hexdigest(), 16) % 100 < HELD_OUT_PERCENT


def structure_of(draft: Draft) -> str:
    """The program without its names and constants, whichever family wrote it: what the split is made by."""
    body = "\n".join(draft.lines)
    for index, (name, _) in enumerate(draft.params):
        body = re.sub(rf"\b{name}\b", f"p{index}", body)
    return re.sub(r"'[^']'", "'?'", re.sub(r"\b(?:[3-9]|\d\d+)\b", "#", body))


@lru_cache(maxsize=1)
def unseen_structures() -> frozenset[str]:
    """The programs of the unseen idioms: the wide domain, which has further exercises like them, leaves these out."""
    rng, families = random.Random("unseen"), [family for family in FAMILIES if family.__name__ in UNSEEN_FAMILIES]
    return frozenset(structure_of(family(Picker(random.Random(rng.getrandbits(40))))) for family in families for _ in range(600))


def make_problem(rng: random.Random, unseen: bool = False, wide: bool = False) -> Problem | None:
    """Draw one problem (of the unseen idioms, or of the wide domain, if so asked), or None when the draw has no usable
    tests."""
    if wide:
        family = rng.choices(WIDE_FAMILIES, WIDE_WEIGHTS)[0]
    else:
        family = rng.choices(FAMILIES, UNSEEN_WEIGHTS if unseen else WEIGHTS)[0]
    picker = Picker(random.Random(rng.getrandbits(40)))
    draft = family(picker)
    if wide and structure_of(draft) in unseen_structures():
        return None
    name = draft.name
    statement = re.sub(r"\s+", " ", draft.statement).strip()
    if wide:
        words = random.Random(statement + name)
        statement = phrased(statement, name, tuple(draft.params), words)
    if not statement[0].isupper() and not statement.startswith(name):
        statement = statement[0].upper() + statement[1:]

    def rerun(changes: dict[str, object]) -> str | None:
        try:
            other = family(Picker(random.Random(0), {**picker.taken, **changes}))
        except (KeyError, IndexError):
            return None
        return other.code(name) if other.params == draft.params else None

    def variants(slots: dict[str, list[str]], limit: int) -> list[str]:
        found: list[str] = []
        single = [{slot: key} for slot, keys in slots.items() for key in keys if key != picker.taken[slot]]
        rng.shuffle(single)
        for change in single[:limit]:
            code = rerun(change)
            if code and code != draft.code() and code not in found:
                found.append(code)
        return found

    readings = variants(picker.open_slots, 7)
    if len(picker.open_slots) > 1:
        both = {slot: rng.choice(keys) for slot, keys in picker.open_slots.items()}
        code = rerun(dict(both))
        if code and code != draft.code() and code not in readings:
            readings.append(code)
    wrong = [code for code in variants(picker.free_slots, 3) if code not in readings]
    tests = choose_tests(rng, draft, name, [*readings, *wrong], arguments_wide if wide else arguments_of)
    if tests is None:
        return None
    visible, hidden = tests
    if wide:
        told = words.choice(visible)
        statement = with_example(statement, name, told.arguments, told.expected, words)
    return Problem(family.__name__, statement, name, draft.code(), tuple(draft.params), tuple(readings), tuple(wrong),
                   visible, hidden, structure_of(draft))


def arguments_of(kinds: list[str], rng: random.Random) -> tuple[object, ...]:
    """All arguments of one call, each by itself."""
    return tuple(sample(kind, rng) for kind in kinds)


def choose_tests(rng: random.Random, draft: Draft, name: str,
                 readings: list[str],
                 sample_arguments: Callable[[list[str], random.Random], tuple[object, ...]]) -> tuple[tuple[Test, ...], tuple[Test, ...]] | None:
    """Three visible tests that separate as many readings as can be, and hidden ones at random."""
    function = load(draft.code(name), name)
    if function is None:
        raise ValueError("a family wrote a program that does not load:\n" + draft.code(name))
    others = [other for other in (load(code, name) for code in readings) if other is not None]
    pool: list[tuple[Test, frozenset[int]]] = []
    seen: set[str] = set()
    for _ in range(POOL):
        arguments = sample_arguments([kind for _, kind in draft.params], rng)
        shown = ", ".join(repr(argument) for argument in arguments)
        if shown in seen:
            continue
        seen.add(shown)
        status, value = call_fast(function, copy.deepcopy(arguments))
        text = f"assert {name}({shown}) == {value!r}"
        if status == "error" or len(text) > MAX_TEST_CHARS or type(value) is complex:
            continue
        killed = frozenset(index for index, other in enumerate(others)
                           if not same(call_fast(other, copy.deepcopy(arguments)), value))
        pool.append((Test(text, arguments, value), killed))
    if len(pool) < VISIBLE + 3:
        return None
    visible: list[Test] = []
    left = set(range(len(others)))
    while len(visible) < VISIBLE:
        shown = {repr(test.expected) for test in visible}
        best = max(range(len(pool)), key=lambda i: worth(pool[i], left, shown))
        test, killed = pool.pop(best)
        left -= killed
        visible.append(test)
    rng.shuffle(visible)
    hidden = [test for test, _ in pool[:HIDDEN]]
    outputs = {repr(test.expected) for test in [*visible, *hidden]}
    return (tuple(visible), tuple(hidden)) if len(outputs) > 1 else None


def worth(entry: tuple[Test, frozenset[int]], left: set[int], shown: set[str]) -> tuple[int, bool, int]:
    """How good a test is to add: readings it excludes, a new value, a length that is neither bare nor long."""
    test, killed = entry
    return len(killed & left), repr(test.expected) not in shown, -abs(len(test.text) - 44) // 10


def same(result: tuple[str, object], value: object) -> bool:
    """Whether a call returned `value` (1 and True count as different here)."""
    return result[0] == "value" and type(result[1]) is type(value) and result[1] == value
