"""Repeat purchase: the CDNOW sample as published, parameters found again, and what is refused."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from emptychair.stats import (
    BgNbd,
    GammaGamma,
    Impossible,
    ParetoNbd,
    TooFew,
    fit_bg_nbd,
    fit_gamma_gamma,
    fit_pareto_nbd,
)
from emptychair.stats.repeat import pareto_nbd

DATA = Path(__file__).parent / "data"
# Fader, Hardie and Lee (2005), Marketing Science 24, table 2.
PUBLISHED = BgNbd(0.243, 4.414, 0.793, 2.426, -9582.4, 2357)
PARETO = ParetoNbd(0.553, 10.578, 0.606, 11.669, -9595.0, 2357)


@pytest.fixture(scope="module")
def cdnow():
    table = np.genfromtxt(DATA / "cdnow_summary.csv", delimiter=",", names=True)
    return table["frequency"], table["recency"], table["T"]


def test_bg_nbd_of_cdnow_is_the_published_one(cdnow):
    model = fit_bg_nbd(*cdnow)
    found = (model.r, model.alpha, model.a, model.b)
    assert found == pytest.approx((0.243, 4.414, 0.793, 2.426), abs=1.5e-3)
    assert model.log_likelihood == pytest.approx(-9582.429, abs=0.01)
    assert model.customers == 2357


def test_pareto_nbd_of_cdnow_is_the_published_one(cdnow):
    model = fit_pareto_nbd(*cdnow)
    found = (model.r, model.alpha, model.s, model.beta)
    assert found == pytest.approx((0.553, 10.578, 0.606, 11.669), abs=2e-3)
    assert model.log_likelihood == pytest.approx(-9594.976, abs=0.01)


def test_gamma_gamma_of_cdnow_is_the_published_one():
    table = np.genfromtxt(DATA / "cdnow_spend.csv", delimiter=",", names=True)
    model = fit_gamma_gamma(table["frequency"], table["spend"])
    # Fader and Hardie (2013), note 25: p = 6.25, q = 3.74, gamma = 15.44.
    assert (model.p, model.q, model.v) == pytest.approx((6.25, 3.74, 15.44), abs=0.01)
    assert model.customers == 946
    assert model.usual == pytest.approx(35.2, abs=0.1)


def test_the_published_customer_buys_1_226_times_more():
    assert PUBLISHED.expected_purchases(39, 2, 30.43, 38.86)[0] == pytest.approx(1.226, abs=5e-4)


def test_a_loyal_customer_of_cdnow_as_in_the_vignette_of_btyd():
    # x = 26, t.x = 30.86, T.cal = 31: P(alive) .9979, and 25.46 purchases in 52 weeks (Pareto/NBD).
    assert PARETO.p_alive(26, 30.86, 31)[0] == pytest.approx(0.9979, abs=1e-4)
    assert PARETO.expected_purchases(52, 26, 30.86, 31)[0] == pytest.approx(25.46, abs=0.02)


def test_one_time_buyers_are_alive_for_bg_nbd_only():
    assert PUBLISHED.p_alive(0, 0, [1, 50, 500]).tolist() == [1, 1, 1]
    falling = PARETO.p_alive(0, 0, [1, 50, 500])
    assert falling[0] > falling[1] > falling[2] > 0


def test_parameters_of_a_made_up_market_are_found_again():
    rng = np.random.default_rng(20261122)
    n, r, alpha, s, beta = 6000, 0.8, 6.0, 0.7, 15.0
    rate, stop = rng.gamma(r, 1 / alpha, n), rng.gamma(s, 1 / beta, n)
    seen = rng.uniform(40, 80, n)
    lives = np.minimum(rng.exponential(1 / stop), seen)
    x = rng.poisson(rate * lives)
    last = np.where(x > 0, lives * rng.beta(np.maximum(x, 1), 1), 0)
    model = fit_pareto_nbd(x, last, seen)
    assert (model.r, model.alpha) == pytest.approx((r, alpha), rel=0.15)
    assert (model.s, model.beta) == pytest.approx((s, beta), rel=0.3)
    assert float(model.p_alive(x, last, seen).mean()) == pytest.approx(
        float((lives >= seen).mean()), abs=0.03
    )


def test_one_usual_gap_in_twenty_is_longer_than_the_longest_usual_one():
    rng = np.random.default_rng(5)
    x, last = 7, 40.0
    rates = rng.gamma(PARETO.r + x, 1 / (PARETO.alpha + last), 200_000)
    gaps = rng.exponential(1 / rates)
    assert (gaps > PARETO.longest_usual_gap([x], [last])[0]).mean() == pytest.approx(0.05, abs=3e-3)


@settings(max_examples=60, deadline=None)
@given(x=st.integers(1, 200), share=st.floats(0.01, 1), age=st.floats(0.5, 400))
def test_chances_lie_between_nothing_and_one(x, share, age):
    for model in (PUBLISHED, PARETO):
        chance = float(model.p_alive(x, share * age, age)[0])
        assert 0 <= chance <= 1
        assert float(model.expected_purchases(10, x, share * age, age)[0]) >= 0
    assert float(PARETO.p_alive(x, age, age)[0]) == pytest.approx(1)


def test_the_expected_spend_lies_between_the_usual_and_the_own_mean():
    model = GammaGamma(6.25, 3.74, 15.44, 0.0, 946)
    found = model.expected_spend([1, 10, 1000], 100)
    assert 35.2 < found[0] < found[1] < found[2] < 100
    assert model.expected_spend(0, 0)[0] == pytest.approx(model.usual)
    assert GammaGamma(2, 0.9, 5, 0.0, 50).usual is None


@pytest.mark.parametrize("fit", [fit_bg_nbd, fit_pareto_nbd])
def test_histories_that_cannot_be_are_refused(fit):
    with pytest.raises(TooFew, match="100 customers"):
        fit([1] * 99, [2.0] * 99, [9.0] * 99)
    with pytest.raises(TooFew, match="30 of whom bought again"):
        fit([0] * 500, [0] * 500, [9.0] * 500)
    with pytest.raises(Impossible, match="lies between"):
        fit([1], [10.0], [9.0])
    with pytest.raises(Impossible, match="whole numbers"):
        fit([1.5], [3.0], [9.0])
    with pytest.raises(Impossible, match="blank"):
        fit([1], [np.nan], [9.0])


def test_buyers_who_are_all_alike_tell_no_parameters():
    with pytest.raises(Impossible, match="do not tell"):
        fit_pareto_nbd([5] * 200, [9.0] * 200, [9.0] * 200)


def test_spending_is_refused_for_few_and_for_free_purchases():
    with pytest.raises(TooFew):
        fit_gamma_gamma([1] * 29, [10.0] * 29)
    with pytest.raises(Impossible, match="free ones"):
        fit_gamma_gamma([1] * 40, [0.0] * 40)
    with pytest.raises(Impossible, match="ahead"):
        PARETO.expected_purchases(-1, 1, 2, 3)


def alike_in_stopping(n=400):
    """Buyers with rates of their own, who stop after times that are less apart than of one rate."""
    rng = np.random.default_rng(45)
    seen = rng.uniform(40, 150, n).round(1)
    lives = np.minimum(100 * rng.weibull(1.3, n), seen)
    x = rng.poisson(rng.gamma(3.5, 1 / 28, n) * lives)
    return x, np.where(x > 0, lives * rng.beta(np.maximum(x, 1), 1), 0), seen


def test_a_market_in_which_all_stop_alike_is_told_without_a_long_search(monkeypatch):
    asked, inside = [], pareto_nbd._log_likelihood
    monkeypatch.setattr(
        pareto_nbd, "_log_likelihood", lambda four, seen: asked.append(1) or inside(four, seen)
    )
    x, last, seen = alike_in_stopping()
    model = fit_pareto_nbd(x, last, seen)
    assert len(asked) < 2_000  # a search along the ridge asked 5,000 to 8,000 times
    assert model.s > 100
    assert model.s / model.beta == pytest.approx(1 / 92, rel=0.25)  # the mean life is 92 weeks
    assert (model.r, model.alpha) == pytest.approx((3.5, 28), rel=0.25)
    further = replace(model, s=4 * model.s, beta=4 * model.beta)
    assert further.p_alive(x, last, seen) == pytest.approx(model.p_alive(x, last, seen), abs=0.01)


@pytest.mark.parametrize("pair", [(0, 1), (2, 3)])
def test_the_integral_by_parts_is_that_of_the_hypergeometric_function(pair):
    x, last, seen = alike_in_stopping()
    four = np.array([3.9, 31.0, 3.0, 900.0])
    four[list(pair)] *= 4
    closed = pareto_nbd._log_gone_closed(tuple(four), x, last, seen)
    by_parts = pareto_nbd._log_gone_by_parts(tuple(four), x, last, seen)
    assert by_parts == pytest.approx(closed, abs=1e-9)


def test_chances_are_told_where_the_hypergeometric_function_is_beyond_floating_point():
    alike = ParetoNbd(3.9, 31.0, 6_000.0, 600_000.0, 0.0, 400)
    x, last, seen = alike_in_stopping()
    chances = alike.p_alive(x, last, seen)
    assert ((chances >= 0) & (chances <= 1)).all()  # where all stop at .01 a week:
    gone = [
        0.01 * quad(lambda t, one=one: np.exp(-0.01 * t) * ((31 + t) / 31) ** -(3.9 + one[0]),
                    one[1], one[2])[0]
        for one in zip(x, last, seen, strict=True)
    ]  # fmt: skip
    alive = np.exp(-0.01 * seen) * ((31 + seen) / 31) ** -(3.9 + x)
    assert chances == pytest.approx(alive / (alive + gone), abs=2e-3)
