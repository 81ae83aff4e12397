"""One unit ranked among others: the limit, its p-value, and both together."""

import numpy as np
import pytest

from emptychair.stats import TooFew
from emptychair.stats.effects.ranks import limit_by_rank, p_by_rank


def test_where_the_place_is_whole_it_is_that_others_size():
    sizes = np.arange(1.0, 20.0)
    assert limit_by_rank(sizes, 0.95) == pytest.approx(19)
    assert limit_by_rank(np.arange(1.0, 40.0), 0.95) == pytest.approx(38)
    assert p_by_rank(sizes, 25) == pytest.approx(1 / 20)
    assert p_by_rank(sizes, 18) == pytest.approx(2 / 20)
    assert p_by_rank(sizes, 0) == 1


def test_between_two_it_lies_on_the_straight_line():
    sizes = np.arange(1.0, 30.0)
    assert limit_by_rank(sizes, 0.95) == pytest.approx(28.5)
    assert p_by_rank(sizes, 28.5) == pytest.approx(0.05)


def test_the_order_of_the_others_changes_nothing():
    sizes = np.abs(np.random.default_rng(1).normal(0, 1, 33))
    assert limit_by_rank(sizes, 0.95) == limit_by_rank(sizes[::-1], 0.95)


@pytest.mark.parametrize("seed", range(20))
def test_the_interval_leaves_nothing_out_where_p_is_above(seed):
    rng = np.random.default_rng(seed)
    sizes = np.abs(rng.normal(0, 1, int(rng.integers(19, 90))))
    limit = limit_by_rank(sizes, 0.95)
    for size in (*sizes[~np.isclose(sizes, limit)], limit * 0.999, limit * 1.001):
        assert (size > limit) == (p_by_rank(sizes, size) < 0.05 - 1e-12)


@pytest.mark.parametrize("tails", ["normal", "heavy", "even"])
@pytest.mark.parametrize("k", [19, 25, 30, 36, 38, 39, 58, 100])
def test_one_of_the_same_kind_lies_within_in_95_of_100(k, tails):
    """With the next larger alone, 36 others held 97.3."""
    rng = np.random.default_rng(k)
    draw = {
        "normal": rng.standard_normal,
        "heavy": lambda size: rng.standard_t(4, size),
        "even": lambda size: rng.uniform(-1, 1, size),
    }[tails]
    values = np.abs(draw((6000, k + 1)))
    held = np.mean([one[0] <= limit_by_rank(one[1:], 0.95) for one in values])
    assert 0.94 <= held <= 0.965


def test_a_level_that_so_few_cannot_bear_is_refused():
    with pytest.raises(TooFew, match="19 others"):
        limit_by_rank(np.arange(19.0), 0.99)
