"""Figures that come from answers, invitations and orders. Their definitions are frozen: a change of
one raises its version. Those of contracts are in `renewals`, which keeps their definition.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from emptychair.accounts.access import Access
from emptychair.metrics.figures import (
    Figure,
    FigureGroup,
    FigureUnit,
    Horizon,
    Text,
    figure_source,
)
from emptychair.metrics.queries import figures as read
from emptychair.metrics.queries.customer_counts import (
    CustomerTables,
    asked_and_answered,
    customers_and_heard,
    order_sums,
)
from emptychair.metrics.rules import customer_readings as told
from emptychair.metrics.rules.readings import reading_of_share
from emptychair.metrics.rules.scoring import UNITS
from emptychair.metrics.words import level_words
from emptychair.surveys.queries import metrics_in_use
from emptychair.surveys.types import Metric

ANSWERS = _("answers to your surveys")
ORDERS, INVITATIONS = _("orders of your customers"), _("invitations to your surveys")
CUSTOMERS = _("customers and their answers")
UNIT_OF = {
    "points": FigureUnit.POINTS,
    "percent": FigureUnit.PERCENT,
    "mean": FigureUnit.MEAN,
}


@figure_source("metrics.scores")
def scores(access: Access) -> Iterator[Figure]:
    """Each metric that is asked for."""
    answers = read.Answers(access)
    for metric in metrics_in_use(access):
        yield Figure(
            key=metric,
            label=Metric(metric).label,
            about=level_words(metric),
            source=ANSWERS,
            group=FigureGroup.CUSTOMER,
            horizon=Horizon.MIDDLE,
            unit=UNIT_OF[UNITS[metric]],
            better="higher",
            months=partial(read.score_months, metric=metric, answers=answers),
            compare=partial(read.score_compared, metric=metric, answers=answers),
            leads_to="voices",
            metric=metric,
            is_outcome=True,
        )


WHO_LEFT_IS_KEPT = 2
"""Version: since November 2026 customers end where decision 0036 says that they left."""


@figure_source("metrics.heard")
def heard(access: Access) -> Iterator[Figure]:
    """Who answers, and whose value that is."""
    tables = CustomerTables(access)
    asked = partial(asked_and_answered, tables=tables)
    counts = partial(customers_and_heard, tables=tables)
    yield _share(
        "response_rate",
        (
            _("Response rate"),
            _("Invitations of the period that were answered by now, of all invitations."),
            INVITATIONS,
        ),
        asked,
        ("answered", "asked"),
        leads_to="surveys",
    )
    customers = _share(
        "coverage",
        (
            _("Customers heard"),
            _("Customers who answered anything in the period, of all customers of the period."),
            CUSTOMERS,
        ),
        counts,
        ("heard", "people"),
        leads_to="heard",
    )
    yield replace(customers, version=WHO_LEFT_IS_KEPT)
    yield Figure(
        key="coverage_revenue",
        label=_("Revenue heard"),
        about=_(
            "The yearly value, as noted on the customer, of those who answered, of that of all "
            "customers."
        ),
        source=CUSTOMERS,
        version=WHO_LEFT_IS_KEPT,
        **_SETTLED,
        months=partial(read.counted_months, counts=counts, reads=told.revenue_heard_share),
        compare=partial(read.uncertain_compared, counts=counts, reads=told.revenue_heard_share),
        leads_to="heard",
    )


@figure_source("metrics.orders")
def orders(access: Access) -> Iterator[Figure]:
    """Who buys again, and for how much."""
    if not read.has_orders(access):
        return
    counts = partial(order_sums, tables=CustomerTables(access))
    yield _yearly(
        "repurchase",
        (
            _("Customers who bought again"),
            _(
                "Customers with an order in the twelve months before the last twelve who ordered "
                "again in the last twelve."
            ),
            ORDERS,
        ),
        counts,
        told.returned_share,
    )
    yield _yearly(
        "order_retention",
        (
            _("Revenue of last year's customers"),
            _(
                "What the customers of the year before spent in the last twelve months, as a share "
                "of what they spent then."
            ),
            ORDERS,
        ),
        counts,
        told.net_share,
    )


_SETTLED: dict[str, Any] = {
    "group": FigureGroup.CUSTOMER,
    "horizon": Horizon.MIDDLE,
    "unit": FigureUnit.PERCENT,
    "better": "higher",
}


def _share(
    key: str,
    words: tuple[Text, Text, Text],
    counts: read.Counts,
    columns: tuple[str, str],
    *,
    leads_to: str,
) -> Figure:
    part, whole = columns
    return Figure(
        key=key,
        label=words[0],
        about=words[1],
        source=words[2],
        **_SETTLED,
        months=partial(
            read.counted_months,
            counts=counts,
            reads=lambda row: reading_of_share(row[part], row[whole]),
        ),
        compare=partial(
            read.shares_compared, counts=counts, pair=lambda row: (row[part], row[whole])
        ),
        leads_to=leads_to,
    )


def _yearly(
    key: str,
    words: tuple[Text, Text, Text],
    counts: read.Counts,
    reads: read.Reads,
    *,
    better: str = "higher",
) -> Figure:
    return Figure(
        key=key,
        label=words[0],
        about=words[1],
        source=words[2],
        **{**_SETTLED, "horizon": Horizon.LONG, "better": better},
        months=partial(read.yearly_months, counts=counts, reads=reads),
        compare=partial(read.yearly_compared, counts=counts, reads=reads),
        span=read.YEAR,
        is_outcome=True,
        leads_to="repeat",
    )
