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
from emptychair.metrics.rules.readings import reading_of_share
from emptychair.silence.queries.runs import silent_by_month


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
            "last reading of the month. They are mostly the same customers each month, so no "
            "difference between months is claimed."
        ),
        source=_("silence"),
        group=FigureGroup.CUSTOMER,
        horizon=Horizon.MIDDLE,
        unit=FigureUnit.PERCENT,
        better="lower",
        months=_months,
        compare=_compared,
        leads_to="customers",
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
    """The last month of each run. Mostly the same customers are counted in both, which are no two
    samples, and who was silent in the earlier is not kept: nothing is said of chance.
    """
    ends = [_last(access, one) for one in (before, after)]
    old, new = (reading_of_share(*one) if one else NOTHING for one in ends)
    return Comparison(old, new)


def _last(access: Access, period: Period) -> tuple[int, int] | None:
    found = silent_by_month(access, period)
    return found[max(found)] if found else None
