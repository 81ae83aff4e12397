"""The ledger of one KPI: readings as they stand, what was corrected, what may be said of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.finding import shown_name, shown_words
from emptychair.kit.errors import NotFound
from emptychair.outcomes.errors import FormulaInvalid
from emptychair.outcomes.models import Kpi, Reading
from emptychair.outcomes.rules.formula import Input, Worked, names_in, work_out
from emptychair.outcomes.rules.progress import latest_move
from emptychair.outcomes.rules.proxies import PREFIX, proxy_rule
from emptychair.outcomes.types import Direction, Moved, Source

MOST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One reading with what stood in its place before."""

    id: int
    value: float
    day: date
    source: str
    source_words: str
    note: str
    by: str
    told_by: str
    recorded_at: datetime
    was: tuple["LedgerRow", ...] = ()
    superseded_at: datetime | None = None
    superseded_reason: str = ""
    is_daily: bool = False  # counted each night


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All readings, newest day first."""

    rows: list[LedgerRow]
    move: Moved
    n: int


def ledger_of(access: Access, kpi: Kpi) -> Ledger:
    """Readings with their corrections, in two queries."""
    access.require(Permission.CUSTOMER_READ)
    rows = Reading.objects.visible_to(access).filter(kpi=kpi).select_related("by_user", "told_by")
    found = list(rows.order_by("-day", "-pk")[:MOST])
    before = {one.pk: one for one in found if one.superseded_at is not None}
    standing = [one for one in found if one.superseded_at is None]
    shown = [_row(access, one, _earlier(access, one, before)) for one in standing]
    series = [one.value for one in reversed(_apart(kpi, standing))]
    return Ledger(rows=shown, move=latest_move(series, kpi.direction), n=len(series))


def reading_with_id(access: Access, kpi: Kpi, reading_id: int) -> Reading:
    """One of a KPI. Raises `NotFound`."""
    access.require(Permission.CUSTOMER_READ)
    rows = Reading.objects.visible_to(access).filter(kpi=kpi, pk=reading_id)
    found = rows.select_related("kpi").first()
    if found is None:
        raise NotFound
    return found


def readings_listed(access: Access, kpi: Kpi) -> Any:
    """Readings that stand, for pages of the API."""
    access.require(Permission.CUSTOMER_READ)
    return Reading.objects.visible_to(access).filter(kpi=kpi, superseded_at=None)


def worth_of(access: Access, kpi: Kpi) -> Worked | None:
    """The value in the customer's money; nothing without a formula or a number it needs."""
    access.require(Permission.CUSTOMER_READ)
    if not kpi.formula:
        return None
    inputs = {one["name"]: _input(one) for one in kpi.formula_inputs}
    own = {
        "start": kpi.start_value,
        "current": kpi.current_value,
        "target": kpi.target_value,
        "change": _change(kpi),
    }
    for name, value in own.items():
        if value is not None and name not in inputs:
            inputs[name] = Input(name, value, kpi.unit)
    try:
        return work_out(kpi.formula, inputs) if names_in(kpi.formula) <= set(inputs) else None
    except FormulaInvalid:
        return None


def _apart(kpi: Kpi, standing: list[Reading]) -> list[Reading]:
    """Readings that share no days with each other: of counts over so many days one in so many."""
    rule = proxy_rule(kpi.proxy_rule)
    if rule is None or not standing:
        return standing
    newest = standing[0].day
    return [
        one
        for one in standing
        if not one.external_id.startswith(PREFIX) or (newest - one.day).days % rule.days == 0
    ]


def _change(kpi: Kpi) -> float | None:
    """By how much it is better than at the start."""
    if kpi.start_value is None or kpi.current_value is None:
        return None
    risen = kpi.current_value - kpi.start_value
    return risen if kpi.direction == Direction.UP else -risen


def _input(one: dict[str, Any]) -> Input:
    return Input(one["name"], float(one["value"]), one.get("unit", ""), one.get("words", ""))


def _earlier(access: Access, row: Reading, before: dict[int, Reading]) -> tuple[LedgerRow, ...]:
    found, corrected = [], row.corrects_id
    while corrected in before:
        found.append(_row(access, before[corrected], ()))
        corrected = before[corrected].corrects_id
    return tuple(found)


def _row(access: Access, one: Reading, was: tuple[LedgerRow, ...]) -> LedgerRow:
    return LedgerRow(
        id=one.pk,
        value=one.value,
        day=one.day,
        source=one.source,
        source_words=str(Source(one.source).label),
        note=shown_words(access, one.note, one.told_by),
        by=str(one.by_user) if one.by_user else one.by_label,
        told_by=shown_name(access, one.told_by) if one.told_by else "",
        recorded_at=one.recorded_at,
        was=was,
        superseded_at=one.superseded_at,
        superseded_reason=one.superseded_reason,
        is_daily=one.external_id.startswith(PREFIX),
    )
