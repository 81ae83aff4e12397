"""Charts inside pages. Their stylesheet is an asset; the drawings carry no inline style."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from emptychair.charts import Chart


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing that may stand in a page as it is, and the table behind it."""

    svg: SafeString
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def figure(chart: Chart) -> Figure:
    """For `components/_figure.html`, or `{% figure chart %}` with the chart itself."""
    # The builder escapes every word that it draws (tests/charts/test_chart_markup.py).
    return Figure(mark_safe(chart.svg), chart.title, chart.header, chart.rows)  # noqa: S308 - our own builder escapes
