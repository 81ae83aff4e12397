"""A random hold-out: plain, relieved of what was known before, and drawn by company."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from emptychair.stats import (
    Impossible,
    TooFew,
    differences_smallest_effect,
    holdout_effect,
    holdout_smallest_effect,
    nps_points,
    smallest_effect,
)


def made(seed: int, n: int = 60):
    rng = np.random.default_rng(seed)
    before = rng.normal(0, 10, n)
    treated = rng.permutation(np.repeat([1, 0], n // 2))
    return before + rng.normal(5, 6, n) + 4 * treated, treated, before


def test_without_a_value_before_it_is_welchs_test():
    y, treated, _ = made(1)
    found = holdout_effect(y, treated)
    welch = scipy_stats.ttest_ind(y[treated == 1], y[treated == 0], equal_var=False)
    assert found.p_value == pytest.approx(welch.pvalue)
    assert (found.low, found.high) == pytest.approx(tuple(welch.confidence_interval()))
    assert (found.n, found.n_treated) == (60, 30)


def test_theta_is_the_covariance_over_the_variance_within_the_arms():
    y, treated, before = made(2)
    found = holdout_effect(y, treated, before=before)
    within = before - np.where(treated, before[treated == 1].mean(), before[treated == 0].mean())
    theta = np.cov(within, y)[0, 1] / within.var(ddof=1)
    relieved = holdout_effect(y - theta * before, treated)
    assert found.estimate == pytest.approx(relieved.estimate)
    assert found.se == pytest.approx(relieved.se)
    assert found.se < 0.7 * holdout_effect(y, treated).se


def test_who_has_no_value_before_stays_and_changes_nothing_when_nobody_has_one():
    y, treated, before = made(3)
    nobody = holdout_effect(y, treated, before=np.full(60, np.nan))
    assert nobody.estimate == pytest.approx(holdout_effect(y, treated).estimate)
    some = holdout_effect(y, treated, before=np.where(np.arange(60) % 3, before, np.nan))
    assert some.n == 60
    assert some.se < nobody.se


@given(st.integers(0, 1000), st.floats(-50, 50), st.floats(0.1, 10))
def test_moving_or_stretching_the_outcome_moves_nothing_but_the_unit(seed, shift, factor):
    y, treated, before = made(seed, 30)
    found = holdout_effect(y, treated, before=before)
    other = holdout_effect(shift + factor * y, treated, before=before)
    assert other.estimate == pytest.approx(factor * found.estimate)
    assert other.high - other.low == pytest.approx(factor * (found.high - found.low))


@given(st.integers(0, 1000))
def test_the_other_arm_sees_the_opposite(seed):
    y, treated, before = made(seed, 30)
    found, other = (holdout_effect(y, arm, before=before) for arm in (treated, 1 - treated))
    assert (other.low, other.high) == pytest.approx((-found.high, -found.low))


def test_companies_drawn_whole_are_what_varies():
    rng = np.random.default_rng(4)
    company = np.repeat(np.arange(24), 5)
    treated = (company % 2).astype(int)
    y = rng.normal(0, 20, 24)[company] + rng.normal(0, 5, 120)
    alone, drawn = holdout_effect(y, treated), holdout_effect(y, treated, clusters=company)
    means = np.bincount(company, y) / 5
    of_means = holdout_effect(means, np.arange(24) % 2)
    assert drawn.estimate == pytest.approx(of_means.estimate)
    assert drawn.se == pytest.approx(of_means.se)  # alike sizes: the t-test of company means
    assert drawn.se > 1.5 * alone.se
    assert drawn.clusters == 24


def test_a_lopsided_draw_and_arms_that_differed_before_are_told():
    y, treated, before = made(5)
    skewed = holdout_effect(y, treated, before=before + 30 * treated, planned_share=0.9)
    assert [check.code for check in skewed.checks] == ["alike-before.broken", "as-drawn.broken"]
    assert not skewed.sound
    assert holdout_effect(y, treated, before=before, planned_share=0.5).sound


def test_refusals():
    y, treated, _ = made(6)
    with pytest.raises(TooFew, match="at least 10"):
        holdout_effect(y[:12], [1, 0] * 6)
    with pytest.raises(TooFew, match="same in every row"):
        holdout_effect(y, np.ones(60))
    with pytest.raises(TooFew, match="answered alike"):
        holdout_effect(np.full(60, 100.0), treated)
    with pytest.raises(Impossible, match="one arm only"):
        holdout_effect(y, treated, clusters=np.arange(60) // 30)
    with pytest.raises(Impossible, match="gap"):
        holdout_effect(np.append(y[:-1], np.nan), treated)
    with pytest.raises(Impossible, match="yes or no"):
        holdout_effect(y, treated + 1)


def test_points_count_promoters_and_detractors():
    assert nps_points([0, 6, 7, 8, 9, 10]).tolist() == [-100, -100, 0, 0, 100, 100]


def test_smallest_effects_are_seen_in_eighty_of_a_hundred():
    """By the power of the two-sample t-test itself (noncentral t)."""
    effect = holdout_smallest_effect(60, 60, sd=77.5)
    ncp = effect / (77.5 * np.sqrt(2 / 60))
    power = 1 - scipy_stats.nct.cdf(scipy_stats.t.ppf(0.975, 118), 118, ncp)
    assert power == pytest.approx(0.8, abs=0.01)
    assert holdout_smallest_effect(60, 60, correlation=0.6) == pytest.approx(
        0.8 * holdout_smallest_effect(60, 60)
    )
    assert smallest_effect(1.0) == pytest.approx(2.8016, abs=1e-4)
    wide = differences_smallest_effect(3, 3, answers=20)
    assert wide > 2 * differences_smallest_effect(12, 12, answers=20)
    for call in (
        lambda: smallest_effect(0),
        lambda: smallest_effect(1, power=0.3),
        lambda: holdout_smallest_effect(5, 5, correlation=1),
        lambda: differences_smallest_effect(2, 2, answers=0),
    ):
        with pytest.raises(Impossible):
            call()
    with pytest.raises(TooFew):
        holdout_smallest_effect(1, 5)
    with pytest.raises(TooFew):
        differences_smallest_effect(1, 5, answers=9)
