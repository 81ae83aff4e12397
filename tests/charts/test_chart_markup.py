"""What holds for every chart: well-formed, safe, unique, described, legible."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emptychair.charts import stylesheet
from emptychair.charts.svg import clean
from tests.charts.drawings import (
    EVERY_CHART,
    SVG,
    overlaps,
    parsed,
    texts,
)

pytestmark = pytest.mark.parametrize("draw", EVERY_CHART)
WIDTHS = (720, 360)


@settings(max_examples=25, deadline=None)
@given(text=st.text(max_size=60))
def test_any_label_leaves_well_formed_svg_without_overlaps(draw, text):
    for width in WIDTHS:
        chart = draw(text if clean(text) else "t", width=width)
        assert parsed(chart).tag == f"{SVG}svg"
        assert overlaps(chart) == []
        assert all(box.left >= -0.2 and box.right <= width + 0.2 for _, box in texts(chart))


@pytest.mark.parametrize(
    "hostile",
    ["<script>alert(1)</script>", '"><image href=x onerror=alert(1)>', "a & b \x00\x1b\ud800 '"],
)
def test_hostile_labels_stay_words(draw, hostile):
    root = parsed(draw(hostile))
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= {
        "svg", "title", "desc", "defs", "pattern", "g", "line", "path", "rect", "circle", "text",
    }  # fmt: skip
    assert root.findtext(f"{SVG}title") == clean(hostile)


def test_nothing_a_strict_content_policy_refuses(draw):
    assert not re.search(r"\sstyle=|<style|<script|<foreignObject|\son\w+=|data:", draw().svg)


def test_ids_are_unique_on_a_page_and_every_reference_is_met(draw):
    page = "".join(chart().svg for chart in EVERY_CHART) + draw("another").svg
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", page)) <= set(ids)
    named = " ".join(re.findall(r'aria-labelledby="([^"]+)"', page)).split()
    assert set(named) <= set(ids)


def test_it_is_an_image_with_a_name_and_a_description(draw):
    root = parsed(draw("Chart of it"))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Chart of it"
    assert root.findtext(f"{SVG}desc")
    assert root.get("viewBox")
    assert root.get("width") == "100%"


def test_the_same_content_is_drawn_the_same_twice(draw):
    assert draw() == draw()


def test_no_text_is_too_small_for_a_phone(draw):
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', draw(width=360).svg)]
    assert min(sizes) >= 12


def test_coordinates_have_one_decimal_at_most(draw):
    places = re.findall(r'\s(?:x|y|x1|x2|y1|y2|cx|cy|r|d|width|height)="([^"]+)"', draw().svg)
    assert not any(re.search(r"\d\.\d\d|nan|inf|e-", place) for place in places)


def test_every_class_is_known_to_the_stylesheet(draw):
    used = {name for names in re.findall(r'class="([^"]+)"', draw().svg) for name in names.split()}
    shapeless = re.compile(
        r"chart-(trend|lines|heat|distribution|forest|bars|share-strip|quadrant|year|row|(bracket|interval)-\w+)"
    )
    assert {name for name in used if not shapeless.fullmatch(name)} <= set(
        re.findall(r"[.]([\w-]+)", stylesheet())
    )


def test_every_row_of_the_table_is_as_long_as_its_header(draw):
    chart = draw()
    assert {len(row) for row in chart.rows} == {len(chart.header)}


def test_a_chart_without_a_title_is_refused(draw):
    with pytest.raises(ValueError, match="needs a title"):
        draw(" \t ")
