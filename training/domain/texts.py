"""Families over strings and words."""

from __future__ import annotations

from domain.parts import character_condition, function_name, sentence
from domain.picker import Draft, Option, Picker


def text_param(p: Picker) -> str:
    """The string parameter, and the word statements use for it."""
    name = str(p.draw("name:text", ["text"] * 5 + ["s", "s", "word", "string", "line"]))
    p.params.append((name, "text"))
    p.token["text"] = name
    p.token["T"] = {"text": "text", "s": p.rng.choice(("string", "text")), "word": "word", "string": "string",
                    "line": "line"}[name]
    return name


def words_param(p: Picker) -> tuple[str, str]:
    """Words as a parameter: either a sentence to split or a list; returns (loop source, phrase of the source)."""
    if p.draw("as:words", ("sentence", "list")) == "sentence":
        name = str(p.draw("name:text", ("text", "sentence", "s", "line")))
        p.params.append((name, "sentence"))
        p.token["text"] = name
        return f"{name}.split()", p.rng.choice(("a sentence", "a text", "a line of words", "a string of words"))
    name = str(p.draw("name:words", ("words", "words", "names", "strings")))
    p.params.append((name, "words"))
    p.token["text"] = name
    return name, {"words": "a list of words", "names": "a list of names", "strings": "a list of strings"}[name]


CHANGES = [
    Option("keep", "{x}", ("",)), Option("keep2", "{x}", ("",)),
    Option("upper", "{x}.upper()", ("in uppercase", "as capitals"), "upper"),
    Option("lower", "{x}.lower()", ("in lowercase",), "lower"),
    Option("twice", "{x} * 2", ("each written twice", "doubled"), "doubled"),
]


def characters(p: Picker) -> Draft:
    """Count, keep, drop or replace the characters that meet a condition."""
    text = text_param(p)
    cond = character_condition(p)
    what = p.pick("what", [
        Option("count", "", ("the number of {C}", "how many {C} there are", "the count of {C}"), "count"),
        Option("count2", "", ("the number of {C} in the {T}",), "count"),
        Option("keep", "", ("the {T} with only the {C} kept", "only the {C} of the {T}"), "keep", "kd",
               ("the {T} after filtering the {C}", "the {T} cleaned up by {C}")),
        Option("drop", "", ("the {T} without the {C}", "the {T} with the {C} removed"), "remove", "kd",
               ("the {T} after filtering the {C}", "the {T} cleaned up by {C}")),
        Option("mask", "", ("the {T} with the {C} replaced by '{m}'",), "mask", "mask",
               ("the {T} with a '{m}' where needed because of the {C}",)),
        Option("maskrest", "", ("the {T} with everything but the {C} replaced by '{m}'",), "mask", "mask",
               ("the {T} with a '{m}' where needed because of the {C}",)),
        Option("first", "", ("the index of the first of the {C}, or -1",), "first", "end",
               ("the position of the {C} (-1 if missing)",)),
        Option("last", "", ("the index of the last of the {C}, or -1",), "last", "end",
               ("the position of the {C} (-1 if missing)",)),
        Option("all", "", ("whether the {T} has nothing but {C}",), "all", "quant", ("whether the {T} has {C}",)),
        Option("any", "", ("whether the {T} has any {C}",), "has", "quant", ("whether the {T} has {C}",)),
    ])
    p.token["m"] = str(p.draw("mask", "*-_#"))
    test = p.code(cond.code, x="c")
    change = p.pick("change", CHANGES) if what.key in ("keep", "drop") else CHANGES[0]
    loop = f"for c in {text}:"
    if what.key.startswith("count"):
        lines = ["count = 0", loop, f"    if {test}:", "        count += 1", "return count"]
    elif what.key in ("keep", "drop"):
        guard = f"if {test}:" if what.key == "keep" else f"if not ({test}):"
        lines = ["result = ''", loop, "    " + guard, "        result += " + change.code.format(x="c"), "return result"]
    elif what.key in ("mask", "maskrest"):
        hit, other = (f"'{p.token['m']}'", "c") if what.key == "mask" else ("c", f"'{p.token['m']}'")
        lines = ["result = ''", loop, f"    if {test}:", f"        result += {hit}", "    else:",
                 f"        result += {other}", "return result"]
    elif what.key == "first":
        lines = [f"for i in range(len({text})):", f"    if {p.code(cond.code, x=text + '[i]')}:", "        return i",
                 "return -1"]
    elif what.key == "last":
        lines = ["found = -1", f"for i in range(len({text})):", f"    if {p.code(cond.code, x=text + '[i]')}:",
                 "        found = i", "return found"]
    elif what.key == "all":
        lines = [loop, f"    if not ({test}):", "        return False", "return True"]
    else:
        lines = [loop, f"    if {test}:", "        return True", "return False"]
    ask = sentence(p, p.phrase("what", C=p.phrase("cond")), "a {T}".format(**p.token))
    extra = p.phrase("change") if what.key in ("keep", "drop") else ""
    if extra:
        ask += f" The characters that stay are {extra}."
    return Draft(lines, ask, function_name(p, what.word, cond.word), p.params)


def rewrite(p: Picker) -> Draft:
    """The string as a whole in another form."""
    text = text_param(p)
    p.token["m"] = str(p.draw("m", (2, 3)))
    p.token["sep"] = str(p.draw("sep", "-_ +"))
    end = ("the {T} without its outer part", "a shortened {T}")
    kind = p.pick("kind", [
        Option("reverse", "{t}[::-1]", ("the {T} backwards", "the reversed {T}"), "reverse"),
        Option("firstk", "{t}[:{m}]", ("the first {m} characters of the {T}",), "start", "part", ("{m} characters of the {T}", "the {m}-character end of the {T}")),
        Option("lastk", "{t}[-{m}:]", ("the last {m} characters of the {T}",), "ending", "part", ("{m} characters of the {T}", "the {m}-character end of the {T}")),
        Option("chopfirst", "{t}[1:]", ("the {T} without its first character",), "chop", "chop", end),
        Option("choplast", "{t}[:-1]", ("the {T} without its last character",), "chop", "chop", end),
        Option("chopboth", "{t}[1:-1]", ("the {T} without its first and last character",), "chop", "chop", end),
        Option("evens", "{t}[::2]", ("the characters at even positions of the {T}",), "alternate", "alt", ("every second character of the {T}", "every other character of the {T}")),
        Option("odds", "{t}[1::2]", ("the characters at odd positions of the {T}",), "alternate", "alt", ("every second character of the {T}", "every other character of the {T}")),
        Option("mirror", "{t} + {t}[::-1]", ("the {T} followed by its reverse",), "mirror", "mir", ("the {T} mirrored",)),
        Option("mirror1", "{t} + {t}[::-1][1:]", ("the {T} followed by its reverse, the middle character once",), "mirror", "mir", ("the {T} mirrored",)),
        Option("swap", "{t}.swapcase()", ("the {T} with upper and lower case swapped",), "swap_case", "case", ("the {T} in another case",)),
        Option("upper", "{t}.upper()", ("the {T} in capitals",), "upper", "case", ("the {T} in another case",)),
        Option("lower", "{t}.lower()", ("the {T} in lowercase",), "lower", "case", ("the {T} in another case",)),
        Option("title", "{t}.title()", ("the {T} with each word capitalised",), "title", "case2", ("the {T} capitalised",)),
        Option("capital", "{t}.capitalize()", ("the {T} with only its first letter capital",), "capital", "case2", ("the {T} capitalised",)),
        Option("rotl", "{t}[{m}:] + {t}[:{m}]", ("the {T} rotated to the left by {m}",), "rotate", "rot", ("the {T} rotated by {m}",)),
        Option("rotr", "{t}[-{m}:] + {t}[:-{m}]", ("the {T} rotated to the right by {m}",), "rotate", "rot", ("the {T} rotated by {m}",)),
        Option("repeat", "{t} * {m}", ("the {T} repeated {m} times",), "repeat"),
        Option("spaced", "'{sep}'.join({t})", ("the {T} with '{sep}' between its characters",), "spaced", "sep", ("the {T} spread with '{sep}'",)),
        Option("dashed", "'{sep}'.join({t}.split())", ("the words of the {T} joined by '{sep}'",), "joined", "sep", ("the {T} spread with '{sep}'",)),
        Option("sorted", "''.join(sorted({t}))", ("the characters of the {T} in alphabetical order",), "sort", "srt", ("the characters of the {T} in order",)),
        Option("sortedr", "''.join(sorted({t}, reverse=True))", ("the characters of the {T} in reverse alphabetical order",), "sort", "srt", ("the characters of the {T} in order",)),
    ], 0.65)
    pre = p.pick("pre", [Option("no", ""), Option("no2", ""), Option("no3", ""),
                         Option("strip", "{t} = {t}.replace(' ', '')", ("Ignore spaces.", "Take the spaces out first.")),
                         Option("lower", "{t} = {t}.lower()", ("Lowercase it first.",))])
    lines = ([pre.code.format(t=text)] if pre.code else []) + ["return " + p.code(kind.code, t=text)]
    if p.draw("twostep", (True, False)):
        lines[-1:] = ["result = " + p.code(kind.code, t=text), "return result"]
    ask = sentence(p, p.phrase("kind"), "a {T}".format(**p.token)) + " " + p.phrase("pre")
    return Draft(lines, ask.strip(), function_name(p, kind.word, p.rng.choice(("text", "string", "word", ""))), p.params)


def symmetric(p: Picker) -> Draft:
    """Tests on a string: palindrome, doubled letters, same ends, only one case ..."""
    text = text_param(p)
    pre = p.pick("pre", [
        Option("none", "", ("", "Case and spaces matter."), "", "pre", ("", "", "Think about upper and lower case.")),
        Option("lower", "{t} = {t}.lower()", ("Upper and lower case count as the same.", "Ignore case."), "", "pre",
               ("", "", "Think about upper and lower case.")),
        Option("space", "{t} = {t}.replace(' ', '')", ("Spaces do not count.",), "", "pre", ("", "")),
    ], 0.6)
    kind = p.pick("kind", [
        Option("pal", "return {t} == {t}[::-1]", ("reads the same forwards and backwards", "is a palindrome"), "palindrome"),
        Option("pal2", "return {t} == {t}[::-1]", ("is a palindrome",), "palindrome"),
        Option("ends", "return {t}[:1] == {t}[-1:]", ("begins and ends with the same character",), "same_ends"),
        Option("unique", "return len(set({t})) == len({t})", ("has no character twice", "has only different characters"), "unique"),
        Option("startvowel", "return {t}[:1] in list('aeiou')", ("starts with a vowel",), "vowel_start", "vs", ("has a vowel at its edge",)),
        Option("endvowel", "return {t}[-1:] in list('aeiou')", ("ends with a vowel",), "vowel_end", "vs", ("has a vowel at its edge",)),
        Option("evenlen", "return len({t}) % 2 == 0", ("has an even number of characters",), "even_length"),
    ])
    lines = ([pre.code.format(t=text)] if pre.code else []) + [kind.code.format(t=text)]
    ask = p.words("Tell whether the {T} {K}.", "Check if a {T} {K}.", "Return True if the {T} {K} and False otherwise.",
                  "Does the {T} {K2}?", "Decide whether the given {T} {K}.", K=p.phrase("kind"),
                  K2=p.phrase("kind").replace("reads", "read").replace("is a", "form a").replace("has", "have"))
    return Draft(lines, (ask + " " + p.phrase("pre")).strip(), function_name(p, "is", kind.word), p.params)


WORD_TESTS = [
    Option("long", "len(w) > {k}", ("words longer than {k} letters",), "long", "len", ("long words ({k} is the limit)", "words of {k} letters or so")),
    Option("longe", "len(w) >= {k}", ("words of at least {k} letters",), "long", "len", ("long words ({k} is the limit)", "words of {k} letters or so")),
    Option("short", "len(w) < {k}", ("words shorter than {k} letters",), "short", "lens", ("short words ({k} is the limit)", "words of up to {k} letters")),
    Option("shorte", "len(w) <= {k}", ("words of at most {k} letters",), "short", "lens", ("short words ({k} is the limit)", "words of up to {k} letters")),
    Option("size", "len(w) == {k}", ("words of exactly {k} letters",), "sized", "len", ("words of {k} letters or so",)),
    Option("starts", "w[0] == {ch}", ("words that start with {ch}",), "starting", "edge", ("words with {ch} at an end", "words marked by {ch}")),
    Option("ends", "w[-1] == {ch}", ("words that end with {ch}",), "ending", "edge", ("words with {ch} at an end", "words marked by {ch}")),
    Option("has", "{ch} in w", ("words that contain {ch}",), "containing", "edge", ("words marked by {ch}",)),
    Option("lacks", "{ch} not in w", ("words without {ch}",), "without", "edge", ("words marked by {ch}",)),
    Option("cap", "w[0].isupper()", ("capitalised words", "words that start with a capital letter"), "capital"),
    Option("evenlen", "len(w) % 2 == 0", ("words with an even number of letters",), "even"),
    Option("pal", "w == w[::-1]", ("words that are palindromes",), "palindrome"),
    Option("all", "", ("words", "words"), ""), Option("all2", "", ("words",), ""),
]
WORD_VALUES = [
    Option("self", "w", ("the {C}",)), Option("self2", "w", ("the {C}",)),
    Option("upper", "w.upper()", ("the {C} in uppercase",), "upper"),
    Option("reverse", "w[::-1]", ("the {C}, each spelled backwards",), "reversed"),
    Option("length", "len(w)", ("the lengths of the {C}",), "lengths"),
    Option("first", "w[0]", ("the first letters of the {C}",), "initials", "ends", ("one letter of each of the {C}",)),
    Option("last", "w[-1]", ("the last letters of the {C}",), "endings", "ends", ("one letter of each of the {C}",)),
    Option("cap", "w.capitalize()", ("the {C} capitalised",), "capitalised"),
]


def word_condition(p: Picker) -> Option:
    """A condition on a word w; its code is complete."""
    if p.draw("as:k", ("param", "literal", "literal")) == "literal":
        p.token["k"] = str(p.draw("literal:k", (2, 3, 4, 5)))
        p.token["ch"] = repr(str(p.draw("literal:ch", "abces")))
    else:
        p.token["k"] = p.token["ch"] = "?"
    option = p.pick("cond", WORD_TESTS)
    if p.token["k"] == "?" and option.group in ("len", "lens"):
        p.param("k", ("k", "size", "length"), "size")
    if p.token["ch"] == "?" and option.group == "edge":
        p.param("ch", ("ch", "letter", "char"), "letter")
    return option


def words(p: Picker) -> Draft:
    """One pass over words: list, join, count, lengths."""
    source, phrase = words_param(p)
    cond = word_condition(p)
    what = p.pick("what", [
        Option("list", "", ("a list of {V}", "{V} as a list"), "list"),
        Option("list2", "", ("a list of {V}",), "list"),
        Option("count", "", ("the number of {C}", "how many {C} there are"), "count"),
        Option("join", "", ("{V} joined by spaces",), "join", "join", ("{V} put together", "{V} as one string")),
        Option("glue", "", ("{V} joined without anything between",), "join", "join", ("{V} put together", "{V} as one string")),
        Option("backjoin", "", ("{V} in reverse order, joined by spaces",), "reverse", "join", ("{V} as one string",)),
        Option("letters", "", ("the total number of letters in the {C}",), "letters"),
        Option("sorted", "", ("{V} in sorted order",), "sorted", "ord", ("{V} in order",)),
        Option("back", "", ("{V} in reverse order",), "reversed", "ord", ("{V} in order",)),
    ])
    value = p.pick("value", WORD_VALUES)
    if what.key in ("join", "glue", "backjoin") and value.key == "length":
        value = WORD_VALUES[2]
    said = p.phrase("value", C=p.phrase("cond")) if value is not WORD_VALUES[2] else "the {} in uppercase".format(p.phrase("cond"))
    test = p.code(cond.code)
    if what.key in ("count", "letters"):
        action = "count += 1" if what.key == "count" else "count += len(w)"
        start, end = "count = 0", "count"
    else:
        action, start = f"result.append({value.code})", "result = []"
        end = {"list": "result", "list2": "result", "join": "' '.join(result)", "glue": "''.join(result)",
               "backjoin": "' '.join(result[::-1])", "sorted": "sorted(result)", "back": "result[::-1]"}[what.key]
    body = [f"    if {test}:", "        " + action] if test else ["    " + action]
    lines = [start, f"for w in {source}:", *body, f"return {end}"]
    return Draft(lines, sentence(p, p.phrase("what", C=p.phrase("cond"), V=said), phrase),
                 function_name(p, what.word, value.word, cond.word, "words"), p.params)


def best_word(p: Picker) -> Draft:
    """Longest or shortest word, with ties to the first or the last; or its length."""
    source, phrase = words_param(p)
    which = p.pick("which", [
        Option("longfirst", "len(w) > len(best)", ("longest word (the first one if several)",), "longest", "long", ("longest word",)),
        Option("longlast", "len(w) >= len(best)", ("longest word (the last one if several)",), "longest", "long", ("longest word",)),
        Option("shortfirst", "len(w) < len(best)", ("shortest word (the first one if several)",), "shortest", "short", ("shortest word",)),
        Option("shortlast", "len(w) <= len(best)", ("shortest word (the last one if several)",), "shortest", "short", ("shortest word",)),
        Option("alpha", "w < best", ("word that comes first in the alphabet",), "first", "alpha", ("word at the end of alphabetical order",)),
        Option("omega", "w > best", ("word that comes last in the alphabet",), "last", "alpha", ("word at the end of alphabetical order",)),
    ], 0.8)
    out = p.pick("out", [Option("word", "best", ("the {W}",)), Option("word2", "best", ("the {W}",)),
                         Option("length", "len(best)", ("the length of the {W}",), "length"),
                         Option("upper", "best.upper()", ("the {W} in capitals",), "upper")])
    empty = {"length": "0"}.get(out.key, "''")
    lines = [f"words = {source}"] if source.endswith("()") else []
    name = "words" if lines else source
    lines += [f"if len({name}) == 0:", f"    return {empty}", f"best = {name}[0]", f"for w in {name}:",
              f"    if {which.code}:", "        best = w", f"return {out.code}"]
    return Draft(lines, sentence(p, p.phrase("out", W=p.phrase("which")), phrase),
                 function_name(p, which.word, "word", out.word), p.params)


def runs(p: Picker) -> Draft:
    """Runs of equal characters: compress, dedupe, count, longest."""
    text = text_param(p)
    kind = p.pick("kind", [
        Option("dedupe", "", ("the {T} with runs of equal characters reduced to one",), "squeeze", "d", ("the {T} without repeated characters", "the {T} without duplicates")),
        Option("once", "", ("the {T} with each character only where it first appears",), "distinct", "d", ("the {T} without repeated characters", "the {T} without duplicates")),
        Option("count", "", ("the number of runs of equal characters",), "runs", "n", ("how many groups of equal characters there are",)),
        Option("distinct", "", ("the number of different characters",), "different", "n", ("how many groups of equal characters there are",)),
        Option("longest", "", ("the length of the longest run of equal characters",), "longest_run"),
        Option("encode", "", ("the run-length code of the {T}, like a3b1",), "encode", "e", ("the {T} written as letters and counts of runs",)),
        Option("encode2", "", ("the run-length code of the {T} with the count first, like 3a1b",), "encode", "e", ("the {T} written as letters and counts of runs",)),
    ], 0.7)
    if kind.key == "dedupe":
        lines = ["result = ''", f"for c in {text}:", "    if result == '' or result[-1] != c:", "        result += c", "return result"]
    elif kind.key == "once":
        lines = ["result = ''", f"for c in {text}:", "    if c not in result:", "        result += c", "return result"]
    elif kind.key == "count":
        lines = ["count = 0", f"for i in range(len({text})):", f"    if i == 0 or {text}[i] != {text}[i - 1]:", "        count += 1", "return count"]
    elif kind.key == "distinct":
        lines = [f"return len(set({text}))"]
    elif kind.key == "longest":
        lines = ["best = 0", "run = 0", f"for i in range(len({text})):", f"    if i > 0 and {text}[i] == {text}[i - 1]:", "        run += 1",
                 "    else:", "        run = 1", "    best = max(best, run)", "return best"]
    else:
        unit = f"{text}[i] + str(run)" if kind.key == "encode" else f"str(run) + {text}[i]"
        lines = ["result = ''", "run = 0", f"for i in range(len({text})):", "    run += 1",
                 f"    if i == len({text}) - 1 or {text}[i] != {text}[i + 1]:", f"        result += {unit}", "        run = 0", "return result"]
    return Draft(lines, sentence(p, p.phrase("kind"), "a {T}".format(**p.token)), function_name(p, kind.word), p.params)


FAMILIES = [characters, characters, rewrite, symmetric, words, words, best_word, runs]
