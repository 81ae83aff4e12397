"""Readings of what the engine counted of customers: rows of `expressions/customers.py`."""

from typing import Any

from emptychair.metrics.figures import NOTHING, Reading
from emptychair.metrics.rules.readings import reading_of_retention, reading_of_share
from emptychair.stats import RevenueSums, net_retention_of_sums


def revenue_heard_share(row: dict[str, Any]) -> Reading:
    """The yearly value of those heard; counted in full, so that there is no interval."""
    whole = row["alone"] + (row["firms"] or 0.0)
    if not whole:
        return NOTHING
    heard = row["alone_heard"] + (row["firms_heard"] or 0.0)
    return Reading(100 * min(1.0, heard / whole), n=row["people"])


def returned_share(row: dict[str, Any]) -> Reading:
    """Customers of the year before who bought again."""
    return reading_of_share(row["customers"] - row["lost"], row["customers"])


def net_share(row: dict[str, Any]) -> Reading:
    """Revenue that came again, in percent."""
    return reading_of_retention(net_retention_of_sums(_sums(row)))


def _sums(row: dict[str, Any]) -> RevenueSums:
    return RevenueSums(**{name: row[name] for name in RevenueSums.__dataclass_fields__})
