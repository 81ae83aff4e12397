"""Telling a colleague or a team that something is to be known: by mail, and on Today."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override as in_language

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.automation.models import Run
from emptychair.automation.queries.customers import customers_shown
from emptychair.automation.services.whom import chosen
from emptychair.automation.types import Did, StepState, Subject
from emptychair.messaging.services.sending import plan_message
from emptychair.messaging.types import Purpose
from emptychair.surveys.services.invitation_mail import public_link


def tell_colleague(
    access: Access, run: Run, *, who: str, text: str, key: str, now: datetime
) -> Did:
    """One mail for each step, in the workspace's language; and a row on Today for a colleague."""
    access.require(Permission.CASE_WRITE)
    user, team = chosen(access, run, who)
    address = user.email if user is not None else team.address if team is not None else ""
    if user is None and team is None:
        return Did(StepState.REFUSED.value, "nobody_told")
    result: dict[str, object] = {
        "member": user.pk if user is not None else None,
        "team": team.pk if team is not None else None,
        "text": text,
        "at": now.isoformat(),
    }
    if address:
        with in_language(access.workspace.language):
            subject, body = _words(access, run, text)
        message, _new = plan_message(
            access,
            person=None,
            unique_key=key,
            purpose=Purpose.STAFF,
            to_address=address,
            to_name=str(user or team),
            subject=subject,
            text=body,
            language=access.workspace.language,
        )
        result["message"] = message.pk
    return Did(StepState.DONE.value, result=result)


def _words(access: Access, run: Run, text: str) -> tuple[str, str]:
    subject = Subject(run.person_id, run.company_id)
    customer = customers_shown(access, [subject], about=run.about)[subject]
    words = {"customer": customer.name, "playbook": run.playbook.name}
    lines = [
        text,
        "",
        _("Customer: %(customer)s") % words,
        _("Playbook: %(playbook)s") % words,
        public_link(access, reverse("playbook-run", args=[run.pk])),
    ]
    return _("%(customer)s: %(playbook)s") % words, "\n".join(lines).strip() + "\n"
