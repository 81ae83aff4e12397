"""What is due between us and a customer on one day: plans with whose turn it is, and requests."""

import numpy as np

from emptychair.success.rules.counting import Counter
from emptychair.success.rules.rows import Numbers, Table, Truths

MILESTONE, OURS, THEIRS, THIRD = 0.0, 1.0, 2.0, 3.0  # the column `side` of planned rows


def of_plans(counter: Counter, planned: Table, day: int) -> dict[str, Numbers]:
    """Of plans under way: what is late on which side, and whose turn it is. Unknown without one."""
    there = (planned["until"] > day) & (planned["closed"] > day)
    running = planned.where(there)
    has = counter.count(running) > 0
    waiting = running.where(running["over"] > day)
    late = waiting.where(waiting["due"] < day)
    side, ahead = _turn(counter, waiting, day)
    return {
        "plan_late_ours": _where(has, counter.count(late.where(late["side"] == OURS))),
        "plan_late_theirs": _where(has, counter.count(late.where(late["side"] == THEIRS))),
        "milestones_late": _where(has, counter.count(late.where(late["side"] == MILESTONE))),
        "their_turn": np.where(has & ~np.isnan(side), (side == THEIRS).astype(np.float64), np.nan),
        "turn_late": np.where(has & ~np.isnan(ahead), np.maximum(-ahead, 0), np.nan),
    }


def of_requests(counter: Counter, requests: Table, day: int) -> dict[str, Numbers]:
    """How many wishes are open, since when the oldest is, and since when one waits for a word of
    ours. Who never wished for anything is unknown; no open wish is no proof of anything.
    """
    ever = counter.count(requests) > 0
    still = requests.where(requests["closed"] > day)
    unanswered = still.where(still["answered"] > day)
    waited = day - counter.first(unanswered)
    return {
        "requests_open": _where(ever, counter.count(still)),
        "request_age": day - counter.first(still),
        "request_wait": _where(counter.count(still) > 0, np.nan_to_num(waited, nan=0.0)),
    }


def _where(known: Truths, values: Numbers) -> Numbers:
    return np.where(known, values, np.nan)


def _turn(counter: Counter, waiting: Table, day: int) -> tuple[Numbers, Numbers]:
    """The side of the task that is due first, and in how many days it is due."""
    tasks, place = counter.place(waiting.where(waiting["side"] != MILESTONE))
    order = np.lexsort((tasks["side"], tasks["due"], place))
    place = place[order]
    first = np.append([True], place[1:] != place[:-1]) if len(place) else np.zeros(0, dtype=bool)
    side, ahead = (np.full(len(counter.units), np.nan) for _ in range(2))
    side[place[first]] = tasks["side"][order][first]
    ahead[place[first]] = tasks["due"][order][first] - day
    return side, ahead
