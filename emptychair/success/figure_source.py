"""Figures of success: of those who were lost, for how many we were warned and acted."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import Period, months_between
from emptychair.metrics.figures import (
    Comparison,
    Figure,
    FigureGroup,
    FigureUnit,
    Horizon,
    Months,
    figure_source,
)
from emptychair.metrics.rules.readings import change_of_shares, reading_of_share
from emptychair.success.queries.lost import has_lost, warned_and_acted


@figure_source("success.figures")
def figures_of_success(access: Access) -> Iterator[Figure]:
    """Only where anybody was ever lost."""
    if not access.may(Permission.CUSTOMER_READ) or access.assigned_only or not has_lost(access):
        return
    yield Figure(
        key="lost_acted",
        label=_("Lost after we had acted"),
        about=_(
            "Of the customers who were lost in the period, those of whom a sign had warned at "
            "least 14 days before and for whom somebody had acted. The others left unattended."
        ),
        source=_("customers, their signs and your cases"),
        group=FigureGroup.CUSTOMER,
        horizon=Horizon.SHORT,
        unit=FigureUnit.PERCENT,
        better="higher",
        months=_by_month,
        compare=_compared,
        leads_to="lost",
    )


def _by_month(access: Access, period: Period) -> Months:
    return [
        (month.first, reading_of_share(*warned_and_acted(access, month)))
        for month in months_between(period.first, period.end)
    ]


def _compared(access: Access, before: Period, after: Period) -> Comparison:
    counts = warned_and_acted(access, before), warned_and_acted(access, after)
    first, then = (reading_of_share(*one) for one in counts)
    return Comparison(first, then, change_of_shares(*counts))
