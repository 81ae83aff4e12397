"""Surveys that somebody else sent: they count, so that nobody is asked twice after a change of
tools, or while two of them run.
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Person
from emptychair.messaging.models import ContactDecision
from emptychair.messaging.types import ContactReason, Purpose

TRIES = 20
SENT_ELSEWHERE = "elsewhere:"  # how the occasion of such a decision begins


def note_sent_elsewhere(
    access: Access, person: Person, *, system: str, sent_at: datetime, channel: str = ""
) -> bool:
    """Note that another system asked this person last at `sent_at`; whether that is news.

    One row for each person and system, which only moves forward.
    """
    access.require(Permission.CUSTOMER_WRITE)
    occasion = f"{SENT_ELSEWHERE}{system}"
    for _ in range(TRIES):
        rows = ContactDecision.objects.visible_to(access).filter(person=person, occasion=occasion)
        known = rows.first()
        if known is not None:
            return bool(rows.filter(decided_at__lt=sent_at).update(decided_at=sent_at))
        if _added(access, person, occasion, sent_at, channel):
            return True
    return False


def _added(access: Access, person: Person, occasion: str, sent_at: datetime, channel: str) -> bool:
    rows = ContactDecision.objects.visible_to(access).filter(person=person)
    last: int = rows.aggregate(last=Max("turn"))["last"] or 0
    try:
        with transaction.atomic():
            ContactDecision.objects.create(
                workspace=access.workspace,
                person=person,
                occasion=occasion,
                purpose=Purpose.SURVEY.value,
                decided_at=sent_at,
                turn=last + 1,
                allowed=True,
                reason=ContactReason.ALLOWED.value,
                channel=channel,
            )
    except IntegrityError:
        return False  # somebody decided at the same moment: look again
    return True
