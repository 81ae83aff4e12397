"""Difference in differences against published values and against another package."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from diff_diff import DifferenceInDifferences, ImputationDiD
from hypothesis import given, settings
from hypothesis import strategies as st

from emptychair.stats import Impossible, TooFew, difference_in_differences, staggered_effect
from emptychair.stats.effects.clustered import ClusteredFit

RESTAURANTS = Path(__file__).with_name("card_krueger_1994.csv")


def card_and_krueger() -> pd.DataFrame:
    """Full-time equivalent employees of 410 restaurants before and after New Jersey's minimum
    wage (Card and Krueger 1994, American Economic Review 84(4)), a row a visit.
    """
    wide = pd.read_csv(RESTAURANTS).rename_axis("store").reset_index()
    long = wide.melt(["store", "new_jersey"], ["before", "after"], "visit", "employees").dropna()
    return long.assign(late=(long.visit == "after").astype(int))


def test_card_and_krueger_as_published():
    """Table 3, rows 1 and 2: 20.44 (.51) and 23.33 (1.35) before, 21.03 (.52) and 21.17 (.94)
    after; the regression on all 794 visits gives 2.7536 with a clustered error of 1.307.
    """
    visits = card_and_krueger()
    cells = visits.groupby(["late", "new_jersey"]).employees.agg(["mean", "sem"]).round(2)
    assert cells.loc[(0, 1)].tolist() == [20.44, 0.51]
    assert cells.loc[(0, 0)].tolist() == [23.33, 1.35]
    assert cells.loc[(1, 1)].tolist() == [21.03, 0.52]
    assert cells.loc[(1, 0)].tolist() == [21.17, 0.94]
    found = difference_in_differences(
        visits.employees, visits.new_jersey, visits.late, visits.store
    )
    assert found.n == 794
    assert found.estimate == pytest.approx(2.7536, abs=5e-5)
    # the published error is the plain clustered one (CR1), which CR2 approaches with many units
    assert plain_clustered_error(visits) == pytest.approx(1.307, abs=5e-4)
    assert found.se == pytest.approx(1.307, rel=0.004)


def plain_clustered_error(visits: pd.DataFrame) -> float:
    import statsmodels.formula.api as smf

    fit = smf.ols("employees ~ new_jersey * late", visits).fit(
        cov_type="cluster", cov_kwds={"groups": visits.store}
    )
    return fit.bse["new_jersey:late"]


def few_clusters(seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    place = np.repeat(np.arange(11), rng.integers(4, 15, 11))
    late = rng.integers(0, 2, len(place))
    y = rng.normal(0, 4, 11)[place] + rng.normal(0, 6, len(place)) + 3 * late
    return pd.DataFrame({"y": y, "place": place, "treated": (place < 5).astype(int), "late": late})


@pytest.mark.parametrize("seed", range(4))
def test_cr2_and_satterthwaite_agree_with_diff_diff(seed):
    rows = few_clusters(seed)
    own = difference_in_differences(rows.y, rows.treated, rows.late, rows.place)
    theirs = DifferenceInDifferences(cluster="place", vcov_type="hc2_bm").fit(
        rows, outcome="y", treatment="treated", post="late"
    )
    assert own.estimate == pytest.approx(theirs.att, rel=1e-8)
    assert own.se == pytest.approx(theirs.se, rel=1e-8)
    assert (own.low, own.high) == pytest.approx(theirs.conf_int, rel=1e-6)
    assert own.p_value == pytest.approx(theirs.p_value, rel=1e-6)


def test_cr2_is_unbiased_where_rows_are_alike():
    """E(V) under independent rows of variance one is w'(X'X)^-1 w, by the formula itself."""
    rng = np.random.default_rng(5)
    design = np.column_stack([np.ones(30), rng.normal(0, 1, 30)])
    groups = np.repeat(np.arange(6), 5)
    weights = np.array([0.0, 1.0])
    found = [
        ClusteredFit(rng.normal(0, 1, 30), design, groups).contrast(weights).se ** 2
        for _ in range(3000)
    ]
    exact = np.linalg.inv(design.T @ design)[1, 1]
    assert np.mean(found) == pytest.approx(exact, rel=0.05)


def panel(seed: int, *, cohorts: bool) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    unit, month = (each.ravel() for each in np.meshgrid(range(30), range(10), indexing="ij"))
    first = np.where(unit < 9, 4.0, np.where(unit < 16, 7.0 if cohorts else 4.0, np.nan))
    y = rng.normal(0, 5, 30)[unit] + 0.7 * month + rng.normal(0, 4, 300) + 3 * (month >= first)
    return pd.DataFrame({"y": y, "unit": unit, "month": month, "first": first})


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("cohorts", [False, True])
def test_imputation_agrees_with_diff_diff(cohorts):
    rows = panel(3, cohorts=cohorts)
    own = staggered_effect(rows.y, rows.unit, rows.month, rows["first"], alike="in-cohort")
    theirs = ImputationDiD(aux_partition="cohort", leave_one_out=True).fit(
        rows.assign(first=rows["first"].fillna(0)),
        outcome="y", unit="unit", time="month", first_treat="first",
    )  # fmt: skip
    assert own.estimate == pytest.approx(theirs.overall_att, rel=1e-6)
    assert own.se == pytest.approx(theirs.overall_se, rel=1e-6)


def test_imputation_is_the_plain_difference_when_all_start_at_once():
    rows = panel(4, cohorts=False)
    late, treated = rows.month >= 4, rows["first"] == 4
    cell = rows.y.groupby([treated, late]).mean()
    plain = (cell[True, True] - cell[True, False]) - (cell[False, True] - cell[False, False])
    found = staggered_effect(rows.y, rows.unit, rows.month, rows["first"])
    assert found.estimate == pytest.approx(plain)


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.floats(-40, 40), st.floats(-5, 5))
def test_levels_and_common_moves_are_nobodys_effect(seed, level, slope):
    rows = panel(seed, cohorts=True)
    moved = rows.y + level * (rows.unit % 3) + slope * rows.month**2
    one, other = (
        staggered_effect(y, rows.unit, rows.month, rows["first"]) for y in (rows.y, moved)
    )
    assert other.estimate == pytest.approx(one.estimate, abs=1e-6)
    assert other.se == pytest.approx(one.se, rel=1e-6, abs=1e-6)


def one_treated(others: int, effect: float) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(8)
    place, late, _ = (
        each.ravel() for each in np.meshgrid(range(others + 1), (0, 1), range(20), indexing="ij")
    )
    y = 3 * place + 5 * late + rng.normal(0, 10, len(place)) + effect * ((place == 0) & (late == 1))
    return y, (place == 0).astype(int), late, place


def test_one_treated_unit_is_ranked_and_never_gets_a_clustered_error():
    found = difference_in_differences(*one_treated(19, 60))
    assert found.method == "one-treated"
    assert found.refused == ("clustered-error.one-treated-unit",)
    assert found.p_value == pytest.approx(1 / 20)  # the most extreme of twenty
    assert found.low < 60 < found.high
    assert found.low > 0
    calm = difference_in_differences(*one_treated(39, 0))
    assert calm.low < 0 < calm.high
    assert calm.p_value > 0.05
    assert [check.code for check in calm.checks] == ["sizes-alike.kept"]


def test_a_parting_trend_and_an_early_effect_break_their_checks():
    place, month, _ = (
        each.ravel() for each in np.meshgrid(range(20), range(9), range(4), indexing="ij")
    )
    rng = np.random.default_rng(2)
    treated, late = (place < 10).astype(int), (month >= 6).astype(int)
    noise = rng.normal(0, 5, len(place))
    parted = difference_in_differences(
        noise + 3 * month * treated, treated, late, place, periods=month
    )
    assert [check.code for check in parted.checks] == [
        "parallel-before.broken",
        "placebo-date.broken",
    ]
    fair = difference_in_differences(
        noise + 9 * late * treated, treated, late, place, periods=month
    )
    assert fair.sound
    assert fair.low < 9 < fair.high
    unseen = difference_in_differences(noise, treated, late, place, periods=late)
    assert [check.code for check in unseen.checks] == ["periods-before.broken"]


def test_refusals():
    y, treated, late, place = one_treated(10, 5)
    with pytest.raises(TooFew, match="at least 19"):
        difference_in_differences(y, treated, late, place)
    with pytest.raises(TooFew, match="One comparison unit"):
        difference_in_differences(y, 1 - treated, late, place)
    with pytest.raises(Impossible, match="both groups"):
        difference_in_differences(y, treated, late, place // 2)
    with pytest.raises(TooFew, match="before and from after"):
        difference_in_differences(y, treated, late * (1 - treated), place)
    with pytest.raises(TooFew, match="degrees of freedom"):
        difference_in_differences(y, (place < 2).astype(int), late, place)
    with pytest.raises(Impossible, match="rise by themselves"):
        difference_in_differences(y, treated, late, place, picked_by_outcome=True)
    rows = panel(1, cohorts=True)
    few = rows[(rows.unit < 4) | (rows.unit > 20)]
    with pytest.raises(TooFew, match="8 units it reached"):
        staggered_effect(few.y, few.unit, few.month, few["first"])
    with pytest.raises(TooFew, match="seen before"):
        staggered_effect(rows.y, rows.unit, rows.month, np.where(rows.unit < 9, 0, np.nan))
    with pytest.raises(Impossible, match="first period"):
        staggered_effect(rows.y, rows.unit, rows.month, [1.0])
