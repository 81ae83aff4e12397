"""Decides which column is which: said by the person, known from the tool, by name, by content."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from emptychair.sheets.errors import SheetError
from emptychair.sheets.types import SEGMENT, ColumnChoice, Field, How, Problem, Severity, Shape
from emptychair.sheets.words import Words, words_of

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
    others = _settle(header, claims, taken)
    problems = [*_by_content(header, profiles, shape, taken), *_told(header, taken, others)]
    rated = {claim.index for claim in claims if claim.field.kind == "score"}
    segments = [
        choice
        for choice in _segments(header, profiles, shape, taken)
        if choice.index not in rated  # another rating goes with the score; it divides nobody
    ]
    chosen = [*sorted(taken.values(), key=lambda choice: choice.index), *segments]
    used = {choice.index for choice in chosen}
    unused = tuple(
        name
        for index, name in enumerate(header.names)
        if index not in used and (header.known_as[index] or profiles[index].cells)
    )
    return Choices(tuple(chosen), unused, tuple(problems))


def _settle(
    header: Header, claims: Sequence[_Claim], taken: dict[str, ColumnChoice]
) -> dict[str, list[int]]:
    """Gives each field its strongest claim; the columns that came too late, by field."""
    others: dict[str, list[int]] = {}
    used = {choice.index for choice in taken.values()}
    for claim in claims:
        name = claim.field.name
        if claim.index in used:
            continue
        if name in taken:
            others.setdefault(name, []).append(claim.index)
        else:
            taken[name] = _choice(header, name, claim.index, claim.how)
            used.add(claim.index)
    return others


def _choice(header: Header, field: str, index: int, how: How) -> ColumnChoice:
    return ColumnChoice(field, header.names[index], index, how)


def _told(
    header: Header, taken: Mapping[str, ColumnChoice], others: Mapping[str, Sequence[int]]
) -> Iterator[Problem]:
    """Which further columns could have been meant, unless the person chose or they serve else."""
    used = {choice.index for choice in taken.values()}
    for name, indices in others.items():
        left = [header.names[at] for at in dict.fromkeys(indices) if at not in used]
        if not left or taken[name].how == "given":
            continue
        severity: Severity = "warning" if name == "score" else "info"
        params = {"field": name, "chosen": taken[name].header, "other": ", ".join(left[:5])}
        yield Problem("two-columns-for-field", params, severity)


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
    headers = ", ".join(header.names[:60])
    if near:
        raise SheetError("unknown-header-near", header=wanted, near=", ".join(near))
    raise SheetError("unknown-header", header=wanted, headers=headers)


def _claims(header: Header, profiles: Sequence[Profile], shape: Shape) -> Iterator[_Claim]:
    for order, field in enumerate(shape.fields):
        for index, profile in enumerate(profiles):
            weight, how = _weight(header, index, field, shape)
            if how == "synonym" and not _fits(field, profile, header.known_as[index]):
                weight -= 2 * _UNFIT if field.kind == "identifier" else _UNFIT
            if weight > 0:
                yield _Claim(weight * 100 - order, field, index, how)


def _fits(field: Field, profile: Profile, known_as: Sequence[str]) -> bool:
    if field.name == "email":
        return not profile.cells or profile.share(_is_mail) >= 0.5
    if field.doubtful and len(profile.cells) >= 20 and profile.is_segment:
        doubtful = {words_of(name).squeezed for name in field.doubtful}
        return doubtful.isdisjoint(words_of(name).squeezed for name in known_as)
    return profile.fits(field.kind)


def _weight(header: Header, index: int, field: Field, shape: Shape) -> tuple[int, How]:
    """How strongly a column's names speak for a field; 0 for not at all."""
    vendor = header.vendor
    of_vendor = dict(vendor.columns).get(field.name, ()) if vendor else ()
    by_tool = [words_of(name).squeezed for name in of_vendor]
    known = [words_of(name) for name in header.known_as[index]]
    for words in known:
        if words.squeezed in by_tool:
            return _VENDOR - by_tool.index(words.squeezed), "vendor"
    if vendor and not {words_of(name).squeezed for name in vendor.technical}.isdisjoint(
        words.squeezed for words in known
    ):
        return 0, "synonym"
    technical = _is_technical(header, index, shape)
    best = 0
    for place, synonym in enumerate(map(words_of, field.synonyms)):
        if any(words.squeezed == synonym.squeezed for words in known):
            best = max(best, _WHOLE - place)
        elif not technical and _tells_as_part(field, synonym):
            best = max(best, *(_PART - place for words in known if words.contains(synonym)), 0)
    return best, "synonym"


def _tells_as_part(field: Field, synonym: Words) -> bool:
    """Whether a synonym inside a longer header means the field: "name" in "product name" does not.

    For scores, comments, dates and amounts the cells are looked at as well, so less is enough.
    """
    looked_at = field.kind not in {"identifier", "category"}
    if synonym.squeezed.isascii():
        return len(synonym.squeezed) > 2 if looked_at else " " in synonym.spaced
    return len(synonym.squeezed) >= (2 if looked_at else 3)


def _by_content(
    header: Header, profiles: Sequence[Profile], shape: Shape, taken: dict[str, ColumnChoice]
) -> Iterator[Problem]:
    """Fields that no header named: a column of 0..10, of sentences, of dates, of addresses."""
    for field in shape.fields:
        if field.name in taken:
            continue
        used = {choice.index for choice in taken.values()}
        rated = [
            (rate, -at)
            for at, profile in enumerate(profiles)
            if at not in used
            and not _is_technical(header, at, shape)
            and (rate := _rate(field, profile)) > 0
        ]
        if not rated:
            continue
        index = -max(rated)[1]
        taken[field.name] = _choice(header, field.name, index, "content")
        if field.kind == "score":
            params: dict[str, str | int] = {
                "header": header.names[index],
                "candidates": len(rated),
            }
            yield Problem("score-by-content", params, "warning")


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
        # A few addresses over and over are the staff's, not the customers'.
        varied = len(profile.cells) < 20 or profile.distinct > 0.2 * len(profile.cells)
        return profile.share(_is_mail) // 0.8 if varied else 0.0
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
