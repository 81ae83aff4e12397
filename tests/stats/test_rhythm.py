"""One normal gap in twenty is past the 95th percentile; the others' rates are found again."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emptychair.stats import Impossible, TooFew
from emptychair.stats.exposure import events_against
from emptychair.stats.rhythm import OWN_ONLY, Rhythm, false_flags, fit_rhythm, week_factors


def test_one_gap_in_twenty_is_past_the_95th_percentile_gap_by_gap():
    rng = np.random.default_rng(20261122)
    rates = rng.gamma(2.0, 1 / 30, 20_000)
    past = rng.exponential(1 / rates[:, None], (20_000, 4))
    now = rng.exponential(1 / rates)
    known = Rhythm(2.0, 30.0, 0.0, 20_000)
    found = known.percentile(np.full(20_000, 4), past.sum(1), now)
    assert (found > 0.95).mean() == pytest.approx(0.05, abs=0.005)
    assert (found > 0.5).mean() == pytest.approx(0.5, abs=0.012)


def test_on_a_fixed_day_own_gaps_alone_flag_one_in_twenty():
    rng = np.random.default_rng(5)
    rates, seen = rng.gamma(1.2, 1 / 20, 20_000), rng.uniform(60, 700, 20_000)
    count = rng.poisson(rates * seen)
    last = np.where(count > 0, seen * rng.beta(np.maximum(count, 1), 1), 0)
    some = count >= 2
    found = OWN_ONLY.percentile(count[some], last[some], (seen - last)[some])
    assert (found > 0.95).mean() == pytest.approx(0.05, abs=0.006)


def test_rates_of_a_made_up_market_are_found_again():
    rng = np.random.default_rng(3)
    rates = rng.gamma(2.5, 1 / 40, 5_000)
    gaps = rng.integers(1, 12, 5_000)
    spent = np.array(
        [rng.exponential(1 / one, n).sum() for one, n in zip(rates, gaps, strict=True)]
    )
    found = fit_rhythm(gaps, spent)
    assert (found.r, found.alpha) == pytest.approx((2.5, 40), rel=0.1)
    assert found.customers == 5_000


def test_the_expected_gap_lies_between_the_own_and_that_of_the_others():
    known = Rhythm(3.0, 60.0, 0.0, 400)
    own = known.expected_gap([0, 2, 200], [0, 200, 20_000])
    assert known.usual == pytest.approx(own[0]) == pytest.approx(30)
    assert 30 < own[1] < 100
    assert own[2] == pytest.approx(100, rel=0.02)


@settings(max_examples=80, deadline=None)
@given(k=st.integers(1, 300), spent=st.floats(1, 5_000), gap=st.floats(0, 5_000))
def test_percentiles_rise_with_the_gap_and_agree_with_the_longest_usual_one(k, spent, gap):
    for known in (OWN_ONLY, Rhythm(1.5, 20.0, 0.0, 100)):
        one, more = known.percentile(k, spent, [gap, gap + 1])
        assert 0 <= one <= more <= 1
        longest = known.longest_usual_gap(k, spent)[0]
        assert known.percentile(k, spent, longest)[0] == pytest.approx(0.95, abs=1e-6)


def test_expected_false_flags_are_near_the_true_ones():
    rng = np.random.default_rng(11)
    normal, gone = rng.random(4_000), 1 - rng.random(400) / 500
    found = false_flags(np.concatenate([normal, gone]))
    assert found.expected == pytest.approx(float((normal >= 0.95).sum()), rel=0.15)
    assert found.share == pytest.approx(1 / 3, abs=0.06)
    assert found.each[4_000:].mean() < 0.2


def test_where_nobody_is_gone_all_flags_are_false():
    found = false_flags(np.linspace(0, 1, 1_001))
    assert found.share == pytest.approx(1, abs=0.05)
    assert false_flags([]).share == 0
    assert false_flags([np.nan, 0.2]).flagged == 0


def test_only_weeks_beyond_the_usual_scatter_count_for_less():
    rng = np.random.default_rng(2)
    usual = rng.poisson(200, 52).astype(float)
    assert (week_factors(usual) == 1).mean() > 0.95
    usual[20], usual[51] = 20, 0
    factors = week_factors(usual)
    assert factors[20] == pytest.approx(0.1, abs=0.02)
    assert factors[51] == 0
    assert week_factors([1, 0, 2, 1]).tolist() == [1, 1, 1, 1]  # too few signs to judge a week


def test_what_cannot_be_is_refused():
    with pytest.raises(TooFew, match="30 customers with two gaps"):
        fit_rhythm([5] * 29, [10.0] * 29)
    with pytest.raises(Impossible, match="take time"):
        fit_rhythm([3], [0.0])
    with pytest.raises(Impossible, match="whole numbers"):
        OWN_ONLY.percentile(1.5, 3, 4)
    with pytest.raises(Impossible, match="not shorter"):
        OWN_ONLY.percentile(3, 3, -1)
    with pytest.raises(Impossible, match="blank"):
        OWN_ONLY.expected_gap(np.nan, 1)
    with pytest.raises(Impossible, match="between 0 and 1"):
        false_flags([1.2])
    with pytest.raises(Impossible, match="from nothing"):
        week_factors([-1])


def test_equal_rates_are_within_chance_as_often_as_they_should_be():
    rng = np.random.default_rng(8)
    found = [
        events_against(int(a), 60, int(b), 360).p_value
        for a, b in zip(rng.poisson(7, 400), rng.poisson(42, 400), strict=True)
    ]
    assert np.mean(np.array(found) < 0.05) < 0.06
    with pytest.raises(Impossible):
        events_against(1, 0, 1, 10)
