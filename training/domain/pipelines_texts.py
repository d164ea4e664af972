"""Pipelines over characters, words, and places in a string."""

from __future__ import annotations

from domain.parts import character_condition
from domain.picker import Draft, Option, Picker
from domain.pipeline import Source, pipeline
from domain.texts import word_condition

CHARACTER_VALUES = [
    Option("self", "c", ("the {C}", "the {C}")), Option("self2", "c", ("the {C}",)), Option("upper", "c.upper()", ("the {C} in capitals",), "upper", "case", ("the {C} in another case",)),
    Option("lower", "c.lower()", ("the {C} in small letters",), "lower", "case", ("the {C} in another case",)), Option("swap", "c.swapcase()", ("the {C} with their case swapped",), "swapped", "case", ("the {C} in another case",)),
    Option("double", "c * 2", ("the {C}, each written twice",), "doubled"), Option("dash", "c + '-'", ("the {C}, each followed by a hyphen",), "marked"),
]
PLACE_VALUES = [
    Option("index", "i", ("the indices of the {C}",), "places", "place", ("the places of the {C}", "the positions of the {C}")),
    Option("index1", "i + 1", ("the positions, counted from 1, of the {C}",), "places", "place", ("the places of the {C}", "the positions of the {C}")),
    Option("self", "{s}[i]", ("the {C}",)), Option("rest", "len({s}) - i", ("the distances from the end of the {C} (1 for the last place)",), "places", "place", ("the places of the {C}",)),
]
WORD_VALUES = [
    Option("self", "w", ("the {C}",)), Option("self2", "w", ("the {C}",)), Option("upper", "w.upper()", ("the {C} in capitals",), "upper"),
    Option("size", "len(w)", ("the lengths of the {C}",), "lengths"), Option("first", "w[0]", ("the first letters of the {C}",), "initials", "ends", ("one letter of each of the {C}",)),
    Option("last", "w[-1]", ("the last letters of the {C}",), "endings", "ends", ("one letter of each of the {C}",)), Option("back", "w[::-1]", ("the {C}, each spelled backwards",), "reversed"),
    Option("sorted", "''.join(sorted(w))", ("the {C}, each with its letters in alphabetical order",), "ordered"), Option("ends", "w[0] + w[-1]", ("the first and last letters of the {C}, put together for each,",), "ends"),
    Option("vowels", "len([c for c in w if c in 'aeiou'])", ("the numbers of lowercase vowels of the {C}",), "vowels"), Option("cut", "w[:3]", ("the first three letters of the {C}",), "short"),
    Option("distinct", "len(set(w))", ("the numbers of different letters of the {C}",), "distinct"), Option("cap", "w[0].upper() + w[1:]", ("the {C} with a capital letter in front",), "capitalised"),
]


def pipe_characters(p: Picker) -> Draft:
    """Over the characters of a string, from the front or the back."""
    text = p.param("text", ("text", "s", "word", "string", "line"), "text")
    cond, value = character_condition(p), p.pick("value", CHARACTER_VALUES)
    way = p.pick("way", [Option("on", text, ("",)), Option("on2", text, ("",)), Option("on3", text, ("",)), Option("back", f"{text}[::-1]", (", taken from the back",))])
    kept = p.phrase("cond") + p.phrase("way")
    return pipeline(p, Source(f"for c in {way.code}:", p.code(cond.code, x="c"), value.code, kept, p.phrase("value", C=kept), "char", "a string",
                              (value.word, cond.word)))


def pipe_places(p: Picker) -> Draft:
    """Over the places of a string, all or every second."""
    text = p.param("text", ("text", "s", "word", "string", "line"), "text")
    p.token["s"] = text
    cond, value = character_condition(p), p.pick("value", PLACE_VALUES)
    step = p.pick("step", [Option("all", f"range(len({text}))", ("",)), Option("all2", f"range(len({text}))", ("",)),
                           Option("even", f"range(0, len({text}), 2)", (" at even indices",), "", "step", (" at every second place",)),
                           Option("odd", f"range(1, len({text}), 2)", (" at odd indices",), "", "step", (" at every second place",))])
    kept = p.phrase("cond") + p.phrase("step")
    return pipeline(p, Source(f"for i in {step.code}:", p.code(cond.code, x=f"{text}[i]"), p.code(value.code), kept, p.phrase("value", C=kept),
                              "char" if value.key == "self" else "int", "a string", (value.word, cond.word)))


def pipe_words(p: Picker) -> Draft:
    """Over the words of a sentence or of a list."""
    if p.draw("given", ("list", "sentence")) == "list":
        source = p.param("words", ("words", "names", "strings", "items"), "strings")
        described = "a list of words"
    else:
        source = p.param("text", ("text", "sentence", "line", "s"), "sentence") + ".split()"
        described = "a sentence"
    cond, value = word_condition(p), p.pick("value", WORD_VALUES)
    kept = p.phrase("cond")
    return pipeline(p, Source(f"for w in {source}:", p.code(cond.code), value.code, kept, p.phrase("value", C=kept),
                              "int" if value.key in ("size", "vowels", "distinct") else "str", described, (value.word, cond.word)))


NEXT_TESTS = [
    Option("same", "{s}[i] == {s}[i - 1]", ("characters that equal the one before",), "doubles", "pair", ("characters compared with the one before",)),
    Option("other", "{s}[i] != {s}[i - 1]", ("characters that differ from the one before",), "changes", "pair", ("characters compared with the one before",)),
    Option("fold", "{s}[i].lower() == {s}[i - 1].lower()", ("characters that equal the one before, whatever their case",), "doubles", "pair", ("characters compared with the one before",)),
    Option("up", "{s}[i] > {s}[i - 1]", ("characters that come after the one before in the alphabet",), "rises"),
    Option("space", "{s}[i - 1] == ' '", ("characters right after a space",), "after_space"),
    Option("vowel", "{s}[i - 1] in 'aeiou'", ("characters right after a lowercase vowel",), "after_vowel"),
    Option("digit", "{s}[i - 1].isdigit()", ("characters right after a digit",), "after_digit"),
]


def pipe_next(p: Picker) -> Draft:
    """Over characters and the one before each."""
    text = p.param("text", ("text", "s", "word", "string"), "text")
    p.token["s"] = text
    cond, value = p.pick("cond", NEXT_TESTS), p.pick("value", PLACE_VALUES)
    kept = p.phrase("cond")
    return pipeline(p, Source(f"for i in range(1, len({text})):", p.code(cond.code), p.code(value.code), kept, p.phrase("value", C=kept),
                              "char" if value.key == "self" else "int", "a string", (value.word, cond.word)))


FAMILIES = [pipe_characters, pipe_places, pipe_words, pipe_next]
