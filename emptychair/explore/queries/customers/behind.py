"""The customers behind a figure: who left first, who shrank first, who pays most first."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import ibis.expr.types as ir
import pyarrow.compute as pc
from django.db.models import Q

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.live import live_tables
from emptychair.customers.models import Company, Person
from emptychair.customers.queries.finding import shown_name
from emptychair.explore.queries.customers.asking import AskingCustomers
from emptychair.explore.queries.dimensions.catalogue import Catalogue
from emptychair.explore.types import CHURN, GRR, NRR, Question
from emptychair.kit.cards import Customer
from emptychair.kit.periods import Period, local_day


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One customer: what they paid a month before the days of the figure, and on the last."""

    customer: Customer
    name: str
    before: float
    after: float
    is_lost: bool

    @property
    def moved(self) -> float:
        """By how much."""
        return self.after - self.before


@dataclass(frozen=True)
class CustomersBehind:
    """The customers of one figure, read when a slice of them is asked for, as `paginate` does."""

    access: Access
    asking: AskingCustomers

    @property
    def days(self) -> Period | None:
        """The days of the figure; None where none is left or none has come."""
        spans = self.asking.spans([self.asking.question.period], [()])
        return spans[0].days if spans else None

    @cached_property
    def found(self) -> Any:
        """Every customer who counts, in order, as columns."""
        spans = self.asking.spans([self.asking.question.period], [()])
        if not spans:
            return None
        told = _who_counts(self.asking.told(spans, by_group=False), self.asking.question.measure)
        return live_tables().read(told)

    def __getitem__(self, part: slice) -> list[CustomerRow]:
        """Some of them."""
        if self.found is None:
            return []
        first, end, _step = part.indices(self.found.num_rows)
        rows = self.found.slice(first, max(0, end - first)).to_pylist()
        units = [row["unit"] for row in rows]
        firms = Company.objects.visible_to(self.access).in_bulk([one for one in units if one > 0])
        people = Person.objects.visible_to(self.access).in_bulk([-one for one in units if one < 0])
        return [_shown(self.access, row, firms, people) for row in rows]

    def units_to_act_on(self) -> list[int]:
        """Who left, of the lost; who pays less, of retention; else everybody."""
        if self.found is None:
            return []
        rows, measure = self.found, self.asking.question.measure
        if measure == CHURN:
            rows = rows.filter(pc.invert(rows["is_there"]))
        elif measure in {GRR, NRR}:
            rows = rows.filter(pc.less(rows["new"], rows["old"]))
        return [int(one) for one in rows["unit"].to_pylist()]


def customers_behind(
    access: Access, catalogue: Catalogue, question: Question, *, now: datetime
) -> CustomersBehind:
    """Who stands behind a figure of customers."""
    access.require(Permission.CUSTOMER_READ)
    today = local_day(now, access.workspace.zone)
    return CustomersBehind(access, AskingCustomers(access, catalogue, question, today))


def people_of_customers(
    access: Access, catalogue: Catalogue, question: Question, *, now: datetime
) -> Q:
    """The condition on people: themselves, or those of the company."""
    units = customers_behind(access, catalogue, question, now=now).units_to_act_on()
    firms, people = [one for one in units if one > 0], [-one for one in units if one < 0]
    return Q(company_id__in=firms) | Q(pk__in=people)


def _who_counts(told: ir.Table, measure: str) -> ir.Table:
    if measure == CHURN:
        return told.order_by(told.is_there, told.old.desc(), told.unit)
    if measure in {GRR, NRR}:
        kept = told.filter(told.old > 0)
        return kept.order_by((kept.new - kept.old).asc(), kept.old.desc(), kept.unit)
    return told.order_by(told.new.desc(), told.unit)


def _shown(
    access: Access, row: dict[str, Any], firms: dict[int, Company], people: dict[int, Person]
) -> CustomerRow:
    unit = row["unit"]
    if unit > 0:
        name = firms[unit].name if unit in firms else "–"
        customer = Customer(company_id=unit if unit in firms else None)
    else:
        name = shown_name(access, people[-unit]) if -unit in people else "–"
        customer = Customer(person_id=-unit if -unit in people else None)
    return CustomerRow(
        customer=customer,
        name=name,
        before=row["old"],
        after=row["new"],
        is_lost=row["was"] and not row["is_there"],
    )
