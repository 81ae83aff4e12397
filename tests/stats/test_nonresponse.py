"""Weights for those who did not answer: margins met, compared with samplics, and refusals."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emptychair.stats import (
    Impossible,
    TooFew,
    heard_share,
    late_answers,
    nps_difference,
    rake,
    response_propensity,
)

PLANS = {"small": 600.0, "team": 300.0, "large": 100.0}
REGIONS = {"east": 550.0, "west": 450.0}


def sample(seed, n=400):
    rng = np.random.default_rng(seed)
    plans = rng.choice(list(PLANS), n, p=(0.3, 0.4, 0.3)).tolist()
    regions = rng.choice(list(REGIONS), n, p=(0.7, 0.3)).tolist()
    return plans, regions


def test_raked_weights_are_those_of_samplics():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from samplics.weighting import SampleWeight

    plans, regions = sample(3)
    raked = rake({"plan": plans, "region": regions}, {"plan": PLANS, "region": REGIONS})
    theirs = SampleWeight().rake(
        samp_weight=np.ones(400),
        margins={"plan": plans, "region": regions},
        control={"plan": PLANS, "region": REGIONS},
        tol=1e-12,
        ctrl_tol=1e-12,
        max_iter=1000,
    )
    assert raked.weights == pytest.approx(theirs, rel=1e-6)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_every_margin_is_met_and_no_weight_is_too_large(seed):
    plans, regions = sample(seed)
    raked = rake({"plan": plans, "region": regions}, {"plan": PLANS, "region": REGIONS})
    for groups, totals in ((plans, PLANS), (regions, REGIONS)):
        for name, total in totals.items():
            held = raked.weights[[each == name for each in groups]].sum()
            assert held == pytest.approx(total, rel=1e-8)
    assert (raked.weights > 0).all()
    assert raked.weights.max() <= 5 * raked.weights.mean() * (1 + 1e-8)
    assert raked.design_effect >= 1
    assert raked.n_eff == pytest.approx(400 / raked.design_effect)


def test_one_margin_is_plain_division():
    raked = rake({"plan": ["a"] * 3 + ["b"]}, {"plan": {"a": 30, "b": 20}})
    assert raked.weights.tolist() == pytest.approx([10, 10, 10, 20])


def test_a_weight_of_five_times_the_mean_is_the_largest_and_the_gap_is_told():
    raked = rake({"plan": ["a"] * 2 + ["b"] * 98}, {"plan": {"a": 900, "b": 100}})
    assert raked.weights.max() == pytest.approx(50)
    assert raked.weights.sum() == pytest.approx(1000)
    assert raked.trimmed == 2
    assert raked.gap == pytest.approx(0.8)


def test_a_trimmed_weight_leaves_its_margin_met_where_others_can_take_it_over():
    raked = rake(
        {"plan": ["a"] * 10 + ["b"] * 10}, {"plan": {"a": 50, "b": 50}}, base=[30] + [1] * 19
    )
    assert raked.weights[0] == pytest.approx(25)
    assert raked.weights[1:10] == pytest.approx([25 / 9] * 9)
    assert raked.weights[10:] == pytest.approx([5] * 10)
    assert (raked.trimmed, raked.gap) == (1, pytest.approx(0, abs=1e-8))


def test_totals_that_cannot_be_met_are_refused():
    with pytest.raises(TooFew, match="Nobody of 'b' answered"):
        rake({"plan": ["a", "a"]}, {"plan": {"a": 1, "b": 1}})
    with pytest.raises(Impossible, match="No total is known for 'c'"):
        rake({"plan": ["a", "c"]}, {"plan": {"a": 1}})
    with pytest.raises(Impossible, match="count the same customers"):
        rake({"p": ["a", "a"], "r": ["e", "e"]}, {"p": {"a": 10}, "r": {"e": 20}})
    with pytest.raises(Impossible, match="never answered together"):
        rake(
            {"p": ["a", "b"], "r": ["e", "w"]},
            {"p": {"a": 1, "b": 9}, "r": {"e": 9, "w": 1}},
        )
    with pytest.raises(TooFew):
        rake({"p": ["a"]}, {"p": {"a": 10}})
    with pytest.raises(Impossible, match="its totals"):
        rake({"p": ["a", "a"]}, {})
    with pytest.raises(Impossible, match="somebody answered"):
        rake({"p": ["a", "b"]}, {"p": {"a": 5, "b": 0}})


def made_up(seed=7, n=3000):
    rng = np.random.default_rng(seed)
    spend, managed = rng.normal(size=n), rng.integers(0, 2, n)
    answered = rng.random(n) < 1 / (1 + np.exp(-(0.9 * spend - 0.5 + managed)))
    return {"spend": spend, "managed": managed}, answered


def test_chances_are_those_of_statsmodels():
    import statsmodels.api as sm

    known, answered = made_up()
    found = response_propensity(known, answered)
    design = sm.add_constant(np.column_stack(list(known.values())))
    theirs = sm.Logit(answered.astype(float), design).fit(disp=0).predict()
    assert found.chances == pytest.approx(theirs, abs=1e-8)


def test_strata_take_away_most_of_what_sets_those_who_answered_apart():
    known, answered = made_up()
    found = response_propensity(known, answered)
    assert len(found.rates) == 5
    assert list(found.rates) == sorted(found.rates)
    for each in found.balance:
        assert abs(each.before) > 0.15
        assert each.is_balanced
    assert found.is_balanced
    assert found.weights.sum() == pytest.approx(len(answered))
    assert (found.weights[~answered] == 0).all()


def test_chances_that_cannot_be_estimated_are_refused():
    with pytest.raises(TooFew, match="as many silent"):
        response_propensity({"x": [1, 0] * 20}, [1] * 35 + [0] * 5)
    with pytest.raises(Impossible, match="without exception"):
        response_propensity({"x": [0] * 50 + [1] * 50}, [0] * 50 + [1] * 50)
    with pytest.raises(Impossible, match="not known of somebody"):
        response_propensity({"x": [np.nan] * 40}, [1, 0] * 20)
    with pytest.raises(Impossible, match="at least one thing"):
        response_propensity({}, [1, 0])


def test_late_answers_are_compared_from_thirty_on():
    found = late_answers([(30, 20, 10), (10, 10, 10), (3, 2, 5)])
    assert found.late_less_early == nps_difference((30, 20, 10), (13, 12, 15))
    assert [wave.score.n for wave in found.waves] == [60, 30, 10]
    assert [wave.so_far.n for wave in found.waves] == [60, 90, 100]
    assert late_answers([(30, 20, 10), (10, 10, 9)]).late_less_early is None
    empty = late_answers([(30, 20, 10), (0, 0, 0)])
    assert empty.waves[1].score is None
    with pytest.raises(TooFew):
        late_answers([(0, 0, 0)])


def test_the_share_heard_is_of_people_and_of_revenue():
    found = heard_share([100, 50, 50], [0, 1, 1])
    assert (found.people, found.value, found.silent_value) == (pytest.approx(2 / 3), 0.5, 100)
    assert heard_share([0, 0], [1, 0]).value is None
    with pytest.raises(TooFew):
        heard_share([], [])
    with pytest.raises(Impossible):
        heard_share([1, -1], [0, 1])
