"""One chart in two widths, so that its words stay legible on a phone."""

from collections.abc import Callable

from emptychair.charts.svg import element
from emptychair.charts.types import Chart

WIDE, NARROW = 720, 360


def in_two_widths(draw: Callable[[int], Chart], *, wide: int = WIDE, narrow: int = NARROW) -> Chart:
    """The same chart wide and narrow; the stylesheet shows the one that fits its container.

    `draw` is called with each width: `in_two_widths(lambda width: trend(..., width=width))`.
    """
    large, small = draw(wide), draw(narrow)
    svg = element("div", {"class": "chart-sizes"}, large.svg, small.svg)
    return Chart(svg, large.title, large.description, large.header, large.rows)
