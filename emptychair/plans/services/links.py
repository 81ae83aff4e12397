"""The customer's link: made, sent by mail after a look at it, withdrawn."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override as in_language

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.models import Person
from emptychair.kit.addressing import spoken_to
from emptychair.loop.words import day_of_month
from emptychair.messaging.queries import reason_sentence
from emptychair.messaging.services.sending import decide_contact, plan_message
from emptychair.messaging.types import MessageState, Purpose
from emptychair.plans.errors import LinkNotSent, NoMailAddress, NoSuchOwner, NothingWritten
from emptychair.plans.links import token_for
from emptychair.plans.models import PlanLink, PlanStep, SuccessPlan
from emptychair.plans.services.turns import locked_plan, tell_customer_page, write_said
from emptychair.plans.types import Side, StepState
from emptychair.surveys.services.invitation_mail import public_link

if TYPE_CHECKING:
    from emptychair.messaging.models import Message

LASTS = timedelta(days=120)
LINK = "{link}"


@dataclass(frozen=True, slots=True)
class LinkMail:
    """The mail with the link, as the customer would get it."""

    to_name: str
    to_address: str
    subject: str
    text: str


def link_address(access: Access, link: PlanLink) -> str:
    """The address from outside. Needs `customer:write`: whoever has it is let in."""
    access.require(Permission.CUSTOMER_WRITE)
    token = token_for(access.workspace.pk, link.pk)
    return public_link(access, reverse("plan-page", args=[token]))


def page_language(access: Access, plan: SuccessPlan, person: Person | None) -> str:
    """In which language the customer reads: the plan's, the person's, ours."""
    access.require(Permission.CUSTOMER_READ)
    spoken = (plan.language, person.language if person else "", access.workspace.language)
    found = next((one for one in spoken if one), "en")
    return "ja" if found.startswith("ja") else "en"


@transaction.atomic
def make_link(access: Access, plan_id: int, *, person_id: int | None, now: datetime) -> PlanLink:
    """A link for one person of the customer; one that works already is that one."""
    plan = locked_plan(access, plan_id, also_over=True)
    rows = PlanLink.objects.visible_to(access).filter(
        plan=plan, person=person_id, revoked_at=None, expires_at__gt=now + timedelta(days=14)
    )
    known = rows.order_by("-expires_at", "-pk").first()
    if known:
        return known
    if person_id is not None and not _is_theirs(access, plan, person_id):
        raise NoSuchOwner
    link = PlanLink.objects.create(
        workspace=access.workspace, plan=plan, person_id=person_id, expires_at=now + LASTS
    )
    write_said(access, plan, now=now, change={"code": "link.made"})
    record_audit(access, plan, action="plan.link_made", after={"link": link.pk})
    return link


@transaction.atomic
def revoke_link(access: Access, link: PlanLink, *, now: datetime) -> PlanLink:
    """From now on it opens nothing; twice is once."""
    plan = locked_plan(access, link.plan_id, also_over=True)
    rows = PlanLink.objects.visible_to(access).filter(pk=link.pk, revoked_at=None)
    if rows.update(revoked_at=now):
        write_said(access, plan, now=now, change={"code": "link.revoked"})
        record_audit(access, plan, action="plan.link_revoked", after={"link": link.pk})
    link.refresh_from_db()
    return link


def draft_link_mail(
    access: Access, plan: SuccessPlan, person: Person, *, today: date
) -> tuple[str, str]:
    """Subject and text to begin with, in the customer's language; `{link}` becomes the address.

    With what is late on their side it is a reminder. Needs `customer:write`.
    """
    access.require(Permission.CUSTOMER_WRITE)
    late = PlanStep.objects.visible_to(access).filter(
        plan=plan, side=Side.CUSTOMER, state=StepState.OPEN, is_shown=True, due_on__lt=today
    )
    with in_language(page_language(access, plan, person)):
        lines = [
            _("- %(title)s (%(day)s)") % {"title": one.title, "day": day_of_month(one.due_on)}
            for one in late.order_by("due_on", "pk")
        ]
        words = {
            "name": spoken_to(person.name),
            "title": plan.title,
            "link": LINK,
            "company": access.workspace.name,
            "lines": "\n".join(lines),
        }
        if lines:
            return _("What we are waiting for: %(title)s") % words, _reminder() % words
        return _("Our plan together: %(title)s") % words, _first_mail() % words


def preview_link_mail(access: Access, person: Person, *, subject: str, text: str) -> LinkMail:
    """The mail as it would leave, with an example of the address. Nothing is stored.

    Raises `NoMailAddress`, `NothingWritten`.
    """
    access.require(Permission.CUSTOMER_WRITE)
    shown = public_link(access, reverse("plan-page", args=["..."]))
    return _mail(access, person, subject=subject, text=text, address=shown)


@transaction.atomic
def send_link(
    access: Access, plan_id: int, person: Person, *, subject: str, text: str, now: datetime
) -> PlanLink:
    """Send it, the same words once. Raises `LinkNotSent` with the reason, `NoMailAddress`."""
    plan = locked_plan(access, plan_id, also_over=True)
    link = make_link(access, plan_id, person_id=person.pk, now=now)
    address = link_address(access, link)
    mail = _mail(access, person, subject=subject, text=text, address=address)
    message, is_new = _plan(access, plan, person, mail, now)
    if message.state == MessageState.REFUSED:
        raise LinkNotSent(reason_sentence(message.reason, message.reason_parameters))
    if is_new:
        link.message = message
        link.save(update_fields=["message", "changed_at"])
        write_said(access, plan, now=now, change={"code": "link.sent"})
        record_audit(access, plan, action="plan.link_sent", after={"message": message.pk})
        key = f"link:{message.pk}"
        tell_customer_page(access, plan, code="plans.link_sent", key=key, now=now)
    return link


def _plan(
    access: Access, plan: SuccessPlan, person: Person, mail: LinkMail, now: datetime
) -> "tuple[Message, bool]":
    word = hashlib.sha256(f"{mail.subject}\n{mail.text}".encode()).hexdigest()[:32]
    key = f"plan-link:{plan.pk}:{person.pk}:{word}"
    inside = Access.system(access.workspace, access.actor.label)
    decision = decide_contact(inside, person, occasion=key, purpose=Purpose.REPLY, now=now)
    if not decision.allowed:
        raise LinkNotSent(reason_sentence(decision.reason, decision.parameters))
    return plan_message(
        inside,
        person=person,
        unique_key=key,
        purpose=Purpose.REPLY,
        to_address=mail.to_address,
        to_name=mail.to_name,
        subject=mail.subject,
        text=mail.text,
        language=page_language(access, plan, person),
        thread=f"plan:{plan.pk}",
    )


def _mail(access: Access, person: Person, *, subject: str, text: str, address: str) -> LinkMail:
    if not person.email:
        raise NoMailAddress
    if not subject.strip() or not text.strip():
        raise NothingWritten
    body = text.strip()
    body = body.replace(LINK, address) if LINK in body else f"{body}\n\n{address}"
    signature = access.workspace.signature.strip()
    whole = f"{body}\n\n{signature}" if signature else body
    return LinkMail(person.name, person.email, subject.strip()[:300], whole)


def _is_theirs(access: Access, plan: SuccessPlan, person_id: int) -> bool:
    if plan.person_id == person_id:
        return True
    rows = Person.objects.visible_to(access).filter(pk=person_id, company=plan.company_id)
    return plan.company_id is not None and rows.exists()


def _first_mail() -> str:
    return _(
        "Dear %(name)s,\n\nhere is what we agreed on, with the days for both sides: "
        "“%(title)s”.\n\n%(link)s\n\nYou can tick off your own tasks there, and write to us "
        "what is unclear. You need neither an account nor a password; the link is meant for you."
    )


def _reminder() -> str:
    return _(
        "Dear %(name)s,\n\nin our plan “%(title)s” the next step lies with you:\n\n%(lines)s\n\n"
        "If something stands in the way, please tell us there or answer this mail; we will move "
        "the days together.\n\n%(link)s"
    )
