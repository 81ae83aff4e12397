"""Touch of the made-up companies: time on cases, costs, tiers, capacity, and a team's own KPI."""

from datetime import datetime, timedelta
from random import Random

from emptychair.accounts.access import Access
from emptychair.demo.loading.brands import Brand
from emptychair.demo.loading.services import Colleague, closed_cases, colleagues_of
from emptychair.demo.loading.touch_words import DESIGNS, DesignWords
from emptychair.kit.periods import local_day, months_later
from emptychair.loop.services.effort import log_effort
from emptychair.touch.design_types import STEPS
from emptychair.touch.queries import customers_of, groups_of, proposals_of
from emptychair.touch.services import (
    accept_proposal,
    add_time_off,
    decline_proposal,
    hand_over,
    override_tier,
    refresh_touch,
    set_costs,
    set_margin,
    set_weekly_hours,
)
from emptychair.touch.services.organisation import (
    confirm_step,
    enter_reading,
    start_design,
    write_step,
)
from emptychair.touch.types import Settings

SHARE_LOGGED = 0.7
MINUTES = (20, 30, 45, 60, 90, 180)
LOOKED_AFTER = 60
COSTS = {
    "ja": (
        Settings(
            hourly_cost=3_400.0,
            contact_cost=60.0,
            service_share=0.4,
            hours={"high": 6.0, "low": 1.0, "tech": 0.1},
        ),
        0.36,
    ),
    "en": (
        Settings(
            hourly_cost=58.0,
            contact_cost=2.0,
            service_share=0.5,
            hours={"high": 30.0, "low": 6.0, "tech": 0.5},
        ),
        0.74,
    ),
}
WEEKLY = (0.8, 6.0, 10.0)
MONTHS = 9


def load_touch(access: Access, brand: Brand, now: datetime) -> None:
    """Everything that the pages of touch and organisation show."""
    people = colleagues_of(access)
    if not people:
        return
    words = DESIGNS[brand.language]
    _log_cases(access, brand, people, now)
    costs, margin = COSTS[brand.language]
    set_costs(access, costs)
    set_margin(access, product="", margin=margin)
    refresh_touch(access, now=now)
    _give_customers(access, people)
    _decide(access, people[0], words, now)
    today = local_day(now, access.workspace.zone)
    for number, one in enumerate(people):
        set_weekly_hours(access, one.user.pk, weekly=WEEKLY[number % len(WEEKLY)])
    first = today + timedelta(days=9)
    last = first + timedelta(days=4)
    add_time_off(access, people[-1].user.pk, first=first, last=last, note=words.away)
    _design(access, people[0], words, now)


def _log_cases(access: Access, brand: Brand, people: list[Colleague], now: datetime) -> None:
    """Time on most of the closed cases of the last year; some is always forgotten."""
    rng = Random(f"{brand.code} time on cases")
    for case in closed_cases(access, since=now - timedelta(days=360)):
        if case.closed_at is None or rng.random() > SHARE_LOGGED:
            continue
        log_effort(
            rng.choice(people).access,
            kind="doing",
            minutes=rng.choice(MINUTES),
            spent_on=local_day(case.closed_at, access.workspace.zone),
            case=case,
        )


def _give_customers(access: Access, people: list[Colleague]) -> None:
    for number, row in enumerate(customers_of(access, order="-price")[:LOOKED_AFTER]):
        hand_over(access, row.id, user_id=people[number % len(people)].user.pk)


def _decide(access: Access, officer: Colleague, words: DesignWords, now: datetime) -> None:
    """The first group is moved, the last declined, one customer is looked after otherwise."""
    found = proposals_of(access, now=now)
    mine = officer.access
    if found and len(found) > 1:
        accept_proposal(mine, found[0].group.id, to=found[0].to, now=now - timedelta(days=20))
        last = found[-1]
        decline_proposal(
            mine, last.group.id, to=last.to, reason=words.declined, now=now - timedelta(days=12)
        )
    for row in customers_of(access, order="-price")[:1]:
        override_tier(mine, row.id, tier="high", reason=words.reference, now=now)


def _design(access: Access, officer: Colleague, words: DesignWords, now: datetime) -> None:
    if not groups_of(access):
        return
    begun = now - timedelta(days=200)
    row = start_design(access, name=words.name)
    this = local_day(now, access.workspace.zone).replace(day=1)
    by_day = months_later(this, 6) - timedelta(days=1)
    for number, said in words.steps.items():
        values = {**said, "target_day": by_day.isoformat()} if number == STEPS[-1] else said
        write_step(officer.access, row.pk, number, values, owner_id=officer.user.pk)
        confirm_step(officer.access, row.pk, number, now=begun)
    rng = Random(words.name)
    for back in range(MONTHS, 0, -1):
        value = round(38 + 1.6 * (MONTHS - back) + rng.gauss(0, 2.5), 1)
        month = months_later(this, -back)
        enter_reading(officer.access, row.series, month=month, value=value, now=now)
