"""What a segment does to the total, and league tables not led by luck."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.meta_analysis import combine_effects

from emptychair.stats import TooFew, league_table, nps, nps_difference, segment_effect
from emptychair.stats.shrinkage import spread_between

groups = st.tuples(*[st.integers(0, 100)] * 3).filter(lambda each: sum(each) > 0)


@given(groups, groups)
def test_the_effect_is_what_the_total_loses_to_the_segment(inside, rest):
    found = segment_effect(inside, rest)
    total = nps(*(a + b for a, b in zip(inside, rest, strict=True))).score
    assert found.effect == pytest.approx(total - nps(*rest).score, abs=1e-9)
    assert found.effect == pytest.approx(found.share * found.gap, abs=1e-9)


def test_the_interval_is_that_of_the_gap_times_the_share():
    found, gap = segment_effect((5, 5, 30), (80, 50, 30)), nps_difference((80, 50, 30), (5, 5, 30))
    assert found.share == 0.2
    assert (found.low, found.high) == pytest.approx((0.2 * gap.low, 0.2 * gap.high))
    assert found.p_value == gap.p_value < 0.001


def test_a_segment_that_is_everybody_has_no_rest():
    with pytest.raises(TooFew):
        segment_effect((1, 2, 3), (0, 0, 0))


def test_three_promoters_do_not_lead_the_league():
    table = league_table(
        {"lucky": (3, 0, 0), "A": (90, 40, 20), "B": (60, 50, 40), "C": (40, 50, 60)}
    )
    assert next(row for row in table if row.rank == 1).name == "A"
    lucky = next(row for row in table if row.name == "lucky")
    assert lucky.score == 100
    assert lucky.rank is None
    assert lucky.shrunk < 70
    assert lucky.weight < min(row.weight for row in table if row.name != "lucky")
    assert [row.rank for row in table if row.rank] == [1, 2, 3]


def test_when_nothing_but_chance_differs_all_are_drawn_to_the_mean():
    table = league_table({"A": (20, 20, 10), "B": (21, 19, 10), "C": (20, 19, 11)})
    assert {row.weight for row in table} == {0}
    assert len({round(row.shrunk, 9) for row in table}) == 1


def test_the_shrunk_score_is_nearer_the_truth_than_the_raw_one():
    rng = np.random.default_rng(11)
    raw_error = shrunk_error = inside = rows = 0
    for _ in range(60):
        truth = {}
        segments = {}
        for name in "abcdefghijklmnop":
            promoters = np.clip(rng.normal(0.45, 0.06), 0.1, 0.8)
            shares = (promoters, 0.3, 0.7 - promoters) if promoters < 0.7 else (0.69, 0.3, 0.01)
            truth[name] = 100 * (shares[0] - shares[2])
            segments[name] = tuple(map(int, rng.multinomial(rng.integers(10, 120), shares)))
        for row in league_table(segments):
            raw_error += (row.score - truth[row.name]) ** 2
            shrunk_error += (row.shrunk - truth[row.name]) ** 2
            inside += row.low <= truth[row.name] <= row.high
            rows += 1
    assert shrunk_error < 0.75 * raw_error
    assert inside / rows > 0.9


def test_the_spread_agrees_with_statsmodels():
    rng = np.random.default_rng(5)
    means, variances = rng.normal(0.3, 0.2, 12), rng.uniform(0.002, 0.05, 12)
    theirs = combine_effects(means, variances, method_re="chi2")
    assert spread_between(means, variances) == pytest.approx(theirs.tau2)


@given(st.dictionaries(st.text(min_size=1), groups, min_size=3, max_size=8))
def test_every_segment_is_listed_once_between_its_score_and_the_mean(segments):
    table = league_table(segments)
    assert {row.name for row in table} == set(segments)
    assert [row.shrunk for row in table] == sorted((row.shrunk for row in table), reverse=True)
    for row in table:
        assert 0 <= row.weight < 1
        assert row.low <= row.shrunk + 1e-9
        assert row.shrunk <= row.high + 1e-9
        assert (row.rank is None) == (row.n < 30)


def test_two_segments_are_no_league():
    with pytest.raises(TooFew, match="at least three segments"):
        league_table({"a": (1, 2, 3), "b": (4, 5, 6), "nobody": (0, 0, 0)})
