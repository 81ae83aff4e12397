"""What a figure was asked and what it told, as they are kept."""

from dataclasses import asdict
from datetime import date
from typing import Any

from emptychair.kit.periods import Period
from emptychair.metrics.figures import Comparison, Months, Reading
from emptychair.metrics.types import Change


def months_asked(period: Period) -> str:
    """A value for each month of a period."""
    return f"months {period.first} {period.end}"


def comparison_asked(before: Period, after: Period) -> str:
    """One run of months against another."""
    return f"compare {before.first} {before.end} {after.first} {after.end}"


def months_kept(months: Months) -> list[list[Any]]:
    """Plain values."""
    return [[first.isoformat(), asdict(reading)] for first, reading in months]


def months_told(kept: list[list[Any]]) -> Months:
    """The same as the figure told it."""
    return [(date.fromisoformat(first), Reading(**reading)) for first, reading in kept]


def comparison_kept(found: Comparison) -> dict[str, Any]:
    """Plain values."""
    return asdict(found)


def comparison_told(kept: dict[str, Any]) -> Comparison:
    """The same as the figure told it."""
    change = Change(**kept["change"]) if kept["change"] else None
    return Comparison(Reading(**kept["before"]), Reading(**kept["after"]), change)
