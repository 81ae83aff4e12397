"""The back-test of a workspace: everything that ranks customers, judged on later days."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import Max

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.kit.periods import local_day
from emptychair.stats import StatsError, auc
from emptychair.success.models import BackTest, RiskModel
from emptychair.success.queries.beside import BesidePast
from emptychair.success.queries.models import current_weights, live_model
from emptychair.success.queries.rows import StoredRows
from emptychair.success.queries.segments import (
    memberships_of,
    segment_names,
    segments_to_split_by,
)
from emptychair.success.rules.backtest import (
    Sample,
    Split,
    check_no_leak,
    days_between,
    sample_of,
    samples_together,
    split_by_time,
    thinned,
)
from emptychair.success.rules.days import day_of
from emptychair.success.rules.judging import (
    JUDGE_AT_LEAST,
    LEARN_AT_LEAST,
    MOST_JUDGED,
    Contender,
    chosen_among,
    contenders_of,
    enough,
    hit_rates,
    judged,
    scores_of,
)
from emptychair.success.rules.rows import Whole
from emptychair.success.rules.segment_judging import with_tested_segments
from emptychair.success.services.switching import demote_model
from emptychair.success.types import HORIZON, HORIZONS, ModelState

MOST_GATHERED = 600_000  # rows of customers and days
Result = tuple[Contender, dict[str, Any]]


@dataclass(slots=True)
class _Run:
    """What one run found."""

    facts: dict[str, Any]
    refusal: str = ""
    split: Split | None = None
    sample: Sample | None = None


def run_back_test(access: Access, *, now: datetime) -> BackTest:
    """Judge every ranking on later days, keep the best as a version, and hold the live model
    against the same days: it is demoted, with a notice, where it does not pass any more.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    version, _weights = current_weights(access)
    run = _gathered(access, now)
    found = contenders_of(run.split, HORIZON) if run.split else []
    judge = thinned(run.split.judge, seed=2, most=MOST_JUDGED) if run.split else None
    parts: list[dict[str, Any]] = []
    if run.split and judge:
        found, parts = with_tested_segments(found, run.split, judge, HORIZON)
    results = [(one, judged(one, judge, HORIZON)) for one in found] if judge else []
    best = chosen_among(results, judge, HORIZON) if judge else None
    with transaction.atomic():
        test = BackTest.objects.create(
            workspace=access.workspace,
            run_at=now,
            horizon=HORIZON,
            facts=run.facts,
            refusal=run.refusal,
            rankings=[result for _one, result in results],
            signs=hit_rates(run.sample, HORIZON) if run.sample else [],
            stages=_by_stage(best, judge),
            segments=_named(access, parts),
        )
        record_audit(access, test, action="risk_model.tested", after={"refusal": run.refusal})
        _keep_best(access, test, best, version)
        _retest_live(access, judge, now)
    return test


def _gathered(access: Access, now: datetime) -> _Run:
    """Rows of many days, split by time; or what would be needed."""
    today = local_day(now, access.workspace.zone)
    rows = StoredRows(access, today=today)
    days = days_between(rows.begun(), rows.end, HORIZON)
    drawn = _drawn(rows, len(days))
    sample = _sample(access, rows.for_days(days), days, drawn)
    if sample is None:
        return _Run({"days": len(days)}, "no-history")
    facts = _facts(sample) | ({} if drawn is None else {"of_customers": len(rows.customers)})
    split = split_by_time(sample)
    if split is None or not len(split.judge):
        return _Run(facts, "few-days", sample=sample)
    facts |= _split_facts(split)
    if not enough(split.judge.left[HORIZON], JUDGE_AT_LEAST):
        return _Run(facts, "few-left", sample=sample)
    check_no_leak(split)
    refusal = "" if enough(split.learn.left[HORIZON], LEARN_AT_LEAST) else "few-to-learn"
    return _Run(facts, refusal, split, sample)


def _drawn(rows: StoredRows, days: int) -> Whole | None:
    """Customers drawn by chance, where all of them on all days would not fit into memory."""
    units, most = rows.customers.unit, max(1, MOST_GATHERED // max(1, days))
    if len(units) <= most:
        return None
    return np.sort(np.random.default_rng(3).permutation(np.sort(units))[:most])


def _sample(
    access: Access, rows: StoredRows, days: list[int], drawn: Whole | None
) -> Sample | None:
    _version, weights = current_weights(access)
    beside, belongs = BesidePast(access), memberships_of(access, segments_to_split_by(access))
    return samples_together(
        sample_of(part, days, HORIZONS, weights=weights, beside=beside.on, segments=belongs)
        for part in rows.each_part(drawn)
    )


def _named(access: Access, parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """With the name that each segment had then."""
    names = segment_names(access) if parts else {}
    return [{**one, "name": names.get(one["segment"], "")} for one in parts]


def _facts(sample: Sample) -> dict[str, Any]:
    days = np.unique(sample.day)
    return {
        "days": len(days),
        "first": day_of(days[0]).isoformat(),
        "last": day_of(days[-1]).isoformat(),
        "rows": len(sample),
        "customers": len(np.unique(sample.unit)),
        "left": int(sample.left[HORIZON].sum()),
        "base": float(sample.left[HORIZON].mean()),
    }


def _split_facts(split: Split) -> dict[str, Any]:
    judged_days, learned = np.unique(split.judge.day), np.unique(split.learn.day)
    found: dict[str, Any] = {
        "judged_from": day_of(judged_days[0]).isoformat(),
        "judged_to": day_of(judged_days[-1]).isoformat(),
        "judged_rows": len(split.judge),
        "judged_left": int(split.judge.left[HORIZON].sum()),
        "judged_customers": len(np.unique(split.judge.unit)),
        "learned_rows": len(split.learn),
        "learned_left": int(split.learn.left[HORIZON].sum()),
    }
    if len(learned):
        found["learned_from"] = day_of(learned[0]).isoformat()
        found["learned_to"] = day_of(learned[-1]).isoformat()
    return found


def _by_stage(best: Result | None, judge: Sample | None) -> list[dict[str, Any]]:
    """How well the best did in each stage; pooled where a stage has too few."""
    if judge is None or best is None:
        return []
    scores, left, found = scores_of(best[0].spec, judge), judge.left[HORIZON], []
    for stage in (0, 1, 2):
        rows = judge.stage == stage
        row: dict[str, Any] = {"stage": stage, "n": int(rows.sum()), "left": int(left[rows].sum())}
        own = best[0].spec.get("stages", {})
        row["own"] = str(stage) in own
        try:
            area = auc(left[rows], scores[rows], clusters=judge.unit[rows].tolist())
            row["auc"] = [area.value, area.low, area.high]
        except StatsError:
            row["auc"] = None
        found.append(row)
    return found


def _keep_best(
    access: Access,
    test: BackTest,
    best: Result | None,
    weighting: int,
) -> RiskModel | None:
    if best is None:
        return None
    contender, result = best
    rows = RiskModel.objects.visible_to(access)
    version = (rows.aggregate(highest=Max("version"))["highest"] or 0) + 1
    return RiskModel.objects.create(
        workspace=access.workspace,
        version=version,
        kind=contender.name,
        state=ModelState.PASSED if result["passed"] else ModelState.FAILED,
        back_test=test,
        spec=contender.spec,
        turned={str(one): list(turned) for one, turned in contender.turned.items()},
        weighting=weighting,
        judged=result,
    )


def _retest_live(access: Access, judge: Sample | None, now: datetime) -> None:
    live = live_model(access)
    if live is None or judge is None:
        return
    turned = {int(one): (two[0], two[1]) for one, two in live.turned.items()}
    result = judged(Contender(live.kind, live.spec, turned), judge, HORIZON)
    live.judged = {**result, "tested_at": now.isoformat()}
    live.save(update_fields=["judged", "changed_at"])
    if not result["passed"]:
        demote_model(access, live, now=now)
