from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from emptychair.demo.grammar import Pattern, parse

_FILES = {
    ("kitchen", "ja"): ("kitchen_ja.txt", "kitchen_ja_more.txt", "tone_ja.txt"),
    ("rota", "ja"): ("rota_ja.txt", "tone_ja.txt"),
    ("rota", "en"): ("rota_en.txt",),
}
MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True, slots=True)
class Lines:
    """The sentences of one section; `mild` leaves out what only the very unhappy write."""

    every: tuple[Pattern, ...]
    mild: tuple[Pattern, ...]


NO_LINES = Lines((), ())


@dataclass(slots=True)
class Voice:
    """All words of one company's customers in one language."""

    language: str
    sections: dict[str, Lines]
    slots: dict[str, tuple[str, ...]]
    _found: dict[tuple[str, ...], Lines] = field(default_factory=dict)

    def lines(self, *names: str) -> Lines:
        """The most special section there is: `payment bad buyer`, else `payment bad`.

        Names go from the general to the special. No section at all gives no lines.
        """
        found = self._found.get(names)
        if found is None:
            found = NO_LINES
            for count in range(len(names), 0, -1):
                section = self.sections.get(" ".join(names[:count]))
                if section is not None:
                    found = section
                    break
            self._found[names] = found
        return found


@cache
def voice(brand: str, language: str) -> Voice:
    """The words of a company's customers in Japanese (`ja`) or English (`en`), read once."""
    sections: dict[str, Lines] = {}
    slots: dict[str, tuple[str, ...]] = {}
    for name in _FILES[brand, language]:
        for title, lines in read_sections(name).items():
            if title.startswith("slot "):
                slots[title.removeprefix("slot ")] = lines
            else:
                sections[title] = Lines(
                    every=tuple(parse(line.removeprefix("!")) for line in lines),
                    mild=tuple(parse(line) for line in lines if not line.startswith("!")),
                )
    return Voice(language, sections, slots)


@cache
def read_sections(name: str) -> dict[str, tuple[str, ...]]:
    """The sections of a word file: `[title]`, then a line for each entry; `#` is a remark."""
    found: dict[str, list[str]] = {}
    title = ""
    text = (files("emptychair.demo") / "words" / name).read_text(encoding="utf-8")
    for raw in text.splitlines():
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]") and "/" not in line:
            title = line[1:-1]
            found[title] = []
        else:
            found[title].append(line)
    return {section: tuple(lines) for section, lines in found.items()}


@cache
def names(section: str) -> tuple[str, ...]:
    """A list of names: each line of the section holds several, parted by commas."""
    return tuple(
        entry.strip() for line in read_sections("names.txt")[section] for entry in line.split(",")
    )
