"""What renewals say beside a customer."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.cards import Card, CardRow, Customer, Tone, card_source
from emptychair.kit.periods import local_day
from emptychair.loop.words import amount_a_year
from emptychair.metrics.words import day_words
from emptychair.renewals.models import BuyerReading, Renewal
from emptychair.renewals.queries.listing import renewals_of
from emptychair.renewals.queries.stored import reading_of
from emptychair.renewals.words import call_words, chance_words, due_words, outcome_words

SHOWN = 3


@card_source("renewals.customer", after=40)
def renewals_of_customer(access: Access, *, customer: Customer, now: datetime) -> list[Card]:
    """What renews when, how likely, and how the last ones ended; or the rhythm of orders."""
    if not access.may(Permission.CUSTOMER_READ) or access.assigned_only:
        return []
    today = local_day(now, access.workspace.zone)
    found = renewals_of(access, customer)
    cards = []
    if found:
        rows = [row for one in found[:SHOWN] for row in _renewal(one, (one.due_on - today).days)]
        tone: Tone | None = "wait" if any(one.is_open for one in found) else None
        cards.append(Card(title=_("Renewals"), tone=tone, rows=tuple(rows)))
    reading = reading_of(access, customer)
    if reading is not None:
        cards.append(_rhythm(reading))
    return cards


def _renewal(one: Renewal, days: int) -> list[CardRow]:
    address = reverse("renewal", args=[one.pk])
    worth = amount_a_year(float(one.value), one.currency)
    if not one.is_open:
        words = outcome_words(one.outcome, stayed=one.stayed)
        return [CardRow(day_words(one.due_on), f"{words} ・ {worth}", address)]
    rows = [CardRow(due_words(days), worth, address, "wait")]
    if one.chance is not None:
        told = f"{chance_words(one.chance)} (n = {one.chance_n})"
        rows.append(CardRow(_("Likely to be renewed"), told))
    if one.call:
        rows.append(CardRow(_("A colleague expects"), call_words(one.call)))
    if one.next_step:
        rows.append(CardRow(_("Next step"), one.next_step))
    return rows


def _rhythm(one: BuyerReading) -> Card:
    rows = [CardRow(_("Orders so far"), str(one.times)), CardRow(_("Last"), day_words(one.last_on))]
    if one.gap_days:
        gap = _("every %(days)s days") % {"days": f"{one.gap_days:.0f}"}
        rows.append(CardRow(_("Usually"), gap))
    if one.next_on and one.is_active:
        rows.append(CardRow(_("Next is likely around"), day_words(one.next_on)))
    if one.p_alive is not None:
        rows.append(CardRow(_("Still a customer, with a chance of"), chance_words(one.p_alive)))
    say = "" if one.is_active else _("Silent for so long that they count as gone.")
    return Card(
        title=_("Rhythm of orders"),
        say=say,
        tone=None if one.is_active else "bad",
        rows=tuple(rows),
    )
