"""Looking at every customer: both halves, signs, risks, and the order in which to act.

Rows are read part by part, so that memory holds one part of them; of each customer only numbers
stay until all are known, for risk is told against everybody. Then they are written in parts too.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

import numpy as np
from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.spans import known_from
from emptychair.customers.rules.batches import in_batches
from emptychair.kit.periods import local_day
from emptychair.success.models import CustomerHealth, RiskSpan
from emptychair.success.queries.beside import BesidePast
from emptychair.success.queries.models import current_weights, hit_rates_of, live_model
from emptychair.success.queries.rows import StoredRows
from emptychair.success.queries.segments import memberships_of
from emptychair.success.rules.days import day_of, number_of
from emptychair.success.rules.features import Features, features_at, merged
from emptychair.success.rules.halves import Halves, Weights, halves_of
from emptychair.success.rules.months import Month, Then, then_of
from emptychair.success.rules.newness import new_signs
from emptychair.success.rules.risk import Live, Risks, risks_of
from emptychair.success.rules.rows import Whole
from emptychair.success.rules.standing import Standing, standings
from emptychair.success.services.spans import keep_risk_spans
from emptychair.success.services.telling import MOST, tell_of_new_signs

BEFORE = 28  # days back, for "why did it move?"
MONTHS = 6  # of history made up for at the first look
FRESH = 14  # days without any sign of life of anybody, after which the data are taken to have ended
AT_ONCE, TELLING_AT_ONCE = 500, 100
KEPT_MONTHS = 24
FIELDS = (
    "company_id", "person_id", "as_of", "looked_at", "outcome", "outcome_confidence", "experience",
    "experience_confidence", "quadrant", "inputs", "risk_30", "risk_60", "risk_90", "worth",
    "at_stake", "rank", "signs", "codes", "chances", "reasons", "renews_in", "silent_days", "stage",
    "has_chances", "is_listed", "history", "own_model", "changed_at",
)  # fmt: skip
Tell = Callable[[int], None]  # how far one is, of 100


@dataclass(frozen=True, slots=True)
class Look:
    """One look at everybody."""

    customers: int
    listed: int
    as_of: date


@dataclass(slots=True)
class _Seen:
    """Everybody on one day, and on the days before; `months` is known at the first look."""

    day: int
    now: Features
    before: Features
    months: list[Then]
    is_first: bool
    weights: Weights

    def history(self, unit: int) -> list[Month]:
        """Of somebody of whom none is kept."""
        points = (one.point(unit) for one in self.months)
        return [point for point in points if point is not None]


def look_at_everybody(access: Access, *, now: datetime, tell: Tell = lambda _part: None) -> Look:
    """Compute and keep how each customer stands. Harmless twice; linear in customers and rows.
    After an interruption each row says when it was looked at, and the next look finishes it.
    """
    access.require(Permission.CUSTOMER_READ)
    today = local_day(now, access.workspace.zone)
    is_first = known_from(access, RiskSpan) is None  # no look has come to its end
    rows = StoredRows(access, today=today)
    tell(40)
    seen = _seen(access, rows, number_of(today), is_first=is_first, tell=tell)
    del rows
    found = _standings(access, seen)
    written = _write_all(access, found, seen, now, tell)
    _forget_others(access, now)
    keep_risk_spans(access, now=now)
    return Look(written.customers, written.listed, day_of(seen.day))


def _forget_others(access: Access, now: datetime) -> None:
    """Who is no customer any more."""
    rows = CustomerHealth.objects.visible_to(access).filter(looked_at__lt=now).order_by("pk")
    for some in in_batches(list(rows.values_list("pk", flat=True))):
        rows.filter(pk__in=some).delete()


def _seen(access: Access, rows: StoredRows, today: int, *, is_first: bool, tell: Tell) -> _Seen:
    day = _day_to_look_at(rows.end, today)
    back = [30 * month for month in range(MONTHS, 0, -1)] if is_first else []
    days = [day, day - BEFORE, *(day - one for one in back)]
    rows.for_days([today, *days])
    beside = BesidePast(access)
    _version, weights = current_weights(access)
    now, before, months = [], [], dict[int, list[tuple[Whole, Halves]]]()
    for number, part in enumerate(rows.each_part(), start=1):
        now.append(features_at(part, day, beside.on(day)))
        before.append(features_at(part, day - BEFORE, beside.on(day - BEFORE)))
        for one in days[2:]:
            then = features_at(part, one, beside.on(one))
            months.setdefault(one, []).append((then.units, halves_of(then, weights)))
        tell(40 + 30 * number // rows.parts)
    past = [then_of(one, parts) for one, parts in months.items()]
    return _Seen(day, merged(now), merged(before), past, is_first, weights)


def _day_to_look_at(end: int, today: int) -> int:
    """Today, or the last day of what was loaded where that ended long ago."""
    return today if today - end <= FRESH else end


def _standings(access: Access, seen: _Seen) -> Iterator[Standing]:
    halves = halves_of(seen.now, seen.weights)
    was = _aligned(seen.now, seen.before, halves_of(seen.before, seen.weights))
    return standings(seen.now, halves, was, _risks(access, seen.now, seen.weights))


def _risks(access: Access, features: Features, weights: Weights) -> Risks:
    model = live_model(access)
    live = None
    if model is not None:
        wanted = [int(one) for one in model.spec.get("segments", ())]
        live = Live(model.spec, model.turned, memberships_of(access, wanted))
    return risks_of(features, live, hit_rates_of(access), weights)


def _aligned(features: Features, earlier: Features, halves: Halves) -> dict[str, Any]:
    """The inputs of 28 days before, in the order of today's customers; nan for who is new."""
    if not len(earlier):
        return {name: np.full(len(features), np.nan) for name in halves.inputs}
    place = np.minimum(np.searchsorted(earlier.units, features.units), len(earlier) - 1)
    same = earlier.units[place] == features.units
    return {name: np.where(same, values[place], np.nan) for name, values in halves.inputs.items()}


@dataclass(slots=True)
class _Written:
    customers: int
    listed: int
    told: int


def _write_all(
    access: Access, found: Iterator[Standing], seen: _Seen, now: datetime, tell: Tell
) -> _Written:
    """In parts, so that nobody waits long for the database, and memory holds one. The most urgent
    come first, and what is new about them is told with the row that says so.
    """
    written, every = _Written(0, 0, MOST if seen.is_first else 0), max(1, len(seen.now))
    while chunk := list(islice(found, AT_ONCE if written.told >= MOST else TELLING_AT_ONCE)):
        kept = _kept(access, [one.unit for one in chunk])
        made = [_row(access, one, day_of(seen.day), now) for one in chunk]
        for row in made:
            history = kept[row.unit][0] if row.unit in kept else seen.history(row.unit)
            row.history = _with_month(history, row)
        with transaction.atomic():
            _write(made)
            new = new_signs(made, {unit: codes for unit, (_, codes) in kept.items()})
            written.told += tell_of_new_signs(access, new, now, most=MOST - written.told)
        written.customers += len(made)
        written.listed += sum(row.is_listed for row in made)
        tell(70 + 25 * written.customers // every)
    return written


def _row(access: Access, one: Standing, as_of: date, now: datetime) -> CustomerHealth:
    return CustomerHealth(
        workspace=access.workspace,
        unit=one.unit,
        company_id=one.unit if one.unit > 0 else None,
        person_id=-one.unit if one.unit < 0 else None,
        as_of=as_of,
        looked_at=now,
        changed_at=now,
        has_chances=bool(one.fields["chances"]),
        **one.fields,
    )


def _with_month(history: Iterable[Month], row: CustomerHealth) -> list[Month]:
    """One point a month; the newest replaces that of its own month."""
    point = [
        row.as_of.isoformat(), row.outcome, row.outcome_confidence, row.experience,
        row.experience_confidence, row.risk_90,
    ]  # fmt: skip
    older = [one for one in history if one[0][:7] != row.as_of.isoformat()[:7]]
    return [*older[-KEPT_MONTHS + 1 :], point]


def _kept(access: Access, units: Sequence[int]) -> dict[int, tuple[list[Month], set[str]]]:
    """History and codes of signs as they stand, by customer."""
    rows = CustomerHealth.objects.visible_to(access).filter(unit__in=units).order_by("pk")
    return {
        unit: (history, {sign["code"] for sign in signs})
        for unit, history, signs in rows.values_list("unit", "history", "signs")
    }


def _write(made: list[CustomerHealth]) -> None:
    CustomerHealth.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["workspace", "unit"],
        update_fields=FIELDS,
    )
