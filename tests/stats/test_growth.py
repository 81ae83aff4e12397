"""Retention, earned growth and word of mouth: against published values, by simulation, refused."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.stats import (
    Impossible,
    RevenueSums,
    TooFew,
    earned_growth,
    gross_retention,
    gross_retention_of_sums,
    logo_churn,
    net_retention,
    net_retention_of_sums,
    viral_coefficient,
    wilson,
    wom_coefficient,
)
from emptychair.stats.growth import _variance

MONEY = st.just(0.0) | st.floats(0.01, 1e6)
AMOUNTS = st.lists(st.tuples(MONEY, MONEY), min_size=1, max_size=60).filter(
    lambda pairs: any(old > 0 for old, _new in pairs)
)


def test_the_example_of_net_promoter_3_0_as_we_write_it():
    """Last year 100, those customers now 110, new earned 12, new bought 18."""
    found = earned_growth(100, 110, new_earned=12, new_bought=18)
    assert found.retained == pytest.approx(1.10)
    assert found.earned_new == pytest.approx(0.12)
    assert found.earned == pytest.approx(0.22)
    assert found.growth == pytest.approx(0.40)
    assert (found.low, found.high) == (found.earned, found.earned)


def test_what_is_unknown_widens_the_bounds_and_moves_nothing_else():
    known = earned_growth(100, 110, new_earned=12, new_bought=18)
    unsure = earned_growth(100, 110, new_earned=12, new_bought=10, new_unknown=8)
    assert unsure.growth == pytest.approx(known.growth)
    assert unsure.low == pytest.approx(known.earned)
    assert unsure.high == pytest.approx(0.30)
    assert unsure.unknown_share == pytest.approx(8 / 30)


def test_who_paid_nothing_at_the_start_is_not_of_the_cohort():
    assert net_retention([100, 0], [90, 500]).share == pytest.approx(0.9)
    assert net_retention([100, 0], [90, 500]).customers == 1


@given(AMOUNTS)
def test_gross_never_exceeds_net_nor_all_of_it(pairs):
    old, new = zip(*pairs, strict=True)
    gross, net = gross_retention(old, new), net_retention(old, new)
    assert 0 <= gross.share <= 1 + 1e-12
    assert gross.share <= net.share + 1e-9
    for found in (gross, net):
        if found.low is not None:
            assert found.low - 1e-9 <= found.share <= found.high + 1e-9


@given(AMOUNTS, st.floats(0.01, 100))
def test_another_currency_changes_nothing(pairs, rate):
    old, new = (np.array(each) for each in zip(*pairs, strict=True))
    assert net_retention(old * rate, new * rate).share == pytest.approx(
        net_retention(old, new).share, rel=1e-6, abs=1e-9
    )


def test_customers_of_one_size_who_stay_or_leave_are_a_plain_share():
    """Then GRR is the share who stayed; its limits are Wilson's, with t in place of z."""
    old, new = [10.0] * 200, [10.0] * 170 + [0.0] * 30
    found, share = gross_retention(old, new), wilson(170, 200)
    assert found.share == share.share
    assert found.effective == pytest.approx(200)
    assert found.low == pytest.approx(share.low, abs=2e-3)
    assert found.high == pytest.approx(share.high, abs=2e-3)


def test_the_variance_agrees_with_leaving_out_one_customer_at_a_time():
    """The jackknife of a ratio, an estimate of its own; ours divides by n_eff where it has n."""
    rng = np.random.default_rng(7)
    old = rng.lognormal(0, 0.6, 400)
    kept = old * rng.choice([0.0, 0.5, 1.0], 400, p=[0.1, 0.1, 0.8])
    without = (kept.sum() - kept) / (old.sum() - old)
    jackknife = 399 / 400 * ((without - without.mean()) ** 2).sum()
    sums = RevenueSums(
        400, *(float(x.sum()) for x in (old, old**2, kept, kept**2, kept * old)), 0.0, 0.0, 0.0
    )
    ours = _variance(sums, sums.kept / sums.before, sums.kept_squared, sums.kept_product)
    assert ours * (sums.effective - 1) / sums.effective == pytest.approx(jackknife, rel=0.02)


def test_sums_of_an_engine_give_the_same_as_the_customers_themselves():
    rng = np.random.default_rng(11)
    old = rng.lognormal(0, 0.7, 150)
    new = old * rng.choice([0.0, 0.8, 1.0, 1.4], 150)
    kept, grown = np.minimum(old, new), np.maximum(new - old, 0)
    sums = RevenueSums(
        150,
        *(float(x.sum()) for x in (old, old**2, kept, kept**2, kept * old)),
        *(float(x.sum()) for x in (grown, grown**2, grown * old)),
    )
    assert net_retention_of_sums(sums) == net_retention(old, new)
    assert gross_retention_of_sums(sums) == gross_retention(old, new)


@pytest.mark.parametrize(("sigma", "n"), [(0.5, 60), (1.0, 150), (1.3, 400)])
def test_intervals_cover_uneven_customers(sigma, n):
    """Lognormal customers of whom some leave and some grow: 600 samples, seeded."""
    rng = np.random.default_rng(int(1000 * sigma) + n)
    old = rng.lognormal(0, sigma, 100_000)
    new = old * rng.choice([0.0, 1.0, 1.2], old.size, p=[0.15, 0.65, 0.2])
    truth = {
        net_retention: new.sum() / old.sum(),
        gross_retention: np.minimum(old, new).sum() / old.sum(),
    }
    for retention, true in truth.items():
        chosen = (rng.integers(0, old.size, n) for _ in range(600))
        found = [retention(old[each], new[each]) for each in chosen]
        known = [one for one in found if one.low is not None]
        covered = np.mean([one.low <= true <= one.high for one in known])
        assert len(known) > 300
        assert covered > 0.92


def test_a_few_large_customers_give_no_interval():
    old = [1.0] * 100 + [1000.0]
    assert net_retention(old, old).low is None
    assert net_retention(old, old).effective < 2


def test_poisson_limits_are_those_of_garwood():
    """Exact 95% limits of counts 0, 1 and 10: 0 to 3.689, 0.0253 to 5.572, 4.795 to 18.390."""
    limits = {0: (0.0, 3.689), 1: (0.0253, 5.572), 10: (4.795, 18.390)}
    for count, (low, high) in limits.items():
        found = wom_coefficient(count, returning=1)
        assert found.low == pytest.approx(low, abs=5e-4)
        assert found.high == pytest.approx(high, abs=5e-4)


def test_k_is_invitations_times_conversion():
    found = viral_coefficient(200, invitations=300, joined=60)
    assert found.rate == pytest.approx((300 / 200) * (60 / 300))


def test_logo_churn_is_a_wilson_share():
    assert logo_churn(12, 240) == wilson(12, 240)


def test_what_cannot_be_is_refused():
    with pytest.raises(TooFew):
        net_retention([0, 0], [1, 2])
    with pytest.raises(Impossible):
        net_retention([1], [1, 2])
    with pytest.raises(Impossible):
        net_retention([1, -1], [1, 2])
    with pytest.raises(Impossible):
        gross_retention([1, math.nan], [1, 2])
    with pytest.raises(TooFew):
        earned_growth(0, 0, new_earned=1, new_bought=1)
    with pytest.raises(Impossible):
        earned_growth(100, -1, new_earned=1, new_bought=1)
    with pytest.raises(TooFew):
        wom_coefficient(3, returning=0)
    with pytest.raises(Impossible):
        viral_coefficient(10, invitations=3, joined=4)
    with pytest.raises(TooFew):
        viral_coefficient(0, invitations=3, joined=2)
