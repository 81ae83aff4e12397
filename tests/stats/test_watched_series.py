"""Series that are looked at again and again keep their promise."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, nbinom

from emptychair.stats import Impossible, TooFew, confidence_sequence
from emptychair.stats.effects.anytime import _kappa
from emptychair.stats.series import (
    Moments,
    change_evidence,
    dispersion_of,
    evidence_of_starts,
    ewma_chart,
    ewma_run_length,
    ewma_width,
    moments,
    unusual_count,
    watched_change,
)

# -- a mean that changed


@given(n=st.integers(1, 20_000), tuned=st.integers(20, 5_000))
def test_against_a_level_known_for_sure_it_is_the_confidence_sequence(n, tuned):
    """With a reference of endless length and the spread of a bounded answer both are one formula
    (Howard, Ramdas, McAuliffe and Sekhon 2021)."""
    known, new = Moments(1e18, 0.0, 1e18 * 1e4), Moments(n, 0.0, n * 1e4)
    typical = _kappa(tuned, 0.95) ** -0.5
    told = watched_change(known, new, least_spread=100, typical=typical)
    bounds = confidence_sequence(0, n, tuned_for=tuned)
    assert min(100, told.high) == pytest.approx(bounds.high, rel=1e-6)
    assert max(-100, told.low) == pytest.approx(bounds.low, rel=1e-6)


@given(
    before=st.lists(st.sampled_from([-100, 0, 100]), min_size=5, max_size=60),
    after=st.lists(st.sampled_from([-100, 0, 100]), min_size=5, max_size=60),
    level=st.sampled_from([0.9, 0.95, 0.999]),
)
def test_the_bounds_leave_no_change_out_when_the_evidence_passes_one_over_alpha(
    before, after, level
):
    told = watched_change(moments(before), moments(after), least_spread=40, level=level)
    excluded = not told.low <= 0 <= told.high
    assert excluded == (told.evidence > math.log(1 / (1 - level)))
    other = watched_change(moments(after), moments(before), least_spread=40, level=level)
    assert other.estimate == pytest.approx(-told.estimate)
    assert other.evidence == pytest.approx(told.evidence)


def test_without_a_change_the_evidence_is_expected_to_stay_at_one_however_often_one_looks():
    chance = np.random.default_rng(3)
    values = chance.normal(0, 75, (4_000, 900))
    sums, squares = values.cumsum(axis=1), (values**2).cumsum(axis=1)
    highest = np.full(4_000, -np.inf)
    for n in range(20, 601, 10):
        before = Moments(300, sums[:, 299], squares[:, 299])
        after = Moments(n, sums[:, 299 + n] - sums[:, 299], squares[:, 299 + n] - squares[:, 299])
        evidence = change_evidence(before, after)
        highest = np.maximum(highest, evidence)
    assert np.exp(evidence).mean() == pytest.approx(1, abs=0.15)
    for alpha in (0.2, 0.05):
        assert (highest > math.log(1 / alpha)).mean() <= alpha


def test_several_possible_days_share_the_evidence():
    assert evidence_of_starts([[0.0, 0.0]], starts=2) == pytest.approx([0.0])
    assert evidence_of_starts([[5.0, -np.inf]], starts=2) == pytest.approx([5 - math.log(2)])
    assert evidence_of_starts([[-np.inf]], starts=52)[0] == -np.inf
    assert evidence_of_starts(np.empty((3, 0)), starts=52).tolist() == [-np.inf] * 3
    with pytest.raises(Impossible):
        evidence_of_starts([[1.0, 2.0]], starts=1)


def test_a_change_needs_answers_on_both_sides():
    some, none = moments([0, 100]), moments([])
    assert change_evidence(some, none) == 0.0
    with pytest.raises(TooFew):
        watched_change(none, some)
    with pytest.raises(Impossible):
        change_evidence(some, some, typical=0)


# -- a share that drifts


@pytest.mark.parametrize(
    ("weight", "width", "lengths"),
    [
        (0.40, 3.054, {0: 500, 0.5: 71.2, 1: 14.3, 2: 3.5, 3: 2.0}),
        (0.25, 2.998, {0: 500, 0.5: 48.2, 1: 11.1, 2: 3.6, 3: 2.3}),
        (0.20, 2.962, {0: 500, 0.5: 41.8, 1: 10.5, 2: 3.7, 3: 2.4}),
        (0.10, 2.814, {0: 500, 0.5: 31.3, 1: 10.3, 2: 4.4, 3: 2.9}),
        (0.05, 2.615, {0: 500, 0.5: 28.8, 1: 11.4, 2: 5.2, 3: 3.5}),
    ],
)
def test_run_lengths_are_those_that_lucas_and_saccucci_published(weight, width, lengths):
    """Technometrics 32 (1990); as table 9.11 of Montgomery, Statistical Quality Control."""
    for shift, length in lengths.items():
        found = ewma_run_length(weight, width, float(shift))
        assert found == pytest.approx(length, rel=0.003, abs=0.06)
    assert ewma_width(weight, 500.0) == pytest.approx(width, abs=0.001)


def test_limits_are_those_of_the_formula_when_all_periods_have_the_same_answers():
    points = ewma_chart([30] * 12, [100] * 12, usual=0.3, weight=0.2, width=3.0)
    for period, point in enumerate(points, start=1):
        spread = math.sqrt(0.3 * 0.7 / 100)
        half = 3 * spread * math.sqrt(0.2 / 1.8 * (1 - 0.8 ** (2 * period)))
        assert point.high == pytest.approx(0.3 + half)
        assert point.low == pytest.approx(0.3 - half)
        assert point.value == pytest.approx(0.3)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=20))
def test_an_empty_period_changes_nothing_and_an_uncertain_usual_share_widens(pairs):
    counts = [min(pair) for pair in pairs]
    n = [max(pair) for pair in pairs]
    plain = ewma_chart(counts, n, usual=0.4)
    empty = ewma_chart([*counts, 0], [*n, 0], usual=0.4)
    assert empty[-1] == plain[-1]
    wide = ewma_chart(counts, n, usual=0.4, known_from=50)
    assert wide[-1].high >= plain[-1].high
    assert 0 <= plain[-1].low <= plain[-1].high <= 1
    assert plain[-1].tail <= 1


def test_charts_refuse_what_is_no_share():
    for arguments in (
        {"counts": [2], "n": [1], "usual": 0.5},
        {"counts": [1], "n": [1, 2], "usual": 0.5},
        {"counts": [1], "n": [2], "usual": 1.5},
        {"counts": [1], "n": [2], "usual": 0.5, "weight": 0.0},
    ):
        with pytest.raises(Impossible):
            ewma_chart(**arguments)
    with pytest.raises(Impossible):
        ewma_run_length(0.2, 0.0)
    with pytest.raises(TooFew):
        ewma_width(0.2, 1.0)


# -- a day out of the ordinary


@given(
    now=st.integers(0, 60),
    before=st.lists(st.integers(0, 30), min_size=4, max_size=20),
)
def test_poisson_counts_are_tested_exactly(now, before):
    found = unusual_count(now, before)
    whole, share = now + sum(before), 1 / (len(before) + 1)
    assert found.p_more == pytest.approx(binom.sf(now - 1, whole, share), abs=1e-12)
    assert found.p_fewer == pytest.approx(binom.cdf(now, whole, share), abs=1e-12)


def test_counts_that_vary_more_are_negative_binomial():
    before = [4, 9, 2, 11, 0, 7, 3, 12]
    found = unusual_count(14, before, dispersion=0.4)
    variance = (6 + 0.4 * 36) * (1 + 1 / 8)
    size = 36 / (variance - 6)
    assert found.usual == 6
    assert found.p_more == pytest.approx(nbinom.sf(13, size, size / (size + 6)))
    assert found.p_fewer == pytest.approx(nbinom.cdf(14, size, size / (size + 6)))
    assert found.p_more > unusual_count(14, before).p_more


def test_dispersion_is_found_again_and_leans_to_the_safe_side():
    chance = np.random.default_rng(5)
    counts = chance.negative_binomial(1 / 0.5, 1 / (1 + 0.5 * 8), (200, 12, 7))
    told = dispersion_of(counts)
    assert 0.5 < told.mean() < 0.9
    assert dispersion_of(np.zeros((12, 7))) == 0
    plain = dispersion_of(chance.poisson(8, (200, 12, 7)))
    assert 0 < plain.mean() < 0.1


def test_a_weekday_needs_four_of_its_kind():
    with pytest.raises(TooFew):
        unusual_count(3, [1, 2, 3])
    with pytest.raises(Impossible):
        unusual_count(-1, [1, 2, 3, 4])
    with pytest.raises(TooFew):
        dispersion_of(np.zeros((3, 7)))
