"""A compact way to write down a classic exercise: its parameters, its readings as code and words, and vague words that
all of its readings share. `classics_*.py` are lists of them; the family here turns one into a draft.

A saying that begins with a capital letter is a whole request; any other is a noun phrase that `sentence` wraps in a
request. In code `$name` stands for a parameter or a constant, in sayings `{name}` does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.naming import request_name
from domain.parts import sentence
from domain.picker import Draft, Option, Picker

NAMES: dict[str, tuple[str, ...]] = {
    "nums": ("nums", "nums", "nums", "numbers", "values", "items", "data", "lst", "arr"),
    "other": ("other", "others", "second", "more"), "a": ("a", "x", "first"), "b": ("b", "y", "second"),
    "text": ("text", "text", "s", "s", "word", "string"), "line": ("line", "sentence", "text", "s"),
    "n": ("n", "n", "n", "num", "number"), "words": ("words", "words", "names", "strings", "items"),
    "k": ("k", "k", "limit", "m", "size"), "ch": ("ch", "c", "letter", "char"), "d": ("d", "d", "table", "data"),
    "rows": ("rows", "grid", "matrix", "table"), "prices": ("prices", "costs"), "scores": ("scores", "points", "marks"),
    "temps": ("temps", "temperatures"), "steps": ("steps", "moves"), "stock": ("stock", "store", "inventory"),
}
NAMES.update({
    "nums": ("nums", "nums", "nums", "numbers", "numbers", "values", "items", "data", "lst", "arr", "xs", "scores", "integers", "array", "a_list", "elements"),
    "text": ("text", "text", "s", "s", "word", "string", "txt", "phrase", "message", "st"), "n": ("n", "n", "n", "num", "number", "x", "value"),
    "words": ("words", "words", "names", "strings", "items"), "start": ("start", "begin", "first", "a"), "stop": ("stop", "end", "last", "b"),
    "width": ("width", "size", "w", "length"), "height": ("height", "h", "rows"), "score": ("score", "points", "mark"), "year": ("year", "y"),
    "code": ("code", "s", "text"), "bits": ("bits", "binary", "s"), "digits": ("digits", "s", "code"), "minutes": ("minutes", "mins", "m"),
    "seconds": ("seconds", "secs", "s"), "amount": ("amount", "money", "total"), "rate": ("rate", "percent", "p"), "pairs": ("pairs", "entries", "rows"),
    "grid": ("grid", "matrix", "rows", "board"), "votes": ("votes", "ballots", "names"), "days": ("days", "n"), "age": ("age", "years"),
    "base": ("base", "b"), "target": ("target", "goal", "wanted", "k"), "value": ("value", "x", "item", "target"), "old": ("old", "a", "before"),
    "new": ("new", "b", "after"), "moves": ("moves", "path", "steps"), "temp": ("temp", "t", "degrees"), "i": ("i", "index", "pos"), "j": ("j", "other_index", "q"),
    "low": ("low", "lo", "a"), "high": ("high", "hi", "b"), "sep": ("sep", "mark", "glue"), "title": ("title", "s", "text"), "c": ("c", "z", "third"),
    "x": ("x", "n", "value"), "y": ("y", "m"), "password": ("password", "pw", "word"), "time": ("time", "t", "clock"), "date": ("date", "d", "day"),
})
SOURCES = {"nums": "a list of integers", "nums+": "a list of non-negative integers", "nums1": "a list of integers",
           "sorted": "a sorted list of integers", "text": "a string", "sentence": "a sentence", "words": "a list of words", "names": "a list of names",
           "tally": "a dictionary from names to numbers", "rows": "a list of lists of integers",
           "grid": "a grid of integers", "n": "a non-negative integer", "big": "a non-negative integer", "int": "an integer", "strings": "a list of strings",
           "pos": "a positive integer", "size+": "a positive integer", "word": "a word", "digits": "a string of digits", "binary": "a string of zeros and ones",
           "ascending": "a list of integers in ascending order", "bits": "a list of zeros and ones", "counts": "a dictionary from words to numbers",
           "distinct": "a list of different integers", "square": "a square matrix", "mixed": "a string", "phrasebook": "a dictionary of strings",
           "lists": "a dictionary from names to lists of integers", "pairs": "a list of [name, number] pairs", "letters": "a string", "runs": "a string"}


VAGUE_SHARE = 0.25
"""How often an exercise is told in the words that all of its readings share."""


@dataclass(frozen=True)
class Task:
    """One exercise; `readings` are (code lines, sayings) and share `vague`, if any."""

    stem: str
    params: tuple[tuple[str, str], ...]
    """(slot, input kind), in order."""
    readings: tuple[tuple[str, tuple[str, ...]], ...]
    vague: tuple[str, ...]
    constants: tuple[tuple[str, tuple[object, ...]], ...]


def task(stem: str, params: str, *readings: tuple[str, str], vague: str = "", **constants: tuple[object, ...]) -> Task:
    """`params` as "slot:kind slot:kind", sayings separated by "|"; `constants` are literals drawn per problem."""
    pairs = tuple((slot, kind) for slot, kind in (part.split(":") for part in params.split()))
    return Task(stem, pairs, tuple((code, tuple(say.split("|"))) for code, say in readings),
                tuple(vague.split("|")) if vague else (), tuple(constants.items()))


def fill(code: str, token: dict[str, str]) -> str:
    """`$name` replaced by its token."""
    return re.sub(r"\$(\w+)", lambda match: token[match.group(1)], code)


def write(p: Picker, tasks: dict[str, Task]) -> Draft:
    """Draw one of the tasks and one of its readings."""
    one = tasks[str(p.draw("task", [key for key, task in tasks.items() for _ in range(min(4, 1 + len(task.readings) // 2))]))]
    own = set(re.findall(r"(?<![$\w])[a-z_]\w*", " ".join(code for code, _ in one.readings)))
    taken: set[str] = set()
    for slot, kind in one.params:
        free = [name for name in NAMES.get(slot, (slot,)) if name not in taken and name not in own] or [slot]
        taken.add(p.param(slot, free, kind))
    for slot, values in one.constants:
        p.token[slot] = str(p.draw(f"constant:{slot}", values))
    group = "readings" if one.vague else ""
    options = [Option(str(i), code, say, "", group, one.vague) for i, (code, say) in enumerate(one.readings)]
    reading = p.pick("reading", options, VAGUE_SHARE)
    said = p.phrase("reading")
    lines = [line for line in fill(reading.code, p.token).strip("\n").split("\n")]
    source = SOURCES.get(one.params[0][1].split("~")[0], "") if len(one.params) == 1 else ""
    ask = said if said[:1].isupper() else sentence(p, said, source)
    return Draft(lines, ask, request_name(p, said, *one.stem.split()), p.params)


def by_key(tasks: list[Task]) -> dict[str, Task]:
    """Tasks by a stable key."""
    return {f"{i}:{one.stem}": one for i, one in enumerate(tasks)}
