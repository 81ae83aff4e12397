"""The middle of the days to the first value, month by month, for the scorecard."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import Period, months_between
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
from emptychair.onboarding.queries.stored import Run, medians_by_month


@figure_source("onboarding.figures")
def figures_of_first_value(access: Access) -> Iterator[Figure]:
    """Where customers may be read."""
    if not access.may(Permission.CUSTOMER_READ) or access.assigned_only:
        return
    yield Figure(
        key="days_to_first_value",
        label=_("Days to the first value (TTV)"),
        about=_(
            "The middle by Kaplan and Meier over all customers as of the last reading of the "
            "month; who is not there yet counts as long as they were seen."
        ),
        source=_("first value"),
        group=FigureGroup.CUSTOMER,
        horizon=Horizon.MIDDLE,
        unit=FigureUnit.DAYS,
        better="lower",
        months=_months,
        compare=_compared,
        leads_to="stalled",
        is_outcome=True,
    )


def _months(access: Access, period: Period) -> Months:
    found = medians_by_month(access, period)
    months = months_between(period.first, period.end)
    return [
        (month.first, _reading(found[month.first]) if month.first in found else NOTHING)
        for month in months
    ]


def _compared(access: Access, before: Period, after: Period) -> Comparison:
    """The last month of each; customers are the same in both, so no difference is claimed."""
    ends = []
    for period in (before, after):
        found = medians_by_month(access, period)
        ends.append(_reading(found[max(found)]) if found else NOTHING)
    return Comparison(ends[0], ends[1])


def _reading(run: Run) -> Reading:
    value, low, high = run.median
    return Reading(value, low, high, run.customers) if value is not None else NOTHING
