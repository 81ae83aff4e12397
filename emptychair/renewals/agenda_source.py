"""What renewals put on Today: those that come soon with a bad sign or without contact, those that
passed without a word, and payments that failed.
"""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.rules.meaning import Meaning
from emptychair.kit.agenda import AgendaItem, Tag, agenda_source
from emptychair.kit.periods import local_day
from emptychair.loop.words import amount_a_year
from emptychair.renewals.models import Renewal
from emptychair.renewals.queries.definition import meaning_of
from emptychair.renewals.queries.failed_payments import FailedPayment, failed_payments
from emptychair.renewals.queries.listing import (
    RenewalRow,
    open_within,
    owner_of,
    renewal_rows,
)
from emptychair.renewals.types import Call
from emptychair.renewals.words import chance_words, due_words

SOON = 60
LOOKED_AT = 60  # the most valuable of those that come soon
PASSED = 120  # days after which nobody asks any more


@agenda_source("renewals.soon")
def renewals_soon(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """Yearly renewals within sixty days that something speaks against."""
    if not access.may(Permission.CUSTOMER_READ) or access.assigned_only:
        return []
    today = local_day(now, access.workspace.zone)
    last = today + timedelta(days=SOON)
    found = open_within(access, first=today, last=last, limit=LOOKED_AT, period="year")
    meaning = meaning_of(access)
    pairs = zip(found, renewal_rows(access, found, now=now), strict=True)
    items = [_soon(access, one, row, meaning) for one, row in pairs if _speaks_against(row)]
    return items[:limit]


@agenda_source("renewals.passed")
def renewals_passed(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """The day passed, and neither contract nor member says how it ended."""
    if not access.may(Permission.CUSTOMER_WRITE) or access.assigned_only:
        return []
    today = local_day(now, access.workspace.zone)
    first, last = today - timedelta(days=PASSED), today - timedelta(days=1)
    found = open_within(access, first=first, last=last, limit=limit, period="year")
    rows = renewal_rows(access, found, now=now, with_signs=False)
    meaning = meaning_of(access)
    return [_passed(access, one, row, meaning) for one, row in zip(found, rows, strict=True)]


@agenda_source("renewals.payments")
def payments_failed(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """Customers whose payment failed in the last two weeks."""
    if not access.may(Permission.CUSTOMER_READ) or access.assigned_only:
        return []
    today = local_day(now, access.workspace.zone)
    return [_payment(one, today) for one in failed_payments(access, now=now, limit=limit)]


def _speaks_against(row: RenewalRow) -> bool:
    if row.call == Call.RISK or row.cancelled_on is not None:
        return True
    return any(sign.tone in ("bad", "wait") for sign in row.signs)


def _soon(access: Access, one: Renewal, row: RenewalRow, meaning: Meaning) -> AgendaItem:
    against = [sign.words for sign in row.signs if sign.tone in ("bad", "wait")]
    if row.cancelled_on is not None:
        against.insert(0, _("already cancelled; until the day there is time to talk"))
    if row.call == Call.RISK:
        against.insert(
            0, _("%(who)s calls it at risk") % {"who": row.called_by or _("A colleague")}
        )
    tags = [Tag(due_words(row.days), "wait"), _worth_tag(row)]
    if row.chance is not None:
        tags.append(Tag(_("renewed: %(chance)s") % {"chance": chance_words(row.chance)}))
    bad = row.cancelled_on is not None or any(sign.tone == "bad" for sign in row.signs)
    return AgendaItem(
        key=f"renewal:{row.id}",
        kind="contact",
        tone="bad" if bad else "wait",
        sign="clock",
        title=row.name,
        why=_("%(plan)s renews soon: %(signs)s.")
        % {"plan": row.plan or _("The contract"), "signs": ", ".join(against)},
        subject=("renewal", row.id),
        actions=("open", "call_noted", "assign", "snooze", "dismiss"),
        person_id=one.person_id,
        tags=tuple(tags),
        value=_worth(one, meaning),
        urgency=0.9 - 0.5 * max(0, row.days) / SOON,
        assignee_id=owner_of(access, one),
    )


def _passed(access: Access, one: Renewal, row: RenewalRow, meaning: Meaning) -> AgendaItem:
    return AgendaItem(
        key=f"renewal-passed:{row.id}",
        kind="decide",
        tone="wait",
        sign="flag",
        title=row.name,
        why=ngettext(
            "Was to renew %(count)s day ago, and nobody wrote down how it ended.",
            "Was to renew %(count)s days ago, and nobody wrote down how it ended.",
            -row.days,
        )
        % {"count": -row.days},
        subject=("renewal", row.id),
        actions=("decide", "assign", "snooze", "dismiss"),
        person_id=one.person_id,
        tags=(_worth_tag(row),),
        value=_worth(one, meaning),
        urgency=0.5,
        assignee_id=owner_of(access, one),
    )


def _payment(one: FailedPayment, today: date) -> AgendaItem:
    customer = one.customer
    subject = (
        ("company", customer.company_id)
        if customer.company_id is not None
        else ("person", customer.person_id or 0)
    )
    days = (today - one.failed_on).days
    why = ngettext(
        "A payment failed %(count)s day ago. Most of these are cards that ran out: ask.",
        "A payment failed %(count)s days ago. Most of these are cards that ran out: ask.",
        days,
    ) % {"count": days}
    return AgendaItem(
        key=f"payment:{subject[0]}:{subject[1]}:{one.failed_on:%Y%m%d}",
        kind="contact",
        tone="bad",
        sign="flag",
        title=one.name,
        why=why,
        subject=subject,
        actions=("open", "call_noted", "assign", "snooze", "dismiss"),
        person_id=customer.person_id,
        value=one.value,
        urgency=0.8,
        assignee_id=one.owner_id,
    )


def _worth(one: Renewal, meaning: Meaning) -> float:
    """In the currency of the workspace; nothing where no rate was given."""
    rate, currency = meaning.rate(one.currency)
    return float(one.value) * rate if currency == meaning.currency else 0.0


def _worth_tag(row: RenewalRow) -> Tag:
    return Tag(amount_a_year(float(row.value), row.currency))
