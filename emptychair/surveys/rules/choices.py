"""Choices written one a line, and the keys that stay theirs when they are renamed or moved."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from msgspec.structs import replace

from emptychair.surveys.rules.drafting import fresh_key
from emptychair.surveys.types.definition import Option

ALIKE = 0.5  # a line so much like the one that stood there is the same choice in other words


def lines_of(options: Iterable[Option], language: str) -> str:
    """The plain choices, one a line."""
    return "\n".join(one.label.get(language, "") for one in options if is_plain(one))


def is_plain(option: Option) -> bool:
    """Whether it is neither "other" nor "none"."""
    return not (option.is_other or option.is_none)


def options_from(
    text: str, before: tuple[Option, ...], language: str, *, word: str = "option"
) -> tuple[Option, ...]:
    """The plain choices that these lines say.

    A line that stood there before keeps its key wherever it stands now. A line in the place of
    another one is that choice with a new name where both are alike, or where as many lines stand
    there as before; anything else is a new choice.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    plain = [one for one in before if is_plain(one)]
    taken = {one.key for one in before}
    found = _kept(lines, plain, language)
    options = []
    for place, line in enumerate(lines):
        old = found.get(place)
        if old is None:
            key = fresh_key(f"{word}_1", taken) if f"{word}_1" not in taken else _next(word, taken)
            taken.add(key)
            options.append(Option(key=key, label={language: line}))
        else:
            options.append(replace(old, label={**old.label, language: line}))
    return tuple(options)


def _next(word: str, taken: set[str]) -> str:
    numbers = (number for number in range(2, len(taken) + 3))
    return next(key for key in (f"{word}_{number}" for number in numbers) if key not in taken)


def _kept(lines: list[str], before: list[Option], language: str) -> dict[int, Option]:
    """Which line is which of the choices there were."""
    found: dict[int, Option] = {}
    left = list(before)
    for place, line in enumerate(lines):
        same = next((one for one in left if one.label.get(language, "") == line), None)
        if same is not None:
            found[place] = same
            left.remove(same)
    open_places = [place for place in range(len(lines)) if place not in found]
    if len(lines) == len(before):
        stood = {place: before[place] for place in open_places if before[place] in left}
        found.update(stood)
        left = [one for one in left if one not in stood.values()]
    for place in open_places:
        if place in found:
            continue
        like = [(_alike(lines[place], one.label.get(language, "")), one) for one in left]
        best = max(like, key=lambda pair: pair[0], default=(0.0, None))
        if best[1] is not None and best[0] >= ALIKE:
            found[place] = best[1]
            left.remove(best[1])
    return found


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio()
