"""Rankings of risk: published values, agreement with scikit-learn, refusals."""

import numpy as np
import pytest

from emptychair.stats import (
    Impossible,
    TooFew,
    auc,
    auc_gap,
    lift_at,
    pr_auc,
    recalibration,
    risk_calibration,
)

# Hanley and McNeil (1982), Radiology 143: 109 images rated 1 to 5.
NORMAL, ABNORMAL = (33, 6, 6, 11, 2), (3, 2, 2, 11, 33)
HAPPENED = [0] * 58 + [1] * 51
RATED = [
    rating for counts in (NORMAL, ABNORMAL) for rating, n in enumerate(counts) for _ in range(n)
]


def drawn(n=4000, seed=3):
    rng = np.random.default_rng(seed)
    promised = rng.beta(1, 8, n)
    return promised, (rng.random(n) < promised).astype(int), rng


def test_the_images_of_hanley_and_mcneil_come_out_as_published():
    found = auc(HAPPENED, RATED)
    assert found.value == pytest.approx(0.893, abs=0.0005)  # their table II
    # Stata's manual, roctab with the same images: 0.8932, error 0.0307, 0.83295 to 0.95339.
    assert found.se == pytest.approx(0.0307, abs=0.00005)
    assert (found.low, found.high) == pytest.approx((0.83295, 0.95339), abs=0.00001)


def test_areas_agree_with_scikit_learn():
    from sklearn.metrics import average_precision_score, roc_auc_score

    promised, came, rng = drawn()
    risks = np.round(promised + rng.normal(0, 0.05, len(promised)), 2)  # with ties
    assert auc(came, risks).value == pytest.approx(roc_auc_score(came, risks))
    assert pr_auc(came, risks).value == pytest.approx(average_precision_score(came, risks))


def test_rows_of_one_customer_widen_the_interval():
    promised, came, _rng = drawn(400)
    alone = auc(came, promised)
    often = auc(
        np.repeat(came, 6), np.repeat(promised, 6), clusters=np.repeat(np.arange(400), 6).tolist()
    )
    blind = auc(np.repeat(came, 6), np.repeat(promised, 6))
    assert often.se == pytest.approx(alone.se, rel=0.03)
    assert blind.se < 0.6 * alone.se


def test_the_interval_of_the_area_covers_the_truth():
    truth, held = 0.7602, 0  # of two normals one standard deviation apart
    for seed in range(300):
        rng = np.random.default_rng(seed)
        came = np.repeat([0, 1], [80, 40])
        found = auc(came, rng.normal(0, 1, 120) + came)
        held += found.low <= truth <= found.high
    assert 0.91 <= held / 300 <= 0.985


def test_a_ranking_does_not_beat_itself_and_beats_noise():
    promised, came, rng = drawn()
    same = auc_gap(came, promised, promised)
    assert (same.value, same.low, same.p_value) == (0, 0, 1)
    better = auc_gap(came, promised, rng.random(len(came)))
    assert better.low > 0.1
    assert better.p_value < 0.001


def test_promises_that_are_kept_have_slope_one_and_exaggerated_ones_less():
    promised, came, _rng = drawn(20_000)
    kept = risk_calibration(came, promised)
    assert kept.slope_low < 1 < kept.slope_high
    assert kept.ratio_low < 1 < kept.ratio_high
    logit = np.log(promised / (1 - promised))
    bold = 1 / (1 + np.exp(-(logit.mean() + 2 * (logit - logit.mean()))))
    assert risk_calibration(came, bold).slope == pytest.approx(0.5, abs=0.04)
    doubled = risk_calibration(came, np.clip(2 * promised, 0, 0.99))
    assert doubled.ratio == pytest.approx(0.5, abs=0.04)
    assert doubled.intercept_high < 0


def test_the_slope_agrees_with_statsmodels():
    import statsmodels.api as sm

    promised, came, _rng = drawn()
    logit = np.log(promised / (1 - promised))
    fitted = sm.Logit(came, sm.add_constant(logit)).fit(disp=0)
    found = risk_calibration(came, promised)
    assert found.slope == pytest.approx(fitted.params[1])
    assert found.slope_high == pytest.approx(fitted.conf_int()[1][1], rel=1e-4)


def test_a_score_is_turned_into_a_probability_that_holds():
    promised, came, _rng = drawn(20_000)
    score = 5 - 3 * np.log(promised / (1 - promised))  # some other scale, and upside down
    shift, slope = recalibration(came, score)
    turned = 1 / (1 + np.exp(-(shift + slope * score)))
    assert np.abs(turned - promised).max() < 0.03


def test_the_first_tenth_counts_what_it_caught():
    came = np.zeros(100)
    came[[0, 1, 2, 50, 60]] = 1
    found = lift_at(came, np.arange(100)[::-1])
    assert (found.rows, found.hits, found.precision, found.recall) == (10, 3, 0.3, 0.6)
    assert found.lift == pytest.approx(6)
    assert found.lift_low < 6 < found.lift_high


@pytest.mark.parametrize("judge", [auc, pr_auc, lift_at, recalibration, risk_calibration])
def test_where_nobody_left_nothing_can_be_judged(judge):
    with pytest.raises(TooFew, match="two rows where it happened"):
        judge([0, 0, 0, 1], [0.1, 0.2, 0.3, 0.4])


def test_unknown_risks_and_impossible_promises_are_refused():
    with pytest.raises(Impossible, match="a number"):
        auc([0, 0, 1, 1], [0.1, 0.2, float("nan"), 0.4])
    with pytest.raises(Impossible, match="between 0 and 1"):
        risk_calibration([0, 0, 1, 1], [0.1, 0.2, 0.3, 1.4])
    with pytest.raises(Impossible, match="one customer"):
        auc([0, 0, 1, 1], [0.1, 0.2, 0.3, 0.4], clusters=[1, 2])
