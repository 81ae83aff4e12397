"""A report as a workbook: one sheet a table, numbers as numbers, charts of the program itself."""

import io
import re
from datetime import UTC, date, datetime, time

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from emptychair.charts.text_width import text_width
from emptychair.digests.types import Cell, Content, Graph, Part, Table
from emptychair.digests.words import group_words

FONT = "Yu Gothic"
BRAND, SOFT, GREY, EDGE = "#1F5F57", "#5C5D56", "#8B8A80", "#E6E4DC"
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
LONGEST_NAME, WIDEST, NARROWEST = 31, 60, 8
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def as_workbook(content: Content) -> bytes:
    """One sheet that says it, then one sheet a table."""
    room = io.BytesIO()
    with translation.override(content.language), xlsxwriter.Workbook(room, OPTIONS) as book:
        book.set_properties({"title": f"{content.title} {content.period}",
                             "author": content.company})  # fmt: skip
        pen = _Pen(book)
        named = _sheet_names(content)
        _summary(pen, content, named)
        for part in content.parts:
            for place, table in enumerate(part.tables):
                if table.rows:
                    _table_sheet(pen, part, table, named[part.key, place])
    return room.getvalue()


class _Pen:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def __call__(self, **wanted: object) -> Format:
        """A format with these properties."""
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            plain = {"font_name": FONT, "font_size": 10, "valign": "top", **wanted}
            self._made[key] = self.book.add_format(plain)
        return self._made[key]


def _sheet_names(content: Content) -> dict[tuple[str, int], str]:
    """A name for each table, as spreadsheets allow them, none twice."""
    used, names = {_first_name().casefold()}, {}
    for part in content.parts:
        for place, table in enumerate(part.tables):
            plain = FORBIDDEN.sub(" ", table.name).strip()[:LONGEST_NAME] or "–"
            name, count = plain, 2
            while name.casefold() in used:
                name = f"{plain[: LONGEST_NAME - 3]} {count}"
                count += 1
            used.add(name.casefold())
            names[part.key, place] = name
    return names


def _first_name() -> str:
    return pgettext("sheet", "Summary")


def _summary(pen: _Pen, content: Content, named: dict[tuple[str, int], str]) -> None:
    sheet = pen.book.add_worksheet(_first_name())
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 92)
    sheet.set_column(2, 2, 22)
    sheet.write_string(0, 0, content.title, pen(font_size=18, font_color=BRAND))
    told = f"{content.company} ・ {content.period} ・ {content.audience}"
    sheet.write_string(1, 0, told, pen())
    made = _("Made on %(day)s") % {"day": content.made}
    sheet.write_string(2, 0, made, pen(font_color=SOFT))
    row, group = 4, ""
    for part in content.parts:
        heading = group_words(part.group) if part.group != group else ""
        group = part.group
        row = _told_part(pen, sheet, part, row, heading=heading)
        for place, table in enumerate(part.tables):
            if table.rows:
                name = named[part.key, place]
                link = f"internal:'{name}'!A1"
                look = pen(font_color=BRAND, underline=1)
                sheet.write_url(row, 1, link, look, f"→ {name}"[:250])
                row += 1
        row += 1


def _told_part(pen: _Pen, sheet: Worksheet, part: Part, row: int, *, heading: str) -> int:
    sheet.write_string(row, 0, heading, pen(font_color=BRAND, font_size=11))
    sheet.write_string(row, 1, part.message, pen(font_size=12, text_wrap=True))
    if part.address:
        look = pen(font_color=BRAND, underline=1)
        sheet.write_url(row, 2, part.address, look, _("Open in the product"))
    row += 1
    quotes = (f"「{one.text}」 {one.who} ・ {one.about}" for one in part.quotes)
    for words in (*part.sentences, *part.points, *quotes):
        sheet.write_string(row, 1, words, pen(text_wrap=True))
        row += 1
    for words in part.notes:
        sheet.write_string(row, 1, words, pen(text_wrap=True, font_color=SOFT, font_size=9))
        row += 1
    return row


def _table_sheet(pen: _Pen, part: Part, table: Table, name: str) -> None:
    sheet = pen.book.add_worksheet(name)
    head = pen(font_color=SOFT, bottom=1, bottom_color=BRAND, text_wrap=True)
    numeric = table.numeric
    for place, words in enumerate(table.header):
        sheet.write_string(0, place, words, head)
        sheet.set_column(place, place, _width(table, place))
    for line, row in enumerate(table.rows, start=1):
        colour = GREY if line - 1 in table.greyed else "#22231F"
        for place, cell in enumerate(row):
            _write(pen, sheet, (line, place), cell, colour=colour, right=numeric[place])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(table.rows), len(table.header) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if part.graph is not None and table is _behind(part):
        _chart(pen, sheet, part.graph, table, name)


def _behind(part: Part) -> Table | None:
    """The table that a picture is drawn from: the last of a part about scores, else the first."""
    shown = [table for table in part.tables if table.rows]
    if not shown:
        return None
    return shown[-1] if part.graph and part.graph.kind == "line" else shown[0]


def _width(table: Table, place: int) -> float:
    words = [table.header[place], *(row[place].words for row in table.rows)]
    widest = max(text_width(one, 1.0) for one in words) * 1.9 + 2
    return min(max(widest, NARROWEST), WIDEST)


def _write(
    pen: _Pen, sheet: Worksheet, place: tuple[int, int], cell: Cell, *, colour: str, right: bool
) -> None:
    edges: dict[str, object] = {"bottom": 1, "bottom_color": EDGE, "font_color": colour}
    if isinstance(cell.number, date):
        moment = datetime.combine(cell.number, time(), tzinfo=UTC).replace(tzinfo=None)
        sheet.write_datetime(*place, moment, pen(num_format=cell.pattern, align="left", **edges))
    elif cell.number is not None:
        sheet.write_number(*place, cell.number, pen(num_format=cell.pattern, **edges))
    else:
        wrap = {"text_wrap": True} if len(cell.words) > WIDEST // 2 else {}
        align = {"align": "right"} if right else {}
        sheet.write_string(*place, cell.words, pen(**wrap, **align, **edges))


def _chart(pen: _Pen, sheet: Worksheet, graph: Graph, table: Table, name: str) -> None:
    chart = pen.book.add_chart({"type": "bar" if graph.kind == "bar" else "line"})
    if chart is None:
        return
    last = len(table.rows)
    for place, line in enumerate(graph.lines, start=1):
        colour = GREY if line.is_limit else BRAND
        stroke = {"color": colour, "width": 1.0 if line.is_limit else 2.25}
        shown = {"fill": {"color": colour}} if graph.kind == "bar" else {"line": stroke}
        marker = {"type": "none" if line.is_limit or graph.kind == "bar" else "circle"}
        chart.add_series({
            "name": [name, 0, place], "categories": [name, 1, 0, last, 0],
            "values": [name, 1, place, last, place], "marker": marker, **shown,
        })  # fmt: skip
    chart.set_title({"name": graph.title, "name_font": {"name": FONT, "size": 12, "bold": False}})
    chart.set_legend({"position": "bottom", "font": {"name": FONT}})
    chart.set_x_axis({"label_position": "low", "num_font": {"name": FONT}})
    axis = {"num_font": {"name": FONT}, "num_format": graph.pattern}
    chart.set_y_axis({**axis, "major_gridlines": {"visible": True, "line": {"color": EDGE}}})
    if graph.kind == "bar":
        chart.set_y_axis({"reverse": True, "num_font": {"name": FONT}})
        chart.set_x_axis(axis)
        chart.set_legend({"none": True})
    chart.set_size({"width": 720, "height": 340})
    sheet.insert_chart(1, len(table.header) + 1, chart, {"description": f"{graph.title}. {name}"})
