"""The small signs that stand beside a colour, so that nothing is told by colour alone."""

from emptychair.charts.shapes import Place, area, circle, rectangle
from emptychair.charts.types import Tone


def dot(x: float, y: float, css: str = "chart-dot", radius: float = 4.0) -> str:
    """A full circle."""
    return circle(css, (x, y), radius)


def ring(x: float, y: float, radius: float = 3.5) -> str:
    """A hollow circle: too few answers, or nothing to claim."""
    return circle("chart-ring", (x, y), radius, hollow=True)


def diamond(x: float, y: float, css: str = "chart-bad", radius: float = 5.5) -> str:
    """A square on its corner."""
    return area(css, [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)])


def rise(x: float, y: float) -> str:
    """A triangle that points up, centred on its place."""
    return area("chart-good", [(x, y - 4.5), (x + 5, y + 4), (x - 5, y + 4)])


def fall(x: float, y: float) -> str:
    """A triangle that points down, centred on its place."""
    return area("chart-bad", [(x, y + 4.5), (x + 5, y - 4), (x - 5, y - 4)])


def estimate(x: float, y: float, tone: Tone) -> str:
    """The sign of an estimate: good a dot, bad a diamond, quiet a ring."""
    if tone == "good":
        return dot(x, y, "chart-good", 4.5)
    return diamond(x, y) if tone == "bad" else ring(x, y, 4.0)


def block(place: Place, size: Place, tone: Tone, hatch: str, *inside: str) -> str:
    """A filled rectangle of a tone; a bad one carries the hatch that shows on paper."""
    filled = rectangle(f"chart-{tone}", place, size, *inside)
    if tone != "bad":
        return filled
    return filled + rectangle("chart-hatch", place, size, fill=hatch)
