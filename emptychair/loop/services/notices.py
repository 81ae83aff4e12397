"""Telling a team of a new case."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override as in_language

from emptychair.accounts.access import Access
from emptychair.kit.errors import NotFound
from emptychair.loop.models import Case
from emptychair.loop.queries.cases import case_with_id
from emptychair.loop.queries.masked import name_of
from emptychair.loop.types import Urgency
from emptychair.messaging.services.sending import plan_message
from emptychair.messaging.types import Purpose
from emptychair.surveys.services.invitation_mail import public_link


def tell_team(access: Access, case_id: int) -> bool:
    """One mail to the address of the team, once for each case; whether there was one to send."""
    try:
        case = case_with_id(access, case_id)
    except NotFound:
        return False
    if case.team is None or not case.team.address:
        return False
    with in_language(access.workspace.language):
        subject, text = _words(access, case)
    plan_message(
        access,
        person=None,
        unique_key=f"case-team:{case.pk}",
        purpose=Purpose.STAFF,
        to_address=case.team.address,
        to_name=case.team.name,
        subject=subject,
        text=text,
        language=access.workspace.language,
    )
    return True


def _words(access: Access, case: Case) -> tuple[str, str]:
    said = case.response.comment if case.response and case.response.comment else case.title
    lines = [
        name_of(access, case.person, case.company),
        case.touchpoint.name if case.touchpoint else "",
        "",
        said,
        "",
        _("Urgency: %(urgency)s") % {"urgency": Urgency(case.urgency).label},
        _("Please answer by %(moment)s") % {"moment": _moment(access, case.due_at)},
        public_link(access, reverse("case", args=[case.number])),
    ]
    subject = _("New case #%(number)s: %(title)s") % {"number": case.number, "title": case.title}
    return subject[:300], "\n".join(lines).strip() + "\n"


def _moment(access: Access, moment: datetime | None) -> str:
    return f"{moment.astimezone(access.workspace.zone):%Y-%m-%d %H:%M}" if moment else "-"
