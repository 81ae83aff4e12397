"""What requests say beside a customer."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.intake.queries import open_requests_of
from emptychair.intake.types import RequestRow
from emptychair.kit.cards import Card, CardRow, Customer, card_source
from emptychair.kit.periods import local_day
from emptychair.loop.words import day_of_month

SHOWN = 4


@card_source("intake.requests", after=40)
def requests_of_the_customer(access: Access, *, customer: Customer, now: datetime) -> list[Card]:
    """What they wait for."""
    if not access.may(Permission.CASE_READ):
        return []
    today = local_day(now, access.workspace.zone)
    found = open_requests_of(
        access, today=today, company_id=customer.company_id, person_id=customer.person_id
    )
    if not found and not access.may(Permission.CASE_WRITE):
        return []
    return [
        Card(
            title=_("Requests"),
            say="" if found else _("No wish of theirs is open."),
            tone="wait" if any(one.is_late for one in found) else None,
            rows=tuple(_line(one) for one in found[:SHOWN]),
            actions=_actions(access, customer, open_ones=bool(found)),
        )
    ]


def _line(one: RequestRow) -> CardRow:
    parts = [one.state_words]
    if one.tasks:
        done = one.tasks - one.open_tasks
        parts.append(_("%(done)s of %(all)s settled") % {"done": done, "all": one.tasks})
    if one.next_on:
        parts.append(_("by %(day)s") % {"day": day_of_month(one.next_on)})
    address = reverse("request", args=[one.number])
    return CardRow(f"#{one.number} {one.title[:60]}", " ・ ".join(parts), address)


def _actions(access: Access, customer: Customer, *, open_ones: bool) -> tuple[tuple[str, str], ...]:
    if not access.may(Permission.CASE_WRITE) or access.assigned_only:
        return ()
    kind = "company" if customer.company_id else "person"
    whom = f"?{kind}={customer.company_id or customer.person_id}"
    found = [(_("Note a request"), reverse("request-new") + whom)]
    if open_ones:
        found.append((_("Their situation changed"), reverse("requests-situation") + whom))
    return tuple(found)
