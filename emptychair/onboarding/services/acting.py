"""What a person does about somebody who is stuck: contact."""

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.loop.models import Case
from emptychair.loop.services.opening import open_case
from emptychair.loop.types import CaseKind, CaseState, Urgency
from emptychair.onboarding.errors import NotStalled
from emptychair.onboarding.models import FirstValueReading
from emptychair.onboarding.queries.definitions import version_with_id


@transaction.atomic
def contact_stalled(access: Access, reading_id: int, *, now: datetime) -> Case:
    """Open a case with somebody on the way, or take the one that is open."""
    access.require(Permission.CASE_WRITE)
    rows = FirstValueReading.objects.visible_to(access).filter(is_current=True, reached_on=None)
    row = rows.select_for_update(of=("self",)).filter(pk=reading_id).first()
    if row is None or access.assigned_only:
        raise NotStalled
    whose = {"company": row.company_id} if row.company_id else {"person": row.person_id}
    open_now = Case.objects.visible_to(access).exclude(state=CaseState.CLOSED)
    case: Case | None = open_now.filter(**whose).order_by("-opened_at").first()
    if case is not None:
        return case
    terms = version_with_id(access, row.version_id).terms
    steps = [one.words for one in terms.steps]
    with translation.override(access.workspace.language):
        title = _("Help them to the first value: stuck at “%(step)s”") % {
            "step": steps[row.step] if row.step < len(steps) else terms.words
        }
    case, _new = open_case(
        access,
        kind=CaseKind.MANUAL,
        title=title[:200],
        urgency=Urgency.NORMAL,
        now=now,
        person=row.person,
        company=row.company,
    )
    record_audit(access, row, action="first_value.contacted", after={"case": case.number})
    return case
