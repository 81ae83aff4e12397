"""What lists show: one row a company, or a person in none, from daily use and contracts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.live import live_tables
from emptychair.customers.models import Contract
from emptychair.customers.rules.batches import in_batches
from emptychair.kit.periods import local_day
from emptychair.kit.storing import store_changed, store_new
from emptychair.stats import Counts
from emptychair.usage.expressions import people_alone, readings, weekly_sums
from emptychair.usage.models import CompanyUse, CountingState, PersonUse
from emptychair.usage.queries.definitions import use_definition
from emptychair.usage.queries.trials import Trial, trials_asof
from emptychair.usage.queries.use import DAYS, use_now
from emptychair.usage.rules.readings import reading_from
from emptychair.usage.rules.seats import SeatContract, seats_of, shelfware
from emptychair.usage.rules.trend import BEFORE_WEEKS, NOW_WEEKS, trend
from emptychair.usage.types import UseChange

AT_ONCE = 2_000  # rows in one transaction: on SQLite all others wait to write meanwhile
COLUMNS = (
    "as_of", "active_days", "before_active_days", "users", "actions", "before_actions", "features",
    "core_features", "first_day", "last_day", "change", "ratio", "ratio_low", "ratio_high",
    "seats", "unused_seats", "unused_value", "currency", "renews_on", "trial", "trial_ends_on",
    "trial_begun_on", "trial_paid_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Kind:
    """Of whom rows are made."""

    name: str  # company, person

    @property
    def table(self) -> Any:
        """Where they are kept."""
        return CompanyUse if self.name == COMPANY else PersonUse

    @property
    def column(self) -> str:
        """By which they are known."""
        return f"{self.name}_id"


COMPANY, PERSON = "company", "person"


@dataclass(frozen=True, slots=True)
class _Known:
    """All that a row is made of, by customer."""

    use: dict[int, dict[str, Any]]
    weeks: dict[int, dict[str, Any]]
    contracts: dict[int, list[SeatContract]]
    trials: dict[int, Trial]


def read_companies(access: Access, *, now: datetime) -> int:
    """Write the row of every company that used anything, has seats or a trial; how many."""
    count = _read(access, _Kind(COMPANY), now)
    CountingState.objects.get_or_create(workspace=access.workspace)
    CountingState.objects.visible_to(access).update(read_at=now)
    return count


def read_people(access: Access, *, now: datetime) -> int:
    """The same for people and households in no company."""
    return _read(access, _Kind(PERSON), now)


def _read(access: Access, kind: _Kind, now: datetime) -> int:
    access.require(Permission.CUSTOMER_WRITE)
    on = local_day(now, access.workspace.zone)
    known = _known(access, kind, on)
    ids = sorted({*known.use, *known.contracts, *known.trials})
    rows = kind.table.objects.visible_to(access)
    there = {getattr(row, kind.column): row for row in rows}
    for some in in_batches(ids, AT_ONCE):
        _write(access, kind, [(one, there.get(one), _values(known, one, on)) for one in some])
    for some in in_batches(sorted(set(there) - set(ids))):
        rows.filter(**{f"{kind.column}__in": some}).delete()
    return len(ids)


def _known(access: Access, kind: _Kind, on: date) -> _Known:
    table = use_now(access).table
    table = table if kind.name == COMPANY else people_alone(table)
    core = use_definition(access).core
    tables = live_tables()
    use = tables.read(readings(table, on=on, days=DAYS, core=core)).to_pylist()
    weeks = tables.read(weekly_sums(table, on=on)).to_pylist()
    return _Known(
        {int(row["company_id"]): row for row in use},
        {int(row["company_id"]): row for row in weeks},
        _seat_contracts(access, kind, on),
        _trials(access, kind, on),
    )


def _trials(access: Access, kind: _Kind, on: date) -> dict[int, Trial]:
    found: dict[int, Trial] = {}
    for one in trials_asof(access, on):
        number = one.company_id if kind.name == COMPANY else one.person_id
        if number and (kind.name == COMPANY or one.company_id is None):
            found[number] = one
    return found


def _seat_contracts(access: Access, kind: _Kind, on: date) -> dict[int, list[SeatContract]]:
    whose: dict[str, Any] = {f"{kind.column}__isnull": False}
    if kind.name == PERSON:
        whose["company__isnull"] = True
    rows = Contract.objects.visible_to(access).filter(
        Q(cancelled_on=None) | Q(cancelled_on__gt=on),
        seats__gt=0,
        starts_on__lte=on,
        **whose,
    )
    found: dict[int, list[SeatContract]] = {}
    columns = (kind.column, "seats", "amount", "currency", "period", "renews_on")
    for number, *rest in rows.order_by("pk").values_list(*columns):
        found.setdefault(number, []).append(SeatContract(*rest))
    return found


def _values(known: _Known, company: int, on: date) -> dict[str, Any]:
    contracts, trial = known.contracts.get(company, []), known.trials.get(company)
    seats = seats_of(contracts) or None
    values: dict[str, Any] = {
        "as_of": on,
        "seats": seats,
        "renews_on": min((one.renews_on for one in contracts if one.renews_on), default=None),
        "trial": trial.state(on).value if trial else "",
        "trial_ends_on": trial.ends_on if trial else None,
        "trial_begun_on": trial.begun_on if trial else None,
        "trial_paid_on": trial.paid_on if trial else None,
        **_use_values(known.use.get(company), seats),
        **_trend_values(known, company, on),
        "unused_seats": None,
        "unused_value": None,
        "currency": "",
    }
    if contracts and company in known.use:  # where nothing was ever seen, nothing is known
        found = shelfware(contracts, used=values["users"])
        values["unused_seats"] = found.seats - found.used
        values["unused_value"], values["currency"] = found.money, found.currency
    return values


def _use_values(row: dict[str, Any] | None, seats: int | None) -> dict[str, Any]:
    found = reading_from(row, seats) if row else None
    return {
        "active_days": found.active_days if found else 0,
        "before_active_days": found.before_active_days if found else 0,
        "users": found.users if found else 0,
        "actions": found.actions if found else 0,
        "before_actions": found.before_actions if found else 0,
        "features": found.features if found else 0,
        "core_features": int(row["core_features"] or 0) if row else 0,
        "first_day": found.first_day if found else None,
        "last_day": found.last_day if found else None,
    }


def _trend_values(known: _Known, company: int, on: date) -> dict[str, Any]:
    use, row = known.use.get(company), known.weeks.get(company)
    if use is None:
        return {"change": UseChange.UNKNOWN, "ratio": None, "ratio_low": None, "ratio_high": None}
    weeks_there = ((on - use["first_day"]).days + 1) // 7  # whole weeks since the first use
    past = min(BEFORE_WEEKS, weeks_there - NOW_WEEKS)
    sums = {name: float((row or {}).get(name) or 0) for name in _SUMS}
    found = trend(
        Counts(NOW_WEEKS, sums["now_actions"], sums["now_squares"]),
        Counts(max(past, 0), sums["past_actions"], sums["past_squares"]),
    )
    return {
        "change": found.change,
        "ratio": found.ratio,
        "ratio_low": found.low,
        "ratio_high": found.high,
    }


_SUMS = ("now_actions", "now_squares", "past_actions", "past_squares")


def _write(access: Access, kind: _Kind, rows: Sequence[tuple[int, Any, dict[str, Any]]]) -> None:
    new: list[Any] = []
    changed: list[Any] = []
    for number, there, values in rows:
        row = there or kind.table(workspace=access.workspace, **{kind.column: number})
        for name, value in values.items():
            setattr(row, name, value)
        (new if there is None else changed).append(row)
    with transaction.atomic():
        store_new(_still_there(access, kind, new))
        store_changed(_touched(changed), [*COLUMNS, "changed_at"])


def _touched(rows: list[Any]) -> list[Any]:
    now = timezone.now()
    for row in rows:
        row.changed_at = now
    return rows


def _still_there(access: Access, kind: _Kind, rows: Iterable[Any]) -> list[Any]:
    """Without those that another run has written meanwhile."""
    known = list(rows)
    found: set[int] = set()
    for some in in_batches([getattr(row, kind.column) for row in known]):
        written = kind.table.objects.visible_to(access).filter(**{f"{kind.column}__in": some})
        found |= set(written.values_list(kind.column, flat=True))
    return [row for row in known if getattr(row, kind.column) not in found]
