"""Scores that cannot come from so many answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.stats import Impossible, TooFew, is_possible_nps, smallest_possible_n


def test_seventy_two_from_nine_answers_cannot_exist():
    assert not is_possible_nps(72, 9)
    assert is_possible_nps(67, 9)
    assert is_possible_nps(78, 9)


def test_the_fewest_answers_behind_a_printed_score():
    assert smallest_possible_n(72) == 18
    assert smallest_possible_n(33.3, 1) == 3
    assert smallest_possible_n(0) == smallest_possible_n(100) == 1
    # A third and a bit, (n + 1)/3n, first rounds down to .3334 at n = 2858.
    assert smallest_possible_n(33.34, 2) == 2858


@given(st.integers(1, 400), st.data(), st.integers(0, 2))
def test_every_true_score_is_possible_however_it_was_rounded(n, data, decimals):
    surplus = data.draw(st.integers(-n, n))
    assert is_possible_nps(round(100 * surplus / n, decimals), n, decimals)


@given(st.integers(1, 150), st.integers(-100, 100))
def test_agrees_with_trying_every_surplus(n, score):
    by_trying = any(abs(100 * surplus - score * n) * 2 <= n for surplus in range(-n, n + 1))
    assert is_possible_nps(score, n) == by_trying


@given(st.integers(-1000, 1000))
def test_the_fewest_are_possible_and_fewer_are_not(tenths):
    n = smallest_possible_n(tenths / 10, 1)
    assert is_possible_nps(tenths / 10, n, 1)
    assert not any(is_possible_nps(tenths / 10, fewer, 1) for fewer in range(1, n))


def test_half_points_may_have_been_rounded_either_way():
    assert is_possible_nps(12, 8)
    assert is_possible_nps(13, 8)


def test_questions_without_an_answer_are_refused():
    with pytest.raises(TooFew):
        is_possible_nps(50, 0)
    with pytest.raises(Impossible, match="between -100 and 100"):
        is_possible_nps(101, 10)
    with pytest.raises(Impossible, match="more than 0 decimals"):
        is_possible_nps(33.3, 3)
    with pytest.raises(Impossible):
        smallest_possible_n(float("nan"))
