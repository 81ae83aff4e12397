"""The first value beside a customer."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.cards import Card, CardRow, Customer, Tone, card_source
from emptychair.metrics.words import day_words
from emptychair.onboarding.queries import first_value_of
from emptychair.onboarding.words import days_words, waits_words


@card_source("onboarding.first_value", after=15)
def first_value_of_customer(access: Access, *, customer: Customer, now: datetime) -> list[Card]:  # noqa: ARG001 - as every source
    """Whether they are there, or where they are stuck."""
    if not access.may(Permission.CUSTOMER_READ):
        return []
    row = first_value_of(access, company_id=customer.company_id, person_id=customer.person_id)
    if row is None:
        return []
    tone: Tone | None = "bad" if row.slow >= 90 else "wait" if row.slow else None
    rows = [CardRow(_("Signed up"), day_words(row.signed_up_on))]
    if row.reached_on is None:
        rows.append(CardRow(_("At this step"), days_words(row.waited_here), tone=tone))
    return [
        Card(
            title=pgettext("menu", "First value"),
            say=waits_words(row),
            tone="good" if row.reached_on else tone,
            rows=tuple(rows),
            actions=((_("Days to the first value"), reverse("first-value")),),
        )
    ]
