"""A map of heat and several lines: what they show, what they say to those who do not see, and what
they refuse.
"""

import pytest

from emptychair.charts import (
    HeatField,
    HeatLabels,
    LineSeries,
    LinesLabels,
    TrendPoint,
    heat,
    lines,
)
from tests.charts.drawings import by_class, texts

HEAT = HeatLabels(row="Touchpoint", few="fewer than 30", up="rise", down="fall")
LINES = LinesLabels(period="Month", missing="no answers", few="fewer than 30")


def a_map(fields, rows=("Invoice", "Visit"), columns=("Q1", "Q2")):
    return heat(rows, columns, fields, title="NPS", description="", labels=HEAT)


FIELDS = [
    [HeatField("+12", 6), HeatField("−40", 0, "down")],
    [HeatField("+90", None), HeatField("", None)],
]


def test_each_field_has_its_heat_and_too_few_have_none():
    chart = a_map(FIELDS)
    assert len(by_class(chart, "chart-heat-6")) == 1
    assert len(by_class(chart, "chart-heat-0")) == 1
    assert len(by_class(chart, "chart-heat-none")) == 3  # two fields, and the sign in the legend
    assert "fewer than 30" in [words for words, _box in texts(chart)]


def test_the_table_behind_tells_numbers_brackets_and_changes():
    chart = a_map(FIELDS)
    assert chart.header == ("Touchpoint", "Q1", "Q2")
    assert chart.rows == (("Invoice", "+12", "−40 · fall"), ("Visit", "(+90)", ""))


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ([[HeatField("1", 7)] * 2] * 2, "no level 7"),
        ([[HeatField("1", 0)]] * 2, "one field for each"),
        ([], "one field for each"),
    ],
)
def test_a_map_with_holes_is_refused(fields, told):
    with pytest.raises(ValueError, match=told):
        a_map(fields)


def line_of(name, *values, n=80):
    points = [
        TrendPoint(f"{month}月", value, None, None, 0 if value is None else n)
        for month, value in enumerate(values, 1)
    ]
    return LineSeries(name, tuple(points))


def drawn(*series):
    return lines(series, title="NPS", description="", labels=LINES)


def test_every_line_is_named_at_its_end_and_breaks_where_nobody_answered():
    chart = drawn(line_of("Invoice", 10, None, 12, 14), line_of("Visit", 5, 6, 7, 8))
    names = [words for words, _box in texts(chart)]
    assert {"Invoice", "Visit"} <= {*names}
    assert len(by_class(chart, "chart-line-0")) == 1  # only March to April stand side by side
    assert len(by_class(chart, "chart-line-1")) == 3
    assert chart.rows[1] == ("2月", "no answers", "+6 (n = 80)")


def test_steps_from_too_few_answers_are_faint_and_explained():
    chart = drawn(line_of("Invoice", 10, 12, n=12), line_of("Visit", 5, 6))
    assert len(by_class(chart, "chart-line-few")) == 1
    assert "fewer than 30" in [words for words, _box in texts(chart)]


def test_names_of_equal_lines_do_not_stand_on_each_other():
    chart = drawn(*(line_of(f"Touchpoint {number}", 10, 10) for number in range(5)))
    boxes = [box for words, box in texts(chart) if words.startswith("Touchpoint")]
    assert len(boxes) == 5
    assert not any(a.meets(b, -0.2) for a in boxes for b in boxes if a is not b)


@pytest.mark.parametrize(
    ("series", "told"),
    [
        ([line_of(str(number), 1, 2) for number in range(6)], "6 lines cannot be told apart"),
        ([line_of("a", 1, 2), line_of("b", 1)], "other periods"),
        ([line_of("a", None, None)], "nothing to draw"),
        ([], "nothing to draw"),
    ],
)
def test_what_no_eye_could_follow_is_refused(series, told):
    with pytest.raises(ValueError, match=told):
        drawn(*series)
