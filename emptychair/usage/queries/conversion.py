"""From trial to paid: by month of sign-up, and over the days."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.stats import Share, SurvivalCurve, TooFew, kaplan_meier, wilson
from emptychair.usage.queries.kept_trials import kept_trials
from emptychair.usage.queries.trial_rows import TrialRow, trial_rows
from emptychair.usage.queries.trials import Trial, trials_asof
from emptychair.usage.types import TrialState

LEAST = 5  # trials, for a curve
MARKS = (7, 14, 30, 60, 90)
Counted = Sequence[tuple[Trial, int]]  # trials, and how many are alike


@dataclass(frozen=True, slots=True)
class Cohort:
    """Those who began in one month."""

    month: date
    begun: int
    running: int
    paid: Share


@dataclass(frozen=True, slots=True)
class Conversion:
    """All of it as of a day. `by_day` are shares that paid by a day after the beginning."""

    trials: int
    paid: Share | None
    cohorts: tuple[Cohort, ...]
    curve: SurvivalCurve | None
    by_day: tuple[tuple[int, float, float, float], ...]
    running: tuple[TrialRow, ...]
    read_at: datetime | None = None  # None: judged just now


def conversion_asof(access: Access, on: date, *, limit: int = 100) -> Conversion:
    """Trials by a day, judged anew: how many came to pay, and which end soon."""
    access.require(Permission.CUSTOMER_READ)
    trials = trials_asof(access, on)
    running = [one for one in trials if one.state(on) == TrialState.RUNNING]
    return _conversion(access, [(one, 1) for one in trials], running, on, limit)


def conversion_read(access: Access, on: date, *, limit: int = 100) -> Conversion:
    """The same from the last reading of use, with when that was; judged anew before the first."""
    access.require(Permission.CUSTOMER_READ)
    kept = kept_trials(access, on, limit=limit)
    if kept is None:
        return conversion_asof(access, on, limit=limit)
    found = _conversion(access, kept.counts, kept.running, on, limit)
    return replace(found, read_at=kept.read_at)


def _conversion(
    access: Access, counts: Counted, running: Iterable[Trial], on: date, limit: int
) -> Conversion:
    n = sum(many for _one, many in counts)
    paid = sum(many for one, many in counts if one.state(on) == TrialState.PAID)
    curve = _curve(counts, on)
    return Conversion(
        trials=n,
        paid=wilson(paid, n) if n else None,
        cohorts=_cohorts(counts, on),
        curve=curve,
        by_day=tuple(_by_day(curve)) if curve else (),
        running=_running(access, running, on, limit),
    )


def _cohorts(counts: Counted, on: date) -> tuple[Cohort, ...]:
    months: dict[date, Counter[TrialState]] = {}
    for one, many in counts:
        months.setdefault(one.begun_on.replace(day=1), Counter())[one.state(on)] += many
    return tuple(
        Cohort(
            month,
            those.total(),
            those[TrialState.RUNNING],
            wilson(those[TrialState.PAID], those.total()),
        )
        for month, those in sorted(months.items(), reverse=True)[:24]
    )


def _curve(counts: Counted, on: date) -> SurvivalCurve | None:
    if sum(many for _one, many in counts) < LEAST:
        return None
    lasted: list[int] = []
    paid: list[bool] = []
    for one, many in counts:
        days, came = one.days(on)
        lasted += [days] * many
        paid += [came] * many
    try:
        return kaplan_meier(lasted, paid)
    except TooFew:
        return None


def _by_day(curve: SurvivalCurve) -> list[tuple[int, float, float, float]]:
    found = []
    for mark in MARKS:
        try:
            share, low, high = curve.at(mark)
        except TooFew:
            continue
        if share == 1:  # nobody yet: what that says depends on how many were seen for so long
            none = wilson(0, _seen(curve, mark))
            found.append((mark, none.share, none.low, none.high))
        else:
            found.append((mark, 1 - share, 1 - high, 1 - low))
    return found


def _seen(curve: SurvivalCurve, day: int) -> int:
    """How many had been seen for at least so many days without having paid before."""
    later = [n for time, n in zip(curve.times, curve.at_risk, strict=True) if time >= day]
    return max(later[0], 1) if later else 1


def _running(access: Access, trials: Iterable[Trial], on: date, limit: int) -> tuple[TrialRow, ...]:
    those = sorted(trials, key=lambda one: (one.ends_on, one.company_id or 0, one.person_id or 0))
    return trial_rows(access, those[:limit], on)
