"""Whole statements as different people write them: how the input is named, how the request is framed, an example at the
end. For the wide domain; the words inside a request are synonyms.py's business."""

from __future__ import annotations

import random
import re

from domain.inputs_wide import base_kind
from domain.synonyms import reworded

VERBS = {"Return": "returns", "Find": "finds", "Compute": "computes", "Calculate": "calculates", "Count": "counts", "Check": "checks",
         "Decide": "decides", "Determine": "determines", "Tell": "tells", "Build": "builds", "Make": "makes", "Collect": "collects",
         "List": "lists", "Add": "adds", "Sum": "sums", "Multiply": "multiplies", "Produce": "produces", "Remove": "removes",
         "Replace": "replaces", "Reverse": "reverses", "Sort": "sorts", "Split": "splits", "Join": "joins", "Swap": "swaps",
         "Convert": "converts", "Turn": "turns", "Move": "moves", "Keep": "keeps", "Pick": "picks", "Choose": "chooses", "Put": "puts",
         "Gather": "gathers", "Combine": "combines", "Merge": "merges", "Rotate": "rotates", "Double": "doubles", "Label": "labels",
         "Take": "takes", "Say": "says", "Drop": "drops", "Delete": "deletes", "Insert": "inserts", "Repeat": "repeats",
         "Compress": "compresses", "Decode": "decodes", "Encode": "encodes", "Filter": "filters", "Group": "groups", "Mark": "marks",
         "Shorten": "shortens", "Capitalise": "capitalises", "Round": "rounds", "Subtract": "subtracts", "Compare": "compares",
         "Write": "writes", "Give": "gives", "Work": "works", "Look": "looks", "Search": "searches", "Change": "changes", "Go": "goes"}
TELLING = re.compile(r"(?:Return|Find|Compute|Calculate|Determine|Produce|Tell|Give back|Work out) (the |a |whether )")
KNOWN_INPUT = re.compile(r"[Ii]nput|It takes|argument|is given|are given|comes in|You get|Given|You are|^For |^Take |^From |^Go ")
DESCRIBED = {"nums": ("a list of integers", "a list of numbers", "an array of integers", "a list of whole numbers", "a list of ints"),
             "text": ("a string", "a string", "a text", "some text"), "words": ("a list of strings", "a list of words", "several words in a list"),
             "counts": ("a dictionary", "a dict", "a mapping"), "rows": ("a list of lists", "a table (list of rows)", "a nested list"),
             "int": ("an integer", "a number", "a whole number", "an int")}
SPECIFIC = {"letter": ("a letter", "a character", "a single character"), "sentence": ("a sentence", "a line of text", "a string of words"),
            "word": ("a word", "a lowercase word", "a string"), "pos": ("a positive integer", "a positive number"), "n": ("a non-negative integer", "an integer", "a number"),
            "big": ("a non-negative integer", "a number", "an integer"), "square": ("a square matrix", "a square grid (list of rows)"), "grid": ("a matrix", "a grid of numbers"),
            "tally": ("a dictionary from names to numbers", "a dict of names and numbers"), "names": ("a list of names", "a list of strings"),
            "sorted": ("a sorted list of integers", "an ascending list"), "ascending": ("a sorted list of integers", "an ascending list"), "binary": ("a string of 0s and 1s", "a binary string"),
            "digits": ("a string of digits",), "year": ("a year",), "clock": ("a time such as '09:30'", "a time string"), "date": ("a date such as '2024-03-07'", "a date string")}
PLURAL = {"a list of integers": "two lists of integers", "a list of numbers": "two lists of numbers", "a string": "two strings",
          "an integer": "two integers", "a number": "two numbers", "a dictionary": "two dictionaries", "a list of strings": "two lists of strings"}
POINTERS = {"nums": ("the list", "the numbers"), "words": ("the list", "the words"), "rows": ("the list", "the table", "the grid"),
            "text": ("the string", "the text", "the word", "the sentence"), "counts": ("the dictionary",), "int": ("the number",)}
OTHERS = {"the list": ("the given list", "the input list", "the array", "the list", "this list"), "the numbers": ("the integers", "the given numbers", "the values", "the numbers"),
          "the words": ("the given words", "the strings", "the words"), "the string": ("the given string", "the input string", "the text", "the input"),
          "the text": ("the given text", "the string", "the input"), "the word": ("the given word", "the word"), "the sentence": ("the given sentence", "the line", "the text"),
          "the dictionary": ("the dict", "the given dictionary", "the mapping"), "the number": ("the given number", "the integer", "the number"),
          "the table": ("the rows", "the table"), "the grid": ("the matrix", "the grid")}


def quoted(name: str, ticks: bool) -> str:
    """A name as code, or bare."""
    return f"`{name}`" if ticks else name


def inputs_named(statement: str, params: tuple[tuple[str, str], ...], ticks: bool, rng: random.Random) -> str:
    """"the list" and its like become the parameter's name or other words, once, where only one parameter can be meant."""
    bases = [base_kind(kind) for _, kind in params]
    for (name, _), base in zip(params, bases):
        if bases.count(base) > 1 or re.search(rf"\b{name}\b", statement):
            continue
        for pointer in POINTERS.get(base, ()):
            spot = re.search(rf"\b{pointer}(?=[.,?;:]| (?:is|are|has|and|in|to|rotated|without|with every|by|at|from|up)\b|$)", statement)
            if spot and rng.random() < 0.6:
                shown = quoted(name, ticks)
                choices = (shown, shown, f"{pointer} {shown}", *OTHERS[pointer])
                statement = statement[:spot.start()] + rng.choice(choices) + statement[spot.end():]
                break
    return statement


def described(params: tuple[tuple[str, str], ...], named: bool, ticks: bool, rng: random.Random) -> str:
    """"a list of integers nums and a number k" or, unnamed, "a list of integers and a number"."""
    kinds = [kind.split("~")[0] for _, kind in params]
    if len(params) == 2 and kinds[0] == kinds[1] and kinds[0] not in SPECIFIC:
        one = DESCRIBED[base_kind(kinds[0])][0]
        both = PLURAL.get(one, "two inputs")
        return f"{both} {quoted(params[0][0], ticks)} and {quoted(params[1][0], ticks)}" if named else both
    parts = []
    for (name, _), kind in zip(params, kinds):
        choices = SPECIFIC.get(kind) or DESCRIBED[base_kind(kind)]
        parts.append(rng.choice(choices) + (f" {quoted(name, ticks)}" if named else ""))
    if len(parts) == 1:
        return parts[0]
    return ", ".join(parts[:-1]) + " and " + parts[-1]


def third_person(verb: str, rest: str) -> str:
    """"Count the x and return it" as "counts the x and returns it"."""
    first, dot, others = rest.partition(". ")
    return VERBS[verb] + " " + re.sub(r" and return\b", " and returns", first) + dot + others


def framed(statement: str, name: str, params: tuple[tuple[str, str], ...], ticks: bool, rng: random.Random) -> str:
    """The request in another frame: a signature, "Given ...", "Complete ...", telegraphic, or as it is."""
    verb, _, rest = statement.partition(" ")
    call = quoted(f"{name}({', '.join(param for param, _ in params)})", ticks)
    shown = quoted(name, ticks)
    if verb not in VERBS or "?" in statement or statement.startswith(("Write a function", "Write code")):
        frames = ("{s}", "{s}", "{s}", "{s} Write {c} for this.", "{s} Return the result.", "{s} The function is called {f}.", "{c}: {s}",
                  "Implement {c}. {s}", "Exercise: {s}")
        return rng.choice(frames).format(s=statement, c=call, f=shown)
    does, small = third_person(verb, rest), verb.lower() + " " + rest
    frames = ["Write a function that {d}", "Write a function {c} that {d}", "Write a Python function that {d}", "Create a function that {d}",
              "Write {c}, which {d}", "Define a function {f} that {d}", "Complete {f} so that it {d}", "Complete the function {c}. It {d}",
              "Implement {c}: {m}", "{c} {d}", "{c} should {m}", "The function {f} {d}", "Please {m}", "Your task is to {m}", "Task: {m}",
              "Implement a function that {d}", "We need a function that {d}", "Make a function called {f} which {d}", "{s} Call it {f}.",
              "Write a program part that {d}", "Try to {m}", "Use a function {f} to {m}", "This function {d}"]
    if not KNOWN_INPUT.search(statement):
        frames += ["Given {p}, {m}", "Given {p}, {m}", "Given {n}, {m}", "Given {n}, {m}", "You are given {p}. {s}", "You are given {n}. {s}", "{f} takes {p} and {d}",
                   "Write a function that takes {n} and {d}", "Write a function that takes {p} and {d}", "Write a function {f} that gets {n} and {d}",
                   "The function receives {p} and {d}", "For {p}, {m}", "{s} The input is {p}.", "Input: {p}. {s}", "With {n} as input, {m}"]
    told = TELLING.match(statement)
    if told:
        thing = statement[told.start(1):]
        frames += [thing, thing, "Output: " + thing, "Wanted: " + thing]
        if told[1] != "whether ":
            frames += [thing[len(told[1]):], "Get " + thing]
    return rng.choice(frames).format(s=statement, d=does, m=small, c=call, f=shown, p=described(params, False, ticks, rng),
                                     n=described(params, True, ticks, rng))


NOTHING = re.compile(r", (?:or )?(None|-1|0|''|\\[\\]|an empty list|an empty string|False) ((?:if|for|when) [^.?;:()]*)(?=[.?])")
TIE = re.compile(r", the (first|last|earliest|smaller|larger) one if (?:several|two) are (?:equal|equally \\w+)(?=[ .?(])")
AT_END = re.compile(r" \\((None|-1|0|'') (if [^()]*)\\)(?=[.?])")
THEMES = {"nums": ("The list holds the temperatures of some days.", "The numbers are the points of some players.", "The list holds the ages of some people.",
                   "The numbers are prices.", "The list holds measured values.", "The list tells how many steps were made each day.",
                   "The numbers come from a sensor.", "Think of the numbers as scores."),
          "text": ("A user has typed some text.", "The text is a line of a file.", "Think of the text as a message."),
          "words": ("The words are the names of some people.", "The words come from a file.", "Think of the words as labels."),
          "counts": ("The dictionary holds the stock of a shop.", "The dictionary holds the points of some players.")}


def side_clauses(statement: str, rng: random.Random) -> str:
    """What comes out where nothing is found, and who wins a tie: in brackets, as a sentence of its own, or left to the tests."""
    def nothing(match: re.Match[str]) -> str:
        value, case = match[1], match[2]
        if match.string[match.end()] == "?":
            return rng.choice((match[0], f" ({value} {case})", ""))
        after = f"{case[0].upper() + case[1:]}, return {value}" if not case.startswith("for") else f"{case[0].upper() + case[1:]} return {value}"
        return rng.choice((match[0], match[0], f" ({value} {case})", f"; {value} {case}", f". {after}", f". {after}", f". Return {value} {case}", ""))

    def tie(match: re.Match[str]) -> str:
        which = match[1]
        return rng.choice((match[0], match[0], f" (the {which} one in case of a tie)", f"; ties go to the {which} one", f", taking the {which} one of equal ones", ""))

    return AT_END.sub(nothing, NOTHING.sub(nothing, TIE.sub(tie, statement)))


def phrased(statement: str, name: str, params: tuple[tuple[str, str], ...], rng: random.Random) -> str:
    """The statement in other words, or as it was."""
    ticks = rng.random() < 0.3
    statement = re.sub(r"^What is how ", "How ", reworded(statement, rng))
    if rng.random() < 0.6:
        statement = side_clauses(statement, rng)
    if rng.random() < 0.5:
        statement = inputs_named(statement, params, ticks, rng)
    if rng.random() < 0.6 and not re.search(r"[{}]", statement):
        statement = framed(statement, name, params, ticks, rng)
    themes = THEMES.get(base_kind(params[0][1]), ()) if params[0][1] in ("nums", "nums1", "text", "words", "strings", "tally", "counts") else ()
    roll = rng.random()
    if themes and roll < 0.05 and statement.endswith("."):
        statement = rng.choice((f"{rng.choice(themes)} {statement}", f"{statement} {rng.choice(themes)}"))
    elif roll > 0.94:
        statement = statement.rstrip(".")
    return statement


EXAMPLES = (" For example, {c} returns {v}.", " For example, {c} gives {v}.", " Example: {a} -> {v}", " E.g. {a} gives {v}.", " So {c} is {v}.",
            " For instance {a} should give {v}.", " Thus {c} == {v}.", " With {a} the answer is {v}.")


def with_example(statement: str, name: str, arguments: tuple[object, ...], value: object, rng: random.Random) -> str:
    """Now and then a test is told in the statement, as teachers do."""
    shown = ", ".join(repr(argument) for argument in arguments)
    if rng.random() > 0.1 or len(shown) + len(repr(value)) > 50 or statement[-1] not in ".?":
        return statement
    return statement + rng.choice(EXAMPLES).format(c=f"{name}({shown})", a=shown, v=repr(value))
