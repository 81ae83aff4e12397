"""Which customers get there sooner: groups against the rest, and what was done in the first days.

Nothing here is a cause. Groups of what was done later are formed at a landmark (Anderson 1983):
among those still on the way on that day, by what they had done by then, watched from then on.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from emptychair.onboarding.rules.curve import curve_of, told
from emptychair.onboarding.types import Way
from emptychair.stats import (
    Difference,
    StatsError,
    SurvivalCurve,
    benjamini_hochberg,
    curve_gap,
    log_rank,
)

EPOCH = date(1970, 1, 1)
GROUPS, FEWEST = 8, 10
CERTAIN = 0.05
LANDMARKS = (7, 14)
AHEAD = 30  # days watched after the landmark
Groups = dict[str, list[Way]]


def cohorts(rows: Sequence[Way], target_days: int) -> list[dict[str, Any]]:
    """Every way to divide them, each group with its curve, its gap to the rest and what it says."""
    found = []
    for name, of in _FACTORS.items():
        groups = _groups(rows, of)
        if len(groups) >= 2:
            found.append({"factor": name, **_compared(groups, target_days)})
    _correct([row for one in found for row in one["groups"]])
    return found


def landmarks(
    rows: Sequence[Way], step_words: Sequence[str], contacts: Mapping[int, int]
) -> list[dict[str, Any]]:
    """What was done in the first days against what came after them.

    `contacts` gives the day after the start of the first success contact, by unit.
    """
    found = []
    for day in LANDMARKS:
        some = [row for row in rows if row.seen > day and (row.there is None or row.there > day)]
        for place, words in enumerate(step_words):
            done = [row for row in some if _by(row.steps[place], day)]
            found.append(_parted("step", words, day, done, some))
        reached = [row for row in some if _by(contacts.get(row.begun.unit), day)]
        found.append(_parted("contact", "", day, reached, some))
    kept = [one for one in found if one]
    _correct(kept)
    return kept


def _by(done: int | None, day: int) -> bool:
    return done is not None and done <= day


def _parted(
    what: str, words: str, day: int, done: list[Way], everybody: list[Way]
) -> dict[str, Any]:
    """Those who had done it by the day against those who had not, from that day on."""
    units = {row.begun.unit for row in done}
    others = [row for row in everybody if row.begun.unit not in units]
    with_it, without = curve_of(done, after=day), curve_of(others, after=day)
    if with_it is None or without is None:
        return {}
    gap = _gap(without, with_it, AHEAD)
    return {
        "what": what,
        "words": words,
        "day": day,
        "ahead": AHEAD,
        "done": told(with_it, (AHEAD,)),
        "not": told(without, (AHEAD,)),
        "gap": _written(gap),
    }


def _compared(groups: Groups, day: int) -> dict[str, Any]:
    rows = []
    for name, some in groups.items():
        curve = curve_of(some)
        rest = curve_of([row for other, those in groups.items() if other != name for row in those])
        if curve is None or rest is None:
            continue
        rows.append({"name": name, **told(curve, (day,)), "gap": _written(_gap(rest, curve, day))})
    return {"day": day, "groups": rows, "log_rank": log_rank_of(groups)}


def _gap(before: SurvivalCurve, after: SurvivalCurve, day: int) -> Difference | None:
    try:
        return curve_gap(before, after, day)
    except StatsError:
        return None


def _written(gap: Difference | None) -> dict[str, Any] | None:
    if gap is None:
        return None
    return {"estimate": gap.estimate, "low": gap.low, "high": gap.high, "p": gap.p_value}


def log_rank_of(groups: Groups) -> float | None:
    """How likely such curves are where all groups are alike; nothing where it cannot be told."""
    rows = [(name, row) for name, some in groups.items() for row in some]
    lasted = [row.seen if row.there is None else row.there for _name, row in rows]
    try:
        found = log_rank(
            lasted, [row.there is not None for _name, row in rows], [name for name, _row in rows]
        )
    except StatsError:
        return None
    return found.p_value


def _correct(rows: Sequence[dict[str, Any]]) -> None:
    """Say of each whether it holds after correcting for how many are looked at."""
    tested = [row for row in rows if row["gap"]]
    adjusted = benjamini_hochberg([row["gap"]["p"] for row in tested])
    for row, q in zip(tested, adjusted, strict=True):
        gap = row["gap"]
        sure = float(q) <= CERTAIN and (gap["low"] > 0 or gap["high"] < 0)
        gap["q"] = float(q)
        gap["says"] = ("sooner" if gap["estimate"] > 0 else "later") if sure else "cannot tell"


def _groups(rows: Sequence[Way], of: Callable[[Way], str]) -> Groups:
    counted = Counter(of(row) for row in rows)
    large = [name for name, n in counted.most_common() if name and n >= FEWEST][:GROUPS]
    return {name: [row for row in rows if of(row) == name] for name in sorted(large)}


def month_of(row: Way) -> str:
    """The month of the start."""
    return f"{EPOCH + timedelta(days=row.begun.began):%Y-%m}"


_FACTORS: dict[str, Callable[[Way], str]] = {
    "segment": lambda row: row.begun.segment,
    "plan": lambda row: row.begun.plan,
    "channel": lambda row: row.begun.channel,
    "region": lambda row: row.begun.region,
    "month": month_of,
}
