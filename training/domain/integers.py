"""Families over integers: digits, counting loops, small number theory, decisions."""

from __future__ import annotations

from domain.parts import function_name, number_condition, sentence
from domain.picker import Draft, Option, Picker


def n_param(p: Picker, kind: str) -> str:
    """The integer parameter."""
    return p.param("n", ("n", "n", "n", "number", "num", "value"), kind)


def digits(p: Picker) -> Draft:
    """One pass over the decimal digits of a number."""
    n = n_param(p, "big")
    p.token["N"] = "digits"
    cond = p.pick("cond", [
        Option("all", "", ("digits",)), Option("all2", "", ("digits",)), Option("all3", "", ("digits",)),
        Option("even", "d % 2 == 0", ("even digits",), "even", "par", ("digits of one kind", "right digits (see the tests)")),
        Option("odd", "d % 2 != 0", ("odd digits",), "odd", "par", ("digits of one kind", "right digits (see the tests)")),
        Option("big", "d > {m}", ("digits greater than {m}",), "big", "m", ("digits above {m}", "large digits ({m} is the limit)")),
        Option("bige", "d >= {m}", ("digits of at least {m}",), "big", "m", ("digits above {m}", "large digits ({m} is the limit)")),
        Option("nonzero", "d != 0", ("nonzero digits",), "nonzero"),
    ])
    p.token["m"] = str(p.draw("literal:m", (3, 4, 5, 6)))
    what = p.pick("what", [
        Option("sum", "total += d", ("the sum of the {C}", "the total of the {C}"), "sum"),
        Option("count", "total += 1", ("the number of {C}", "how many {C} it has"), "count"),
        Option("product", "total *= d", ("the product of the {C}",), "product"),
        Option("squares", "total += d * d", ("the sum of the squares of the {C}",), "squares"),
        Option("max", "total = max(total, d)", ("the largest of the {C} (0 if none)",), "max"),
        Option("list", "total.append(d)", ("a list of the {C} from left to right",), "list", "ord", ("a list of the {C}",)),
        Option("rlist", "total.append(d)", ("a list of the {C} from right to left",), "list", "ord", ("a list of the {C}",)),
        Option("rev", "total = total * 10 + d", ("the number made of the {C} read backwards",), "reverse", "num", ("the number made of the {C}",)),
    ])
    start = {"product": "1", "list": "[]", "rlist": "[]"}.get(what.key, "0")
    test = p.code(cond.code)
    style = p.draw("style", ("str", "str", "mod"))
    if what.key in ("rlist", "rev"):
        style = "mod"
    if what.key == "list":
        style = "str"
    body = [f"    if {test}:", "        " + what.code] if test else ["    " + what.code]
    if style == "str":
        lines = [f"total = {start}", f"for c in str({n}):", "    d = int(c)", *body, "return total"]
    else:
        lines = [f"total = {start}", f"while {n} > 0:", f"    d = {n} % 10", f"    {n} //= 10", *body, "return total"]
    return Draft(lines, sentence(p, p.phrase("what", C=p.phrase("cond")), "a non-negative integer"),
                 function_name(p, what.word, cond.word, "digits"), p.params)


UPTO = ("from 1 to {n}", "up to {n}", "below the limit {n}", "until {n}")


def counting(p: Picker) -> Draft:
    """Numbers up to n: summed, multiplied, counted or listed, perhaps only some."""
    n = n_param(p, "n")
    span = p.pick("span", [
        Option("incl", "range(1, {n} + 1)", ("from 1 to {n} inclusive", "from 1 to {n}"), "", "span", UPTO),
        Option("excl", "range(1, {n})", ("from 1 up to but not including {n}", "below {n}"), "", "span", UPTO),
        Option("zero", "range({n} + 1)", ("from 0 to {n}",), "", "span", UPTO[:2]),
        Option("down", "range({n}, 0, -1)", ("from {n} down to 1",)),
    ], 0.5)
    p.token["N"] = p.rng.choice(("numbers", "integers", "whole numbers"))
    sub = str(p.draw("kind", ["cond", "cond", "divisor", "divisor", "none", "none", "square"]))
    if sub == "cond":
        keep = number_condition(p)
        test, words, stem = p.code(keep.code, x="i"), p.phrase("cond"), keep.word
    elif sub == "divisor":
        test, words, stem = f"{n} % i == 0", p.rng.choice(("divisors of {n}", "numbers that divide {n}")).format(**p.token), "divisors"
    elif sub == "square":
        test, words, stem = "int(i ** 0.5) ** 2 == i", "square numbers", "squares"
    else:
        test, words, stem = "", p.token["N"], ""
    value = p.pick("value", [Option("self", "i", ("the {C}",)), Option("self2", "i", ("the {C}",)), Option("self3", "i", ("the {C}",)),
                             Option("square", "i * i", ("the squares of the {C}",), "squares"),
                             Option("double", "i * 2", ("the doubles of the {C}",), "doubles"),
                             Option("cube", "i ** 3", ("the cubes of the {C}",), "cubes")])
    what = p.pick("what", [
        Option("sum", "total += {v}", ("the sum of {V}", "the total of {V}"), "sum"),
        Option("product", "total *= {v}", ("the product of {V}",), "product"),
        Option("list", "total.append({v})", ("a list of {V}",), "list"),
        Option("list2", "total.append({v})", ("the list of {V}",), "list"),
        Option("count", "total += 1", ("how many {C} there are", "the number of {C}"), "count"),
    ])
    if span.key == "zero" and sub == "divisor":
        span = Option("incl", "range(1, {n} + 1)")
    start = {"product": "1", "list": "[]", "list2": "[]"}.get(what.key, "0")
    step = what.code.format(v=value.code)
    body = [f"    if {test}:", "        " + step] if test else ["    " + step]
    lines = [f"total = {start}", f"for i in {p.code(span.code)}:", *body, "return total"]
    said = p.phrase("what", C=words, V=p.phrase("value", C=words)) + " " + p.phrase("span")
    if not test and what.key == "product" and value.key.startswith("self") and p.rng.random() < 0.5:
        said = p.rng.choice(("the factorial of {n}", "{n} factorial")).format(**p.token)
    return Draft(lines, sentence(p, said, "a non-negative integer"), function_name(p, what.word, value.word, stem), p.params)


def sequence(p: Picker) -> Draft:
    """Number sequences: Fibonacci and relatives, powers, triangular numbers, halving, Collatz."""
    n = n_param(p, "k")
    kind = p.pick("kind", [
        Option("fib0", "", ("the {n}-th Fibonacci number where number 0 is 0 and number 1 is 1",), "fibonacci", "fib", ("the {n}-th Fibonacci number", "Fibonacci number {n}")),
        Option("fib1", "", ("the {n}-th Fibonacci number where numbers 0 and 1 are both 1",), "fibonacci", "fib", ("the {n}-th Fibonacci number", "Fibonacci number {n}")),
        Option("lucas", "", ("the {n}-th Lucas number (2, 1, 3, 4, 7, ...)",), "lucas"),
        Option("fiblist", "", ("the list of the first {n} Fibonacci numbers starting with 0",), "fibonacci_list", "fl", ("the first {n} Fibonacci numbers",)),
        Option("fiblist1", "", ("the list of the first {n} Fibonacci numbers starting with 1, 1",), "fibonacci_list", "fl", ("the first {n} Fibonacci numbers",)),
        Option("powers", "", ("the list of the first {n} powers of 2, starting with 1",), "powers", "pw", ("the first {n} powers of two",)),
        Option("powers2", "", ("the list of the first {n} powers of 2, starting with 2",), "powers", "pw", ("the first {n} powers of two",)),
        Option("tri", "", ("the {n}-th triangular number",), "triangular"),
        Option("odds", "", ("the first {n} odd numbers",), "odds", "oe", ("the first {n} numbers of one parity",)),
        Option("evens", "", ("the first {n} even numbers, starting with 2",), "evens", "oe", ("the first {n} numbers of one parity",)),
        Option("evens0", "", ("the first {n} even numbers, starting with 0",), "evens", "oe", ("the first {n} numbers of one parity",)),
    ], 0.7)
    start = {"fib0": ("0", "1"), "fib1": ("1", "1"), "lucas": ("2", "1"), "fiblist": ("0", "1"), "fiblist1": ("1", "1")}
    if kind.key in start:
        a, b = start[kind.key]
        listing = kind.key.startswith("fiblist")
        lines = [f"a = {a}", f"b = {b}", *(["result = []"] if listing else []), f"for i in range({n}):",
                 *(["    result.append(a)"] if listing else []), "    a, b = b, a + b", "return result" if listing else "return a"]
    elif kind.key.startswith("powers"):
        first = "1" if kind.key == "powers" else "2"
        lines = ["result = []", f"x = {first}", f"for i in range({n}):", "    result.append(x)", "    x *= 2", "return result"]
    elif kind.key == "tri":
        lines = ["total = 0", f"for i in range(1, {n} + 1):", "    total += i", "return total"]
    else:
        term = {"odds": "2 * i + 1", "evens": "2 * i + 2", "evens0": "2 * i"}[kind.key]
        lines = ["result = []", f"for i in range({n}):", f"    result.append({term})", "return result"]
    return Draft(lines, sentence(p, p.phrase("kind"), ""), function_name(p, kind.word), p.params)


def repeat_until(p: Picker) -> Draft:
    """While loops on one number: halving, dividing by a factor, Collatz, digit sums."""
    n = n_param(p, "n")
    p.token["b"] = str(p.draw("literal:b", (2, 3, 5, 10)))
    kind = p.pick("kind", [
        Option("halve", "", ("how often {n} can be halved (rounding down) until it is 0",), "halvings", "h", ("how many times {n} can be halved",)),
        Option("halve1", "", ("how often {n} can be halved (rounding down) until it is 1 or less",), "halvings", "h", ("how many times {n} can be halved",)),
        Option("exact", "", ("how often {n} can be divided by 2 without remainder (0 for 0)",), "halvings", "h", ("how many times {n} can be halved",)),
        Option("collatz", "", ("the number of steps until {n} becomes 1, halving even numbers and turning odd ones into 3 times plus 1",), "collatz", "c", ("the Collatz result for {n}",)),
        Option("collatzmax", "", ("the largest value on the way from {n} to 1, halving even numbers and turning odd ones into 3 times plus 1",), "collatz", "c", ("the Collatz result for {n}",)),
        Option("base", "", ("the digits of {n} in base {b} as a string",), "base", "b", ("{n} written in base {b}",)),
        Option("baselist", "", ("the digits of {n} in base {b} as a list, lowest first",), "base", "b", ("{n} written in base {b}",)),
        Option("root", "", ("the repeated digit sum of {n} until one digit is left",), "digital_root"),
        Option("isqrt", "", ("the largest integer whose square is at most {n}",), "square_root", "s", ("the whole square root of {n}",)),
        Option("csqrt", "", ("the smallest integer whose square is at least {n}",), "square_root", "s", ("the whole square root of {n}",)),
    ], 0.6)
    b = p.token["b"]
    lines = {
        "halve": ["count = 0", f"while {n} > 0:", f"    {n} //= 2", "    count += 1", "return count"],
        "halve1": ["count = 0", f"while {n} > 1:", f"    {n} //= 2", "    count += 1", "return count"],
        "exact": ["count = 0", f"while {n} > 0 and {n} % 2 == 0:", f"    {n} //= 2", "    count += 1", "return count"],
        "collatz": ["count = 0", f"while {n} > 1:", f"    if {n} % 2 == 0:", f"        {n} //= 2", "    else:", f"        {n} = 3 * {n} + 1", "    count += 1", "return count"],
        "collatzmax": [f"best = {n}", f"while {n} > 1:", f"    if {n} % 2 == 0:", f"        {n} //= 2", "    else:", f"        {n} = 3 * {n} + 1", f"    best = max(best, {n})", "return best"],
        "base": [f"if {n} == 0:", "    return '0'", "result = ''", f"while {n} > 0:", f"    result = str({n} % {b}) + result", f"    {n} //= {b}", "return result"],
        "baselist": ["result = []", f"while {n} > 0:", f"    result.append({n} % {b})", f"    {n} //= {b}", "return result"],
        "root": [f"while {n} > 9:", "    total = 0", f"    for c in str({n}):", "        total += int(c)", f"    {n} = total", f"return {n}"],
        "isqrt": ["i = 0", f"while (i + 1) * (i + 1) <= {n}:", "    i += 1", "return i"],
        "csqrt": ["i = 0", f"while i * i < {n}:", "    i += 1", "return i"],
    }[kind.key]
    return Draft(lines, sentence(p, p.phrase("kind"), ""), function_name(p, kind.word), p.params)


def primes(p: Picker) -> Draft:
    """Divisors, primes, gcd, lcm."""
    kind = p.pick("kind", [
        Option("isprime", "", ("whether {n} is a prime number", "whether {n} is prime"), "is_prime"),
        Option("primes", "", ("the list of primes up to {n} inclusive",), "primes", "pr", ("the primes up to {n}", "all primes below {n}", "the prime numbers until {n}")),
        Option("primesx", "", ("the list of primes less than {n}",), "primes", "pr", ("the primes up to {n}", "all primes below {n}", "the prime numbers until {n}")),
        Option("factors", "", ("the prime factors of {n} with repetition, in ascending order",), "prime_factors", "pf", ("the prime factors of {n}",)),
        Option("dfactors", "", ("the different prime factors of {n} in ascending order",), "prime_factors", "pf", ("the prime factors of {n}",)),
        Option("smallest", "", ("the smallest divisor of {n} greater than 1 (or {n} itself below 2)",), "divisor", "dv", ("a special divisor of {n}",)),
        Option("largest", "", ("the largest divisor of {n} smaller than {n} (or 0)",), "divisor", "dv", ("a special divisor of {n}",)),
        Option("perfect", "", ("whether {n} is the sum of its divisors smaller than {n}", "whether {n} is a perfect number"), "is_perfect"),
        Option("gcd", "", ("the greatest common divisor of {a} and {b}",), "gcd", "gl", ("a common number for {a} and {b}: gcd or lcm",)),
        Option("lcm", "", ("the least common multiple of {a} and {b}",), "lcm", "gl", ("a common number for {a} and {b}: gcd or lcm",)),
        Option("common", "", ("the list of common divisors of {a} and {b}",), "common_divisors"),
        Option("ispower", "", ("whether {n} is a power of two",), "is_power"),
        Option("issquare", "", ("whether {n} is a square number",), "is_square"),
    ], 0.6)
    if kind.key in ("gcd", "lcm", "common"):
        p.param("a", ("a", "x", "m"), "size+")
        p.param("b", ({"a": "b", "x": "y", "m": "n"}[p.token["a"]],), "size+")
    else:
        n_param(p, "n")
    n, a, b = p.token.get("n", ""), p.token.get("a", ""), p.token.get("b", "")
    prime_test = ["for i in range(2, x):", "    if x % i == 0:", "        prime = False"]
    lines = {
        "isprime": [f"if {n} < 2:", "    return False", f"for i in range(2, {n}):", f"    if {n} % i == 0:", "        return False", "return True"],
        "primes": ["result = []", f"for x in range(2, {n} + 1):", "    prime = True", *("    " + line for line in prime_test), "    if prime:", "        result.append(x)", "return result"],
        "primesx": ["result = []", f"for x in range(2, {n}):", "    prime = True", *("    " + line for line in prime_test), "    if prime:", "        result.append(x)", "return result"],
        "factors": ["result = []", "i = 2", f"while {n} > 1:", f"    if {n} % i == 0:", "        result.append(i)", f"        {n} //= i", "    else:", "        i += 1", "return result"],
        "dfactors": ["result = []", "i = 2", f"while {n} > 1:", f"    if {n} % i == 0:", "        if i not in result:", "            result.append(i)", f"        {n} //= i", "    else:", "        i += 1", "return result"],
        "smallest": [f"for i in range(2, {n}):", f"    if {n} % i == 0:", "        return i", f"return {n}"],
        "largest": [f"for i in range({n} - 1, 0, -1):", f"    if {n} % i == 0:", "        return i", "return 0"],
        "perfect": ["total = 0", f"for i in range(1, {n}):", f"    if {n} % i == 0:", "        total += i", f"return total == {n} and {n} > 0"],
        "gcd": [f"while {b} != 0:", f"    {a}, {b} = {b}, {a} % {b}", f"return {a}"],
        "lcm": [f"i = {a}", f"while i % {b} != 0:", f"    i += {a}", "return i"],
        "common": ["result = []", f"for i in range(1, min({a}, {b}) + 1):", f"    if {a} % i == 0 and {b} % i == 0:", "        result.append(i)", "return result"],
        "ispower": [f"if {n} < 1:", "    return False", f"while {n} % 2 == 0:", f"    {n} //= 2", f"return {n} == 1"],
        "issquare": ["i = 0", f"while i * i < {n}:", "    i += 1", f"return i * i == {n}"],
    }[kind.key]
    return Draft(lines, sentence(p, p.phrase("kind"), ""), function_name(p, kind.word), p.params)


def decide(p: Picker) -> Draft:
    """if / elif / else on one number: labels with open boundaries, or rules for several divisors."""
    n = n_param(p, "int")
    lo = int(str(p.draw("literal:lo", range(1, 7))))
    hi = lo + int(str(p.draw("literal:gap", range(3, 8))))
    p.token["lo"], p.token["hi"] = str(lo), str(hi)
    labels = str(p.draw("labels", ("low mid high", "small medium large", "cold warm hot", "bad ok good", "-1 0 1", "C B A")))
    one, two, three = (w if w.lstrip("-").isdigit() else repr(w) for w in labels.split())
    p.token.update(one=one, two=two, three=three)
    kind = p.pick("kind", [
        Option("ltgt", "< >", ("{one} if {n} is less than {lo}, {three} if it is greater than {hi}, else {two}",), "label", "lab", ("{one} below {lo}, {three} above {hi}, and {two} between",)),
        Option("legt", "<= >", ("{one} if {n} is at most {lo}, {three} if it is greater than {hi}, else {two}",), "label", "lab", ("{one} below {lo}, {three} above {hi}, and {two} between",)),
        Option("ltge", "< >=", ("{one} if {n} is less than {lo}, {three} if it is at least {hi}, else {two}",), "label", "lab", ("{one} below {lo}, {three} above {hi}, and {two} between",)),
        Option("lege", "<= >=", ("{one} if {n} is at most {lo}, {three} if it is at least {hi}, else {two}",), "label", "lab", ("{one} below {lo}, {three} above {hi}, and {two} between",)),
        Option("clamp", "", ("{n} limited to the range {lo} to {hi}",), "clamp", "cl", ("{n} made to fit {lo} to {hi}",)),
        Option("wrap", "", ("{n} if it is from {lo} to {hi}, else 0",), "clamp", "cl", ("{n} made to fit {lo} to {hi}",)),
        Option("sign", "", ("1 for positive {n}, -1 for negative and 0 for zero", "the sign of {n}"), "sign"),
        Option("fizz", "", ("'FizzBuzz' if {n} is divisible by 3 and 5, 'Fizz' if by 3, 'Buzz' if by 5, else {n}",), "fizz", "fz", ("the Fizz Buzz answer for {n}",)),
        Option("fizzs", "", ("'FizzBuzz' if {n} is divisible by 3 and 5, 'Fizz' if by 3, 'Buzz' if by 5, else {n} as a string",), "fizz", "fz", ("the Fizz Buzz answer for {n}",)),
        Option("parity", "", ("'even' or 'odd', whichever {n} is",), "parity"),
        Option("absdiff", "", ("the distance between {n} and {lo}",), "distance", "ds", ("the difference of {n} and {lo}",)),
        Option("diff", "", ("{n} minus {lo}",), "distance", "ds", ("the difference of {n} and {lo}",)),
    ], 0.7)
    if kind.group == "lab":
        left, right = kind.code.split()
        lines = [f"if {n} {left} {lo}:", f"    return {one}", f"if {n} {right} {hi}:", f"    return {three}", f"return {two}"]
    else:
        fizz_end = f"return str({n})" if kind.key == "fizzs" else f"return {n}"
        fizz = [f"if {n} % 15 == 0:", "    return 'FizzBuzz'", f"if {n} % 3 == 0:", "    return 'Fizz'", f"if {n} % 5 == 0:", "    return 'Buzz'", fizz_end]
        lines = {
            "clamp": [f"if {n} < {lo}:", f"    return {lo}", f"if {n} > {hi}:", f"    return {hi}", f"return {n}"],
            "wrap": [f"if {n} < {lo}:", "    return 0", f"if {n} > {hi}:", "    return 0", f"return {n}"],
            "sign": [f"if {n} > 0:", "    return 1", f"if {n} < 0:", "    return -1", "return 0"],
            "fizz": fizz, "fizzs": fizz,
            "parity": [f"if {n} % 2 == 0:", "    return 'even'", "return 'odd'"],
            "absdiff": [f"return abs({n} - {lo})"], "diff": [f"return {n} - {lo}"],
        }[kind.key]
    return Draft(lines, sentence(p, p.phrase("kind"), ""), function_name(p, kind.word), p.params)


def arithmetic(p: Picker) -> Draft:
    """Two or three integers: max, middle, differences, averages, comparisons, powers."""
    three = p.draw("three", (True, False))
    a = p.param("a", ("a", "x"), "int")
    b = p.param("b", ({"a": "b", "x": "y"}[a],), "int")
    if three:
        c = p.param("c", ({"a": "c", "x": "z"}[a],), "int")
        options = [
            Option("max", f"max({a}, {b}, {c})", ("the largest of three numbers",), "max", "e", ("the special one of three numbers",)),
            Option("min", f"min({a}, {b}, {c})", ("the smallest of three numbers",), "min", "e", ("the special one of three numbers",)),
            Option("mid", f"sorted([{a}, {b}, {c}])[1]", ("the middle one of three numbers by size",), "middle", "e", ("the special one of three numbers",)),
            Option("range", f"max({a}, {b}, {c}) - min({a}, {b}, {c})", ("the largest minus the smallest of three numbers",), "spread"),
            Option("equal", f"{a} == {b} == {c}", ("whether all three numbers are equal",), "equal", "q", ("whether the three numbers agree",)),
            Option("two", f"{a} == {b} or {b} == {c} or {a} == {c}", ("whether at least two of the three numbers are equal",), "equal", "q", ("whether the three numbers agree",)),
            Option("order", f"{a} < {b} < {c}", ("whether the three numbers strictly increase",), "ordered", "o", ("whether the three numbers are in order",)),
            Option("ordere", f"{a} <= {b} <= {c}", ("whether the three numbers never decrease",), "ordered", "o", ("whether the three numbers are in order",)),
            Option("sum2", f"{a} + {b} + {c} - min({a}, {b}, {c})", ("the sum of the two largest of three numbers",), "sum"),
            Option("between", f"{a} <= {b} <= {c}", (f"whether {b} lies between {a} and {c}, ends included",), "between", "b", (f"whether {b} lies between {a} and {c}",)),
            Option("betweenx", f"{a} < {b} < {c}", (f"whether {b} lies strictly between {a} and {c}",), "between", "b", (f"whether {b} lies between {a} and {c}",)),
        ]
    else:
        options = [
            Option("max", f"max({a}, {b})", ("the larger of two numbers",), "max", "e", ("one of two numbers, by size",)),
            Option("min", f"min({a}, {b})", ("the smaller of two numbers",), "min", "e", ("one of two numbers, by size",)),
            Option("diff", f"abs({a} - {b})", ("the distance between two numbers", "the absolute difference"), "difference", "d", ("the difference of two numbers",)),
            Option("sub", f"{a} - {b}", (f"{a} minus {b}",), "difference", "d", ("the difference of two numbers",)),
            Option("subr", f"{b} - {a}", (f"{b} minus {a}",), "difference", "d", ("the difference of two numbers",)),
            Option("mean", f"({a} + {b}) / 2", ("the mean of two numbers",), "average", "m", ("the average of two numbers",)),
            Option("meani", f"({a} + {b}) // 2", ("the mean of two numbers, rounded down",), "average", "m", ("the average of two numbers",)),
            Option("gt", f"{a} > {b}", (f"whether {a} is greater than {b}",), "bigger", "g", (f"whether {a} is ahead of {b}",)),
            Option("ge", f"{a} >= {b}", (f"whether {a} is at least {b}",), "bigger", "g", (f"whether {a} is ahead of {b}",)),
            Option("hyp", f"{a} * {a} + {b} * {b}", ("the sum of the squares of two numbers",), "squares", "s", ("the square of two numbers taken together",)),
            Option("sq", f"({a} + {b}) ** 2", ("the square of the sum of two numbers",), "squares", "s", ("the square of two numbers taken together",)),
            Option("mul", f"{a} * {b}", ("the product of two numbers",), "product"),
            Option("add", f"{a} + {b}", ("the sum of two numbers",), "add"),
            Option("sameSign", f"{a} * {b} > 0", ("whether both numbers are positive or both negative",), "same_sign"),
            Option("sameParity", f"({a} + {b}) % 2 == 0", ("whether both numbers are even or both odd",), "same_parity"),
        ]
    kind = p.pick("kind", options, 0.6)
    lines = [f"result = {kind.code}", "return result"] if p.draw("twostep", (True, False)) else [f"return {kind.code}"]
    return Draft(lines, sentence(p, p.phrase("kind"), ""), function_name(p, kind.word), p.params)


FAMILIES = [digits, digits, counting, counting, sequence, repeat_until, primes, decide, arithmetic]
