"""Further classic exercises, read from exercises/*.txt: one family for each file.

    == stem (slot:kind slot:kind) constant=value,value
    ~ vague words that all readings share (any number of lines, or none)
    - one saying of a reading (a noun phrase, or a whole request that begins with a capital letter)
        its code, one step a line
    - the next reading ...
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from domain.picker import Draft, Picker
from domain.tasks import Task, by_key, write

FOLDER = Path(__file__).parent / "exercises"
HEAD = re.compile(r"== (\w+) \(([^)]*)\)(.*)")


def read_tasks(text: str) -> list[Task]:
    """The exercises of one file."""
    found: list[Task] = []
    for block in re.split(r"(?m)^(?=== )", text)[1:]:
        first, *lines = block.rstrip().split("\n")
        head = HEAD.fullmatch(first)
        if head is None:
            raise ValueError(f"not the head of an exercise: {first}")
        params = tuple((slot, kind) for slot, kind in (part.split(":", 1) for part in head[2].split()))
        constants = tuple((name, tuple(values.split(","))) for name, values in
                          (part.split("=", 1) for part in head[3].split()))
        vague = tuple(line[2:] for line in lines if line.startswith("~ "))
        found.append(Task(head[1].replace("_", " "), params, tuple(read_readings(lines)), vague, constants))
    return found


def read_readings(lines: list[str]) -> list[tuple[str, tuple[str, ...]]]:
    """(code, sayings) of each reading of a block."""
    readings: list[tuple[list[str], list[str]]] = []
    for line in lines:
        if line.startswith("- "):
            if not readings or readings[-1][0]:
                readings.append(([], []))
            readings[-1][1].append(line[2:])
        elif line.startswith("    "):
            readings[-1][0].append(line[4:])
        elif line.strip() and not line.startswith("~ "):
            raise ValueError(f"neither vague words nor a saying nor code: {line}")
    return [("\n".join(code), tuple(sayings)) for code, sayings in readings]


def family_of(path: Path) -> tuple[Callable[[Picker], Draft], list[Task]]:
    """A family that draws from the exercises of one file."""
    tasks = read_tasks(path.read_text())
    keyed = by_key(tasks)

    def family(p: Picker) -> Draft:
        p.token["T"] = "text"
        return write(p, keyed)

    family.__name__ = "classic_" + path.stem
    return family, tasks


READ = [family_of(path) for path in sorted(FOLDER.glob("*.txt"))]
FAMILIES = [family for family, _ in READ]
SIZES = {family.__name__: len(tasks) for family, tasks in READ}
"""How many exercises each family draws from."""
