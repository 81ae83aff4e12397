"""Our own KPIs on the scorecard, as the designs of the organisation say."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

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
from emptychair.metrics.types import Change
from emptychair.sheets.amounts import read_number
from emptychair.stats import StatsError, change_beyond_own_noise
from emptychair.touch.design_types import Design, OwnSource
from emptychair.touch.queries.organisation import live_designs
from emptychair.touch.queries.own_kpi import own_kpi_months
from emptychair.touch.words import choice_words

NOISE_MONTHS = 24
ADDED = {FigureUnit.NUMBER, FigureUnit.HOURS}  # months of these add up; of the others the mean


@figure_source("touch.organisation")
def own_kpis(access: Access) -> Iterator[Figure]:
    """The own KPI of each design that is measured."""
    if not access.may(Permission.CUSTOMER_READ):
        return
    for one in live_designs(access):
        yield _figure(one)


def aim_of(one: Design) -> tuple[float, date] | None:
    """Where the own KPI should be in a month, and by when; None while one of both is open."""
    value, day = read_number(one.said(6, "target").rstrip("%％")), one.said(6, "target_day")
    return (value, date.fromisoformat(day)) if value is not None and day else None


def _figure(one: Design) -> Figure:
    aim = aim_of(one)

    def months(access: Access, period: Period) -> Months:
        known = _known(access, one, period)
        return [
            (each.first, Reading(known[each.first]) if each.first in known else NOTHING)
            for each in months_between(period.first, period.end)
        ]

    def compare(access: Access, before: Period, after: Period) -> Comparison:
        back = min(months_later(after.end, -NOISE_MONTHS), before.first)
        return _compared(_known(access, one, Period(back, after.end)), one, before, after)

    return Figure(
        key=f"organisation_{one.series}",
        label=one.own_kpi,
        about=one.said(5, "causes"),
        source=choice_words("own_source", one.said(5, "own_source")),
        group=FigureGroup.CUSTOMER,
        horizon=Horizon.SHORT,
        unit=unit_of(one),
        better="lower" if one.said(5, "own_better") == "lower" else "higher",
        months=months,
        compare=compare,
        version=one.version,
        leads_to="organisation",
        owner_id=one.owner_id,
        adds_up=unit_of(one) in ADDED,
        aim_value=aim[0] if aim else None,
        aim_day=aim[1] if aim else None,
    )


def _known(access: Access, one: Design, period: Period) -> dict[date, float]:
    found = own_kpi_months(access, one, period)
    return {each.month: each.value for each in found if each.value is not None}


def unit_of(one: Design) -> FigureUnit:
    """In what the own KPI of a design is counted."""
    if one.said(5, "own_source") != OwnSource.ENTERED:
        return FigureUnit.NUMBER
    given = one.said(5, "own_unit")
    return FigureUnit(given) if given in FigureUnit.values else FigureUnit.NUMBER


def _compared(
    known: Mapping[date, float], one: Design, before: Period, after: Period
) -> Comparison:
    old, new = _together(known, one, before), _together(known, one, after)
    if old.value is None or new.value is None:
        return Comparison(old, new)
    return Comparison(old, new, _change(known, one, before, after))


def _together(known: Mapping[date, float], one: Design, period: Period) -> Reading:
    months = [each.first for each in months_between(period.first, period.end)]
    if any(month not in known for month in months):
        return NOTHING
    values = [known[month] for month in months]
    return Reading(sum(values) if unit_of(one) in ADDED else sum(values) / len(values))


def _change(
    known: Mapping[date, float], one: Design, before: Period, after: Period
) -> Change | None:
    first = min(known)
    series: Sequence[float | None] = [
        known.get(each.first) for each in months_between(first, after.end)
    ]
    window = len(months_between(after.first, after.end))
    lag = len(months_between(before.end, after.end))
    try:
        found = change_beyond_own_noise(series, window=window, lag=lag)
    except StatsError:
        return None
    times = window if unit_of(one) in ADDED else 1
    return Change(
        found.estimate * times, found.low * times, found.high * times, found.p_value, None
    )
