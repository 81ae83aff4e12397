"""Readings of a figure from outside: days make a month, months a longer run."""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from emptychair.kit.periods import Period, months_between
from emptychair.metrics.figures import NOTHING, Comparison, Reading
from emptychair.metrics.types import Change
from emptychair.scorecard.rules.periods import months_in
from emptychair.scorecard.types import Combining, GivenValue, Grain
from emptychair.stats import StatsError, change_beyond_own_noise

Z = 1.959964
Part = tuple[float, float | None, int | None]  # value, standard error, n


def months_of(values: Iterable[GivenValue], combining: str, period: Period) -> dict[date, Part]:
    """The value of each month that has one: as given for the month, else made of its days."""
    given: dict[date, Part] = {}
    days: dict[date, list[tuple[date, Part]]] = {}
    for one in values:
        part = (one.value, one.standard_error, one.n)
        month = one.day.replace(day=1)
        if month < period.first or month >= period.end:
            continue
        if one.grain == Grain.MONTH:
            given[month] = part
        else:
            days.setdefault(month, []).append((one.day, part))
    made = {
        month: combined([part for _day, part in sorted(parts, key=lambda each: each[0])], combining)
        for month, parts in days.items()
    }
    return {**made, **given}


def combined(parts: Sequence[Part], combining: str) -> Part:
    """Several values as one; errors of values that are independent of each other."""
    if combining == Combining.LAST:
        return parts[-1]
    values, errors = [part[0] for part in parts], [part[1] for part in parts]
    counts = [part[2] for part in parts]
    known = [error for error in errors if error is not None]
    error = math.hypot(*known) if known and len(known) == len(parts) else None
    n = sum(count for count in counts if count is not None) if None not in counts else None
    total = math.fsum(values)
    if combining == Combining.SUM:
        return total, error, n
    return total / len(parts), None if error is None else error / len(parts), n


def reading_of(part: Part | None) -> Reading:
    """With an interval where an error was given."""
    if part is None:
        return NOTHING
    value, error, n = part
    if error is None:
        return Reading(value, n=n)
    return Reading(value, value - Z * error, value + Z * error, n)


def over(months: Mapping[date, Part], combining: str, period: Period) -> Part | None:
    """The value of a run of months; nothing while one of them is missing."""
    wanted = [month.first for month in months_between(period.first, period.end)]
    if any(month not in months for month in wanted):
        return None
    return combined([months[month] for month in wanted], combining)


def compared(
    months: Mapping[date, Part], combining: str, before: Period, after: Period
) -> Comparison:
    """Two runs of months: by the errors given with the values, else by the series' own noise."""
    old, new = over(months, combining, before), over(months, combining, after)
    readings = reading_of(old), reading_of(new)
    if old is None or new is None:
        return Comparison(*readings)
    if old[1] is not None and new[1] is not None:
        return Comparison(*readings, change=_by_errors(old, new))
    return Comparison(*readings, change=_by_noise(months, combining, before, after))


def _by_errors(old: Part, new: Part) -> Change | None:
    estimate, error = new[0] - old[0], math.hypot(old[1] or 0, new[1] or 0)
    if error <= 0:
        return None
    p_value = math.erfc(abs(estimate) / error / math.sqrt(2))
    return Change(estimate, estimate - Z * error, estimate + Z * error, p_value, None)


def _by_noise(
    months: Mapping[date, Part], combining: str, before: Period, after: Period
) -> Change | None:
    """Against how much such changes were before; sums are compared by what a month brings."""
    window = 1 if combining == Combining.LAST else months_in(after)
    lag = months_in(Period(before.end, after.end))
    first = min(months)
    series = [
        months[month.first][0] if month.first in months else None
        for month in months_between(first, after.end)
    ]
    try:
        found = change_beyond_own_noise(series, window=window, lag=lag)
    except StatsError:
        return None
    scale = window if combining == Combining.SUM else 1
    limits = (scale * found.estimate, scale * found.low, scale * found.high)
    return Change(*limits, found.p_value, None)
