"""How often the intervals hold the truth, enumerated and not simulated."""

import numpy as np
import pytest

from emptychair.stats import Impossible, nps_coverage


def shares_from(least: float, step: float = 0.05) -> np.ndarray:
    steps, first = round(1 / step), round(least / step)
    return np.array(
        [
            (p * step, s * step, (steps - p - s) * step)
            for p in range(first, steps)
            for s in range(first, steps - p)
            if steps - p - s >= first
        ]
    )


@pytest.mark.parametrize("method", ["adjusted-wald", "score"])
@pytest.mark.parametrize("step", [0.05, 0.025, 0.01])
def test_thirty_answers_are_covered_as_promised_away_from_the_edge(method, step):
    coverage = nps_coverage(30, shares_from(0.1, step), method=method)
    assert coverage.min() > 0.93
    assert coverage.max() < 0.98


def test_adjusted_wald_is_conservative_near_the_edge():
    coverage = nps_coverage(30, shares_from(0.05))
    assert coverage.min() > 0.93
    assert coverage.max() == pytest.approx(0.99, abs=0.005)
    near_the_edge = nps_coverage(30, [(0.90, 0.05, 0.05), (0.05, 0.05, 0.90)])
    assert near_the_edge == pytest.approx([0.973, 0.973], abs=5e-4)
    assert nps_coverage(30, [(0.05, 0.90, 0.05)]) == pytest.approx([0.991], abs=5e-4)


def test_the_score_interval_keeps_its_promise_near_the_edge():
    coverage = nps_coverage(30, shares_from(0.05), method="score")
    assert coverage.min() > 0.93
    assert coverage.max() < 0.975


def test_plain_wald_would_break_the_promise_and_is_refused_there():
    with pytest.raises(ValueError, match="at least 100"):
        nps_coverage(30, [(0.4, 0.3, 0.3)], method="wald")


def test_a_hand_count_of_two_answers():
    """The interval of two answers, summed over the six outcomes."""
    shares = (0.6, 0.3, 0.1)
    ways = {(2, 0, 0): 1, (0, 2, 0): 1, (0, 0, 2): 1, (1, 1, 0): 2, (1, 0, 1): 2, (0, 1, 1): 2}
    chances = {outcome: ways[outcome] * np.prod(np.power(shares, outcome)) for outcome in ways}
    assert sum(chances.values()) == pytest.approx(1)
    # Upper limits of 31.5 (two detractors) and 48.6 (one, and a passive) leave out the truth of 50.
    expected = 1 - chances[0, 0, 2] - chances[0, 1, 1]
    assert nps_coverage(2, [shares], method="score") == pytest.approx([expected])


@pytest.mark.parametrize("shares", [[(0.5, 0.5, 0.5)], [(1.2, -0.2, 0)], [(0.5, 0.5)]])
def test_shares_that_do_not_add_up_are_refused(shares):
    with pytest.raises(Impossible, match="add up to 1"):
        nps_coverage(5, shares)
