"""Two groups, and the same people twice."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as scipy_stats
from scipy.special import gammaln

from emptychair.stats import Impossible, NpsCounts, TooFew, nps_difference, nps_paired_change

groups = st.tuples(*[st.integers(0, 200)] * 3).filter(lambda each: sum(each) > 0)


def every_outcome(n: int) -> np.ndarray:
    return np.array([(p, s, n - p - s) for p in range(n + 1) for s in range(n + 1 - p)])


def chances(outcomes: np.ndarray, shares: tuple[float, float, float]) -> np.ndarray:
    ways = gammaln(outcomes[0].sum() + 1) - gammaln(outcomes + 1).sum(axis=1)
    return np.exp(ways + outcomes @ np.log(shares))


def test_a_difference_by_hand():
    """(3,T) counts 10.75/11.5/10.75 of 33 against 20.75/9.5/2.75 of 33."""
    found = nps_difference((10, 10, 10), NpsCounts(20, 8, 2))
    first, second = 0.0, 18 / 33
    variance = (21.5 / 33 - first**2) / 33 + (23.5 / 33 - second**2) / 33
    half = 1.959964 * np.sqrt(variance)
    assert found.estimate == pytest.approx(60)
    assert found.low == pytest.approx(100 * (second - first - half), abs=1e-4)
    assert found.high == pytest.approx(100 * (second - first + half), abs=1e-4)
    assert found.p_value == pytest.approx(2 * scipy_stats.norm.sf(second / np.sqrt(variance)))


@given(groups, groups)
def test_looking_from_the_other_side_turns_the_sign(a, b):
    one, other = nps_difference(a, b), nps_difference(b, a)
    assert other.estimate == pytest.approx(-one.estimate)
    assert (other.low, other.high) == pytest.approx((-one.high, -one.low))
    assert other.p_value == pytest.approx(one.p_value)


@given(groups, groups, st.sampled_from([0.8, 0.95, 0.99]))
def test_p_value_and_interval_never_disagree(a, b, level):
    found = nps_difference(a, b, level=level)
    assert 0 <= found.p_value <= 1
    assert -200 <= found.low <= found.high <= 200
    leaves_out_zero = found.low > 1e-9 or found.high < -1e-9
    assert leaves_out_zero == (found.p_value < 1 - level - 1e-12)


@given(groups)
def test_a_group_does_not_differ_from_its_twin(a):
    found = nps_difference(a, a)
    assert found.estimate == 0
    assert found.p_value == pytest.approx(1)


@pytest.mark.parametrize(
    ("a", "b", "coverage"),
    [
        ((0.3, 0.4, 0.3), (0.5, 0.3, 0.2), 0.956),
        ((0.2, 0.3, 0.5), (0.6, 0.3, 0.1), 0.934),
        ((0.1, 0.2, 0.7), (0.8, 0.1, 0.1), 0.898),
        ((0.05, 0.1, 0.85), (0.6, 0.3, 0.1), 0.885),
        ((0.05, 0.05, 0.9), (0.9, 0.05, 0.05), 0.810),
    ],
)
def test_ten_against_ten_hold_moderate_gaps_and_understate_huge_ones(a, b, coverage):
    """The figures of the page on differences, enumerated."""
    outcomes = every_outcome(10)
    truth = 100 * ((b[0] - b[2]) - (a[0] - a[2]))
    found = [nps_difference(x, y) for x, y in itertools.product(outcomes.tolist(), repeat=2)]
    size = len(outcomes)
    held = np.array([each.low <= truth <= each.high for each in found]).reshape(size, size)
    short = np.array([each.high < truth for each in found]).reshape(size, size)
    one, other = chances(outcomes, a), chances(outcomes, b)
    assert one @ held @ other == pytest.approx(coverage, abs=1e-3)
    assert one @ short @ other == pytest.approx(1 - coverage, abs=0.015)


@pytest.mark.parametrize("sizes", [(8, 8), (6, 12), (15, 15)])
def test_false_alarms_are_rare_when_nothing_differs(sizes):
    """Every outcome of both groups enumerated: at most six in a hundred cry wolf."""
    first, second = map(every_outcome, sizes)
    alarms = np.array(
        [
            nps_difference(a, b).p_value < 0.05
            for a, b in itertools.product(first.tolist(), second.tolist())
        ]
    ).reshape(len(first), len(second))
    for shares in ((1 / 3, 1 / 3, 1 / 3), (0.5, 0.3, 0.2), (0.7, 0.2, 0.1), (0.1, 0.1, 0.8)):
        assert chances(first, shares) @ alarms @ chances(second, shares) < 0.06


def test_an_empty_group_cannot_be_compared():
    with pytest.raises(TooFew, match="each of the two groups"):
        nps_difference((0, 0, 0), (1, 2, 3))
    with pytest.raises(Impossible):
        nps_difference((1, -2, 3), (1, 2, 3))


def test_paired_change_is_the_t_test_of_the_steps():
    rng = np.random.default_rng(3)
    before, after = rng.integers(0, 11, 60), rng.integers(2, 11, 60)
    step = [np.where(each >= 9, 1, np.where(each <= 6, -1, 0)) for each in (before, after)]
    expected = scipy_stats.ttest_rel(step[1], step[0])
    found = nps_paired_change(before, after)
    assert found.method == "paired"
    assert found.p_value == pytest.approx(expected.pvalue)
    limits = expected.confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((100 * limits.low, 100 * limits.high))


def test_pairing_sees_what_two_groups_would_not():
    before = [3, 4, 5, 6, 7, 8, 9, 10] * 4
    after = [3, 4, 7, 7, 7, 8, 9, 10] * 4
    paired = nps_paired_change(before, after)
    assert paired.estimate == 25
    assert paired.p_value < 0.01
    assert nps_difference((8, 8, 16), (8, 16, 8)).p_value > 0.05


def test_three_who_all_rose_alike_are_not_certain():
    found = nps_paired_change([5, 6, 4], [9, 9, 9])
    assert (found.method, found.estimate, found.p_value) == ("paired-alike", 200, 0.25)
    assert found.low < 0


def test_nobody_who_moved_leaves_room_for_those_unseen():
    found = nps_paired_change([9] * 50, [10] * 50)
    assert (found.estimate, found.p_value) == (0, 1)
    assert found.low == pytest.approx(-found.high)
    assert found.high == pytest.approx(200 * 3.8415 / 53.8415, abs=1e-2)


def test_pairs_need_both_sides_and_two_people():
    with pytest.raises(Impossible, match="come in twos"):
        nps_paired_change([1, 2, 3], [1, 2])
    with pytest.raises(TooFew, match="at least two people"):
        nps_paired_change([1], [9])
