"""The deck: 16 by 9, Japanese fonts in its theme, titles as titles, text that fits its box."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.util import Emu, Inches, Pt

from emptychair.charts.text_width import shortened, text_width
from emptychair.digests.types import Content

SLIDE: Final = (13.333, 7.5)
LEFT, WIDTH = 0.6, 12.13
BODY_TOP, BODY_BOTTOM = 1.75, 6.75
TITLE, BODY, SMALLEST = 28, 16, 10
SPACING = 1.35  # of lines
INK, SOFT, BRAND, EDGE = "22231F", "5C5D56", "1F5F57", "E6E4DC"
FONT = "Yu Gothic"
THEME_FONTS = (
    ('<a:latin typeface="Calibri"/>', f'<a:latin typeface="{FONT}"/>'),
    ('<a:ea typeface=""/>', f'<a:ea typeface="{FONT}"/>'),
    ('<a:font script="Jpan" typeface="ＭＳ Ｐゴシック"/>',
     '<a:font script="Jpan" typeface="Noto Sans CJK JP"/>'),
    ('<a:srgbClr val="4F81BD"/>', f'<a:srgbClr val="{BRAND}"/>'),
    ('<a:hlink><a:srgbClr val="0000FF"/>', f'<a:hlink><a:srgbClr val="{BRAND}"/>'),
    ('<a:folHlink><a:srgbClr val="800080"/>', f'<a:folHlink><a:srgbClr val="{BRAND}"/>'),
)  # fmt: skip
TITLE_ONLY = 5


def colour_of(text: str) -> RGBColor:
    """A colour from its six digits."""
    found: RGBColor = RGBColor.from_string(text)  # type: ignore[no-untyped-call]  # no stubs
    return found


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    def split(self, share: float, *, gap: float) -> tuple["Box", "Box"]:
        """Two boxes side by side, the left one with this share."""
        width = (self.width - gap) * share
        rest = self.width - gap - width
        left = Box(self.left, self.top, width, self.height)
        return left, Box(self.left + width + gap, self.top, rest, self.height)

    @property
    def emus(self) -> tuple[Inches, Inches, Inches, Inches]:
        """As the library wants it."""
        sides = (self.left, self.top, self.width, self.height)
        left, top, width, height = (Inches(side) for side in sides)
        return left, top, width, height


class Deck:
    """A presentation in the making."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.presentation: Any = Presentation()
        _widen(self.presentation)
        _dress(self.presentation)
        about = self.presentation.core_properties
        about.title = f"{content.title} {content.period}"[:255]
        about.author, about.language = content.company[:255], content.language

    def title_slide(self) -> None:
        """Which report, of when, for whom."""
        content = self.content
        slide = self.slide(content.title, label=content.company)
        box = Box(LEFT, 2.6, WIDTH, 2.4)
        made = _("Made on %(day)s") % {"day": content.made}
        self.lines(slide, box, (content.period, content.audience, made), size=22, bullet="")
        self.notes(slide, "\n".join(content.subjects))

    def slide(self, title: str, *, label: str, address: str = "") -> Any:
        """A new one with its message as title."""
        slides = self.presentation.slides
        slide = slides.add_slide(self.presentation.slide_layouts[TITLE_ONLY])
        self.lines(slide, Box(LEFT, 0.32, WIDTH, 0.34), (label,), size=13, colour=BRAND, bullet="")
        _write_title(slide.shapes.title, title)
        _rule(slide, Box(LEFT, 1.58, WIDTH, 0.02))
        self._footer(slide, number=len(slides), address=address)
        return slide

    def lines(
        self, slide: Any, box: Box, words: tuple[str, ...], *, size: int, colour: str = INK,
        bullet: str = "・", address: str = "",
    ) -> Any:  # fmt: skip
        """Paragraphs as large as they may be in this box; what does not fit at all is cut."""
        if not words:
            return None
        shape = slide.shapes.add_textbox(*box.emus)
        shape.text_frame.word_wrap = True
        shape.text_frame.auto_size = MSO_AUTO_SIZE.NONE
        _no_margins(shape.text_frame)
        given = [f"{bullet}{one}" for one in words] if len(words) > 1 else list(words)
        fitted, points = fit(given, box, size=size)
        for place, one in enumerate(fitted):
            frame = shape.text_frame
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            paragraph.line_spacing = 1.15
            paragraph.space_after = Pt(points * 0.35)
            run = paragraph.add_run()
            run.text = one
            run.font.size, run.font.color.rgb = Pt(points), colour_of(colour)
            if address:
                run.hyperlink.address = address
        return shape

    def bar(self, slide: Any, box: Box, colour: str) -> None:
        """A coloured edge at the left of a box."""
        edge = Box(box.left, box.top, 0.06, box.height)
        shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *edge.emus)
        shape.fill.solid()
        shape.fill.fore_color.rgb = colour_of(colour)
        shape.line.fill.background()

    def notes(self, slide: Any, text: str) -> None:
        """What the speaker reads."""
        slide.notes_slide.notes_text_frame.text = text

    def _footer(self, slide: Any, *, number: int, address: str) -> None:
        content = self.content
        told = f"{content.company} ・ {content.title} ・ {content.period} ・ {number}"
        box = Box(LEFT, 6.98, WIDTH * 0.72, 0.3)
        self.lines(slide, box, (told,), size=10, colour=SOFT, bullet="")
        if address:
            place = Box(LEFT + WIDTH * 0.74, 6.98, WIDTH * 0.26, 0.3)
            words = (_("Open in the product"),)
            link = self.lines(
                slide, place, words, size=10, colour=BRAND, bullet="", address=address
            )
            link.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


def fit(words: list[str], box: Box, *, size: int) -> tuple[list[str], int]:
    """The paragraphs and the size at which they stand inside the box."""
    for points in range(size, SMALLEST - 1, -1):
        if height_of(words, box.width, points) <= box.height:
            return words, points
    kept = list(words)
    while len(kept) > 1 and height_of([*kept[:-1], "…"], box.width, SMALLEST) > box.height:
        kept.pop()
    if len(kept) > 1:
        return [*kept[:-1], "…"], SMALLEST
    lines = max(1, int(box.height * 72 / (SMALLEST * SPACING)))
    return [shortened(kept[0], box.width * 72 * lines * 0.93, SMALLEST)], SMALLEST


def height_of(words: list[str], width: float, points: int) -> float:
    """How many inches paragraphs need at a size."""
    lines = sum(max(1, -int(-text_width(one, points) // (width * 72 * 0.97))) for one in words)
    between = 0.35 * (len(words) - 1)
    return (lines * SPACING + between) * points / 72


def _write_title(shape: Any, text: str) -> None:
    box = Box(LEFT, 0.66, WIDTH, 0.9)
    shape.left, shape.top, shape.width, shape.height = box.emus
    frame = shape.text_frame
    _no_margins(frame)
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    frame.auto_size = MSO_AUTO_SIZE.NONE
    (words,), points = fit([text], box, size=TITLE)
    frame.text = words
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    run = paragraph.runs[0]
    run.font.size, run.font.color.rgb = Pt(points), colour_of(INK)


def _rule(slide: Any, box: Box) -> None:
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.emus)
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour_of(BRAND)
    shape.line.fill.background()


def _no_margins(frame: Any) -> None:
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0


def _widen(presentation: Any) -> None:
    """The library's own template is 4 by 3: its places are stretched with it."""
    before = presentation.slide_width
    presentation.slide_width, presentation.slide_height = (Inches(side) for side in SLIDE)
    ratio = presentation.slide_width / before
    master = presentation.slide_master
    for holder in (master, *presentation.slide_layouts):
        for shape in holder.shapes:
            shape.left, shape.width = Emu(int(shape.left * ratio)), Emu(int(shape.width * ratio))


def _dress(presentation: Any) -> None:
    """Fonts that Japanese is written in, and our colour, in the theme: charts take them too."""
    part = presentation.slide_master.part.part_related_by(RT.THEME)
    text = part.blob.decode("utf-8")
    for before, after in THEME_FONTS:
        text = text.replace(before, after)
    part._blob = text.encode("utf-8")  # noqa: SLF001 - the library has no way to a theme
