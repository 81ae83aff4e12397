"""Whether it gets quicker: a curve for each of the last quarters, and months, of sign-up.

Those who signed up last were watched for a short while only; their curve ends where nobody of them
was seen for so long.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from emptychair.charts import round_days
from emptychair.onboarding.rules.cohorts import log_rank_of, month_of
from emptychair.onboarding.rules.curve import FEWEST, MARKS, curve_of, share_by, told
from emptychair.onboarding.types import Way

MOST, STEPS, AHEAD = 5, 12, 90  # curves side by side, points of each, days they are drawn for


def signups(rows: Sequence[Way], target_days: int) -> list[dict[str, Any]]:
    """By quarter and by month, where two of them have enough customers."""
    found = [_side_by_side(by, rows, of, target_days) for by, of in _SPANS.items()]
    return [one for one in found if one]


def quarter_of(row: Way) -> str:
    """The quarter of the start: "2026-Q3"."""
    year, month = month_of(row).split("-")
    return f"{year}-Q{(int(month) + 2) // 3}"


def _side_by_side(
    by: str, rows: Sequence[Way], of: Callable[[Way], str], target_days: int
) -> dict[str, Any]:
    groups: dict[str, list[Way]] = defaultdict(list)
    for row in rows:
        groups[of(row)].append(row)
    names = sorted(name for name, some in groups.items() if len(some) >= FEWEST)[-MOST:]
    if len(names) < 2:
        return {}
    last = max(AHEAD, target_days)
    days = round_days(last, STEPS)
    marks = sorted({*MARKS, target_days})
    kept = {name: groups[name] for name in names}
    return {
        "by": by,
        "days": days,
        "log_rank": log_rank_of(kept),
        "cohorts": [
            {"name": name, **told(curve, marks), "curve": [share_by(curve, day) for day in days]}
            for name, some in kept.items()
            if (curve := curve_of(some)) is not None
        ],
    }


_SPANS: dict[str, Callable[[Way], str]] = {"quarter": quarter_of, "month": month_of}
