"""Figures from outside, as the scorecard and the guard see them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from emptychair.accounts.access import Access
from emptychair.kit.periods import Period, months_between, months_later
from emptychair.metrics.figures import (
    Comparison,
    Figure,
    FigureGroup,
    FigureUnit,
    Horizon,
    Months,
    figure_source,
)
from emptychair.scorecard.models import OutsideFigure
from emptychair.scorecard.queries.outside import outside_figures, values_since
from emptychair.scorecard.rules.outside import Part, compared, months_of, reading_of
from emptychair.scorecard.rules.periods import NOISE_MONTHS
from emptychair.scorecard.types import Combining

if TYPE_CHECKING:
    from emptychair.scorecard.types import GivenValue


class _Values:
    """The values of all figures, read once for as far back as anybody asks."""

    def __init__(self, access: Access, figures: list[OutsideFigure]) -> None:
        self._access, self._ids = access, [one.pk for one in figures]
        self._since = date.max
        self._known: Mapping[int, list[GivenValue]] = {}

    def months(self, figure: OutsideFigure, period: Period) -> dict[date, Part]:
        if period.first < self._since:
            self._since = period.first
            self._known = values_since(self._access, self._ids, period.first)
        return months_of(self._known.get(figure.pk, ()), figure.combining, period)


@figure_source("scorecard.outside")
def outside(access: Access) -> Iterator[Figure]:
    """Each figure that the workspace has defined, without the levels that others published."""
    figures = [one for one in outside_figures(access) if not one.beside]
    values = _Values(access, figures)
    for one in figures:
        yield _figure(one, values)


def _figure(one: OutsideFigure, values: _Values) -> Figure:
    def months(access: Access, period: Period) -> Months:  # noqa: ARG001 - as every figure is read
        found = values.months(one, period)
        return [
            (month.first, reading_of(found.get(month.first)))
            for month in months_between(period.first, period.end)
        ]

    def compare(access: Access, before: Period, after: Period) -> Comparison:  # noqa: ARG001 - as every figure is read
        back = months_later(after.end, -NOISE_MONTHS)
        known = values.months(one, Period(min(back, before.first), after.end))
        return compared(known, one.combining, before, after)

    return Figure(
        key=one.key,
        label=one.name,
        about=one.definition,
        source=one.source,
        group=FigureGroup(one.group),
        horizon=Horizon(one.horizon),
        unit=FigureUnit(one.unit),
        better="lower" if one.better == "lower" else "higher",
        months=months,
        compare=compare,
        version=one.version,
        leads_to="enter",
        is_outcome=one.group == FigureGroup.CUSTOMER,
        outside_id=one.pk,
        owner_id=one.owner_id,
        team_id=one.team_id,
        adds_up=one.combining == Combining.SUM,
    )
