"""Families around well-known small algorithms whose details differ: places, ranks, primes in a loop, shifts, votes."""

from __future__ import annotations

from domain.parts import function_name, number_condition, numbers_noun, sentence
from domain.picker import Draft, Option, Picker

TIES = ("", "There may be several.", "Several may be equal.")


def place(p: Picker) -> Draft:
    """Index of the largest or smallest element or of the longest word, ties to the first or the last."""
    words = p.draw("source", ("nums", "nums", "words")) == "words"
    name = p.param("src", ("words", "names"), "words") if words else numbers_noun(p)
    size = "len({n}[{i}])" if words else "{n}[{i}]"
    big, small = ("longest word", "shortest word") if words else (f"largest of the {p.token['N']}", f"smallest of the {p.token['N']}")
    p.token.update(big=big, small=small)
    which = p.pick("which", [
        Option("maxfirst", ">", ("the index of the first {big}",), "place_max", "big", ("the index of the {big}", "the position of the {big}", "where the {big} is")),
        Option("maxlast", ">=", ("the index of the last {big}",), "place_max", "big", ("the index of the {big}", "the position of the {big}", "where the {big} is")),
        Option("minfirst", "<", ("the index of the first {small}",), "place_min", "small", ("the index of the {small}", "the position of the {small}", "where the {small} is")),
        Option("minlast", "<=", ("the index of the last {small}",), "place_min", "small", ("the index of the {small}", "the position of the {small}", "where the {small} is")),
    ], 0.8)
    empty = p.pick("empty", [Option("minus", "-1", ("For an empty list return -1.",), "", "e", TIES),
                             Option("none", "None", ("For an empty list return None.",), "", "e", TIES)])
    left, right = size.format(n=name, i="i"), size.format(n=name, i="best")
    lines = [f"if len({name}) == 0:", f"    return {empty.code}", "best = 0", f"for i in range(len({name})):",
             f"    if {left} {which.code} {right}:", "        best = i", "return best"]
    text = sentence(p, p.phrase("which"), "a list of words" if words else "a list of integers") + " " + p.phrase("empty")
    return Draft(lines, text.strip(), function_name(p, which.word), p.params)


def rank(p: Picker) -> Draft:
    """Second largest, gaps between extremes, elements against the mean, the middle element."""
    nums = numbers_noun(p)
    mean = f"sum({nums}) / len({nums})"
    kind = p.pick("kind", [
        Option("second", "", ("the second largest value, equal values counted once (None if there is none)",), "second", "se", ("the second largest value (None if there is none)", "the runner-up (None if there is none)")),
        Option("secondd", "", ("the second largest element, equal elements counted separately (None if there is none)",), "second", "se", ("the second largest value (None if there is none)", "the runner-up (None if there is none)")),
        Option("spread", "", ("the largest minus the smallest element (0 if empty)", "the difference between the largest and the smallest element"), "spread"),
        Option("above", ">", ("the number of elements above the mean",), "above_mean", "mean", ("how many elements compare well with the mean",)),
        Option("abovee", ">=", ("the number of elements that are at least the mean",), "above_mean", "mean", ("how many elements compare well with the mean",)),
        Option("below", "<", ("the number of elements below the mean",), "below_mean"),
        Option("lowmid", "(len({n}) - 1) // 2", ("the middle element after sorting, the lower one of two (None if empty)",), "middle", "mid", ("the middle element after sorting (None if empty)", "the median element (None if empty)")),
        Option("highmid", "len({n}) // 2", ("the middle element after sorting, the upper one of two (None if empty)",), "middle", "mid", ("the middle element after sorting (None if empty)", "the median element (None if empty)")),
        Option("trim", "", ("the sum of all elements but the largest and the smallest (0 if fewer than two)",), "trimmed"),
        Option("ismax", "", ("whether the last element is the largest",), "ends_high", "eh", ("whether the largest element stands at an end",)),
        Option("isfirst", "", ("whether the first element is the largest",), "ends_high", "eh", ("whether the largest element stands at an end",)),
    ], 0.7)
    lines = {
        "second": [f"ordered = sorted(set({nums}))", "if len(ordered) < 2:", "    return None", "return ordered[-2]"],
        "secondd": [f"ordered = sorted({nums})", "if len(ordered) < 2:", "    return None", "return ordered[-2]"],
        "spread": [f"if len({nums}) == 0:", "    return 0", f"return max({nums}) - min({nums})"],
        "trim": [f"if len({nums}) < 2:", "    return 0", f"return sum({nums}) - max({nums}) - min({nums})"],
        "ismax": [f"if len({nums}) == 0:", "    return False", f"return {nums}[-1] == max({nums})"],
        "isfirst": [f"if len({nums}) == 0:", "    return False", f"return {nums}[0] == max({nums})"],
    }.get(kind.key)
    if lines is None and "mid" in kind.key:
        lines = [f"if len({nums}) == 0:", "    return None", f"ordered = sorted({nums})", f"return ordered[{kind.code.format(n=nums)}]"]
    elif lines is None:
        lines = [f"if len({nums}) == 0:", "    return 0", f"mean = {mean}", "count = 0", f"for x in {nums}:",
                 f"    if x {kind.code} mean:", "        count += 1", "return count"]
    return Draft(lines, sentence(p, p.phrase("kind"), "a list of integers"), function_name(p, kind.word), p.params)


def prime_loop(p: Picker) -> Draft:
    """Numbers of a list or of a range that are prime (or not): counted, summed, listed, first."""
    listed = p.draw("source", ("list", "range")) == "list"
    if listed:
        nums = numbers_noun(p)
        source, where = nums, ""
    else:
        n = p.param("n", ("n", "limit", "number"), "n")
        span = p.pick("span", [Option("incl", "range(2, {n} + 1)", ("up to {n} inclusive", "that are at most {n}"), "", "span", ("up to {n}", "below the limit {n}")),
                               Option("excl", "range(2, {n})", ("less than {n}", "below {n}"), "", "span", ("up to {n}", "below the limit {n}"))])
        source, where = p.code(span.code), " " + p.phrase("span")
    sort = p.pick("sort", [Option("prime", "", ("prime numbers", "primes"), "primes"), Option("prime2", "", ("primes",), "primes"),
                           Option("composite", "not ", ("numbers that have a divisor besides 1 and themselves", "composite numbers"), "composites")])
    what = p.pick("what", [Option("count", "", ("the number of {C}", "how many {C} there are"), "count"),
                           Option("sum", "", ("the sum of the {C}",), "sum"), Option("list", "", ("a list of the {C}",), "list"),
                           Option("max", "", ("the largest of the {C} (0 if there is none)",), "largest", "ex", ("one of the {C} at an end (0 if there is none)",)),
                           Option("min", "", ("the smallest of the {C} (0 if there is none)",), "smallest", "ex", ("one of the {C} at an end (0 if there is none)",))])
    act, start, end = {"count": ("total += 1", "0", "total"), "sum": ("total += x", "0", "total"), "list": ("total.append(x)", "[]", "total"),
                       "max": ("total.append(x)", "[]", "max(total)"), "min": ("total.append(x)", "[]", "min(total)")}[what.key]
    flag = f"prime = {'x > 1' if listed else True}"
    test = "prime" if not sort.code else ("x > 1 and not prime" if listed else "not prime")
    lines = [f"total = {start}", f"for x in {source}:", "    " + flag, "    for i in range(2, x):", "        if x % i == 0:", "            prime = False",
             f"    if {test}:", "        " + act]
    if what.key in ("max", "min"):
        lines += ["if len(total) == 0:", "    return 0"]
    lines.append(f"return {end}")
    words = p.phrase("sort") + (where if p.rng.random() < 0.7 or not where else where)
    return Draft(lines, sentence(p, p.phrase("what", C=words), "a list of integers" if listed else ""), function_name(p, what.word, sort.word), p.params)


def target(p: Picker) -> Draft:
    """A list and one value: occurrences, positions, before and after it, nearest to it."""
    nums = numbers_noun(p)
    k = p.param("k", ("k", "target", "value", "x0", "wanted"), "k")
    kind = p.pick("kind", [
        Option("count", "", ("how often {k} occurs", "how many times {k} appears"), "count"),
        Option("has", "", ("whether {k} occurs at least twice",), "twice", "tw", ("whether {k} is there more than once",)),
        Option("hasx", "", ("whether {k} occurs exactly twice",), "twice", "tw", ("whether {k} is there more than once", "whether {k} is there two times")),
        Option("before", "", ("the elements before the first {k} (all if it is missing)",), "before", "ba", ("the part of the list cut at {k}",)),
        Option("upto", "", ("the elements up to and including the first {k} (all if it is missing)",), "before", "ba", ("the part of the list cut at {k}",)),
        Option("without", "", ("the list without any {k}",), "without", "wo", ("the list with {k} taken out",)),
        Option("without1", "", ("the list without the first {k}",), "without", "wo", ("the list with {k} taken out",)),
        Option("near", "<", ("the element nearest to {k}, the first one if two are equally near (None if empty)",), "nearest", "nr", ("the element nearest to {k} (None if empty)",)),
        Option("near2", "<=", ("the element nearest to {k}, the last one if two are equally near (None if empty)",), "nearest", "nr", ("the element nearest to {k} (None if empty)",)),
        Option("cap", "min", ("the list in which no element is greater than {k} because larger ones become {k}",), "cap", "cp", ("the list limited by {k}",)),
        Option("floor", "max", ("the list in which no element is less than {k} because smaller ones become {k}",), "cap", "cp", ("the list limited by {k}",)),
        Option("add", "x + {k}", ("the list with {k} added to each element",), "shift", "sh", ("the list with {k} applied to each element",)),
        Option("times", "x * {k}", ("the list with each element multiplied by {k}",), "shift", "sh", ("the list with {k} applied to each element",)),
        Option("sub", "x - {k}", ("the list with {k} taken away from each element",), "shift", "sh", ("the list with {k} applied to each element",)),
    ], 0.6)
    one = ["result = []", f"for x in {nums}:"]
    count = ["count = 0", f"for x in {nums}:", f"    if x == {k}:", "        count += 1"]
    table = {
        "count": [*count, "return count"], "has": [*count, "return count >= 2"], "hasx": [*count, "return count == 2"],
        "before": [*one, f"    if x == {k}:", "        break", "    result.append(x)", "return result"],
        "upto": [*one, "    result.append(x)", f"    if x == {k}:", "        break", "return result"],
        "without": [*one, f"    if x != {k}:", "        result.append(x)", "return result"],
        "without1": ["result = []", "found = False", f"for x in {nums}:", f"    if x == {k} and not found:", "        found = True", "    else:", "        result.append(x)", "return result"],
    }
    if kind.key in table:
        lines = table[kind.key]
    elif kind.group == "nr":
        lines = ["best = None", f"for x in {nums}:", f"    if best is None or abs(x - {k}) {kind.code} abs(best - {k}):", "        best = x", "return best"]
    else:
        item = f"{kind.code}(x, {k})" if kind.group == "cp" else kind.code.format(k=k)
        lines = [*one, f"    result.append({item})", "return result"]
    return Draft(lines, sentence(p, p.phrase("kind"), "a list of integers and a number"), function_name(p, kind.word), p.params)


def string_pair(p: Picker) -> Draft:
    """Two strings: anagrams, prefixes, common letters, interleaving, position of one in the other."""
    a = p.param("a", ("a", "s", "first"), "text")
    b = p.param("b", ({"a": "b", "s": "t", "first": "second"}[a],), "text")
    kind = p.pick("kind", [
        Option("anagram", "sorted({a}) == sorted({b})", ("whether both strings have the same letters equally often", "whether the two strings are anagrams"), "anagram", "an", ("whether the two strings use the same letters",)),
        Option("sameset", "set({a}) == set({b})", ("whether both strings use the same set of letters",), "anagram", "an", ("whether the two strings use the same letters",)),
        Option("starts", "{a}.startswith({b})", ("whether {a} starts with {b}",), "starts", "at", ("whether {b} is found at an edge of {a}",)),
        Option("ends", "{a}.endswith({b})", ("whether {a} ends with {b}",), "ends", "at", ("whether {b} is found at an edge of {a}",)),
        Option("longer", "{a} if len({a}) > len({b}) else {b}", ("the longer one of two strings, the second if they are equally long",), "longer", "lo", ("the longer one of two strings",)),
        Option("longer1", "{a} if len({a}) >= len({b}) else {b}", ("the longer one of two strings, the first if they are equally long",), "longer", "lo", ("the longer one of two strings",)),
        Option("common", "", ("the characters of {a} that also occur in {b}, as a string",), "common", "co", ("the characters of {a} compared with {b}, as a string",)),
        Option("only", "not ", ("the characters of {a} that do not occur in {b}, as a string",), "common", "co", ("the characters of {a} compared with {b}, as a string",)),
        Option("same", "", ("the number of positions at which both strings have the same character",), "matches", "ha", ("how far the two strings agree, position by position",)),
        Option("prefix", "", ("the length of the common beginning of both strings",), "matches", "ha", ("how far the two strings agree, position by position",)),
        Option("weave", "", ("the characters of both strings taken in turn as long as both last",), "weave"),
        Option("dist", "", ("the number of positions at which the strings differ, over the shorter length",), "differences"),
    ], 0.6)
    size = f"for i in range(min(len({a}), len({b}))):"
    lines = {
        "common": ["result = ''", f"for c in {a}:", f"    if c in {b}:", "        result += c", "return result"],
        "only": ["result = ''", f"for c in {a}:", f"    if c not in {b}:", "        result += c", "return result"],
        "same": ["count = 0", size, f"    if {a}[i] == {b}[i]:", "        count += 1", "return count"],
        "dist": ["count = 0", size, f"    if {a}[i] != {b}[i]:", "        count += 1", "return count"],
        "prefix": ["count = 0", size, f"    if {a}[i] != {b}[i]:", "        break", "    count += 1", "return count"],
        "weave": ["result = ''", size, f"    result += {a}[i]", f"    result += {b}[i]", "return result"],
    }.get(kind.key) or [f"return {p.code(kind.code)}"]
    return Draft(lines, sentence(p, p.phrase("kind"), f"two strings {a} and {b}"), function_name(p, kind.word), p.params)


def counting_up(p: Picker) -> Draft:
    """A running state that must reach a goal: first position, number of steps, longest prefix."""
    nums = numbers_noun(p)
    k = p.number("k", ("k", "limit", "goal", "budget"), "n", (5, 8, 10))
    cond = p.pick("cond", [
        Option("gt", ">", ("is greater than {k}",), "over", "g", ("gets over {k}", "passes the mark of {k}", "reaches {k}")),
        Option("ge", ">=", ("is at least {k}",), "over", "g", ("gets over {k}", "passes the mark of {k}", "reaches {k}"))], 0.7)
    what = p.pick("what", [
        Option("index", "return i", ("the index at which the running total first {T} (-1 if never)",), "index", "ix", ("when the running total {T} (-1 if never)",)),
        Option("steps", "return i + 1", ("how many elements it takes until their total {T} (-1 if never)",), "steps", "ix", ("when the running total {T} (-1 if never)",)),
        Option("total", "return total", ("the running total as soon as it {T} (-1 if never)",), "total")], 0.5)
    lines = ["total = 0", f"for i in range(len({nums})):", f"    total += {nums}[i]", f"    if total {cond.code} {k}:", "        " + what.code, "return -1"]
    return Draft(lines, sentence(p, p.phrase("what", T=p.phrase("cond")), "a list of integers"), function_name(p, what.word, cond.word), p.params)


def replace_each(p: Picker) -> Draft:
    """A list in which each element is changed in one of two ways."""
    nums = numbers_noun(p)
    cond = number_condition(p)
    test, words = p.code(cond.code, x="x"), p.phrase("cond")
    ways = [Option("double", "x * 2", ("doubled",)), Option("inc", "x + 1", ("increased by one",)), Option("dec", "x - 1", ("decreased by one",)),
            Option("neg", "-x", ("negated",)), Option("square", "x * x", ("squared",)), Option("half", "x // 2", ("halved, rounding down",)),
            Option("ten", "x + 10", ("increased by ten",))]
    hit = p.pick("hit", ways)
    rest = p.pick("rest", [Option("keep", "x", ("the others stay as they are",), "", "r", ("", "mind the others")),
                           Option("zero", "0", ("the others become 0",), "", "r", ("", "mind the others")),
                           Option("inc", "x + 1", ("the others are increased by one",)), Option("neg", "-x", ("the others are negated",))])
    lines = ["result = []", f"for x in {nums}:", f"    if {test}:", f"        result.append({hit.code})", "    else:", f"        result.append({rest.code})", "return result"]
    tail = p.phrase("rest")
    text = p.words("Return a list in which the {C} are {H}", "Make a new list where the {C} are {H}", "Change a list so that the {C} are {H}",
                   "Return the list with the {C} {H}", C=words, H=p.phrase("hit")) + (f"; {tail}." if tail else ".")
    return Draft(lines, text, function_name(p, "change", cond.word), p.params)


FAMILIES = [place, place, rank, prime_loop, target, string_pair, counting_up, replace_each]
