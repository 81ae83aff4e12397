"""Holding rankings against what became of customers later, and saying which may be switched on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from emptychair.stats import (
    RiskCalibration,
    StatsError,
    auc,
    auc_gap,
    lift_at,
    pr_auc,
    recalibration,
    risk_calibration,
    wilson,
)
from emptychair.success.rules.backtest import Sample, Split, thinned
from emptychair.success.rules.features import MODELLED
from emptychair.success.rules.rows import Numbers, Truths
from emptychair.success.rules.scoring_models import (
    Spec,
    fit_logistic,
    fit_segmented,
    fit_staged,
    fit_trees,
    logits_of,
    probabilities,
    varies,
)

LEARN_AT_LEAST = 30  # who left and who stayed, to learn from
JUDGE_AT_LEAST = 20
STAGE_AT_LEAST = 50
TOP = 0.1
CHANCE = 0.5  # an AUC that reaches it may order no better than drawing lots, whatever recency does
SLOPES = (0.75, 1.33)  # a calibrated slope's interval reaches into this
RATIOS = (0.8, 1.25)  # and that of what came over what was promised into this
MOST_JUDGED = 40_000
FAR = 1e6
PLAIN = ("recency", "rhythm", "outcome", "experience")
SIMPLEST_FIRST = (*PLAIN, "logistic", "staged", "segmented", "trees")


@dataclass(frozen=True, slots=True)
class Contender:
    """A ranking with its turning into probabilities, by horizon."""

    name: str
    spec: Spec
    turned: Mapping[int, tuple[float, float]]


def contenders_of(split: Split, horizon: int, *, seed: int = 1) -> list[Contender]:
    """Everything that can be put in order of risk, turned on the days between."""
    learn = thinned(split.learn, seed=seed)
    left = learn.left[horizon]
    specs: dict[str, Spec] = {name: {"kind": name} for name in PLAIN}
    if enough(left, LEARN_AT_LEAST) and varies(learn.known):
        specs["logistic"] = fit_logistic(learn.known, left)
        staged = fit_staged(learn.known, left, learn.stage, STAGE_AT_LEAST)
        if staged["stages"]:
            specs["staged"] = staged
        pooled = specs.get("staged", specs["logistic"])
        groups = learn.stage, learn.segment
        segmented = fit_segmented(learn.known, left, *groups, STAGE_AT_LEAST, pooled)
        if segmented["segments"]:
            specs["segmented"] = segmented
        specs["trees"] = fit_trees(learn.known, left, seed=seed)
    found = []
    for name, spec in specs.items():
        turned = turned_of(spec, split)
        if horizon in turned:
            found.append(Contender(name, spec, turned))
    return found


def judged(contender: Contender, sample: Sample, horizon: int) -> dict[str, Any]:
    """How well it did on the later days, as plain numbers."""
    left, scores = sample.left[horizon], scores_of(contender.spec, sample)
    clusters = sample.unit.tolist()
    area = auc(left, scores, clusters=clusters)
    gap = auc_gap(left, scores, sample.rankings["recency"], clusters=clusters)
    promised = probabilities(scores, contender.turned[horizon])
    held = risk_calibration(left, promised)
    top = lift_at(left, scores, share=TOP)
    own = contender.name == "recency"
    return {
        "name": contender.name,
        "auc": [area.value, area.low, area.high],
        "pr_auc": [*_area(pr_auc(left, scores, clusters=clusters))],
        "gap": None if own else [gap.value, gap.low, gap.high],
        "calibration": _plain_calibration(held),
        "lift": [top.lift, top.lift_low, top.lift_high],
        "precision": [top.precision, top.precision_low, top.precision_high],
        "recall": [top.recall, top.recall_low, top.recall_high],
        "lead_days": lead_days(sample, scores, horizon),
        "passed": not own and gap.low > 0 and area.low > CHANCE and is_calibrated(held),
        "beats": not own and gap.low > 0,
        "calibrated": is_calibrated(held),
    }


def chosen_among(
    results: list[tuple[Contender, dict[str, Any]]], sample: Sample, horizon: int
) -> tuple[Contender, dict[str, Any]] | None:
    """The simplest that none beats beyond noise: among those that passed, else among all that are
    held against recency.
    """
    able = [one for one in results if one[1]["gap"] is not None]
    able = [one for one in able if one[1]["passed"]] or able
    if not able:
        return None
    best = max(able, key=lambda one: one[1]["auc"][0])
    left, scores = sample.left[horizon], scores_of(best[0].spec, sample)
    clusters = sample.unit.tolist()
    for one in sorted(able, key=lambda each: SIMPLEST_FIRST.index(each[0].name)):
        gap = auc_gap(left, scores, scores_of(one[0].spec, sample), clusters=clusters)
        if gap.low <= 0:
            return one
    return best


def scores_of(spec: Spec, sample: Sample) -> Numbers:
    """The score of each row by one ranking."""
    if spec["kind"] in PLAIN:
        return sample.rankings[spec["kind"]]
    return logits_of(spec, known_of(spec, sample.known), sample.stage, sample.segment)


def known_of(spec: Spec, known: Numbers) -> Numbers:
    """The inputs that this model knows, by name: an older one has fewer of them."""
    names = tuple(spec["names"])
    if names == MODELLED:
        return known
    unknown = np.full(len(known), np.nan)
    place = {name: at for at, name in enumerate(MODELLED)}
    return np.column_stack([known[:, place[one]] if one in place else unknown for one in names])


def is_calibrated(held: RiskCalibration) -> bool:
    """Whether its promises hold: slope and ratio are not shown to lie outside what is tolerable."""
    slope = held.slope_low <= SLOPES[1] and held.slope_high >= SLOPES[0]
    ratio = held.ratio_low <= RATIOS[1] and held.ratio_high >= RATIOS[0]
    return slope and ratio


def lead_days(sample: Sample, scores: Numbers, horizon: int) -> float | None:
    """Median days between the first time among the top tenth and the day it was certain."""
    flagged = np.zeros(len(sample), dtype=bool)
    for day in np.unique(sample.day):
        rows = np.flatnonzero(sample.day == day)
        first = np.argsort(-scores[rows], kind="stable")[: max(1, round(TOP * len(rows)))]
        flagged[rows[first]] = True
    hit = flagged & sample.left[horizon]
    if not hit.any():
        return None
    units, first_row = np.unique(sample.unit[hit], return_index=True)
    del units
    ahead = (sample.certain[hit] - sample.day[hit])[first_row]
    return float(np.nanmedian(ahead)) if np.isfinite(ahead).any() else None


def hit_rates(sample: Sample, horizon: int) -> list[dict[str, Any]]:
    """Of those with a sign on any day, how many left within the horizon; customers told apart."""
    left, found = sample.left[horizon], []
    for code, shown in sample.signs.items():
        n = int(shown.sum())
        if not n:
            continue
        share = wilson(int(left[shown].sum()), n)
        customers = len(np.unique(sample.unit[shown]))
        # Rows of one customer are alike: the interval is that of as many customers.
        own = wilson(round(share.share * customers), customers)
        found.append({
            "code": code, "flagged": n, "left": share.successes, "share": share.share,
            "low": own.low, "high": own.high, "customers": customers,
            "base": float(left.mean()),
        })  # fmt: skip
    return found


def enough(left: Truths, least: int) -> bool:
    """Whether enough left and enough stayed."""
    return bool(min(left.sum(), (~left).sum()) >= least)


def turned_of(spec: Spec, split: Split) -> dict[int, tuple[float, float]]:
    """Intercept and slope for each horizon, from the days between; else from those to learn by."""
    found = {}
    for one in split.learn.left:
        part = split.tune if _can_tune(split.tune, one) else split.learn
        try:
            found[one] = recalibration(part.left[one], scores_of(spec, part))
        except StatsError:
            continue
    return found


def _can_tune(part: Sample, horizon: int) -> bool:
    return bool(len(part)) and enough(part.left[horizon], JUDGE_AT_LEAST)


def _area(area: Any) -> tuple[float, float, float, float]:
    return area.value, area.low, area.high, area.base


def _plain_calibration(held: RiskCalibration) -> dict[str, Any]:
    slope = np.clip([held.slope, held.slope_low, held.slope_high], -FAR, FAR)  # no end in JSON
    return {
        "slope": slope.tolist(),
        "intercept": [held.intercept, held.intercept_low, held.intercept_high],
        "ratio": [held.ratio, held.ratio_low, held.ratio_high],
        "brier": held.brier,
        "bins": [[one.promised, one.came, one.low, one.high, one.n] for one in held.bins],
    }
