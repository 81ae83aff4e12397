"""What the silent could do to the score."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.stats import Impossible, TooFew, nps, worst_case_bounds


def test_three_in_ten_who_answered_leave_it_nearly_open():
    assert worst_case_bounds(40, 30, 100) == pytest.approx((-58, 82))


def test_when_everybody_answered_the_bounds_are_the_score():
    assert worst_case_bounds(-12.5, 80, 80) == pytest.approx((-12.5, -12.5))


@given(st.tuples(*[st.integers(0, 99)] * 4).filter(lambda each: sum(each[:3]) > 0))
def test_the_bounds_are_the_scores_with_the_silent_on_either_side(case):
    promoters, passives, detractors, silent = case
    score = nps(promoters, passives, detractors).score
    answered = promoters + passives + detractors
    low, high = worst_case_bounds(score, answered, answered + silent)
    assert low == pytest.approx(nps(promoters, passives, detractors + silent).score)
    assert high == pytest.approx(nps(promoters + silent, passives, detractors).score)


def test_nobody_answered_says_nothing_at_all():
    assert worst_case_bounds(0, 0, 50) == (-100, 100)


def test_impossible_response_rates_are_refused():
    with pytest.raises(Impossible, match="101 answers from 100"):
        worst_case_bounds(10, 101, 100)
    with pytest.raises(TooFew, match="Nobody was asked"):
        worst_case_bounds(10, 0, 0)
    with pytest.raises(Impossible, match="between -100 and 100"):
        worst_case_bounds(101, 1, 2)
