"""What touch says beside a customer: the tier, what it costs, what is left."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.cards import Card, CardRow, Customer, Tone, card_source
from emptychair.touch.money_words import money_words
from emptychair.touch.queries.customers import touch_of
from emptychair.touch.types import CustomerRow
from emptychair.touch.words import hours_words, tier_words


@card_source("touch.customer", after=70)
def touch_of_customer(access: Access, *, customer: Customer, now: datetime) -> list[Card]:  # noqa: ARG001 - as every source
    """How this customer is looked after; nothing until somebody chose tiers or entered costs."""
    if not access.may(Permission.CUSTOMER_READ):
        return []
    row = touch_of(access, company_id=customer.company_id, person_id=customer.person_id)
    if row is None or (not row.tier and row.cost is None):
        return []
    actions: tuple[tuple[str, str], ...] = ()
    if access.may(Permission.CUSTOMER_WRITE):
        actions = ((_("Change"), reverse("touch-customer", args=[row.id])),)
    return [
        Card(
            title=_("Touch"),
            say=_override_words(row),
            tone="bad" if row.left is not None and row.left < 0 else None,
            rows=tuple(_rows(access, row)),
            actions=actions,
        )
    ]


def _rows(access: Access, row: CustomerRow) -> list[CardRow]:
    currency = access.workspace.currency
    rows = [CardRow(_("How we are in touch"), tier_words(row.tier))]
    if row.cost is not None:
        cost = f"{money_words(row.cost, currency)} ・ {hours_words(row.hours)}"
        rows.append(CardRow(_("Takes a year"), cost))
    if row.left is not None:
        tone: Tone | None = "bad" if row.left < 0 else None
        rows.append(CardRow(_("Left of the margin"), money_words(row.left, currency), tone=tone))
    return rows


def _override_words(row: CustomerRow) -> str:
    if not row.is_overridden:
        return ""
    facts = {"name": row.override_name, "reason": row.override_reason}
    return _("Chosen by %(name)s: %(reason)s") % facts
