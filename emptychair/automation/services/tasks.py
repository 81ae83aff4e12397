"""Tasks of playbooks: a case for a colleague, and taking it back while nobody touched it."""

from datetime import datetime

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.automation.models import Run
from emptychair.automation.services.whom import chosen
from emptychair.loop.models import Case, CaseEntry
from emptychair.loop.services.cases import add_note, assign_case, close_case, open_case
from emptychair.loop.types import CaseKind, CaseState, EntryKind, Outcome, Urgency
from emptychair.messaging.models import Hold


def open_task(
    access: Access, run: Run, *, title: str, who: str, urgency: str, note: str, now: datetime
) -> Case:
    """A case for a colleague. Unlike a complaint it keeps no question from the customer: it is our
    own wish to call.
    """
    access.require(Permission.CASE_WRITE)
    user, team = chosen(access, run, who)
    case, _new = open_case(
        access,
        kind=CaseKind.MANUAL.value,
        title=title,
        urgency=Urgency(urgency).value if urgency in Urgency.values else Urgency.NORMAL.value,
        person=run.person,
        company=run.company,
        team=team,
        now=now,
    )
    Hold.objects.visible_to(access).filter(source=f"case:{case.pk}").delete()
    if user is not None:
        assign_case(access, case, user=user, team=team, now=now)
    words = _("From the playbook “%(name)s”.") % {"name": run.playbook.name}
    add_note(access, case, text=f"{words}\n{note}".strip(), now=now)
    return case


def withdraw_task(access: Access, case_id: int, *, now: datetime) -> bool:
    """Close the case of a step as not needed; not where a colleague worked on it, or closed it."""
    access.require(Permission.CASE_WRITE)
    rows = Case.objects.visible_to(access).select_for_update()
    case = rows.filter(pk=case_id).first()
    if case is None:
        return True
    worked = CaseEntry.objects.visible_to(access).filter(case=case).exclude(author=None)
    answered = CaseEntry.objects.visible_to(access).filter(
        case=case, kind__in=(EntryKind.MAIL_IN, EntryKind.TEXT_IN)
    )
    if case.state == CaseState.CLOSED or worked.exists() or answered.exists():
        return False
    cause = _("Withdrawn with its playbook.")
    close_case(access, case, outcome=Outcome.NOTHING.value, root_cause=cause, now=now)
    return True
