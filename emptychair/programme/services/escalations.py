"""Bringing to the executive owner what no team can solve, and what came of it."""

from datetime import datetime

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.kit.errors import Refused
from emptychair.loop.models import Case, Initiative
from emptychair.programme.errors import NothingAsked, NothingDecided
from emptychair.programme.models import Escalation, Programme


@transaction.atomic
def raise_escalation(
    access: Access,
    *,
    title: str,
    needs: str,
    now: datetime,
    case: Case | None = None,
    initiative: Initiative | None = None,
) -> Escalation:
    """A question for the executive owner. Raises `NothingAsked`."""
    access.require(Permission.CASE_WRITE)
    if not title.strip() or not needs.strip():
        raise NothingAsked
    row = Escalation.objects.create(
        workspace=access.workspace,
        title=title.strip()[:200],
        needs=needs.strip(),
        case=case,
        initiative=initiative,
        raised_by_id=access.user_id,
        raised_at=now,
    )
    record_audit(access, row, action="escalation.raised", after={"title": row.title})
    return row


@transaction.atomic
def decide_escalation(
    access: Access, row: Escalation, *, decision: str, now: datetime
) -> Escalation:
    """What was decided; by the executive owner, or by whoever runs the programme for him or her.

    Raises `NothingDecided`, `Refused`.
    """
    access.require(Permission.CASE_WRITE)
    seats = Programme.objects.visible_to(access).first()
    is_executive = bool(seats and seats.executive_id and seats.executive_id == access.user_id)
    if not is_executive and not access.may(Permission.PROGRAMME_MANAGE):
        raise Refused
    if not decision.strip():
        raise NothingDecided
    before = {"decision": row.decision}
    row.decision, row.decided_at, row.decided_by_id = decision.strip(), now, access.user_id
    row.save()
    record_audit(
        access, row, action="escalation.decided", before=before, after={"decision": row.decision}
    )
    return row
