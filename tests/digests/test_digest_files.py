import io
import re
import shutil
import subprocess
import zlib
from datetime import date

import openpyxl
import pytest
from pptx import Presentation
from pptx.enum.text import PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.util import Emu

from emptychair.charts.text_width import text_width
from emptychair.digests.queries.content import content_of, masked
from emptychair.digests.types import Cell, Content, Graph, Line, Part, Quote, Table
from emptychair.digests.writers import write
from emptychair.metrics.queries.scores import score_of
from tests.people import NOW

SLIDE = (12192000 - 305, 6858000)  # 13.333 by 7.5 inches


@pytest.fixture
def content(people, report, answers, october):
    return content_of(masked(people.system), report(), october, now=NOW)


def crowded():
    """More and longer than anybody writes."""
    long = "とても長い文が続きます。" * 30
    rows = tuple((Cell(long), Cell("12", 12.0, "0"), Cell("=1+1")) for _n in range(60))
    tables = (
        Table("表/名:前*" * 6, ("名前", "数", "式"), rows),
        Table("表/名:前*" * 6, ("a",) * 11, tuple((Cell(long),) * 11 for _n in range(30))),
    )
    quotes = tuple(
        Quote(long, "山＊＊＊", "NPS 3", "bad", "https://example.com/") for _n in range(6)
    )
    parts = (
        Part(key="a", group="done", message=long, sentences=(long,) * 9, tables=tables),
        Part(key="b", group="said", message=long, quotes=quotes),
        Part(key="c", group="decide", message="短い", points=(long,) * 12),
        Part(key="d", group="decide", message="短い", tables=tables[1:]),
    )
    return Content(
        title=long, company="<会社> #1 $x$ *y* @z", audience="取締役会", period="2026年10月",
        made="2026年11月1日", language="ja", address="https://example.com", parts=parts,
    )  # fmt: skip


def sheets_of(content):
    return openpyxl.load_workbook(io.BytesIO(write(content, "xlsx")))


def slides_of(content):
    return Presentation(io.BytesIO(write(content, "pptx")))


def test_the_workbook_holds_numbers_as_numbers(people, content, october):
    book = sheets_of(content)
    score = score_of(people.system, "nps", october)
    row = [cell.value for cell in book["NPS"][3]]
    assert row[1:5] == [round(score.value, 2), round(score.low, 2), round(score.high, 2), score.n]
    assert all(isinstance(value, int | float) for value in row[1:5])
    days = [cell.value for cell in book[sheet_with(book, "声", "Voices")]["A"][1:]]
    assert all(day.date() >= date(2026, 10, 1) for day in days)
    assert sum(len(one._charts) for one in book.worksheets) >= 2


def sheet_with(book, *names):
    return next(one for one in book.sheetnames if one in names)


def test_every_table_has_a_sheet_that_the_first_one_leads_to(content):
    book = sheets_of(content)
    tables = [table for part in content.parts for table in part.tables if table.rows]
    assert len(book.sheetnames) == len(tables) + 1
    first = book.worksheets[0]
    links = [cell.hyperlink.location for row in first for cell in row if cell.hyperlink]
    targets = {link.split("!")[0].strip("'") for link in links if link}
    assert targets == set(book.sheetnames[1:])


def test_what_looks_like_a_formula_stays_text():
    book = sheets_of(crowded())
    cell = book.worksheets[1]["C2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert len(set(book.sheetnames)) == len(book.sheetnames)
    assert all(len(name) <= 31 for name in book.sheetnames)


def test_the_slides_say_one_thing_each_and_the_notes_say_what_it_rests_on(content):
    deck = slides_of(content)
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles[1:] == [part.message for part in content.parts]
    for slide, part in zip(list(deck.slides)[1:], content.parts, strict=True):
        notes = slide.notes_slide.notes_text_frame.text
        for words in (*part.notes, *part.sentences):
            assert words in notes
    assert "n = 60" in deck.slides[1].notes_slide.notes_text_frame.text


def test_the_charts_on_slides_are_native_and_hold_the_numbers(content):
    deck = slides_of(content)
    shape = next(one for one in deck.slides[1].shapes if one.has_chart)
    graph = content.parts[0].graph
    plotted = [tuple(one.values) for one in shape.chart.plots[0].series]
    assert plotted == [line.values for line in graph.lines]
    assert tuple(shape.chart.plots[0].categories) == graph.short
    assert len(graph.short) == len(graph.labels)
    assert max(map(len, graph.short)) <= len("Oct 25")  # on one line below the axis
    assert f"{graph.labels[-1]}: " in shape._element.nvGraphicFramePr.cNvPr.get("descr")
    assert shape._element.nvGraphicFramePr.cNvPr.get("descr").startswith(graph.title)


def test_links_on_slides_wear_our_colour_and_stand_at_the_edge(content):
    deck = slides_of(content)
    theme = deck.slide_master.part.part_related_by(RT.THEME).blob.decode()
    assert '<a:hlink><a:srgbClr val="1F5F57"/>' in theme
    links = [
        paragraph
        for slide in list(deck.slides)[1:]
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        if any(run.hyperlink.address for run in paragraph.runs) and shape.top > Emu(6_300_000)
    ]
    assert links
    assert {one.alignment for one in links} == {PP_ALIGN.RIGHT}


@pytest.mark.parametrize("pattern", ['0"%"', "+0;−0;0"])
def test_no_share_and_no_nps_is_drawn_above_a_hundred(pattern):
    limits = Line("上限", (95.0, 99.0), is_limit=True)
    lines = (Line("満足", (91.0, 96.0)), limits)
    graph = Graph("line", "満足", ("9月", "10月"), lines, pattern=pattern)
    part = Part(key="a", group="happened", message="満足", graph=graph)
    content = Content(
        title="月報", company="A", audience="B", period="10月", made="今日", language="ja",
        address="https://example.com", parts=(part,),
    )  # fmt: skip
    (chart,) = (s.chart for s in slides_of(content).slides[1].shapes if s.has_chart)
    assert chart.value_axis.maximum_scale == 100


def test_slides_are_wide_and_their_theme_knows_japanese(content):
    deck = slides_of(content)
    assert abs(deck.slide_width / deck.slide_height - 16 / 9) < 0.001
    themes = [part for part in deck.part.package.iter_parts() if "theme1" in str(part.partname)]
    text = themes[0].blob.decode()
    assert '<a:ea typeface="Yu Gothic"/>' in text
    assert 'script="Jpan" typeface="Noto Sans CJK JP"' in text


@pytest.mark.parametrize("which", ["real", "crowded"])
def test_nothing_hangs_over_the_edge_of_a_slide(request, which):
    found = request.getfixturevalue("content") if which == "real" else crowded()
    deck = slides_of(found)
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width, shape.name
            assert shape.top + shape.height <= deck.slide_height, shape.name
            if shape.has_text_frame and shape.text_frame.text:
                assert needed(shape) <= shape.height, shape.text_frame.text
            if shape.has_table:
                assert_cells_fit(shape.table)


def needed(shape):
    """How high the text of a box is, by the library of widths, in EMU."""
    total = 0.0
    for paragraph in shape.text_frame.paragraphs:
        size = max((run.font.size.pt for run in paragraph.runs if run.font.size), default=18)
        width = Emu(shape.width).pt
        lines = max(1, -int(-text_width(paragraph.text, size) // width))
        total += lines * size * 1.2
    return total * 12700


def assert_cells_fit(table):
    for row in table.rows:
        for cell, column in zip(row.cells, table.columns, strict=True):
            size = cell.text_frame.paragraphs[0].font.size.pt
            assert text_width(cell.text, size) <= Emu(column.width).pt + 0.5, cell.text


def unpacked(pdf):
    """Everything in a PDF that is packed by zlib, after another."""
    found = [pdf]
    for start in (match.end() for match in re.finditer(rb"stream\r?\n", pdf)):
        try:
            found.append(zlib.decompressobj().decompress(pdf[start:]))
        except zlib.error:
            continue
    return b"\n".join(found)


def test_the_paper_is_tagged_has_its_font_inside_and_leads_to_the_pages(content):
    pdf = write(content, "pdf")
    assert pdf.startswith(b"%PDF-")
    inside = unpacked(pdf)
    assert b"NotoSansCJKjp" in inside
    assert b"/StructTreeRoot" in inside
    assert b"/Lang(ja" in inside.replace(b" ", b"")
    for part in content.parts:
        assert part.address.split("?")[0].encode() in inside, part.key


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext reads the text of a PDF")
def test_the_paper_says_what_the_report_says(content, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(write(content, "pdf"))
    text = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True
    ).stdout.decode()
    flat = re.sub(r"\s+", "", text)
    for part in content.parts:
        assert re.sub(r"\s+", "", part.message) in flat, part.key
    assert "森田" not in flat


def test_paper_takes_any_words_as_words():
    pdf = write(crowded(), "pdf")
    assert pdf.startswith(b"%PDF-")
