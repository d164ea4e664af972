"""Small mistakes: programs that differ from a right one in one place of one line."""

from __future__ import annotations

import random
import re

SWAPS: list[tuple[str, tuple[str, ...]]] = [
    (r" > ", (" >= ", " < ")), (r" >= ", (" > ", " <= ")), (r" < ", (" <= ", " > ")), (r" <= ", (" < ", " >= ")),
    (r" == ", (" != ",)), (r" != ", (" == ",)), (r" \+= ", (" -= ", " *= ", " = ")), (r" \*= ", (" += ",)),
    (r" and ", (" or ",)), (r" or ", (" and ",)), (r" // ", (" / ", " % ")), (r" / ", (" // ",)),
    (r" \+ 1\b", ("", " - 1", " + 2")), (r" - 1\b", ("", " + 1")), (r" \+ ", (" - ", " * ")), (r" \* ", (" + ",)),
    (r"= 0$", ("= 1", "= -1")), (r"= 1$", ("= 0", "= 2")), (r"range\(1, ", ("range(", "range(2, ")),
    (r"range\(len", ("range(1, len",)), (r"\[::-1\]", ("", "[::2]")), (r"return None", ("return 0", "return -1")),
    (r"return -1", ("return 0", "return None")), (r"return 0", ("return 1", "return None")),
    (r"return True", ("return False",)), (r"return False", ("return True",)), (r" % 2 == 0", (" % 2 == 1",)),
    (r"\bmax\(", ("min(",)), (r"\bmin\(", ("max(",)), (r"\bsorted\((\w+)\)", (r"\1", r"sorted(\1, reverse=True)")),
    (r"\.upper\(\)", ("", ".lower()")), (r"\.lower\(\)", ("", ".upper()")), (r"\bnot in\b", ("in",)),
    (r" in (?=\w+:?$)", (" not in ",)), (r"append\(x\)", ("append(x * x)", "append(-x)")), (r"\bx\b", ("x + 1",)),
    (r"\[0\]", ("[-1]", "[1]")), (r"\[-1\]", ("[0]",)), (r"return result$", ("return result[::-1]", "return len(result)")),
    (r"return (\w+)$", (r"return \1 + 1", r"return -\1")), (r"\b([2-9])\b", ("1", "4", "10")),
    (r"\+= c$", ("= c + result",)), (r"\[i\]", ("[i - 1]", "[0]")), (r"break$", ("continue",)),
]


def mutate_line(line: str, rng: random.Random) -> str | None:
    """The line with one mistake, or None when no rule applies."""
    if line.startswith("    for") and " in range" not in line:
        return None
    rules = [(pattern, choices) for pattern, choices in SWAPS if re.search(pattern, line)]
    if not rules:
        return None
    pattern, choices = rng.choice(rules)
    spot = rng.choice(list(re.finditer(pattern, line)))
    changed = line[: spot.start()] + spot.expand(rng.choice(choices)) + line[spot.end():]
    return changed if changed != line else None


def mutate(code: str, rng: random.Random, first_line: int = 1) -> str | None:
    """The program with one mistake at or after `first_line` (0 is the def line)."""
    lines = code.rstrip("\n").split("\n")
    for _ in range(6):
        index = rng.randrange(first_line, len(lines))
        changed = mutate_line(lines[index], rng)
        if changed is not None:
            return "\n".join([*lines[:index], changed, *lines[index + 1:]]) + "\n"
    return None
