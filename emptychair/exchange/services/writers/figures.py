"""Values of figures from outside."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from typing_extensions import override

from emptychair.accounts.permissions import Permission
from emptychair.exchange.rules.plain import digest
from emptychair.exchange.services.ledger import Ledger
from emptychair.exchange.services.writers.writer import PlainWriter
from emptychair.exchange.types import Row, Status
from emptychair.kit.periods import local_day
from emptychair.scorecard.errors import PeriodAhead, ValueImpossible
from emptychair.scorecard.models import OutsideCorrection, OutsideFigure, OutsideValue
from emptychair.scorecard.rules.periods import period_from
from emptychair.scorecard.rules.possible import possible_value
from emptychair.scorecard.types import GivenValue, Grain

Key = tuple[int, str, date]


class FiguresWriter(PlainWriter):
    """Values by figure (its short name, else its name) and period; what was there is kept."""

    @override
    def key_of(self, row: Row) -> str:
        """A figure and a period."""
        return digest(row.text("figure"), row.text("period"))

    def write(self, ledger: Ledger, rows: Sequence[Row]) -> None:
        """Write a batch; each row gets its status."""
        ledger.access.require(Permission.PROGRAMME_MANAGE)
        figures: dict[str, OutsideFigure] = {}
        for one in OutsideFigure.objects.visible_to(ledger.access):
            figures[one.name] = figures[one.key] = one
        given = [
            (row, figure, value)
            for row in rows
            for figure, value in [_understood(ledger, row, figures)]
            if figure is not None and value is not None
        ]
        known = _known(ledger, [(figure, value) for _row, figure, value in given])
        for row, figure, value in given:
            _write(ledger, row, figure, value, known)


def _understood(
    ledger: Ledger, row: Row, figures: dict[str, OutsideFigure]
) -> tuple[OutsideFigure | None, GivenValue | None]:
    """The figure and its value; a row that cannot be used is set aside."""
    name = row.text("figure")
    figure, found = figures.get(name), period_from(row.text("period"))
    if figure is None:
        ledger.reject(row, "no-such-figure", value=name)
        return None, None
    if found is None:
        ledger.reject(row, "bad-period", value=row.text("period"))
        return None, None
    if row.values.get("value") is None:
        ledger.reject(row, "no-value")
        return None, None
    grain, day = found
    if row.text("grain") == Grain.MONTH:
        grain = Grain.MONTH.value  # our exports write the first day
    count = row.values.get("n")
    value = GivenValue(
        grain=grain,
        day=day,
        value=float(row.values["value"]),
        n=_whole(count),
        standard_error=row.values.get("standard_error"),
        source=row.text("source") or figure.source,
    )
    today = local_day(ledger.now, ledger.access.workspace.zone)
    try:
        return figure, possible_value(value, unit=figure.unit, today=today)
    except PeriodAhead:
        ledger.reject(row, "period-ahead", value=row.text("period"))
    except ValueImpossible:
        ledger.reject(row, "value-impossible", value=str(row.values["value"]))
    return None, None


def _whole(count: float | None) -> int | None:
    """From how many; a part of one is as impossible as fewer than none."""
    if count is None:
        return None
    return int(count) if float(count).is_integer() else -1


def _known(
    ledger: Ledger, given: Sequence[tuple[OutsideFigure, GivenValue]]
) -> dict[Key, OutsideValue]:
    found = OutsideValue.objects.visible_to(ledger.access).filter(
        figure__in={figure.pk for figure, _value in given},
        day__in={value.day for _figure, value in given},
    )
    return {(one.figure_id, one.grain, one.day): one for one in found}


def _write(
    ledger: Ledger,
    row: Row,
    figure: OutsideFigure,
    value: GivenValue,
    known: dict[Key, OutsideValue],
) -> None:
    key = (figure.pk, value.grain, value.day)
    columns: dict[str, Any] = {
        "value": value.value,
        "n": value.n,
        "standard_error": value.standard_error,
        "source": value.source,
    }
    there = known.get(key)
    if there is None:
        known[key] = there = OutsideValue(
            workspace=ledger.access.workspace,
            figure=figure,
            grain=value.grain,
            day=value.day,
            **columns,
            entered_by_id=ledger.access.user_id,
            entered_label=ledger.run.file_name[:200],
        )
        ledger.add(row, there)
        ledger.note(row, Status.ADDED)
        return
    was, was_source = there.value, there.source
    changed = ledger.write(row, there, columns)
    if changed and was != value.value and there.pk is not None:
        correction = OutsideCorrection(
            workspace=ledger.access.workspace,
            value=there,
            was=was,
            was_source=was_source,
            corrected_by_id=ledger.access.user_id,
            corrected_label=ledger.run.file_name[:200],
        )
        ledger.add(row, correction)
    ledger.note(row, Status.CHANGED if changed else Status.SAME)
