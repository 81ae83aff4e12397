"""Product use beside a customer."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.charts import plain
from emptychair.kit.cards import Card, CardRow, Customer, Tone, card_source
from emptychair.kit.periods import local_day
from emptychair.metrics.words import day_words
from emptychair.usage.queries.lists import UseRow, company_reading
from emptychair.usage.queries.people import person_use
from emptychair.usage.queries.people_lists import person_reading
from emptychair.usage.types import UseChange
from emptychair.usage.words import change_words, days_words, seats_words

TONES: dict[str, Tone] = {UseChange.DROPPING: "bad", UseChange.RISING: "good"}


@card_source("usage.use", after=30)
def use_of_customer(access: Access, *, customer: Customer, now: datetime) -> list[Card]:
    """What a company, or one person, used lately."""
    if not access.may(Permission.CUSTOMER_READ) or access.assigned_only:
        return []
    if customer.company_id is not None:
        row = company_reading(access, customer.company_id)
        return [_company_card(row)] if row else []
    today = local_day(now, access.workspace.zone)
    found = person_use(access, customer.person_id or 0, today=today)
    if found is None:
        return []
    alone = person_reading(access, customer.person_id or 0)
    rows = [
        CardRow(_("Active days"), days_words(found.active_days)),
        CardRow(_("Actions"), plain(found.actions)),
        CardRow(_("Last used"), day_words(found.last_day)),
    ]
    if alone is None:
        return [Card(title=_("Use"), rows=tuple(rows))]
    rows.insert(2, CardRow(_("Features"), plain(alone.features)))
    return [
        Card(
            title=_("Use"),
            say=_sentence(change_words(alone)),
            tone=TONES.get(alone.change),
            rows=tuple(rows),
            actions=((_("See the use"), reverse("use-people")),),
        )
    ]


def _sentence(say: str) -> str:
    return say[:1].upper() + say[1:] + ("。" if say[-1:] > "ぁ" else ".")


def _company_card(row: UseRow) -> Card:
    lines = [
        CardRow(_("Active days"), days_words(row.active_days)),
        CardRow(pgettext("use", "People"), plain(row.users)),
        CardRow(_("Actions"), plain(row.actions)),
    ]
    if row.seats is not None:
        tone: Tone | None = "wait" if row.unused_seats is None else None
        lines.append(CardRow(_("Seats"), seats_words(row), tone=tone))
    if row.last_day is not None:
        lines.append(CardRow(_("Last used"), day_words(row.last_day)))
    return Card(
        title=_("Use"),
        say=_sentence(change_words(row)),
        tone=TONES.get(row.change, "wait" if row.last_day is None else None),
        rows=tuple(lines),
        actions=((_("See the use"), reverse("company-use", args=[row.company_id])),),
    )
