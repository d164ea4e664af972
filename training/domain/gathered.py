"""Families over dictionaries, two lists, list slices and lists of lists."""

from __future__ import annotations

from domain.parts import function_name, number_condition, numbers_noun, sentence
from domain.picker import Draft, Option, Picker

SOURCES = ("nums", "words", "text")


def any_source(p: Picker) -> tuple[str, str, str]:
    """A list of numbers, a list of words or a string: (name, loop variable, what its parts are called)."""
    kind = str(p.draw("source", SOURCES))
    if kind == "nums":
        return numbers_noun(p), "x", p.token["N"]
    if kind == "words":
        return p.param("src", ("words", "names", "items"), "words"), "w", "words"
    return p.param("src", ("text", "s", "word"), "text"), "c", "characters"


def tally(p: Picker) -> Draft:
    """Count equal parts in a dictionary, then say something about the counts."""
    src, v, parts = any_source(p)
    p.token["P"] = parts
    p.token["m"] = str(p.draw("m", (2, 3)))
    what = p.pick("what", [
        Option("dict", "", ("a dictionary that maps each of the {P} to how often it occurs", "how often each of the {P} occurs, as a dict"), "counts"),
        Option("dict2", "", ("a dictionary of the counts of the {P}",), "counts"),
        Option("first", "", ("the most frequent of the {P}, the earliest one if several are equal (None if empty)",), "most_common", "mode", ("the most frequent of the {P}", "the most common of the {P}")),
        Option("last", "", ("the most frequent of the {P}, the latest first seen if several are equal (None if empty)",), "most_common", "mode", ("the most frequent of the {P}", "the most common of the {P}")),
        Option("rare", "", ("the least frequent of the {P}, the earliest if several are equal (None if empty)",), "rarest"),
        Option("once", "", ("a list of the {P} that occur exactly once",), "unique", "uq", ("the unique ones of the {P} as a list", "the {P} that are unique")),
        Option("distinct", "", ("a list of the different {P} in order of first appearance",), "unique", "uq", ("the unique ones of the {P} as a list", "the {P} that are unique")),
        Option("repeat", "", ("a list of the {P} that occur more than once",), "repeated", "rp", ("the {P} that occur often", "the repeated ones of the {P}")),
        Option("atleast", "", ("a list of the {P} that occur at least 3 times",), "repeated", "rp", ("the {P} that occur often",)),
        Option("top", "", ("the highest count among the {P} (0 if empty)",), "highest_count"),
        Option("num", "", ("the number of {P} that occur only once",), "count_unique", "nu", ("how many unique {P} there are", "the number of unique {P}")),
        Option("numd", "", ("the number of different {P}",), "count_unique", "nu", ("how many unique {P} there are", "the number of unique {P}")),
        Option("numr", "", ("the number of different {P} that are repeated",), "count_repeated"),
    ], 0.6)
    count = ["counts = {}", f"for {v} in {src}:", f"    counts[{v}] = counts.get({v}, 0) + 1"]
    pick_loop = ["result = []", f"for {v} in counts:"]
    if what.key in ("dict", "dict2"):
        lines = [*count, "return counts"]
    elif what.key in ("first", "last", "rare"):
        sign = {"first": ">", "last": ">=", "rare": "<"}[what.key]
        lines = [*count, "best = None", f"for {v} in counts:", f"    if best is None or counts[{v}] {sign} counts[best]:", f"        best = {v}", "return best"]
    elif what.key in ("once", "repeat", "atleast"):
        test = {"once": "== 1", "repeat": "> 1", "atleast": ">= 3"}[what.key]
        lines = [*count, *pick_loop, f"    if counts[{v}] {test}:", f"        result.append({v})", "return result"]
    elif what.key == "distinct":
        lines = ["result = []", f"for {v} in {src}:", f"    if {v} not in result:", f"        result.append({v})", "return result"]
    elif what.key == "top":
        lines = [*count, "best = 0", f"for {v} in counts:", f"    best = max(best, counts[{v}])", "return best"]
    elif what.key == "numd":
        lines = [f"return len(set({src}))"]
    else:
        test = "== 1" if what.key == "num" else "> 1"
        lines = [*count, "total = 0", f"for {v} in counts:", f"    if counts[{v}] {test}:", "        total += 1", "return total"]
    return Draft(lines, sentence(p, p.phrase("what"), {"x": "a list of integers", "w": "a list of words", "c": "a string"}[v]), function_name(p, what.word), p.params)


def grouping(p: Picker) -> Draft:
    """A dictionary built from words: by first letter, by length, positions, lengths."""
    src = p.param("src", ("words", "names", "items"), "words")
    kind = p.pick("kind", [
        Option("len", "", ("maps each word to its length",), "lengths"),
        Option("bylen", "len(w)", ("maps each length to the list of words of that length",), "by_length"),
        Option("first", "w[0]", ("maps each first letter to the list of its words",), "by_letter", "l", ("groups the words by a letter",)),
        Option("last", "w[-1]", ("maps each last letter to the list of its words",), "by_letter", "l", ("groups the words by a letter",)),
        Option("countfirst", "w[0]", ("maps each first letter to the number of its words",), "count_by", "n", ("counts the words by a letter or by length",)),
        Option("countlen", "len(w)", ("maps each length to the number of words that have it",), "count_by", "n", ("counts the words by a letter or by length",)),
        Option("pos", "", ("maps each word to the first index where it stands",), "positions", "p", ("maps each word to its index",)),
        Option("poslast", "", ("maps each word to the last index where it stands",), "positions", "p", ("maps each word to its index",)),
    ], 0.6)
    if kind.key == "len":
        lines = ["result = {}", f"for w in {src}:", "    result[w] = len(w)", "return result"]
    elif kind.key in ("bylen", "first", "last"):
        lines = ["result = {}", f"for w in {src}:", f"    if {kind.code} not in result:", f"        result[{kind.code}] = []", f"    result[{kind.code}].append(w)", "return result"]
    elif kind.key.startswith("count"):
        lines = ["result = {}", f"for w in {src}:", f"    result[{kind.code}] = result.get({kind.code}, 0) + 1", "return result"]
    elif kind.key == "pos":
        lines = ["result = {}", f"for i in range(len({src})):", f"    if {src}[i] not in result:", f"        result[{src}[i]] = i", "return result"]
    else:
        lines = ["result = {}", f"for i in range(len({src})):", f"    result[{src}[i]] = i", "return result"]
    ask = p.words("Return a dictionary that {K}.", "Build a dict that {K}.", "From a list of words make a dictionary that {K}.", "Write a function that returns a dict which {K}.", K=p.phrase("kind"))
    return Draft(lines, ask, function_name(p, kind.word), p.params)


def mapping(p: Picker) -> Draft:
    """One pass over a dictionary from names to numbers."""
    d = p.param("d", ("d", "prices", "stock", "ages", "scores", "points", "counts"), "counts")
    p.token["N"] = "values"
    cond = number_condition(p, none_chance=4)
    test, words = (p.code(cond.code, x="d[k]"), p.phrase("cond")) if cond.code else ("", "values")
    test = test.replace("d[k]", f"{d}[key]")
    what = p.pick("what", [
        Option("sum", "total += {d}[key]", ("the sum of the {C}", "the total of the {C}"), "total"),
        Option("count", "total += 1", ("how many {C} there are",), "count"),
        Option("keys", "total.append(key)", ("a list of the keys that have {C}",), "keys", "ls", ("a list taken from the entries with {C}", "a list for {C}")),
        Option("sorted", "total.append(key)", ("the sorted list of the keys that have {C}",), "keys", "ls", ("a list taken from the entries with {C}", "a list for {C}")),
        Option("values", "total.append({d}[key])", ("a list of the {C}",), "values", "ls", ("a list taken from the entries with {C}", "a list for {C}")),
        Option("dict", "total[key] = {d}[key]", ("a new dictionary with only the {C}",), "filter"),
        Option("more", "total[key] = {d}[key] + 1", ("a new dictionary in which the {C} are raised by 1", ), "raise", "ch", ("a new dictionary in which the {C} are changed",)),
        Option("twice", "total[key] = {d}[key] * 2", ("a new dictionary in which the {C} are doubled",), "double", "ch", ("a new dictionary in which the {C} are changed",)),
        Option("swap", "total[{d}[key]] = key", ("a dictionary from the {C} to their keys",), "invert"),
        Option("best", "", ("the key with the largest of the {C} (None if there is none)",), "best", "ex", ("the key that stands out by the {C}",)),
        Option("worst", "", ("the key with the smallest of the {C} (None if there is none)",), "worst", "ex", ("the key that stands out by the {C}",)),
    ])
    start = {"sum": "0", "count": "0", "keys": "[]", "sorted": "[]", "values": "[]"}.get(what.key, "{}")
    act = what.code.format(d=d)
    name = {"sum": "total", "count": "count"}.get(what.key, "result")
    if what.key in ("best", "worst"):
        sign = ">" if what.key == "best" else "<"
        name, start = "best", "None"
        inner = [f"if best is None or {d}[key] {sign} {d}[best]:", "    best = key"]
    else:
        inner = [act.replace("total", name, 1)]
    body = [f"    if {test}:", *("        " + line for line in inner)] if test else ["    " + line for line in inner]
    lines = [f"{name} = {start}", f"for key in {d}:", *body, f"return sorted({name})" if what.key == "sorted" else f"return {name}"]
    return Draft(lines, sentence(p, p.phrase("what", C=words), p.rng.choice(("a dictionary from names to numbers", "a dict with numbers as values", f"a dict {d}"))), function_name(p, what.word, cond.word), p.params)


def slices(p: Picker) -> Draft:
    """Whole-list changes: parts, rotations, reversals, sorting, chunks, zeros."""
    nums = numbers_noun(p)
    p.number("k", ("k", "n", "count", "size"), "size", (2, 3))
    ends = ("{k} of the {N}", "{k} {N} from one end", "{k} chosen {N}")
    kind = p.pick("kind", [
        Option("first", "{nums}[:{k}]", ("the first {k} {N}",), "first", "end", ends),
        Option("last", "{nums}[-{k}:]", ("the last {k} {N}",), "last", "end", ends),
        Option("largest", "sorted({nums}, reverse=True)[:{k}]", ("the {k} largest {N}, largest first",), "top", "end", ends),
        Option("smallest", "sorted({nums})[:{k}]", ("the {k} smallest {N}, smallest first",), "smallest", "end", ends),
        Option("skip", "{nums}[{k}:]", ("all {N} but the first {k}",), "skip", "skip", ("the list without {k} of its {N}",)),
        Option("chop", "{nums}[:-{k}]", ("all {N} but the last {k}",), "drop", "skip", ("the list without {k} of its {N}",)),
        Option("rotl", "{nums}[{k}:] + {nums}[:{k}]", ("the list rotated left by {k}",), "rotate", "rot", ("the list rotated by {k}", "the list shifted around by {k}")),
        Option("rotr", "{nums}[-{k}:] + {nums}[:-{k}]", ("the list rotated right by {k}",), "rotate", "rot", ("the list rotated by {k}", "the list shifted around by {k}")),
        Option("every", "{nums}[::{k}]", ("every {k}-th of the {N} starting with the first",), "every", "ev", ("one out of {k} {N}",)),
        Option("everyk", "{nums}[{k} - 1::{k}]", ("every {k}-th of the {N} starting with number {k}",), "every", "ev", ("one out of {k} {N}",)),
        Option("ksmall", "sorted({nums})[{k} - 1]", ("number {k} of the {N} by size, smallest first",), "kth", "kth", ("number {k} of the {N} in order of size",)),
        Option("klarge", "sorted({nums})[-{k}]", ("number {k} of the {N} by size, largest first",), "kth", "kth", ("number {k} of the {N} in order of size",)),
        Option("rep", "{nums} * {k}", ("the list repeated {k} times",), "repeat", "rp", ("the list with everything {k} times",)),
        Option("front", "{nums} + [{k}]", ("the list with {k} added at the end",), "add", "ad", ("the list with {k} added",)),
        Option("back", "[{k}] + {nums}", ("the list with {k} added in front",), "add", "ad", ("the list with {k} added",)),
        Option("rev", "{nums}[::-1]", ("the list in reverse order",), "reverse"),
        Option("sort", "sorted({nums})", ("the list in ascending order",), "sort", "st", ("the sorted list", "the list put in order")),
        Option("sortr", "sorted({nums}, reverse=True)", ("the list in descending order",), "sort", "st", ("the sorted list", "the list put in order")),
        Option("sortabs", "sorted({nums}, key=abs)", ("the list sorted by absolute value",), "sort", "st", ("the sorted list", "the list put in order")),
        Option("inner", "{nums}[1:-1]", ("the list without its first and last element",), "inner"),
        Option("half", "{nums}[:len({nums}) // 2]", ("the first half of the list, the middle element left out",), "half", "hf", ("half of the list", "the first half of the list")),
        Option("halfup", "{nums}[:(len({nums}) + 1) // 2]", ("the first half of the list, the middle element included",), "half", "hf", ("half of the list", "the first half of the list")),
    ], 0.65)
    if "{k}" not in kind.code:
        p.params[:] = p.params[:1]
    lines = [f"return {p.code(kind.code)}"]
    if p.draw("twostep", (True, False)):
        lines = [f"result = {p.code(kind.code)}", "return result"]
    return Draft(lines, sentence(p, p.phrase("kind"), "a list of integers"), function_name(p, kind.word), p.params)


def rearrange(p: Picker) -> Draft:
    """Loops that rebuild a list: move zeros, split in two, chunks, dedupe, alternate."""
    nums = numbers_noun(p)
    cond = number_condition(p)
    test = p.code(cond.code, x="x")
    kind = p.pick("kind", [
        Option("tofront", "", ("the list with the {C} moved to the front",), "front", "mv", ("the list with the {C} moved to one side", "the list with the {C} moved together")),
        Option("toback", "", ("the list with the {C} moved to the end",), "back", "mv", ("the list with the {C} moved to one side", "the list with the {C} moved together")),
        Option("zero", "", ("the list with the {C} replaced by 0",), "zero", "rp", ("the list with some elements set to 0 because of the {C}",)),
        Option("zerorest", "", ("the list with all but the {C} replaced by 0",), "zero", "rp", ("the list with some elements set to 0 because of the {C}",)),
        Option("drop", "", ("the list without the {C}", "the list after removing the {C}"), "remove"),
        Option("until", "", ("the {N} before the first of the {C}",), "until", "un", ("the {N} until the {C} come", "the start of the list as far as the {C}")),
        Option("through", "", ("the {N} up to and including the first of the {C}",), "until", "un", ("the {N} until the {C} come", "the start of the list as far as the {C}")),
        Option("while", "", ("the leading {N} as long as they are among the {C}",), "leading", "un", ("the start of the list as far as the {C}",)),
        Option("pair", "", ("a list of two lists: the {C}, and the rest",), "split"),
        Option("minus", "", ("the sum of the {C} minus the sum of the rest",), "balance", "bl", ("the balance of the {C} and the rest",)),
        Option("more", "", ("whether there are more {C} than others",), "majority", "bl2", ("whether the {C} are the majority",)),
        Option("moree", "", ("whether at least half of the elements are among the {C}",), "majority", "bl2", ("whether the {C} are the majority",)),
        Option("streak", "", ("the length of the longest stretch of {C} in a row",), "streak"),
    ], 0.6)
    two = ["first = []", "second = []", f"for x in {nums}:", f"    if {test}:", "        first.append(x)", "    else:", "        second.append(x)"]
    one = ["result = []", f"for x in {nums}:"]
    cnt = ["count = 0", f"for x in {nums}:", f"    if {test}:", "        count += 1"]
    lines = {
        "tofront": [*two, "return first + second"], "toback": [*two, "return second + first"], "pair": [*two, "return [first, second]"],
        "zero": [*one, f"    if {test}:", "        result.append(0)", "    else:", "        result.append(x)", "return result"],
        "zerorest": [*one, f"    if {test}:", "        result.append(x)", "    else:", "        result.append(0)", "return result"],
        "drop": [*one, f"    if not ({test}):", "        result.append(x)", "return result"],
        "until": [*one, f"    if {test}:", "        break", "    result.append(x)", "return result"],
        "through": [*one, "    result.append(x)", f"    if {test}:", "        break", "return result"],
        "while": [*one, f"    if not ({test}):", "        break", "    result.append(x)", "return result"],
        "minus": ["total = 0", f"for x in {nums}:", f"    if {test}:", "        total += x", "    else:", "        total -= x", "return total"],
        "more": [*cnt, f"return count * 2 > len({nums})"], "moree": [*cnt, f"return count * 2 >= len({nums})"],
        "streak": ["best = 0", "run = 0", f"for x in {nums}:", f"    if {test}:", "        run += 1", "    else:", "        run = 0", "    best = max(best, run)", "return best"],
    }[kind.key]
    return Draft(lines, sentence(p, p.phrase("kind", C=p.phrase("cond")), "a list of integers"), function_name(p, kind.word, cond.word), p.params)


def two_lists(p: Picker) -> Draft:
    """Two lists: element by element, or as collections."""
    a = p.param("a", ("a", "xs", "first"), "nums")
    b = p.param("b", ({"a": "b", "xs": "ys", "first": "second"}[a],), "nums")
    kind = p.pick("kind", [
        Option("dot", "{a}[i] * {b}[i]", ("the sum of the products of elements at equal positions",), "dot"),
        Option("same", "{a}[i] == {b}[i]", ("the number of positions where both have the same element",), "matches", "cmp", ("how many positions are judged by comparing both lists",)),
        Option("more", "{a}[i] > {b}[i]", ("the number of positions where {a} has the larger element",), "wins", "cmp", ("how many positions are judged by comparing both lists", "how often {a} beats {b}")),
        Option("moree", "{a}[i] >= {b}[i]", ("the number of positions where {a} has at least the element of {b}",), "wins", "cmp", ("how often {a} beats {b}",)),
        Option("add", "{a}[i] + {b}[i]", ("the list of sums of elements at equal positions",), "add_lists", "pw", ("both lists combined position by position",)),
        Option("max", "max({a}[i], {b}[i])", ("the list of the larger elements at each position",), "max_lists", "pw", ("both lists combined position by position",)),
        Option("mul", "{a}[i] * {b}[i]", ("the list of products of elements at equal positions",), "mul_lists", "pw", ("both lists combined position by position",)),
        Option("sub", "{a}[i] - {b}[i]", ("the list of differences {a} minus {b} at equal positions",), "sub_lists", "pw", ("both lists combined position by position",)),
        Option("common", "x in {b}", ("the elements of {a} that are also in {b}",), "common", "set", ("the elements of {a} compared with {b}", "{a} filtered by {b}")),
        Option("only", "x not in {b}", ("the elements of {a} that are not in {b}",), "difference", "set", ("the elements of {a} compared with {b}", "{a} filtered by {b}")),
        Option("union", "", ("all elements of {a} and {b}, each once, in order of appearance",), "union", "un", ("both lists put into one",)),
        Option("concat", "", ("all elements of {a} followed by those of {b}",), "join", "un", ("both lists put into one",)),
        Option("weave", "", ("elements taken in turn from {a} and {b} as long as both last",), "weave", "un", ("both lists put into one",)),
        Option("merged", "", ("all elements of both lists in ascending order",), "merge", "un", ("both lists put into one",)),
        Option("subset", "", ("whether every element of {a} occurs in {b}",), "is_subset"),
    ], 0.65)
    code, size = p.code(kind.code), f"range(min(len({a}), len({b})))"
    if kind.key == "dot":
        lines = ["total = 0", f"for i in {size}:", f"    total += {code}", "return total"]
    elif kind.group == "cmp":
        lines = ["count = 0", f"for i in {size}:", f"    if {code}:", "        count += 1", "return count"]
    elif kind.group == "pw":
        lines = ["result = []", f"for i in {size}:", f"    result.append({code})", "return result"]
    elif kind.group == "set":
        lines = ["result = []", f"for x in {a}:", f"    if {code}:", "        result.append(x)", "return result"]
    else:
        lines = {"union": ["result = []", f"for x in {a} + {b}:", "    if x not in result:", "        result.append(x)", "return result"],
                 "concat": [f"return {a} + {b}"],
                 "weave": ["result = []", f"for i in {size}:", f"    result.append({a}[i])", f"    result.append({b}[i])", "return result"],
                 "merged": [f"return sorted({a} + {b})"],
                 "subset": [f"for x in {a}:", f"    if x not in {b}:", "        return False", "return True"]}[kind.key]
    return Draft(lines, sentence(p, p.phrase("kind"), f"two lists of integers {a} and {b}"), function_name(p, kind.word), p.params)


def pairs(p: Picker) -> Draft:
    """Two nested loops over one list, looking for pairs with a given sum or difference."""
    nums = numbers_noun(p)
    k = p.number("k", ("k", "target", "goal"), "k", (3, 5, 7, 10))
    rel = p.pick("rel", [
        Option("sum", "{n}[i] + {n}[j] == {k}", ("add up to {k}", "have the sum {k}"), "sum"),
        Option("diff", "abs({n}[i] - {n}[j]) == {k}", ("differ by exactly {k}",), "diff", "df", ("differ by {k}", "are {k} apart")),
        Option("diffle", "abs({n}[i] - {n}[j]) <= {k}", ("differ by at most {k}",), "diff", "df", ("differ by {k}", "are {k} apart")),
        Option("over", "{n}[i] + {n}[j] > {k}", ("have a sum greater than {k}",), "sum", "sm", ("together get over {k}", "together reach {k}")),
        Option("overe", "{n}[i] + {n}[j] >= {k}", ("have a sum of at least {k}",), "sum", "sm", ("together get over {k}", "together reach {k}")),
    ])
    what = p.pick("what", [
        Option("count", "", ("the number of pairs of elements that {R}",), "count_pairs"),
        Option("any", "", ("whether there are two elements that {R}",), "has_pair"),
        Option("first", "", ("the indices of the first two elements that {R}, as a list (empty if there are none)",), "find_pair", "fp", ("the first two elements that {R}, as a list",)),
        Option("values", "", ("the values of the first two elements that {R}, as a list (empty if there are none)",), "find_pair", "fp", ("the first two elements that {R}, as a list",)),
    ])
    test = rel.code.format(n=nums, k=k)
    loops = [f"for i in range(len({nums})):", f"    for j in range(i + 1, len({nums})):", f"        if {test}:"]
    lines = {"count": ["count = 0", *loops, "            count += 1", "return count"],
             "any": [*loops, "            return True", "return False"],
             "first": [*loops, "            return [i, j]", "return []"],
             "values": [*loops, f"            return [{nums}[i], {nums}[j]]", "return []"]}[what.key]
    return Draft(lines, sentence(p, p.phrase("what", R=p.phrase("rel")), "a list of integers"), function_name(p, what.word, rel.word), p.params)


def tables(p: Picker) -> Draft:
    """Lists of lists: per row, all together, columns; and small tables built from a number."""
    rows = p.param("rows", ("rows", "grid", "table", "lists", "matrix"), "rows")
    p.token["N"] = "numbers"
    cond = number_condition(p, none_chance=6)
    test, said = (p.code(cond.code, x="x"), p.phrase("cond")) if cond.code else ("", "numbers")
    what = p.pick("what", [
        Option("sum", "total += x", ("the sum of all {C} in all rows",), "total"),
        Option("count", "total += 1", ("how many {C} there are in all rows",), "count"),
        Option("flat", "total.append(x)", ("one flat list of all {C}",), "flatten"),
        Option("rowsum", "part += x", ("the list of the sums of the {C} of each row",), "row_sums", "row", ("one number per row, made from its {C}",)),
        Option("rowcount", "part += 1", ("the list that tells how many {C} each row has",), "row_counts", "row", ("one number per row, made from its {C}",)),
    ])
    per_row = what.key.startswith("row")
    inner = [f"        if {test}:", "            " + what.code] if test else ["        " + what.code]
    if per_row:
        lines = ["result = []", f"for row in {rows}:", "    part = 0", "    for x in row:", *inner, "    result.append(part)", "return result"]
    else:
        lines = [f"total = {'[]' if what.key == 'flat' else 0}", f"for row in {rows}:", "    for x in row:", *inner, "return total"]
    return Draft(lines, sentence(p, p.phrase("what", C=said), "a list of lists of integers"), function_name(p, what.word, cond.word), p.params)


FAMILIES = [tally, tally, grouping, mapping, mapping, slices, rearrange, rearrange, two_lists, pairs, tables]
