"""Function names as people make them: out of the words of the request."""

from __future__ import annotations

import builtins
import keyword
import re

from domain.parts import function_name
from domain.picker import Picker

LEFT_OUT = frozenset("the a an of in on at to by with for from and or if is are be that which whose it its their each every all as into than "
                     "there this them they one has have was were do does not no but only return given write make find compute out up list "
                     "string number integer otherwise none where when whether how many much what so then other others you your he she".split())
SHARE = 0.45


def request_name(p: Picker, said: str, *stems: str) -> str:
    """A name from the first telling words of `said`, or what function_name gives."""
    other = function_name(p, *stems)
    if p.rng.random() > SHARE:
        return other
    taken = {name for name, _ in p.params}
    start = re.split(r"[,.:?;(']", said)[0].lower()
    words = [word for word in re.findall(r"[a-z]{2,12}", start) if word not in LEFT_OUT and word not in taken]
    words = words[: p.rng.choice((1, 2, 2, 2, 3))]
    if not words:
        return other
    head = said.split(" ", 1)[0]
    if head == "whether":
        words.insert(0, p.rng.choice(("is", "has", "check", "are")))
    elif re.match(r"(the number of|how (many|often))\b", said):
        words.insert(0, p.rng.choice(("count", "count", "number_of", "how_many")))
    elif said.startswith("the sum of"):
        words[0:1] = [p.rng.choice(("sum", "sum_of", "total"))]
    elif p.rng.random() < 0.25:
        words.insert(0, p.rng.choice(("get", "find", "make", "compute")))
    name = "".join([words[0], *(word.capitalize() for word in words[1:])]) if p.rng.random() < 0.05 else "_".join(words)
    return name + "_of" if keyword.iskeyword(name) or hasattr(builtins, name) or name in taken else name
