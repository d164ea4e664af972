"""Inputs of the wide domain: those of inputs.py mixed with values as people write them into tests, and further kinds.

A kind may name values of its own behind "~", separated by ",": "n~6,28,496" gives one of these in two draws of five,
which makes rare answers (perfect numbers, palindromes) frequent enough for tests. "_" stands for a space there.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from domain.inputs import BASE_KIND, NAMES, WORDS, int_list, sample, sentence, text, word

COMMON = ("hello world python apple banana cherry orange lemon grape melon table chair window garden summer winter river "
          "mountain school teacher student letter number happy little yellow green purple silver house mouse horse tiger "
          "kitten puppy rabbit monkey coffee cookie butter cheese bread water paper pencil music guitar dance racecar "
          "level madam civic stats noon kayak rotor wow mississippi committee bookkeeper balloon success programming "
          "function variable list string loop code test data Alice Bob Carol Dave Eve London Paris Rome Monday Friday "
          "I am is it was the a an and or not of in on to with you we they my your his her this that has have had run "
          "jump walk eat sleep read write open close up down left right one two three four five six seven").split()
PHRASES = ("hello world|Hello World|the quick brown fox|Python is fun|I love cats|a b c|one two three|Good morning|to be or not to be|"
           "abc|ABC|aabbcc|abcabc|aaa|a|xyz|Hello, World!|What time is it?|it is 5 o'clock|room 101|2 cats and 3 dogs|A1b2C3|"
           "Never odd or even|abba|AbBa|hELLO|MiXeD CaSe|no spaces|the cat sat on the mat|row row row your boat|"
           "x1y22z|hello2|007|42|3.14|user_name|snake_case_word|camelCaseWord|some-dashed-word|aAbB|  two  spaces  ").split("|")
NEAT_LISTS = ([1, 2, 3, 4, 5], [5, 4, 3, 2, 1], [1, 2, 3], [1, 1, 1], [10, 20, 30], [3, 1, 2], [7], [0], [], [2, 4, 6, 8],
              [1, 3, 5, 7], [-1, -2, -3], [1, -1, 2, -2], [5, 5, 5, 5], [3, 1, 4, 1, 5, 9], [1, 2, 2, 3, 3, 3], [0, 0, 0], [10, 5],
              [100, 50, 25], [4, 8, 15, 16, 23, 42], [9, 8, 7], [1, 2, 1, 2], [-5, 0, 5], [12, 7, 3, 25, 8], [2, 3, 5, 7, 11],
              [1, 10, 100], [8, 3, 8], [-3, -7, -1], [6, 2, 9, 4], [0, 1, 0, 1])


def neat_list(rng: random.Random) -> list[int]:
    """A list as people type it: one of the usual ones, tens, a stretch of numbers, or two-digit numbers."""
    roll = rng.random()
    if roll < 0.5:
        return list(rng.choice(NEAT_LISTS))
    if roll < 0.65:
        return [10 * rng.randint(-2, 9) for _ in range(rng.randint(1, 5))]
    if roll < 0.8:
        start = rng.randint(-2, 6)
        return list(range(start, start + rng.randint(1, 6)))
    return [rng.randint(-30, 99) for _ in range(rng.randint(1, 6))]


def plain_word(rng: random.Random) -> str:
    """A word from either list."""
    return rng.choice(COMMON) if rng.random() < 0.7 else rng.choice(WORDS)


def phrase(rng: random.Random) -> str:
    """A line as people type it."""
    if rng.random() < 0.5:
        return rng.choice(PHRASES)
    return " ".join(plain_word(rng) for _ in range(rng.randint(1, 5)))


def brackets(rng: random.Random, pairs: tuple[str, ...]) -> str:
    """A string of brackets, often balanced, at times with one mistake or letters between."""
    out, closing = "", []
    for _ in range(rng.randint(1, 4)):
        pair = rng.choice(pairs)
        out += pair[0]
        closing.append(pair[1])
        while closing and rng.random() < 0.55:
            out += closing.pop()
    out += "".join(closing[::-1])
    roll = rng.random()
    spot = rng.randrange(len(out))
    if roll < 0.3:
        return out[:spot] + out[spot + 1:]
    if roll < 0.4:
        return out[::-1]
    return out[:spot] + rng.choice("abx") + out[spot:] if roll < 0.55 else out


def text_of(alphabet: str, low: int, high: int) -> Callable[[random.Random], str]:
    """A maker of strings over an alphabet, `low` to `high` characters long."""
    return lambda rng: "".join(rng.choice(alphabet) for _ in range(rng.randint(low, high)))


def separated(rng: random.Random, mark: str) -> str:
    """Two to five small numbers with a mark between them."""
    return mark.join(str(rng.randint(0, 30)) for _ in range(rng.randint(2, 5)))


def string_dict(rng: random.Random) -> dict[str, str]:
    """A small dictionary from words to words."""
    return {rng.choice(NAMES) if rng.random() < 0.6 else word(rng): plain_word(rng) for _ in range(rng.randint(0, 4))}


def list_dict(rng: random.Random) -> dict[str, list[int]]:
    """A small dictionary from names to lists of small numbers."""
    return {rng.choice(NAMES): [rng.randint(0, 10) for _ in range(rng.randint(0, 3))] for _ in range(rng.randint(0, 3))}


def name_pairs(rng: random.Random) -> list[list[object]]:
    """Up to four [name, number] lists."""
    return [[rng.choice(NAMES), rng.randint(0, 12)] for _ in range(rng.randint(0, 4))]


def square(rng: random.Random) -> list[list[int]]:
    """A square grid of one to three rows, symmetric at times."""
    size = rng.choice((1, 2, 2, 3, 3))
    rows = [[rng.randint(0, 9) for _ in range(size)] for _ in range(size)]
    if rng.random() < 0.35:
        rows = [[rows[min(i, j)][max(i, j)] for j in range(size)] for i in range(size)]
    return rows


ROMAN = ("I", "II", "III", "IV", "V", "VI", "IX", "X", "XI", "XIV", "XIX", "XL", "XC", "LX", "CD", "MM", "MCMXC", "XXVII", "DCC", "CXX")
KINDS: dict[str, tuple[str, Callable[[random.Random], object]]] = {
    "digits": ("text", text_of("0123456789", 1, 7)), "binary": ("text", text_of("01", 1, 7)), "letters": ("text", text_of("abcde", 1, 8)),
    "mixed": ("text", lambda rng: rng.choice(PHRASES) if rng.random() < 0.5 else text_of("abXY12 .,!?", 2, 10)(rng).strip() or "a!"),
    "parens": ("text", lambda rng: brackets(rng, ("()",))), "brackets": ("text", lambda rng: brackets(rng, ("()", "[]", "{}"))),
    "csv": ("text", lambda rng: separated(rng, ",")), "dashed": ("text", lambda rng: separated(rng, "-")),
    "spaced": ("text", lambda rng: separated(rng, " ")),
    "clock": ("text", lambda rng: f"{rng.choice((rng.randint(0, 23), rng.randint(0, 26))):02d}:{rng.choice((0, 5, 15, 30, 45, 59, 61, rng.randint(0, 59))):02d}"),
    "date": ("text", lambda rng: f"{rng.randint(1990, 2030)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"),
    "email": ("text", lambda rng: rng.choice((rng.choice(COMMON).lower() + rng.choice(("@", "@", "@", "", "@@")) + rng.choice(("site.org", "mail.com", "example", "uni.edu", "a.b")), text(rng)))),
    "path": ("text", lambda rng: "/".join(rng.choice(("home", "docs", "a", "img", "x.txt", "notes.md", "b.py")) for _ in range(rng.randint(1, 4)))),
    "moves": ("text", text_of("LRUD", 0, 7)), "coins": ("text", text_of("HT", 1, 8)), "results": ("text", text_of("WDL", 0, 7)),
    "signs": ("text", text_of("+-", 0, 8)), "dna": ("text", text_of("ACGT", 1, 9)), "roman": ("text", lambda rng: rng.choice(ROMAN)),
    "word": ("text", lambda rng: plain_word(rng).lower()), "runs": ("text", lambda rng: "".join(ch * rng.randint(1, 4) for ch in (rng.choice("abcz") for _ in range(rng.randint(1, 4))))),
    "coded": ("text", lambda rng: "".join(rng.choice("abcx") + str(rng.randint(1, 4)) for _ in range(rng.randint(1, 4)))),
    "year": ("int", lambda rng: rng.choice((1900, 2000, 2024, 2023, 1999, 2100, rng.randint(1600, 2100)))),
    "percent": ("int", lambda rng: rng.choice((0, 10, 25, 50, 75, 100, rng.randint(0, 100), rng.randint(0, 100)))),
    "score": ("int", lambda rng: rng.choice((rng.randint(0, 100), rng.randint(40, 100), 5 * rng.randint(0, 20)))),
    "temp": ("int", lambda rng: rng.choice((0, 10, 20, 25, 30, rng.randint(-15, 40), rng.randint(-15, 40), rng.randint(-15, 110)))),
    "pos": ("int", lambda rng: rng.choice((rng.randint(1, 12), rng.randint(1, 30), rng.randint(1, 100)))),
    "hour": ("int", lambda rng: rng.randint(0, 23)), "minute": ("int", lambda rng: rng.randint(0, 59)), "weekday": ("int", lambda rng: rng.randint(0, 6)),
    "digit": ("int", lambda rng: rng.randint(0, 9)), "base": ("int", lambda rng: rng.randint(2, 9)), "few": ("int", lambda rng: rng.randint(0, 6)),
    "bits": ("nums", lambda rng: [rng.randint(0, 1) for _ in range(rng.randint(0, 8))]),
    "distinct": ("nums", lambda rng: rng.sample(range(-5, 15), rng.randint(1, 6))), "ascending": ("nums", lambda rng: sorted(rng.choice((int_list, neat_list))(rng))),
    "marks": ("nums", lambda rng: [rng.choice((rng.randint(0, 100), 10 * rng.randint(3, 10))) for _ in range(rng.randint(0, 5))]),
    "digitlist": ("nums", lambda rng: [rng.randint(0, 9) for _ in range(rng.randint(1, 5))]), "money": ("nums", lambda rng: [rng.randint(-20, 30) for _ in range(rng.randint(0, 5))]),
    "smalls": ("nums", lambda rng: [rng.randint(0, 4) for _ in range(rng.randint(0, 7))]),
    "strings": ("words", lambda rng: [rng.choice((word, plain_word, plain_word))(rng) for _ in range(rng.choice((0, 1, 2, 3, 3, 4, 4)))]),
    "grades": ("words", lambda rng: [rng.choice("ABCAB") for _ in range(rng.randint(0, 6))]), "numerals": ("words", lambda rng: [str(rng.randint(0, 40)) if rng.random() < 0.7 else word(rng) for _ in range(rng.randint(0, 4))]),
    "phrasebook": ("counts", string_dict), "lists": ("counts", list_dict), "pairs": ("rows", name_pairs), "square": ("rows", square),
}
"""Kind -> (the kind of inputs.py that it resembles, maker)."""
HUMAN: dict[str, Callable[[random.Random], object]] = {
    "nums": neat_list, "nums1": lambda rng: neat_list(rng) or [4], "nums+": lambda rng: [abs(x) for x in neat_list(rng)],
    "sorted": lambda rng: sorted(abs(x) for x in neat_list(rng)),
    "text": lambda rng: rng.choice((phrase, plain_word))(rng), "sentence": lambda rng: " ".join(phrase(rng).split()),
    "words": lambda rng: [plain_word(rng) for _ in range(rng.randint(1, 4))],
    "int": lambda rng: rng.choice((0, 1, -1, 5, 10, -10, 15, 20, 50, 99, 100)), "letter": lambda rng: rng.choice("aeioulstxL"),
    "counts": lambda rng: {plain_word(rng): rng.choice((rng.randint(0, 9), 10 * rng.randint(1, 10))) for _ in range(rng.randint(1, 4))},
}
HUMAN_SHARE = 0.45


def base_kind(kind: str) -> str:
    """The widest kind of inputs.py that a kind belongs to."""
    kind = kind.split("~")[0]
    return KINDS[kind][0] if kind in KINDS else BASE_KIND[kind]


def is_special(kind: str) -> bool:
    """Whether inputs of this kind look unlike those that inputs.py makes for its base kind."""
    return "~" in kind or kind in KINDS


def listed_value(kind: str, shown: str) -> object:
    """One of the values that stand behind "~"."""
    return int(shown) if base_kind(kind) == "int" else shown.replace("_", " ")


def sample_wide(kind: str, rng: random.Random) -> object:
    """One input of a kind, of either module."""
    plain, _, listed = kind.partition("~")
    if listed and rng.random() < 0.4:
        return listed_value(kind, rng.choice(listed.split(",")))
    if plain in KINDS:
        return KINDS[plain][1](rng)
    if plain in HUMAN and rng.random() < HUMAN_SHARE:
        return HUMAN[plain](rng)
    return sample(plain, rng)


def related(kind: str, first: object, rng: random.Random) -> object | None:
    """A value of `kind` that has to do with the first argument (a piece of a string, an element of a list), if any."""
    plain = kind.split("~")[0]
    if isinstance(first, str) and first:
        if plain == "letter":
            found = rng.choice([c for c in first if c.isalpha()] or ["a"])
            return found.swapcase() if rng.random() < 0.15 else found
        if plain in ("word", "text", "letters") and " " in first.strip():
            return rng.choice(first.split())
        if plain in ("words", "strings"):
            return [rng.choice((w, w, w.lower(), w.upper())) for w in rng.sample(first.split(), min(2, len(first.split())))] or None
        if plain in ("text", "letters"):
            cut = rng.randint(0, len(first))
            return rng.choice((first, first[:cut], first[cut:], first[::-1], "".join(rng.sample(first, len(first))), first.swapcase()))
    if isinstance(first, list) and first:
        chosen = rng.choice(first)
        if base_kind(kind) == "int" and type(chosen) is int and (plain == "int" or 0 <= chosen <= 6 and plain in ("k", "few", "n")):
            return chosen
        if plain in ("word", "text") and isinstance(chosen, str):
            return chosen
        if plain == "letters" and isinstance(chosen, str):
            return "".join(rng.sample(chosen, len(chosen)))
        if plain == "letter" and isinstance(chosen, str) and chosen:
            found = rng.choice((chosen[0], chosen[-1], rng.choice(chosen)))
            return found.swapcase() if rng.random() < 0.15 else found
        if plain in ("nums", "words", "strings", "names", "smalls") and base_kind(kind) in ("nums", "words"):
            start, places = rng.randrange(len(first)), sorted(rng.sample(range(len(first)), rng.randint(1, len(first))))
            part = rng.sample(first, rng.randint(1, len(first)))
            return rng.choice((part, first[:], first[::-1], first[start:start + 2], [first[i] for i in places])) if type(chosen) in (int, str) and fits(plain, chosen) else None
    if isinstance(first, dict) and first and plain in ("word", "text"):
        return rng.choice(list(first))
    return None


def fits(kind: str, element: object) -> bool:
    """Whether an element may stand in a list of this kind."""
    return isinstance(element, str) == (base_kind(kind) == "words")


def arguments_wide(kinds: list[str], rng: random.Random) -> tuple[object, ...]:
    """All arguments of one call; later ones often have to do with the first, as in tests that people write."""
    found: list[object] = []
    for kind in kinds:
        value = related(kind, found[0], rng) if found and "~" not in kind and rng.random() < 0.4 else None
        found.append(sample_wide(kind, rng) if value is None else value)
    return tuple(found)
