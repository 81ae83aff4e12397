"""Looking at every customer: both halves, signs, risks, and the order in which to act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import local_day
from emptychair.success.models import CustomerHealth
from emptychair.success.queries.beside import beside_on
from emptychair.success.queries.models import current_weights, hit_rates_of, live_model
from emptychair.success.queries.rows import read_rows
from emptychair.success.rules.days import day_of, number_of
from emptychair.success.rules.features import Features, features_at
from emptychair.success.rules.halves import Halves, Weights, halves_of
from emptychair.success.rules.risk import Risks, risks_of
from emptychair.success.rules.rows import Rows
from emptychair.success.rules.standing import Standing, standings
from emptychair.success.services.telling import tell_of_new_signs

BEFORE = 28  # days back, for "why did it move?"
MONTHS = 6  # of history made up for at the first look
FRESH = 14  # days without any sign of life of anybody, after which the data are taken to have ended
AT_ONCE = 500
KEPT_MONTHS = 24
FIELDS = (
    "company_id", "person_id", "as_of", "looked_at", "outcome", "outcome_confidence", "experience",
    "experience_confidence", "quadrant", "inputs", "risk_30", "risk_60", "risk_90", "worth",
    "at_stake", "rank", "signs", "codes", "chances", "reasons", "renews_in", "silent_days", "stage",
    "is_listed", "history", "changed_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """One look at everybody."""

    customers: int
    listed: int
    as_of: date


def look_at_everybody(access: Access, *, now: datetime) -> Look:
    """Compute and keep how each customer stands. Harmless twice; linear in customers and rows."""
    access.require(Permission.CUSTOMER_READ)
    today = local_day(now, access.workspace.zone)
    before = _kept(access)
    back = [30 * month for month in range(1, MONTHS + 1)] if not before else []
    rows = read_rows(access, _days(number_of(today), back), today=today)
    day = _day_to_look_at(rows, number_of(today))
    found = _standings(access, rows, day, today=number_of(today))
    past = _history(access, rows, day, back)
    made = [_row(access, one, day_of(day), now) for one in found]
    for row in made:
        row.history = _with_month(before.get(row.unit, ([], {}))[0] or past.get(row.unit, []), row)
    _write(made)
    CustomerHealth.objects.visible_to(access).filter(looked_at__lt=now).delete()
    if before:
        tell_of_new_signs(access, made, {unit: codes for unit, (_, codes) in before.items()}, now)
    return Look(len(made), sum(row.is_listed for row in made), day_of(day))


def _days(today: int, back: Iterable[int]) -> list[int]:
    return [today, today - BEFORE, *(today - days for days in back)]


def _day_to_look_at(rows: Rows, today: int) -> int:
    """Today, or the last day of what was loaded where that ended long ago."""
    return today if today - rows.end <= FRESH else rows.end


def _standings(access: Access, rows: Rows, day: int, *, today: int) -> list[Standing]:
    _version, weights = current_weights(access)
    features = features_at(rows, day, beside_on(access, day, is_today=day == today))
    earlier = features_at(rows, day - BEFORE, beside_on(access, day - BEFORE, is_today=False))
    halves = halves_of(features, weights)
    was = _aligned(features, earlier, halves_of(earlier, weights))
    return standings(features, halves, was, _risks(access, features, weights))


def _risks(access: Access, features: Features, weights: Weights) -> Risks:
    model = live_model(access)
    spec = None if model is None else (model.spec, model.turned)
    return risks_of(features, spec, hit_rates_of(access), weights)


def _aligned(features: Features, earlier: Features, halves: Halves) -> dict[str, Any]:
    """The inputs of 28 days before, in the order of today's customers; nan for who is new."""
    if not len(earlier):
        return {name: np.full(len(features), np.nan) for name in halves.inputs}
    place = np.minimum(np.searchsorted(earlier.units, features.units), len(earlier) - 1)
    same = earlier.units[place] == features.units
    return {name: np.where(same, values[place], np.nan) for name, values in halves.inputs.items()}


def _history(access: Access, rows: Rows, day: int, back: list[int]) -> dict[int, list[list[Any]]]:
    """Both halves on earlier days, by customer, oldest first."""
    found: dict[int, list[list[Any]]] = {}
    _version, weights = current_weights(access)
    for days in reversed(back):
        then = features_at(rows, day - days, beside_on(access, day - days, is_today=False))
        halves, name = halves_of(then, weights), day_of(day - days).isoformat()
        for unit, outcome, sure, experience, also in zip(
            then.units.tolist(), halves.outcome.tolist(), halves.outcome_confidence.tolist(),
            halves.experience.tolist(), halves.experience_confidence.tolist(), strict=True,
        ):  # fmt: skip
            point = [
                name,
                _plain(outcome),
                round(sure, 2),
                _plain(experience),
                round(also, 2),
                None,
            ]
            found.setdefault(unit, []).append(point)
    return found


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else round(value, 1)


def _row(access: Access, one: Standing, as_of: date, now: datetime) -> CustomerHealth:
    return CustomerHealth(
        workspace=access.workspace,
        unit=one.unit,
        company_id=one.unit if one.unit > 0 else None,
        person_id=-one.unit if one.unit < 0 else None,
        as_of=as_of,
        looked_at=now,
        changed_at=now,
        **one.fields,
    )


def _with_month(history: list[list[Any]], row: CustomerHealth) -> list[list[Any]]:
    """One point a month; the newest replaces that of its own month."""
    point = [
        row.as_of.isoformat(), row.outcome, row.outcome_confidence, row.experience,
        row.experience_confidence, row.risk_90,
    ]  # fmt: skip
    older = [one for one in history if one[0][:7] != row.as_of.isoformat()[:7]]
    return [*older[-KEPT_MONTHS + 1 :], point]


def _kept(access: Access) -> dict[int, tuple[list[Any], set[str]]]:
    """History and codes of signs as they stand, by customer."""
    rows = CustomerHealth.objects.visible_to(access).order_by("pk")
    columns = rows.values_list("unit", "history", "signs")
    return {
        unit: (history, {sign["code"] for sign in signs})
        for unit, history, signs in columns.iterator(chunk_size=2000)
    }


def _write(made: list[CustomerHealth]) -> None:
    """In parts, so that nobody waits long for the database."""
    for start in range(0, len(made), AT_ONCE):
        CustomerHealth.objects.bulk_create(
            made[start : start + AT_ONCE],
            update_conflicts=True,
            unique_fields=["workspace", "unit"],
            update_fields=FIELDS,
        )
