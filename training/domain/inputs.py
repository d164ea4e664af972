"""Random inputs by kind. Small values, so that tests stay short and boundaries are often hit."""

from __future__ import annotations

import random

LETTERS = "aabbcdeeilmnoprst"
WORDS = ("apple bee cat dog egg fig go hat ink jam kite level map noon oak pie queen radar sun tea up van wax you zoo "
         "a an the red blue Anna Bob Sky Moon big small ab cab ever data code loop noon bird").split()

NAMES = ("tea", "egg", "fig", "Bob", "Anna", "red", "pie")


def small_int(rng: random.Random) -> int:
    """An integer around the constants that programs compare with."""
    return rng.choice((rng.randint(-5, 12), rng.randint(0, 20)))


def int_list(rng: random.Random, low: int = -6, high: int = 12) -> list[int]:
    """A list of up to six integers, often with repeated values."""
    length = rng.choice((0, 1, 2, 3, 3, 4, 4, 4, 5, 5, 6))
    pool = [rng.randint(low, high) for _ in range(max(2, length - 1))]
    return [rng.choice(pool) if rng.random() < 0.35 else rng.randint(low, high) for _ in range(length)]


def word(rng: random.Random) -> str:
    """A short word: a common one, or letters from a small alphabet."""
    if rng.random() < 0.55:
        return rng.choice(WORDS)
    return "".join(rng.choice(LETTERS) for _ in range(rng.randint(1, 5)))


def text(rng: random.Random) -> str:
    """A string of up to a dozen characters: a word, mixed cases, digits, or words with spaces."""
    roll = rng.random()
    if roll < 0.06:
        return ""
    if roll < 0.35:
        return word(rng)
    if roll < 0.5:
        half = word(rng)
        return half + half[::-1][rng.randint(0, 1):]
    if roll < 0.7:
        return "".join(rng.choice("abAB12cC eo") for _ in range(rng.randint(2, 8))).strip() or "a1"
    if roll < 0.8:
        return "".join(ch * rng.randint(1, 3) for ch in (rng.choice("abcx") for _ in range(rng.randint(1, 4))))
    return sentence(rng)


def sentence(rng: random.Random) -> str:
    """Two to four words with single spaces."""
    out = [word(rng) for _ in range(rng.randint(2, 4))]
    return " ".join(w.capitalize() if rng.random() < 0.2 else w for w in out)


def word_list(rng: random.Random) -> list[str]:
    """Up to five words."""
    return [word(rng) for _ in range(rng.choice((0, 1, 2, 3, 3, 4, 5)))]


def sample(kind: str, rng: random.Random) -> object:
    """One input of a kind."""
    if kind == "nums":
        return int_list(rng)
    if kind == "nums+":
        return int_list(rng, 0, 15)
    if kind == "nums1":
        return int_list(rng) or [rng.randint(-5, 9)]
    if kind == "sorted":
        return sorted(int_list(rng, 0, 9))
    if kind == "int":
        return small_int(rng)
    if kind == "k":
        return rng.randint(0, 8)
    if kind == "size+":
        return rng.choice((rng.randint(1, 12), rng.randint(2, 40)))
    if kind == "size":
        return rng.randint(1, 4)
    if kind == "n":
        return rng.choice((rng.randint(0, 12), rng.randint(1, 30)))
    if kind == "big":
        return rng.choice((rng.randint(0, 99), rng.randint(10, 9999), rng.randint(100, 99999)))
    if kind == "text":
        return text(rng)
    if kind == "sentence":
        return sentence(rng) if rng.random() < 0.93 else ""
    if kind == "letter":
        return rng.choice("aeabclnst")
    if kind == "words":
        return word_list(rng)
    if kind == "counts":
        return {word(rng): rng.randint(0, 9) for _ in range(rng.randint(0, 4))}
    if kind == "tally":
        # Few names, so that two dictionaries and lists of words often share some.
        return {rng.choice(NAMES) if rng.random() < 0.7 else word(rng): rng.randint(0, 9) for _ in range(rng.randint(0, 4))}
    if kind == "names":
        return [rng.choice(NAMES) for _ in range(rng.choice((0, 1, 2, 3, 3, 4, 5)))]
    if kind == "month":
        return rng.randint(1, 12)
    if kind == "rows":
        return [[rng.randint(-3, 9) for _ in range(rng.randint(0, 3))] for _ in range(rng.randint(0, 3))]
    if kind == "grid":
        width = rng.randint(1, 3)
        return [[rng.randint(-3, 9) for _ in range(width)] for _ in range(rng.randint(1, 3))]
    raise ValueError(f"unknown input kind {kind}")


def kind_of(value: object) -> str:
    """The widest kind that a value belongs to (to compare foreign programs with generated ones)."""
    if isinstance(value, bool) or value is None or isinstance(value, float):
        return "other"
    if isinstance(value, int):
        return "int"
    if isinstance(value, str):
        return "text"
    if isinstance(value, dict):
        return "counts"
    if isinstance(value, list):
        if any(isinstance(item, str) for item in value):
            return "words"
        return "rows" if any(isinstance(item, list) for item in value) else "nums"
    return "other"


BASE_KIND = {"nums": "nums", "nums+": "nums", "nums1": "nums", "sorted": "nums", "int": "int", "k": "int",
             "size": "int", "size+": "int", "n": "int", "big": "int", "text": "text", "sentence": "text", "letter": "text",
             "words": "words", "counts": "counts", "rows": "rows", "grid": "rows",
             "names": "words", "month": "int", "tally": "counts"}
