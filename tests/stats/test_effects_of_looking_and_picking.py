"""Bounds that hold at every look, and people who rise because they were low."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as scipy_stats
from scipy.integrate import quad

from emptychair.stats import (
    Impossible,
    TooFew,
    confidence_sequence,
    difference_sequence,
    expected_rise,
    retest_correlation,
    rise_beyond,
)


def test_the_closed_form_is_the_mixture_integral():
    """At the bound, the average of exp(λS - λ²n/2) over normal λ is 1/α (Robbins 1970)."""
    n = 80
    half = confidence_sequence(0, n, lowest=-1, highest=1, tuned_for=300).high
    kappa = 300 / -(np.real(scipy_lambert(-(0.05**2) / np.e)) + 1)

    def weighted(rate: float) -> float:
        return np.exp(rate * n * half - rate**2 * n / 2) * scipy_stats.norm.pdf(
            rate, 0, 1 / np.sqrt(kappa)
        )

    assert quad(weighted, -2, 2, limit=200)[0] == pytest.approx(20, rel=1e-6)


def scipy_lambert(value: float) -> complex:
    from scipy.special import lambertw

    return lambertw(value, -1)


def test_it_is_narrowest_where_it_was_tuned():
    def half(tuned_for: int) -> float:
        return confidence_sequence(0, 400, tuned_for=tuned_for).high

    assert half(400) < min(half(200), half(800))


def test_a_thousand_series_of_noise_rarely_leave_the_bounds():
    """Fair coins of ±100, looked at after each of 800: at most 5 of 100 ever leave."""
    rng = np.random.default_rng(11)
    means = rng.choice([-100, 100], (1000, 800)).cumsum(axis=1) / np.arange(1, 801)
    halves = np.array(
        [confidence_sequence(0, n, lowest=-1e9, highest=1e9).high / 1e7 for n in range(1, 801)]
    )
    assert halves[99] == pytest.approx(confidence_sequence(0, 100).high)
    ever = (np.abs(means) > halves).any(axis=1).mean()
    assert 0.005 < ever <= 0.05


@given(st.integers(60, 5000), st.integers(60, 5000))
def test_a_difference_is_wider_than_either_side_and_narrower_than_both(first, second):
    found = difference_sequence(0, first, 0, second, lowest=-1e9, highest=1e9)
    sides = [
        confidence_sequence(0, n, lowest=-1e9, highest=1e9, tuned_for=200, level=level).high
        for n, level in ((first, 0.95), (second, 0.95), (first, 0.975), (second, 0.975))
    ]
    assert 1.2 * max(sides[:2]) < found.high < 1.15 * (sides[2] + sides[3])
    assert found.low == -found.high


def test_many_answers_show_a_fall_and_few_do_not():
    assert difference_sequence(35, 800, 5, 40).excludes_nothing
    assert not difference_sequence(35, 800, 5, 400).excludes_nothing


def test_the_expected_rise_is_that_of_a_cut_normal():
    """E(X) of a normal below c is -φ(c)/Φ(c); the second answer keeps ρ of it."""
    below = scipy_stats.truncnorm(-np.inf, -0.5).mean()
    assert expected_rise(6.5, mean=7.5, sd=2, correlation=0.4) == pytest.approx(-0.6 * below * 2)
    assert expected_rise(-60, mean=7.5, sd=2, correlation=0) == pytest.approx(67.5, rel=0.01)


def test_nobody_called_and_the_rise_is_as_expected():
    rng = np.random.default_rng(3)
    trait = rng.normal(0, np.sqrt(2), 20_000)
    first, second = (7.3 + trait + rng.normal(0, np.sqrt(2), 20_000) for _ in range(2))
    likeness = retest_correlation(first, second)
    assert likeness.low < 0.5 < likeness.high
    low = first <= 6.5
    found = rise_beyond(first[low], second[low], mean=7.3, sd=2.0, correlation=likeness)
    assert found.observed == pytest.approx(found.expected, abs=0.05)
    assert found.low < 0 < found.high
    called = rise_beyond(first[low], second[low] + 1, mean=7.3, sd=2.0, correlation=likeness)
    assert called.low < 1 < called.high


def test_fishers_interval_of_a_known_case():
    """r = .5 from 103 pairs: atanh(.5) ± 1.96/10 gives .340 to .632."""
    rng = np.random.default_rng(1)
    x, e = rng.normal(0, 1, 103), rng.normal(0, 1, 103)
    x = (x - x.mean()) / x.std()
    e = e - e.mean() - x * (e @ x) / 103
    found = retest_correlation(x, 0.5 * x + np.sqrt(0.75) * e / e.std())
    assert found.estimate == pytest.approx(0.5)
    assert (found.low, found.high) == pytest.approx((0.340, 0.632), abs=0.001)


def test_refusals():
    with pytest.raises(TooFew):
        confidence_sequence(0, 0)
    with pytest.raises(TooFew):
        difference_sequence(0, 5, 0, 0)
    with pytest.raises(Impossible):
        confidence_sequence(0, 5, lowest=3, highest=3)
    with pytest.raises(Impossible):
        confidence_sequence(0, 5, tuned_for=0)
    with pytest.raises(Impossible):
        expected_rise(6, mean=7, sd=0, correlation=0.5)
    with pytest.raises(TooFew, match="30 people"):
        retest_correlation([5] * 20, [6] * 20)
    with pytest.raises(TooFew, match="same answer"):
        retest_correlation([5] * 40, [6] * 40)
    with pytest.raises(Impossible, match="differ in length"):
        retest_correlation([5] * 40, [6] * 41)
    likeness = retest_correlation(list(range(10)) * 4, [0, 2, 1, 4, 3, 6, 5, 8, 7, 9] * 4)
    with pytest.raises(Impossible, match="below the cut"):
        rise_beyond([9] * 12, [9] * 12, mean=7, sd=2, correlation=likeness)
    with pytest.raises(TooFew, match="ten people"):
        rise_beyond([5] * 4, [6] * 4, mean=7, sd=2, correlation=likeness)
