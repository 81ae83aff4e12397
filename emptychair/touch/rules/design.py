"""Six steps in order: none is confirmed before the one above it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from emptychair.kit.periods import Period
from emptychair.touch.design_types import STEPS, Confirmed, OwnSource, Seen, Step
from emptychair.touch.rules.vague import vagueness_of
from emptychair.touch.types import Decider, Tier

FIELDS: dict[int, tuple[str, ...]] = {
    1: ("customer_kpi", "kpi_unit", "kpi_seen", "job"),
    2: ("tier", "decider", "touch_why"),
    3: ("activities", "resources"),
    4: ("people", "skills"),
    5: (
        "own_kpi", "own_unit", "own_better", "own_source", "own_event", "own_proxy", "causes",
        "vague_kept",
    ),
    6: ("read_day", "target", "target_day"),
}  # fmt: skip
OPTIONAL = {"own_event", "own_proxy", "vague_kept", "target", "target_day"}
CHOICES: dict[str, list[str]] = {
    "kpi_seen": list(Seen.values),
    "tier": list(Tier.values),
    "decider": list(Decider.values),
    "own_source": list(OwnSource.values),
    "own_better": ["higher", "lower"],
    "own_unit": ["number", "percent", "mean", "hours"],
}
LONGEST = 1_000
FURTHEST_DAYS = 3_653


def cleaned(number: int, given: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a step as they are stored; a choice that does not exist is left empty."""
    found = {}
    for name in FIELDS[number]:
        text = str(given.get(name) or "").strip()[:LONGEST]
        known = CHOICES.get(name)
        found[name] = text if known is None or text in known else ""
    return found


def missing_in(number: int, values: Mapping[str, str]) -> tuple[str, ...]:
    """Fields that still have to be filled before the step can be confirmed."""
    missing = [n for n in FIELDS[number] if n not in OPTIONAL and not values.get(n)]
    if number == 5 and values.get("own_source") not in {"", None, OwnSource.ENTERED.value}:
        missing += [] if values.get("own_event") else ["own_event"]
    if number == 6 and values.get("target") and not values.get("target_day"):
        missing.append("target_day")
    return tuple(missing)


def target_day_fits(day: str, *, today: date) -> bool:
    """Whether a target may be set for this day (empty: none is set): ahead, within ten years."""
    if not day:
        return True
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return False
    return today < found <= today + timedelta(days=FURTHEST_DAYS)


def vague_in(values: Mapping[str, str]) -> str:
    """Which vague number our own KPI is, unless somebody said why it is kept."""
    return "" if values.get("vague_kept") else vagueness_of(values.get("own_kpi", ""))


def steps_of(
    written: Mapping[str, Mapping[str, str]], confirmed: Mapping[str, Mapping[str, str]]
) -> tuple[Step, ...]:
    """All six from what is stored."""
    found: list[Step] = []
    for number in STEPS:
        values = dict(written.get(str(number), {}))
        said = confirmed.get(str(number))
        above = found[-1].confirmed is not None if found else True
        found.append(
            Step(
                number=number,
                values=values,
                confirmed=_confirmed(said) if said else None,
                is_open=above,
                missing=missing_in(number, values),
                vague=vague_in(values) if number == 5 else "",
            )
        )
    return tuple(found)


def _confirmed(said: Mapping[str, str]) -> Confirmed:
    return Confirmed(name=said["name"], at=datetime.fromisoformat(said["at"]))


def months_until(now: datetime, months: int = 13) -> Period:
    """The last thirteen months and the one that runs."""
    today = now.date()
    first = today.replace(day=1)
    count = first.year * 12 + first.month - 1 - (months - 1)
    return Period(first.replace(year=count // 12, month=count % 12 + 1), today + timedelta(days=1))
