"""Whether shares moved, where there is one unit and its months stand for it."""

import numpy as np
import pytest

from emptychair.stats.effects.shares_moved import clustered_shares_p, shares_p

POINTS, BEFORE, EACH = 28, 24, 25


def heard(rng, share, *, waves=0.0):
    """One unit's answers of two kinds: of the second so many before and after."""
    month = np.repeat(np.arange(POINTS), EACH)
    late = month >= BEFORE
    shares = np.where(np.arange(POINTS) >= BEFORE, share[1], share[0])
    shares = np.clip(shares + rng.normal(0, waves, POINTS), 0.02, 0.98)
    return (rng.random(len(month)) < shares[month]).astype(np.intp), month, late


def p_of(kind, month, late):
    one = np.zeros(len(kind), dtype=np.intp)
    return clustered_shares_p(kind, np.ones(len(kind)), [(~late, late)], one, month)


def test_a_move_is_no_scatter_among_months():
    """It was taken for scatter: a move from 30% to 50% was seen in four of ten."""
    seen = [p_of(*heard(np.random.default_rng(n), (0.3, 0.5))) < 0.025 for n in range(200)]
    assert np.mean(seen) > 0.85


@pytest.mark.parametrize("waves", [0.0, 0.1])
def test_without_a_move_one_of_twenty_seems_to_have_moved(waves):
    found = [
        p_of(*heard(np.random.default_rng([7, n]), (0.3, 0.3), waves=waves)) < 0.05
        for n in range(1000)
    ]
    assert 0.02 <= np.mean(found) <= 0.085


def test_waves_that_a_plain_chi_square_takes_for_a_move():
    found = [heard(np.random.default_rng([9, n]), (0.3, 0.3), waves=0.15) for n in range(300)]
    plain = [shares_p(kind, np.ones(len(kind)), [(~late, late)]) < 0.05 for kind, _, late in found]
    assert np.mean(plain) > 0.12


def test_what_nobody_scattered_by_is_a_draw():
    kind = np.tile([0, 0, 1, 0, 1], POINTS * 5)
    month = np.repeat(np.arange(POINTS), 25)
    late = month >= BEFORE
    one = np.zeros(len(kind), dtype=np.intp)
    found = clustered_shares_p(kind, np.ones(len(kind)), [(~late, late)], one, month)
    assert found == pytest.approx(1)
