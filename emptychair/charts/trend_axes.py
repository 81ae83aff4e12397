"""Grid, zero line and periods of a trend."""

from collections.abc import Sequence

from emptychair.charts.canvas import TEXT, Canvas, text_box
from emptychair.charts.period_text import shown_indices, year_and_rest
from emptychair.charts.scale import Axis, Scale
from emptychair.charts.shapes import line
from emptychair.charts.svg import clean, hover
from emptychair.charts.text_width import shortened, text_width
from emptychair.charts.types import Aim, NumberText, TrendPoint

_FIRST_LINE, _LINE = 18.0, 16.0


def draw_grid(canvas: Canvas, axis: Axis, y: Scale, left: float, write: NumberText) -> None:
    """A hairline and a number for each tick; zero a little stronger."""
    for tick in axis.ticks:
        place = y(tick)
        css = "chart-zero" if abs(tick) < axis.step / 2 else "chart-grid"
        canvas.line((left, place), (canvas.width, place), css)
        canvas.text((left - 6, place + 4), write(tick), anchor="end")


def draw_aim(canvas: Canvas, y: Scale, left: float, aim: Aim | None) -> None:
    """What is to be reached: a dashed line from edge to edge, told when it is pointed at."""
    if aim is not None:
        place = y(aim.value)
        canvas.add(line("chart-aim", (left, place), (canvas.width, place), hover(aim.text)))


def periods_height(points: Sequence[TrendPoint]) -> float:
    """The room the labels of the periods take: a second line where years are told apart."""
    has_years = any(year_and_rest(clean(point.label))[0] for point in points)
    return 28 + (_LINE if has_years else 0)


def draw_periods(
    canvas: Canvas, points: Sequence[TrendPoint], x: Sequence[float], bottom: float
) -> None:
    """The periods that fit, the last always; each year once, under its first period shown."""
    split = [year_and_rest(clean(point.label)) for point in points]
    distance = x[1] - x[0] if len(x) > 1 else canvas.width
    room = canvas.width / 2
    widths = [min(room, text_width(rest, TEXT)) for _, rest in split]
    drawn = []
    for index in reversed(shown_indices(widths, distance)):
        place = (_inside(canvas, x[index], widths[index]), bottom + _FIRST_LINE)
        rest = shortened(split[index][1], room, TEXT)
        if canvas.is_free(text_box(place, rest, size=TEXT, anchor="middle")):
            canvas.text(place, split[index][1], anchor="middle", room=room)
            drawn.append(index)
    _draw_years(canvas, [(split[index][0], x[index]) for index in reversed(drawn)], bottom)


def _draw_years(canvas: Canvas, years: Sequence[tuple[str, float]], bottom: float) -> None:
    told = ""
    for year, x in years:
        middle = _inside(canvas, x, text_width(year, TEXT))
        place = (middle, bottom + _FIRST_LINE + _LINE)
        free = canvas.is_free(text_box(place, year, size=TEXT, anchor="middle"))
        if year and year != told and free:
            canvas.text(place, year, "chart-text chart-year", anchor="middle")
            told = year


def _inside(canvas: Canvas, middle: float, width: float) -> float:
    """The middle of a text, moved so that its ends stay on the sheet."""
    return min(max(middle, width / 2), canvas.width - width / 2)
