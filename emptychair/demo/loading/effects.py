"""How the made-up companies will know whether their changes helped, and what they decided."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from emptychair.accounts.access import Access
from emptychair.effects.queries.designs import design_of
from emptychair.effects.queries.estimates import reading_of
from emptychair.effects.services.designs import choose_design
from emptychair.effects.services.verdicts import judge_effect
from emptychair.effects.types import Decision, Design, DrawBy, Judged
from emptychair.loop.queries import initiatives_of
from emptychair.loop.types import InitiativeState

if TYPE_CHECKING:
    from emptychair.loop.models import Initiative

WATCHED = timedelta(days=240)  # eight whole months
COMING = timedelta(days=80)
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
            _decide(access, one, now)
        elif one.state == InitiativeState.DOING:
            starts = one.starts_on or today
            _choose(access, one, Design.HOLDOUT, Days(starts, today + COMING))


def _choose(access: Access, one: "Initiative", design: Design, days: Days) -> None:
    zone = access.workspace.zone
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
    )


def _decide(access: Access, one: "Initiative", now: datetime) -> None:
    """Only what helped is decided; the rest waits for whoever tries the demo."""
    design = design_of(access, one)
    if design is None:
        return
    read = reading_of(access, design, today=now.astimezone(access.workspace.zone).date())
    if read.proposed == Judged.HELPED:
        judge_effect(
            access, one, verdict=Judged.HELPED.value, decision=Decision.KEEP.value, now=now
        )
