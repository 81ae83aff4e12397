"""A model of its own for a segment: only where it passed a back-test of its own."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from emptychair.stats import auc_gap
from emptychair.success.rules.backtest import Sample, Split
from emptychair.success.rules.judging import (
    JUDGE_AT_LEAST,
    STAGE_AT_LEAST,
    Contender,
    enough,
    judged,
    scores_of,
    turned_of,
)
from emptychair.success.rules.scoring_models import Spec
from emptychair.success.rules.segments import NONE

Found = dict[str, Any]


def with_tested_segments(
    contenders: list[Contender], split: Split, judge: Sample, horizon: int
) -> tuple[list[Contender], list[Found]]:
    """The contenders, the one by segments only with models that passed among the later customers
    of their segment, and without it where none did; and what was found of each segment.
    """
    one = next((each for each in contenders if each.name == "segmented"), None)
    own: Mapping[str, Spec] = one.spec["segments"] if one else {}
    present = np.unique(np.append(split.learn.segment, judge.segment))
    found = [_tested(one, own, split, judge, horizon, int(segment)) for segment in present
             if segment != NONE]  # fmt: skip
    if one is None:
        return contenders, found
    kept = {str(row["segment"]) for row in found if row["verdict"] == "own"}
    spec = {**one.spec, "segments": {key: each for key, each in own.items() if key in kept}}
    rest = [each for each in contenders if each.name != "segmented"]
    if not kept:
        return rest, found
    return [*rest, replace(one, spec=spec, turned=turned_of(spec, split))], found


def _tested(
    one: Contender | None,
    own: Mapping[str, Spec],
    split: Split,
    judge: Sample,
    horizon: int,
    segment: int,
) -> Found:
    learn, rows = split.learn.segment == segment, judge.segment == segment
    left = judge.left[horizon][rows]
    found: Found = {
        "segment": segment,
        "n": int(rows.sum()),
        "left": int(left.sum()),
        "learned_left": int(split.learn.left[horizon][learn].sum()),
        "auc": None,
    }
    if one is None or str(segment) not in own:
        return {**found, "verdict": "few-to-learn", "needed": STAGE_AT_LEAST}
    if not enough(left, JUDGE_AT_LEAST):
        return {**found, "verdict": "few-left", "needed": JUDGE_AT_LEAST}
    part = judge.where(rows)
    alone = Contender("segmented", own[str(segment)], one.turned)
    result = judged(alone, part, horizon)
    whole = scores_of(one.spec["pooled"], part)
    gap = auc_gap(left, scores_of(alone.spec, part), whole, clusters=part.unit.tolist())
    verdict = "own" if result["passed"] and gap.value >= 0 else "failed"
    if result["passed"] and gap.value < 0:
        verdict = "whole-better"
    return {
        **found,
        "verdict": verdict,
        "auc": result["auc"],
        "gap": result["gap"],
        "whole": [gap.value, gap.low, gap.high],
        "ratio": result["calibration"]["ratio"],
    }
