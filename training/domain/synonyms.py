"""Other words for the same thing: people do not all write as one generator does."""

from __future__ import annotations

import random
import re

SAME: dict[str, tuple[str, ...]] = {
    "a list of integers": ("a list of whole numbers", "an array of integers", "a list of ints", "a sequence of integers", "a list of numbers",
                           "an integer list"),
    "a list of words": ("a list of strings", "several words in a list", "some words"), "a list of strings": ("a list of words", "an array of strings"),
    "a string": ("some text", "a piece of text", "a text", "a str"), "as a string": ("as text", "in one string", "as a str"),
    "a dictionary": ("a dict", "a mapping", "a dictionary"), "the dictionary": ("the dict", "the mapping"),
    "greater than": ("larger than", "bigger than", "more than", "above", "higher than", "over"), "larger than": ("greater than", "bigger than", "above"),
    "less than": ("smaller than", "below", "under", "lower than"), "smaller than": ("less than", "below", "under"),
    "longer than": ("of more letters than",), "more than": ("over", "greater than"),
    "at least": ("no less than", "not less than", "a minimum of"), "at most": ("no more than", "not more than", "up to and including"),
    "largest": ("biggest", "greatest", "highest", "maximum"), "smallest": ("least", "lowest", "minimum"), "greatest": ("largest", "biggest"),
    "the number of": ("the count of", "the amount of"), "how often": ("how many times", "the number of times"),
    "occurs": ("appears", "shows up", "is found"), "occur": ("appear", "show up", "are found"), "appears": ("occurs", "is present"),
    "contains": ("includes", "has", "holds"), "contain": ("include", "have", "hold"),
    "elements": ("items", "entries", "values", "numbers"), "element": ("item", "entry", "value"), "numbers": ("integers", "values", "numbers"),
    "otherwise": ("else", "if not", "in every other case"), "otherwise False": ("False otherwise", "else False", "and False if not"),
    "in reverse order": ("backwards", "from back to front", "reversed", "in reversed order"), "in ascending order": ("from small to large", "sorted upwards", "in increasing order", "sorted ascending"),
    "in descending order": ("from large to small", "sorted downwards", "in decreasing order"), "in order of first appearance": ("in their original order", "by first occurrence"),
    "different": ("distinct", "unequal"), "add up": ("sum up", "total"), "the sum of": ("the total of",), "the product of": ("the result of multiplying",),
    "capitals": ("capital letters", "uppercase letters"), "in capitals": ("in upper case", "all uppercase", "uppercased"), "in small letters": ("in lower case", "lowercased"),
    "capital letters": ("uppercase letters", "capitals"), "small letters": ("lowercase letters",), "capital or not": ("in upper or lower case", "ignoring case", "case does not matter"),
    "characters": ("characters", "symbols", "chars"), "character": ("char", "symbol"), "an empty string": ("''", "the empty string", "nothing (an empty string)"), "an empty list": ("[]", "the empty list", "a list with nothing in it"),
    "neighbours": ("neighbors",), "neighbouring": ("adjacent", "neighboring", "consecutive"), "neighbour": ("neighbor",), "capitalise": ("capitalize",), "colour": ("color",),
    "equal to": ("equal to", "the same as"), "are equal": ("are the same", "are identical", "match"), "all equal": ("all the same", "all identical"),
    "exactly": ("precisely", "just"), "divisible by": ("a multiple of", "evenly divided by"), "integer": ("whole number", "int"), "integers": ("whole numbers", "ints"),
    "lowercase": ("lower-case", "small"), "uppercase": ("upper-case", "capital"), "the first": ("the first", "the earliest"), "is greater than": ("exceeds", "is above"),
    "joined by": ("connected by", "put together with", "separated by"), "starts with": ("begins with",), "ends with": ("finishes with",), "begins with": ("starts with",),
    "start with": ("begin with",), "begin with": ("start with",), "at the end": ("at the end", "at the back"), "in front": ("at the front", "at the beginning"),
    "without": ("without", "leaving out", "minus"), "that are": ("which are",), "if there is none": ("if there are none", "when there is none", "if none exists"),
    "if the list is empty": ("for an empty list", "when the list is empty", "if there are no elements"), "for an empty list": ("if the list is empty", "when there is nothing in it"),
    "the average": ("the mean", "the arithmetic mean"), "the mean": ("the average",), "index": ("position", "index"), "repeated": ("duplicated", "repeated"),
    "duplicates": ("repeats", "repeated values", "duplicates"), "each": ("each", "every"), "every": ("each", "every"),
    "inclusive": ("both included", "including both ends"), "both included": ("inclusive", "ends included"), "replaced by": ("changed to", "swapped for", "turned into"),
    "taken out": ("removed", "deleted", "left out"), "exchanged": ("swapped",), "odd": ("odd", "uneven"), "whether": ("whether", "if"), "Tell whether": ("Say whether", "Check whether"),
    "Return": ("Return", "Give back", "Output"), "a list": ("a list", "an array"), "sentence": ("sentence", "phrase"),
}
"""Phrases and what others write for them; a phrase among its own alternatives is changed less often."""
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
