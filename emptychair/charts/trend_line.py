"""Band, line and points of a trend, honest about gaps and about too few answers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from emptychair.charts.canvas import Canvas, text_box
from emptychair.charts.legend import BAND_OPACITY
from emptychair.charts.scale import Scale
from emptychair.charts.shapes import area, polyline, rectangle
from emptychair.charts.svg import hover, link
from emptychair.charts.symbols import dot, fall, ring, rise
from emptychair.charts.types import TrendPoint

FEW = 30  # below this a point is drawn hollow and nothing is ranked by it
_LONE_BAND = 10.0
_ROOM_FOR_DOTS = 14.0
_TARGET = 44.0  # width of the column a pointer or finger may hit, where neighbours allow


def has_few(point: TrendPoint) -> bool:
    """Whether a point with a value rests on fewer than 30 answers."""
    return point.value is not None and point.n < FEW


@dataclass(frozen=True)
class TrendLine:
    """The points with their places."""

    canvas: Canvas
    points: Sequence[TrendPoint]
    x: Sequence[float]
    y: Scale

    def draw_band(self) -> None:
        """The interval of each run of periods; a lone period gets a narrow block."""
        for run in _runs(
            point.value is not None and point.low is not None for point in self.points
        ):
            half = _LONE_BAND / 2 if len(run) == 1 else 0.0
            ends = [(index, side) for index in run for side in ((-half, half) if half else (0.0,))]
            tops = [(self.x[i] + side, self._height(self.points[i].high)) for i, side in ends]
            lows = [(self.x[i] + side, self._height(self.points[i].low)) for i, side in ends]
            self.canvas.add(area("chart-band", [*tops, *reversed(lows)], opacity=BAND_OPACITY))

    def draw_line(self) -> None:
        """The line through each run; dashed where one end rests on few answers."""
        for run in _runs(point.value is not None for point in self.points):
            for few, steps in groupby(pairwise(run), key=self._touches_few):
                walked = list(steps)
                indices = [walked[0][0], *(later for _, later in walked)]
                css = "chart-line chart-line-few" if few else "chart-line"
                self.canvas.add(polyline(css, [self._place(index) for index in indices]))

    def draw_points(
        self, told: Sequence[str], href: Callable[[TrendPoint], str] | None = None
    ) -> None:
        """A sign where it says something, and for each value a column to point at."""
        top, bottom = self.y.end, self.y.start
        for index, point in enumerate(self.points):
            if point.value is None:
                continue
            wide = min(_TARGET, self.x[1] - self.x[0]) if len(self.x) > 1 else _TARGET
            corner, size = (self.x[index] - wide / 2, top), (wide, bottom - top)
            target = rectangle("chart-target", corner, size, hover(told[index]), fill="none")
            parts = (self._sign(index), target)
            self.canvas.add(link(href(point), told[index], *parts) if href else "".join(parts))

    def draw_end(self, words: str, size: float) -> None:
        """The last value, beside its point."""
        index = max(index for index, point in enumerate(self.points) if point.value is not None)
        x, y = self._place(index)
        place = (x + 10, y + size * 0.36)
        box = text_box(place, words, size=size, bold=True)
        if box.right > self.canvas.width:
            place = (self.canvas.width - (box.right - box.left), place[1])
        self.canvas.text(place, words, "chart-label chart-halo", size=size, bold=True)

    def draw_last_dot(self) -> None:
        """Only the last value's dot, for the smallest drawings."""
        last = max(index for index, point in enumerate(self.points) if point.value is not None)
        self.canvas.add(dot(*self._place(last), radius=3))

    def _sign(self, index: int) -> str:
        point = self.points[index]
        x, y = self._place(index)
        sign = ""
        if has_few(point):
            sign = ring(x, y)
        elif point.notable or self._stands_alone(index) or self._has_room_for_dots():
            sign = dot(x, y, radius=3)
        if point.notable:
            near = y - 14 > self.y.end
            sign += rise(x, y - 14 if near else y + 14) if point.notable == "up" else ""
            sign += fall(x, y + 14) if point.notable == "down" else ""
        return sign

    def _stands_alone(self, index: int) -> bool:
        around = self.points[max(0, index - 1) : index + 2]
        is_last = all(point.value is None for point in self.points[index + 1 :])
        return is_last or sum(point.value is not None for point in around) == 1

    def _has_room_for_dots(self) -> bool:
        return len(self.x) < 2 or self.x[1] - self.x[0] >= _ROOM_FOR_DOTS

    def _touches_few(self, step: tuple[int, int]) -> bool:
        return any(has_few(self.points[index]) for index in step)

    def _place(self, index: int) -> tuple[float, float]:
        return self.x[index], self._height(self.points[index].value)

    def _height(self, value: float | None) -> float:
        return self.y(0.0 if value is None else value)  # asked only where a value is


def _runs(present: Iterable[bool]) -> list[list[int]]:
    """The indices of each unbroken run of True."""
    runs = groupby(enumerate(present), key=lambda pair: pair[1])
    return [[index for index, _ in members] for there, members in runs if there]
