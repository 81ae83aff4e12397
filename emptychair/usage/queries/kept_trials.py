"""Trials as the last reading of use kept them: counted in the database, however many there are."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.usage.models import CompanyUse, CountingState, PersonUse
from emptychair.usage.queries.trials import Trial
from emptychair.usage.types import TrialState

DAYS = ("trial_begun_on", "trial_ends_on", "trial_paid_on")


@dataclass(frozen=True, slots=True)
class KeptTrials:
    """How many trials have the same days, those that end next, and when they were read."""

    counts: tuple[tuple[Trial, int], ...]
    running: tuple[Trial, ...]
    read_at: datetime


def kept_trials(access: Access, on: date, *, limit: int) -> KeptTrials | None:
    """Nothing before the first reading, and where it is older than what is asked of it."""
    access.require(Permission.CUSTOMER_READ)
    state = CountingState.objects.visible_to(access).first()
    if state is None or state.read_at is None or access.assigned_only:
        return None
    counts: Counter[tuple[date, date, date | None]] = Counter()
    running: list[Trial] = []
    for rows, whose in (
        (CompanyUse.objects.visible_to(access), "company_id"),
        (PersonUse.objects.visible_to(access), "person_id"),
    ):
        tried = rows.filter(trial__in=TrialState.values).order_by()
        for begun, ends, paid, n in tried.values_list(*DAYS).annotate(n=Count("pk")):
            if begun is None or ends is None:
                return None  # read before these days were kept
            counts[begun, ends, paid] += n
        running += _running(tried, whose, on, limit)
    alike = tuple((Trial(None, None, *days), n) for days, n in counts.items())
    return KeptTrials(alike, tuple(running), state.read_at)


def trials_are_kept(access: Access) -> bool:
    """Whether the last reading kept the days of all trials, so that lists go by the same rows."""
    access.require(Permission.CUSTOMER_READ)
    state = CountingState.objects.visible_to(access).first()
    if state is None or state.read_at is None or access.assigned_only:
        return False
    without = Q(trial_begun_on=None) | Q(trial_ends_on=None)
    return not any(
        table.objects.visible_to(access).filter(without, trial__in=TrialState.values).exists()
        for table in (CompanyUse, PersonUse)
    )


def _running(rows: QuerySet[Any], whose: str, on: date, limit: int) -> list[Trial]:
    """Those that run on a day by the days that were kept, the first to end first."""
    not_paid = Q(trial_paid_on=None) | Q(trial_paid_on__gt=on)
    found = rows.filter(not_paid, trial=TrialState.RUNNING, trial_ends_on__gte=on)
    first = found.order_by("trial_ends_on", whose)[:limit]
    return [
        Trial(
            number if whose == "person_id" else None,
            number if whose == "company_id" else None,
            *days,
        )
        for number, *days in first.values_list(whose, *DAYS)
    ]
