"""The share of customers who are silent, month by month, for the scorecard."""

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
    figure_source,
)
from emptychair.metrics.rules.readings import change_of_difference, reading_of_share
from emptychair.silence.queries.months import change_between
from emptychair.silence.queries.runs import last_reading, silent_by_month


@figure_source("silence.figures")
def figures_of_silence(access: Access) -> Iterator[Figure]:
    """Where somebody has been read."""
    if not access.may(Permission.CUSTOMER_READ) or access.assigned_only:
        return
    yield Figure(
        key="silent_share",
        label=_("Silent customers"),
        about=_(
            "Customers silent past the mark of their own rhythm, of all with a rhythm, as of the "
            "last reading of the month. A difference between months is that of the customers "
            "counted in both."
        ),
        source=_("silence"),
        group=FigureGroup.CUSTOMER,
        horizon=Horizon.MIDDLE,
        unit=FigureUnit.PERCENT,
        better="lower",
        months=_months,
        compare=_compared,
        leads_to="silent",
        is_outcome=True,
    )


def _months(access: Access, period: Period) -> Months:
    found = silent_by_month(access, period)
    months = months_between(period.first, period.end)
    return [
        (month.first, reading_of_share(*found[month.first]) if month.first in found else NOTHING)
        for month in months
    ]


def _compared(access: Access, before: Period, after: Period) -> Comparison:
    """The last reading of each run. Mostly the same customers are counted in both: the change is
    that of who was counted twice, where the earlier night was kept, and else nothing is said of it.
    """
    ends = [last_reading(access, one) for one in (before, after)]
    old, new = (reading_of_share(one.silent, one.watched) if one else NOTHING for one in ends)
    if ends[0] is None or ends[1] is None:
        return Comparison(old, new)
    found = change_between(access, ends[0].on, ends[1].on)
    return Comparison(old, new, change_of_difference(found) if found else None)
