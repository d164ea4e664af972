"""Requests: one noun phrase ("the number of even numbers", "whether ...") put in one of many usual forms."""

from __future__ import annotations

import re

from domain.picker import Picker

PLAIN = ("Return {thing}.", "Write a function that returns {thing}.", "Compute {thing}.", "Find {thing}.",
         "Work out {thing}.", "Calculate {thing} and return it.", "The function should return {thing}.",
         "What is {thing}?", "Determine {thing}.", "Give back {thing}.", "We want {thing}.", "Produce {thing}.",
         "Your function returns {thing}.", "Write code that finds {thing}.", "Tell {thing}.", "I need {thing}.")
GIVEN = ("Given {source}, return {thing}.", "You get {source}. Return {thing}.", "For {source}, work out {thing}.",
         "Take {source} and return {thing}.", "{Source} is given. Find {thing}.", "{Source} comes in; {thing} goes out.",
         "Go through {source} and return {thing}.", "From {source}, compute {thing}.")
NOTES = ("", "", "", "", " The input is {source}.", " It takes {source}.", " The argument is {source}.",
         " ({Source} is the input.)")
EXTRA = ("",) * 16 + (" The input may be empty.", " The input can be short.", " Look at the tests.",
                      " The examples show what is meant.", " Use a loop if you like.", " Mind the edge cases.",
                      " Nothing is printed.", " Return the answer, do not print it.")
FORMS: list[tuple[str, tuple[str, ...]]] = [
    (r"whether (.*)", ("Return True if {0} and False otherwise.", "Tell whether {0}.", "Check whether {0}.",
                       "Check if {0}.", "Decide whether {0}.", "Is it true that {0}?", "Return whether {0}.",
                       "Say if {0}.", "Find out whether {0}.", "The answer is True when {0}.")),
    (r"True if (.*)", ("Return True if {0}, otherwise False.", "Tell whether {0}.", "Check that {0}.",
                       "Decide if {0}.", "Check whether {0}.")),
    (r"how many (.*) there are", ("Count the {0}.", "Count how many {0} there are.", "How many {0} are there?",
                                  "Count {0} and return the count.", "Return how many {0} there are.",
                                  "Return how many {0} were found.")),
    (r"the number of (.*)", ("Count the {0}.", "Count {0}.", "How many {0} are there?", "Return the number of {0}.",
                             "Count how many {0} there are and return it.", "What is the number of {0}?",
                             "Find the count of {0}.")),
    (r"how often (.*)", ("Count how often {0}.", "How often does it happen that {0}?", "Return how often {0}.",
                         "Count the times {0}.")),
    (r"the (?:sum|total) of (.*)", ("Add up {0}.", "Sum up {0}.", "Add {0} together and return the total.",
                                    "Return the sum of {0}.", "What do {0} add up to?", "Compute the total of {0}.",
                                    "Find the sum of {0}.", "Sum {0}.", "Return what {0} come to in all.")),
    (r"the product of (.*)", ("Multiply {0}.", "Multiply {0} with each other.", "Return the product of {0}.",
                              "What is the product of {0}?", "Compute the product of {0}.")),
    (r"(?:a|the) list of (.*)", ("Return a list of {0}.", "List {0}.", "Collect {0} in a list.",
                                 "Build a list of {0}.", "Make a new list of {0}.", "Return {0} as a list.",
                                 "Put {0} into a list and return it.", "Return a new list with {0}.", "Gather {0}.")),
    (r"((?:the )?(?:largest|smallest|biggest|lowest|maximum|minimum|first|last|longest|shortest).*)",
     ("Return {0}.", "Find {0}.", "Pick {0}.", "What is {0}?", "Choose {0} and return it.", "Look for {0}.",
      "Search for {0}.", "Determine {0}.")),
]


def request(p: Picker, thing: str, source: str = "") -> str:
    """A sentence or two that ask for `thing`; `source` says what the function is given (may be "")."""
    Source = source[:1].upper() + source[1:]
    note = p.rng.choice(NOTES).format(source=source, Source=Source) if source else ""
    extra = p.rng.choice(EXTRA)
    if p.rng.random() < 0.6:
        for pattern, forms in FORMS:
            match = re.fullmatch(pattern, thing)
            if match:
                return p.rng.choice(forms).replace("{0}", match.group(1)) + note + extra
    if source and p.rng.random() < 0.4:
        return p.rng.choice(GIVEN).format(source=source, Source=Source, thing=thing) + extra
    plain = [form for form in PLAIN if not (form.startswith("What") and thing.startswith("whether"))]
    return p.rng.choice(plain).format(thing=thing) + note + extra
