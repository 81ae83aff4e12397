"""Projects: who gives us another one, and when that is likely."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from emptychair.customers.rules.runs import STEPS, Terms
from emptychair.stats import SurvivalCurve, TooFew, kaplan_meier, there_by

WITHIN = (180, 365, 730)
AHEAD = 365
FEWEST = 10  # projects that ended, below which nothing is said


@dataclass(frozen=True, slots=True)
class Ended:
    """A customer's last project, ended and not followed by another one yet."""

    unit: int
    times: int
    first: int
    last: int
    value: float
    currency: str


@dataclass(frozen=True)
class Projects:
    """Waiting times from the end of a project to the next (`won`), or until now."""

    waits: tuple[int, ...]
    won: tuple[bool, ...]
    ended: tuple[Ended, ...]

    def curve(self) -> SurvivalCurve | None:
        """Kaplan-Meier over all projects that ended; None for too few."""
        if len(self.waits) < FEWEST:
            return None
        return kaplan_meier(self.waits, self.won)


def projects_of(contracts: Iterable[Terms], *, today: int) -> Projects:
    """Contracts that are paid once, in their order for each customer.

    A project ends on the day of its cancellation or renewal if one is written, else on its start.
    """
    own: dict[int, list[Terms]] = {}
    for one in contracts:
        if one.period not in STEPS and one.starts <= today:
            own.setdefault(one.unit, []).append(one)
    waits: list[int] = []
    won: list[bool] = []
    ended: list[Ended] = []
    for unit, rows in sorted(own.items()):
        rows.sort(key=lambda one: (one.starts, one.contract))
        for one, following in itertools.pairwise(rows):
            waits.append(max(1, following.starts - end_of(one)))
            won.append(True)
        last = max(end_of(one) for one in rows)
        if last < today:
            waits.append(today - last)
            won.append(False)
            final = rows[-1]
            found = (unit, len(rows), rows[0].starts, last, final.amount, final.currency)
            ended.append(Ended(*found))
    return Projects(tuple(waits), tuple(won), tuple(ended))


def end_of(one: Terms) -> int:
    """The last day of a project."""
    known = [day for day in (one.cancelled, one.renews) if day is not None]
    return max(min(known), one.starts) if known else one.starts


def won_again(curve: SurvivalCurve | None) -> list[dict[str, Any]]:
    """How many had given us another project by some days after the end of one."""
    found = []
    for days in WITHIN if curve else ():
        try:
            share, low, high = there_by(curve, days) if curve else (0.0, 0.0, 1.0)
        except TooFew:
            continue
        row = {"days": days, "share": share, "low": low, "high": high}
        found.append({**row, "n": curve.n if curve else 0})
    return found


def chance_ahead(curve: SurvivalCurve | None, waited: int) -> float | None:
    """The chance of another project within a year, for somebody who waited so long already."""
    if curve is None:
        return None
    try:
        now, later = curve.at(waited)[0], curve.at(waited + AHEAD)[0]
    except TooFew:
        return None
    return 1 - later / now if now > 0 else None


def usual_wait(projects: Projects) -> float | None:
    """The middle of the waits of those who came back; None for too few of them."""
    came = sorted(wait for wait, won in zip(projects.waits, projects.won, strict=True) if won)
    return float(came[len(came) // 2]) if len(came) >= FEWEST else None
