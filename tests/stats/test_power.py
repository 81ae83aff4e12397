"""How much change so many answers can see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.power import NormalIndPower

from emptychair.stats import (
    Impossible,
    TooFew,
    answers_for_margin,
    answers_needed,
    minimal_detectable_change,
)


@pytest.mark.parametrize(("n", "points"), [(100, 30.7), (200, 21.7), (500, 13.7), (1000, 9.7)])
def test_published_detectable_changes(n, points):
    assert minimal_detectable_change(n) == pytest.approx(points, abs=0.05)


@given(st.integers(2, 10**6), st.floats(0.05, 1), st.floats(0.6, 0.99))
def test_answers_needed_undoes_the_detectable_change(n, variance, power):
    change = minimal_detectable_change(n, variance=variance, power=power)
    if change <= 200:
        assert answers_needed(change * 1.000001, variance=variance, power=power) in {n, n - 1}
        assert answers_needed(-change * 0.999, variance=variance, power=power) >= n


def test_sample_size_agrees_with_statsmodels():
    effect = 0.10 / 0.6**0.5
    theirs = NormalIndPower().solve_power(effect, alpha=0.05, power=0.9)
    assert answers_needed(10, power=0.9) == pytest.approx(theirs, abs=1.01)


def test_a_margin_of_five_points_takes_nearly_a_thousand_answers():
    assert answers_for_margin(5) == 922


@pytest.mark.parametrize("change", [0, 201, float("nan")])
def test_a_change_of_nothing_needs_no_sample_size(change):
    with pytest.raises(Impossible):
        answers_needed(change)


def test_senseless_questions_are_refused():
    with pytest.raises(TooFew):
        minimal_detectable_change(0)
    with pytest.raises(Impossible, match="variance"):
        minimal_detectable_change(100, variance=1.2)
    with pytest.raises(Impossible, match="coin toss"):
        minimal_detectable_change(100, power=0.3)
    with pytest.raises(Impossible, match="margin"):
        answers_for_margin(0)
