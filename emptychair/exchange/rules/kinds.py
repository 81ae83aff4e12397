"""What kind of file it is, by its headers and by what is in its cells.

A header speaks for a kind as far as it is that kind's own: one that only one kind knows counts 1,
one that four know a quarter. The columns without which the kind cannot be imported count as well, a
header of several meanings ("date", "name") less; and whether somebody stands in several rows: in a
list of customers each stands once, among orders and events they come back.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from emptychair.exchange.types import GuessedKind, ImportShape
from emptychair.sheets.likeness import Likeness
from emptychair.sheets.words import words_of

_LISTS: Final = frozenset({"people", "companies"})
_OF_TOOLS: Final = frozenset({"delighted_people", "delighted_answers"})  # known by own headers
_WHO: Final = ("external_id", "person_id", "email", "company_id", "company", "name")
_FIRM: Final = re.compile(
    r"株式会社|有限会社|合同会社|合資会社|\(株\)|（株）|㈱|㈲|"
    r"\b(?:inc|ltd|llc|gmbh|corp|corporation|company|k\.?k|plc|s\.a)\b",
    re.IGNORECASE,
)
_NAMES: Final = frozenset({"name", "名称", "名前", "顧客名", "customer", "customername"})
_MET: Final = 0.3
_ONCE: Final = 0.5
_AGAIN: Final = 1.0
_FIRMS: Final = 1.0
_TOOL: Final = 1.5
_WHOLE: Final = 1.0  # that it could be imported as it is; a column named "id" is not all
_NEAR: Final = 0.35
_ROWS: Final = 8
_TOLD: Final = 3
_SURE: Final = 0.5


@dataclass(frozen=True)
class _Weighed:
    """One kind with what speaks for it."""

    shape: ImportShape
    score: float
    is_complete: bool
    marks: tuple[tuple[str, str], ...]  # field and header, most telling first
    firms: bool


def guess_kind(found: Sequence[Likeness], shapes: Mapping[str, ImportShape]) -> GuessedKind | None:
    """The likeliest kind with what speaks for it; None when no kind knows a column."""
    known = known_headers(shapes.values())
    weighed = [_weigh(one, shapes[one.shape], known) for one in found]
    ranked = sorted(weighed, key=lambda one: one.score + one.is_complete * _WHOLE, reverse=True)
    if not ranked:
        return None
    best = ranked[0]
    others = [one for one in ranked[1:] if one.is_complete and one.shape.name not in _OF_TOOLS]
    near = others[0].shape.name if others and best.score - others[0].score < _NEAR else ""
    return GuessedKind(
        shape=best.shape.name,
        marks=best.marks[:_TOLD],
        firms=best.firms,
        near=near,
        is_sure=best.is_complete and best.score >= _SURE and not near,
    )


def known_headers(shapes: Iterable[ImportShape]) -> Mapping[str, Counter[str]]:
    """For each header: how many kinds know it, by the field that they take it for."""
    known: dict[str, Counter[str]] = defaultdict(Counter)
    for shape in shapes:
        taken: set[str] = set()
        for one in shape.fields:
            words = {words_of(name).squeezed for name in one.synonyms} - taken
            taken |= words
            for word in words:
                known[word][one.name] += 1
    return known


def _weigh(found: Likeness, shape: ImportShape, known: Mapping[str, Counter[str]]) -> _Weighed:
    kinds, meanings = {}, {}
    named = found.named()
    for one in named:
        counted = known.get(words_of(one.header).squeezed, Counter())
        kinds[one.field] = 1 / max(1, counted.total())
        meanings[one.field] = 1 / max(1, len(counted))
    met = [max((meanings.get(name, 0.0) for name in group), default=0.0) for group in shape.needs]
    firms = _firms(found)
    score = sum(kinds.values()) + _MET * sum(met) + _coming_back(found) + _tool(found)
    return _Weighed(
        shape,
        score + _FIRMS * (firms if shape.name == "companies" else -firms),
        is_complete=all(met),
        marks=tuple(
            (one.field, one.header) for one in sorted(named, key=lambda one: -kinds[one.field])
        ),
        firms=firms and shape.name == "companies",
    )


def _coming_back(found: Likeness) -> float:
    """For lists of customers: whether each stands in one row only. A short file tells little."""
    if found.shape not in _LISTS:
        return 0.0
    cells = next((found.cells[name] for name in _WHO if name in found.cells), ())
    if len(cells) < _ROWS:
        return 0.0
    return _ONCE if len(set(cells)) > 0.95 * len(cells) else -_AGAIN


def _firms(found: Likeness) -> bool:
    """Whether what a header with "name" holds are names of firms."""
    if found.shape not in _LISTS:
        return False
    header = next((one.header for one in found.choices if one.field == "name"), "")
    if words_of(header).squeezed not in _NAMES:
        return False
    cells = found.cells["name"][:200]
    return bool(cells) and sum(bool(_FIRM.search(cell)) for cell in cells) * 2 > len(cells)


def _tool(found: Likeness) -> float:
    """The export of a tool is known by its headers; Delighted's has a kind of its own."""
    if found.vendor == "delighted" or not found.vendor or found.vendor == "google-forms":
        return 0.0
    return _TOOL
