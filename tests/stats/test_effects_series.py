"""One series, and one unit against a mix of others."""

import numpy as np
import pytest
from scipy.optimize import minimize

from emptychair.stats import Impossible, TooFew, interrupted_effect, synthetic_effect
from emptychair.stats.effects.interrupted import _fits, _whiteners, noise_of_answers, steps_of
from emptychair.stats.effects.synthetic import convex_weights


def weekly(seed: int, *, before: int = 30, after: int = 6, shift: float = 12) -> np.ndarray:
    rng = np.random.default_rng(seed)
    week = np.arange(before + after)
    return 20 + 0.3 * week + rng.normal(0, 4, len(week)) + shift * (week >= before)


def test_generalised_least_squares_agrees_with_statsmodels():
    import statsmodels.api as sm

    y = weekly(1)
    week = np.arange(36)
    design = np.column_stack([np.ones(36), week, week >= 30]).astype(float)
    few = np.linspace(100, 10, 36)
    noise, time = noise_of_answers(few, 36), steps_of(36, 30)
    fits = _fits(y, design, time, noise)
    likeness, whiteners, _ = _whiteners(noise, time)
    for kind in (0, 9, 30, len(likeness) - 1):
        root = np.linalg.inv(whiteners[kind])
        theirs = sm.GLS(y, design, sigma=root @ root.T).fit()
        assert fits.coefficients[kind] == pytest.approx(theirs.params)
        error = np.sqrt(fits.rss[kind] / 33 * np.diag(fits.inverse[kind]))
        assert error == pytest.approx(theirs.bse)


def test_a_shift_is_found_beyond_trend_and_a_calm_series_shows_none():
    found = interrupted_effect(weekly(2), before=30)
    assert found.low < 12 < found.high
    assert found.low > 0
    assert found.p_value < 0.05
    calm = interrupted_effect(weekly(3, shift=0), before=30)
    assert calm.low < 0 < calm.high
    assert "newey-west.too-narrow" in calm.refused


def test_trend_and_level_do_not_matter():
    y = weekly(4)
    moved = 3 * (y + 5 + 0.7 * np.arange(36))
    one, other = interrupted_effect(y, before=30), interrupted_effect(moved, before=30)
    assert other.estimate == pytest.approx(3 * one.estimate, rel=1e-6)
    assert other.high - other.low == pytest.approx(3 * (one.high - one.low), rel=1e-6)


@pytest.mark.parametrize("shape", [(12, 12, 12, 12, 12, 12), (2, 6, 10, 14, 18, 22)])
def test_the_mean_gap_is_told_whether_an_effect_comes_at_once_or_grows(shape):
    """The estimate moves by the mean of what is added, however it is spread over the points."""
    calm = weekly(4, shift=0)
    added = np.concatenate([np.zeros(30), shape])
    one, other = interrupted_effect(calm, before=30), interrupted_effect(calm + added, before=30)
    assert other.estimate - one.estimate == pytest.approx(12)
    assert other.high - other.low == pytest.approx(one.high - one.low)


def test_points_of_few_answers_after_the_date_make_the_interval_wider():
    rng = np.random.default_rng(3)
    answers = np.repeat([100, 10], [30, 6])
    y = 20 + rng.normal(0, 75, 36) / np.sqrt(answers)
    plain = interrupted_effect(y, before=30)
    known = interrupted_effect(y, before=30, answers=answers)
    assert known.high - known.low > 1.2 * (plain.high - plain.low)
    alike = interrupted_effect(y, before=30, answers=np.full(36, 7))
    assert (alike.low, alike.high) == pytest.approx((plain.low, plain.high))
    with pytest.raises(Impossible, match="answers behind it"):
        interrupted_effect(y, before=30, answers=np.zeros(36))


def test_the_gap_to_what_would_have_been_is_about_the_estimate():
    y = weekly(2)
    found = interrupted_effect(y, before=30)
    gaps = [
        value - point.value for value, point in zip(y[30:], found.alternative[30:], strict=True)
    ]
    assert np.mean(gaps) == pytest.approx(found.estimate, abs=3)


def test_a_season_is_taken_out():
    rng = np.random.default_rng(5)
    month = np.arange(42)
    season = 15 * np.sin(2 * np.pi * month / 12)
    y = season + rng.normal(0, 2, 42) + 6 * (month >= 36)
    found = interrupted_effect(y, before=36, season=12)
    assert found.low < 6 < found.high
    assert found.high - found.low < 12


def test_the_band_holds_the_points_before():
    y = weekly(6)
    band = interrupted_effect(y, before=30).alternative
    inside = [point.low <= value <= point.high for point, value in zip(band, y, strict=True)]
    assert np.mean(inside[:30]) >= 0.9
    assert np.mean(inside[30:]) < 0.5  # the shift lies outside of noise alone


def test_unknown_likeness_makes_the_interval_wider_than_taking_points_as_independent():
    import statsmodels.api as sm

    rng = np.random.default_rng(7)
    noise = np.zeros(30)
    for t in range(1, 30):
        noise[t] = 0.5 * noise[t - 1] + rng.normal(0, 5)
    week = np.arange(30)
    plain = sm.OLS(noise, np.column_stack([np.ones(30), week, week >= 24])).fit()
    low, high = plain.conf_int()[2]
    found = interrupted_effect(noise, before=24)
    assert found.high - found.low > high - low


def half_a_year(swing: float = 0.0, turn: float = 1.0, seed: int = 1) -> np.ndarray:
    week = np.arange(30)
    noise = np.random.default_rng(seed).normal(0, 3, 30)
    return 20 + swing * np.sin(2 * np.pi * week / 26 + turn) + noise


def test_weeks_reckon_with_a_season_that_they_never_saw():
    """Where the swing stands in the weeks it is told from a shift better than as mere wandering."""
    held, known, blind = 0, 0.0, 0.0
    for seed in range(60):
        y = half_a_year(8, turn=seed / 60 * 2 * np.pi, seed=seed)
        one, other = interrupted_effect(y, before=26, year=52), interrupted_effect(y, before=26)
        held += one.low <= 0 <= one.high
        known, blind = known + one.high - one.low, blind + other.high - other.low
    assert held >= 55
    assert known < 0.8 * blind


def test_calm_weeks_pay_little_for_it():
    known = [interrupted_effect(half_a_year(seed=seed), before=26, year=52) for seed in range(20)]
    blind = [interrupted_effect(half_a_year(seed=seed), before=26) for seed in range(20)]
    ratio = np.mean([one.high - one.low for one in known]) / np.mean(
        [one.high - one.low for one in blind]
    )
    assert 1 < ratio < 1.1


def months(seed: int, *, before: int = 26, after: int = 5, skipped: int = 0) -> np.ndarray:
    """Each month of the year has a level of its own; some are left out at the date."""
    rng = np.random.default_rng(seed)
    month = np.arange(before + after + skipped)
    y = 20 + rng.normal(0, 10, 12)[month % 12] + rng.normal(0, 3, len(month))
    return np.delete(y, np.arange(before, before + skipped))


def width(seeds: range, **given: int) -> float:
    found = [
        interrupted_effect(months(seed, skipped=given.get("left_out", 0)), before=26, **given)
        for seed in seeds
    ]
    assert np.mean([one.low <= 0 <= one.high for one in found]) >= 0.9
    return float(np.mean([one.high - one.low for one in found]))


def test_months_that_were_seen_twice_are_levels_of_their_own():
    assert width(range(40), year=12) < 0.6 * width(range(40))


def test_a_month_left_out_at_the_date_does_not_shift_the_year():
    """The fourth month after the date is compared with its own month of the years before."""
    assert width(range(40), year=12, left_out=1) < 0.6 * width(range(40), left_out=1)
    y = np.tile(np.arange(12.0) ** 2, 4)
    y = y + np.random.default_rng(3).normal(0, 1, 48)
    kept = np.delete(y, [36])[:41]
    right = interrupted_effect(kept, before=36, season=12, left_out=1)
    wrong = interrupted_effect(kept, before=36, season=12)
    assert right.low < 0 < right.high
    assert wrong.low > 0, "February after January's level looks like an effect"
    with pytest.raises(Impossible, match="left out"):
        interrupted_effect(kept, before=36, left_out=-1)
    with pytest.raises(Impossible, match="those left out counted"):
        interrupted_effect(kept, before=36, left_out=2)


def test_in_more_weeks_half_a_turn_would_pass_for_a_shift():
    with pytest.raises(Impossible, match="28 points"):
        interrupted_effect(weekly(1)[:34], before=30, year=52)
    with pytest.raises(Impossible, match="first 4"):
        interrupted_effect(weekly(1)[:31], before=26, year=52)


def test_series_refusals():
    with pytest.raises(TooFew, match="24 points before"):
        interrupted_effect(weekly(1)[:30], before=20)
    with pytest.raises(TooFew, match="4 after"):
        interrupted_effect(weekly(1)[:33], before=30)
    with pytest.raises(Impossible, match="between 2 and 12"):
        interrupted_effect(weekly(1), before=30, season=52)
    with pytest.raises(Impossible, match="passes for a shift"):
        interrupted_effect(np.zeros(80), before=60)
    with pytest.raises(Impossible, match="first 6"):
        interrupted_effect(np.zeros(37), before=30)
    with pytest.raises(TooFew, match="seen three times"):
        interrupted_effect(weekly(1), before=30, season=12)
    with pytest.raises(TooFew, match="on a line"):
        interrupted_effect(np.arange(36.0), before=30)


def test_a_series_that_walks_at_random_gets_a_wide_interval_and_breaks_a_check():
    import statsmodels.api as sm

    walk, month = np.random.default_rng(1).normal(0, 3, 42).cumsum(), np.arange(42)
    found = interrupted_effect(walk, before=36)
    assert not next(one for one in found.checks if one.name == "steady-level").passed
    plain = sm.OLS(walk, np.column_stack([np.ones(42), month, month >= 36])).fit()
    low, high = plain.conf_int()[2]
    assert found.high - found.low > 1.5 * (high - low)


def test_the_p_value_and_the_interval_agree():
    """Where the shift is moved to an end of the interval, p is one in twenty."""
    y = weekly(8)
    found = interrupted_effect(y, before=30)
    shifted = y - np.repeat([0, found.low], [30, 6])
    assert interrupted_effect(shifted, before=30).p_value == pytest.approx(0.05, rel=1e-6)


def shops(seed: int, donors: int = 24, *, effect: float = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    moods = rng.normal(0, 4, (2, 16)).cumsum(axis=1)
    values = 20 + rng.dirichlet([1, 1], donors + 1) @ moods + rng.normal(0, 1.5, (donors + 1, 16))
    values[0, 12:] += effect
    return values


@pytest.mark.parametrize("seed", range(4))
def test_weights_are_the_convex_optimum(seed):
    """Against SciPy's general optimiser started at equal weights."""
    values = shops(seed)[:, :12]
    own = convex_weights(values[0], values[1:])
    assert own.min() >= 0
    assert own.sum() == pytest.approx(1)

    def loss(weights: np.ndarray) -> float:
        return float(((values[0] - weights @ values[1:]) ** 2).sum())

    theirs = minimize(
        loss, np.full(24, 1 / 24), bounds=[(0, 1)] * 24, method="SLSQP",
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1}, options={"maxiter": 500},
    )  # fmt: skip
    assert loss(own) <= theirs.fun * (1 + 1e-6) + 1e-6


def test_a_mix_that_fits_exactly_is_found():
    values = shops(9)
    values[0, :12] = 0.3 * values[3, :12] + 0.7 * values[8, :12]
    found = synthetic_effect(values[0], values[1:], before=12)
    assert found.weights[2] == pytest.approx(0.3, abs=1e-4)
    assert found.weights[7] == pytest.approx(0.7, abs=1e-4)


def test_an_effect_ranks_first_and_none_does_not():
    found = synthetic_effect(*split(shops(2, effect=25)), before=12)
    assert found.p_value == pytest.approx(1 / 25)
    assert found.low < 25 < found.high
    assert found.low > 0
    calm = synthetic_effect(*split(shops(2)), before=12)
    assert calm.low < 0 < calm.high
    assert calm.p_value > 0.05


def split(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return values[0], values[1:]


def test_a_unit_unlike_all_others_breaks_the_check():
    values = shops(3)
    values[0] += 12 * (-1.0) ** np.arange(values.shape[1])
    assert not synthetic_effect(*split(values), before=12).sound


def test_each_unit_is_counted_from_its_own_mean():
    values, levels = shops(4, effect=8), np.random.default_rng(1).normal(0, 40, (25, 1))
    plain = synthetic_effect(*split(values), before=12)
    moved = synthetic_effect(*split(values + levels), before=12)
    assert (moved.low, moved.high) == pytest.approx((plain.low, plain.high), abs=0.02)
    assert moved.weights == pytest.approx(plain.weights, abs=1e-3)
    lifted = [one.value for one in moved.alternative]
    assert lifted == pytest.approx([one.value + levels[0, 0] for one in plain.alternative], abs=0.1)


def test_synthetic_refusals():
    values = shops(1)
    with pytest.raises(TooFew, match="19 others"):
        synthetic_effect(values[0], values[1:15], before=12)
    with pytest.raises(TooFew, match="12 points before"):
        synthetic_effect(*split(values), before=5)
    with pytest.raises(Impossible, match="every period"):
        synthetic_effect(values[0], values[1:, :10], before=12)
