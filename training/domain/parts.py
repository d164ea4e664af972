"""Parts that several families share: conditions on a number or a character, and phrases around them."""

from __future__ import annotations

import builtins
import keyword

from domain.picker import Option, Picker
from domain.wording import request

ABOVE = ("{N} above {k}", "{N} over {k}", "{N} from {k} upwards", "large {N} ({k} is the limit)")
BELOW = ("{N} below {k}", "{N} under {k}", "{N} up to {k}", "small {N} ({k} is the limit)")
SOME = ("{N} of the right kind", "{N} that qualify (see the tests)", "{N} that count", "interesting {N}")

SIMPLE = [
    Option("even", "{x} % 2 == 0", ("even {N}", "{N} that are even", "{N} divisible by 2"), "even", "kind", SOME),
    Option("odd", "{x} % 2 != 0", ("odd {N}", "{N} that are odd"), "odd", "kind", SOME),
    Option("positive", "{x} > 0", ("positive {N}", "{N} greater than zero"), "positive", "kind", SOME),
    Option("negative", "{x} < 0", ("negative {N}", "{N} less than zero"), "negative", "kind", SOME),
    Option("nonneg", "{x} >= 0", ("non-negative {N}", "{N} that are zero or more"), "nonnegative", "kind", SOME),
    Option("nonzero", "{x} != 0", ("nonzero {N}", "{N} other than zero"), "nonzero", "kind", SOME),
    Option("threes", "{x} % 3 == 0", ("multiples of three", "{N} divisible by 3"), "multiples", "kind", SOME),
]
LIMITED = [
    Option("gt", "{x} > {k}", ("{N} greater than {k}", "{N} strictly above {k}", "{N} bigger than {k}"), "above",
           "up", ABOVE),
    Option("ge", "{x} >= {k}", ("{N} of at least {k}", "{N} greater than or equal to {k}"), "above", "up", ABOVE),
    Option("lt", "{x} < {k}", ("{N} less than {k}", "{N} smaller than {k}"), "below", "down", BELOW),
    Option("le", "{x} <= {k}", ("{N} of at most {k}", "{N} less than or equal to {k}"), "below", "down", BELOW),
    Option("eq", "{x} == {k}", ("{N} equal to {k}",), "equal", "same", ("{N} when compared with {k}",)),
    Option("ne", "{x} != {k}", ("{N} different from {k}", "{N} other than {k}"), "other", "same",
           ("{N} when compared with {k}",)),
]
DIVIDED = [
    Option("mult", "{x} % {k} == 0", ("multiples of {k}", "{N} divisible by {k}"), "multiples", "div",
           ("{N} judged by division by {k}",)),
    Option("notmult", "{x} % {k} != 0", ("{N} not divisible by {k}", "{N} that are no multiples of {k}"), "others",
           "div", ("{N} judged by division by {k}",)),
]
BETWEEN = ("{N} between {lo} and {hi}", "{N} in the range {lo} to {hi}", "{N} from {lo} to {hi}")
RANGED = [
    Option("cc", "{lo} <= {x} <= {hi}", ("{N} between {lo} and {hi} inclusive",), "between", "range", BETWEEN),
    Option("oo", "{lo} < {x} < {hi}", ("{N} strictly between {lo} and {hi}",), "between", "range", BETWEEN),
    Option("co", "{lo} <= {x} < {hi}", ("{N} from {lo} up to but not including {hi}",), "between", "range", BETWEEN),
    Option("oc", "{lo} < {x} <= {hi}", ("{N} above {lo} and at most {hi}",), "between", "range", BETWEEN),
]
BOTH = ("multiples of {a} and {b}", "{N} related to {a} and {b}")
DOUBLE = [
    Option("or", "{x} % {a} == 0 or {x} % {b} == 0", ("{N} divisible by {a} or {b}",), "multiples", "two", BOTH),
    Option("and", "{x} % {a} == 0 and {x} % {b} == 0", ("{N} divisible by both {a} and {b}",), "multiples", "two",
           BOTH),
    Option("only", "{x} % {a} == 0 and {x} % {b} != 0", ("{N} divisible by {a} but not by {b}",), "multiples", "two",
           BOTH),
]
CHARACTERS = [
    Option("vowel", "{x} in 'aeiou'", ("lowercase vowels", "vowels (a, e, i, o, u)"), "vowels", "vow",
           ("vowels",)),
    Option("anyvowel", "{x}.lower() in 'aeiou'", ("vowels in either case", "vowels, capital or not"), "vowels",
           "vow", ("vowels",)),
    Option("consonant", "{x}.isalpha() and {x} not in 'aeiou'", ("letters that are not lowercase vowels",),
           "consonants", "con", ("consonants",)),
    Option("anyconsonant", "{x}.isalpha() and {x}.lower() not in 'aeiou'", ("consonants in either case",),
           "consonants", "con", ("consonants",)),
    Option("digit", "{x}.isdigit()", ("digits", "characters that are digits"), "digits", "chr",
           ("special characters", "characters that matter")),
    Option("letter", "{x}.isalpha()", ("letters", "alphabetic characters"), "letters", "chr",
           ("special characters", "characters that matter")),
    Option("upper", "{x}.isupper()", ("uppercase letters", "capital letters"), "upper", "chr",
           ("special characters", "characters that matter")),
    Option("lower", "{x}.islower()", ("lowercase letters", "small letters"), "lower", "chr",
           ("special characters", "characters that matter")),
    Option("space", "{x} == ' '", ("spaces", "blanks"), "spaces"),
    Option("notspace", "{x} != ' '", ("characters that are not spaces", "non-space characters"), "nonspace"),
    Option("same", "{x} == {ch}", ("characters equal to {ch}", "occurrences of {ch}"), "letter", "ch",
           ("characters matching {ch}", "times {ch} appears")),
    Option("samefold", "{x}.lower() == {ch}", ("characters equal to {ch} in either case",), "letter", "ch",
           ("characters matching {ch}", "times {ch} appears")),
]


def number_condition(p: Picker, slot: str = "cond", none_chance: int = 0) -> Option:
    """A condition on a number; sets the tokens it needs. Its code has {x} open."""
    family = str(p.draw(f"{slot}:family", ["simple"] * 5 + ["limited"] * 5 + ["divided", "ranged", "ranged", "double"]
                        + ["none"] * none_chance))
    if family == "none":
        return p.pick(slot, [Option("all", "", ("{N}", "{N}"), "")])
    if family == "simple":
        return p.pick(slot, SIMPLE, 0.25)
    if family == "limited":
        p.number("k", ("k", "limit", "threshold", "bound"), "k", range(1, 10))
        return p.pick(slot, LIMITED)
    if family == "divided":
        p.number("k", ("k", "divisor", "m"), "size", range(2, 7))
        return p.pick(slot, DIVIDED, 0.4)
    if family == "ranged":
        if p.draw(f"{slot}:bounds", ("param", "literal")) == "param":
            p.param("lo", ("lo", "low", "a", "start"), "k")
            hi = {"lo": "hi", "low": "high", "a": "b", "start": "end"}[p.token["lo"]]
            p.param("hi", (hi,), "int")
        else:
            p.token["lo"] = str(p.draw("literal:lo", range(0, 5)))
            p.token["hi"] = str(p.draw("literal:hi", range(5, 11)))
        return p.pick(slot, RANGED, 0.75)
    p.token["a"], p.token["b"] = str(p.draw("literal:a", (2, 3))), str(p.draw("literal:b", (4, 5, 7)))
    return p.pick(slot, DOUBLE, 0.7)


def character_condition(p: Picker, slot: str = "cond") -> Option:
    """A condition on a character; its code has {x} open."""
    if p.draw(f"{slot}:ch", ("param", "literal")) == "literal":
        p.token["ch"] = repr(str(p.draw("literal:ch", "aeost")))
    else:
        p.token["ch"] = "?"
    option = p.pick(slot, CHARACTERS)
    if option.group == "ch" and p.token["ch"] == "?":
        p.param("ch", ("ch", "letter", "char"), "letter")
    return option


def numbers_noun(p: Picker) -> str:
    """The list parameter and the word that statements use for its elements."""
    name = str(p.draw("name:nums", ["nums"] * 6 + ["numbers", "values", "scores", "items"]))
    p.params.append((name, "nums"))
    noun = {"nums": ("numbers", "integers", "elements"), "numbers": ("numbers",), "values": ("values",),
            "scores": ("scores",), "items": ("items", "elements")}[name]
    p.token["nums"], p.token["N"] = name, p.rng.choice(noun)
    return name


def sentence(p: Picker, thing: str, source: str = "") -> str:
    """A request for `thing`; the list may also be named inside it ("... of the list")."""
    if source.startswith("a list of integers") and p.rng.random() < 0.25 and not thing.endswith(")"):
        return request(p, thing + p.rng.choice((" in the list", " of a list", " of the given list", " from a list")))
    return request(p, thing, source)


NAME_WORDS = """
add all any apply balance before below best big block box build card cards case change char chars check chosen clean
clear code coins collect color compare copy count cut data day days depth digits double drop each edge empty end even
extra fair far fast field file fill final first fit fix flat flip fold form front full game gap gather get give goal
good group grow half handle hard head height hide high hold house index inner item join jump keep key kind large last
late left length less letter level light line link list load long look loop low make many mark match mean merge middle
mix month move name near next node note number odd only open order other outer own pack page pair part pass path pick
piece place plan plus point price push put queue quick range rank rate raw read ready rest result reverse right ring
road room root round row rule run same save scan score seat second see send set shape share shift short show side sign
simple size skip small smart sort space split spot stack start step stop store sum swap table take task team temp test
text thing tidy time top total trace track tree trim turn twice type under unique unit up use value vowels walk week
weight wide win word words work wrap write year zero zone
""".split()
SYLLABLES = "ba be bo da de do fa fi ga go ka ki la le lo ma mi mo na ne no pa po ra re ri sa se so ta te to va vi za zu".split()


def unrelated_name(p: Picker) -> str:
    """A name that says nothing about the task, so that it has to be copied from the tests."""
    if p.rng.random() < 0.15:
        return "".join(p.rng.choice(SYLLABLES) for _ in range(p.rng.randint(2, 4)))
    return "_".join(p.rng.choice(NAME_WORDS) for _ in range(p.rng.choice((1, 2, 2, 2, 3))))


def function_name(p: Picker, *stems: str) -> str:
    """A name made of the given stems, or as often one that says nothing."""
    name = "_".join(stem for stem in stems if stem)
    if p.rng.random() < 0.5 or not name:
        name = unrelated_name(p)
    elif p.rng.random() < 0.3:
        name = p.rng.choice(("get_", "find_", "compute_", "my_", "calc_", "the_")) + name
    elif p.rng.random() < 0.2:
        name += p.rng.choice(("_of", "_in", "_all", "_items", "_values", "_list", "2", "_from", "_result"))
    if keyword.iskeyword(name) or hasattr(builtins, name):
        name += p.rng.choice(("_it", "_one", "_of", "_value"))
    return name
