"""What was planned on any past day: tasks and milestones with the days they had then.

A row says what stood from `begins_on` (or `known_on`, when it was written down) until `until`.
Moves of days, and tasks that were dropped, are taken back by the audit trail, which never changes.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F

from emptychair.accounts.access import Access
from emptychair.accounts.models import AuditEntry
from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import local_day
from emptychair.plans.models import Milestone, PlanStep
from emptychair.plans.types import PlanState, StepState

Thing = tuple[str, int]  # "step" or "milestone", and its number
OVER = {PlanState.DONE, PlanState.DROPPED}


@dataclass(frozen=True, slots=True)
class PlannedThing:
    """A task or milestone as it stood for a while; `side` is empty for milestones."""

    company_id: int | None
    person_id: int | None
    side: str
    begins_on: date
    known_on: date
    until: date | None  # from that day on its day was another one
    due_on: date
    over_on: date | None  # done, reached or dropped
    closed_on: date | None  # the end of the plan


@dataclass(slots=True)
class _Trail:
    """What the audit trail tells of earlier days."""

    moves: dict[Thing, list[tuple[datetime, date]]]  # the day it had before
    dropped: dict[int, datetime]


def planned_past(access: Access) -> Iterator[PlannedThing]:
    """All of the workspace, in three queries; linear in tasks and moves."""
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return
    trail, zone = _trail(access), access.workspace.zone
    rows = PlanStep.objects.visible_to(access).order_by("pk")
    for row in rows.values(*_COLUMNS, "side", "state", over=F("done_at")).iterator(chunk_size=5000):
        over = row["over"]
        if row["state"] == StepState.DROPPED:
            over = trail.dropped.get(row["pk"], row["changed_at"])
        yield from _stretches(row, row["side"], over, trail.moves[("step", row["pk"])], zone)
    reached = Milestone.objects.visible_to(access).order_by("pk")
    for row in reached.values(*_COLUMNS, over=F("reached_at")).iterator(chunk_size=5000):
        moves = trail.moves[("milestone", row["pk"])]
        yield from _stretches(row, "", row["over"], moves, zone)


def _stretches(
    row: dict[str, Any],
    side: str,
    over: datetime | None,
    moves: list[tuple[datetime, date]],
    zone: ZoneInfo,
) -> Iterator[PlannedThing]:
    """One row for each day it had, oldest first."""
    known = local_day(row["created_at"], zone)
    begins = min(known, row["plan__starts_on"]) if _came_with(row) else known
    closed = _local(row["plan__closed_at"], zone) if row["plan__state"] in OVER else None
    ends = [*((_local(moment, zone), due) for moment, due in moves), (None, row["due_on"])]
    for until, due in ends:
        yield PlannedThing(
            company_id=row["plan__company_id"],
            person_id=row["plan__person_id"],
            side=side,
            begins_on=begins,
            known_on=known,
            until=until,
            due_on=due,
            over_on=_local(over, zone),
            closed_on=closed,
        )
        begins = known = until or known


def _came_with(row: dict[str, Any]) -> bool:
    """Whether it was there from the beginning of its plan."""
    return bool((row["created_at"] - row["plan__created_at"]).total_seconds() < 60)


def _trail(access: Access) -> _Trail:
    found = _Trail(defaultdict(list), {})
    entries = AuditEntry.objects.visible_to(access).filter(
        action__in=("plan.replanned", "plan.step_changed")
    )
    told = entries.order_by("created_at", "pk").values_list("created_at", "before", "after")
    for moment, before, after in told.iterator(chunk_size=2000):
        step = before.get("step") or after.get("step")
        if step and after.get("state") == StepState.DROPPED:
            found.dropped[int(step)] = moment
        if step and before.get("due_on", "") != after.get("due_on", ""):
            found.moves["step", int(step)].append((moment, date.fromisoformat(before["due_on"])))
        for name, day in before.items():
            kind, _colon, number = name.partition(":")
            if number:
                found.moves[kind, int(number)].append((moment, date.fromisoformat(day)))
    return found


def _local(moment: datetime | None, zone: ZoneInfo) -> date | None:
    return local_day(moment, zone) if moment else None


_COLUMNS = (
    "pk", "created_at", "changed_at", "due_on", "plan__company_id", "plan__person_id",
    "plan__starts_on", "plan__created_at", "plan__closed_at", "plan__state",
)  # fmt: skip
