"""The same change to many cases at once, and its undo."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime

from emptychair.accounts.access import Access
from emptychair.accounts.models import AuditEntry, Membership, Team
from emptychair.accounts.permissions import Permission
from emptychair.loop.errors import DayIsPast, NoSuchColleague, NothingToUndo
from emptychair.loop.models import Case
from emptychair.loop.services.changing import after_closing, change_case
from emptychair.loop.services.opening import hold_customer
from emptychair.loop.types import CaseState, Outcome

UNDO_WITHIN = timedelta(hours=1)
MOST = 500
MOMENTS = ("snoozed_until", "closed_at", "due_at", "first_reply_at")
NO_FIELDS = frozenset({"batch", "entry", "reached"})  # stand in the trail, not in a case


@dataclass(frozen=True, slots=True)
class BulkResult:
    """How many cases were changed, and the word by which it can be undone."""

    batch: str
    changed: int


def assign_cases(
    access: Access,
    numbers: Iterable[int],
    *,
    user_id: int | None,
    team_id: int | None,
    now: datetime,
) -> BulkResult:
    """Give the open ones of these cases to a colleague or a team; what is not given stays."""
    changes: dict[str, Any] = {}
    names = {"user": "", "team": ""}
    if user_id is not None:
        member = Membership.objects.visible_to(access).filter(user=user_id).first()
        if member is None:
            raise NoSuchColleague
        changes["assignee_id"], names["user"] = user_id, str(member.user)
    if team_id is not None:
        team = Team.objects.visible_to(access).filter(pk=team_id).first()
        if team is None:
            raise NoSuchColleague
        changes["team_id"], names["team"] = team_id, team.name
    if not changes:
        raise NoSuchColleague
    return _change_all(access, numbers, changes, action="case.assigned", now=now, names=names)


def snooze_cases(
    access: Access, numbers: Iterable[int], *, until: datetime, now: datetime
) -> BulkResult:
    """Put off the open ones of these cases. Raises `DayIsPast`."""
    if until <= now:
        raise DayIsPast
    names = {"day": until.astimezone(access.workspace.zone).date().isoformat()}
    changes = {"snoozed_until": until}
    return _change_all(access, numbers, changes, action="case.snoozed", now=now, names=names)


def close_cases(
    access: Access, numbers: Iterable[int], *, outcome: str, root_cause: str = "", now: datetime
) -> BulkResult:
    """Close the open ones of these cases with the same outcome."""
    changes = {
        "state": CaseState.CLOSED.value,
        "outcome": Outcome(outcome).value,
        "root_cause": root_cause.strip()[:200],
        "closed_at": now,
        "snoozed_until": None,
    }
    names = {"outcome": changes["outcome"]}
    return _change_all(access, numbers, changes, action="case.closed", now=now, names=names)


@transaction.atomic
def undo_cases(access: Access, batch: str, *, now: datetime) -> int:
    """Put back what one's own change of many cases of the last hour did; how many cases.

    Cases that were changed again since stay as they are. Raises `NothingToUndo` for none.
    """
    access.require(Permission.CASE_WRITE)
    noted = AuditEntry.objects.visible_to(access).filter(
        actor_id=access.user_id, created_at__gte=now - UNDO_WITHIN, after__batch=batch
    )
    undone = _undo(access, {one.subject_id: one for one in noted}, now)
    if not undone:
        raise NothingToUndo
    return undone


@transaction.atomic
def undo_hand_over(access: Access, batch: str, *, now: datetime) -> bool:
    """Give a case back to whom it belonged; False when it was changed, or given on, since.

    Nothing is to be done, and that is fine, where the hand-over had changed nothing.
    """
    return _undo_one(access, batch, "case.assigned", now)


@transaction.atomic
def undo_call(access: Access, batch: str, *, now: datetime) -> bool:
    """It is our turn again, as before the call; False when the case was changed since.

    That somebody called stays in the thread.
    """
    return _undo_one(access, batch, "case.called", now)


def _undo_one(access: Access, batch: str, action: str, now: datetime) -> bool:
    access.require(Permission.CASE_WRITE)
    noted = AuditEntry.objects.visible_to(access).filter(after__batch=batch)
    entries = {one.subject_id: one for one in noted.filter(action=action)}
    return _undo(access, entries, now) == len(entries)


def _undo(access: Access, entries: dict[int | None, AuditEntry], now: datetime) -> int:
    rows = Case.objects.visible_to(access).select_for_update(of=("self",))
    undone = 0
    for case in rows.filter(pk__in=entries):
        entry = entries[case.pk]
        if _stands(case, entry.after):
            _put_back(access, case, entry.before, now)
            undone += 1
    return undone


@transaction.atomic
def _change_all(
    access: Access,
    numbers: Iterable[int],
    changes: dict[str, Any],
    *,
    action: str,
    now: datetime,
    names: dict[str, Any],
) -> BulkResult:
    access.require(Permission.CASE_WRITE)
    batch, changed = secrets.token_hex(8), 0
    wanted = sorted(set(numbers))[:MOST]
    rows = Case.objects.visible_to(access).unclosed().select_for_update(of=("self",))
    for case in rows.filter(number__in=wanted).order_by("pk"):
        change_case(access, case, changes, action=action, now=now, names=names, batch=batch)
        if action == "case.closed":
            after_closing(access, case, now)
        changed += 1
    return BulkResult(batch, changed)


def _stands(case: Case, after: dict[str, Any]) -> bool:
    return all(
        _plain(getattr(case, field)) == value
        for field, value in after.items()
        if field not in NO_FIELDS
    )


def _put_back(access: Access, case: Case, before: dict[str, Any], now: datetime) -> None:
    was_closed = case.state == CaseState.CLOSED
    changes = {
        field: parse_datetime(value) if value and field in MOMENTS else value
        for field, value in before.items()
    }
    change_case(access, case, changes, action="case.undone", now=now)
    if was_closed and case.state != CaseState.CLOSED:
        hold_customer(access, case)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
