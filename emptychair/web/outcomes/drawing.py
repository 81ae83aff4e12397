"""The ledger of a KPI, drawn."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.charts import Aim, Chart, TrendLabels, TrendPoint, in_two_widths, trend
from emptychair.metrics.pictures import between_words
from emptychair.outcomes.queries.kpis import KpiRow
from emptychair.outcomes.queries.ledger import Ledger
from emptychair.outcomes.words import value_words

MOST, KNOWN = 36, 30  # points; a reading is drawn as one to be relied on


def days_chart(title: str, unit: str, days: Sequence[tuple[date, float]]) -> Chart | None:
    """Values of days, every other one where there are many; None with fewer than two."""
    step = 2 if len(days) > MOST else 1
    shown = list(reversed(list(days)[::-step]))
    if len(shown) < 2:
        return None
    points = [TrendPoint(f"{day:%Y-%m-%d}", value, None, None, KNOWN) for day, value in shown]
    low, high = min(value for _day, value in shown), max(value for _day, value in shown)
    room = (high - low) * 0.2 or abs(high) * 0.2 or 1.0
    return in_two_widths(
        lambda width: trend(
            points,
            title=title,
            description=_("From %(first)s to %(last)s.")
            % {
                "first": value_words(shown[0][1], unit),
                "last": value_words(shown[-1][1], unit),
            },
            labels=_labels(),
            unit_range=(max(0.0, low - room) if low >= 0 else low - room, high + room),
            width=width,
            write=lambda value: value_words(value, unit),
        )
    )


def ledger_chart(row: KpiRow, ledger: Ledger) -> Chart | None:
    """The newest readings in order; None with fewer than two."""
    step = -(-len(ledger.rows) // MOST) if any(one.is_daily for one in ledger.rows) else 1
    newest = {one.day: one for one in reversed(ledger.rows[::step][:MOST])}
    points = [
        TrendPoint(f"{day:%Y-%m-%d}", one.value, None, None, KNOWN) for day, one in newest.items()
    ]
    if len(points) < 2:
        return None
    return in_two_widths(
        lambda width: trend(
            points,
            title=row.name,
            description=_("From %(first)s to %(last)s; the target is %(target)s.")
            % {
                "first": value_words(points[0].value, row.unit),
                "last": value_words(points[-1].value, row.unit),
                "target": value_words(row.target_value, row.unit),
            },
            labels=_labels(),
            unit_range=_range(row, points),
            width=width,
            write=lambda value: value_words(value, row.unit),
            aim=_aim(row),
        )
    )


def _aim(row: KpiRow) -> Aim | None:
    if row.target_value is None:
        return None
    words = {"target": value_words(row.target_value, row.unit)}
    return Aim(row.target_value, _("Target: %(target)s") % words)


def _range(row: KpiRow, points: list[TrendPoint]) -> tuple[float, float]:
    known = [point.value for point in points if point.value is not None]
    known += [one for one in (row.target_value, row.start_value) if one is not None]
    room = (max(known) - min(known)) * 0.2 or abs(max(known)) * 0.2 or 1.0
    low = min(known) - room
    return (max(0.0, low) if min(known) >= 0 else low), max(known) + room


def _labels() -> TrendLabels:
    return TrendLabels(
        period=_("Day"),
        value=pgettext("summary", "Value"),
        interval=_("Interval"),
        between=between_words(),
        n=_("Counted from"),
        note=_("Remark"),
        missing=_("no value"),
        few=_("few counted"),
        up=_("rise beyond noise"),
        down=_("fall beyond noise"),
    )
