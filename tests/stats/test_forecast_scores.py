"""Brier's score and sums to come: honest where all that is known came alike."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from emptychair.stats import Due, brier_gap, brier_score, expected_sum, nested_rates_of_counts

chance = st.floats(0, 1)
forecasts = st.integers(10, 60).flatmap(
    lambda n: st.tuples(
        st.lists(chance, min_size=n, max_size=n),
        st.lists(chance, min_size=n, max_size=n),
        st.lists(st.integers(0, 1), min_size=n, max_size=n),
    )
)


@given(forecasts, st.sampled_from([0.8, 0.95, 0.99]))
def test_the_score_lies_in_its_interval_and_more_certainty_is_wider(case, level):
    said, _other, came = case
    found, wider = brier_score(said, came, level=level), brier_score(said, came, level=0.999)
    assert 0 <= found.low <= found.score <= found.high <= 1
    assert wider.low <= found.low + 1e-9
    assert wider.high >= found.high - 1e-9


@given(forecasts)
def test_what_did_not_come_is_judged_as_what_came(case):
    said, _other, came = case
    found = brier_score(said, came)
    mirrored = brier_score(1 - np.array(said), 1 - np.array(came))
    assert (mirrored.score, mirrored.low, mirrored.high) == pytest.approx(
        (found.score, found.low, found.high), abs=1e-9
    )


@given(st.integers(10, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_of_those_called_certain_it_is_the_share_that_failed(case):
    """Then the score is a share, and its interval that of Agresti and Coull (1998)."""
    failed, n = case
    found = brier_score([1.0] * n, [0] * failed + [1] * (n - failed))
    low, high = proportion_confint(failed, n, method="agresti_coull")
    assert found.score == pytest.approx(failed / n)
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-9)


@given(st.integers(10, 300), st.floats(0.6, 1))
def test_where_all_came_what_would_have_failed_is_in_the_interval(n, said):
    found, later = brier_score([said] * n, [1] * n), brier_score([said] * (4 * n), [1] * (4 * n))
    missed = (1 - 0.05 ** (1 / n)) * said**2  # the rule of three: so many may have failed
    assert found.high > found.score + 0.5 * missed
    assert later.high - later.low < found.high - found.low


@given(forecasts)
def test_a_gap_is_that_of_the_scores_and_turns_round(case):
    said, other, came = case
    gap, back = brier_gap(said, other, came), brier_gap(other, said, came)
    scores = brier_score(said, came).score - brier_score(other, came).score
    assert gap.gap == pytest.approx(scores, abs=1e-9)
    assert (back.low, back.high) == pytest.approx((-gap.high, -gap.low), abs=1e-9)
    assert brier_gap(said, said, came).high == 0


@pytest.mark.parametrize(("n", "often"), [(10, 19), (20, 19), (50, 50), (10, 4)])
def test_in_made_up_worlds_the_true_score_is_in_nineteen_of_twenty_intervals(n, often):
    """Student's interval held it in 40 of 100 where nearly all came (n = 10, often = 19)."""
    rng = np.random.default_rng(n + often)
    held = 0
    for _world in range(800):
        said = rng.beta(often, 1, n)
        came = rng.random(n) < said
        true = (said * (1 - said) ** 2 + (1 - said) * said**2).mean()
        found = brier_score(said, came)
        held += found.low <= true <= found.high
    assert held / 800 > 0.93


@given(st.integers(20, 300), st.integers(1, 30))
def test_a_sum_of_which_all_came_before_has_a_width(known, due):
    rates = nested_rates_of_counts({("Team",): (known, known)})
    found = expected_sum([Due(rates, [("Team",)] * due, [100.0] * due)])
    rate = rates.rate(("Team",))
    assert found.low <= found.value <= found.high <= 100 * due
    assert found.value < 100 * due
    assert found.low < 100 * due * (1 - 0.5 * (1 - rate.low))


@pytest.mark.parametrize("happened", [0, 200_000])
def test_very_many_that_all_ended_alike_have_a_rate(happened):
    """What is left of so many must not be lost in rounding."""
    n = 200_000
    counts = {("Team", size): (happened, n) for size in ("small", "large")}
    rates = nested_rates_of_counts(counts)
    rate = rates.rate(("Team", "small"))
    assert rate.rate == pytest.approx(happened / n, abs=1e-4)
    assert 0 <= rate.low <= rate.high <= 1
    assert expected_sum([Due(rates, [("Team", "small")], [1.0])]).n == 1
