"""Playbooks beside a customer: what is under way, what ran, and starting one by hand."""

from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.automation.queries.playbooks import live_playbooks
from emptychair.automation.queries.runs import run_rows, runs_of
from emptychair.automation.types import RunRow, RunState
from emptychair.kit.cards import Card, CardRow, Customer, Tone, card_source

SHOWN = 4
TONES: dict[str, Tone] = {"bad": "bad", "good": "good", "wait": "wait"}


@card_source("automation.runs", after=80)
def runs_of_customer(access: Access, *, customer: Customer, now: datetime) -> list[Card]:
    """The last runs, those under way first; and a way to start one."""
    del now
    if not access.may(Permission.CUSTOMER_READ) or access.assigned_only:
        return []
    rows = runs_of(access, person_id=customer.person_id, company_id=customer.company_id)
    found = list(rows.exclude(state=RunState.HELD_OUT)[: SHOWN + 1])
    may_start = access.may(Permission.CUSTOMER_WRITE) and bool(live_playbooks(access))
    if not found and not may_start:
        return []
    shown = sorted(run_rows(access, found[:SHOWN]), key=lambda one: one.tone != "wait")
    return [
        Card(
            title=_("Playbooks"),
            say="" if shown else _("None has run for this customer yet."),
            rows=tuple(_line(one) for one in shown),
            actions=((_("Start one"), _start_address(customer)),) if may_start else (),
        )
    ]


def _line(one: RunRow) -> CardRow:
    words = one.state_words
    if one.wake_at is not None:
        day = date_format(localtime(one.wake_at), "SHORT_DATE_FORMAT")
        words = _("%(state)s until %(day)s") % {"state": words, "day": day}
    address = reverse("playbook-run", args=[one.id])
    return CardRow(one.playbook, words, address, TONES.get(one.tone))


def _start_address(customer: Customer) -> str:
    if customer.company_id is not None:
        return f"{reverse('playbook-choose')}?company={customer.company_id}"
    return f"{reverse('playbook-choose')}?person={customer.person_id}"
