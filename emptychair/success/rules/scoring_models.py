"""Rankings by risk as plain values: fitted on rows, kept as numbers, computed again anywhere.

A model is kept as JSON, never as a pickle. Unknown inputs of the logistic one stand at the median
beside a mark "unknown"; the trees go their own way where something is unknown.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from emptychair.success.rules.features import MODELLED
from emptychair.success.rules.rows import Numbers, Truths, Whole
from emptychair.success.rules.segments import NONE

Spec = dict[str, Any]
RIDGE = 0.5  # scikit-learn's C
TREES = {"max_iter": 80, "max_leaf_nodes": 8, "learning_rate": 0.08, "l2_regularization": 1.0}
SMALLEST_LEAF = 40
EDGE = 35.0


def varies(known: Numbers) -> bool:
    """Whether there is anything to learn from."""
    return bool(_prepared(known, [""] * known.shape[1])["used"])


def fit_logistic(known: Numbers, left: Truths, names: Sequence[str] = MODELLED) -> Spec:
    """Ridge logistic regression of standardised inputs; inputs that do not vary are left out."""
    from sklearn.linear_model import (  # type: ignore[import-untyped]  # ships no types
        LogisticRegression,
    )

    prepared = _prepared(known, names)
    columns = logistic_columns(prepared, known, names)
    fitted = LogisticRegression(C=RIDGE, max_iter=400).fit(columns, left)
    used = prepared["used"]
    return {
        **prepared,
        "kind": "logistic",
        "names": list(names),
        "coefficients": [float(one) for one in fitted.coef_[0]][: len(used)],
        "unknown": [float(one) for one in fitted.coef_[0]][len(used) :],
        "intercept": float(fitted.intercept_[0]),
    }


def fit_trees(known: Numbers, left: Truths, names: Sequence[str] = MODELLED, *, seed: int) -> Spec:
    """Boosted trees (scikit-learn's histogram gradient boosting), kept as their nodes."""
    from sklearn.ensemble import (  # type: ignore[import-untyped]  # ships no types
        HistGradientBoostingClassifier,
    )

    used = _prepared(known, names)["used"]
    fitted = HistGradientBoostingClassifier(
        **TREES, min_samples_leaf=SMALLEST_LEAF, early_stopping=False, random_state=seed
    ).fit(known[:, used], left)
    middles = [_middle(known[:, place]) for place in range(known.shape[1])]
    trees = [_nodes(stage[0].nodes, used) for stage in fitted._predictors]  # noqa: SLF001 - no public way
    base = float(np.ravel(fitted._baseline_prediction)[0])  # noqa: SLF001 - no public way
    return {
        "kind": "trees",
        "names": list(names),
        "base": base,
        "trees": trees,
        "middle": middles,
    }


def fit_staged(
    known: Numbers, left: Truths, stages: Whole, least: int, names: Sequence[str] = MODELLED
) -> Spec:
    """A logistic regression for each stage with enough who left and stayed; else the pooled one."""
    pooled = fit_logistic(known, left, names)
    own: dict[str, Spec] = {}
    for stage in np.unique(stages):
        rows = stages == stage
        if min(left[rows].sum(), (~left[rows]).sum()) >= least:
            own[str(int(stage))] = fit_logistic(known[rows], left[rows], names)
    return {"kind": "staged", "names": list(names), "pooled": pooled, "stages": own}


def fit_segmented(
    known: Numbers, left: Truths, stages: Whole, segments: Whole, least: int, pooled: Spec
) -> Spec:
    """For each segment with enough who left and stayed a regression of its own, by stage where a
    stage of it has enough; for everybody else the pooled one.
    """
    own: dict[str, Spec] = {}
    for segment in np.unique(segments[segments != NONE]):
        rows = segments == segment
        if min(left[rows].sum(), (~left[rows]).sum()) < least or not varies(known[rows]):
            continue
        staged = fit_staged(known[rows], left[rows], stages[rows], least, pooled["names"])
        own[str(int(segment))] = staged if staged["stages"] else staged["pooled"]
    return {"kind": "segmented", "names": pooled["names"], "pooled": pooled, "segments": own}


def logits_of(
    spec: Spec, known: Numbers, stages: Whole | None = None, segments: Whole | None = None
) -> Numbers:
    """The score of each row, before it is turned into a probability."""
    if spec["kind"] == "trees":
        return _tree_logits(spec, known)
    if spec["kind"] == "segmented":
        return _by_segment(logits_of, spec, known, stages, segments)
    if spec["kind"] == "staged":
        return _staged_logits(spec, known, stages)
    columns = logistic_columns(spec, known, spec["names"])
    weights = np.array([*spec["coefficients"], *spec["unknown"]])
    return np.asarray(columns @ weights + spec["intercept"], dtype=np.float64)


def probabilities(logits: Numbers, turned: Sequence[float]) -> Numbers:
    """By intercept and slope of a recalibration."""
    raw = np.clip(turned[0] + turned[1] * logits, -EDGE, EDGE)
    return np.asarray(1 / (1 + np.exp(-raw)), dtype=np.float64)


def shares_of_reasons(
    spec: Spec, known: Numbers, stages: Whole | None = None, segments: Whole | None = None
) -> Numbers:
    """By how much each input (`spec["names"]`) raises the score of each row against a usual one."""
    if spec["kind"] == "trees":
        return _tree_reasons(spec, known)
    if spec["kind"] == "segmented":
        return _by_segment(shares_of_reasons, spec, known, stages, segments)
    if spec["kind"] == "staged":
        return _staged_reasons(spec, known, stages)
    return _logistic_reasons(spec, known)


def logistic_columns(spec: Mapping[str, Any], known: Numbers, names: Sequence[str]) -> Numbers:
    """Standardised inputs that vary, and marks for the unknown."""
    del names
    used, marked = spec["used"], spec["marked"]
    middle, spread, mean = (np.array(spec[name]) for name in ("middle", "spread", "mean"))
    values = known[:, used]
    filled = np.where(np.isnan(values), middle, values)
    filled = np.clip(filled, np.array(spec["low"]), np.array(spec["high"]))
    marks = np.isnan(known[:, marked]).astype(np.float64)
    return np.column_stack([(filled - mean) / spread, marks])


def _prepared(known: Numbers, names: Sequence[str]) -> Spec:
    used: list[int] = []
    numbers: dict[str, list[float]] = {name: [] for name in ("middle", "spread", "mean")}
    limits: dict[str, list[float]] = {"low": [], "high": []}
    for place in range(len(names)):
        values = known[:, place]
        there = values[~np.isnan(values)]
        if not len(there) or float(np.ptp(there)) == 0:
            continue
        low, middle, high = (float(one) for one in np.quantile(there, [0.01, 0.5, 0.99]))
        filled = np.clip(np.where(np.isnan(values), middle, values), low, high)
        spread = float(filled.std())
        if spread <= 1e-9:
            continue
        used.append(place)
        for name, value in (("middle", middle), ("spread", spread), ("mean", float(filled.mean()))):
            numbers[name].append(value)
        limits["low"].append(low)
        limits["high"].append(high)
    unknown = np.isnan(known).mean(axis=0)
    marked = [place for place in range(len(names)) if 0.02 < unknown[place] < 0.98]
    return {"used": used, "marked": marked, **numbers, **limits}


def _middle(values: Numbers) -> float | None:
    there = values[~np.isnan(values)]
    return float(np.median(there)) if len(there) else None


def _nodes(nodes: Any, used: Sequence[int]) -> list[list[float]]:
    """Feature, limit, whether the unknown go left, left, right, value; feature -1 for a leaf."""
    return [
        [
            -1 if node["is_leaf"] else used[int(node["feature_idx"])],
            float(node["num_threshold"]) if np.isfinite(node["num_threshold"]) else 1e300,
            int(node["missing_go_to_left"]), int(node["left"]), int(node["right"]),
            float(node["value"]),
        ]
        for node in nodes
    ]  # fmt: skip


def _tree_logits(spec: Spec, known: Numbers) -> Numbers:
    total = np.full(len(known), spec["base"])
    rows = np.arange(len(known))
    for nodes in spec["trees"]:
        tree = np.array(nodes)
        place = np.zeros(len(known), dtype=np.int64)
        while True:
            feature = tree[place, 0].astype(np.int64)
            inner = feature >= 0
            if not inner.any():
                break
            values = known[rows, np.maximum(feature, 0)]
            unknown = np.isnan(values)
            left = np.where(unknown, tree[place, 2] == 1, values <= tree[place, 1])
            step = np.where(left, tree[place, 3], tree[place, 4]).astype(np.int64)
            place = np.where(inner, step, place)
        total += tree[place, 5]
    return total


def _tree_reasons(spec: Spec, known: Numbers) -> Numbers:
    whole = _tree_logits(spec, known)
    found = np.zeros(known.shape)
    for place, middle in enumerate(spec["middle"]):
        if middle is None:
            continue
        usual = known.copy()
        usual[:, place] = middle
        found[:, place] = np.where(np.isnan(known[:, place]), 0, whole - _tree_logits(spec, usual))
    return found


def _logistic_reasons(spec: Spec, known: Numbers) -> Numbers:
    columns = logistic_columns(spec, known, spec["names"])
    found = np.zeros((len(known), len(spec["names"])))
    weights = np.array(spec["coefficients"])
    found[:, spec["used"]] = columns[:, : len(weights)] * weights
    return np.where(np.isnan(known), 0.0, found)


def _staged_logits(spec: Spec, known: Numbers, stages: Whole | None) -> Numbers:
    found = logits_of(spec["pooled"], known)
    for stage, own in spec["stages"].items():
        rows = _in_stage(stages, stage, len(known))
        if rows.any():
            found[rows] = logits_of(own, known[rows])
    return found


def _staged_reasons(spec: Spec, known: Numbers, stages: Whole | None) -> Numbers:
    found = _logistic_reasons(spec["pooled"], known)
    for stage, own in spec["stages"].items():
        rows = _in_stage(stages, stage, len(known))
        if rows.any():
            found[rows] = _logistic_reasons(own, known[rows])
    return found


def _by_segment(
    ask: Callable[..., Numbers],
    spec: Spec,
    known: Numbers,
    stages: Whole | None,
    segments: Whole | None,
) -> Numbers:
    found = ask(spec["pooled"], known, stages)
    for segment, own in spec["segments"].items():
        rows = _in_stage(segments, segment, len(known))
        if rows.any():
            found[rows] = ask(own, known[rows], None if stages is None else stages[rows])
    return found


def _in_stage(stages: Whole | None, stage: str, n: int) -> Truths:
    return np.zeros(n, dtype=bool) if stages is None else stages == int(stage)
