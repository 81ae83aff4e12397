"""The sheet a chart is drawn on: it collects elements, knows where text stands, ends as a Chart."""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property

from emptychair.charts.shapes import Place, line, polyline
from emptychair.charts.svg import Attribute, clean, element, escaped, hover
from emptychair.charts.text_width import shortened, text_width
from emptychair.charts.types import Chart

TEXT = 12.0  # the smallest text: legible when a 360-wide chart stands on a phone of 390 px
LABEL = 13.0
NARROW_BELOW = 480.0  # drawings below this width use their arrangement for phones


@dataclass(frozen=True)
class Alternative:
    """What a reader gets who does not see the drawing: title, sentence, and the table behind it."""

    title: str
    description: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Box:
    """The place a text takes."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box", gap: float = 0.0) -> bool:
        """Whether the two boxes come closer than `gap`."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass
class Canvas:
    """A drawing in the making. Units are those of the viewBox."""

    kind: str
    width: float
    height: float
    alternative: Alternative
    linked: bool = False
    taken: list[Box] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not clean(self.alternative.title):
            raise ValueError("A chart needs a title, for those who hear it. Pass one.")

    @cached_property
    def identity(self) -> str:
        """A name for this content: equal for equal content, different on one page otherwise."""
        content = repr((self.kind, self.width, self.alternative)).encode(errors="backslashreplace")
        return f"c{hashlib.sha256(content).hexdigest()[:12]}"

    @property
    def narrow(self) -> bool:
        """Whether to arrange things for a phone."""
        return self.width < NARROW_BELOW

    @property
    def hatch(self) -> str:
        """The fill that tells bad from good on black-and-white paper."""
        return f"url(#{self.identity}-h)"

    def add(self, *markup: str) -> None:
        """Put finished elements on the sheet, above what is there."""
        self._parts.extend(markup)

    def line(self, start: Place, end: Place, css: str) -> None:
        """A straight line."""
        self.add(line(css, start, end))

    def text(
        self,
        place: Place,
        words: str,
        css: str = "chart-text",
        *,
        size: float = TEXT,
        anchor: str = "start",
        bold: bool = False,
        room: float | None = None,
    ) -> None:
        """Words on the baseline `place`, shortened to `room`; the whole shows when pointed at."""
        words = clean(words)
        shown = words if room is None else shortened(words, room, size, bold=bold)
        if not shown:
            return
        self.taken.append(text_box(place, shown, size=size, anchor=anchor, bold=bold))
        attributes: dict[str, Attribute] = {
            "class": css,
            "x": place[0],
            "y": place[1],
            "font-size": size,
            "font-weight": "600" if bold else None,
            "text-anchor": None if anchor == "start" else anchor,
        }
        title = hover(words) if shown != words else ""
        self.add(element("text", attributes, title, escaped(shown)))

    def is_free(self, box: Box, gap: float = 4.0) -> bool:
        """Whether a text may stand there: on the sheet and clear of the others."""
        on_sheet = box.left >= 0 and box.right <= self.width and box.top >= 0
        return on_sheet and not any(box.meets(other, gap) for other in self.taken)

    def chart(self) -> Chart:
        """The finished chart."""
        words, name = self.alternative, self.identity
        described = clean(words.description) != ""
        attributes: dict[str, Attribute] = {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": f"chart chart-{self.kind} {'chart-narrow' if self.narrow else 'chart-wide'}",
            "viewBox": " ".join(f"{number:g}" for number in (0, 0, self.width, self.height)),
            "width": "100%",
            "role": "group" if self.linked else "img",  # links inside an image would be lost
            "aria-labelledby": f"{name}-t {name}-d" if described else f"{name}-t",
            "fill": "currentColor",
            "font-size": TEXT,
        }
        described_as = element("desc", {"id": f"{name}-d"}, escaped(words.description))
        svg = element(
            "svg",
            attributes,
            element("title", {"id": f"{name}-t"}, escaped(words.title)),
            described_as if described else "",
            _hatch(f"{name}-h") if any(self.hatch in part for part in self._parts) else "",
            *self._parts,
        )
        return Chart(svg, words.title, words.description, words.header, words.rows)


def text_box(
    place: Place,
    words: str,
    *,
    size: float,
    anchor: str = "start",
    bold: bool = False,
) -> Box:
    """The place `words` will take with their baseline at `place`."""
    width = text_width(words, size, bold=bold)
    left = place[0] - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    return Box(left, place[1] - size * 0.86, left + width, place[1] + size * 0.2)


def _hatch(name: str) -> str:
    stripes = [[(-1, 1), (1, -1)], [(0, 5), (5, 0)], [(4, 6), (6, 4)]]
    drawn = [polyline("chart-stripe", stripe) for stripe in stripes]
    size: dict[str, Attribute] = {"width": 5.0, "height": 5.0, "patternUnits": "userSpaceOnUse"}
    return element("defs", {}, element("pattern", {"id": name, **size}, *drawn))
