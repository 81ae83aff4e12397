"""Whom to contact first, and why.

The order is plain arithmetic, so that it can be argued with:
`urgency of the reason x (0.6 + 0.4 x recency) x (1 + weight of the value)`; recency halves every
30 days (of silence: every year), the weight is 1 for the most valuable tenth of customers, 0.5 for
the upper half, else 0.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from emptychair.kit.masking import mask_email, mask_name
from emptychair.report import reasons
from emptychair.report.candidates import Candidate, ValueRanks, candidates, value_ranks
from emptychair.report.comments import without_name
from emptychair.report.figures import Figures
from emptychair.report.types import Contact
from emptychair.report.wording import is_japanese
from emptychair.voice.rules.language import language_of

LONGEST_QUOTE = 400
URGENCY = {"leaving": 1.0, "hurt": 0.8, "valued": 0.8, "silent": 0.5, "warm": 0.5}
HALF_LIFE = {"silent": 365}  # days; silence is long by nature
PLACES = {"leaving": 4, "hurt": 4, "valued": 4, "silent": 4, "warm": 4}  # held for each kind
MOST_CONTACTS = 20


def contacts(figures: Figures, *, show_names: bool) -> tuple[Contact, ...]:
    """The customers to contact first, each once, in order of priority."""
    ranks = value_ranks(figures)
    chosen: dict[str, tuple[float, Candidate]] = {}
    for candidate in candidates(figures, ranks):
        priority = _priority(candidate, figures.last, ranks)
        key = str(candidate.row["person"] or f"row {candidate.row['row']}")
        if key not in chosen or chosen[key][0] < priority:
            chosen[key] = (priority, candidate)
    ordered = sorted(chosen.values(), key=lambda item: (-item[0], item[1].row["row"]))
    return tuple(
        _contact(candidate, priority, show_names=show_names)
        for priority, candidate in _with_places(ordered)
    )


def _with_places(ordered: Sequence[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """No kind of reason may crowd out the others; places that one kind leaves go to the rest."""
    held = dict(PLACES)
    first: list[tuple[float, Candidate]] = []
    rest: list[tuple[float, Candidate]] = []
    for item in ordered:
        kind = item[1].kind
        (first if held[kind] > 0 else rest).append(item)
        held[kind] -= 1
    kept = [*first, *rest[: MOST_CONTACTS - len(first)]]
    return sorted(kept, key=lambda item: (-item[0], item[1].row["row"]))


def _priority(candidate: Candidate, now: datetime | None, ranks: ValueRanks) -> float:
    when = candidate.row["answered_at"]
    age = (now - when).days if now and when else 60
    recency: float = 0.5 ** (max(age, 0) / HALF_LIFE.get(candidate.kind, 30))
    weight = ranks.weight(candidate.row["value"])
    base = URGENCY[candidate.kind] * candidate.strength
    return round(base * (0.6 + 0.4 * recency) * (1 + weight), 4)


def _contact(candidate: Candidate, priority: float, *, show_names: bool) -> Contact:
    row = candidate.row
    return Contact(
        kind=candidate.kind,
        row=row["row"],
        who=who(row, show_names=show_names),
        company=row["company"] or "",
        score=row["score"],
        comment=_quote(row, show_names=show_names),
        answered_on=row["answered_at"].date().isoformat() if row["answered_at"] else None,
        touchpoint=row["touchpoint"] or "",
        value=row["value"],
        reason=candidate.reason,
        next_step=candidate.next_step,
        priority=priority,
    )


def _quote(row: Mapping[str, Any], *, show_names: bool) -> str:
    comment = (row["comment"] or "").strip()
    if not show_names:
        # Before it is cut: half an address is not known for one.
        comment = without_name(comment, row["name"] or "")
    if len(comment) <= LONGEST_QUOTE:
        return comment
    return comment[:LONGEST_QUOTE].rstrip() + "\u2026"


def who(row: Mapping[str, Any], *, show_names: bool) -> str:
    """The person as the reader may know them: name, else mail address, else id, else row."""
    name, email = row["name"] or "", row["email"] or ""
    person = row["person"] or ""
    person = "" if "@" in person or person == name else person
    if show_names:
        shown = name or email
    else:
        shown = mask_name(name, language_of(name)) if name else mask_email(email) if email else ""
    if name and is_japanese():
        shown = f"{shown} 様"
    if shown and person:
        return f"{shown} ({person})"
    return shown or person or reasons.row_number(row["row"])
