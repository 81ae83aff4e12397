"""What is known around every customer, for the groups and for quiet loss. Read at night."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import ibis
import pyarrow as pa

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.loop.models import Case
from emptychair.loop.types import CaseKind
from emptychair.silence.expressions import (
    for_everybody,
    last_answers,
    last_places,
    segments_of,
    spent_between,
)
from emptychair.silence.queries.channels import LIVE_MAILS, LIVE_TEXTS, Tables, counted_until
from emptychair.silence.rules.standing import EPOCH
from emptychair.touchpoints.models import Touchpoint

COMPLAINTS = (CaseKind.LOW_SCORE, CaseKind.QUESTION)


@dataclass(slots=True)
class Facts:
    """By customer, as of a day: by the number of the company, or of the person below nothing."""

    on: date
    paid: dict[int, float]  # a year of contracts, of who has one
    score: dict[int, float]
    answered: set[int]
    complained: set[int]
    place: dict[int, str]
    segment: dict[int, str]
    names: dict[str, str] = field(default_factory=dict)

    @property
    def heard(self) -> set[int]:
        """Who ever answered or complained."""
        return self.answered | self.complained


def facts_asof(access: Access, tables: Tables, on: date) -> Facts:
    """All of it, from what had happened by then."""
    access.require(Permission.CUSTOMER_READ)
    day = (on - EPOCH).days
    counted = counted_until(access, day)
    said = tables.read(last_answers(tables.answers, tables.people, counted.private, day - 365, day))
    who, scores = said["unit"].to_pylist(), said["score"].to_pylist()
    return Facts(
        on=on,
        paid=paid_by(access, tables, on),
        score={unit: score for unit, score in zip(who, scores, strict=True) if score is not None},
        answered=set(who),
        complained=_complained(access, tables, day),
        place=_by_unit(tables.read(last_places(tables.events, tables.people, day)), "place"),
        segment=_by_unit(tables.read(segments_of(tables.people, tables.answers)), "segment"),
        names=dict(Touchpoint.objects.visible_to(access).values_list("key", "name")),
    )


def spent_by(access: Access, tables: Tables, first: date, end: date) -> dict[int, float]:
    """What each customer bought from a day up to, not including, another."""
    access.require(Permission.CUSTOMER_READ)
    begun, ended = ((day - EPOCH).days for day in (first, end))
    found = tables.read(spent_between(tables.orders, tables.people, begun, ended))
    return {unit: float(spent) for unit, spent in _by_unit(found, "spent").items()}


def paid_by(access: Access, tables: Tables, on: date) -> dict[int, float]:
    """What each customer with a running contract pays a year, on a day."""
    access.require(Permission.CUSTOMER_READ)
    return tables.paid.on(tables.customers, on)


def _by_unit(table: pa.Table, name: str) -> dict[int, Any]:
    numbers, values = table["unit"].to_pylist(), _shared(table[name])
    return {one: value for one, value in zip(numbers, values, strict=True) if value}


def _shared(column: pa.ChunkedArray) -> Iterator[Any]:
    """The values; of words each one once, however many customers it stands beside."""
    if not pa.types.is_string(column.type):
        return iter(column.to_pylist())
    words: dict[Any, Any] = {}
    return (words.setdefault(one, one) for chunk in column.chunks for one in chunk.to_pylist())


def _complained(access: Access, tables: Tables, day: int) -> set[int]:
    """Who wrote to us, or of whom a case tells a complaint or a question."""
    found: set[int] = set()
    for source in (LIVE_MAILS, LIVE_TEXTS):
        table = tables.table(source)
        near = table.filter(table.day.epoch_days() <= day)
        plain = near.select("person_id", company_id=ibis.null("int64"))
        units = for_everybody(plain, tables.people).distinct()
        found |= set(tables.read(units)["unit"].to_pylist())
    cases = Case.objects.filter(workspace=access.workspace, kind__in=COMPLAINTS)
    for person, company in cases.values_list("person_id", "company_id"):
        found |= {-person} if person else set()
        found |= {company} if company else set()
    return found
