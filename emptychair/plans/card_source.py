"""What plans say beside a customer."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.cards import Card, CardRow, Customer, card_source
from emptychair.kit.periods import local_day
from emptychair.loop.words import day_of_month
from emptychair.plans.queries import plans_of_customer
from emptychair.plans.types import PlanRow, PlanState

SHOWN = 3


@card_source("plans.plans", after=30)
def plans_of_the_customer(access: Access, *, customer: Customer, now: datetime) -> list[Card]:
    """The plans under way: who is waited for, what comes next."""
    if not access.may(Permission.CUSTOMER_READ):
        return []
    today = local_day(now, access.workspace.zone)
    found = plans_of_customer(
        access, today=today, company_id=customer.company_id, person_id=customer.person_id
    )
    active = [one for one in found if one.state == PlanState.ACTIVE]
    if not active and not access.may(Permission.CUSTOMER_WRITE):
        return []
    return [
        Card(
            title=_("Success plan"),
            say="" if active else _("No plan is under way. One says what comes next, and who."),
            tone="wait" if any(one.is_late for one in active) else None,
            rows=tuple(row for one in active[:SHOWN] for row in _rows(one)),
            actions=_actions(access, customer),
        )
    ]


def _rows(one: PlanRow) -> tuple[CardRow, ...]:
    done = _("%(done)s of %(all)s done") % {"done": one.done, "all": one.steps}
    rows = [CardRow(one.title, done, reverse("plan", args=[one.id]))]
    if one.next_on:
        words = {"side": one.waiting_words, "day": day_of_month(one.next_on)}
        said = _("Waiting for %(side)s, by %(day)s") % words
        rows.append(CardRow(one.next_title, said, tone="bad" if one.is_late else None))
    return tuple(rows)


def _actions(access: Access, customer: Customer) -> tuple[tuple[str, str], ...]:
    if not access.may(Permission.CUSTOMER_WRITE):
        return ()
    kind = "company" if customer.company_id else "person"
    number = customer.company_id or customer.person_id
    return ((_("Start a plan"), f"{reverse('plan-new')}?{kind}={number}"),)
