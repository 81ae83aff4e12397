"""A series against its own noise: by hand, by simulation, refused."""

import math

import numpy as np
import pytest

from emptychair.stats import Impossible, TooFew, change_beyond_own_noise

MONTHS = [100, 96, 104, 99, 107, 101, 95, 103, 98, 102, 97, 100]


def test_with_single_months_it_is_the_mean_square_successive_difference():
    """Von Neumann's: sum of squared steps; the last step is the one that is judged."""
    found = change_beyond_own_noise([*MONTHS, 140], window=1)
    steps = np.diff(MONTHS)
    assert found.estimate == 40
    assert found.usual == pytest.approx(math.sqrt((steps**2).mean()))
    k = len(steps)  # tr(CC') = 2k, tr((CC')²) = 4k + 2(k - 1)
    assert found.degrees == pytest.approx((2 * k) ** 2 / (4 * k + 2 * (k - 1)))


def test_longer_windows_are_means_and_do_not_touch_each_other():
    series = [*([10.0, 12.0] * 10), 20.0, 20.0, 20.0]
    found = change_beyond_own_noise(series, window=3)
    assert found.estimate == pytest.approx(20 - np.mean(series[-6:-3]))


def test_the_same_months_a_year_ago():
    """A series that repeats itself every year, with some noise: no change is told."""
    rng = np.random.default_rng(2)
    season = 50 * np.sin(2 * np.pi * np.arange(48) / 12)
    series = list(season + rng.normal(0, 2, 48))
    assert change_beyond_own_noise(series, window=3, lag=12).p_value > 0.05
    assert abs(change_beyond_own_noise(series, window=3).estimate) > 10


@pytest.mark.parametrize("kind", ["independent", "autoregressive", "random walk", "counts"])
@pytest.mark.parametrize("window", [1, 3])
def test_noise_alone_is_seldom_told(kind, window):
    """2,000 seeded series of 24 months; at 5% within a simulation error of that, or below."""
    rng = np.random.default_rng(5)
    noise = rng.normal(size=(2_000, 60))
    if kind == "autoregressive":
        for place in range(1, 60):
            noise[:, place] += 0.6 * noise[:, place - 1]
    elif kind == "random walk":
        noise = noise.cumsum(axis=1)
    elif kind == "counts":
        noise = rng.poisson(400, size=(2_000, 60)).astype(float)
    told = [
        change_beyond_own_noise(list(row), window=window).p_value < 0.05 for row in noise[:, -24:]
    ]
    assert np.mean(told) < 0.07


def test_a_real_change_is_told():
    rng = np.random.default_rng(6)
    told = [
        change_beyond_own_noise([*rng.normal(size=21), *rng.normal(4, 1, size=3)], window=3).low > 0
        for _ in range(300)
    ]
    assert np.mean(told) > 0.9


def test_a_missing_month_of_the_past_is_left_out():
    series = [*MONTHS[:5], None, *MONTHS[6:], 140]
    assert change_beyond_own_noise(series, window=1).p_value < 0.01


def test_what_cannot_be_told_is_refused():
    with pytest.raises(TooFew, match="shorter"):
        change_beyond_own_noise([1.0], window=1)
    with pytest.raises(TooFew, match="too short"):
        change_beyond_own_noise([1.0, 3.0, 2.0], window=1)
    with pytest.raises(TooFew, match="missing"):
        change_beyond_own_noise([*MONTHS, None], window=1)
    with pytest.raises(TooFew, match="never moved"):
        change_beyond_own_noise([5.0] * 20 + [9.0], window=1)
    with pytest.raises(Impossible):
        change_beyond_own_noise(MONTHS, window=3, lag=2)
