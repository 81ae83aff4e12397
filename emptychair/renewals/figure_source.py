"""Figures of recurring revenue. Retention (NRR, GRR) and lost customers are in `metrics`."""

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
from emptychair.metrics.rules.readings import change_of_shares, reading_of_share
from emptychair.renewals.queries.figures import has_months, has_renewals, renewed_counts
from emptychair.renewals.queries.months import months_between_days

SOURCE = _("contracts of your customers")


@figure_source("renewals.revenue")
def revenue(access: Access) -> Iterator[Figure]:
    """Monthly recurring revenue, and how many renewals were renewed."""
    if not access.may(Permission.CUSTOMER_READ) or access.assigned_only:
        return
    if has_months(access):
        yield Figure(
            key="mrr",
            label=_("Monthly recurring revenue (MRR)"),
            about=_(
                "What all running contracts bring a month on the last day of the month, by the "
                "definition in force; published months as they were published. Counted in full."
            ),
            source=SOURCE,
            group=FigureGroup.CUSTOMER,
            horizon=Horizon.MIDDLE,
            unit=FigureUnit.MONEY,
            better="higher",
            months=_mrr,
            compare=_mrr_compared,
            leads_to="revenue",
            is_outcome=True,
        )
    if has_renewals(access):
        yield Figure(
            key="renewal_rate",
            label=_("Renewals that were renewed"),
            about=_(
                "Of the yearly renewals that were due in the period and of which it is known how "
                "they ended, those that were renewed, for more, the same or less."
            ),
            source=SOURCE,
            group=FigureGroup.CUSTOMER,
            horizon=Horizon.MIDDLE,
            unit=FigureUnit.PERCENT,
            better="higher",
            months=_rate,
            compare=_rate_compared,
            leads_to="renewals",
            is_outcome=True,
        )


def _mrr(access: Access, period: Period) -> Months:
    rows = months_between_days(access, period.first, period.last)
    known = {row.month: Reading(float(row.ending), n=row.customers_after) for row in rows}
    months = months_between(period.first, period.end)
    return [(each.first, known.get(each.first, NOTHING)) for each in months]


def _mrr_compared(access: Access, before: Period, after: Period) -> Comparison:
    """The last month of each; counted in full, so nothing is said of chance."""
    old, new = (_mrr(access, each)[-1][1] for each in (before, after))
    return Comparison(old, new)


def _rate(access: Access, period: Period) -> Months:
    months = months_between(period.first, period.end)
    counts = renewed_counts(access, period)
    return [(each.first, reading_of_share(*counts.get(each.first, (0, 0)))) for each in months]


def _rate_compared(access: Access, before: Period, after: Period) -> Comparison:
    pairs = []
    for period in (before, after):
        counts = renewed_counts(access, period).values()
        pairs.append((sum(one[0] for one in counts), sum(one[1] for one in counts)))
    old, new = (reading_of_share(*each) for each in pairs)
    return Comparison(old, new, change_of_shares(pairs[0], pairs[1]))
