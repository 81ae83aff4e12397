"""A smaller share of customers is heard than in the same quarter a year ago."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from emptychair.alerts.rules.budget import alpha_of_look
from emptychair.alerts.rules.material import MonthHeard, Noticed, Past, Stream, last_told
from emptychair.stats import newcombe

DAYS = 90
EPISODE = timedelta(days=DAYS)
COMPANY = Stream("company")


def falling_coverage(
    months: Sequence[MonthHeard], day: date, past: Sequence[Past]
) -> Iterator[Noticed]:
    """On the first of a month, by Fisher's exact test. Who was a customer both times makes the two
    shares more alike than it takes for granted, so its alarms are rarer still.
    """
    found = next((one for one in months if one.first == day), None)
    last = last_told(past, "coverage", COMPANY)
    if found is None or min(found.customers, found.customers_before) == 0:
        return
    if last and day - last.first_seen < EPISODE:
        return
    from scipy.stats import hypergeom  # slow to load, and only needed here

    everybody, heard = found.customers + found.customers_before, found.heard + found.heard_before
    p_value = float(hypergeom.cdf(found.heard, everybody, heard, found.customers))
    if p_value > alpha_of_look("coverage"):
        return
    told = newcombe(found.heard_before, found.customers_before, found.heard, found.customers)
    yield Noticed(
        kind="coverage",
        stream=COMPANY,
        since=day - timedelta(days=DAYS),
        first_seen=day,
        before=100 * found.heard_before / found.customers_before,
        after=100 * found.heard / found.customers,
        estimate=100 * told.estimate,
        low=100 * told.low,
        high=100 * told.high,
        n_before=found.customers_before,
        n_after=found.customers,
    )
