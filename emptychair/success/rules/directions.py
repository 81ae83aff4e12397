"""Which way an input can be a reason to worry. A model may learn by chance that those with nothing
left unanswered leave more often; as a reason told to people that is noise, so it is left out.
"""

from collections.abc import Sequence

import numpy as np

from emptychair.success.rules.features import Features
from emptychair.success.rules.rows import Numbers, Truths, Whole

BAD_WHEN_MORE = frozenset({
    "silent_days", "silence", "bad_lately", "unanswered", "open_cases", "open_case_age",
    "cases_180", "late_promises", "champion_left", "payment_failing", "kpi_confirmed_age",
    "plan_late_ours", "plan_late_theirs", "milestones_late", "turn_late", "requests_open",
    "request_age", "request_wait",
})  # fmt: skip
BAD_WHEN_LESS = frozenset({
    "active_28", "active_trend", "users_28", "users_trend", "seats_used", "breadth",
    "breadth_trend", "spend_trend", "last_score", "score_change", "newcomers", "kpi_progress",
})  # fmt: skip


def sensible(features: Features, names: Sequence[str], places: Whole | list[int]) -> Truths:
    """Whether each input of some customers (rows, columns by `names`) lies on the side of the
    middle customer on which it can be a reason. Others (tenure, the day of renewal, the own gap,
    the age of an answer, whose turn it is) can be one either way.
    """
    found = np.ones((len(places), len(names)), dtype=bool)
    for column, name in enumerate(names):
        if name not in BAD_WHEN_MORE | BAD_WHEN_LESS or name not in features.values:
            continue
        values = features[name]
        usual, own = _middle(values), values[places]
        found[:, column] = own > usual if name in BAD_WHEN_MORE else own < usual
    return found


def _middle(values: Numbers) -> float:
    """Of those of whom it is known; nothing is above or below it where it is of nobody."""
    known = values[~np.isnan(values)]
    return float(np.median(known)) if len(known) else np.nan
