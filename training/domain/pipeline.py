"""One shape in many combinations: go through something, keep some of it, make a value of each, end with one result.

A source brings the loop and its parts; the ends below are shared by all sources, as far as the values allow them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.naming import request_name
from domain.parts import sentence
from domain.picker import Draft, Option, Picker

NOTHING = {"int": ("None", "-1", "0"), "str": ("''", "None"), "char": ("''", "None")}
"""What may be returned where nothing was found, by type of the values."""


@dataclass
class Source:
    """What a pipeline goes through, with its parts chosen."""

    loop: str
    """The head of the loop."""
    test: str
    """A condition on one element, or "" for all."""
    value: str
    """The value made of one element that was kept."""
    kept: str
    """Words for the elements that are kept, without an article."""
    values: str
    """Words for their values, with an article where there is one."""
    kind: str
    """Type of the values: a key of NOTHING."""
    described: str
    """Words for the input."""
    stems: tuple[str, ...] = ()
    before: list[str] = field(default_factory=list)
    """Lines in front of the loop."""


def end(key: str, *say: str, word: str = "", group: str = "", vague: str = "") -> Option:
    """An option that is written by `written`."""
    return Option(key, "", say, word, group, tuple(vague.split("|")) if vague else ())


LISTED, ONE, SIZE, WHOLE, GLUED = ("{V} in a list|a list of {V}|{V}", "one of {V}|a single one of {V}", "whether the {C} can be found",
                                   "{V} taken together|one number made of {V}", "{V} put into one string|{V} as a string")
ANY_ENDS = [
    end("list", "a list of {V}", "{V} as a list", "{V}", word="list", group="listed", vague=LISTED),
    end("list2", "a list of {V}", word="list", group="listed", vague=LISTED),
    end("back", "a list of {V}, the last one first", "{V} as a list in reverse order", word="list", group="listed", vague=LISTED),
    end("distinct", "a list of {V} without repetitions", "{V}, each only once, as a list", word="list", group="listed", vague=LISTED),
    end("count", "the number of {C}", "how many {C} there are", word="count", group="counted", vague="a count of the {C}|how many {C} there are"),
    end("different", "how many different values there are among {V}", word="count", group="counted", vague="a count of the {C}|how many {C} there are"),
    end("any", "whether there is at least one among the {C}", "whether there are any {C}", word="has", group="size", vague=SIZE),
    end("two", "whether there are at least two {C}", word="has", group="size", vague=SIZE),
    end("single", "whether there is exactly one among the {C}", word="has", group="size", vague=SIZE),
    end("first", "the first of {V}", word="first", group="one", vague=ONE),
    end("last", "the last of {V}", word="last", group="one", vague=ONE),
    end("tally", "a dictionary that counts {V}", "a dictionary from each of {V} to how often it occurs", word="tally"),
    end("indexed", "a list of pairs of a running number from 0 and a value for {V}", word="numbered", group="numbered", vague="{V} numbered, as a list of pairs"),
    end("indexed1", "a list of pairs of a running number from 1 and a value for {V}", word="numbered", group="numbered", vague="{V} numbered, as a list of pairs"),
]
INT_ENDS = [
    end("sum", "the sum of {V}", "the total of {V}", word="sum", group="whole", vague=WHOLE),
    end("sum2", "the sum of {V}", word="sum"),
    end("mean", "the average of {V}, 0 if there is nothing to average", word="mean", group="whole", vague=WHOLE),
    end("floor", "the average of {V}, rounded down, 0 if there is nothing to average", word="mean", group="whole", vague=WHOLE),
    end("alternate", "{V} added and subtracted in turn, beginning with plus", word="alternate", group="whole", vague=WHOLE),
    end("max", "the largest of {V}", word="max", group="one", vague=ONE),
    end("min", "the smallest of {V}", word="min", group="one", vague=ONE),
    end("sorted", "a list of {V} in ascending order", "{V} sorted from small to large", word="sorted", group="listed", vague=LISTED),
    end("running", "a list of the running totals of {V}", word="running"),
    end("commas", "{V} in one string, separated by commas", word="text", group="glued", vague=GLUED),
    end("spaces", "{V} in one string, separated by spaces", word="text", group="glued", vague=GLUED),
]
STR_ENDS = [
    end("commas", "{V} in one string, separated by commas", word="text", group="glued", vague=GLUED),
    end("spaces", "{V} in one string, separated by spaces", word="text", group="glued", vague=GLUED),
    end("glue", "{V} joined to one string", "{V} written one after another", word="text", group="glued", vague=GLUED),
    end("sorted", "a list of {V} in alphabetical order", word="sorted", group="listed", vague=LISTED),
    end("longest", "the longest of {V}, the first one if several are equally long", word="longest", group="one", vague=ONE),
]
ENDS = {"int": [*ANY_ENDS, *INT_ENDS, *INT_ENDS[:2]], "str": [*ANY_ENDS, *STR_ENDS], "char": [*ANY_ENDS, *STR_ENDS[:-1], STR_ENDS[2]]}
THEN = [Option("no", ""), Option("no2", ""), Option("no3", ""), Option("no4", ""),
        Option("more", "{r} > {t}", ("Tell whether that is more than {t}.", "Return True if this is greater than {t}, otherwise False."), "over", "then",
               ("Is that enough, with {t} as the limit?", "Return whether this reaches the mark of {t}.")),
        Option("least", "{r} >= {t}", ("Tell whether that is at least {t}.", "Return whether it is {t} or more."), "over", "then",
               ("Is that enough, with {t} as the limit?", "Return whether this reaches the mark of {t}.")),
        Option("even", "{r} % 2 == 0", ("Return whether the result is even.", "Tell if that number is even."), "even"),
        Option("word", "'yes' if {r} > {t} else 'no'", ("Return 'yes' if that is more than {t} and 'no' otherwise.",), "verdict"),
        Option("double", "{r} * 2", ("Double the result.", "Return twice that."), "twice"), Option("cap", "min({r}, {t})", ("If that is more than {t}, return {t} instead.", "Never return more than {t}."), "capped")]
"""A second step for counts and sums."""
CUTS = [Option("no", ""), Option("no2", ""), Option("no3", ""), Option("no4", ""),
        Option("few", "{r}[:{t}]", ("Keep only the first {t} of them.", "Return at most {t} of them, from the front."), "few", "cut", ("Return {t} of them.", "Only {t} of them are wanted.")),
        Option("end", "{r}[-{t}:]", ("Keep only the last {t} of them.",), "few", "cut", ("Return {t} of them.", "Only {t} of them are wanted.")),
        Option("but", "{r}[1:]", ("Leave out the first of them.", "Drop the first one."), "rest"), Option("size", "len({r})", ("Return only how many there are.",), "size")]
"""A second step for lists."""


def loop(source: Source, *body: str) -> list[str]:
    """The loop with its body under the condition."""
    inner = [f"    if {source.test}:", *("        " + line for line in body)] if source.test else ["    " + line for line in body]
    return [*source.before, source.loop, *inner]


def collected(source: Source, finish: str) -> list[str]:
    """All values in a list, then the last line."""
    return ["result = []", *loop(source, f"result.append({source.value})"), f"return {finish}"]


def written(source: Source, key: str, nothing: str) -> list[str]:
    """The lines of a whole pipeline."""
    v, as_text = source.value, source.value if source.kind != "int" else f"str({source.value})"
    counted = ["count = 0", *loop(source, "count += 1")]
    if key in ("list", "list2", "back", "sorted"):
        return collected(source, {"back": "result[::-1]", "sorted": "sorted(result)"}.get(key, "result"))
    if key in ("commas", "spaces", "glue"):
        mark = {"commas": ",", "spaces": " ", "glue": ""}[key]
        return ["result = []", *loop(source, f"result.append({as_text})"), f"return '{mark}'.join(result)"]
    if key == "distinct":
        return ["result = []", *loop(source, f"if {v} not in result:", f"    result.append({v})"), "return result"]
    if key == "different":
        return ["result = []", *loop(source, f"if {v} not in result:", f"    result.append({v})"), "return len(result)"]
    if key in ("count", "two", "single"):
        return [*counted, {"count": "return count", "two": "return count >= 2", "single": "return count == 1"}[key]]
    if key == "any":
        return [*loop(source, "return True"), "return False"]
    if key == "first":
        return [*loop(source, f"return {v}"), f"return {nothing}"]
    if key == "last":
        return [f"result = {nothing}", *loop(source, f"result = {v}"), "return result"]
    if key == "tally":
        return ["counts = {}", *loop(source, f"counts[{v}] = counts.get({v}, 0) + 1"), "return counts"]
    if key in ("indexed", "indexed1"):
        number = "len(result)" if key == "indexed" else "len(result) + 1"
        return ["result = []", *loop(source, f"result.append([{number}, {v}])"), "return result"]
    if key in ("sum", "sum2"):
        return ["total = 0", *loop(source, f"total += {v}"), "return total"]
    if key in ("mean", "floor"):
        slash = "/" if key == "mean" else "//"
        return ["total = 0", "count = 0", *loop(source, f"total += {v}", "count += 1"), "if count == 0:", "    return 0",
                f"return total {slash} count"]
    if key == "alternate":
        return ["total = 0", "sign = 1", *loop(source, f"total += sign * {v}", "sign = -sign"), "return total"]
    if key == "running":
        return ["result = []", "total = 0", *loop(source, f"total += {v}", "result.append(total)"), "return result"]
    if key in ("max", "min", "longest"):
        better = {"max": f"{v} > best", "min": f"{v} < best", "longest": f"len({v}) > len(best)"}[key]
        return ["best = None", *loop(source, f"if best is None or {better}:", f"    best = {v}"), *empty_guard(nothing), "return best"]
    raise ValueError(f"no such end: {key}")


def finished(lines: list[str], code: str, p: Picker) -> list[str]:
    """The last line with a second step on what it returned."""
    found = lines[-1].removeprefix("return ")
    kept = [] if found.isidentifier() else [f"result = {found}"]
    ended = p.code(code, r=found if found.isidentifier() else "result")
    if " if " in ended:
        value, test = ended.removesuffix(" else 'no'").split(" if ")
        return [*lines[:-1], *kept, f"if {test}:", f"    return {value}", "return 'no'"]
    return [*lines[:-1], *kept, f"return {ended}"]


def empty_guard(nothing: str) -> list[str]:
    """Lines that return something else than None where nothing was found."""
    return [] if nothing == "None" else ["if best is None:", f"    return {nothing}"]


def pipeline(p: Picker, source: Source) -> Draft:
    """The source with one of the ends that its values allow."""
    choice = p.pick("end", ENDS[source.kind], 0.5)
    thing = p.phrase("end", V=source.values, C=source.kept)
    nothing, note = "None", ""
    if choice.group == "one":
        words = [Option(value, value, (f"If there is none, return {value}.", f"Return {value} when there is none.",
                                       f"Without any, the answer is {value}."), "", "nothing", ("", "There may be none."))
                 for value in NOTHING[source.kind]]
        nothing = p.pick("nothing", words, 0.35).code
        note = p.phrase("nothing")
    lines = written(source, choice.key, nothing)
    p.token["t"] = str(p.draw("literal:then", (2, 3, 5, 10)))
    if choice.key in ("count", "sum", "sum2", "list", "list2", "sorted", "distinct"):
        then = p.pick("then", CUTS if lines[-1].startswith(("return result", "return sorted")) else THEN, 0.5)
        if then.code:
            lines = finished(lines, then.code, p)
            note = p.phrase("then")
    said = sentence(p, thing, source.described)
    return Draft(lines, f"{said} {note}".strip(), request_name(p, thing, choice.word, *source.stems), p.params)
