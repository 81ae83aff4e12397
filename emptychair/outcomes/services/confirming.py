"""A customer is asked to confirm their number, and what they say is kept.

What they correct stays beside ours until one of us decides: it is never overwritten silently.
"""

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import override as in_language

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.models import Person
from emptychair.customers.services.timeline import add_to_timeline
from emptychair.kit.events import publish
from emptychair.kit.periods import local_day
from emptychair.messaging.services.sending import decide_contact, plan_message
from emptychair.messaging.types import MessageState, Purpose
from emptychair.outcomes.errors import (
    AlreadyDecided,
    LinkOver,
    NoReading,
    NotAsked,
    NumberNeeded,
    ReasonNeeded,
)
from emptychair.outcomes.events import KpiConfirmed, KpiCorrected
from emptychair.outcomes.models import Confirmation, Kpi, Reading
from emptychair.outcomes.queries.confirmations import LINK
from emptychair.outcomes.rules.links import is_open
from emptychair.outcomes.services.kpis import locked_kpi
from emptychair.outcomes.services.readings import correct_reading, record_readings
from emptychair.outcomes.services.standing import newest_reading, renew_standing
from emptychair.outcomes.types import ConfirmationState, Decided, GivenReading, Source
from emptychair.outcomes.words import value_words

DAYS_OPEN = 30
ASKING = (ConfirmationState.OPEN, ConfirmationState.CONFIRMED, ConfirmationState.CORRECTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the customer says on the page. No value: it is right."""

    name: str
    value: float | None = None
    day: date | None = None
    comment: str = ""


@transaction.atomic
def make_link(
    access: Access, kpi: Kpi, person: Person | None, *, language: str, now: datetime
) -> tuple[Confirmation, bool]:
    """A link to confirm the current number; the one that is there while it can be used.

    Raises `NoReading`.
    """
    access.require(Permission.CUSTOMER_WRITE)
    kpi = locked_kpi(access, kpi)
    reading = newest_reading(access, kpi)
    if reading is None:
        raise NoReading
    rows = Confirmation.objects.visible_to(access).filter(reading=reading, person=person)
    for known in rows.filter(state__in=ASKING).order_by("-pk"):
        if is_open(known.state, known.expires_at, now) or known.state != ConfirmationState.OPEN:
            return known, False
        _close(access, known)
    row = Confirmation.objects.create(
        workspace=access.workspace,
        kpi=kpi,
        reading=reading,
        person=person,
        language=language,
        asked_at=now,
        asked_by_id=access.user_id,
        expires_at=now + timedelta(days=DAYS_OPEN),
    )
    record_audit(access, kpi, action="kpi.link_made", after={"link": row.pk})
    return row, True


@transaction.atomic
def send_link(
    access: Access, row: Confirmation, *, subject: str, text: str, address: str, now: datetime
) -> Confirmation:
    """Mail the link to its person, once, however often it is asked. `{link}` becomes `address`.

    Raises `NotAsked` where the contact rule or the address says no, `LinkOver`.
    """
    access.require(Permission.CUSTOMER_WRITE)
    rows = Confirmation.objects.visible_to(access).select_for_update(of=("self",))
    row = rows.select_related("kpi__company", "kpi__person", "person", "message").get(pk=row.pk)
    if row.message is not None:
        return row
    if row.person is None or not is_open(row.state, row.expires_at, now):
        raise LinkOver
    day = local_day(now, access.workspace.zone).isoformat()
    occasion = f"kpi:{row.pk}:{day}"
    decision = decide_contact(access, row.person, occasion=occasion, purpose=Purpose.TOLD, now=now)
    if not decision.allowed:
        raise NotAsked(reason=decision.reason)
    body = text.replace(LINK, address) if LINK in text else f"{text.rstrip()}\n\n{address}"
    signature = access.workspace.signature.strip()
    message, _new = plan_message(
        access,
        person=row.person,
        unique_key=f"kpi-confirm:{row.pk}",
        purpose=Purpose.TOLD,
        to_address=row.person.email,
        to_name=row.person.name,
        subject=subject,
        text=f"{body}\n\n{signature}" if signature else body,
        language=row.language,
    )
    row.message = message
    row.save(update_fields=["message", "changed_at"])
    if message.state == MessageState.REFUSED:
        raise NotAsked(reason=message.reason)
    record_audit(access, row.kpi, action="kpi.asked", after={"link": row.pk})
    _tell(access, row, "outcomes.kpi_asked", {"name": row.kpi.name}, now)
    return row


@transaction.atomic
def revoke_link(access: Access, row: Confirmation) -> Confirmation:
    """Withdraw a link: from now on it opens nothing. One that was answered stays."""
    access.require(Permission.CUSTOMER_WRITE)
    rows = Confirmation.objects.visible_to(access).select_for_update(of=("self",))
    row = rows.select_related("kpi").get(pk=row.pk)
    if row.state == ConfirmationState.OPEN:
        _close(access, row)
    return row


@transaction.atomic
def answer_confirmation(
    access: Access, row: Confirmation, answer: Answer, *, now: datetime
) -> Confirmation:
    """What the customer says through their link, which is their right. Said twice it is kept once.

    Raises `LinkOver`, `NumberNeeded`.
    """
    rows = Confirmation.objects.visible_to(access).select_for_update(of=("self",))
    row = rows.select_related("kpi__company", "kpi__person", "person", "reading").get(pk=row.pk)
    if row.answered_at is not None:
        return row
    if not is_open(row.state, row.expires_at, now):
        raise LinkOver
    if answer.value is not None and not math.isfinite(answer.value):
        raise NumberNeeded
    corrected = answer.value is not None and answer.value != row.reading.value
    row.state = ConfirmationState.CORRECTED if corrected else ConfirmationState.CONFIRMED
    row.answered_at, row.answered_name = now, answer.name.strip()[:200]
    row.comment = answer.comment.strip()[:5000]
    if corrected:
        row.their_value = answer.value
        row.their_day = answer.day or row.reading.day
    row.save()
    if not corrected:
        renew_standing(access, locked_kpi(access, row.kpi), now=now)
    _tell_answer(access, row, now)
    return row


@transaction.atomic
def decide_correction(
    access: Access, row: Confirmation, *, take: bool, reason: str, now: datetime
) -> Confirmation:
    """Take the customer's number over, or keep ours with a reason.

    Raises `ReasonNeeded`, `AlreadyDecided`.
    """
    access.require(Permission.CUSTOMER_WRITE)
    if not take and not reason.strip():
        raise ReasonNeeded
    rows = Confirmation.objects.visible_to(access).select_for_update(of=("self",))
    row = rows.select_related("kpi", "reading__kpi").get(pk=row.pk)
    if row.state != ConfirmationState.CORRECTED or row.decided:
        raise AlreadyDecided
    row.decided = Decided.TAKEN if take else Decided.KEPT
    row.decided_at, row.decided_by_id = now, access.user_id
    row.decided_reason = reason.strip()[:300]
    row.save()
    if take:
        _take_over(access, row, reason.strip(), now)
    after = {"decided": str(row.decided), "theirs": row.their_value, "reason": row.decided_reason}
    record_audit(access, row.kpi, action="kpi.correction_decided", after=after)
    return row


def _take_over(access: Access, row: Confirmation, reason: str, now: datetime) -> None:
    """Their number into the ledger: in the place of ours where it is of the same day."""
    value, day = row.their_value, row.their_day
    if value is None or day is None:
        raise NumberNeeded
    held = Reading.objects.visible_to(access).get(pk=row.reading_id)
    if held.superseded_at is None and held.day == day:
        new = correct_reading(access, held, value=value, reason=reason, now=now)
        Reading.objects.visible_to(access).filter(pk=new.pk).update(
            source=Source.TOLD, told_by=row.person_id
        )
        return
    given = GivenReading(
        value=value, day=day, source=Source.TOLD, told_by_id=row.person_id,
        external_id=f"confirmation:{row.pk}",
    )  # fmt: skip
    record_readings(access, row.kpi, [given], now=now)


def _close(access: Access, row: Confirmation) -> None:
    row.state = ConfirmationState.REVOKED
    row.save(update_fields=["state", "changed_at"])
    record_audit(access, row.kpi, action="kpi.link_revoked", before={"link": row.pk})


def _tell_answer(access: Access, row: Confirmation, now: datetime) -> None:
    confirmed = row.state == ConfirmationState.CONFIRMED
    value = row.reading.value if confirmed else row.their_value
    with in_language(access.workspace.language):
        words = {
            "name": row.kpi.name,
            "value": value_words(value, row.kpi.unit),
            "by": row.answered_name,
        }
    code = "outcomes.kpi_confirmed" if confirmed else "outcomes.kpi_corrected"
    _tell(access, row, code, words, now)
    action = "kpi.confirmed" if confirmed else "kpi.corrected"
    record_audit(access, row.kpi, action=action, after={"link": row.pk, "value": value})
    facts = {"confirmation_id": row.pk, "kpi_id": row.kpi_id}
    about = f"kpi:{row.kpi_id}"
    workspace_id = access.workspace.pk
    if confirmed:
        publish(KpiConfirmed(workspace_id=workspace_id, about=about, **facts))
    else:
        publish(KpiCorrected(workspace_id=workspace_id, about=about, **facts))


def _tell(
    access: Access, row: Confirmation, code: str, words: dict[str, str], now: datetime
) -> None:
    add_to_timeline(
        access,
        code=code,
        parameters=words,
        happened_at=now,
        unique_key=f"{code}:{row.pk}",
        company=row.kpi.company,
        person=row.kpi.person,
    )
