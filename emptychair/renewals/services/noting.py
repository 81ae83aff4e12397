"""What members say of a renewal: next step, what they expect, how it ended."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.services.timeline import add_to_timeline
from emptychair.kit.errors import NotFound
from emptychair.kit.periods import local_day
from emptychair.renewals.errors import CallUnknown, LossReasonNeeded, NewAmountNeeded
from emptychair.renewals.models import Renewal, RenewalCall
from emptychair.renewals.types import STAYED, Call, RenewalOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a renewal ended."""

    outcome: str
    reason: str = ""
    competitor: str = ""
    competitor_price: Decimal | None = None
    new_amount: Decimal | None = None


@transaction.atomic
def note_next_step(
    access: Access, renewal_id: int, *, text: str, on: date | None = None
) -> Renewal:
    """What is done next, and by when; empty takes it away."""
    row = _locked(access, renewal_id)
    before = {"next_step": row.next_step, "next_on": _day(row.next_on)}
    row.next_step, row.next_on = text.strip()[:300], on if text.strip() else None
    row.save(update_fields=["next_step", "next_on", "changed_at"])
    after = {"next_step": row.next_step, "next_on": _day(row.next_on)}
    if before != after:
        record_audit(access, row, action="renewal.step_noted", before=before, after=after)
    return row


@transaction.atomic
def note_call(access: Access, renewal_id: int, *, call: str, now: datetime) -> Renewal:
    """What the member expects. Each is kept, so that it can be judged later. Raises `CallUnknown`;
    empty takes it back.
    """
    row = _locked(access, renewal_id)
    if call not in ("", *Call.values):
        raise CallUnknown
    if row.call == call:
        return row
    before = {"call": row.call}
    row.call, row.called_at, row.called_by_id = call, now, access.user_id
    row.save(update_fields=["call", "called_at", "called_by", "changed_at"])
    RenewalCall.objects.create(
        workspace=access.workspace,
        renewal=row,
        call=call,
        called_at=now,
        called_by_id=access.user_id,
    )
    record_audit(access, row, action="renewal.expected", before=before, after={"call": call})
    return row


@transaction.atomic
def note_outcome(access: Access, renewal_id: int, ended: Ended, *, now: datetime) -> Renewal:
    """How it ended, by a member's word; it stands until another is noted.

    Raises `LossReasonNeeded` for a loss without its reason, `NewAmountNeeded` for more or less
    without the amount. The contract itself comes from its own system and is not changed here.
    """
    row = _locked(access, renewal_id)
    outcome = RenewalOutcome(ended.outcome)
    if outcome == RenewalOutcome.LOST and not ended.reason.strip():
        raise LossReasonNeeded
    changed = (RenewalOutcome.EXPANDED, RenewalOutcome.CONTRACTED)
    if outcome in changed and ended.new_amount is None:
        raise NewAmountNeeded
    before = _told(row)
    row.outcome, row.outcome_on = outcome.value, local_day(now, access.workspace.zone)
    row.reason, row.competitor = ended.reason.strip()[:300], ended.competitor.strip()[:120]
    row.competitor_price, row.new_amount = ended.competitor_price, ended.new_amount
    row.stayed, row.is_told, row.is_open = outcome in STAYED, True, False
    row.noted_by_id, row.noted_at = access.user_id, now
    row.save()
    record_audit(access, row, action="renewal.ended", before=before, after=_told(row))
    _tell_timeline(access, row, now)
    return row


@transaction.atomic
def reopen_renewal(access: Access, renewal_id: int) -> Renewal:
    """Take back how it ended."""
    row = _locked(access, renewal_id)
    before = _told(row)
    row.outcome, row.outcome_on, row.reason, row.competitor = "", None, "", ""
    row.competitor_price = row.new_amount = row.stayed = None
    row.is_told, row.is_open = False, True
    row.save()
    record_audit(access, row, action="renewal.reopened", before=before, after=_told(row))
    return row


def _locked(access: Access, renewal_id: int) -> Renewal:
    access.require(Permission.CUSTOMER_WRITE)
    rows = Renewal.objects.visible_to(access).select_for_update(of=("self",))
    row = None if access.assigned_only else rows.filter(pk=renewal_id).first()
    if row is None:
        raise NotFound
    return row


def _told(row: Renewal) -> dict[str, Any]:
    return {
        "outcome": row.outcome,
        "reason": row.reason,
        "competitor": row.competitor,
        "new_amount": None if row.new_amount is None else str(row.new_amount),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _tell_timeline(access: Access, row: Renewal, now: datetime) -> None:
    add_to_timeline(
        access,
        person=row.person,
        company=row.company,
        code="renewals.ended",
        parameters={"outcome": row.outcome, "plan": row.plan, "due_on": row.due_on.isoformat()},
        happened_at=now,
        unique_key=f"renewal:{row.pk}:{row.outcome}",
    )
