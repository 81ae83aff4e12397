"""Words about a plan: notes for colleagues, and answers that the customer reads on their page."""

from datetime import datetime

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.services.audit import record_audit
from emptychair.plans.errors import NothingWritten
from emptychair.plans.models import Said
from emptychair.plans.services.turns import locked_plan, write_said
from emptychair.plans.types import SaidKind


@transaction.atomic
def note_plan(access: Access, plan_id: int, *, text: str, now: datetime) -> Said:
    """For colleagues; the customer never sees it. Raises `NothingWritten`."""
    plan = locked_plan(access, plan_id, also_over=True)
    if not text.strip():
        raise NothingWritten
    row = write_said(access, plan, now=now, kind=SaidKind.NOTE, text=text.strip())
    record_audit(access, plan, action="plan.noted", after={"said": row.pk})
    return row


@transaction.atomic
def answer_customer(access: Access, plan_id: int, *, text: str, now: datetime) -> Said:
    """The customer reads it on their page; what they asked before is answered by it."""
    plan = locked_plan(access, plan_id, also_over=True)
    if not text.strip():
        raise NothingWritten
    row = write_said(access, plan, now=now, kind=SaidKind.ANSWER, text=text.strip())
    _mark_answered(access, plan_id, now)
    record_audit(access, plan, action="plan.answered", after={"said": row.pk})
    return row


@transaction.atomic
def mark_read(access: Access, plan_id: int, *, now: datetime) -> int:
    """What the customer said needs no answer; how much that was."""
    plan = locked_plan(access, plan_id, also_over=True)
    count = _mark_answered(access, plan_id, now)
    if count:
        record_audit(access, plan, action="plan.answered", after={"read": count})
    return count


def _mark_answered(access: Access, plan_id: int, now: datetime) -> int:
    waiting = Said.objects.visible_to(access).filter(
        plan=plan_id, by_customer=True, answered_at=None
    )
    return waiting.update(answered_at=now)
