"""What outcomes say beside one customer."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.cards import Card, CardRow, Customer, Tone, card_source
from emptychair.kit.periods import local_day
from emptychair.outcomes.queries.asof import outcome_of
from emptychair.outcomes.queries.kpis import KpiRow, kpis_of
from emptychair.outcomes.words import TONES, standing_words, value_words

MOST = 4


@card_source("outcomes.kpis", after=10)
def outcome_of_customer(access: Access, *, customer: Customer, now: datetime) -> list[Card]:
    """The customer's own KPIs, or that nobody has asked for them."""
    if not access.may(Permission.CUSTOMER_READ) or access.assigned_only:
        return []
    today = local_day(now, access.workspace.zone)
    whose = {"company_id": customer.company_id, "person_id": customer.person_id}
    found = kpis_of(access, **whose, today=today)
    kind = "company" if customer.company_id is not None else "person"
    page = reverse(f"{kind}-outcome", args=[customer.company_id or customer.person_id])
    if not found:
        return [_unasked(access, page)]
    read = outcome_of(access, **whose, on=today)
    return [
        Card(
            title=_("What they want to reach"),
            say=standing_words(read.words, progress=read.progress, is_proxy=read.is_proxy),
            rows=tuple(_row(one) for one in found[:MOST]),
            actions=((pgettext("of a customer", "Outcome"), page),),
        )
    ]


def _unasked(access: Access, page: str) -> Card:
    actions = ((_("Talk with them"), page),) if access.may(Permission.CUSTOMER_WRITE) else ()
    return Card(
        title=_("What they want to reach"),
        say=_("Nobody has asked yet. Without their own number we cannot know whether we help."),
        actions=actions,
    )


def _row(one: KpiRow) -> CardRow:
    now, target = (value_words(value, one.unit) for value in (one.current_value, one.target_value))
    words = f"{now} → {target}" if one.target_value is not None else now
    name = _("%(name)s (proxy)") % {"name": one.name} if one.is_proxy else one.name
    tone: Tone | None = {"good": "good", "bad": "bad"}.get(TONES[one.standing])  # type: ignore[assignment]  # one of the tones
    return CardRow(name, words, reverse("kpi", args=[one.id]), tone)
