"""One unit ranked among others: the limit, its p-value, and both together."""

import numpy as np
import pytest

from emptychair.stats import TooFew, difference_in_differences
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


def compared(rng, answers, *, others=24):
    """Changes of nothing; the first unit has so many answers a side, the others forty."""
    n = np.concatenate([[answers], np.full(others, 40)])
    unit = np.repeat(np.repeat(np.arange(others + 1), 2), np.repeat(n, 2))
    late = np.concatenate([np.repeat([False, True], each) for each in n])
    y = rng.choice([-100.0, 0.0, 100.0], len(unit)) + 3 * rng.normal(0, 1, others + 1)[unit]
    return y, unit == 0, late, unit


@pytest.mark.parametrize("answers", [20, 40, 80])
def test_one_unit_with_other_numbers_of_answers_is_held_too(answers):
    """Ranked by the bare change, one with half as many was held in 82 of 100."""
    found = [
        difference_in_differences(*compared(np.random.default_rng([answers, n]), answers))
        for n in range(500)
    ]
    assert 0.925 <= np.mean([one.low <= 0 <= one.high for one in found]) <= 0.975


def test_units_without_noise_are_ranked_by_their_bare_changes():
    change = np.concatenate([[7.0], np.arange(19.0)])
    unit, late = np.repeat(np.arange(20), 2), np.tile([False, True], 20)
    y = np.where(late, np.repeat(change, 2), 0)
    found = difference_in_differences(y, unit == 0, late, unit)
    assert found.high - found.estimate == pytest.approx(np.abs(change[1:] - 9).max() * 19 / 18)
