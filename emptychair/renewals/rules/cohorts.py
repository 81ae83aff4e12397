"""What customers who came in the same year pay one, two, three years after their own first day."""

from typing import Any

import numpy as np

from emptychair.customers.rules.months import Days, day_of_number, months_added
from emptychair.customers.rules.runs import Amounts, Runs
from emptychair.renewals.rules.bridge import told_retention
from emptychair.stats import gross_retention, net_retention, wilson

YEARS = 5


def cohorts(runs: Runs, *, today: int) -> list[dict[str, Any]]:
    """One row for each currency and year of coming; of each, how many were followed so far, what
    they pay of their first amount, and how many are there.
    """
    if not len(runs.units):
        return []
    begun = runs.first_days()
    years = np.array([day_of_number(day).year for day in begun])
    first, _there = _paid(runs, begun)
    found = []
    for currency in np.unique(runs.currencies):
        for year in np.unique(years):
            own = (runs.currencies == currency) & (years == year) & (begun <= today) & (first > 0)
            if own.any():
                row = {"currency": str(currency), "year": int(year), "n": int(own.sum())}
                found.append({**row, "after": _after(runs, begun, first, own, today)})
    return found


def _after(runs: Runs, begun: Days, first: Amounts, own: Any, today: int) -> list[dict[str, Any]]:
    rows = []
    for years in range(1, YEARS + 1):
        days = months_added(begun, 12 * years)
        seen = own & (days <= today)
        if not seen.any():
            break
        later, there = _paid(runs, days)
        stayed = wilson(int((there & seen).sum()), int(seen.sum()))
        rows.append(
            {
                "years": years,
                "n": int(seen.sum()),
                "nrr": told_retention(net_retention, first[seen], later[seen]),
                "grr": told_retention(gross_retention, first[seen], later[seen]),
                "stayed": {"share": stayed.share, "low": stayed.low, "high": stayed.high},
            }
        )
    return rows


def _paid(runs: Runs, days: Days) -> tuple[Amounts, Any]:
    """What each pair pays on a day of its own."""
    day = days[runs.pair]
    there = (runs.first <= day) & (day < runs.end)
    size = len(runs.units)
    paid = np.bincount(runs.pair[there], weights=runs.monthly[there], minlength=size)
    return np.round(paid, 2), np.bincount(runs.pair[there], minlength=size) > 0
