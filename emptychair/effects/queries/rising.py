"""People picked because they were unhappy: how much they would have risen by themselves."""

from dataclasses import replace
from datetime import date

import numpy as np

from emptychair.accounts.access import Access
from emptychair.effects.models import EffectDesign
from emptychair.effects.queries.rows import rows_between
from emptychair.effects.rules.rows import Numbers, Rows, ordinal
from emptychair.effects.types import Reading
from emptychair.effects.words import refusal_words
from emptychair.kit.periods import month_of, months_later
from emptychair.loop.models import Case, InitiativeVoice
from emptychair.stats import Rise, StatsError, TooFew, retest_correlation, rise_beyond

CUT = 6.5
YEAR = 12


def rise_of_contacted(access: Access, design: EffectDesign, read: Reading, *, end: date) -> Reading:
    """The reading with the rise of those who asked for the change and had scored 6 or less.

    How alike two answers of a person are comes from people who never had a case.
    """
    if design.metric != "nps":
        return read
    first = months_later(month_of(design.starts_on).first, -YEAR)
    rows = rows_between(access, metric="nps", first=first, end=end)
    known = rows.where(rows.person > 0)
    voices = InitiativeVoice.objects.visible_to(access).filter(initiative=design.initiative_id)
    contacted = set(voices.exclude(person=None).values_list("person_id", flat=True))
    try:
        rise = _rise(access, known, contacted, ordinal(design.starts_on))
    except StatsError as refusal:
        return replace(read, rise_refused=refusal_words("rise", refusal))
    return replace(read, rise=rise)


def _rise(access: Access, rows: Rows, contacted: set[int], start: int) -> Rise:
    before, after = _around(rows, np.array(sorted(contacted), dtype=np.int64), start)
    low = before <= CUT
    cases = Case.objects.visible_to(access).exclude(person=None)
    touched = np.array(sorted(set(cases.values_list("person_id", flat=True))), dtype=np.int64)
    first, second = _twice(rows.where(~np.isin(rows.person, touched)))
    if len(rows) < 2:
        raise TooFew
    return rise_beyond(
        before[low], after[low], mean=float(rows.score.mean()), sd=float(rows.score.std(ddof=1)),
        correlation=retest_correlation(first, second), cut=CUT,
    )  # fmt: skip


def _around(rows: Rows, people: Numbers, start: int) -> tuple[Numbers, Numbers]:
    """The last score before and the last after, of those who have both."""
    theirs = rows.where(np.isin(rows.person, people))
    soon, late = theirs.where(theirs.day < start), theirs.where(theirs.day >= start)
    before = dict(zip(soon.person.tolist(), soon.score.tolist(), strict=True))
    after = dict(zip(late.person.tolist(), late.score.tolist(), strict=True))
    both = sorted(before.keys() & after.keys())
    return (
        np.array([before[one] for one in both], dtype=np.int64),
        np.array([after[one] for one in both], dtype=np.int64),
    )


def _twice(rows: Rows) -> tuple[Numbers, Numbers]:
    """The last two scores of each person who has two."""
    order = np.argsort(rows.person, kind="stable")
    person, score = rows.person[order], rows.score[order]
    last = np.flatnonzero(np.append(person[1:] != person[:-1], True)) if len(person) else order
    paired = last[(last > 0) & (person[last] == person[np.maximum(last - 1, 0)])]
    return score[paired - 1], score[paired]
