"""Tables on slides: rows that fit, in one line each; the rest stands in the workbook."""

from typing import Any

from django.utils.translation import ngettext
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from emptychair.charts.text_width import shortened, text_width
from emptychair.digests.types import Cell, Table
from emptychair.digests.writers.slide_deck import INK, SOFT, Box, colour_of

ROW, LARGEST, LEAST = 0.36, 13, 10
GREY = "8B8A80"
PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No Style, No Grid"
MARGIN = 0.05
SLACK = 0.12


def put_table(slide: Any, table: Table, box: Box) -> None:
    """As many rows as the box holds; the last says how many more there are."""
    rows = list(table.rows)
    most = max(2, int(box.height / ROW)) - 1
    more = len(rows) - most
    if more > 0:
        rows = rows[: most - 1]
        more = len(table.rows) - len(rows)
        told = ngettext(
            "and %(n)s more in the workbook", "and %(n)s more in the workbook", more
        ) % {"n": more}
        rows.append((Cell(told), *(Cell("") for _other in table.header[1:])))
    size = LEAST if len(table.header) > 8 else 11 if len(table.header) > 5 else LARGEST
    widths = _widths(table, rows, box.width, size)
    height = ROW * (len(rows) + 1)
    frame = slide.shapes.add_table(
        len(rows) + 1, len(table.header), *Box(box.left, box.top, box.width, height).emus
    )
    frame.name = table.name
    _plain(frame)
    grid = frame.table
    for place, width in enumerate(widths):
        grid.columns[place].width = Inches(width)
    for line in grid.rows:
        line.height = Inches(ROW)
    numeric = table.numeric
    header = [Cell(one) for one in table.header]
    for line, row in enumerate([header, *rows]):
        colour = SOFT if line == 0 else GREY if line - 1 in table.greyed else INK
        for place, cell in enumerate(row):
            words = shortened(cell.words, (widths[place] - 2 * MARGIN) * 72, size)
            _write(grid.cell(line, place), words, size, colour, right=numeric[place])


def _widths(table: Table, rows: list[tuple[Cell, ...]], room: float, size: int) -> list[float]:
    """Columns of numbers as wide as they need; words share what is left by their length."""
    columns = range(len(table.header))
    needed = []
    for place in columns:
        words = [table.header[place], *(row[place].words for row in rows)]
        needed.append(max(text_width(one, size) for one in words) / 72 + 2 * MARGIN + SLACK)
    total = sum(needed)
    if total <= room:
        extra = room - total
        return [width + (extra if place == 0 else 0) for place, width in enumerate(needed)]
    fixed = sum(needed[place] for place in columns if table.numeric[place])
    loose = sum(needed[place] for place in columns if not table.numeric[place])
    if fixed >= room * 0.75 or not loose:
        return [width * room / total for width in needed]
    share = (room - fixed) / loose
    return [width if table.numeric[place] else width * share for place, width in enumerate(needed)]


def _write(cell: Any, words: str, size: int, colour: str, *, right: bool) -> None:
    cell.margin_left = cell.margin_right = Inches(MARGIN)
    cell.margin_top = cell.margin_bottom = Inches(0.02)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame = cell.text_frame
    frame.word_wrap = False
    frame.text = words
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    paragraph.font.size, paragraph.font.color.rgb = Pt(size), colour_of(colour)


def _plain(frame: Any) -> None:
    """Without the colours of the program; the header is marked as header for those who listen."""
    table = frame.table
    table.first_row, table.horz_banding = True, False
    style = frame._element.graphic.graphicData.tbl.tblPr  # noqa: SLF001 - there is no other way
    found = style.find("{http://schemas.openxmlformats.org/drawingml/2006/main}tableStyleId")
    if found is not None:
        found.text = PLAIN_STYLE
