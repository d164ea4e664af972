"""Pipelines over numbers: lists, ranges, digits, two lists, neighbours, rows, values of a dictionary."""

from __future__ import annotations

from domain.numbers import VALUES
from domain.parts import number_condition, numbers_noun
from domain.picker import Draft, Option, Picker
from domain.pipeline import Source, pipeline

RANGE_TESTS = [
    Option("all", "", ("numbers", "numbers"), ""),
    Option("mult", "i % {m} == 0", ("numbers divisible by {m}", "multiples of {m}"), "multiples", "by", ("numbers judged by {m}",)),
    Option("notmult", "i % {m} != 0", ("numbers not divisible by {m}",), "others", "by", ("numbers judged by {m}",)),
    Option("ends", "i % 10 == {m}", ("numbers that end with the digit {m}",), "ending", "by", ("numbers that have to do with {m}", "numbers judged by {m}")),
    Option("has", "'{m}' in str(i)", ("numbers that contain the digit {m}",), "containing", "by", ("numbers that have to do with {m}", "numbers judged by {m}")),
    Option("either", "i % 2 == 0 or i % {m} == 0", ("numbers divisible by 2 or {m}",), "multiples", "two", ("multiples of 2 and {m}",)),
    Option("both", "i % 2 == 0 and i % {m} == 0", ("numbers divisible by both 2 and {m}",), "multiples", "two", ("multiples of 2 and {m}",)),
    Option("pal", "str(i) == str(i)[::-1]", ("numbers that read the same backwards", "palindromic numbers"), "palindromes"),
    Option("evensum", "sum([int(c) for c in str(i)]) % 2 == 0", ("numbers with an even digit sum",), "digit_sum"),
    Option("double", "len(set(str(i))) < len(str(i))", ("numbers with a repeated digit",), "repeated"),
    Option("square", "int(i ** 0.5) ** 2 == i", ("perfect squares",), "squares"),
]
RANGE_VALUES = [
    Option("self", "i", ("the {C}", "all {C}")), Option("self2", "i", ("the {C}",)), Option("square", "i * i", ("the squares of the {C}",), "squares"),
    Option("cube", "i ** 3", ("the cubes of the {C}",), "cubes"), Option("double", "2 * i", ("the doubles of the {C}",), "doubles"),
    Option("last", "i % 10", ("the last digits of the {C}",), "last_digits"), Option("dsum", "sum([int(c) for c in str(i)])", ("the digit sums of the {C}",), "digit_sums"),
    Option("half", "i // 2", ("the halves, rounded down, of the {C}",), "halves"), Option("size", "len(str(i))", ("the numbers of digits of the {C}",), "sizes"),
]


def pipe_numbers(p: Picker) -> Draft:
    """Over a list of integers."""
    nums = numbers_noun(p)
    cond = number_condition(p, none_chance=2)
    value = p.pick("value", VALUES)
    kept = p.phrase("cond")
    return pipeline(p, Source(f"for x in {nums}:", p.code(cond.code, x="x") if cond.code else "", value.code, kept, p.phrase("value", C=kept),
                              "int", "a list of integers", (value.word, cond.word)))


def pipe_range(p: Picker) -> Draft:
    """Over the numbers up to n, or between two numbers."""
    if p.draw("ends", ("one", "one", "two")) == "one":
        n = p.param("n", ("n", "number", "limit", "top"), "n")
        span = p.pick("span", [
            Option("in", f"range(1, {n} + 1)", ("from 1 to {n} inclusive", "from 1 to {n}, {n} included"), "", "span", ("from 1 to {n}", "up to {n}")),
            Option("out", f"range(1, {n})", ("from 1 to {n}, {n} not included", "less than {n}, from 1 on"), "", "span", ("from 1 to {n}", "up to {n}")),
            Option("down", f"range({n}, 0, -1)", ("from {n} down to 1",), "down")])
    else:
        a = p.param("a", ("a", "start", "low", "first"), "k")
        b = p.param("b", ({"a": "b", "start": "end", "low": "high", "first": "last"}[a],), "n")
        span = p.pick("span", [
            Option("in", f"range({a}, {b} + 1)", ("from {a} to {b} inclusive", "from {a} to {b}, both included"), "", "span", ("from {a} to {b}", "between {a} and {b}")),
            Option("out", f"range({a}, {b})", ("from {a} to {b}, {b} not included",), "", "span", ("from {a} to {b}", "between {a} and {b}")),
            Option("open", f"range({a} + 1, {b})", ("strictly between {a} and {b}",), "", "span", ("between {a} and {b}",))])
    p.token["m"] = str(p.draw("literal:m", (3, 4, 5, 7)))
    cond = p.pick("cond", RANGE_TESTS)
    value = p.pick("value", RANGE_VALUES)
    kept = p.phrase("cond") + " " + p.phrase("span")
    return pipeline(p, Source(f"for i in {span.code}:", p.code(cond.code), value.code, kept, p.phrase("value", C=kept), "int", "",
                              (value.word, cond.word)))


DIGIT_TESTS = [
    Option("all", "", ("digits",), "digits"), Option("even", "int(c) % 2 == 0", ("even digits",), "even", "kind", ("digits of the right kind",)),
    Option("odd", "int(c) % 2 != 0", ("odd digits",), "odd", "kind", ("digits of the right kind",)),
    Option("nonzero", "c != '0'", ("digits that are not zero", "nonzero digits"), "nonzero"),
    Option("gt", "int(c) > {m}", ("digits greater than {m}",), "big", "up", ("digits above {m}", "digits from {m} upwards")),
    Option("ge", "int(c) >= {m}", ("digits of at least {m}",), "big", "up", ("digits above {m}", "digits from {m} upwards")),
    Option("lt", "int(c) < {m}", ("digits less than {m}",), "small", "down", ("digits below {m}", "digits up to {m}")),
    Option("le", "int(c) <= {m}", ("digits of at most {m}",), "small", "down", ("digits below {m}", "digits up to {m}")),
    Option("prime", "c in '2357'", ("prime digits (2, 3, 5, 7)",), "prime"),
]
DIGIT_VALUES = [
    Option("self", "int(c)", ("the {C}", "the {C}")), Option("self2", "int(c)", ("the {C}",)), Option("square", "int(c) ** 2", ("the squares of the {C}",), "squares"),
    Option("double", "int(c) * 2", ("the doubles of the {C}",), "doubles"), Option("rest", "9 - int(c)", ("the differences of 9 and the {C}",), "nines"),
    Option("next", "int(c) + 1", ("the {C} each increased by one",), "increased"),
]


def pipe_digits(p: Picker) -> Draft:
    """Over the digits of a number."""
    n = p.param("n", ("n", "number", "num", "value"), "big")
    p.token["m"] = str(p.draw("literal:m", (2, 3, 4, 5, 6)))
    way = p.pick("way", [Option("left", f"str({n})", ("",)), Option("left2", f"str({n})", ("",)),
                         Option("right", f"str({n})[::-1]", (", taken from right to left",))])
    cond, value = p.pick("cond", DIGIT_TESTS), p.pick("value", DIGIT_VALUES)
    kept = p.phrase("cond") + p.words(" of {n}", " of {n}", " of the number") + p.phrase("way")
    return pipeline(p, Source(f"for c in {way.code}:", p.code(cond.code), value.code, kept, p.phrase("value", C=kept), "int",
                              "a non-negative integer", (value.word, cond.word, "digits")))


STEP_TESTS = [
    Option("up", "{n}[i] > {n}[i - 1]", ("that are greater than the one before",), "rises", "step", ("that are up from the one before", "that go up")),
    Option("upe", "{n}[i] >= {n}[i - 1]", ("that are at least as great as the one before",), "rises", "step", ("that are up from the one before", "that go up")),
    Option("down", "{n}[i] < {n}[i - 1]", ("that are smaller than the one before",), "falls", "fall", ("that go down",)),
    Option("downe", "{n}[i] <= {n}[i - 1]", ("that are not greater than the one before",), "falls", "fall", ("that go down",)),
    Option("same", "{n}[i] == {n}[i - 1]", ("that equal the one before",), "repeats"),
    Option("other", "{n}[i] != {n}[i - 1]", ("that differ from the one before",), "changes"),
    Option("jump", "abs({n}[i] - {n}[i - 1]) > {m}", ("that differ from the one before by more than {m}",), "jumps", "jump", ("that jump by {m} from the one before",)),
    Option("jumpe", "abs({n}[i] - {n}[i - 1]) >= {m}", ("that differ from the one before by at least {m}",), "jumps", "jump", ("that jump by {m} from the one before",)),
    Option("next", "{n}[i] == {n}[i - 1] + 1", ("that are exactly one more than the one before",), "steps"),
    Option("double", "{n}[i] == 2 * {n}[i - 1]", ("that are twice the one before",), "doubles"),
    Option("sign", "{n}[i] * {n}[i - 1] < 0", ("whose sign differs from that of the one before",), "sign_changes"),
]
STEP_VALUES = [
    Option("self", "{n}[i]", ("the {C}",)), Option("index", "i", ("the indices of the {C}", "the positions of the {C}"), "places", "place", ("the places of the {C}",)),
    Option("index1", "i + 1", ("the positions, counted from 1, of the {C}",), "places", "place", ("the places of the {C}",)),
    Option("step", "{n}[i] - {n}[i - 1]", ("the differences of the {C} to their predecessors",), "differences"),
    Option("both", "{n}[i] + {n}[i - 1]", ("the sums of the {C} and their predecessors",), "sums"),
    Option("before", "{n}[i - 1]", ("the elements in front of the {C}",), "before"),
]


def pipe_neighbours(p: Picker) -> Draft:
    """Over neighbours of a list."""
    nums = numbers_noun(p)
    p.token["n"] = nums
    p.token["m"] = str(p.draw("literal:m", (2, 3, 4)))
    cond, value = p.pick("cond", STEP_TESTS), p.pick("value", STEP_VALUES)
    kept = p.token["N"] + " " + p.phrase("cond")
    return pipeline(p, Source(f"for i in range(1, len({nums})):", p.code(cond.code), p.code(value.code), kept, p.phrase("value", C=kept), "int",
                              "a list of integers", (value.word, cond.word)))


PAIR_TESTS = [
    Option("all", "", ("pairs",), ""), Option("gt", "x > y", ("pairs whose first number is larger",), "greater", "cmp", ("pairs that the first list wins",)),
    Option("ge", "x >= y", ("pairs whose first number is at least the second",), "greater", "cmp", ("pairs that the first list wins",)),
    Option("eq", "x == y", ("pairs of equal numbers",), "equal", "eq", ("pairs judged by equality",)), Option("ne", "x != y", ("pairs of different numbers",), "different", "eq", ("pairs judged by equality",)),
    Option("evensum", "(x + y) % 2 == 0", ("pairs with an even sum",), "even"), Option("near", "abs(x - y) <= 2", ("pairs whose numbers differ by at most 2",), "near"),
    Option("pos", "x > 0 and y > 0", ("pairs of positive numbers",), "positive", "pos", ("pairs with positive numbers",)),
    Option("posor", "x > 0 or y > 0", ("pairs with at least one positive number",), "positive", "pos", ("pairs with positive numbers",)),
]
PAIR_VALUES = [
    Option("sum", "x + y", ("the sums of the {C}",), "sums", "comb", ("one number for each of the {C}",)), Option("prod", "x * y", ("the products of the {C}",), "products", "comb", ("one number for each of the {C}",)),
    Option("diff", "x - y", ("the differences (first minus second) of the {C}",), "differences", "comb", ("one number for each of the {C}",)),
    Option("dist", "abs(x - y)", ("the absolute differences of the {C}",), "distances", "comb", ("one number for each of the {C}",)), Option("max", "max(x, y)", ("the larger numbers of the {C}",), "larger"),
    Option("min", "min(x, y)", ("the smaller numbers of the {C}",), "smaller"), Option("first", "x", ("the first numbers of the {C}",), "firsts"), Option("second", "y", ("the second numbers of the {C}",), "seconds"),
]


def pipe_pairs(p: Picker) -> Draft:
    """Over the numbers at equal places of two lists."""
    a = p.param("a", ("a", "xs", "first", "left", "list1"), "nums")
    b = p.param("b", ({"a": "b", "xs": "ys", "first": "second", "left": "right", "list1": "list2"}[a],), "nums")
    cond, value = p.pick("cond", PAIR_TESTS), p.pick("value", PAIR_VALUES)
    kept = p.phrase("cond") + p.words(" at equal places", " of {a} and {b}", " of both lists, place by place")
    return pipeline(p, Source(f"for x, y in zip({a}, {b}):", cond.code, value.code, kept, p.phrase("value", C=kept), "int",
                              "two lists of integers", (value.word, cond.word, "pairs")))


def pipe_rows(p: Picker) -> Draft:
    """Over the rows of a table, judged by their sums or lengths."""
    rows = p.param("rows", ("rows", "grid", "table", "lists", "matrix"), "rows")
    measure = p.pick("measure", [Option("sum", "sum(row)", ("sum",), "sum"), Option("len", "len(row)", ("length",), "length"),
                                 Option("sum2", "sum(row)", ("sum",), "sum")])
    p.token["N"] = "rows"
    p.token["m"] = str(p.draw("literal:m", (1, 2, 3, 5)))
    cond = p.pick("cond", [
        Option("all", "", ("rows",), ""), Option("gt", "{s} > {m}", ("rows with a {s_} greater than {m}",), "big", "up", ("rows with a {s_} above {m}", "rows with a {s_} from {m} on")),
        Option("ge", "{s} >= {m}", ("rows with a {s_} of at least {m}",), "big", "up", ("rows with a {s_} above {m}", "rows with a {s_} from {m} on")),
        Option("lt", "{s} < {m}", ("rows with a {s_} less than {m}",), "small"), Option("even", "{s} % 2 == 0", ("rows with an even {s_}",), "even")])
    value = p.pick("value", [Option("sum", "sum(row)", ("the sums of the {C}",), "sums", "val", ("one number for each of the {C}",)),
                             Option("len", "len(row)", ("the lengths of the {C}",), "lengths", "val", ("one number for each of the {C}",)),
                             Option("odd", "len([x for x in row if x > 0])", ("the numbers of positive elements in the {C}",), "positive", "val", ("one number for each of the {C}",))])
    kept = p.phrase("cond", s_=p.phrase("measure"))
    return pipeline(p, Source(f"for row in {rows}:", p.code(cond.code, s=measure.code), value.code, kept, p.phrase("value", C=kept), "int",
                              "a list of lists of integers", (value.word, cond.word, "rows")))


def pipe_table(p: Picker) -> Draft:
    """Over a dictionary from names to numbers, judged by the numbers."""
    d = p.param("d", ("d", "table", "counts", "prices", "scores", "stock"), "tally")
    p.token["N"] = "values"
    cond = number_condition(p, none_chance=2)
    value = p.pick("value", [Option("value", "{d}[key]", ("the {C}",), "values", "kv", ("what belongs to the {C}",)), Option("key", "key", ("the keys of the {C}",), "keys", "kv", ("what belongs to the {C}",)),
                             Option("key2", "key", ("the keys of the {C}",), "keys"), Option("double", "{d}[key] * 2", ("the doubles of the {C}",), "doubles"),
                             Option("size", "len(key)", ("the lengths of the keys of the {C}",), "key_lengths"), Option("upper", "key.upper()", ("the keys of the {C}, in capitals",), "keys")])
    kept = p.phrase("cond")
    order = p.pick("order", [Option("plain", d, ("",)), Option("plain2", d, ("",)), Option("sorted", f"sorted({d})", (" The keys are taken in alphabetical order.",))])
    draft = pipeline(p, Source(f"for key in {order.code}:", p.code(cond.code, x=f"{d}[key]") if cond.code else "", p.code(value.code, d=d), kept, p.phrase("value", C=kept),
                               "str" if value.key in ("key", "key2", "upper") else "int", "a dictionary", (value.word, cond.word)))
    draft.statement += p.phrase("order")
    return draft


FAMILIES = [pipe_numbers, pipe_range, pipe_digits, pipe_neighbours, pipe_pairs, pipe_rows, pipe_table]
