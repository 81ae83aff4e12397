"""Revenue that stayed, customers who left, growth that was earned, and word of mouth. Explained in
`docs/algorithms/growth.md`; months of contracts in `docs/algorithms/recurring-revenue.md`.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from emptychair.stats.counts import checked_count
from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.proportions import Share, wilson
from emptychair.stats.quantiles import checked_level, critical_t

FEWEST = 30
"""Effective customers below which a share of revenue is given without an interval."""


@dataclass(frozen=True)
class RevenueSums:
    """What the start cohort adds up to: all that retention needs, so that an engine may count it.

    Of each customer who paid something before: what they paid, what is kept of it (at most all of
    it), and by how much they grew beyond it; with squares, and products with what they paid.
    """

    customers: int
    before: float
    before_squared: float
    kept: float
    kept_squared: float
    kept_product: float
    grown: float
    grown_squared: float
    grown_product: float

    @property
    def effective(self) -> float:
        """How many customers of one size would say as much (Kish 1965)."""
        return self.before**2 / self.before_squared if self.before_squared else 0.0


@dataclass(frozen=True)
class Retention:
    """Revenue that is there of what there was; 1 is all of it.

    `effective` is how many customers of one size would say as much (Kish); under 30 there is no
    interval, since a few large ones decide.
    """

    share: float
    low: float | None
    high: float | None
    customers: int
    effective: float


@dataclass(frozen=True)
class EarnedGrowth:
    """Growth that customers brought, with its bounds while it is unknown how some came.

    Shares of last year's revenue: `growth` is all of it, `earned` what is known to be earned, `low`
    and `high` when nobody, or everybody, of the unknown came by recommendation.
    """

    retained: float
    earned_new: float
    earned: float
    low: float
    high: float
    growth: float
    unknown_share: float


@dataclass(frozen=True)
class Rate:
    """A number of newcomers for each of those who could bring them, with its interval."""

    rate: float
    low: float
    high: float


def net_retention(before: ArrayLike, after: ArrayLike, *, level: float = 0.95) -> Retention:
    """What the customers of the start pay now, as a share of what they paid then (NRR).

    `before[i]` and `after[i]` are one customer; who paid nothing before is not of the start cohort.
    Raises `TooFew` for an empty cohort, `Impossible` for amounts below nothing.
    """
    return net_retention_of_sums(_sums(before, after), level=level)


def gross_retention(before: ArrayLike, after: ArrayLike, *, level: float = 0.95) -> Retention:
    """The same without what anybody pays more than then: losses only (GRR). Raises alike."""
    return gross_retention_of_sums(_sums(before, after), level=level)


def gross_retention_of_sums(sums: RevenueSums, *, level: float = 0.95) -> Retention:
    """GRR from sums over customers. Raises `TooFew` when nobody paid anything before.

    A share of revenue, so the interval is Wilson's with the effective number of customers that the
    ratio estimator's error stands for (Korn and Graubard 1998; Cochran 1977).
    """
    _check(sums)
    share = sums.kept / sums.before
    low, high = _kept_limits(sums, level)
    return Retention(share, low, high, sums.customers, sums.effective)


def net_retention_of_sums(sums: RevenueSums, *, level: float = 0.95) -> Retention:
    """NRR from sums over customers: what is kept and what is grown, limits combined as Newcombe
    combines two (Zou and Donner 2008). Raises `TooFew` when nobody paid anything before.
    """
    _check(sums)
    kept, grown = sums.kept / sums.before, sums.grown / sums.before
    low, high = _kept_limits(sums, level)
    if low is None or high is None:
        return Retention(kept + grown, None, None, sums.customers, sums.effective)
    least, most = _grown_limits(sums, level)
    down, up = math.hypot(kept - low, grown - least), math.hypot(high - kept, most - grown)
    share = kept + grown
    return Retention(share, max(0.0, share - down), share + up, sums.customers, sums.effective)


def logo_churn(lost: int, customers: int, *, level: float = 0.95) -> Share:
    """The share of the customers of the start who left, however large they were (Wilson)."""
    return wilson(lost, customers, level)


def earned_growth(
    last_year: float,
    same_customers: float,
    *,
    new_earned: float,
    new_bought: float,
    new_unknown: float = 0.0,
) -> EarnedGrowth:
    """Net retention plus what new customers who came by recommendation pay, less 100 %.

    All amounts are revenue of this year but `last_year`. The bounds count all of `new_unknown` as
    bought, and as earned. Raises `TooFew` without revenue last year, `Impossible` below nothing.
    """
    parts = (same_customers, new_earned, new_bought, new_unknown)
    if not all(math.isfinite(each) and each >= 0 for each in (last_year, *parts)):
        raise Impossible("Revenue is a number of nothing or more.")
    if last_year <= 0:
        raise TooFew("Growth is a share of last year's revenue, and there was none.")
    retained = same_customers / last_year
    earned = retained + new_earned / last_year - 1
    arrived = new_earned + new_bought + new_unknown
    return EarnedGrowth(
        retained=retained,
        earned_new=new_earned / last_year,
        earned=earned,
        low=earned,
        high=earned + new_unknown / last_year,
        growth=(same_customers + arrived) / last_year - 1,
        unknown_share=new_unknown / arrived if arrived else 0.0,
    )


def wom_coefficient(
    organic_new: int, *, returning: int, other_new: int = 0, level: float = 0.95
) -> Rate:
    """New users nobody paid for, for each returning user and each new one from elsewhere.

    The interval is the exact one of a Poisson count (Garwood 1936). Raises `TooFew` when there was
    nobody who could recommend.
    """
    active = checked_count(returning, "Users") + checked_count(other_new, "Users")
    if active == 0:
        raise TooFew("Word of mouth needs somebody who was there before.")
    return _rate(organic_new, active, level)


def viral_coefficient(
    customers: int, *, invitations: int, joined: int, level: float = 0.95
) -> Rate:
    """K: invitations for each customer times the share of them that made a customer.

    The interval is that of the count who joined. Raises `TooFew` without customers, `Impossible`
    when more joined than were invited.
    """
    if checked_count(customers, "Customers") == 0:
        raise TooFew("K needs customers who could invite somebody.")
    if checked_count(joined, "Newcomers") > checked_count(invitations, "Invitations"):
        raise Impossible(f"Of {invitations} invited, {joined} cannot have joined.")
    return _rate(joined, customers, level)


def _rate(count: int, sources: int, level: float) -> Rate:
    from scipy.special import chdtri

    n, tail = checked_count(count, "Newcomers"), (1 - checked_level(level)) / 2
    low = float(chdtri(2 * n, 1 - tail)) / 2 if n else 0.0
    high = float(chdtri(2 * n + 2, tail)) / 2
    return Rate(n / sources, low / sources, high / sources)


def _check(sums: RevenueSums) -> None:
    if checked_count(sums.customers, "Customers") == 0 or sums.before <= 0:
        raise TooFew("Nobody paid anything at the start; retention needs a customer who did.")


def _kept_limits(sums: RevenueSums, level: float) -> tuple[float | None, float | None]:
    """Wilson's limits for so many customers of one size as the error stands for."""
    if sums.effective < FEWEST:
        return None, None
    t = critical_t(level, sums.effective - 1)
    share = sums.kept / sums.before
    variance = _variance(sums, share, sums.kept_squared, sums.kept_product)
    n = min(sums.effective, share * (1 - share) / variance) if variance > 0 else sums.effective
    centre = (share + t * t / (2 * n)) / (1 + t * t / n)
    half = t / (1 + t * t / n) * math.sqrt(share * (1 - share) / n + t * t / (4 * n * n))
    return max(0.0, centre - half), min(1.0, centre + half)


def _grown_limits(sums: RevenueSums, level: float) -> tuple[float, float]:
    """As of a count whose relative error is the one found (the score limits of a Poisson mean)."""
    share = sums.grown / sums.before
    variance = _variance(sums, share, sums.grown_squared, sums.grown_product)
    if share <= 0 or variance <= 0:
        return share, share
    t, count = critical_t(level, sums.effective - 1), share * share / variance
    half = t * math.sqrt(1 / count + t * t / (4 * count * count))
    middle = 1 + t * t / (2 * count)
    return share * max(0.0, middle - half), share * (middle + half)


def _variance(sums: RevenueSums, share: float, squared: float, product: float) -> float:
    """Of a ratio of sums over the same customers (Cochran 1977), for the effective number."""
    apart = squared - 2 * share * product + share * share * sums.before_squared
    n = sums.effective
    return max(0.0, apart) * n / (n - 1) / sums.before**2


def _sums(before: ArrayLike, after: ArrayLike) -> RevenueSums:
    old = np.asarray(before, dtype=np.float64).ravel()
    new = np.asarray(after, dtype=np.float64).ravel()
    if old.size != new.size:
        raise Impossible(f"Customers come in twos, then and now: {old.size} and {new.size}.")
    both = np.concatenate([old, new])
    if not np.isfinite(both).all() or (both < 0).any():
        raise Impossible("What a customer pays is a number of nothing or more.")
    there = old > 0
    old, new = old[there], new[there]
    kept, grown = np.minimum(old, new), np.maximum(new - old, 0)
    return RevenueSums(
        customers=int(old.size),
        before=float(old.sum()),
        before_squared=float((old * old).sum()),
        kept=float(kept.sum()),
        kept_squared=float((kept * kept).sum()),
        kept_product=float((kept * old).sum()),
        grown=float(grown.sum()),
        grown_squared=float((grown * grown).sum()),
        grown_product=float((grown * old).sum()),
    )
