"""Lines, areas and circles with a class for the stylesheet, and a sober look without one."""

from collections.abc import Mapping, Sequence

from emptychair.charts.svg import Attribute, coordinate, element

Place = tuple[float, float]
_ROUND = 2.0


def line(css: str, start: Place, end: Place, *inside: str) -> str:
    """A straight line."""
    places = {"x1": start[0], "y1": start[1], "x2": end[0], "y2": end[1]}
    return _shape("line", css, places, *inside, stroke="currentColor")


def polyline(css: str, places: Sequence[Place]) -> str:
    """A line through all places."""
    return _shape("path", css, {"d": _data(places)}, fill="none", stroke="currentColor")


def area(css: str, places: Sequence[Place], *, opacity: str | None = None) -> str:
    """The area inside the places; `opacity` counts only where no stylesheet speaks."""
    data = _data(places) + "Z"
    return _shape("path", css, {"d": data}, **{"fill-opacity": opacity})


def rectangle(css: str, place: Place, size: Place, *inside: str, fill: str | None = None) -> str:
    """A rectangle from its upper left corner."""
    box = {"x": place[0], "y": place[1], "width": size[0], "height": size[1], "rx": _ROUND}
    return _shape("rect", css, box, *inside, fill=fill)


def circle(css: str, centre: Place, radius: float, *, hollow: bool = False) -> str:
    """A circle, or its outline only."""
    places = {"cx": centre[0], "cy": centre[1], "r": radius}
    if hollow:
        return _shape("circle", css, places, fill="none", stroke="currentColor")
    return _shape("circle", css, places)


def _data(places: Sequence[Place]) -> str:
    return "M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in places)


def _shape(
    name: str,
    css: str,
    places: Mapping[str, float] | Mapping[str, str],
    *inside: str,
    **look: str | None,
) -> str:
    attributes: dict[str, Attribute] = {"class": css, **places, **look}
    return element(name, attributes, *inside)
