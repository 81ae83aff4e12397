"""Mails of playbooks: planned through the contact rule, in the customer's language, once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override as in_language

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.automation.links import stop_token
from emptychair.automation.models import Run
from emptychair.automation.services.filling import field_values, filled, sample_values
from emptychair.automation.types import Did, Plain, StepState
from emptychair.customers.models import Person
from emptychair.messaging.models import Message
from emptychair.messaging.services.sending import cancel_message, decide_contact, plan_message
from emptychair.messaging.types import MessageState, Purpose
from emptychair.surveys.services.invitation_mail import public_link

USUAL_DELAY = 30  # minutes in which a mail can be taken back
GONE = (MessageState.CANCELLED, MessageState.REFUSED)


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it is written."""

    subject: str
    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What else is to be known of a mail: its key, and what the contact rule may overlook."""

    key: str
    after_case: bool = False
    to_leavers: bool = False


def letter_for(access: Access, settings: Plain, language: str) -> Letter | None:
    """The text in this language; in the workspace's for who has said none. Nothing where nobody
    wrote one: nobody is written to in words they cannot read.
    """
    wanted = language.partition("-")[0].lower() or access.workspace.language
    subject, text = (str(settings.get(f"{part}_{wanted}", "")) for part in ("subject", "text"))
    return Letter(subject, text, wanted) if subject.strip() and text.strip() else None


def preview_letter(
    access: Access, settings: Plain, language: str, values: Mapping[str, str] | None = None
) -> Letter | None:
    """The mail as a customer would get it, with made-up values where none are given."""
    letter = letter_for(access, settings, language)
    if letter is None:
        return None
    with in_language(letter.language):
        values = values or sample_values(access)
        text = _with_foot(access, filled(access, letter.text, values), link="")
        return Letter(filled(access, letter.subject, values), text, letter.language)


def plan_letter(access: Access, run: Run, settings: Plain, wish: Wish, *, now: datetime) -> Did:
    """Plan the mail of a step, or say why not. The contact rule decides once for each step."""
    access.require(Permission.SURVEY_SEND)
    person = run.person
    if person is None:
        return Did(StepState.REFUSED.value, "nobody")
    letter = letter_for(access, settings, person.language)
    if letter is None:
        return Did(StepState.REFUSED.value, "no_text")
    decision = decide_contact(
        access,
        person,
        occasion=wish.key,
        purpose=Purpose.PLAYBOOK,
        now=now,
        about=f"playbook:{run.playbook_id}",
        after_case=wish.after_case,
        to_leavers=wish.to_leavers,
    )
    if not decision.allowed:
        return _refused(decision.reason, decision.parameters)
    minutes = int(settings.get("delay", USUAL_DELAY) or 0)
    message = _planned(access, run, person, letter, wish, now + timedelta(minutes=minutes), now)
    if message.state == MessageState.REFUSED:
        return _refused(message.reason, message.reason_parameters)
    return Did(StepState.DONE.value, result={"message": message.pk})


def take_back_letter(access: Access, message_id: int) -> bool:
    """Cancel a mail that has not left; whether it never leaves now."""
    access.require(Permission.SURVEY_SEND)
    message = Message.objects.visible_to(access).filter(pk=message_id).first()
    if message is None or message.state in GONE:
        return True
    return cancel_message(access, message)


def _refused(code: str, parameters: Plain) -> Did:
    return Did(StepState.REFUSED.value, "contact", {"code": code, "with": dict(parameters)})


def _planned(
    access: Access,
    run: Run,
    person: Person,
    letter: Letter,
    wish: Wish,
    leaves_at: datetime,
    now: datetime,
) -> Message:
    stop = public_link(
        access, reverse("playbook-stop", args=[stop_token(access.workspace.pk, person.pk)])
    )
    values = field_values(access, person, run.company, language=letter.language, now=now)
    with in_language(letter.language):
        text = _with_foot(access, filled(access, letter.text, values), link=stop)
    message, _new = plan_message(
        access,
        person=person,
        unique_key=wish.key,
        purpose=Purpose.PLAYBOOK,
        to_address=person.email,
        to_name=person.name,
        subject=filled(access, letter.subject, values),
        text=text,
        language=letter.language,
        thread=f"playbook:{run.pk}",
        send_after=leaves_at,
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    return message


def _with_foot(access: Access, text: str, *, link: str) -> str:
    signature = access.workspace.signature.strip()
    stop = _("No more such mails: %(link)s") % {"link": link or "…"}
    return "\n\n".join(part for part in (text, signature, stop) if part)
