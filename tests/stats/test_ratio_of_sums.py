"""The ratio of two sums over customers, with its interval."""

import numpy as np
import pytest
from scipy import stats as scipy_stats

from emptychair.stats import Impossible, RatioSums, TooFew, ratio, ratio_of_sums


def test_with_all_watched_alike_it_is_the_mean_with_student_s_interval():
    hours = [1.0, 4.0, 2.5, 7.0, 0.0, 3.0]
    found = ratio(hours, [1.0] * 6)
    mean, error = np.mean(hours), scipy_stats.sem(hours)
    low, high = scipy_stats.t.interval(0.95, 5, loc=mean, scale=error)
    assert (found.value, found.n) == (pytest.approx(mean), 6)
    assert (found.low, found.high) == (pytest.approx(max(0, low)), pytest.approx(high))


def test_the_error_is_cochran_s():
    spent, watched = np.array([3.0, 5.0, 4.0, 2.0]), np.array([1.0, 1.0, 1.0, 0.5])
    found = ratio(spent, watched)
    rest = spent - found.value * watched
    error = np.sqrt(rest @ rest / 3 / 4) / watched.mean()
    reach = scipy_stats.t.ppf(0.975, 3) * error
    assert found.high == pytest.approx(found.value + reach)


def test_ninety_five_of_a_hundred_intervals_hold_the_truth():
    rng = np.random.default_rng(7)
    held = 0
    for _each in range(600):
        watched = rng.uniform(0.2, 1.0, 80)
        spent = rng.gamma(2.0, 1.5, 80) * watched
        found = ratio(spent, watched)
        held += found.low <= 3.0 <= found.high
    assert 0.92 <= held / 600 <= 0.98


def test_one_customer_says_nothing_of_the_others_and_none_is_refused():
    assert ratio([3.0], [0.5]).low is None
    with pytest.raises(TooFew):
        ratio_of_sums(RatioSums(0, 0, 0, 0, 0, 0))
    with pytest.raises(Impossible):
        ratio([1.0, 2.0], [0.0, 0.0])
    with pytest.raises(Impossible):
        ratio([1.0, 2.0], [1.0])


def test_the_lower_limit_is_never_below_nothing():
    assert ratio([0.0, 0.0, 9.0], [1.0, 1.0, 1.0]).low == 0
