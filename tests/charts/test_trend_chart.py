"""The score over time: gaps, few answers, what is more than noise, what we did."""

import pytest

from emptychair.charts import Aim, Mark, TrendPoint, percent, trend
from tests.charts.drawings import TREND, by_class, month, overlaps, parsed, texts


def drawn(points, **options):
    words = {"title": "NPS", "description": "By month.", "labels": TREND}
    return trend(points, **{**words, **options})


def test_a_month_without_answers_breaks_line_and_band():
    whole = drawn([month(index) for index in range(6)])
    broken = drawn([month(index, None if index == 3 else 12.0) for index in range(6)])
    lines = [node for node in by_class(whole, "chart-line") if node.get("d")]
    assert len(lines) == 1
    assert len([node for node in by_class(broken, "chart-line") if node.get("d")]) == 2
    legend = 1
    assert len(by_class(broken, "chart-band")) == 2 + legend
    assert broken.rows[3] == ("2024年4月", "no answers", "", "0", "")


def test_a_month_between_two_gaps_is_a_point_with_its_band():
    chart = drawn([month(0), month(1, None), month(2), month(3, None), month(4)])
    assert len(by_class(chart, "chart-dot")) == 3
    assert len(by_class(chart, "chart-band")) == 3 + 1


def test_few_answers_are_hollow_and_their_line_is_dashed():
    chart = drawn([month(0), month(1, n=29), month(2, n=30), month(3)])
    assert len(by_class(chart, "chart-ring")) == 1 + 1  # the point and its legend
    assert len(by_class(chart, "chart-line-few")) == 1
    assert [row[4] for row in chart.rows] == ["", "Fewer than 30 answers", "", ""]


def test_more_than_noise_has_a_sign_and_a_word_beside_the_colour():
    points = [month(0), TrendPoint("2024年2月", 40, 30, 50, 200, "up"), month(2)]
    chart = drawn(points)
    assert len(by_class(chart, "chart-good")) == 1 + 1
    assert by_class(chart, "chart-bad") == []
    assert "Rise beyond noise" in [words for words, _ in texts(chart)]
    assert chart.rows[1][4] == "Rise beyond noise"


def test_what_we_did_is_a_dashed_line_and_stands_in_the_table():
    chart = drawn([month(index) for index in range(6)], marks=[Mark(2, "Handover checklist")])
    assert len(by_class(chart, "chart-mark")) == 1
    assert "Handover checklist" in [words for words, _ in texts(chart)]
    assert chart.rows[2][4] == "Handover checklist"


def test_what_is_to_be_reached_is_a_dashed_line_inside_of_the_axis_with_its_words():
    points = [month(index) for index in range(6)]
    chart = drawn(points, aim=Aim(90, "Target: 90"))
    lines = by_class(chart, "chart-aim")
    assert len(lines) == 2  # in the drawing and in the legend
    assert lines[0].get("y1") == lines[0].get("y2")
    points_at = [float(one.get("cy")) for one in by_class(chart, "chart-dot")]
    assert 0 < float(lines[0].get("y1")) < min(points_at)
    assert "Target: 90" in [words for words, _ in texts(chart)]
    assert by_class(drawn(points), "chart-aim") == []


def test_a_crowd_of_marks_never_stands_on_each_other():
    marks = [Mark(index % 5, f"何かをとても丁寧に始めました {index}") for index in range(14)]
    for width in (360, 720):
        chart = drawn([month(index) for index in range(6)], marks=marks, width=width)
        assert len(by_class(chart, "chart-mark")) == 14
        assert overlaps(chart) == []


def test_each_year_is_written_once():
    written = [words for words, _ in texts(drawn([month(index) for index in range(30)]))]
    assert [words for words in written if "年" in words] == ["2024年", "2025年", "2026年"]


@pytest.mark.parametrize("width", [360, 720])
@pytest.mark.parametrize("count", [1, 2, 3, 12, 36, 120, 400])
def test_any_number_of_months_fits(count, width):
    chart = drawn([month(index, float(index % 40)) for index in range(count)], width=width)
    assert overlaps(chart) == []
    assert len(chart.rows) == count


def test_values_beyond_what_is_possible_are_drawn_at_the_edge_and_told_as_given():
    chart = drawn([TrendPoint("a", 90, 70, 130, 50), TrendPoint("b", 150, 120, 180, 50)])
    height = float(parsed(chart).get("viewBox").split()[3])
    ends = [float(node.get("cy")) for node in by_class(chart, "chart-dot")]
    assert all(0 <= end <= height for end in ends)
    assert chart.rows[1][1:3] == ("+150", "+120 to +180")


def test_a_flat_line_does_not_fill_the_height_with_noise():
    chart = drawn([TrendPoint(str(index), 50.0 + index / 10, None, None, 99) for index in range(4)])
    ends = [float(node.get("cy")) for node in by_class(chart, "chart-dot")]
    assert max(ends) - min(ends) < 5


def test_numbers_are_pointed_at_and_in_the_table():
    chart = drawn([month(0, 12.4), month(1, -3.2)])
    assert chart.header == ("Month", "NPS", "95% interval", "Answers", "Note")
    assert chart.rows[0][:4] == ("2024年1月", "+12", "+2 to +22", "80")
    titles = [node[0].text for node in by_class(chart, "chart-target")]
    assert titles[1] == "2024年2月: −3 (−13 to +7), n = 80"


def test_a_share_over_time_has_no_plus_signs():
    points = [TrendPoint("a", 0.25, 0.2, 0.3, 80), TrendPoint("b", 0.31, 0.2, 0.4, 80)]
    chart = drawn(points, unit_range=(0.0, 1.0), write=percent)
    assert chart.rows[0][1] == "25%"
    assert not any(words.startswith("+") for words, _ in texts(chart))


def test_points_link_to_the_people_behind_them():
    chart = drawn([month(0), month(1)], href=lambda point: f"/answers/?month={point.label}")
    links = by_class(chart, "chart-link")
    assert links[0].get("href") == "/answers/?month=2024年1月"
    assert links[0].get("aria-label").startswith("2024年1月: +12")
    assert parsed(chart).get("role") == "group"


@pytest.mark.parametrize("points", [[], [month(0, None), month(1, None)]])
def test_nothing_to_draw_asks_for_a_sentence(points):
    with pytest.raises(ValueError, match="sentence instead of a chart"):
        drawn(points)


def test_half_intervals_infinities_and_lost_marks_are_refused():
    with pytest.raises(ValueError, match="one end"):
        drawn([TrendPoint("a", 1, 0, None, 9)])
    with pytest.raises(ValueError, match="Swap its ends"):
        drawn([TrendPoint("a", 1, 3, 2, 9)])
    with pytest.raises(ValueError, match="cannot be drawn"):
        drawn([TrendPoint("a", float("nan"), None, None, 9)])
    with pytest.raises(ValueError, match="Leave it out or move it"):
        drawn([month(0)], marks=[Mark(1, "later")])
