"""How the made-up companies will know whether their changes helped, what it cost them, and what
they decided.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from emptychair.accounts.access import Access
from emptychair.demo.loading.services import colleagues_of
from emptychair.effects.queries.designs import design_of
from emptychair.effects.queries.estimates import reading_of
from emptychair.effects.queries.possible import Plan, possibilities
from emptychair.effects.services.designs import choose_design
from emptychair.effects.services.verdicts import judge_effect
from emptychair.effects.types import Asked, Decision, Design, DrawBy, Judged
from emptychair.loop.queries import initiatives_of
from emptychair.loop.services.effort import log_effort
from emptychair.loop.types import InitiativeState

if TYPE_CHECKING:
    from emptychair.loop.models import Initiative

WATCHED = timedelta(days=240)  # eight whole months
COMING = timedelta(days=80)
WAITED = timedelta(days=90)  # longer than so nobody leaves a verdict open
WORKED, EACH = (2, 5, 9, 12, 16, 19, 23, 26), 120  # days before it was done, minutes on each
CHOSEN_BEFORE = timedelta(days=30)
WORTH = 10.0
HOUR = {"JPY": Decimal(6000), "USD": Decimal(55)}


@dataclass(frozen=True, slots=True)
class Days:
    """From when customers got it, and when it is judged."""

    starts_on: date
    ends_on: date


def load_effects(access: Access, now: datetime) -> None:
    """A design for what is done, chosen before it began, and a draw for what is under way.

    What the numbers tell is decided at once; what they leave open waits on Today.
    """
    today = now.astimezone(access.workspace.zone).date()
    for one in initiatives_of(access):
        if one.state == InitiativeState.DONE and one.completed_on:
            ends = min(one.completed_on + WATCHED, today - timedelta(days=1))
            _choose(access, one, Design.SERIES, Days(one.completed_on, ends))
            _work(access, one, one.completed_on)
            _decide(access, one, now)
        elif one.state == InitiativeState.DOING:
            starts = one.starts_on or today
            _choose(access, one, Design.HOLDOUT, Days(starts, today + COMING))
            _work(access, one, starts)


def _choose(access: Access, one: "Initiative", design: Design, days: Days) -> None:
    zone = access.workspace.zone
    asked = Asked(one.metric, days.starts_on, days.ends_on, one.touchpoint_id)
    found = possibilities(access, asked, today=days.starts_on, plan=Plan())
    choose_design(
        access,
        one,
        now=datetime.combine(days.starts_on - CHOSEN_BEFORE, time(10), tzinfo=zone),
        design=design.value,
        starts_on=days.starts_on,
        ends_on=days.ends_on,
        draw_by=DrawBy.PERSON.value,
        metric=one.metric,
        touchpoint_id=one.touchpoint_id,
        worth=WORTH,
        hour_costs=HOUR.get(access.workspace.currency),
        smallest=next(row.smallest for row in found if row.design == design.value),
    )


def _work(access: Access, one: "Initiative", until: date) -> None:
    """Who worked on it before customers got it, by turns."""
    colleagues = colleagues_of(access)[:2]
    for turn, back in enumerate(WORKED):
        mine = colleagues[turn % len(colleagues)].access
        day = until - timedelta(days=back)
        log_effort(mine, kind="doing", minutes=EACH, spent_on=day, initiative=one)


def _decide(access: Access, one: "Initiative", now: datetime) -> None:
    """What helped is decided at once, and what was left open long; the rest waits for whoever
    tries the demo.
    """
    design, today = design_of(access, one), now.astimezone(access.workspace.zone).date()
    if design is None:
        return
    proposed = reading_of(access, design, today=today).proposed
    helped = proposed == Judged.HELPED
    if helped or design.ends_on < today - WAITED:
        decision = Decision.KEEP if helped else Decision.ADJUST
        judge_effect(access, one, verdict=proposed, decision=decision.value, now=now)
