"""What health and risk say beside one customer."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.charts import percent, signed
from emptychair.kit.cards import Card, CardRow, Customer, Tone, card_source
from emptychair.success.models import CustomerHealth
from emptychair.success.queries.inputs import readings_of
from emptychair.success.queries.listing import health_of
from emptychair.success.queries.models import live_judged
from emptychair.success.rules.moving import moved_most
from emptychair.success.types import Quadrant
from emptychair.success.verdicts import promise_tag
from emptychair.success.words import INPUT_WORDS, sign_words

TONES: dict[str, Tone] = {"both": "good", "neither": "bad", "unknown": "quiet"}
MOST = 3


@card_source("success.health", after=5)
def health_of_customer(access: Access, *, customer: Customer, now: datetime) -> list[Card]:
    """Both halves with why, signs and chances."""
    del now
    if not access.may(Permission.CUSTOMER_READ) or access.assigned_only:
        return []
    row = health_of(access, company_id=customer.company_id, person_id=customer.person_id)
    if row is None:
        return []
    kind = "company" if row.company_id else "person"
    page = reverse(f"{kind}-health", args=[row.company_id or row.person_id])
    signs = tuple(CardRow(_("Sign"), sign_words(one), page, "bad") for one in row.signs[:MOST])
    chances = tuple(CardRow(_("Chance"), sign_words(one), page, "good") for one in row.chances[:1])
    return [
        Card(
            title=_("Health in two halves"),
            say=str(Quadrant(row.quadrant).label),
            tone=TONES.get(row.quadrant, "wait"),
            rows=(
                *_halves(row, page),
                *_risk(access, row),
                *signs,
                *chances,
                *_moved(access, row, page),
            ),
            actions=((pgettext("customer", "Why?"), page),),
        )
    ]


def _halves(row: CustomerHealth, page: str) -> tuple[CardRow, ...]:
    return (
        CardRow(
            pgettext("of a customer", "Outcome"), _half(row.outcome, row.outcome_confidence), page
        ),
        CardRow(_("Experience"), _half(row.experience, row.experience_confidence), page),
    )


def _half(value: float | None, confidence: float) -> str:
    known = percent(confidence)
    if value is None:
        return _("unknown (%(known)s of the inputs known)") % {"known": known}
    return _("%(value)s of 100 (%(known)s of the inputs known)") % {
        "value": round(value), "known": known,
    }  # fmt: skip


def _risk(access: Access, row: CustomerHealth) -> tuple[CardRow, ...]:
    if row.risk_90 is None:
        return ()
    told = " ・ ".join(filter(None, (percent(row.risk_90), promise_tag(live_judged(access)))))
    return (CardRow(_("Leaves within 90 days"), told),)


def _moved(access: Access, row: CustomerHealth, page: str) -> tuple[CardRow, ...]:
    return tuple(
        CardRow(
            str(INPUT_WORDS[one.key]),
            _("%(points)s points in four weeks") % {"points": signed(round(one.moved))},
            page,
            "good" if one.moved > 0 else "bad",
        )
        for one in moved_most(readings_of(access, row), most=2)
    )
