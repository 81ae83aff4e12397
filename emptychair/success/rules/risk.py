"""The risk of each customer: from a live model, else from the hit rates of the signs it shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from emptychair.success.rules.backtest import plain_rankings, stages_of
from emptychair.success.rules.directions import sensible
from emptychair.success.rules.features import Features
from emptychair.success.rules.halves import Weights
from emptychair.success.rules.rows import Numbers, Truths, Whole
from emptychair.success.rules.scoring_models import (
    Spec,
    logits_of,
    probabilities,
    shares_of_reasons,
)
from emptychair.success.rules.segments import NOBODY, NONE, Memberships
from emptychair.success.rules.signs import ALONE, CHANGEABLE, RISKS, signs_shown

PLAIN = ("recency", "rhythm", "outcome", "experience")
MOST_REASONED = 3_000
REASONS = 3
TWICE = 2.0
JUDGED_FROM = 30  # customers with a sign, to say whether it tells
TELLING = 0.15  # of the logit, below which nothing is told
UNSIGNED = 0.4  # how much can be changed where a model warns and no sign says of what


@dataclass(frozen=True, slots=True)
class Live:
    """The model that is switched on: its numbers, how its scores are turned into probabilities by
    horizon, and which segment each customer belongs to.
    """

    spec: Spec
    turned: Mapping[str, Any]
    segments: Memberships = NOBODY


@dataclass(frozen=True, slots=True)
class Risks:
    """Of each customer. `by` horizon: nan without a live model; `chance` is what to reckon with."""

    by: Mapping[int, Numbers]
    chance: (
        Numbers  # of leaving: of the model, else the highest hit rate of the signs; nan: unknown
    )
    changeable: Numbers
    signs: Mapping[str, Truths]
    listed: Truths
    reasons: Mapping[int, list[dict[str, Any]]]  # by place
    own_model: Whole  # the segment whose own model gave it; 0: the model of everybody


def risks_of(
    features: Features, live: Live | None, rates: Mapping[str, Mapping[str, Any]], weights: Weights
) -> Risks:
    """Risks, and who is listed: whoever shows a sign, or whom the model puts at twice the usual.

    Who has been silent for good and holds no contract is lost, not at risk.
    """
    shown = signs_shown(features)
    by, logits = _by_model(features, live, weights)
    best = _best_rate(features, shown, rates)
    ninety = by[90]
    chance = np.where(np.isnan(ninety), best, ninety)
    any_sign = np.logical_or.reduce([shown[code] for code in telling_signs(rates)])
    usual = float(np.nanmean(ninety)) if np.isfinite(ninety).any() else np.inf
    high = np.nan_to_num(ninety, nan=-1.0) >= TWICE * usual
    listed = (any_sign | high) & ~(features.is_gone & ~features.has_terms)
    reasons = _reasons(features, live, listed, logits)
    return Risks(
        by, chance, _changeable(features, shown), shown, listed, reasons, _own(features, live)
    )


def telling_signs(rates: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Signs for which a customer is listed: those that a back-test has shown to tell; where it
    could not judge a sign, those that are enough by themselves.
    """
    found = []
    for rule in RISKS:
        known = rates.get(rule.code)
        judged = known is not None and known["customers"] >= JUDGED_FROM
        tells = known["low"] > known["base"] if known is not None else False
        if tells if judged else rule.code in ALONE:
            found.append(rule.code)
    return found


def _by_model(
    features: Features, live: Live | None, weights: Weights
) -> tuple[dict[int, Numbers], Numbers]:
    nothing = np.full(len(features), np.nan)
    if live is None or not len(features):
        return {30: nothing, 60: nothing, 90: nothing}, nothing
    spec, turned = live.spec, live.turned
    if spec["kind"] in PLAIN:
        logits = plain_rankings(features, weights)[spec["kind"]]
    else:
        known, segments = features.matrix(spec["names"]), live.segments.of(features.units)
        logits = logits_of(spec, known, stages_of(features), segments)
    found = {
        one: probabilities(logits, turned[str(one)]) if str(one) in turned else nothing
        for one in (30, 60, 90)
    }
    # A longer time cannot be safer than a shorter one.
    found[60] = np.fmax(found[60], found[30])
    found[90] = np.fmax(found[90], found[60])
    return found, logits


def _own(features: Features, live: Live | None) -> Whole:
    if live is None or live.spec["kind"] != "segmented":
        return np.zeros(len(features), dtype=np.int64)
    own = [int(one) for one in live.spec["segments"]]
    segments = live.segments.of(features.units)
    return np.where(np.isin(segments, own), segments, NONE)


def _best_rate(
    features: Features, shown: Mapping[str, Truths], rates: Mapping[str, Mapping[str, Any]]
) -> Numbers:
    best = np.full(len(features), np.nan)
    for code, truths in shown.items():
        if code in rates and rates[code]["customers"] >= 10:
            best[truths] = np.fmax(best[truths], rates[code]["share"])
    return best


def _changeable(features: Features, shown: Mapping[str, Truths]) -> Numbers:
    found = np.full(len(features), UNSIGNED)
    for rule in RISKS:
        found = np.where(shown[rule.code], np.maximum(found, CHANGEABLE[rule.code]), found)
    return np.where(features.is_gone, found / 2, found)


def _reasons(
    features: Features, live: Live | None, listed: Truths, logits: Numbers
) -> dict[int, list[dict[str, Any]]]:
    if live is None or live.spec["kind"] in PLAIN:
        return {}
    places = np.flatnonzero(listed)
    places = places[np.argsort(-logits[places])][:MOST_REASONED]
    names = live.spec["names"]
    groups = stages_of(features)[places], live.segments.of(features.units)[places]
    shares = shares_of_reasons(live.spec, features.matrix(names)[places], *groups)
    shares = np.where(sensible(features, names, places), shares, 0.0)
    found = {}
    for row, place in enumerate(places.tolist()):
        order = np.argsort(-shares[row])[:REASONS]
        found[place] = [
            {
                "code": names[one],
                "value": round(float(features.values[names[one]][place]), 3),
                "weight": round(float(shares[row, one]), 3),
            }
            for one in order
            if shares[row, one] > TELLING
        ]
    return found
