"""Whether what was promised came true as often as promised. Explained in
`docs/algorithms/judging-a-risk-model.md`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.judging import checked_rows
from emptychair.stats.proportions import wilson
from emptychair.stats.quantiles import checked_level, critical_z

Numbers = NDArray[np.float64]
EDGE = 1e-6
ROUNDS = 60


@dataclass(frozen=True)
class RiskBin:
    """Rows that were promised about the same: what was promised on average, and what came."""

    promised: float
    came: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class RiskCalibration:
    """Slope 1 and intercept 0: promises hold. A slope below 1: they were too extreme.

    `intercept` is at slope 1 (calibration in the large): above nothing, more happened than was
    promised. `ratio` is what happened over what was promised.
    """

    slope: float
    slope_low: float
    slope_high: float
    intercept: float
    intercept_low: float
    intercept_high: float
    ratio: float
    ratio_low: float
    ratio_high: float
    brier: float
    bins: tuple[RiskBin, ...]
    n: int
    events: int


def risk_calibration(
    happened: ArrayLike, promised: ArrayLike, *, bins: int = 10, level: float = 0.95
) -> RiskCalibration:
    """Cox's (1958) recalibration of promised probabilities, and rows in bins of equal size.

    Intervals are Wald's for slope and intercept, Wilson's for bins; that of the ratio takes what
    was promised as known. Raises `TooFew` as `auc`, `Impossible` for what is no probability.
    """
    event, given = checked_rows(happened, promised)
    if (given < 0).any() or (given > 1).any():
        raise Impossible("A promised probability lies between 0 and 1.")
    given = np.clip(given, EDGE, 1 - EDGE)
    logit = np.log(given / (1 - given))
    z = critical_z(checked_level(level))
    slope, slope_se = _slope(event, logit)
    shift, shift_se = _shift(event, logit)
    total, n = int(event.sum()), len(event)
    seen, mean = wilson(total, n, level=level), float(given.mean())
    return RiskCalibration(
        slope, slope - z * slope_se, slope + z * slope_se,
        shift, shift - z * shift_se, shift + z * shift_se,
        seen.share / mean, seen.low / mean, seen.high / mean,
        float(((given - event) ** 2).mean()), _bins(event, given, bins, level), n, total,
    )  # fmt: skip


def recalibration(happened: ArrayLike, logits: ArrayLike) -> tuple[float, float]:
    """Intercept and slope that turn a score into a probability on these rows (Platt 1999, with his
    targets, so that a perfect ranking does not promise certainty). Raises `TooFew` as `auc`.
    """
    event, score = checked_rows(happened, logits)
    spread = float(score.std())
    if spread == 0:
        raise TooFew("All rows have the same risk, so there is nothing to turn.")
    m, n = event.sum(), len(event) - event.sum()
    target = np.where(event == 1, (m + 1) / (m + 2), 1 / (n + 2))
    scaled = score / spread
    beta = _fitted(target, np.column_stack([np.ones(len(event)), scaled]))[0]
    return float(beta[0]), float(beta[1] / spread)


def _slope(event: Numbers, logit: Numbers) -> tuple[float, float]:
    if float(np.ptp(logit)) == 0:
        return 0.0, float("inf")
    beta, errors = _fitted(event, np.column_stack([np.ones(len(event)), logit]))
    return float(beta[1]), float(errors[1])


def _shift(event: Numbers, logit: Numbers) -> tuple[float, float]:
    beta, errors = _fitted(event, np.ones((len(event), 1)), offset=logit)
    return float(beta[0]), float(errors[0])


def _fitted(
    target: Numbers, known: Numbers, offset: Numbers | float = 0.0
) -> tuple[Numbers, Numbers]:
    """Coefficients of a logistic regression and their errors, by Newton with halved steps."""
    beta = np.zeros(known.shape[1])
    best = _likelihood(target, known @ beta + offset)
    information = np.eye(len(beta))
    for _round in range(ROUNDS):
        p = 1 / (1 + np.exp(-np.clip(known @ beta + offset, -35, 35)))
        information = (known * (p * (1 - p))[:, None]).T @ known
        step = np.linalg.lstsq(information, known.T @ (target - p), rcond=None)[0]
        while _likelihood(target, known @ (beta + step) + offset) < best - 1e-12:
            step = step / 2
        beta = beta + step
        best = _likelihood(target, known @ beta + offset)
        if float(np.abs(step).max()) < 1e-9:
            break
    return beta, np.sqrt(np.clip(np.diag(np.linalg.pinv(information)), 0, None))


def _likelihood(target: Numbers, eta: Numbers) -> float:
    return float((target * eta - np.logaddexp(0, eta)).sum())


def _bins(event: Numbers, given: Numbers, bins: int, level: float) -> tuple[RiskBin, ...]:
    parts = np.array_split(np.argsort(given, kind="stable"), min(bins, len(event)))
    found = []
    for part in parts:
        share = wilson(int(event[part].sum()), len(part), level=level)
        promised = float(given[part].mean())
        found.append(RiskBin(promised, share.share, share.low, share.high, len(part)))
    return tuple(found)
