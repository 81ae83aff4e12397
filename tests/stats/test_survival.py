"""Survival: Gehan's and Rossi's data as published, properties, refusals."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emptychair.stats import Impossible, TooFew, concordance, cox, kaplan_meier, log_rank

TREATED = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
BOTH, HAPPENED = TREATED + PLACEBO, RELAPSED + [1] * 21


def rossi():
    """432 men after prison (Rossi, Berk and Lenihan 1980), as shipped with lifelines."""
    import lifelines

    path = Path(lifelines.__file__).parent / "datasets" / "rossi.csv"
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_remission_after_6_mp_as_published_by_freireich():
    curve = kaplan_meier(TREATED, RELAPSED)
    published = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    for week, share in published.items():
        assert curve.at(week)[0] == pytest.approx(share, abs=6e-4)
    assert (curve.median, kaplan_meier(PLACEBO, [1] * 21).median) == (23, 8)
    assert (curve.n, curve.events) == (21, 9)


def test_the_log_rank_of_gehans_data_is_16_79():
    found = log_rank(BOTH, HAPPENED, ["a"] * 21 + ["b"] * 21)
    assert found.statistic == pytest.approx(16.79, abs=5e-3)
    assert found.degrees == 1


def test_rossi_as_in_fox_and_weisberg():
    """J. Fox and S. Weisberg, Cox Regression in R (2011): coefficients and errors."""
    rows = rossi()
    names = ("fin", "age", "race", "wexp", "mar", "paro", "prio")
    known = {name: [float(row[name]) for row in rows] for name in names}
    times, arrest = ([float(row[name]) for row in rows] for name in ("week", "arrest"))
    model = cox(times, arrest, known)
    published = {
        "fin": (-0.379, 0.191),
        "age": (-0.057, 0.022),
        "race": (0.314, 0.308),
        "wexp": (-0.150, 0.212),
        "mar": (-0.434, 0.382),
        "paro": (-0.085, 0.196),
        "prio": (0.091, 0.029),
    }
    for name, (coefficient, error) in published.items():
        assert model[name].coefficient == pytest.approx(coefficient, abs=6e-4)
        assert model[name].se == pytest.approx(error, abs=6e-4)
    assert model.concordance == pytest.approx(0.64, abs=5e-3)
    assert (model.n, model.events) == (432, 114)
    assert model["age"].p_proportional < 0.05 < model["fin"].p_proportional


def test_doubled_rows_in_clusters_say_no_more_than_single_ones():
    known = {"treated": [1.0] * 21 + [0.0] * 21}
    once = cox(BOTH, HAPPENED, known, clusters=range(42))
    double = {"treated": known["treated"] * 2}
    twice = cox(BOTH * 2, HAPPENED * 2, double, clusters=[*range(42)] * 2)
    assert twice["treated"].se == pytest.approx(once["treated"].se, rel=0.06)
    plain = cox(BOTH * 2, HAPPENED * 2, double)
    assert plain["treated"].se < 0.8 * twice["treated"].se


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 30), st.booleans()), min_size=2, max_size=40))
def test_curves_fall_and_lie_within_their_limits(rows):
    curve = kaplan_meier([time for time, _ in rows], [event for _, event in rows])
    assert list(curve.shares) == sorted(curve.shares, reverse=True)
    for low, share, high in zip(curve.low, curve.shares, curve.high, strict=True):
        assert 0 <= low <= share + 1e-9
        assert share <= high + 1e-9 <= 1 + 2e-9


def test_without_anybody_unseen_the_curve_is_the_plain_share():
    times = np.arange(1, 11)
    curve = kaplan_meier(times, np.ones(10))
    assert [curve.at(time)[0] for time in times] == pytest.approx([1 - t / 10 for t in times])


def test_concordance_knows_order_and_its_opposite():
    assert concordance([1, 2, 3], [1, 1, 1], [3, 2, 1]) == 1
    assert concordance([1, 2, 3], [1, 1, 1], [1, 2, 3]) == 0
    assert concordance([1, 2, 3], [1, 1, 1], [5, 5, 5]) == 0.5
    with pytest.raises(TooFew):
        concordance([1, 2], [0, 0], [1, 2])


def test_what_cannot_be_told_is_refused():
    with pytest.raises(TooFew):
        kaplan_meier([], [])
    with pytest.raises(TooFew, match="longer than 35"):
        kaplan_meier(TREATED, RELAPSED).at(36)
    with pytest.raises(Impossible):
        kaplan_meier([-1], [1])
    with pytest.raises(Impossible):
        kaplan_meier([1, 2], [1, 2])
    with pytest.raises(TooFew, match="two groups"):
        log_rank(TREATED, RELAPSED, ["a"] * 21)
    with pytest.raises(TooFew, match="happened to 9"):
        cox(TREATED, RELAPSED, {"age": range(21)})
    with pytest.raises(Impossible, match="same for everybody"):
        cox(BOTH, HAPPENED, {"age": [40] * 42})
    with pytest.raises(Impossible, match="without exception"):
        cox([1, 2, 3, 4] * 10, [1] * 40, {"first": [9, 1, 1, 1] * 10})
