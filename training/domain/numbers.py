"""Families over a list of integers: one pass that folds, collects, searches or compares neighbours."""

from __future__ import annotations

from domain.parts import function_name, number_condition, numbers_noun, sentence
from domain.picker import Draft, Option, Picker

VALUES = [
    Option("self", "x", ("the {C}",)), Option("self2", "x", ("the {C}", "all {C}")),
    Option("square", "x * x", ("the squares of the {C}", "the squared {C}"), "squares"),
    Option("double", "x * 2", ("twice the {C}", "the doubled {C}"), "doubled"),
    Option("abs", "abs(x)", ("the absolute values of the {C}", "the {C} without their signs"), "absolute"),
    Option("next", "x + 1", ("the {C} each increased by one", "one more than each of the {C}"), "increased"),
    Option("cube", "x ** 3", ("the cubes of the {C}",), "cubes"),
    Option("neg", "-x", ("the {C} with their signs flipped",), "negated"),
    Option("last", "x % 10", ("the remainders by 10 of the {C}",), "remainders"),
]
EMPTY = [
    Option("zero", "0", ("If there is none, return 0.", "With nothing to look at the answer is 0."), "", "empty",
           ("", "There may be none.")),
    Option("none", "None", ("If there is none, return None.", "Return None when nothing fits."), "", "empty",
           ("", "There may be none.")),
    Option("minus", "-1", ("If there is none, return -1.", "Use -1 when there is no such element."), "", "empty",
           ("", "There may be none.")),
]


def _loop(condition: str, body: list[str], nums: str) -> list[str]:
    """`for x in nums`, with the body under a condition where there is one."""
    if condition:
        return [f"for x in {nums}:", f"    if {condition}:", *("        " + line for line in body)]
    return [f"for x in {nums}:", *("    " + line for line in body)]


def fold(p: Picker) -> Draft:
    """Sum, product or count of the chosen elements, perhaps finished by one more step."""
    nums = numbers_noun(p)
    how = p.pick("fold", [
        Option("sum", "total += {v}", ("the sum of {V}", "the total of {V}"), "sum"),
        Option("count", "count += 1", ("the number of {C}", "how many {C} there are"), "count"),
        Option("product", "product *= {v}", ("the product of {V}", "{V} multiplied together"), "product"),
        Option("sum2", "total += {v}", ("the sum of {V}", "{V} added up"), "sum"),
    ])
    name = {"sum": "total", "count": "count", "product": "product", "sum2": "total"}[how.key]
    cond = number_condition(p, none_chance=3)
    value = p.pick("value", VALUES)
    cwords = p.phrase("cond")
    vwords = p.phrase("value", C=cwords)
    thing = p.phrase("fold", C=cwords, V=vwords)
    finish = p.pick("finish", [
        Option("plain", "return {acc}"), Option("plain2", "return {acc}"), Option("plain3", "return {acc}"),
        Option("mod", "return {acc} % 10", ("Only the last digit of the result is wanted.",
                                            "Give the result modulo 10."), "last_digit"),
        Option("even", "return {acc} % 2 == 0", ("Tell whether the result is even.",), "is_even"),
        Option("avg", "return {acc} / len({nums})", ("Divide the result by the length of the list (0 if empty).",),
               "mean", "mean", ("Then divide by how many there are.", "Then take the mean.")),
        Option("floor", "return {acc} // len({nums})", ("Divide the result by the length of the list, rounding down "
                                                       "(0 if empty).",), "mean", "mean",
               ("Then divide by how many there are.", "Then take the mean.")),
    ])
    lines = [f"{name} = {1 if how.key == 'product' else 0}",
             *_loop(cond.code.format(x="x", **p.token) if cond.code else "",
                    [how.code.format(v=value.code)], nums)]
    if finish.key in ("avg", "floor"):
        lines = [f"if len({nums}) == 0:", "    return 0", *lines]
    lines.append(finish.code.format(acc=name, nums=nums))
    text = sentence(p, thing, p.words("a list of {N}", "a list of integers", "{nums}, a list")) + " " + p.phrase(
        "finish")
    return Draft(lines, text.strip(), function_name(p, how.word, value.word if how.key != "count" else "", cond.word,
                                                    finish.word), p.params)


def extreme(p: Picker) -> Draft:
    """Largest, smallest, first or last of the chosen elements."""
    nums = numbers_noun(p)
    which = p.pick("which", [
        Option("max", "x > best", ("the largest of the {C}", "the biggest of the {C}", "the maximum of the {C}"), "max",
               "ext", ("the most extreme of the {C}", "the record among the {C}")),
        Option("min", "x < best", ("the smallest of the {C}", "the minimum of the {C}", "the lowest of the {C}"), "min",
               "ext", ("the most extreme of the {C}", "the record among the {C}")),
        Option("first", "best is None", ("the first of the {C}", "the earliest of the {C}"), "first", "pos",
               ("one of the {C}", "a representative of the {C}", "the outermost of the {C}")),
        Option("last", "", ("the last of the {C}", "the final one of the {C}"), "last", "pos",
               ("one of the {C}", "a representative of the {C}", "the outermost of the {C}")),
    ])
    cond = number_condition(p, none_chance=3)
    empty = p.pick("empty", EMPTY)
    thing = p.phrase("which", C=p.phrase("cond"))
    test = p.code(cond.code, x="x") if cond.code else ""
    if which.key == "first":
        lines = [*_loop(test, ["return x"], nums), f"return {empty.code}"]
    elif which.key == "last":
        lines = [f"best = {empty.code}", *_loop(test, ["best = x"], nums), "return best"]
    else:
        body = [f"if best is None or {which.code}:", "    best = x"]
        lines = ["best = None", *_loop(test, body, nums)]
        if empty.key != "none":
            lines += ["if best is None:", f"    return {empty.code}"]
        lines.append("return best")
    text = sentence(p, thing, "a list of integers") + " " + p.phrase("empty")
    return Draft(lines, text.strip(), function_name(p, which.word, cond.word), p.params)


def collect(p: Picker) -> Draft:
    """A new list of the chosen elements, changed, then perhaps reordered or shortened."""
    nums = numbers_noun(p)
    cond = number_condition(p, none_chance=4)
    value = p.pick("value", VALUES)
    unique = p.pick("unique", [Option("all", ""), Option("all2", ""),
                               Option("once", "yes", ("No value may appear twice in the result.", "Drop repeats.",
                                                      "Keep each value only once."), "unique")])
    order = p.pick("order", [
        Option("same", "result", ("Keep the original order.", ""), "", "ord", ("", "Mind the order.", "Return them in order.")),
        Option("back", "result[::-1]", ("The order is reversed.", "Put the last one first."), "reversed", "ord",
               ("Mind the order.", "Return them in the other order.")),
        Option("up", "sorted(result)", ("Sort them from small to large.", "The result is in ascending order."), "sorted",
               "ord", ("Return them in order.", "Return them sorted.", "Mind the order.")),
        Option("down", "sorted(result, reverse=True)", ("Sort from large to small.", "Largest first."), "sorted", "ord",
               ("Return them sorted.", "Mind the order.")),
        Option("same2", "result", ("", "Keep the original order.")),
        Option("head", "result[:{m}]", ("Return only the first {m} of them.",), "some", "cut",
               ("Return only {m} of them.", "Give back {m} of these.")),
        Option("tail", "result[-{m}:]", ("Return only the last {m} of them.",), "some", "cut",
               ("Return only {m} of them.", "Give back {m} of these.")),
    ])
    p.token["m"] = str(p.draw("m", (2, 3)))
    thing = p.phrase("value", C=p.phrase("cond"))
    body = ["result.append(" + value.code + ")"]
    if unique.key == "once":
        body = [f"if {value.code} not in result:", "    " + body[0]]
    lines = ["result = []", *_loop(p.code(cond.code, x="x") if cond.code else "", body, nums),
             "return " + p.code(order.code)]
    asks = p.words("Return a list with {thing}.", "Build a new list of {thing}.", "Collect {thing} in a list.",
                   "Make a list that holds {thing}.", "Return {thing} as a list.", "From a list, take {thing}.",
                   "Keep only {thing}." if value.key in ("self", "self2") else "Return a new list containing {thing}.",
                   thing=thing)
    text = " ".join(part for part in (asks, p.phrase("unique"), p.phrase("order")) if part)
    return Draft(lines, text, function_name(p, p.rng.choice(("keep", "list", "collect", "filter", "select", "only")),
                                            value.word, cond.word, unique.word, order.word), p.params)


def locate(p: Picker) -> Draft:
    """The index of an element, or a list of indices."""
    nums = numbers_noun(p)
    cond = number_condition(p)
    which = p.pick("which", [
        Option("first", "", ("the index of the first of the {C}", "the first position holding one of the {C}"), "first",
               "end", ("the position of one of the {C}", "where the {C} are found", "the index of {C}")),
        Option("last", "", ("the index of the last of the {C}", "the last position of the {C}"), "last",
               "end", ("the position of one of the {C}", "where the {C} are found", "the index of {C}")),
        Option("all", "", ("a list of the indices of the {C}", "all positions of the {C}"), "all", "end",
               ("where the {C} are found",)),
    ])
    base = p.pick("base", [Option("zero", "i", ("Count positions from 0.", ""), "", "base", ("", "", "Positions count.")),
                           Option("one", "i + 1", ("Count positions from 1.",), "", "base", ("", "Positions count."))], 0.6)
    empty = p.pick("empty", EMPTY[1:]) if which.key != "all" else None
    test = p.code(cond.code, x=f"{nums}[i]")
    loop = [f"for i in range(len({nums})):", f"    if {test}:"]
    if which.key == "first":
        lines = [*loop, f"        return {base.code}", f"return {empty.code if empty else -1}"]
    elif which.key == "last":
        lines = [f"found = {empty.code if empty else -1}", *loop, f"        found = {base.code}", "return found"]
    else:
        lines = ["result = []", *loop, f"        result.append({base.code})", "return result"]
    parts = [sentence(p, p.phrase("which", C=p.phrase("cond")), "a list of integers"), p.phrase("base"),
             p.phrase("empty") if empty else ""]
    return Draft(lines, " ".join(x for x in parts if x),
                 function_name(p, p.rng.choice(("index", "position", "where", "find")), which.word, cond.word), p.params)


PAIR_TESTS = [
    Option("gt", "{b} > {a}", ("is greater than the one before it",), "rises", "rise",
           ("goes up from the one before", "rises")),
    Option("ge", "{b} >= {a}", ("is at least as large as the one before it",), "rises", "rise",
           ("goes up from the one before", "does not fall")),
    Option("lt", "{b} < {a}", ("is less than the one before it",), "drops", "drop",
           ("goes down from the one before", "drops")),
    Option("le", "{b} <= {a}", ("is at most the one before it",), "drops", "drop", ("goes down from the one before",)),
    Option("eq", "{b} == {a}", ("equals the one before it",), "repeats", "alike", ("is compared with its neighbour",)),
    Option("ne", "{b} != {a}", ("differs from the one before it",), "changes", "alike",
           ("is compared with its neighbour",)),
]


def neighbours(p: Picker) -> Draft:
    """Compare each element with the one before: count, test all or any, collect, or find the longest run."""
    nums = numbers_noun(p)
    test = p.pick("test", PAIR_TESTS, 0.65)
    what = p.pick("what", [
        Option("count", "", ("how often an element {T}", "the number of times an element {T}"), "count"),
        Option("all", "", ("whether every element {T} (from the second on)",), "always", "quant",
               ("whether the list {T} as it goes",)),
        Option("any", "", ("whether some element {T}",), "ever", "quant", ("whether the list {T} as it goes",)),
        Option("list", "", ("a list of the elements of which each {T}",), "list"),
        Option("run", "", ("the length of the longest stretch in which each element {T}",), "longest"),
        Option("index", "", ("the index of the first element that {T}, or -1",), "first"),
    ])
    cond = test.code.format(a=f"{nums}[i - 1]", b=f"{nums}[i]")
    loop = f"for i in range(1, len({nums})):"
    if what.key == "count":
        lines = ["count = 0", loop, f"    if {cond}:", "        count += 1", "return count"]
    elif what.key == "all":
        lines = [loop, f"    if not {cond}:", "        return False", "return True"]
    elif what.key == "any":
        lines = [loop, f"    if {cond}:", "        return True", "return False"]
    elif what.key == "list":
        lines = ["result = []", loop, f"    if {cond}:", f"        result.append({nums}[i])", "return result"]
    elif what.key == "index":
        lines = [loop, f"    if {cond}:", "        return i", "return -1"]
    else:
        lines = [f"if len({nums}) == 0:", "    return 0", "best = 1", "run = 1", loop, f"    if {cond}:",
                 "        run += 1", "    else:", "        run = 1", "    best = max(best, run)", "return best"]
    text = sentence(p, p.phrase("what", T=p.phrase("test")), "a list of integers")
    return Draft(lines, text, function_name(p, what.word, test.word), p.params)


def steps(p: Picker) -> Draft:
    """Differences, sums or running totals of neighbours."""
    nums = numbers_noun(p)
    kind = p.pick("kind", [
        Option("diff", "{n}[i] - {n}[i - 1]", ("differences between each element and the one before",), "differences",
               "two", ("changes between neighbours", "steps from one element to the next")),
        Option("gap", "abs({n}[i] - {n}[i - 1])", ("absolute differences of neighbours",), "gaps", "two",
               ("changes between neighbours", "steps from one element to the next")),
        Option("back", "{n}[i - 1] - {n}[i]", ("differences between each element and the one after it",), "differences",
               "two", ("changes between neighbours",)),
        Option("pair", "{n}[i - 1] + {n}[i]", ("sums of neighbouring elements",), "pair_sums"),
        Option("times", "{n}[i - 1] * {n}[i]", ("products of neighbouring elements",), "pair_products"),
        Option("larger", "max({n}[i - 1], {n}[i])", ("larger ones of each two neighbours",), "larger", "pick",
               ("winners of each two neighbours",)),
        Option("smaller", "min({n}[i - 1], {n}[i])", ("smaller ones of each two neighbours",), "smaller", "pick",
               ("winners of each two neighbours",)),
    ])
    what = p.pick("what", [
        Option("list", "", ("a list of the {T}", "the {T} as a list"), "list"), Option("list2", "", ("the list of the {T}",)),
        Option("sum", "", ("the sum of the {T}",), "sum"),
        Option("max", "", ("the largest of the {T} (0 if there are none)",), "max", "ext", ("the most extreme of the {T}",)),
        Option("min", "", ("the smallest of the {T} (0 if there are none)",), "min", "ext", ("the most extreme of the {T}",)),
    ])
    code = kind.code.format(n=nums)
    loop = f"for i in range(1, len({nums})):"
    if what.key == "sum":
        lines = ["total = 0", loop, f"    total += {code}", "return total"]
    elif what.key in ("max", "min"):
        lines = ["result = []", loop, f"    result.append({code})", "if len(result) == 0:", "    return 0",
                 f"return {what.key}(result)"]
    else:
        lines = ["result = []", loop, f"    result.append({code})", "return result"]
    return Draft(lines, sentence(p, p.phrase("what", T=p.phrase("kind")), "a list of integers"),
                 function_name(p, what.word, kind.word), p.params)


def running(p: Picker) -> Draft:
    """A list that shows an accumulator after (or before) each element."""
    nums = numbers_noun(p)
    kind = p.pick("kind", [
        Option("sum", "total += x", ("running totals", "cumulative sums"), "running_sum"),
        Option("product", "total *= x", ("running products",), "running_product"),
        Option("max", "total = max(total, x)", ("largest values so far",), "running_max", "ext", ("records so far",)),
        Option("min", "total = min(total, x)", ("smallest values so far",), "running_min", "ext", ("records so far",)),
    ])
    when = p.pick("when", [
        Option("after", "", ("including the current element", ""), "", "when", ("", "one entry per element")),
        Option("before", "", ("not counting the current element",), "", "when", ("", "one entry per element")),
    ], 0.6)
    start = {"sum": "0", "product": "1", "max": f"{nums}[0]", "min": f"{nums}[0]"}[kind.key]
    body = ["    " + kind.code, "    result.append(total)"]
    if when.key == "before":
        body.reverse()
    lines = [f"total = {start}", "result = []", f"for x in {nums}:", *body, "return result"]
    if kind.key in ("max", "min"):
        lines = [f"if len({nums}) == 0:", "    return []", *lines]
    thing = "the list of " + p.phrase("kind") + (", " + p.phrase("when") if p.phrase("when") else "")
    return Draft(lines, sentence(p, thing, "a list of integers"), function_name(p, kind.word), p.params)


def by_position(p: Picker) -> Draft:
    """Elements at every second (third) position: summed, listed, or used with their index."""
    nums = numbers_noun(p)
    which = p.pick("which", [
        Option("even", "range(0, len({n}), 2)", ("elements at even indices",), "even_index", "second",
               ("every second element", "every other element", "alternate elements")),
        Option("odd", "range(1, len({n}), 2)", ("elements at odd indices",), "odd_index", "second",
               ("every second element", "every other element", "alternate elements")),
        Option("third", "range(0, len({n}), 3)", ("elements at the indices 0, 3, 6 and so on",), "third", "third",
               ("every third element",)),
        Option("third2", "range(2, len({n}), 3)", ("third, sixth, ninth element and so on",), "third", "third",
               ("every third element",)),
        Option("all", "range(len({n}))", ("elements times their index",), "weighted", "idx",
               ("elements weighted by their position",)),
        Option("all1", "range(len({n}))", ("elements times their position counted from 1",), "weighted", "idx",
               ("elements weighted by their position",)),
        Option("inner", "range(1, len({n}) - 1)", ("elements except the first and the last",), "inner"),
    ], 0.7)
    what = p.pick("what", [
        Option("sum", "", ("the sum of the {T}", "the total of the {T}"), "sum"),
        Option("list", "", ("a list of the {T}", "the {T} as a list"), "list"),
        Option("max", "", ("the largest of the {T}, or 0 if there is none",), "max"),
    ])
    item = {"all": f"{nums}[i] * i", "all1": f"{nums}[i] * (i + 1)"}.get(which.key, f"{nums}[i]")
    loop = f"for i in {which.code.format(n=nums)}:"
    if what.key == "sum":
        lines = ["total = 0", loop, f"    total += {item}", "return total"]
    else:
        lines = ["result = []", loop, f"    result.append({item})"]
        lines += ["return result"] if what.key == "list" else ["if len(result) == 0:", "    return 0", "return max(result)"]
    return Draft(lines, sentence(p, p.phrase("what", T=p.phrase("which")), "a list of integers"),
                 function_name(p, what.word, which.word), p.params)


def quantify(p: Picker) -> Draft:
    """Whether all, any or none of the elements meet a condition; or whether at least m do."""
    nums = numbers_noun(p)
    cond = number_condition(p)
    p.token["m"] = str(p.draw("m", (2, 3)))
    what = p.pick("what", [
        Option("all", "", ("whether all elements are {C}", "True if the list holds nothing but {C}"), "all", "quant",
               ("whether the list is made of {C}", "whether the list has {C}")),
        Option("any", "", ("whether there are any {C}", "True if at least one element is among the {C}"), "any", "quant",
               ("whether the list is made of {C}", "whether the list has {C}")),
        Option("none", "", ("whether there are no {C}", "True if none of the elements are {C}"), "no", "quant",
               ("how the list stands with {C}",)),
        Option("many", "", ("whether there are at least {m} {C}",), "enough", "m", ("whether there are {m} {C}",)),
        Option("exact", "", ("whether there are exactly {m} {C}",), "exactly", "m", ("whether there are {m} {C}",)),
    ])
    test = p.code(cond.code, x="x")
    if what.key in ("many", "exact"):
        sign = ">=" if what.key == "many" else "=="
        lines = ["count = 0", f"for x in {nums}:", f"    if {test}:", "        count += 1",
                 f"return count {sign} {p.token['m']}"]
    elif what.key == "all":
        lines = [f"for x in {nums}:", f"    if not ({test}):", "        return False", "return True"]
    else:
        hit, end = ("True", "False") if what.key == "any" else ("False", "True")
        lines = [f"for x in {nums}:", f"    if {test}:", f"        return {hit}", f"return {end}"]
    return Draft(lines, sentence(p, p.phrase("what", C=p.phrase("cond")), "a list of integers"),
                 function_name(p, what.word, cond.word), p.params)


FAMILIES = [fold, fold, extreme, collect, collect, locate, neighbours, steps, running, by_position, quantify]
