"""Before the start: what each design could see with this company's own answers.

Where answers are there already, the design itself is run on the time before, with a made-up start:
its standard error is what it would be.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.effects.queries.rows import rows_between
from emptychair.effects.rules.mix import series_at_mix
from emptychair.effects.rules.mix_of_differences import Compared, differences_at_mix
from emptychair.effects.rules.rows import Rows, months_of_days, ordinal
from emptychair.effects.rules.series import COMPARED, Series, series_of
from emptychair.effects.types import Asked, Design, DrawBy, MixHeld, MixRead, Possibility
from emptychair.effects.words import refusal_words
from emptychair.kit.periods import month_of, months_later
from emptychair.stats import (
    Effect,
    StatsError,
    TooFew,
    difference_in_differences,
    holdout_smallest_effect,
    smallest_effect,
    synthetic_effect,
)

USUAL_DAYS = 90
LEAST_IN_ARM = 10
LEAST_PAIRS = 30
TESTED_POINTS = 4


@dataclass(frozen=True, slots=True)
class Plan:
    """Whom the change would reach, as far as it is known: companies, the share held out; and whose
    answers the verdict would count.
    """

    companies: frozenset[int] = frozenset()
    held_out_share: float = 0.5
    draw_by: str = DrawBy.PERSON.value
    mix: str = MixHeld.BEFORE.value


def possibilities(
    access: Access, asked: Asked, *, today: date, plan: Plan | None = None
) -> list[Possibility]:
    """Each design: possible or not, the smallest effect it could see, what it would need."""
    access.require(Permission.SCORE_READ)
    known, end = plan or Plan(), min(today, asked.starts_on)
    first = months_later(month_of(end).first, -36)
    everywhere = rows_between(
        access, metric=asked.metric, first=first, end=end, segment=asked.segment
    )
    here = everywhere
    if asked.touchpoint_id is not None:
        here = everywhere.where(everywhere.touchpoint == asked.touchpoint_id)
    span = timedelta(days=max(14, (asked.ends_on - asked.starts_on).days))
    look = _Look(asked, known, everywhere, here, end, end - span)
    return [
        _told(Design.HOLDOUT, lambda: _holdout(look)),
        _told(Design.DIFFERENCES, lambda: _differences(look)),
        _told(Design.SERIES, lambda: _series(look)),
        _told(Design.SYNTHETIC, lambda: _synthetic(look)),
    ]


@dataclass(frozen=True, slots=True)
class _Look:
    """The time before, cut at a made-up start as long ago as the watch will last."""

    asked: Asked
    plan: Plan
    everywhere: Rows
    here: Rows
    end: date
    made_up: date

    @property
    def late(self) -> "Rows":
        return self.here.where(self.here.day >= ordinal(self.made_up))


def _told(design: Design, look: Callable[[], tuple[float | None, str]]) -> Possibility:
    try:
        smallest, say = look()
    except StatsError as refusal:
        say = refusal_words(design.value, refusal)
        return Possibility(design.value, str(design.label), possible=False, smallest=None, say=say)
    return Possibility(design.value, str(design.label), possible=True, smallest=smallest, say=say)


def _holdout(look: _Look) -> tuple[float | None, str]:
    late = look.late.latest_of_each_person()
    late = late.where(late.person > 0)
    units = late.company if look.plan.draw_by == DrawBy.COMPANY else late.person
    n = len(np.unique(units[units > 0]))
    held = int(n * look.plan.held_out_share)
    if min(held, n - held) < LEAST_IN_ARM:
        raise TooFew
    spread = float(late.value.std(ddof=1))
    if spread == 0:
        raise TooFew
    early = look.here.where(look.here.day < ordinal(look.made_up))
    found = holdout_smallest_effect(
        n - held, held, sd=spread * _company_factor(look.plan, late),
        correlation=_likeness(early, late),
    )  # fmt: skip
    say = ngettext(
        "%(n)s person or company answered in as many days as the watch would last.",
        "%(n)s people or companies answered in as many days as the watch would last.", n,
    )  # fmt: skip
    return found, say % {"n": n}


def _company_factor(plan: Plan, late: Rows) -> float:
    """A company's mean varies less than a person's answer, by as much as its people differ."""
    if plan.draw_by != DrawBy.COMPANY:
        return 1.0
    known = late.where(late.company > 0)
    units, place = np.unique(known.company, return_inverse=True)
    if len(units) < 2:
        raise TooFew
    means = np.bincount(place, known.value) / np.bincount(place)
    spread = float(late.value.std(ddof=1))
    return float(means.std(ddof=1)) / spread if spread else 1.0


def _likeness(early: Rows, late: Rows) -> float:
    """The correlation of two answers of the same person, where enough gave two; else none."""
    before = dict(zip(early.person.tolist(), early.value.tolist(), strict=True))
    pairs = [
        (before[person], value)
        for person, value in zip(late.person.tolist(), late.value.tolist(), strict=True)
        if person in before and person
    ]
    if len(pairs) < LEAST_PAIRS or len(pairs) < len(late) / 2:
        return 0.0
    first, second = np.array(pairs).T
    if np.ptp(first) == 0 or np.ptp(second) == 0:
        return 0.0
    return float(np.clip(np.corrcoef(first, second)[0, 1], 0, 0.95))


def _differences(look: _Look) -> tuple[float | None, str]:
    by_company = bool(look.plan.companies)
    rows = look.here if by_company else look.everywhere
    recent = ordinal(look.made_up) - (ordinal(look.end) - ordinal(look.made_up))
    rows = rows.where(rows.day >= recent)
    unit = rows.company if by_company else rows.touchpoint
    rows, unit = rows.where(unit > 0), unit[unit > 0]
    after = rows.day >= ordinal(look.made_up)
    both = np.isin(unit, np.intersect1d(unit[after], unit[~after]))
    chosen = sorted(look.plan.companies) or [look.asked.touchpoint_id or 0]
    treated = np.isin(unit, np.array(chosen))
    effect = difference_in_differences(
        rows.value[both], treated[both], after[both], unit[both],
        periods=months_of_days(rows.day[both]),
    )  # fmt: skip
    seen = Compared(rows.where(both), unit[both], treated[both], after[both])
    effect, read, _weights = differences_at_mix(seen, effect, mix=look.plan.mix)
    others = len(np.unique(unit[both & ~treated]))
    say = _("%(chosen)s with the change and %(others)s without were heard on both sides.")
    counts = {"chosen": len(np.unique(unit[both & treated])), "others": others}
    return _smallest(effect), _told_at(say % counts, read, look.plan)


def _series(look: _Look) -> tuple[float | None, str]:
    series = series_of(look.here, starts_on=look.end, last=look.end - timedelta(days=1))
    before = series.before
    if before < 24:
        raise TooFew
    tested = min(TESTED_POINTS, before - 24)
    say = _points(series)
    if tested < TESTED_POINTS:
        return None, say
    _series, effect, read = series_at_mix(
        look.here, replace(series, before=before - tested), mix=look.plan.mix
    )
    return _smallest(effect), _told_at(say, read, look.plan)


def _told_at(say: str, read: MixRead, plan: Plan) -> str:
    """For whose answers the size is told: as the verdict will count them."""
    if read.used == MixHeld.BEFORE:
        return say + " " + _("Told for each kind at its share of before, as the verdict counts.")
    if plan.mix == MixHeld.BEFORE and read.moves:
        return say + " " + _("Told for the answers as they come: too few answer of each kind.")
    return say


def _points(series: Series) -> str:
    if series.step == "month":
        return _("%(n)s months in a row have answers enough.") % {"n": series.before}
    return _("%(n)s weeks in a row have answers enough.") % {"n": series.before}


def _synthetic(look: _Look) -> tuple[float | None, str]:
    if look.asked.touchpoint_id is None:
        raise TooFew
    last = look.end - timedelta(days=1)
    lines = {
        int(place): series_of(
            look.everywhere.where(look.everywhere.touchpoint == place),
            starts_on=look.end, last=last, most=COMPARED,
        )
        for place in np.unique(look.everywhere.touchpoint) if place > 0
    }  # fmt: skip
    own = lines.pop(look.asked.touchpoint_id, None)
    if own is None or own.before < 12 + TESTED_POINTS:
        raise TooFew
    others = [
        one.value[-own.before:] for one in lines.values()
        if one.step == own.step and one.before >= own.before
    ]  # fmt: skip
    shape = np.array(others).reshape(len(others), own.before)
    effect = synthetic_effect(own.value, shape, before=own.before - TESTED_POINTS)
    half = (effect.high - effect.low) / 2
    say = _("%(n)s other touchpoints were heard in the same time.") % {"n": len(others)}
    return half * (1 + 0.8416 / 1.96), say  # as if its interval were a normal one


def _smallest(effect: Effect) -> float | None:
    return smallest_effect(effect.se, degrees=effect.degrees) if effect.se > 0 else None
