"""The chart of an alert: what was measured, and where noise would have left it."""

from django.utils.translation import gettext as _

from emptychair.alerts.queries.pictures import Picture
from emptychair.alerts.types import AlertRow
from emptychair.charts import AgainstLabels, AgainstPoint, Chart, against, in_two_widths
from emptychair.metrics.rules.scoring import RANGES

LEAST_POINTS = 2


def drawn(picture: Picture | None, row: AlertRow) -> Chart | None:
    """The drawing, where there is more than one point."""
    if picture is None or len(picture.points) < LEAST_POINTS:
        return None
    points = [
        AgainstPoint(f"{one.day:%Y-%m-%d}", one.value, one.n, one.expected, one.low, one.high)
        for one in picture.points
    ]
    title, description, value = _words(row)
    labels = AgainstLabels(
        period=_("Week from") if picture.step == "week" else _("Day"),
        value=value,
        expected=_("Before the change") if row.kind in {"score", "rate"} else _("Usual"),
        band=_("Noise around it"),
        between=_("{low} to {high}"),
        n=_("Answers"),
        missing=_("nobody answered"),
    )
    return in_two_widths(
        lambda width: against(
            points,
            title=title,
            description=description,
            labels=labels,
            unit_range=_range(picture, row),
            width=width,
        ),
        wide=680,
    )


def _words(row: AlertRow) -> tuple[str, str, str]:
    if row.kind in {"score", "rate"}:
        return (
            _("Since the change, all answers so far"),
            _("Each week adds its answers. Outside the band it is more than noise at every look."),
            _("So far"),
        )
    if row.kind == "share":
        return (
            _("Low answers of a hundred, week by week"),
            _("A moving average in which the newest week weighs most, with its limits."),
            _("Moving average"),
        )
    return (
        _("The last four weeks, day by day"),
        _("Beside each day what is usual on its weekday, from twelve of them."),
        _("That day"),
    )


def _range(picture: Picture, row: AlertRow) -> tuple[float, float]:
    if row.kind == "score":
        return RANGES[row.metric]
    if row.kind in {"share", "rate"}:
        return 0.0, 100.0
    values = [one.value or 0.0 for one in picture.points]
    return 0.0, max(5.0, *values, *(one.expected for one in picture.points))
