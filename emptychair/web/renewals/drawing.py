"""The bridge of a month and how forecasts came true, drawn."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from emptychair.charts import (
    BridgeLabels,
    BridgeStep,
    Chart,
    ForestLabels,
    ForestRow,
    bridge,
    forest,
    in_two_widths,
    percent,
)
from emptychair.metrics.words import month_words
from emptychair.renewals.types import MovementKind
from emptychair.web.ui.words import money_words

if TYPE_CHECKING:
    from emptychair.renewals.models import RevenueMonth

COUNTS = {"new": "customers_new", "reactivation": "customers_back", "lost": "customers_lost"}
DOWN = (MovementKind.CONTRACTION, MovementKind.LOST)


def bridge_of(row: "RevenueMonth") -> Chart | None:
    """From what customers paid a month at the start to what they pay at the end."""
    if not row.starting and not row.ending:
        return None
    steps = [BridgeStep(_("At the start"), float(row.starting), row.customers_before, total=True)]
    for kind in MovementKind:
        size = float(getattr(row, kind.value))
        if size:
            count = getattr(row, COUNTS[kind.value]) if kind.value in COUNTS else None
            sign = -1 if kind in DOWN else 1
            steps.append(BridgeStep(str(kind.label), sign * size, count))
    steps.append(BridgeStep(_("At the end"), float(row.ending), row.customers_after, total=True))
    title = _("What moved in %(month)s") % {"month": month_words(row.month)}
    return in_two_widths(
        lambda width: bridge(
            steps,
            title=title,
            description=_(
                "Recurring revenue a month from the start to the end of the month. The bars of the "
                "two sums are cut, so that the changes can be seen."
            ),
            labels=BridgeLabels(step=_("Step"), value=_("A month"), n=_("Customers")),
            width=width,
            write=lambda value: money_words(value, row.currency),
            write_change=lambda value: _change(value, row.currency),
        )
    )


def calibration_of(rows: list[dict[str, Any]]) -> Chart | None:
    """Of the renewals of which something was said, how many came."""
    if not rows:
        return None
    shown = [
        ForestRow(
            label=_("said %(share)s") % {"share": percent(row["said"])},
            value=100 * row["came"],
            low=100 * row["low"],
            high=100 * row["high"],
            n=row["n"],
            tone="bad" if row["is_off"] else "good",
            note="",
        )
        for row in reversed(rows)
    ]
    return in_two_widths(
        lambda width: forest(
            shown,
            title=_("What was said, and what came"),
            description=_(
                "For each group of forecasts the share that was renewed, with its interval. Where "
                "what was said lies outside of it, the forecast was off."
            ),
            labels=ForestLabels(
                row=_("Forecast"),
                value=_("Renewed"),
                interval=_("Interval"),
                between=_("{low} to {high}"),
                n=_("Renewals"),
                note="",
                good=_("as said"),
                bad=_("off"),
                quiet="",
            ),
            unit_range=(0.0, 100.0),
            width=width,
            write=lambda value: f"{value:.0f}%",
        )
    )


def _change(value: float, currency: str) -> str:
    words = money_words(value, currency)
    return f"+{words}" if value > 0 else words
