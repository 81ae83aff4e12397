"""Earlier score and later outcome: compared with statsmodels, coverage, and refusals."""

import numpy as np
import pytest

from emptychair.stats import Impossible, TooFew, score_link


def made_up(seed, slope, n=300):
    rng = np.random.default_rng(seed)
    tenure = rng.gamma(2, 1, n)
    score = np.clip(np.round(6 + tenure / 2 + rng.normal(0, 2, n)), 0, 10)
    amount = 100 + slope * score + 30 * tenure + rng.normal(0, 10 + 5 * score)
    return score, amount, {"tenure": tenure}


def test_slope_and_error_are_those_of_statsmodels():
    import statsmodels.api as sm

    score, amount, known = made_up(1, slope=4)
    link = score_link(score, amount, known)
    design = sm.add_constant(np.column_stack([score, known["tenure"]]))
    theirs = sm.OLS(amount, design).fit(cov_type="HC3", use_t=True)
    assert link.slope == pytest.approx(theirs.params[1])
    assert link.se == pytest.approx(theirs.bse[1])
    assert (link.low, link.high) == pytest.approx(tuple(theirs.conf_int()[1]))
    assert link.p_value == pytest.approx(theirs.pvalues[1])


def test_95_percent_intervals_cover_in_93_to_97_of_100():
    covered = 0
    for seed in range(1000):
        link = score_link(*made_up(seed, slope=4, n=80))
        covered += link.low <= 4 <= link.high
    assert 0.93 <= covered / 1000 <= 0.97


def test_the_smallest_link_is_seen_four_times_in_five():
    smallest = np.median([score_link(*made_up(seed, slope=0)).smallest for seed in range(50)])
    seen = [score_link(*made_up(seed, slope=float(smallest))).low > 0 for seed in range(1000, 1400)]
    assert np.mean(seen) == pytest.approx(0.8, abs=0.06)


def test_tenure_beside_it_takes_a_false_link_away():
    score, amount, known = made_up(9, slope=0, n=3000)
    assert score_link(score, amount).is_seen
    assert not score_link(score, amount, known).is_seen


def test_what_cannot_be_told_is_refused():
    with pytest.raises(TooFew, match="30 customers"):
        score_link([1, 2] * 10, [0, 1] * 10)
    with pytest.raises(TooFew, match="the same for everybody"):
        score_link([1, 2] * 20, [1] * 40)
    with pytest.raises(Impossible, match="do not vary"):
        score_link([7] * 40, [0, 1] * 20)
    with pytest.raises(Impossible, match="leave that one out"):
        score_link([7, np.nan] * 20, [0, 1] * 20)
