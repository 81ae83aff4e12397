"""When it has happened to a share, and two curves at a time."""

import pytest

from emptychair.stats import Impossible, TooFew, curve_gap, kaplan_meier, there_by, time_by


def test_the_middle_of_everybody_done_is_the_median_of_days():
    middle = time_by(kaplan_meier(range(1, 102), [1] * 101))
    assert middle.value == 51
    assert middle.low < 51 < middle.high


def test_nobody_there_yet_is_not_certain_to_be_nobody():
    assert there_by(kaplan_meier([30] * 40, [0] * 40), 20)[2] == pytest.approx(0.088, abs=0.001)


def test_everybody_there_stays_so_after_the_last_was_seen():
    share, low, high = there_by(kaplan_meier([3, 4, 5] * 10, [1] * 30), 90)
    assert (share, high) == (1.0, 1.0)
    assert 0.85 < low < 0.9


def test_after_the_last_one_watched_nothing_is_said():
    with pytest.raises(TooFew):
        there_by(kaplan_meier([3, 4, 5], [1, 0, 0]), 6)


def test_equal_groups_do_not_differ_and_other_ones_do():
    slow = kaplan_meier(range(10, 70), [1] * 60)
    fast = kaplan_meier(range(1, 61), [1] * 60)
    assert curve_gap(slow, slow, 30).p_value == pytest.approx(1)
    gap = curve_gap(slow, fast, 30)
    assert gap.estimate == pytest.approx(0.15, abs=0.01)
    assert gap.low < gap.estimate < gap.high


def test_edges_are_refused():
    done = kaplan_meier([1, 2, 3], [1, 1, 1])
    with pytest.raises(TooFew):
        curve_gap(done, done, 3)
    with pytest.raises(Impossible):
        time_by(done, 1)
