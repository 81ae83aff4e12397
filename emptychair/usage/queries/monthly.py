"""Use month by month, for the scorecard."""

from dataclasses import dataclass
from datetime import date, timedelta

import ibis.expr.types as ir

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.live import live_tables
from emptychair.customers.models import Contract
from emptychair.kit.once import once_a_look
from emptychair.kit.periods import Period, months_between
from emptychair.usage.queries.trials import Trial, trials_asof
from emptychair.usage.queries.use import use_now

RIPE_DAYS = 60  # after the beginning, in which a trial is judged


@dataclass(frozen=True, slots=True)
class MonthOfUse:
    """One calendar month: companies that used anything; seats of those ever seen, and used ones."""

    month: date
    active: int
    seats: int
    used: int


@once_a_look
def use_by_month(access: Access, period: Period) -> list[MonthOfUse]:
    """The months of a period."""
    access.require(Permission.CUSTOMER_READ)
    live = use_now(access)
    found = live_tables().fetch(
        live, ("by month", period.first, period.end), lambda table: _monthly(table, period)
    )
    users: dict[date, dict[int, int]] = {}
    for row in found:
        most = max(int(row["people"] or 0), int(row["given_users"] or 0))
        users.setdefault(row["month"], {})[int(row["company_id"])] = most
    ever = set[int]()
    bought = _contracts(access)
    months = []
    for month in months_between(period.first, period.end):
        of = users.get(month.first, {})
        ever |= set(of)
        seats = {one: n for one, n in _seats(bought, month.last).items() if one in ever}
        used = sum(min(of.get(one, 0), n) for one, n in seats.items())
        months.append(MonthOfUse(month.first, len(of), sum(seats.values()), used))
    return months


def _monthly(table: ir.Table, period: Period) -> ir.Table:
    within = table.filter(
        table.company_id.notnull(),
        table.day >= period.first,
        table.day < period.end,
        table.actions > 0,
    )
    month = within.mutate(month=within.day.truncate("M").cast("date"))
    return month.group_by(["company_id", "month"]).aggregate(
        people=lambda t: t.person_id.nunique(),
        given_users=lambda t: t.users.max(where=t.person_id.isnull()),
    )


_Bought = tuple[int, int, date, date | None]


def _contracts(access: Access) -> list[_Bought]:
    rows = Contract.objects.visible_to(access).filter(company__isnull=False, seats__gt=0)
    columns = ("company_id", "seats", "starts_on", "cancelled_on")
    return [
        (company or 0, seats or 0, *days) for company, seats, *days in rows.values_list(*columns)
    ]


def _seats(bought: list[_Bought], on: date) -> dict[int, int]:
    found: dict[int, int] = {}
    for company, seats, begun, ended in bought:
        if begun <= on and (ended is None or ended > on):
            found[company] = found.get(company, 0) + seats
    return found


@once_a_look
def ripe_trials(access: Access, on: date) -> list[tuple[Trial, bool]]:
    """Trials whose sixty days are over, and whether they paid within them."""
    access.require(Permission.CUSTOMER_READ)
    ripe = timedelta(days=RIPE_DAYS)
    return [
        (one, one.paid_on is not None and one.paid_on <= one.begun_on + ripe)
        for one in trials_asof(access, on)
        if one.begun_on + ripe <= on
    ]
