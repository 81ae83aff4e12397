"""What the page of a figure shows of customers: who left, who shrank, who pays most."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.explore.queries.customers.behind import CustomerRow, customers_behind
from emptychair.explore.types import CHURN, CUSTOMERS, GRR, MRR, NRR
from emptychair.explore.words import money_words
from emptychair.kit.periods import Period
from emptychair.metrics.words import period_words
from emptychair.web.explore.page import Asked
from emptychair.web.ui.lists import Page, paginate

PEOPLE = 25


@dataclass(frozen=True, slots=True)
class ShownCustomer:
    """One line: who, what they paid and pay, where to read on and what to do."""

    name: str
    is_person: bool
    address: str
    before: str
    after: str
    moved: str
    tone: str
    is_lost: bool
    case: str  # to open one; empty where one may not


@dataclass(frozen=True, slots=True)
class ShownCustomers:
    """Those of one figure, and what is said above them."""

    page: Page[ShownCustomer]
    words: str
    segment_words: str
    days: Period | None
    is_standing: bool  # only what is paid on the last day is told


def shown_customers(request: HttpRequest, access: Access, asked: Asked) -> ShownCustomers:
    """The customers behind the figure of an address."""
    behind = customers_behind(access, asked.catalogue, asked.question, now=asked.now)
    found = paginate(request, behind, per_page=PEOPLE)
    rows = [_shown(access, one) for one in found]
    measure = asked.question.measure
    return ShownCustomers(
        page=Page(rows, found.number, found.per_page, found.next_address, found.previous_address),
        words=_order_words(measure),
        segment_words=_segment_words(measure),
        days=behind.days,
        is_standing=measure in {CUSTOMERS, MRR},
    )


def _order_words(measure: str) -> str:
    if measure == CHURN:
        return _("Who left comes first, the most valuable of them on top.")
    if measure in {GRR, NRR}:
        return _("Whose revenue shrank most comes first.")
    return _("Who pays most comes first.")


def _segment_words(measure: str) -> str:
    if measure == CHURN:
        return _(
            "The people of those who left: to ask why, or to win them back. It follows the figure "
            "from now on."
        )
    if measure in {GRR, NRR}:
        return _(
            "The people of those who pay less than before: to ask, or to write to them. It follows "
            "the figure from now on."
        )
    return _(
        "To ask them, to write to them, or to compare them: it follows the figure from now on."
    )


def _shown(access: Access, one: CustomerRow) -> ShownCustomer:
    currency, customer = access.workspace.currency, one.customer
    address, query = "", ""
    if customer.company_id:
        address = reverse("company", args=[customer.company_id])
        query = f"company={customer.company_id}"
    elif customer.person_id:
        address = reverse("person", args=[customer.person_id])
        query = f"person={customer.person_id}"
    is_worse = one.is_lost or round(one.moved) < 0
    may_open = bool(query) and is_worse and access.may(Permission.CASE_WRITE)
    plus = "+" if round(one.moved) > 0 else ""
    return ShownCustomer(
        name=one.name,
        is_person=customer.person_id is not None,
        address=address,
        before=money_words(one.before, currency),
        after=money_words(one.after, currency),
        moved=plus + money_words(one.moved, currency) if round(one.moved) else "",
        tone="bad" if is_worse else "good" if round(one.moved) > 0 else "quiet",
        is_lost=one.is_lost,
        case=f"{reverse('case-new')}?{query}" if may_open else "",
    )


def figure_of_customers(request: HttpRequest, access: Access, asked: Asked) -> dict[str, Any]:
    """What stands on the page beside what every figure has."""
    found = shown_customers(request, access, asked)
    may_write = access.may(Permission.CUSTOMER_WRITE) and bool(found.page.items)
    told = {"period_words": period_words(found.days)} if found.days else {}
    return {"customers": found, "may_make_segment": may_write, **told}
