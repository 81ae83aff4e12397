"""The middle of waiting times: published ranks, coverage, refusals."""

import numpy as np
import pytest

from emptychair.stats import Impossible, TooFew, median_time


@pytest.mark.parametrize(("n", "rank"), [(6, 1), (9, 2), (10, 2), (15, 4), (20, 6), (25, 8)])
def test_ranks_are_those_of_the_sign_test(n, rank):
    """Lower rank of the 95% interval of the median, as in tables of the sign test."""
    found = median_time(range(1, n + 1))
    assert (found.low, found.high) == (rank, n + 1 - rank)


def test_five_are_too_few_for_limits():
    assert median_time([1, 2, 3, 4, 5]).low is None
    assert median_time([1, 2, 3, 4, 5]).value == 3


def test_who_still_waits_is_longer_than_all_others():
    done = list(range(1, 13))
    assert median_time(done, unfinished=6).value == 9.5
    assert median_time(done, unfinished=6).high is None  # the limit lies among those who wait
    assert median_time(done, unfinished=12).value is None
    assert median_time([], unfinished=3).value is None


def test_it_covers_whatever_the_times_look_like():
    rng = np.random.default_rng(4)
    for draw in (rng.exponential, rng.standard_gamma):
        middle = np.median(draw(2.0, 400_000))
        found = [median_time(draw(2.0, 25)) for _ in range(800)]
        assert 0.94 < np.mean([one.low <= middle <= one.high for one in found]) < 0.99


def test_nobody_and_negative_times_are_refused():
    with pytest.raises(TooFew):
        median_time([])
    with pytest.raises(Impossible):
        median_time([1, -2])
