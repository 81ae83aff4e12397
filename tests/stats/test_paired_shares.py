"""A share of the same people, counted twice."""

import pytest

from emptychair.stats import Impossible, TooFew, paired_share_change


def test_as_worked_by_hand():
    found = paired_share_change(12, 4, 100)
    assert found.estimate == pytest.approx(0.08)
    assert (found.low, found.high) == pytest.approx((-0.0017, 0.1585), abs=1e-4)
    assert found.p_value == pytest.approx(0.0768, abs=1e-4)  # 2 * P(X <= 4), X of 16 fair coins


def test_it_turns_round_when_the_days_do():
    there, back = paired_share_change(9, 2, 60), paired_share_change(2, 9, 60)
    assert (there.estimate, there.low, there.high) == pytest.approx(
        (-back.estimate, -back.high, -back.low)
    )
    assert there.p_value == back.p_value


def test_nobody_moved_is_no_proof_that_nobody_does():
    found = paired_share_change(0, 0, 50)
    assert (found.estimate, found.p_value) == (0, 1)
    assert found.low < 0 < found.high


def test_nobody_and_more_changes_than_people_are_refused():
    with pytest.raises(TooFew):
        paired_share_change(0, 0, 0)
    with pytest.raises(Impossible):
        paired_share_change(3, 3, 5)
