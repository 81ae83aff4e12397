"""Health in two halves: what is known of the outcome, and of the way there.

Each input is a number from 0 to 100 or unknown. A half is the weighted mean of the known ones; its
confidence is their share of all weight. Below `LEAST` of it the half is unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from emptychair.success.rules.features import Features
from emptychair.success.rules.rows import Numbers

LEAST = 0.25  # of the weight known, below which nothing is said
GOOD_FROM = 50.0
OLD_ANSWER = 365


@dataclass(frozen=True, slots=True)
class Input:
    """A feature, and what its values are worth: points of a broken line."""

    key: str
    half: str
    feature: str
    weight: float
    at: tuple[float, ...]
    worth: tuple[float, ...]


INPUTS = (
    Input("kpi", "outcome", "kpi_progress", 3.0, (0, 0.5, 1), (0, 55, 100)),
    Input("confirmed", "outcome", "kpi_confirmed_age", 1.0, (0, 90, 365), (100, 80, 10)),
    Input("use", "outcome", "active_trend", 2.0, (-2, -0.7, 0, 0.5), (0, 30, 75, 100)),
    Input("users", "outcome", "users_trend", 1.5, (-2, -0.7, 0, 0.5), (0, 30, 75, 100)),
    Input("seats", "outcome", "seats_used", 1.5, (0, 0.3, 0.7, 1), (0, 35, 80, 100)),
    Input("rhythm", "outcome", "silence", 2.0, (0.5, 0.8, 0.95, 0.99), (85, 60, 20, 0)),
    Input("breadth", "outcome", "breadth_trend", 0.5, (-1, 0, 0.5), (10, 70, 100)),
    Input("spend", "outcome", "spend_trend", 1.5, (-2, -0.5, 0, 0.5), (0, 35, 70, 100)),
    Input("plan", "outcome", "plan_late_theirs", 0.5, (0, 1, 3), (75, 40, 0)),
    Input("milestones", "outcome", "milestones_late", 0.5, (0, 1, 3), (75, 35, 0)),
    Input("score", "experience", "last_score", 3.0, (0, 60, 80, 100), (0, 25, 65, 100)),
    Input("change", "experience", "score_change", 1.0, (-50, 0, 30), (0, 65, 100)),
    Input("bad", "experience", "bad_lately", 1.5, (0, 1), (80, 0)),
    Input("answers", "experience", "unanswered", 1.0, (0, 2, 4), (80, 50, 15)),
    Input("case", "experience", "open_case_age", 1.5, (0, 7, 30), (55, 35, 0)),
    Input("promises", "experience", "late_promises_known", 1.5, (0, 1), (70, 0)),
    Input("ours", "experience", "plan_late_ours", 1.0, (0, 1, 3), (75, 30, 0)),
    Input("wishes", "experience", "request_age", 0.5, (0, 14, 60), (60, 40, 5)),
    Input("replies", "experience", "request_wait", 0.75, (0, 3, 21), (70, 40, 0)),
)
Weights = Mapping[str, float]
USUAL: Weights = {one.key: one.weight for one in INPUTS}


@dataclass(frozen=True, slots=True)
class Halves:
    """Of each customer: both halves (nan: unknown), their confidence, and every input."""

    outcome: Numbers
    outcome_confidence: Numbers
    experience: Numbers
    experience_confidence: Numbers
    inputs: Mapping[str, Numbers]


def halves_of(features: Features, weights: Weights = USUAL) -> Halves:
    """Both halves of everybody. An unknown input lowers confidence and counts for nothing."""
    inputs = {one.key: _input(features, one) for one in INPUTS}
    outcome, sure = _half("outcome", inputs, weights)
    experience, also = _half("experience", inputs, weights)
    return Halves(outcome, sure, experience, also, inputs)


def contribution(key: str, values: Mapping[str, float | None], weights: Weights) -> float:
    """Points that an input adds to its half, or takes from it, against a half of 50."""
    half = next(one.half for one in INPUTS if one.key == key)
    known = {
        one.key: weights.get(one.key, 0.0)
        for one in INPUTS
        if one.half == half and values.get(one.key) is not None
    }
    value, total = values.get(key), sum(known.values())
    return 0.0 if value is None or not total else known[key] * (value - GOOD_FROM) / total


def quadrant_of(outcome: float | None, experience: float | None) -> str:
    """Where a customer stands; unknown when either half is."""
    if outcome is None or experience is None:
        return "unknown"
    if outcome >= GOOD_FROM:
        return "both" if experience >= GOOD_FROM else "fragile"
    return "loved" if experience >= GOOD_FROM else "neither"


def _input(features: Features, one: Input) -> Numbers:
    values = _feature(features, one.feature)
    return np.where(np.isnan(values), np.nan, np.interp(values, one.at, one.worth))


def _feature(features: Features, name: str) -> Numbers:
    if name == "late_promises_known":  # without an open case nothing was promised
        return np.where(features["open_cases"] > 0, features["late_promises"], np.nan)
    return features[name]


def _half(half: str, inputs: Mapping[str, Numbers], weights: Weights) -> tuple[Numbers, Numbers]:
    own = [one for one in INPUTS if one.half == half]
    weight = np.array([max(0.0, weights.get(one.key, 0.0)) for one in own])
    values = np.column_stack([inputs[one.key] for one in own])
    known = ~np.isnan(values)
    sums = known @ weight
    confidence = sums / max(float(weight.sum()), 1e-9)
    score = (np.nan_to_num(values) @ weight) / np.maximum(sums, 1e-9)
    return np.where(confidence >= LEAST, score, np.nan), confidence
