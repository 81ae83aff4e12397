"""Who answered: parted by numbers alone, weighed as before, and what is left of a shift."""

import numpy as np
import pytest

from emptychair.stats import (
    TooFew,
    at_fixed_mix,
    difference_at_fixed_mix,
    difference_in_differences,
    interrupted_effect,
    mix_shift,
    mix_shift_of_series,
    series_of_mix,
    staggered_effect,
    thick_cells,
)


def by_hand():
    """Two periods before, one after; group a answers 100, group b 0."""
    group = np.array(list("aab" + "abb" + "aaab"))
    period = np.array([0] * 3 + [1] * 3 + [2] * 4)
    return np.where(group == "a", 100.0, 0.0), group, period >= 2, period


def test_the_shift_is_the_change_of_shares_times_what_was_said_before():
    y, group, after, period = by_hand()
    found = mix_shift(y, group, after, period)
    assert found.groups == ("a", "b")
    assert found.before == pytest.approx((0.5, 0.5))
    assert found.after == pytest.approx((0.75, 0.25))
    assert found.points == pytest.approx(25)
    louder = mix_shift(np.where(after, y + 40, y), group, after, period)
    assert louder.points == pytest.approx(25), "what is said after the start plays no part"


def test_each_point_is_the_mean_of_its_groups_at_the_shares_of_before():
    y, group, after, period = by_hand()
    found = at_fixed_mix(y, group, after, period)
    assert found.shares == pytest.approx([0.5, 0.5])
    assert found.value == pytest.approx([50, 50, 50])
    assert found.answers == pytest.approx([1 / (0.25 / 2 + 0.25), 1 / (0.25 / 2 + 0.25), 3.0])
    assert (found.answers <= np.bincount(period)).all()
    left = mix_shift(y, group, after, period, weights=found.weights)
    assert left.points == pytest.approx(0)
    assert left.share_p == pytest.approx(1)
    assert series_of_mix(y, group, after, period) == pytest.approx([200 / 3, 100 / 3, 75])


def test_an_even_mix_changes_nothing():
    y = np.arange(40.0)
    group, period = np.tile([0, 1], 20), np.repeat(np.arange(10), 4)
    found = at_fixed_mix(y, group, period >= 6, period)
    assert found.value == pytest.approx(np.bincount(period, y) / 4)
    assert found.answers == pytest.approx(np.full(10, 4.0))


def test_an_empty_cell_is_refused_and_a_thin_value_is_pooled():
    y, group, after, period = by_hand()
    with pytest.raises(TooFew):
        at_fixed_mix(y, np.where(period == 2, "a", group), after, period)
    rare = thick_cells({"segment": np.where(np.arange(10) == 0, "c", group)}, after, period)
    assert (rare.held, rare.count) == (("segment",), 2)
    assert rare.cell[0] == rare.cell[1], "too thin alone: it goes with the largest"
    both = thick_cells({"segment": np.where(np.arange(10) == 9, "c", group)}, after, period)
    assert both.cell[9] == both.cell[2] != both.cell[0], "thin ones go together"
    with pytest.raises(TooFew):
        thick_cells({"segment": np.array(list("aaaaabbbbb"))}, after, period)


def test_the_mark_that_moved_most_parts_first_and_scores_play_no_part():
    rng = np.random.default_rng(3)
    period = np.repeat(np.arange(12), 30)
    after = period >= 8
    moved = rng.random(360) < np.where(after, 0.7, 0.3)
    still = rng.random(360) < 0.5
    cells = thick_cells({"still": still, "moved": moved}, after, period)
    assert cells.held[0] == "moved"


def test_partings_that_cost_more_than_a_third_of_the_answers_are_not_made():
    """Twenty kinds with one answer in most months and ten in some are worth half of themselves."""
    kind, period = np.meshgrid(np.arange(20), np.arange(10), indexing="ij")
    times = np.where((kind + period) % 10 == 0, 40, 1).ravel()
    kind, period = np.repeat(kind.ravel(), times), np.repeat(period.ravel(), times)
    with pytest.raises(TooFew):
        thick_cells({"kind": kind}, period >= 6, period)


def test_units_are_counted_instead_of_answers():
    side = np.tile(np.arange(4), 30)
    kind = np.repeat([0, 1], 60)
    many = np.repeat(np.arange(10), 12)
    assert thick_cells({"kind": kind}, side % 2 == 1, side, units=many, least=5).count == 2
    with pytest.raises(TooFew):
        thick_cells({"kind": kind}, side % 2 == 1, side, units=np.minimum(many, 6), least=5)


def test_a_group_that_grew_before_the_start_bends_the_estimate_the_other_way():
    rng = np.random.default_rng(5)
    period = np.repeat(np.arange(30), 400)
    share = np.clip(0.1 + 0.02 * (np.arange(30) - 8), 0.1, 0.38)  # from month 8 to 22, then still
    happy = rng.random(12_000) < share[period]
    y = rng.normal(-60.0 * happy, 40)
    n = np.bincount(period)
    found = mix_shift_of_series(y, happy, period, before=24)
    plain = mix_shift(y, happy, period >= 24, period)
    assert plain.points < 0 < found.points
    answered = interrupted_effect(np.bincount(period, y) / n, before=24, answers=n)
    fixed = at_fixed_mix(y, happy, period >= 24, period)
    held = interrupted_effect(fixed.value, before=24, answers=fixed.answers)
    assert answered.estimate - held.estimate == pytest.approx(found.points, abs=2)


def test_shares_that_are_the_same_in_every_month_move_nothing_and_quotas_are_judged_as_drawn():
    group, period = np.tile([0, 1], 300), np.repeat(np.arange(30), 20)
    y = np.random.default_rng(2).normal(20.0 * group, 10)
    still = mix_shift_of_series(y, group, period, before=24)
    assert (still.points, still.share_p) == (0, pytest.approx(1))
    late = np.where(period >= 24, np.tile([0, 1, 1, 1], 150), group)
    quota = mix_shift_of_series(y, late, period, before=24)
    assert quota.after[1] == pytest.approx(0.75)
    assert quota.low > 0


def test_groups_that_nobody_heard_before_are_named():
    y, group, after, period = by_hand()
    found = mix_shift(y, np.where(after & (group == "a"), "c", group), after, period)
    assert found.unheard == pytest.approx(0.75)


def compared(rng, *, share=(0.2, 0.6)):
    place, month, _ = (
        each.ravel() for each in np.meshgrid(range(20), range(6), range(20), indexing="ij")
    )
    treated, after = place < 8, month >= 3
    kind = (rng.random(len(place)) < np.where(treated & after, share[1], share[0])).astype(int)
    y = rng.normal(10 + 50 * kind, 40) + 20 * (treated & after)
    return y, treated, after, place, kind


def test_in_differences_each_cell_counts_with_its_share_of_the_treated_before():
    y, treated, after, place, kind = compared(np.random.default_rng(1))
    found = difference_at_fixed_mix(y, treated, after, place, kind)
    shares = np.bincount(kind[treated & ~after]) / (treated & ~after).sum()

    def mean(one, side, late):
        return y[(kind == one) & (treated == side) & (after == late)].mean()

    by_cell = [
        (mean(one, True, True) - mean(one, True, False))
        - (mean(one, False, True) - mean(one, False, False))
        for one in (0, 1)
    ]
    assert found.estimate == pytest.approx(float(shares @ by_cell))
    assert found.low <= 20 <= found.high
    plain = difference_in_differences(y, treated, after, place)
    assert plain.low > 20
    alone = difference_at_fixed_mix(y, treated, after, place, np.zeros(len(y)))
    assert (alone.estimate, alone.se) == pytest.approx((plain.estimate, plain.se))


def test_an_empty_cell_and_one_unit_to_compare_with_are_refused():
    y, treated, after, place, kind = compared(np.random.default_rng(2))
    with pytest.raises(TooFew):
        difference_at_fixed_mix(y, treated, after, place, np.where(treated, kind, 0))
    with pytest.raises(TooFew, match="at least two"):
        difference_at_fixed_mix(y, place != 0, after, place, kind)


def one_among_many(rng):
    place, month, _ = (
        each.ravel() for each in np.meshgrid(range(25), range(6), range(20), indexing="ij")
    )
    treated, after = place == 0, month >= 3
    kind = (rng.random(len(place)) < np.where(treated & after, 0.6, 0.2)).astype(int)
    y = rng.normal(10 + 50 * kind, 20) + 20 * (treated & after)
    return y, treated, after, place, kind


def test_one_unit_is_ranked_by_the_changes_of_its_cells():
    y, treated, after, place, kind = one_among_many(np.random.default_rng(1))
    found = difference_at_fixed_mix(y, treated, after, place, kind)
    share = kind[treated & ~after].mean()

    def change(one):
        own = place == one
        parts = [
            y[own & after & (kind == k)].mean() - y[own & ~after & (kind == k)].mean()
            for k in (0, 1)
        ]
        return (1 - share) * parts[0] + share * parts[1]

    others = np.mean([change(one) for one in range(1, 25)])
    assert found.estimate == pytest.approx(change(0) - others)
    assert found.low <= 20 <= found.high
    alone = difference_at_fixed_mix(y, treated, after, place, np.zeros(len(y)))
    plain = difference_in_differences(y, treated, after, place)
    assert plain.estimate > found.high
    assert (alone.estimate, alone.low) == pytest.approx((plain.estimate, plain.low))


def test_units_that_lack_a_kind_are_not_ranked_and_nineteen_must_be_left():
    y, treated, after, place, kind = one_among_many(np.random.default_rng(3))
    lacking = np.where((place > 5) & (place < 9) & after, 0, kind)
    found = difference_at_fixed_mix(y, treated, after, place, lacking)
    assert found.clusters == 22
    with pytest.raises(TooFew, match="ranked"):
        difference_at_fixed_mix(y, treated, after, place, np.where(place > 8, 0, kind))


def one_after_another(rng, effect=20.0):
    place, month, _ = (
        each.ravel() for each in np.meshgrid(range(30), range(12), range(6), indexing="ij")
    )
    first = np.where(place < 12, 4 + place % 5, np.nan)
    got = month >= first
    kind = (rng.random(len(place)) < np.where(got, 0.6, 0.2)).astype(int)
    y = rng.normal(5 * place + 2 * month + 50 * kind, 40) + effect * got
    return y, place, month, first, kind, got


def test_one_after_another_each_kind_counts_with_its_share_of_before():
    y, place, month, first, kind, got = one_after_another(np.random.default_rng(1))
    plain = staggered_effect(y, place, month, first)
    held = staggered_effect(y, place, month, first, cells=kind)
    assert plain.low > 20
    assert held.low <= 20 <= held.high
    same = staggered_effect(y, place, month, first, cells=np.zeros(len(y)))
    assert (same.estimate, same.se) == pytest.approx((plain.estimate, plain.se))
    with pytest.raises(TooFew, match="cell without answers"):
        staggered_effect(y, place, month, first, cells=np.where(got, 1, 0))


def test_with_cells_the_missing_outcomes_are_those_of_least_squares():
    y, place, month, first, kind, got = one_after_another(np.random.default_rng(2))
    columns = [np.eye(30)[place], np.eye(12)[month], np.eye(2)[kind]]
    design = np.concatenate(columns, axis=1)
    known = np.linalg.lstsq(design[~got], y[~got], rcond=None)[0]
    gap = y - design @ known
    old = np.isfinite(first) & ~got
    share = kind[old].mean()
    by_hand = (1 - share) * gap[got & (kind == 0)].mean() + share * gap[got & (kind == 1)].mean()
    assert staggered_effect(y, place, month, first, cells=kind).estimate == pytest.approx(by_hand)


def test_shares_that_did_not_move_are_called_moved_in_no_more_than_five_of_a_hundred():
    """Ten companies with the change and twenty without, each with few kinds of people."""
    broken = alone = 0
    for seed in range(300):
        rng = np.random.default_rng([seed, 4])
        n = rng.poisson(40 * np.exp(rng.normal(0, 0.5, (30, 2)))).ravel() + 1
        unit, late = np.repeat(np.arange(60) // 2, n), np.repeat(np.arange(60) % 2 == 1, n)
        kind = rng.random(len(unit)) < rng.beta(0.4, 1.6, 30)[unit]
        when = np.where(late, 3, 0) + rng.integers(0, 3, len(unit))
        y = rng.normal(0, 50, len(unit))
        found = mix_shift(y, kind, late, when, treated=unit < 10, units=unit)
        broken += found.share_p < 0.05
        alone += mix_shift(y, kind, late, when, treated=unit < 10).share_p < 0.05
    assert broken <= 24  # 15 and two and a half standard errors
    assert alone > 60


def test_cells_may_ask_for_more_in_one_period_than_in_another():
    side = np.tile(np.arange(2), 60)
    kind = np.repeat([0, 1], [100, 20])
    assert thick_cells({"kind": kind}, side == 1, side, least=10).count == 2
    with pytest.raises(TooFew):
        thick_cells({"kind": kind}, side == 1, side, least=(10, 11))


@pytest.mark.parametrize("effect", [0.0, 8.0])
def test_intervals_at_the_fixed_mix_hold_the_truth_where_those_as_answered_do_not(effect):
    held = plain = 0
    for seed in range(60):
        rng = np.random.default_rng([seed, 9])
        period = np.repeat(np.arange(30), 60)
        late = period >= 24
        kind = rng.random(1800) < np.where(late, 0.6, 0.2)
        y = rng.normal(50.0 * kind + effect * late, 50)
        n = np.bincount(period)
        fixed = at_fixed_mix(y, kind, late, period)
        one = interrupted_effect(fixed.value, before=24, answers=fixed.answers)
        other = interrupted_effect(np.bincount(period, y) / n, before=24, answers=n)
        held += one.low <= effect <= one.high
        plain += other.low <= effect <= other.high
    assert held >= 53
    assert plain <= 30
