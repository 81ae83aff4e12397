"""What other domains tell of customers on a day: how far their KPI is, whose tasks are late."""

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.outcomes.queries.asof import outcomes_asof, outcomes_of_people_asof
from emptychair.plans.queries.standing import plan_states
from emptychair.success.rules.days import day_of, number_of


def beside_on(access: Access, day: int, *, is_today: bool) -> dict[str, dict[int, float]]:
    """By feature and customer, known on that day. Plans keep no past: only for today."""
    access.require(Permission.CUSTOMER_READ)
    on = day_of(day)
    readings = {
        **outcomes_asof(access, on),
        **{-person: one for person, one in outcomes_of_people_asof(access, on).items()},
    }
    found = {
        "kpi_progress": {
            unit: one.progress for unit, one in readings.items() if one.progress is not None
        },
        "kpi_confirmed_age": {
            unit: float(day - number_of(one.confirmed_on))
            for unit, one in readings.items()
            if one.confirmed_on
        },
    }
    if is_today:
        states = plan_states(access, on)
        found["plan_late_ours"] = {unit: float(one.late_ours) for unit, one in states.items()}
        found["plan_late_theirs"] = {unit: float(one.late_theirs) for unit, one in states.items()}
    return found
