"""Choices behind one problem. A family is a function that asks a Picker for its parts and writes code and words.

Running the same family again with some choices forced gives another reading of the same statement: the options
of one `group` share vague words, and only the tests tell them apart.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Option:
    """One value of a slot: its code, exact wordings, and the vague wordings it shares with its group."""

    key: str
    code: str = ""
    say: tuple[str, ...] = ("",)
    word: str = ""
    group: str = ""
    vague: tuple[str, ...] = ()


@dataclass
class Draft:
    """What a family writes."""

    lines: list[str]
    """Body of the function, indented by four spaces and more."""
    statement: str
    name: str
    params: list[tuple[str, str]]
    """(parameter name, input kind), see inputs.py."""

    def code(self, name: str | None = None) -> str:
        """The whole program text."""
        head = f"def {name or self.name}({', '.join(param for param, _ in self.params)}):\n"
        return head + "\n".join("    " + line for line in self.lines) + "\n"


@dataclass
class Picker:
    """Random choices that are recorded in `taken` and can be forced by `forced`."""

    rng: random.Random
    forced: dict[str, object] = field(default_factory=dict)
    vagueness: float = 0.55
    taken: dict[str, object] = field(default_factory=dict)
    open_slots: dict[str, list[str]] = field(default_factory=dict)
    """Vague slot -> keys of all options its words allow."""
    free_slots: dict[str, list[str]] = field(default_factory=dict)
    """Every slot -> keys of all its options (for wrong programs)."""
    structure: list[str] = field(default_factory=list)
    token: dict[str, str] = field(default_factory=dict)
    """Names and numbers that phrases and code mention, for str.format."""
    params: list[tuple[str, str]] = field(default_factory=list)

    def pick(self, slot: str, options: Sequence[Option], vagueness: float | None = None) -> Option:
        """Choose an option; its words (exact or vague) become available as phrase(slot)."""
        by_key = {option.key: option for option in options}
        key = self.forced.get(slot)
        option = by_key[str(key)] if key in by_key else self.rng.choice(list(options))
        members = [o.key for o in options if o.group and o.group == option.group]
        chance = self.vagueness if vagueness is None else vagueness
        if len(members) > 1 and option.vague and self.rng.random() < chance:
            self.open_slots[slot] = members
            self.token[f"say:{slot}"] = self.rng.choice(option.vague)
            if len({o.word for o in options if o.key in members}) > 1:
                option = replace(option, word="")  # the name must not tell what the words leave open
        else:
            self.token[f"say:{slot}"] = self.rng.choice(option.say)
        self.free_slots[slot] = list(by_key)
        self.taken[slot] = option.key
        self.structure.append(f"{slot}={option.key}")
        return option

    def phrase(self, slot: str, **extra: str) -> str:
        """The words chosen for a slot, with names and numbers filled in."""
        return self.token[f"say:{slot}"].format(**{**self.token, **extra})

    def draw(self, slot: str, values: Sequence[object]) -> object:
        """A constant or a name: recorded so that readings share it, but no part of the structure."""
        value = self.forced[slot] if slot in self.forced else self.rng.choice(list(values))
        self.taken[slot] = value
        return value

    def param(self, slot: str, names: Sequence[str], kind: str) -> str:
        """A parameter of the function."""
        name = str(self.draw(f"name:{slot}", names))
        self.params.append((name, kind))
        self.token[slot] = name
        return name

    def number(self, slot: str, names: Sequence[str], kind: str, constants: Sequence[int]) -> str:
        """A number in the program: a parameter or a literal, as text."""
        if self.draw(f"as:{slot}", ("param", "literal")) == "param":
            return self.param(slot, names, kind)
        self.token[slot] = str(self.draw(f"literal:{slot}", constants))
        return self.token[slot]

    def words(self, *choices: str, **extra: str) -> str:
        """One of several wordings, with names and numbers filled in."""
        return self.rng.choice(choices).format(**{**self.token, **extra})

    def code(self, template: str, **extra: str) -> str:
        """A code template with names and numbers filled in."""
        return template.format(**{**self.token, **extra})
