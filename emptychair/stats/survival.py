"""How long until it happens, with those to whom it has not happened yet. Explained in
`docs/algorithms/survival.md` and `docs/algorithms/hazards.md`.

The arithmetic is that of `lifelines`, imported only when asked (decision 14).
"""

import math
import warnings
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.quantiles import checked_level, critical_z

Numbers = NDArray[np.float64]
EVENTS_PER_TERM = 10
"""To whom it happened, for each thing adjusted for, below which no hazard ratio is given."""
_UNTOLD = 20.0  # an error of a factor e^20: nothing is told


@dataclass(frozen=True)
class SurvivalCurve:
    """The share to whom it has not happened by each time, with its limits (Kaplan-Meier).

    `median` is the time by which it has happened to half; None when it has not yet.
    """

    times: tuple[float, ...]
    shares: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    at_risk: tuple[int, ...]
    median: float | None
    n: int
    events: int

    def at(self, time: float) -> tuple[float, float, float]:
        """The share at a time with its limits. `TooFew` after the last one anybody was seen."""
        if time > self.times[-1]:
            raise TooFew(f"Nobody has been seen for longer than {self.times[-1]:g}.")
        place = int(np.searchsorted(self.times, time, side="right")) - 1
        place = max(place, 0)
        return self.shares[place], self.low[place], self.high[place]


@dataclass(frozen=True)
class LogRank:
    """Whether curves differ by more than chance."""

    statistic: float
    degrees: int
    p_value: float


@dataclass(frozen=True)
class Hazard:
    """By how much one more of something multiplies the rate, all else alike.

    `p_proportional` is small where that factor changes with time, so that one number misleads.
    """

    name: str
    ratio: float
    low: float
    high: float
    coefficient: float
    se: float
    p_value: float
    p_proportional: float


@dataclass(frozen=True)
class CoxModel:
    """Hazard ratios, and how well their order agrees with what happened (1 always, .5 chance)."""

    hazards: tuple[Hazard, ...]
    concordance: float
    log_likelihood: float
    n: int
    events: int

    def __getitem__(self, name: str) -> Hazard:
        """That of one of the things adjusted for."""
        return next(each for each in self.hazards if each.name == name)


def kaplan_meier(times: ArrayLike, happened: ArrayLike, *, level: float = 0.95) -> SurvivalCurve:
    """Kaplan and Meier (1958); limits on the log-log scale, from Greenwood's error.

    `times` until it happened (1) or until each was last seen (0). Raises `TooFew` for nobody.
    """
    from lifelines import KaplanMeierFitter

    lasted, event = _checked(times, happened)
    fitted = KaplanMeierFitter(alpha=1 - checked_level(level)).fit(lasted, event)
    limits = fitted.confidence_interval_.to_numpy()
    shares = fitted.survival_function_.to_numpy()[:, 0]
    middle = float(fitted.median_survival_time_)
    low, high = (np.where(np.isnan(limits[:, i]), shares, limits[:, i]) for i in (0, 1))
    return SurvivalCurve(
        times=tuple(fitted.survival_function_.index.to_numpy().tolist()),
        shares=tuple(shares.tolist()),
        low=tuple(low.tolist()),
        high=tuple(high.tolist()),
        at_risk=tuple(int(each) for each in fitted.event_table["at_risk"]),
        median=middle if math.isfinite(middle) else None,
        n=len(lasted),
        events=int(event.sum()),
    )


def log_rank(times: ArrayLike, happened: ArrayLike, groups: Iterable[Hashable]) -> LogRank:
    """Whether groups differ (Mantel 1966). `TooFew` without two groups, or where nothing ended."""
    from lifelines.statistics import multivariate_logrank_test

    lasted, event = _checked(times, happened)
    number: dict[Hashable, int] = {}
    group = np.array([number.setdefault(each, len(number)) for each in groups])
    if group.shape != lasted.shape:
        raise Impossible("Each one belongs to one group.")
    if len(number) < 2:
        raise TooFew("Comparing curves needs two groups.")
    if not event.any():
        raise TooFew("It has not happened to anybody yet, so curves cannot differ.")
    found = multivariate_logrank_test(lasted, group, event)
    return LogRank(float(found.test_statistic), len(number) - 1, float(found.p_value))


def cox(
    times: ArrayLike,
    happened: ArrayLike,
    known: Mapping[str, ArrayLike],
    *,
    clusters: Iterable[Hashable] | None = None,
    level: float = 0.95,
) -> CoxModel:
    """Cox (1972), ties after Efron; with `clusters` errors that allow for likeness within them.

    `known` are numbers of each one at the start of the time. Raises `TooFew` when it happened to
    fewer than ten for each thing known, `Impossible` where something does not vary or tells without
    exception to whom it happens.
    """
    lasted, event = _checked(times, happened)
    table = {name: np.asarray(values, dtype=np.float64) for name, values in known.items()}
    _check_known(table, len(lasted), int(event.sum()))
    fitted, frame = _fit(lasted, event, table, clusters, level)
    proportional = _proportional(fitted, frame)
    half = critical_z(level)
    return CoxModel(
        hazards=tuple(
            _hazard(name, fitted.summary.loc[name], half, proportional[name], float(values.std()))
            for name, values in table.items()
        ),
        concordance=float(fitted.concordance_index_),
        log_likelihood=float(fitted.log_likelihood_),
        n=len(lasted),
        events=int(event.sum()),
    )


def concordance(times: ArrayLike, happened: ArrayLike, risks: ArrayLike) -> float:
    """Of pairs whose order is known, the share in which the higher risk came first (Harrell 1982).

    Raises `TooFew` when no pair can be ordered.
    """
    from lifelines.utils import concordance_index

    lasted, event = _checked(times, happened)
    risk = np.asarray(risks, dtype=np.float64).ravel()
    if risk.shape != lasted.shape or not np.isfinite(risk).all():
        raise Impossible("Each one has one risk, a number.")
    try:
        return float(concordance_index(lasted, -risk, event))
    except ZeroDivisionError:
        raise TooFew("No two of them can be put in order yet.") from None


def _hazard(name: str, row: Any, half: float, proportional: float, spread: float) -> Hazard:
    coefficient, se = float(row["coef"]), float(row["se(coef)"])
    if not math.isfinite(se) or se * spread > _UNTOLD:
        raise Impossible(f"{name} tells without exception to whom it happens; leave it out.")
    low, high = math.exp(coefficient - half * se), math.exp(coefficient + half * se)
    return Hazard(
        name, math.exp(coefficient), low, high, coefficient, se, float(row["p"]), proportional
    )


def _checked(times: ArrayLike, happened: ArrayLike) -> tuple[Numbers, Numbers]:
    lasted = np.asarray(times, dtype=np.float64).ravel()
    event = np.asarray(happened, dtype=np.float64).ravel()
    if lasted.size == 0:
        raise TooFew("There is nobody to follow yet.")
    if lasted.shape != event.shape or not np.isin(event, (0, 1)).all():
        raise Impossible("Of each one it is known whether it happened (1) or not yet (0).")
    if not np.isfinite(lasted).all() or (lasted < 0).any():
        raise Impossible("A time is a number of nothing or more.")
    return lasted, event


def _check_known(table: Mapping[str, Numbers], n: int, events: int) -> None:
    if not table:
        raise Impossible("Name at least one thing that is known of everybody.")
    for name, values in table.items():
        if values.shape != (n,) or not np.isfinite(values).all():
            raise Impossible(f"{name} must be known of everybody, as a number.")
        if float(np.ptp(values)) == 0:
            raise Impossible(f"{name} is the same for everybody, so it tells nothing.")
    if events < EVENTS_PER_TERM * len(table):
        raise TooFew(
            f"It happened to {events}; with {len(table)} things to tell apart it takes "
            f"{EVENTS_PER_TERM * len(table)}."
        )


def _fit(
    lasted: Numbers,
    event: Numbers,
    table: Mapping[str, Numbers],
    clusters: Iterable[Hashable] | None,
    level: float,
) -> tuple[Any, Any]:
    """The fitted model and the table it was fitted to."""
    import pandas as pd
    from lifelines import CoxPHFitter
    from lifelines.exceptions import ConvergenceError

    frame = pd.DataFrame({**table, " time": lasted, " event": event})
    if clusters is not None:
        frame[" cluster"] = pd.factorize(pd.Series(list(clusters), dtype=object))[0]
    fitter = CoxPHFitter(alpha=1 - checked_level(level))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            fitter.fit(
                frame,
                duration_col=" time",
                event_col=" event",
                cluster_col=None if clusters is None else " cluster",
            )
        except ConvergenceError:
            raise Impossible(
                "Two of the things known say the same, or one tells without exception to whom it "
                "happens; leave one out."
            ) from None
    return fitter, frame


def _proportional(fitted: Any, frame: Any) -> dict[str, float]:
    from lifelines.statistics import proportional_hazard_test

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = proportional_hazard_test(fitted, frame, time_transform="rank").summary
    return {str(name): float(p) for name, p in found["p"].items()}
