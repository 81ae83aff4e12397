"""The forecast tried on the past: made as of days that are over, judged by what came."""

from collections.abc import Sequence
from typing import Any

from emptychair.customers.rules.runs import STEPS, Terms
from emptychair.renewals.rules.coming import coming
from emptychair.renewals.rules.decisions import GRACE, followed, terms_asof
from emptychair.renewals.rules.forecaster import Coming, Forecaster, forecaster
from emptychair.stats import TooFew, brier_gap, brier_score, calibration

WINDOW = 90  # days ahead; the windows do not overlap, so no renewal counts twice
WINDOWS = 8
Judged = tuple[float, float, bool]  # said by the group, said by the rate of all, came


def tried_on_the_past(
    contracts: Sequence[Terms], before: Sequence[Terms], *, today: int, gap_days: int
) -> dict[str, Any]:
    """For each way of paying, how good the forecast would have been over the last two years."""
    renewed = followed(contracts, gap_days)
    now = {one.contract: one for one in contracts}
    found: dict[str, list[Judged]] = {period: [] for period in STEPS}
    for back in range(WINDOWS, 0, -1):
        start = today - GRACE - back * WINDOW
        model = forecaster(contracts, before, today=start, gap_days=gap_days)
        for one in _open_on(contracts, before, start):
            said = _said(model, one, start)
            if said is not None:
                stayed = _stayed(now[one.terms.contract], one.due) or one.terms.contract in renewed
                found[one.terms.period].append((*said, stayed))
    return {period: judged(rows) for period, rows in found.items() if rows}


def _open_on(contracts: Sequence[Terms], before: Sequence[Terms], start: int) -> list[Coming]:
    known = terms_asof(contracts, before, start, is_past=True)
    return list(coming(known, today=start, days=WINDOW - 1))


def _said(model: Forecaster, one: Coming, start: int) -> tuple[float, float] | None:
    place = model.place(one, start)
    if place is None:
        return None
    rates, path = place
    return rates.rate(path).rate, rates.rate(()).rate


def _stayed(one: Terms, due: int) -> bool:
    return one.cancelled is None or one.cancelled > due + GRACE


def judged(rows: Sequence[Judged]) -> dict[str, Any]:
    """Score, calibration, and the gap to saying the rate of all each time."""
    said, plain = [one[0] for one in rows], [one[1] for one in rows]
    came = [one[2] for one in rows]
    try:
        return {**scored(said, came), "gap": _gap(said, plain, came)}
    except TooFew:
        return {"n": len(rows)}


def scored(said: Sequence[float], came: Sequence[bool]) -> dict[str, Any]:
    """Score and calibration as plain values. Raises `TooFew`."""
    score = brier_score(said, came)
    return {
        "n": score.n,
        "score": score.score,
        "low": score.low,
        "high": score.high,
        "usual": score.usual,
        "skill": score.skill,
        "came": sum(came) / len(came),
        "rows": [
            {
                "first": row.first, "end": row.end, "said": row.said, "came": row.came,
                "low": row.low, "high": row.high, "n": row.n, "is_off": row.is_off,
            }
            for row in calibration(said, came)
        ],
    }  # fmt: skip


def _gap(said: Sequence[float], other: Sequence[float], came: Sequence[bool]) -> dict[str, float]:
    gap = brier_gap(said, other, came)
    return {"gap": gap.gap, "low": gap.low, "high": gap.high}
