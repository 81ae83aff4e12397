"""Wilson, Newcombe, CSAT, CES and product-market fit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as scipy_stats
from statsmodels.stats.proportion import (
    confint_proportions_2indep,
    proportion_confint,
    proportions_ztest,
)

from emptychair.stats import Impossible, TooFew, ces, csat, newcombe, product_market_fit, wilson

part_of_whole = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_published_wilson_intervals(successes, n, low, high):
    """Newcombe 1998, two-sided intervals for the single proportion, method 3."""
    found = wilson(successes, n)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@given(part_of_whole, st.sampled_from([0.8, 0.95, 0.99]))
def test_wilson_agrees_with_statsmodels(case, level):
    found = wilson(*case, level)
    theirs = proportion_confint(*case, alpha=1 - level, method="wilson")
    assert (found.low, found.high) == pytest.approx(theirs, abs=1e-12)
    assert 0 <= found.low <= found.share <= found.high <= 1


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0000),
    ],
)
def test_published_newcombe_intervals(one, other, low, high):
    """Newcombe 1998, intervals for the difference of independent proportions, method 10."""
    found = newcombe(*other, *one)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@given(part_of_whole, part_of_whole)
def test_newcombe_agrees_with_statsmodels(a, b):
    found = newcombe(*a, *b)
    theirs = confint_proportions_2indep(*b, *a, method="newcomb")
    assert (found.low, found.high) == pytest.approx(theirs, abs=1e-9)
    assert -1 - 1e-12 <= found.low <= found.estimate <= found.high <= 1 + 1e-12


def test_newcombe_p_value_is_the_pooled_score_test():
    _, theirs = proportions_ztest([56, 48], [70, 80])
    assert newcombe(48, 80, 56, 70).p_value == pytest.approx(theirs)
    assert newcombe(0, 5, 0, 9).p_value == 1


def test_shares_of_nobody_and_parts_above_the_whole_are_refused():
    with pytest.raises(TooFew, match="at least one answer"):
        wilson(0, 0)
    with pytest.raises(Impossible, match="larger than the whole"):
        wilson(3, 2)
    with pytest.raises(TooFew):
        newcombe(1, 2, 0, 0)


def test_csat_is_the_two_best_of_five():
    found = csat([4, 6, 10, 45, 35])
    assert (found.successes, found.n, found.share) == (80, 100, 0.8)
    assert (found.low, found.high) == pytest.approx(proportion_confint(80, 100, method="wilson"))


def test_csat_of_a_scale_of_ten_is_refused():
    with pytest.raises(Impossible, match="five counts"):
        csat([1] * 10)
    with pytest.raises(TooFew):
        csat([0, 0, 0, 0, 0])


def test_ces_is_a_mean_with_a_t_interval_and_a_share():
    scores = [7, 6, 5, 5, 4, 6, 2, 7, 6, 5, 3, 6]
    found = ces(scores)
    theirs = scipy_stats.ttest_1samp(scores, 0).confidence_interval(0.95)
    assert found.mean == pytest.approx(np.mean(scores))
    assert (found.low, found.high) == pytest.approx((theirs.low, theirs.high))
    assert (found.easy.successes, found.n) == (9, 12)


def test_ces_limits_stay_on_the_scale():
    found = ces([7, 7, 7, 6])
    assert found.high == 7
    assert ces([1, 2]).low == 1


def test_ces_of_answers_all_alike_has_an_interval_with_width():
    few, many = ces([6] * 5), ces([6] * 500)
    assert few.low < 5
    assert few.high == pytest.approx(6 + 3.8415 / 8.8415, abs=1e-3)
    assert many.high - many.low < 0.1 < few.high - few.low


@pytest.mark.parametrize("scores", [[0, 3], [8, 3], [5.5, 3], [None, 3]])
def test_ces_off_the_scale_is_refused(scores):
    with pytest.raises(Impossible):
        ces(scores)


def test_ces_of_one_answer_is_refused():
    with pytest.raises(TooFew, match="at least two answers; there are 1"):
        ces([5])


@pytest.mark.parametrize(
    ("very_disappointed", "n", "verdict"),
    [
        (40, 100, "not shown yet"),
        (60, 100, "shown"),
        (25, 100, "below"),
        (400, 1000, "not shown yet"),
        (3, 3, "shown"),
        (2, 3, "not shown yet"),
        (0, 3, "not shown yet"),
    ],
)
def test_forty_of_a_hundred_have_not_shown_product_market_fit(very_disappointed, n, verdict):
    assert product_market_fit(very_disappointed, n).verdict == verdict


def test_forty_of_a_hundred_lie_between_31_and_50_percent():
    share = product_market_fit(40, 100).very_disappointed
    assert (round(100 * share.low), round(100 * share.high)) == (31, 50)
