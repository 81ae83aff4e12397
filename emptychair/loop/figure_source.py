"""Figures of cases: how long customers wait for a first answer, and how many wait too long."""

from collections.abc import Callable, Iterator, Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import Period, months_between
from emptychair.loop.queries.waiting import first_answers
from emptychair.loop.rules.first_answers import FirstAnswer, late_counts, middle_of
from emptychair.metrics.figures import (
    Comparison,
    Figure,
    FigureGroup,
    FigureUnit,
    Horizon,
    Months,
    Reading,
    figure_source,
)
from emptychair.metrics.rules.readings import (
    change_of_readings,
    change_of_shares,
    reading_of_share,
)

SOURCE = _("cases")


@figure_source("loop.cases")
def cases(access: Access) -> Iterator[Figure]:
    """Those that everybody who reads cases may see."""
    if not access.may(Permission.CASE_READ):
        return
    yield Figure(
        key="first_answer",
        label=_("Time to the first answer"),
        about=_(
            "Working time until the first answer, the middle of the cases opened in the period; "
            "cases without an answer count as longer than all others."
        ),
        source=SOURCE,
        group=FigureGroup.CUSTOMER,
        horizon=Horizon.SHORT,
        unit=FigureUnit.HOURS,
        better="lower",
        months=lambda access, period: _months(access, period, middle_of),
        compare=_hours_compared,
        leads_to="cases",
    )
    yield Figure(
        key="overdue",
        label=_("Answered too late"),
        about=_(
            "Cases opened in the period whose first answer came after its deadline, or is still "
            "missing after it, of all cases whose deadline is over."
        ),
        source=SOURCE,
        group=FigureGroup.CUSTOMER,
        horizon=Horizon.SHORT,
        unit=FigureUnit.PERCENT,
        better="lower",
        months=lambda access, period: _months(access, period, _late),
        compare=_late_compared,
        leads_to="overdue",
    )


def _months(
    access: Access, period: Period, reads: Callable[[Sequence[FirstAnswer]], Reading]
) -> Months:
    found = first_answers(access, period, now=timezone.now())
    months = months_between(period.first, period.end)
    return [(month.first, reads([each for each in found if each.day in month])) for month in months]


def _hours_compared(access: Access, before: Period, after: Period) -> Comparison:
    old, new = (
        middle_of(first_answers(access, one, now=timezone.now())) for one in (before, after)
    )
    return Comparison(old, new, change_of_readings(old, new))


def _late_compared(access: Access, before: Period, after: Period) -> Comparison:
    counts = [
        late_counts(first_answers(access, one, now=timezone.now())) for one in (before, after)
    ]
    old, new = (reading_of_share(*each) for each in counts)
    return Comparison(old, new, change_of_shares(counts[0], counts[1]))


def _late(found: Sequence[FirstAnswer]) -> Reading:
    return reading_of_share(*late_counts(found))
