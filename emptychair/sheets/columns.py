"""Decides which column is which: said by the person, known from the tool, by name, by content."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from emptychair.sheets.errors import SheetError
from emptychair.sheets.types import SEGMENT, ColumnChoice, Field, How, Problem, Severity, Shape
from emptychair.sheets.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from emptychair.sheets.content import Profile
    from emptychair.sheets.headers import Header

_VENDOR: Final = 3_000
_WHOLE: Final = 2_000
_PART: Final = 1_000
_UNFIT: Final = 1_500


@dataclass(frozen=True)
class _Claim:
    weight: int
    field: Field
    index: int
    how: How


@dataclass(frozen=True)
class Choices:
    """The columns taken, those left over, and what should be told about it."""

    columns: tuple[ColumnChoice, ...]
    unused: tuple[str, ...]
    problems: tuple[Problem, ...]


def choose_columns(
    header: Header, profiles: Sequence[Profile], shape: Shape, mapping: Mapping[str, str]
) -> Choices:
    """A column for each field that has one. Raises SheetError for an unknown name in `mapping`."""
    taken = _given(header, shape, mapping)
    claims = sorted(_claims(header, profiles, shape), key=lambda claim: -claim.weight)
    problems: list[Problem] = []
    told: set[tuple[str, int]] = set()
    for claim in claims:
        name, used = claim.field.name, {choice.index for choice in taken.values()}
        if claim.index in used:
            continue
        if name not in taken:
            taken[name] = _choice(header, name, claim.index, claim.how)
        elif taken[name].how != "given" and (name, claim.index) not in told:
            told.add((name, claim.index))
            problems.append(_two(name, taken[name].header, header.names[claim.index], claim))
    problems = [one for one in problems if _still_free(one, taken)]
    _by_content(header, profiles, shape, taken, problems)
    segments = _segments(header, profiles, shape, taken)
    chosen = [*sorted(taken.values(), key=lambda choice: choice.index), *segments]
    used = {choice.index for choice in chosen}
    unused = tuple(name for index, name in enumerate(header.names) if index not in used)
    return Choices(tuple(chosen), unused, tuple(problems))


def _choice(header: Header, field: str, index: int, how: How) -> ColumnChoice:
    return ColumnChoice(field, header.names[index], index, how)


def _two(name: str, chosen: str, other: str, claim: _Claim) -> Problem:
    severity: Severity = "warning" if claim.field.kind == "score" else "info"
    params = {"field": name, "chosen": chosen, "other": other}
    return Problem("two-columns-for-field", params, severity)


def _still_free(problem: Problem, taken: Mapping[str, ColumnChoice]) -> bool:
    return all(choice.header != problem.params["other"] for choice in taken.values())


def _given(header: Header, shape: Shape, mapping: Mapping[str, str]) -> dict[str, ColumnChoice]:
    fields = {field.name for field in shape.fields}
    taken: dict[str, ColumnChoice] = {}
    for name, wanted in mapping.items():
        if name not in fields:
            raise SheetError("unknown-field", field=name, fields=", ".join(sorted(fields)))
        index = _find(header, wanted)
        for other in taken.values():
            if other.index == index:
                raise SheetError(
                    "header-given-twice", header=wanted, fields=f"{other.field}, {name}"
                )
        taken[name] = _choice(header, name, index, "given")
    return taken


def _find(header: Header, wanted: str) -> int:
    squeezed = words_of(wanted).squeezed
    names = [(header.names[at], *known) for at, known in enumerate(header.known_as)]
    for at, known in enumerate(names):
        if wanted in known:
            return at
    for at, known in enumerate(names):
        if squeezed and squeezed in {words_of(name).squeezed for name in known}:
            return at
    near = difflib.get_close_matches(wanted, header.names, n=3, cutoff=0.5)
    close = f" Did you mean {' or '.join(near)}?" if near else ""
    headers = ", ".join(header.names[:60])
    raise SheetError("unknown-header", header=wanted, close=close, headers=headers)


def _claims(header: Header, profiles: Sequence[Profile], shape: Shape) -> Iterator[_Claim]:
    of_vendor = dict(header.vendor.columns) if header.vendor else {}
    for order, field in enumerate(shape.fields):
        vendor_names = [words_of(name).squeezed for name in of_vendor.get(field.name, ())]
        for index, known in enumerate(header.known_as):
            weight, how = _weight(known, field, vendor_names)
            if not weight:
                continue
            if not profiles[index].fits(field.kind):
                weight -= _UNFIT
            if weight > 0:
                yield _Claim(weight * 100 - order, field, index, how)


def _weight(known: Sequence[str], field: Field, vendor_names: Sequence[str]) -> tuple[int, How]:
    best: tuple[int, How] = (0, "synonym")
    for words in map(words_of, known):
        if words.squeezed in vendor_names:
            best = max(best, (_VENDOR - vendor_names.index(words.squeezed), "vendor"))
        for place, synonym in enumerate(map(words_of, field.synonyms)):
            if words.squeezed == synonym.squeezed:
                best = max(best, (_WHOLE - place, "synonym"))
            elif words.contains(synonym):
                best = max(best, (_PART - place, "synonym"))
    return best


def _by_content(
    header: Header,
    profiles: Sequence[Profile],
    shape: Shape,
    taken: dict[str, ColumnChoice],
    problems: list[Problem],
) -> None:
    """Fields that no header named: a column of 0..10, of sentences, of dates, of addresses."""
    for field in shape.fields:
        if field.name in taken:
            continue
        used = {choice.index for choice in taken.values()}
        free = [
            at
            for at, profile in enumerate(profiles)
            if at not in used and profile.cells and not _is_technical(header, at, shape)
        ]
        rated = [(rate, at) for at in free if (rate := _rate(field, profiles[at])) > 0]
        if not rated:
            continue
        index = max(rated, key=lambda item: (item[0], -item[1]))[1]
        taken[field.name] = _choice(header, field.name, index, "content")
        if field.kind == "score":
            params: dict[str, str | int] = {
                "header": header.names[index],
                "candidates": len(rated),
            }
            problems.append(Problem("score-by-content", params, "warning"))


def _rate(field: Field, profile: Profile) -> float:
    """How much a column's cells look like a field; 0 for not at all."""
    if field.name == "score":
        fits = profile.good_scores >= 0.9 and 3 <= profile.distinct <= 22
        return profile.good_scores + ("10" in profile.cells) if fits else 0.0
    if field.name == "comment":
        varied = profile.distinct * 2 > len(profile.cells)
        return profile.length if varied and profile.length >= 16 and profile.fits("text") else 0.0
    if field.name == "answered_at":
        return profile.times if profile.times >= 0.8 and profile.good_scores < 0.5 else 0.0
    if field.name == "email":
        return profile.share(_is_mail) // 0.8
    return 0.0


def _is_mail(cell: str) -> bool:
    return "@" in cell and " " not in cell and len(cell) < 100


def _is_technical(header: Header, index: int, shape: Shape) -> bool:
    vendor = header.vendor.technical if header.vendor else ()
    exact = {words_of(name).squeezed for name in vendor}
    parts = [words_of(name) for name in shape.technical]
    return any(
        words.squeezed in exact or any(words.contains(part) for part in parts)
        for words in map(words_of, header.known_as[index])
    )


def _segments(
    header: Header, profiles: Sequence[Profile], shape: Shape, taken: Mapping[str, ColumnChoice]
) -> list[ColumnChoice]:
    used = {choice.index for choice in taken.values()}
    return [
        _choice(header, SEGMENT + header.names[at], at, "content")
        for at, profile in enumerate(profiles)
        if at not in used and profile.is_segment and not _is_technical(header, at, shape)
    ]
