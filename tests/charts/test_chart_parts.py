"""The parts charts are made of: numbers, widths, scales, periods, links."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.charts import (
    between,
    in_two_widths,
    percent,
    plain,
    signed,
    signed_tenths,
    stylesheet,
)
from emptychair.charts.period_text import shown_indices, year_and_rest
from emptychair.charts.scale import Scale, axis_for
from emptychair.charts.svg import coordinate, link
from emptychair.charts.text_width import shortened, text_width
from tests.charts.drawings import a_trend


def test_a_minus_is_a_minus_sign_and_not_a_hyphen():
    assert signed(-6) == "\N{MINUS SIGN}6"
    assert signed(19.4) == "+19"
    assert signed_tenths(-6.25) == "\N{MINUS SIGN}6.2"
    assert plain(1_234_567) == "1,234,567"


def test_what_rounds_to_zero_has_no_sign():
    assert signed(-0.4) == "0"
    assert signed_tenths(0.04) == "0.0"
    assert coordinate(-0.04) == "0"


@pytest.mark.parametrize(
    ("share", "shown"),
    [(0, "0%"), (1, "100%"), (0.224, "22%"), (0.004, "0.4%"), (0.997, "99.7%"), (0.5, "50%")],
)
def test_a_share_is_never_rounded_to_none_or_all(share, shown):
    assert percent(share) == shown


def test_braces_in_a_number_pattern_of_the_caller_do_no_harm():
    assert between("{low} to {high} {0}", "-1", "{low}") == "-1 to {low} {0}"


def test_japanese_is_as_wide_as_its_size_and_latin_about_half():
    assert text_width("推奨度", 12) == 36
    assert 0.4 < text_width("average latin text", 1) / 18 < 0.6
    assert text_width("推奨度", 12, bold=True) > 36


@given(text=st.text(max_size=40), room=st.floats(0, 300))
def test_a_shortened_text_fits_and_a_fitting_one_is_whole(text, room):
    shown = shortened(text, room, 12)
    assert text_width(shown, 12) <= room + 1e-6
    assert (shown == text) == (text_width(text, 12) <= room) or not text


def test_a_long_japanese_name_keeps_its_beginning():
    assert shortened("担当者の引き継ぎ", 60, 12) == "担当者の…"


@given(
    values=st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20),
    ticks=st.integers(1, 12),
)
def test_every_axis_holds_its_values_and_has_round_ticks(values, ticks):
    axis = axis_for(values, ticks=ticks)
    assert axis.low <= min(values) <= max(values) <= axis.high
    assert len(axis.ticks) <= ticks + 3
    assert all(axis.low - 1e-6 <= tick <= axis.high + 1e-6 for tick in axis.ticks)


def test_the_axis_of_a_score_stays_between_minus_and_plus_a_hundred():
    axis = axis_for([95, 140], ticks=4, least=40, bounds=(-100, 100))
    assert axis.high == 100
    assert axis.high - axis.low >= 40


def test_equal_values_still_get_an_axis():
    axis = axis_for([7, 7, 7], ticks=4)
    assert axis.low < 7 < axis.high


def test_what_lies_beyond_the_range_is_drawn_at_its_edge():
    scale = Scale(-100, 100, 200, 0)
    assert scale(0) == 100
    assert scale(150) == 0
    assert scale(-150) == 200


@pytest.mark.parametrize(
    ("label", "year", "rest"),
    [
        ("2026年3月", "2026年", "3月"),
        ("2026-03", "2026", "03"),
        ("Mar 2026", "2026", "Mar"),
        ("March, 2026", "2026", "March"),
        ("第3週", "", "第3週"),
        ("2026", "", "2026"),
    ],
)
def test_the_year_is_taken_off_a_month(label, year, rest):
    assert year_and_rest(label) == (year, rest)


def test_labels_are_thinned_and_the_last_month_stays():
    assert shown_indices([20] * 13, 10) == [0, 3, 6, 9, 12]
    assert shown_indices([20] * 5, 100) == [0, 1, 2, 3, 4]
    assert shown_indices([500] * 100, 1) == [99]


@pytest.mark.parametrize(
    "href", ["/customers/?score=3", "#words", "?page=2", "https://example.org"]
)
def test_links_lead_to_places(href):
    assert "<a href=" in link(href, "words", "x")


@pytest.mark.parametrize("href", ["javascript:alert(1)", " data:text/html,x", "vbscript:x", ""])
def test_links_that_run_something_are_refused(href):
    with pytest.raises(ValueError, match="no place to link to"):
        link(href, "words", "x")


def test_a_chart_in_two_widths_has_both_and_one_table():
    both = in_two_widths(lambda width: a_trend(width=width))
    assert both.svg.count("<svg") == 2
    assert "chart-wide" in both.svg
    assert "chart-narrow" in both.svg
    assert both.rows == a_trend().rows


def test_the_stylesheet_speaks_in_tokens_and_for_paper():
    css = stylesheet()
    assert "@media print" in css
    screen = css.split("@media", 1)[0]
    assert "#" not in screen
    assert "rgb" not in screen
