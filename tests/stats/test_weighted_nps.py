"""Weighted answers, and several answers of one company."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from emptychair.stats import Impossible, TooFew, nps, nps_weighted

answers = st.lists(
    st.tuples(st.sampled_from([-1, 0, 1]), st.floats(0.1, 10), st.integers(0, 8)),
    min_size=2,
    max_size=80,
)


def sample(n: int, seed: int = 1):
    rng = np.random.default_rng(seed)
    signs = rng.choice([-1.0, 0.0, 1.0], n, p=[0.2, 0.3, 0.5])
    return signs, rng.uniform(0.5, 4, n), rng.integers(0, n // 5, n)


def test_the_formula_of_the_page():
    signs, weights, _ = sample(300)
    estimate = nps_weighted(signs, weights, of="signs")
    mean = (weights * signs).sum() / weights.sum()
    squares = (weights**2 * (signs - mean) ** 2).sum()
    se = np.sqrt(300 / 299 * squares) / weights.sum()
    assert estimate.score == pytest.approx(100 * mean)
    assert estimate.se == pytest.approx(100 * se)
    assert estimate.n_eff == pytest.approx(weights.sum() ** 2 / (weights**2).sum())
    # At three hundred answers the added three no longer matter.
    wald = (100 * (mean - 1.96 * se), 100 * (mean + 1.96 * se))
    assert (estimate.low, estimate.high) == pytest.approx(wald, abs=0.5)


def test_standard_errors_agree_with_regression_on_a_constant():
    signs, weights, company = sample(200)
    model = sm.WLS(signs, np.ones(200), weights=weights)
    robust = model.fit(cov_type="HC1").bse[0]
    clustered = model.fit(cov_type="cluster", cov_kwds={"groups": company}).bse[0]
    assert nps_weighted(signs, weights, of="signs").se == pytest.approx(100 * robust)
    by_company = nps_weighted(signs, weights, of="signs", clusters=company)
    assert by_company.se == pytest.approx(100 * clustered)


def test_equal_weights_are_the_plain_score_but_for_one_degree_of_freedom():
    scores = [10] * 15 + [8] * 13 + [3] * 8
    weighted, plain = nps_weighted(scores, [2] * 36), nps(15, 13, 8)
    assert weighted.score == pytest.approx(plain.score)
    assert weighted.n_eff == pytest.approx(36)
    mean, n = (15 - 8) / 36, 36
    variance = 23 / n - mean**2
    assert weighted.se == pytest.approx(100 * np.sqrt(variance / n) * np.sqrt(n / (n - 1)))
    assert weighted.high - weighted.low == pytest.approx(
        (plain.high - plain.low) * np.sqrt(39 / 38), rel=0.005
    )
    assert (weighted.promoters, weighted.passives, weighted.detractors) == (15, 13, 8)
    assert (weighted.method, weighted.interval) == ("weighted", "adjusted-wald")


def test_one_company_that_answers_six_times_is_one_voice():
    scores = [10, 10, 10, 10, 10, 10, 3, 8, 9, 2]
    alone = nps_weighted(scores, [1] * 10)
    company = [*["Sakura"] * 6, "A", "B", "C", "D"]
    by_company = nps_weighted(scores, [1] * 10, clusters=company)
    assert by_company.score == alone.score
    assert by_company.n_eff < alone.n_eff
    assert by_company.high - by_company.low > alone.high - alone.low
    assert by_company.method == "clustered"


def test_companies_that_answer_alike_throughout_count_once_each():
    scores = np.repeat([10, 3, 8, 9, 2, 10, 9, 7], 10)
    estimate = nps_weighted(scores, np.ones(80), clusters=np.repeat(np.arange(8), 10))
    assert estimate.n_eff == pytest.approx(7)


def test_everybody_alike_is_no_certainty():
    estimate = nps_weighted([10] * 40, [1, 2] * 20)
    assert estimate.score == estimate.high == 100
    assert estimate.low < 85
    assert estimate.interval == "score"
    by_company = nps_weighted([10] * 40, [1] * 40, clusters=[0, 1] * 20)
    assert by_company.n_eff == pytest.approx(2)
    assert by_company.low < 0, "two companies prove nothing, however many answers they sent"


def test_companies_that_cancel_out_do_not_make_an_interval_of_no_width():
    estimate = nps_weighted([10, 3, 8, 9] * 15, [1] * 60, clusters=np.repeat(np.arange(15), 4))
    assert estimate.se == pytest.approx(0, abs=1e-9)
    assert estimate.n_eff == pytest.approx(60)
    assert estimate.high - estimate.low > 30


def test_an_answer_of_no_weight_was_not_heard():
    with_it, without = (
        nps_weighted([10, 3, 8, 0], [1, 2, 3, 0]),
        nps_weighted([10, 3, 8], [1, 2, 3]),
    )
    assert with_it == without


@given(answers, st.sampled_from([1e-200, 0.5, 3, 1e200]))
def test_the_scale_of_the_weights_does_not_matter(drawn, factor):
    signs, weights, _ = map(np.array, zip(*drawn, strict=True))
    one = nps_weighted(signs, weights, of="signs")
    other = nps_weighted(signs, weights * factor, of="signs")
    for name in ("score", "low", "high", "n_eff", "se"):
        assert getattr(one, name) == pytest.approx(getattr(other, name), abs=1e-6)


@given(answers)
def test_clusters_of_one_have_the_unclustered_standard_error(drawn):
    signs, weights, _ = map(np.array, zip(*drawn, strict=True))
    alone = nps_weighted(signs, weights, of="signs")
    clustered = nps_weighted(signs, weights, of="signs", clusters=range(len(signs)))
    assert (clustered.score, clustered.se, clustered.n_eff) == (alone.score, alone.se, alone.n_eff)
    assert clustered.low <= alone.low + 1e-9
    assert clustered.high >= alone.high - 1e-9


@given(answers, st.booleans())
def test_weighted_limits_hold_the_order_and_the_scale(drawn, by_company):
    signs, weights, company = map(np.array, zip(*drawn, strict=True))
    if by_company and len(set(company)) < 2:
        return
    clusters = company if by_company else None
    estimate = nps_weighted(signs, weights, of="signs", clusters=clusters)
    assert -100 <= estimate.low < estimate.high <= 100
    assert 1 - 1e-9 <= estimate.n_eff <= estimate.n + 1e-9


def test_the_interval_covers_in_small_skewed_and_clustered_samples():
    rng = np.random.default_rng(7)
    for p in ([0.2, 0.3, 0.5], [0.05, 0.1, 0.85]):
        truth = 100 * (p[2] - p[0])
        held = 0
        for _ in range(600):
            own = rng.choice([-1, 0, 1], (12, 8), p=p)
            boss = rng.choice([-1, 0, 1], (12, 1), p=p)
            signs = np.where(rng.random((12, 8)) < 0.5, boss, own).ravel()
            estimate = nps_weighted(
                signs, np.ones(96), of="signs", clusters=np.repeat(range(12), 8)
            )
            held += estimate.low <= truth <= estimate.high
        assert held / 600 > 0.925


def test_one_person_or_one_company_is_refused():
    with pytest.raises(TooFew, match="at least two"):
        nps_weighted([9], [1])
    with pytest.raises(TooFew, match="at least two"):
        nps_weighted([9, 9, 9], [1, 1, 1], clusters=["A"] * 3)
    with pytest.raises(TooFew):
        nps_weighted([], [])


@pytest.mark.parametrize(
    ("weights", "reason"),
    [([1, 1], "one weight"), ([1, -1, 1], "zero or more"), ([0, 0, 0], "not all of them zero")],
)
def test_weights_that_are_none_are_refused(weights, reason):
    with pytest.raises(Impossible, match=reason):
        nps_weighted([1, 2, 3], weights)


def test_signs_given_as_scores_are_refused_and_the_other_way_round():
    with pytest.raises(Impossible, match="0 to 10"):
        nps_weighted([-1, 0, 1], [1, 1, 1])
    with pytest.raises(Impossible, match="Signs are"):
        nps_weighted([9, 0, 1], [1, 1, 1], of="signs")


def test_each_answer_needs_its_company():
    with pytest.raises(Impossible, match="one cluster"):
        nps_weighted([9, 8, 7], [1, 1, 1], clusters=["A", "B"])
