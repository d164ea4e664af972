/**
 * The program that follows every attempt. It leans on everything that an attempt may have left behind: builtins,
 * modules, files, the recursion limit, the environment, modules that are still to be loaded.
 */
export const HONEST = `
import codecs, collections, decimal, gc, json, math, os, random, re, sys, time

def depth(n):
    return n if n == 0 else depth(n - 1)

def f(x):
    import colorsys
    try:
        import scipy
        found = "scipy"
    except ImportError:
        found = "none"
    with open("/lib/python314.zip", "rb") as library:
        magic = library.read(2)
    try:
        int("no")
    except ValueError:
        caught = True
    print("honest")
    return [x + 1, len(sorted([3, 1, 2])), sum(range(4)), math.floor(math.pi * 100), json.loads("[1]"),
            re.sub("a", "b", "aa"), colorsys.rgb_to_hsv(0, 0, 0)[2], found, magic, caught, depth(300) == 0,
            len(os.getcwd().split("/")), os.path.exists("left"), os.environ.get("LEFT"), type(x) is int,
            isinstance(random.random(), float), collections.Counter("aab")["a"], max(time.time(), 0) > 0,
            sys.getrecursionlimit() > 900, codecs.encode("abc", "rot13"),
            str(decimal.Decimal(1) / 3)[:6], gc.isenabled(), len(str(10 ** 3000)), [n for n in (1, 2, 3)],
            str(10 ** 20), hash("a") == hash("a"), [*map(abs, [-1])]]
`;

const EXPECTED = `[2, 3, 6, 314, [1], "bb", 0, "none", b"PK", True, True, 3, False, None, True, True, 2, True,
    True, "nop", "0.3333", True, 3001, [1, 2, 3], "100000000000000000000", True, [1]]`;

export const HONEST_TEST = `assert f(1) == ${EXPECTED}`;
export const HONEST_WRONG_TEST = `assert f(2) == ${EXPECTED}`;
