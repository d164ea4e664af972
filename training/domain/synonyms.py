"""Other words for the same thing: people do not all write as one generator does."""

from __future__ import annotations

import random
import re

SAME: dict[str, tuple[str, ...]] = {
    "a list of integers": ("a list of whole numbers", "an array of integers", "a list of ints", "some integers in a list",
                           "a sequence of integers", "a list of numbers"),
    "a list of words": ("a list of strings", "several words in a list", "some words"),
    "a string": ("some text", "a piece of text", "a text", "a str"),
    "a dictionary": ("a dict", "a mapping", "a dictionary"), "greater than": ("larger than", "bigger than", "more than", "above"),
    "less than": ("smaller than", "below", "fewer than"), "at least": ("no less than", "not less than"),
    "at most": ("no more than", "not more than"), "largest": ("biggest", "greatest", "highest", "maximum"),
    "smallest": ("least", "lowest", "minimum"), "the number of": ("the count of", "how many there are of"),
    "how often": ("how many times", "the number of times"), "occurs": ("appears", "shows up", "is found"),
    "occur": ("appear", "show up", "are found"), "elements": ("items", "entries", "values", "members"),
    "element": ("item", "entry", "value"), "otherwise": ("else", "if not", "in every other case"),
    "in reverse order": ("backwards", "from back to front", "reversed"), "different": ("distinct", "unequal"),
    "add up": ("sum up", "total"), "the sum of": ("the total of", "everything added up of"),
    "capitals": ("capital letters", "uppercase letters"), "in capitals": ("in upper case", "all uppercase"),
    "characters": ("characters", "signs", "symbols"), "an empty string": ("''", "the empty string", "nothing (an empty string)"),
    "neighbours": ("neighbors", "adjacent ones"), "equal": ("the same", "equal", "identical"),
    "exactly": ("precisely", "just"), "divisible by": ("a multiple of", "evenly divided by"), "integer": ("whole number", "int"),
    "lowercase": ("lower-case", "small"), "uppercase": ("upper-case", "capital"), "the first": ("the first", "the earliest"),
    "joined by": ("connected by", "put together with"), "starts with": ("begins with",), "ends with": ("finishes with",),
}
PATTERN = re.compile(r"\b(" + "|".join(sorted(map(re.escape, SAME), key=len, reverse=True)) + r")\b")
SHARE = 0.5
"""Of the statements that are touched at all, and of the phrases in those."""


def reworded(statement: str, rng: random.Random) -> str:
    """The statement with some phrases put in other words; what stands in quotes stays."""
    if rng.random() > SHARE:
        return statement

    def other(match: re.Match[str]) -> str:
        return rng.choice(SAME[match.group(1)]) if rng.random() < SHARE else match.group(1)

    parts = re.split(r"('[^']*')", statement)
    return "".join(part if part.startswith("'") else PATTERN.sub(other, part) for part in parts)
