"""Distribution, forest, bars, strip and sparkline."""

from dataclasses import replace

import pytest

from emptychair.charts import (
    BarRow,
    ForestRow,
    Part,
    QuadrantPoint,
    bars,
    distribution,
    forest,
    percent,
    plain,
    quadrant,
    share_strip,
    signed_tenths,
    sparkline,
)
from tests.charts.drawings import (
    BARS,
    DISTRIBUTION,
    FOREST,
    QUADRANT,
    SHARES,
    a_distribution,
    a_quadrant,
    by_class,
    overlaps,
    texts,
)

WORDS = {"title": "題", "description": "説明"}


def written(chart):
    return [words for words, _ in texts(chart)]


def drawn_distribution(counts, **options):
    return distribution(counts, **WORDS, labels=DISTRIBUTION, **options)


def test_a_distribution_tells_counts_shares_and_groups():
    chart = a_distribution()
    assert chart.rows[5] == ("5", "4", "11%", "批判者")
    assert chart.rows[10] == ("10", "7", "19%", "推奨者")
    assert {"22%", "36%", "42%", "批判者", "中立者", "推奨者"} <= set(written(chart))


def test_other_cuts_move_the_brackets():
    chart = drawn_distribution([1] * 11, groups=(5, 7))
    assert [row[3] for row in chart.rows].count("推奨者") == 3
    assert len(by_class(chart, "chart-bad")) == 6


def test_without_passives_there_are_two_groups():
    chart = drawn_distribution([1] * 11, groups=(6, 6))
    assert "中立者" not in {row[3] for row in chart.rows}
    assert by_class(chart, "chart-quiet") == []
    assert len(chart.rows) == 11


@pytest.mark.parametrize("groups", [(0, 1), (6, 7), (8, 9), (6, 8)])
@pytest.mark.parametrize("width", [360, 720])
def test_a_million_answers_and_narrow_groups_do_not_collide(groups, width):
    counts = [1, 812, 530, 1_240, 1_999, 34_921, 8_000, 66_012, 70_123, 88_231, 1_173_123]
    assert overlaps(drawn_distribution(counts, groups=groups, width=width)) == []


def test_the_tallest_bar_is_the_most_frequent_answer():
    bars_drawn = by_class(drawn_distribution([0] * 10 + [5]), "chart-good")
    assert float(bars_drawn[-1].get("height")) > float(bars_drawn[0].get("height")) == 0


def test_a_distribution_of_nothing_or_of_nonsense_is_refused():
    with pytest.raises(ValueError, match="sentence instead of a chart"):
        drawn_distribution([0] * 11)
    with pytest.raises(ValueError, match="eleven counts"):
        drawn_distribution([1] * 10)
    with pytest.raises(ValueError, match="eleven counts"):
        drawn_distribution([-1] + [1] * 10)
    with pytest.raises(ValueError, match="out of order"):
        drawn_distribution([1] * 11, groups=(8, 7))


def test_a_forest_shows_sign_word_interval_and_number():
    row = ForestRow("支払い", -31, -45, -17, 1_083, "bad", "直す")
    chart = forest([row], **WORDS, labels=FOREST)
    assert chart.rows == (("支払い", "−31", "−45 〜 −17", "1,083", "直す"),)
    assert {"支払い", "−31", "−45 〜 −17", "1,083", "直す", "全体より低い"} <= set(written(chart))
    assert "全体より高い" not in written(chart)


@pytest.mark.parametrize("width", [360, 720])
def test_a_forest_says_its_interval_at_every_width(width):
    chart = forest([ForestRow("a", 1, -2, 4, 50)], **WORDS, labels=FOREST, width=width)
    assert "−2 〜 +4" in written(chart)
    assert "95%区間" in written(chart)


def test_good_bad_and_quiet_differ_by_shape():
    rows = [
        ForestRow("a", 1, 0, 2, 50, "good"),
        ForestRow("b", 1, 0, 2, 50, "bad"),
        ForestRow("c", 1, 0, 2, 50, "quiet"),
    ]
    chart = forest(rows, **WORDS, labels=FOREST)
    assert {node.tag.split("}")[1] for node in by_class(chart, "chart-good")} == {"circle"}
    assert {node.tag.split("}")[1] for node in by_class(chart, "chart-bad")} == {"path"}
    assert len(by_class(chart, "chart-ring")) == 1 + 1


def test_a_long_name_is_shortened_and_whole_when_pointed_at():
    name = "担当者の引き継ぎと、そのあとの初回訪問までのご案内"
    chart = forest([ForestRow(name, 1, 0, 2, 50)], **WORDS, labels=FOREST)
    label = next(node for node in by_class(chart, "chart-label") if len(node))
    assert label[0].text == name
    assert label[0].tail.endswith("…")
    assert chart.rows[0][0] == name


def test_the_reference_is_a_line_with_its_words_or_absent():
    rows = [ForestRow("a", 1, 0, 2, 50), ForestRow("b", 30, 20, 40, 50)]
    chart = forest(rows, **WORDS, labels=FOREST, reference=19, reference_label="全体 +19")
    assert len(by_class(chart, "chart-mark")) == 1
    assert "全体 +19" in written(chart)
    assert by_class(forest(rows, **WORDS, labels=FOREST), "chart-mark") == []


@pytest.mark.parametrize(
    ("unit_range", "has_plus"), [((-100, 100), True), ((0, 100), False), ((1, 7), False)]
)
def test_only_a_unit_that_can_be_negative_has_signs_on_the_axis(unit_range, has_plus):
    rows = [ForestRow("a", 5, 4, 6, 50), ForestRow("b", 3, 2, 4, 50)]
    chart = forest(rows, **WORDS, labels=FOREST, unit_range=unit_range, write=plain)
    assert any("+" in words for words in written(chart)) is has_plus


def test_equal_values_without_width_still_make_a_forest():
    chart = forest([ForestRow("a", 0, 0, 0, 50)] * 3, **WORDS, labels=FOREST)
    assert overlaps(chart) == []


def test_bars_go_left_and_right_of_zero():
    rows = [BarRow("a", -6.2, -9.8, -2.4, 23, "bad"), BarRow("b", 5.1, 2.2, 8.0, 64, "good")]
    chart = bars(rows, **WORDS, labels=BARS, write=signed_tenths)
    zero = float(by_class(chart, "chart-zero")[0].get("x1"))
    left, right = by_class(chart, "chart-bad")[0], by_class(chart, "chart-good")[0]
    assert float(left.get("x")) + float(left.get("width")) == pytest.approx(zero, abs=0.2)
    assert float(right.get("x")) == pytest.approx(zero, abs=0.2)
    assert chart.rows[0] == ("a", "−6.2", "−9.8 to −2.4", "23")
    assert len(by_class(chart, "chart-whisker")) == 2


def test_bars_without_intervals_have_no_empty_columns():
    chart = bars([BarRow("a", 0.28), BarRow("b", 0.41)], **WORDS, labels=BARS, write=percent)
    assert "95% interval" not in written(chart)
    assert {"28%", "41%"} <= set(written(chart))
    zero = float(by_class(chart, "chart-zero")[0].get("x1"))
    assert all(float(node.get("x")) >= zero - 0.1 for node in by_class(chart, "chart-quiet"))


@pytest.mark.parametrize("values", [(0.0,), (-3.0, -1.0), (5.0, 5.0)])
def test_bars_of_zeros_of_losses_and_of_equals(values):
    chart = bars([BarRow("a", value) for value in values], **WORDS, labels=BARS)
    assert len(by_class(chart, "chart-quiet")) == len(values)


def test_a_strip_says_word_share_and_count():
    parts = [Part("批判者", 8, "bad"), Part("中立者", 13, "quiet"), Part("推奨者", 15, "good")]
    chart = share_strip(parts, **WORDS, labels=SHARES)
    assert {"批判者 22% (8)", "中立者 36% (13)", "推奨者 42% (15)"} <= set(written(chart))
    assert chart.rows[0] == ("批判者", "8", "22%")
    ends = [float(node.get("width")) for node in by_class(chart, "chart-quiet")]
    assert ends[0] == pytest.approx(13 / 36 * 720 - 2, abs=0.1)


def test_nothing_below_zero_and_nothing_at_all_makes_no_strip():
    with pytest.raises(ValueError, match="below zero"):
        share_strip([Part("a", -1, "bad"), Part("b", 5, "good")], **WORDS, labels=SHARES)
    with pytest.raises(ValueError, match="sentence instead of a chart"):
        share_strip([Part("a", 0, "bad")], **WORDS, labels=SHARES)


def test_forest_and_bars_of_nothing_ask_for_a_sentence():
    with pytest.raises(ValueError, match="sentence instead of a chart"):
        forest([], **WORDS, labels=FOREST)
    with pytest.raises(ValueError, match="sentence instead of a chart"):
        bars([], **WORDS, labels=BARS)


def test_a_sparkline_tells_its_numbers_and_breaks_where_one_is_missing():
    chart = sparkline([3, 4, None, 9, 12], title="推奨度")
    assert chart.description == "+3, +4, –, +9, +12"
    assert len(by_class(chart, "chart-line")) == 2
    assert len(by_class(chart, "chart-dot")) == 1


def test_a_sparkline_of_one_value_and_one_with_a_band():
    assert len(by_class(sparkline([5], title="t"), "chart-dot")) == 1
    band = sparkline([1, 2], low=[0, 1], high=[2, 3], title="t")
    assert len(by_class(band, "chart-band")) == 1


def test_a_sparkline_of_nothing_or_with_a_short_band_is_refused():
    with pytest.raises(ValueError, match="sentence instead of a chart"):
        sparkline([None], title="t")
    with pytest.raises(ValueError, match="one low and one high"):
        sparkline([1, 2], low=[0], high=[1], title="t")


@pytest.mark.parametrize("width", [360, 720])
def test_long_headings_leave_room_for_the_rows(width):
    words = "とても長い見出しの言葉がここに入ります"
    labels = replace(FOREST, value=words, interval=words, n=words)
    chart = forest([ForestRow("接点", 1, 0, 2, 50)], **WORDS, labels=labels, width=width)
    assert overlaps(chart) == []
    assert "接点" in written(chart)


def test_a_quadrant_tells_both_measures_with_their_intervals():
    chart = a_quadrant()
    assert chart.rows[0][:5] == ("台所の片付け", "56", "54 〜 58", "0", "0 〜 0")
    assert {"料理", "まず直す", "守る", "後でよい", "十分", "↑ 効きめ", "出来ばえ →"} <= set(
        written(chart)
    )
    assert len(by_class(chart, "chart-box")) == 4
    assert len(by_class(chart, "chart-box-bad")) == 1
    assert len(by_class(chart, "chart-mark")) == 2
    assert overlaps(chart) == []


def test_a_point_of_a_quadrant_leads_to_its_voices():
    place = "/drivers/voices/?driver=a"
    point = QuadrantPoint("料理", (65, 67, 69), (8, 11, 15), "good", href=place)
    chart = quadrant([point], (60, 9), **WORDS, labels=QUADRANT)
    assert f'href="{place}"' in chart.svg
    assert 'role="group"' in chart.svg


@pytest.mark.parametrize(
    "point",
    [QuadrantPoint("a", (3, 2, 1), (1, 2, 3)), QuadrantPoint("a", (1, 2, 3), (1, float("nan"), 3))],
)
def test_a_quadrant_refuses_boxes_that_cannot_be_drawn(point):
    with pytest.raises(ValueError, match=r"Swap|cannot be drawn"):
        quadrant([point], (1, 1), **WORDS, labels=QUADRANT)
    with pytest.raises(ValueError, match="nothing to draw"):
        quadrant([], (1, 1), **WORDS, labels=QUADRANT)


def test_a_quadrant_has_room_for_its_corners_where_all_points_lie_on_one_side():
    points = [QuadrantPoint(f"{n}", (30 + n,) * 3, (20 + 2 * n,) * 3, "bad") for n in range(10)]
    chart = quadrant(points, (50, 50), **WORDS, labels=QUADRANT)
    assert {"まず直す", "守る", "後でよい", "十分"} <= set(written(chart))
    line = next(one for one in by_class(chart, "chart-mark") if one.get("y1") == one.get("y2"))
    feet = sorted(box.bottom for words, box in texts(chart) if words in {"まず直す", "守る"})
    assert feet[1] < float(line.get("y1"))  # a third one stands in the legend
