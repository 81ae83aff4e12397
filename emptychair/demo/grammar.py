import re
from dataclasses import dataclass, field
from typing import TypeAlias

from emptychair.demo.chance import Chance


@dataclass(frozen=True, slots=True)
class Any:
    """`<a|b>`: any of them, by chance."""

    ways: "tuple[Pattern, ...]"


@dataclass(frozen=True, slots=True)
class Register:
    """`[polite/casual]`: by the register of the writer."""

    polite: str
    casual: str


@dataclass(frozen=True, slots=True)
class Slot:
    """`{name}`: a word of that list, the same one all through a comment."""

    name: str


Part: TypeAlias = "str | Any | Register | Slot"
Pattern: TypeAlias = "tuple[Part, ...]"

_MARK = re.compile(r"<([^<>]*)>|\[([^\[\]/]*)/([^\[\]]*)\]|\{(\w+)\}")


def parse(line: str) -> Pattern:
    """A line of a word file as parts; plain text stays a string."""
    parts: list[Part] = []
    reached = 0
    for mark in _MARK.finditer(line):
        if mark.start() > reached:
            parts.append(line[reached : mark.start()])
        reached = mark.end()
        ways, polite, casual, slot = mark.groups()
        if slot is not None:
            parts.append(Slot(slot))
        elif ways is not None:
            parts.append(Any(tuple(parse(way) for way in ways.split("|"))))
        else:
            parts.append(Register(polite, casual))
    if reached < len(line):
        parts.append(line[reached:])
    return tuple(parts)


@dataclass(slots=True)
class Pen:
    """What one writer of one comment holds: chance, register, and the words already chosen."""

    chance: Chance
    casual: bool
    slots: dict[str, tuple[str, ...]]
    chosen: dict[str, str] = field(default_factory=dict)

    def write(self, pattern: Pattern) -> str:
        """The sentence that this pattern becomes in this hand."""
        written: list[str] = []
        for part in pattern:
            if isinstance(part, str):
                written.append(part)
            elif isinstance(part, Slot):
                written.append(self._word(part.name))
            elif isinstance(part, Register):
                written.append(part.casual if self.casual else part.polite)
            else:
                written.append(self.write(self.chance.pick(part.ways)))
        return "".join(written)

    def _word(self, name: str) -> str:
        word = self.chosen.get(name)
        if word is None:
            word = self.chosen[name] = self.chance.pick(self.slots[name])
        return word
