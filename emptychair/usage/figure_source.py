"""Figures of use: companies that use the product, seats that are used, trials that pay."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import Period, local_day, months_between
from emptychair.metrics.figures import (
    NOTHING,
    Comparison,
    Figure,
    FigureGroup,
    FigureUnit,
    Horizon,
    Months,
    Reading,
    figure_source,
)
from emptychair.metrics.rules.readings import change_of_shares, reading_of_share
from emptychair.usage.queries.definitions import counting_state
from emptychair.usage.queries.monthly import MonthOfUse, ripe_trials, use_by_month

SOURCE = _("use of the product")


@figure_source("usage.figures")
def figures_of_use(access: Access) -> Iterator[Figure]:
    """Only where anything was ever counted or given."""
    if not access.may(Permission.CUSTOMER_READ) or access.assigned_only:
        return
    if counting_state(access) is None:
        return
    yield _figure_of_active()
    yield _figure_of_seats()
    yield _figure_of_trials()


def _figure_of_active() -> Figure:
    return Figure(
        key="active_companies",
        label=_("Companies that use the product"),
        about=_("Companies of whom anybody used anything in the month."),
        source=SOURCE,
        group=FigureGroup.CUSTOMER,
        horizon=Horizon.SHORT,
        unit=FigureUnit.NUMBER,
        better="higher",
        months=lambda access, period: [
            (one.month, Reading(float(one.active), n=one.active))
            for one in use_by_month(access, period)
        ],
        compare=_active_compared,
        leads_to="use",
        is_outcome=True,
    )


def _figure_of_seats() -> Figure:
    return Figure(
        key="seats_used",
        label=_("Seats used"),
        about=_(
            "Of the seats that contracts buy, those that somebody used in the month; only of "
            "companies of which any use was ever seen."
        ),
        source=SOURCE,
        group=FigureGroup.CUSTOMER,
        horizon=Horizon.MIDDLE,
        unit=FigureUnit.PERCENT,
        better="higher",
        months=lambda access, period: [
            (one.month, _seats(one)) for one in use_by_month(access, period)
        ],
        compare=_seats_compared,
        leads_to="use",
    )


def _figure_of_trials() -> Figure:
    return Figure(
        key="trial_to_paid",
        label=_("Trials that pay within 60 days"),
        about=_(
            "Of the trials that began in the month, those with a contract that is paid within 60 "
            "days. A month is told once the 60 days of all its trials are over."
        ),
        source=SOURCE,
        group=FigureGroup.FUNNEL,
        horizon=Horizon.MIDDLE,
        unit=FigureUnit.PERCENT,
        better="higher",
        months=_trial_months,
        compare=_trials_compared,
        leads_to="use-trials",
    )


def _seats(one: MonthOfUse) -> Reading:
    """No sample: all of them. Hence no interval."""
    return Reading(100 * one.used / one.seats, n=one.seats) if one.seats else NOTHING


def _active_compared(access: Access, before: Period, after: Period) -> Comparison:
    old, new = (_mean(use_by_month(access, one)) for one in (before, after))
    return Comparison(old, new)


def _mean(months: list[MonthOfUse]) -> Reading:
    if not months:
        return NOTHING
    mean = sum(one.active for one in months) / len(months)
    return Reading(mean, n=round(mean))


def _seats_compared(access: Access, before: Period, after: Period) -> Comparison:
    def summed(period: Period) -> Reading:
        months = use_by_month(access, period)
        seats, used = (sum(getattr(one, name) for one in months) for name in ("seats", "used"))
        return Reading(100 * used / seats, n=seats) if seats else NOTHING

    return Comparison(summed(before), summed(after))


def _counts(access: Access, period: Period) -> tuple[int, int]:
    today = local_day(timezone.now(), access.workspace.zone)
    found = [paid for one, paid in ripe_trials(access, today) if one.begun_on in period]
    return sum(found), len(found)


def _trial_months(access: Access, period: Period) -> Months:
    return [
        (month.first, reading_of_share(*_counts(access, month)))
        for month in months_between(period.first, period.end)
    ]


def _trials_compared(access: Access, before: Period, after: Period) -> Comparison:
    counts = [_counts(access, one) for one in (before, after)]
    old, new = (reading_of_share(*each) for each in counts)
    return Comparison(old, new, change_of_shares(counts[0], counts[1]))
