"""How well a ranking of risks did, on rows it has not seen. Explained in
`docs/algorithms/judging-a-risk-model.md`.

What is judged by it stands in `docs/algorithms/risk.md` and `docs/algorithms/health.md`.

Rows of one customer are alike: give `clusters` and every interval allows for it.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.proportions import wilson
from emptychair.stats.quantiles import checked_level, critical_z

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]
PUSHES = 400
"""Samples of a bootstrap interval."""


@dataclass(frozen=True)
class Area:
    """A figure from 0 to 1 with its interval; `base` is what knowing nothing gives."""

    value: float
    low: float
    high: float
    se: float
    base: float
    n: int
    events: int


@dataclass(frozen=True)
class Gap:
    """One area less another, on the same rows."""

    value: float
    low: float
    high: float
    p_value: float


@dataclass(frozen=True)
class Lift:
    """The rows ranked first: how many, how many of them had it, and how often that is the usual."""

    rows: int
    hits: int
    precision: float
    precision_low: float
    precision_high: float
    recall: float
    recall_low: float
    recall_high: float
    base: float
    lift: float
    lift_low: float
    lift_high: float


def auc(
    happened: ArrayLike,
    risks: ArrayLike,
    *,
    clusters: Iterable[Hashable] | None = None,
    level: float = 0.95,
) -> Area:
    """The chance that of two rows the one where it happened had the higher risk; ties count half.

    DeLong, DeLong and Clarke-Pearson (1988); with `clusters` their components are summed within
    each (Obuchowski 1997). Raises `TooFew` unless it happened to two rows and not to two.
    """
    event, risk = checked_rows(happened, risks)
    value, parts = _components(event, risk)
    se = float(np.sqrt(_variance(parts, event, _numbered(clusters, len(event)))))
    half = critical_z(checked_level(level)) * se
    low, high = max(0.0, value - half), min(1.0, value + half)
    return Area(value, low, high, se, 0.5, len(event), int(event.sum()))


def auc_gap(
    happened: ArrayLike,
    risks: ArrayLike,
    others: ArrayLike,
    *,
    clusters: Iterable[Hashable] | None = None,
    level: float = 0.95,
) -> Gap:
    """The area of `risks` less that of `others` on the same rows (paired, as `auc`)."""
    from scipy.stats import norm

    event, risk = checked_rows(happened, risks)
    _, other = checked_rows(happened, others)
    (first, own), (second, theirs) = _components(event, risk), _components(event, other)
    parts = own - theirs
    se = float(np.sqrt(_variance(parts, event, _numbered(clusters, len(event)))))
    gap, half = first - second, critical_z(checked_level(level)) * se
    p_value = float(2 * norm.sf(abs(gap) / se)) if se > 0 else float(gap == 0)
    return Gap(gap, gap - half, gap + half, p_value)


def pr_auc(
    happened: ArrayLike,
    risks: ArrayLike,
    *,
    clusters: Iterable[Hashable] | None = None,
    level: float = 0.95,
    seed: int = 1,
) -> Area:
    """Average precision: the area under precision by recall, in steps, ties taken together.

    The interval is a percentile bootstrap over clusters, seeded. `base` is the share of all rows to
    which it happened, which a ranking by chance reaches. Raises as `auc`.
    """
    event, risk = checked_rows(happened, risks)
    order = np.argsort(-risk, kind="stable")
    ends = np.flatnonzero(np.append(np.diff(risk[order]) != 0, [True]))
    hit = event[order]
    numbers = _numbered(clusters, len(event))[order]
    value = _average_precision(hit, np.ones(len(hit)), ends)
    rng, groups = np.random.default_rng(seed), int(numbers.max()) + 1
    drawn = []
    for _push in range(PUSHES):
        weight = np.bincount(rng.integers(0, groups, groups), minlength=groups)[numbers]
        if (weight * hit).sum() > 0:
            drawn.append(_average_precision(hit, weight.astype(np.float64), ends))
    tail = (1 - checked_level(level)) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail])
    return Area(
        value, float(low), float(high), float(np.std(drawn)), float(hit.mean()), len(hit),
        int(hit.sum()),
    )  # fmt: skip


def lift_at(
    happened: ArrayLike, risks: ArrayLike, *, share: float = 0.1, level: float = 0.95
) -> Lift:
    """The `share` of rows with the highest risk, ties broken by their order. Precision and recall
    with Wilson intervals; the lift is precision over the base share, taken as known.
    """
    event, risk = checked_rows(happened, risks)
    if not 0 < share < 1:
        raise Impossible("The share to look at lies between 0 and 1.")
    rows = max(1, round(share * len(event)))
    hits = int(event[np.argsort(-risk, kind="stable")[:rows]].sum())
    total, base = int(event.sum()), float(event.mean())
    precise, found = wilson(hits, rows, level=level), wilson(hits, total, level=level)
    return Lift(
        rows, hits, precise.share, precise.low, precise.high, found.share, found.low, found.high,
        base, precise.share / base, precise.low / base, precise.high / base,
    )  # fmt: skip


def checked_rows(happened: ArrayLike, risks: ArrayLike) -> tuple[Numbers, Numbers]:
    """Both as columns. Raises `TooFew` unless it happened to two rows and not to two others."""
    event = np.asarray(happened, dtype=np.float64).ravel()
    risk = np.asarray(risks, dtype=np.float64).ravel()
    if event.shape != risk.shape or not np.isin(event, (0, 1)).all():
        raise Impossible("Of each row it is known whether it happened (1) or not (0).")
    if not np.isfinite(risk).all():
        raise Impossible("Each row has a risk, a number; put those nobody knows at the mean.")
    if event.sum() < 2 or (1 - event).sum() < 2:
        raise TooFew("Judging a ranking takes two rows where it happened and two where not.")
    return event, risk


def _components(event: Numbers, risk: Numbers) -> tuple[float, Numbers]:
    """The area, and what each row adds to its error."""
    positive = event == 1
    m, n = float(positive.sum()), float((~positive).sum())
    from scipy.stats import rankdata

    whole = rankdata(risk)
    within = np.empty(len(risk))
    within[positive], within[~positive] = rankdata(risk[positive]), rankdata(risk[~positive])
    above = np.where(positive, (whole - within) / n, 1 - (whole - within) / m)
    value = float(above[positive].mean())
    return value, above - value


def _variance(parts: Numbers, event: Numbers, clusters: Whole) -> float:
    positive = event == 1
    m, n = float(positive.sum()), float((~positive).sum())
    groups = int(clusters.max()) + 1
    if groups == len(event):
        own, others = parts[positive], parts[~positive]
        return float((own @ own) / (m * (m - 1)) + (others @ others) / (n * (n - 1)))
    if groups < 2:
        raise TooFew("Judging a ranking takes two customers.")
    sums = np.bincount(clusters, weights=np.where(positive, parts / m, parts / n))
    return float((sums @ sums) * groups / (groups - 1))


def _average_precision(hit: Numbers, weight: Numbers, ends: Whole) -> float:
    seen, found = np.cumsum(weight)[ends], np.cumsum(weight * hit)[ends]
    with np.errstate(invalid="ignore", divide="ignore"):
        precision = np.where(seen > 0, found / seen, 0.0)
    return float((np.diff(found, prepend=0.0) * precision).sum() / found[-1])


def _numbered(clusters: Iterable[Hashable] | None, n: int) -> Whole:
    if clusters is None:
        return np.arange(n)
    _, numbers = np.unique(np.asarray(list(clusters)), return_inverse=True)
    if len(numbers) != n:
        raise Impossible("Each row belongs to one customer.")
    return np.asarray(numbers, dtype=np.int64)
