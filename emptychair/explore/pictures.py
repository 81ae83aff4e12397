"""The charts of a table: the map of heat, and lines where one dimension is time."""

from collections.abc import Sequence
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.charts import (
    Chart,
    HeatField,
    HeatLabels,
    LineSeries,
    LinesLabels,
    TrendLabels,
    TrendPoint,
    heat,
    in_two_widths,
    lines,
    trend,
)
from emptychair.explore.rules.shown import LINES, largest
from emptychair.explore.types import TOTAL, Cell, Key, Member, Table
from emptychair.explore.words import (
    few_words,
    figure_words,
    measure_words,
    missing_words,
    most_words,
    number_words,
    write,
)
from emptychair.metrics.pictures import between_words
from emptychair.metrics.rules.scoring import RANGES


def heat_picture(table: Table, *, row_words: str, width: float = 960) -> Chart | None:
    """The table as a map of heat; None without rows."""
    rows = table.rows or (Member(TOTAL, _("Total")),)
    cols = table.cols or (Member(TOTAL, measure_words(table.question.measure)),)
    if not table.rows and not table.cols:
        return None
    fields = [[_field(table, (row.token, col.token)) for col in cols] for row in rows]
    return heat(
        [one.words for one in rows],
        [one.words for one in cols],
        fields,
        title=measure_words(table.question.measure),
        description="",
        labels=HeatLabels(
            row=row_words,
            few=few_words(table.question.measure),
            up=_("rise beyond noise"),
            down=_("fall beyond noise"),
        ),
        width=width,
    )


def _field(table: Table, key: Key) -> HeatField:
    cell = table.cells.get(key)
    if cell is None or cell.figure.value is None:
        return HeatField("", None)
    words = figure_words(table, cell.figure)
    return HeatField(words, cell.level, direction(cell))


def direction(cell: Cell) -> Literal["up", "down"] | None:
    """Up or down where the change is beyond noise."""
    if not cell.beyond_noise or cell.change is None:
        return None
    return "up" if cell.change.estimate > 0 else "down"


def lines_picture(table: Table, *, is_time: tuple[bool, bool]) -> Chart | None:
    """Lines over time where rows or columns are parts of it; None where neither is."""
    if not any(is_time):
        return None
    times, others = (table.cols, table.rows) if is_time[1] else (table.rows, table.cols)
    if len(times) < 2:
        return None
    of_rows = is_time[1]
    chosen = largest(table, others, most=LINES, of_rows=of_rows) if others else []
    if len(chosen) < 2:
        return _one_line(table, times, chosen, of_rows=of_rows)
    series = [
        LineSeries(one.words, tuple(_points(table, times, one.token, of_rows=of_rows)))
        for one in chosen
    ]
    if not any(point.value is not None for one in series for point in one.points):
        return None
    measure = measure_words(table.question.measure)
    return in_two_widths(
        lambda width: lines(
            series,
            title=_("%(measure)s over time") % {"measure": measure},
            description=most_words(table.question.measure),
            labels=LinesLabels(
                period=pgettext("of time", "Part"),
                missing=missing_words(table.question.measure),
                few=few_words(table.question.measure),
            ),
            unit_range=_range(table),
            width=width,
            write=write(table),
        )
    )


def _one_line(
    table: Table, times: Sequence[Member], chosen: Sequence[Member], *, of_rows: bool
) -> Chart | None:
    token = chosen[0].token if chosen else TOTAL
    points = _points(table, times, token, of_rows=of_rows)
    if sum(one.value is not None for one in points) < 2:
        return None
    measure = measure_words(table.question.measure)
    return in_two_widths(
        lambda width: trend(
            points,
            title=_("%(measure)s over time") % {"measure": measure},
            description=chosen[0].words if chosen else "",
            labels=_trend_labels(table),
            unit_range=_range(table),
            width=width,
            write=write(table),
        )
    )


def _points(
    table: Table, times: Sequence[Member], token: str, *, of_rows: bool
) -> list[TrendPoint]:
    found = []
    for one in times:
        cell = table.cells.get((token, one.token) if of_rows else (one.token, token))
        if cell is None or cell.figure.value is None:
            found.append(TrendPoint(one.words, None, None, None, 0))
        else:
            figure = cell.figure
            n = 30 if table.shows in {"count", "money"} else figure.n  # those are no estimates
            found.append(TrendPoint(one.words, figure.value, figure.low, figure.high, n))
    return found


def _range(table: Table) -> tuple[float, float]:
    values = [cell.figure.value or 0.0 for cell in table.cells.values()]
    if table.shows in {"count", "money"}:
        return 0.0, max(1.0, *values)
    if table.shows == "hours":
        return 0.0, max(1.0, *values, *(cell.figure.high or 0.0 for cell in table.cells.values()))
    if table.shows == "kept":
        highs = [cell.figure.high or 0.0 for cell in table.cells.values()]
        return 0.0, max(100.0, *values, *highs)
    is_share = table.shows in {"rate", "share"}
    return (0.0, 100.0) if is_share else RANGES[table.question.measure]


def _trend_labels(table: Table) -> TrendLabels:
    measure = table.question.measure
    return TrendLabels(
        period=pgettext("of time", "Part"),
        value=measure_words(measure),
        interval=_("Interval"),
        between=between_words(),
        n=number_words(measure),
        note=_("Remark"),
        missing=missing_words(table.question.measure),
        few=few_words(measure),
        up=_("rise beyond noise"),
        down=_("fall beyond noise"),
    )
