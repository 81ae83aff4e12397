"""Silence beside a customer."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.cards import Card, CardRow, Customer, Tone, card_source
from emptychair.metrics.words import day_words
from emptychair.silence.queries.readings import silence_beside
from emptychair.silence.types import Beside
from emptychair.silence.words import percentile_words, silence_words


@card_source("silence.rhythm", after=20)
def silence_of_customer(access: Access, *, customer: Customer, now: datetime) -> list[Card]:  # noqa: ARG001 - as every source
    """How long they have been silent, against their own gaps."""
    if not access.may(Permission.CUSTOMER_READ):
        return []
    row = silence_beside(access, company_id=customer.company_id, person_id=customer.person_id)
    if row is None:
        return []
    address = reverse("silence-customer", args=[row.kind, row.id])
    return [
        Card(
            title=_("Silence"),
            say=silence_words(row.expected, row.gap, row.basis),
            tone="bad" if row.is_silent else None,
            rows=tuple(_rows(row)),
            actions=((_("Contact, explain or put off") if row.is_silent else _("Look"), address),),
        )
    ]


def _rows(row: Beside) -> list[CardRow]:
    found = [CardRow(_("Last sign"), day_words(row.last_seen))]
    if row.percentile is not None:
        tone: Tone | None = "bad" if row.is_silent else None
        found.append(CardRow(_("This gap"), percentile_words(row.percentile), tone=tone))
    if row.p_alive is not None:
        found.append(CardRow(_("Buys again"), f"{round(100 * row.p_alive)}%"))
    if row.paused_until is not None:
        words = f"{day_words(row.paused_until)} {row.pause_reason}".strip()
        found.append(CardRow(_("Known pause"), words))
    return found
