"""Asking once more who did not answer: after so many days, so often, and never for nothing."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.services.timeline import add_to_timeline
from emptychair.messaging.last_checks import register_last_check
from emptychair.messaging.models import Message
from emptychair.messaging.queries.windows import next_send_time
from emptychair.messaging.services.contact import decide_contact
from emptychair.messaging.services.sending import plan_message
from emptychair.messaging.types import ADDRESSED, Purpose
from emptychair.surveys.errors import RemindersInvalid
from emptychair.surveys.models import Invitation, Survey
from emptychair.surveys.queries.reminding import (
    REMINDER_KEY,
    due_reminders,
    invitation_of_key,
    reminder_facts,
)
from emptychair.surveys.rules.reminders import (
    LONGEST_DAYS,
    MOST,
    is_last,
    next_reminder,
    reason_against,
)
from emptychair.surveys.services.dispatch import reminder_words

BATCH = 200


def change_reminders(
    access: Access, survey: Survey, *, days: int, most: int, now: datetime
) -> None:
    """Remind after so many days, at most so often; 0 days: not at all. Raises `RemindersInvalid`.

    Who was asked already is reminded too, where the time for it has not passed.
    """
    access.require(Permission.SURVEY_WRITE)
    if not (0 <= days <= LONGEST_DAYS and 0 <= most <= MOST):
        raise RemindersInvalid
    before = {"days": survey.reminder_days, "most": survey.reminders_most}
    after = {"days": days if most else 0, "most": most if days else 0}
    if before == after:
        return
    survey.reminder_days, survey.reminders_most = after["days"], after["most"]
    waiting = Invitation.objects.visible_to(access).filter(
        survey=survey, answered_at=None, is_test=False, channel__in=ADDRESSED
    )
    written = timezone.now()
    with transaction.atomic():
        survey.save(update_fields=["reminder_days", "reminders_most", "changed_at"])
        waiting.exclude(next_reminder_at=None).update(next_reminder_at=None, changed_at=written)
        if survey.reminder_days:
            wait = timedelta(days=days)
            fresh = waiting.filter(sent_at__gt=now - wait, reminders=0)
            fresh.update(next_reminder_at=F("sent_at") + wait, changed_at=written)
        record_audit(access, survey, action="survey.reminders_changed", before=before, after=after)


def send_due_reminders(access: Access, *, now: datetime, most: int = BATCH) -> int:
    """Send the reminders that are due; how many went out."""
    access.require(Permission.SURVEY_SEND)
    return sum(
        remind(access, invitation_id, now=now) == ""
        for invitation_id in due_reminders(access, now=now, most=most)
    )


def remind(access: Access, invitation_id: int, *, now: datetime) -> str:
    """Send the next reminder of an invitation; why not, as a code, or nothing when it went.

    What speaks against it for good ends the reminders of this invitation. Called twice at the same
    moment it sends one: the number of the reminder is its lock and stands in its key.
    """
    access.require(Permission.SURVEY_SEND)
    with transaction.atomic():
        invitation = _locked(access, invitation_id)
        if invitation is None or not _is_due(invitation, now):
            return "not_due"
        reason = reason_against(reminder_facts(access, invitation), now=now)
        if reason or invitation.person is None:
            _end(access, invitation)
            return reason or "test"
        later = next_send_time(access, invitation.person, channel=invitation.channel, now=now)
        if later > now:
            _set(access, invitation, next_reminder_at=later)
            return "later"
        return _decide_and_send(access, invitation, now)


def note_sent(access: Access, invitation: Invitation, *, now: datetime) -> None:
    """The invitation left: from now on the days until the first reminder count."""
    access.require(Permission.SURVEY_SEND)
    if invitation.sent_at is not None or invitation.is_test:
        return
    survey = invitation.survey
    due = next_reminder(
        last_sent=now, days=survey.reminder_days, most=survey.reminders_most, reminders=0
    )
    wants = invitation.answered_at is None and invitation.channel in ADDRESSED
    _set(access, invitation, sent_at=now, next_reminder_at=due if wants else None)


def end_reminders(access: Access, invitation: Invitation) -> None:
    """No more reminders: it came back, was reported, or was answered."""
    access.require(Permission.SURVEY_SEND)
    if invitation.next_reminder_at is not None:
        _end(access, invitation)


@register_last_check(Purpose.REMINDER.value)
def still_to_remind(access: Access, message: Message) -> tuple[str, dict[str, Any]] | None:
    """A reminder that waited may have become needless."""
    invitation = invitation_of_key(access, message.unique_key)
    if invitation is None or not message.unique_key.startswith(REMINDER_KEY):
        return None
    if invitation.answered_at is not None:
        return "answered_since", {}
    facts = reminder_facts(access, invitation)
    ended = facts.expires_at is not None and facts.expires_at <= timezone.now()
    if facts.survey_state == "closed" or ended:
        return "survey_over", {}
    return ("came_back_before", {}) if facts.came_back else None


def _decide_and_send(access: Access, invitation: Invitation, now: datetime) -> str:
    number, survey, person = invitation.reminders + 1, invitation.survey, invitation.person
    if person is None or invitation.message is None:
        return "test"
    decision = decide_contact(
        access,
        person,
        occasion=f"survey:{survey.pk}:reminder:{invitation.pk}:{number}",
        purpose=Purpose.REMINDER.value,
        now=now,
        about=f"survey:{survey.pk}",
        channel=invitation.channel,
    )
    if not decision.allowed:
        _end(access, invitation)
        return decision.reason
    last = is_last(reminders=number, most=survey.reminders_most)
    mail = reminder_words(access, invitation, is_last=last)
    plan_message(
        access,
        person=person,
        unique_key=f"{REMINDER_KEY}{invitation.pk}:{number}",
        purpose=Purpose.REMINDER.value,
        to_address=invitation.message.to_address,
        to_name=person.name,
        channel=invitation.channel,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        language=invitation.language,
        headers=mail.headers,
    )
    due = next_reminder(
        last_sent=now, days=survey.reminder_days, most=survey.reminders_most, reminders=number
    )
    _set(access, invitation, reminders=number, next_reminder_at=due)
    add_to_timeline(
        access,
        person=person,
        code="surveys.reminded",
        parameters={"survey": survey.name},
        happened_at=now,
        unique_key=f"invitation:{invitation.pk}:reminder:{number}",
    )
    return ""


def _locked(access: Access, invitation_id: int) -> Invitation | None:
    rows = Invitation.objects.visible_to(access).select_for_update(of=("self",))
    return (
        rows.select_related("survey__touchpoint", "person", "message", "touchpoint")
        .filter(pk=invitation_id)
        .first()
    )


def _is_due(invitation: Invitation, now: datetime) -> bool:
    return invitation.next_reminder_at is not None and invitation.next_reminder_at <= now


def _end(access: Access, invitation: Invitation) -> None:
    _set(access, invitation, next_reminder_at=None)


def _set(access: Access, invitation: Invitation, **changes: Any) -> None:
    rows = Invitation.objects.visible_to(access).filter(pk=invitation.pk)
    rows.update(**changes, changed_at=timezone.now())
    for name, value in changes.items():
        setattr(invitation, name, value)
