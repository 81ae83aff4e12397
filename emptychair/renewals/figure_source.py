"""Figures of recurring revenue, its retention and of customers lost: by the definition in force,
and published months as they were published.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import Period, months_between, months_later
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
from emptychair.metrics.rules.readings import (
    change_of_readings,
    change_of_shares,
    reading_of_share,
)
from emptychair.renewals.queries.figures import (
    has_months,
    has_renewals,
    renewed_counts,
)
from emptychair.renewals.queries.months import months_between_days

SOURCE = _("contracts of your customers")
YEAR = 12


RETENTION = (
    (
        "nrr",
        _("Revenue retention, net (NRR)"),
        _(
            "What the customers of twelve months ago pay a month now, as a share of what they "
            "paid then. New customers do not count, growth of old ones does. By the definition "
            "of revenue in force; published months as they were published."
        ),
        "nrr",
    ),
    (
        "grr",
        _("Revenue retention, gross (GRR)"),
        _(
            "The same without what anybody pays more than then: for each customer at most "
            "what they paid twelve months ago."
        ),
        "grr",
    ),
    (
        "logo_churn",
        _("Customers lost in a year"),
        _(
            "Customers with a paid contract twelve months ago who have none now, of all with one "
            "then. However large they are, each counts once; who only tried does not count."
        ),
        "churn_year",
    ),
)


@figure_source("renewals.revenue")
def revenue(access: Access) -> Iterator[Figure]:
    """Who stays and what they pay, recurring revenue, and how many renewals were renewed."""
    if not access.may(Permission.CUSTOMER_READ) or access.assigned_only:
        return
    if has_months(access):
        yield from _retention()
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


def _retention() -> Iterator[Figure]:
    """Who stays and what they pay, from the same months as the page of revenue."""
    yield Figure(
        key="churn_month",
        label=_("Customers lost a month"),
        about=_(
            "Customers with a paid contract at the start of the month who have none at its end, "
            "of all with one; over several months added up. Who only tried does not count."
        ),
        source=SOURCE,
        **_SETTLED | {"better": "lower", "horizon": Horizon.MIDDLE},
        version=2,
        months=_lost_a_month,
        compare=_lost_compared,
        leads_to="revenue",
    )
    for key, label, about, share in RETENTION:
        yield Figure(
            key=key,
            label=label,
            about=about,
            source=SOURCE,
            **_SETTLED | {"better": "lower" if key == "logo_churn" else "higher"},
            version=2,
            months=partial(_share_of_months, share=share),
            compare=partial(_years_compared, share=share),
            span=YEAR,
            leads_to="revenue",
        )


_SETTLED: dict[str, Any] = {
    "group": FigureGroup.CUSTOMER,
    "horizon": Horizon.LONG,
    "unit": FigureUnit.PERCENT,
    "is_outcome": True,
}


def _share_of_months(access: Access, period: Period, *, share: str) -> Months:
    rows = months_between_days(access, period.first, period.last)
    known = {row.month: _reading(row.shares.get(share)) for row in rows}
    months = months_between(period.first, period.end)
    return [(each.first, known.get(each.first, NOTHING)) for each in months]


def _reading(share: dict[str, Any] | None) -> Reading:
    """A share as months keep it, in percent."""
    if share is None:
        return NOTHING
    low, high = (None if share[name] is None else 100 * share[name] for name in ("low", "high"))
    return Reading(100 * share["share"], low, high, share["n"])


def _lost_a_month(access: Access, period: Period) -> Months:
    return _share_of_months(access, period, share="churn_month")


def _years_compared(access: Access, before: Period, after: Period, *, share: str) -> Comparison:
    """The twelve months that end with each period; no change where the two years overlap."""
    old, new = (_share_of_months(access, one, share=share)[-1][1] for one in (before, after))
    overlap = months_later(after.end, -YEAR) < before.end
    return Comparison(old, new, None if overlap else change_of_readings(old, new))


def _lost_compared(access: Access, before: Period, after: Period) -> Comparison:
    """The months of each period added up: lost, of those who were there at the start of each."""
    pairs = []
    for period in (before, after):
        rows = months_between_days(access, period.first, period.last)
        told = [found for row in rows if (found := row.shares.get("churn_month"))]
        pairs.append((sum(one["lost"] for one in told), sum(one["n"] for one in told)))
    old, new = (reading_of_share(*each) for each in pairs)
    return Comparison(old, new, change_of_shares(pairs[0], pairs[1]))


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
