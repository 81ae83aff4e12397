"""The two seats, and the routines a programme begins with."""

from typing import Any

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.models import Membership
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.programme.errors import NoSteps, NoSuchColleague
from emptychair.programme.models import Programme, Routine
from emptychair.programme.queries.programme import steps_of
from emptychair.programme.rules.rounds import USUAL

LONGEST_STEPS = 30


def ensure_routines(access: Access) -> int:
    """Make the usual routines that are not there yet; how many were made."""
    access.require(Permission.PROGRAMME_MANAGE)
    known = set(Routine.objects.visible_to(access).values_list("key", flat=True))
    missing = [
        Routine(workspace=access.workspace, key=one.key, every=one.every, day=one.day)
        for one in USUAL
        if one.key not in known
    ]
    Routine.objects.bulk_create(missing, ignore_conflicts=True)
    return len(missing)


@transaction.atomic
def fill_seats(
    access: Access,
    *,
    officer_id: int | None,
    executive_id: int | None,
    executive_name: str = "",
    executive_title: str = "",
    executive_is_head: bool = False,
) -> Programme:
    """Who runs the programme and who answers for it. Raises `NoSuchColleague`."""
    access.require(Permission.PROGRAMME_MANAGE)
    members = set(Membership.objects.visible_to(access).values_list("user_id", flat=True))
    if {officer_id, executive_id} - {None} - members:
        raise NoSuchColleague
    row, _made = Programme.objects.get_or_create(workspace=access.workspace)
    before = _plain(row)
    row.officer_id, row.executive_id = officer_id, executive_id
    row.executive_name = "" if executive_id else executive_name.strip()[:120]
    row.executive_title = executive_title.strip()[:120]
    row.executive_is_head = executive_is_head and bool(executive_id or row.executive_name)
    row.save()
    record_audit(access, row, action="programme.changed", before=before, after=_plain(row))
    return row


@transaction.atomic
def change_routine(
    access: Access,
    routine: Routine,
    *,
    every: str,
    day: int,
    steps: list[str],
    owner_id: int | None,
    is_active: bool,
) -> Routine:
    """When it comes round, whose it is, and its checklist. Raises `NoSuchColleague`, `NoSteps`."""
    access.require(Permission.PROGRAMME_MANAGE)
    if owner_id is not None and not is_member(access, owner_id):
        raise NoSuchColleague
    lines = [line.strip()[:200] for line in steps if line.strip()][:LONGEST_STEPS]
    if not lines:
        raise NoSteps
    before = _routine(access, routine)
    usual = steps_of(access, Routine(key=routine.key))
    routine.steps = [] if lines == usual else lines
    routine.every, routine.day, routine.owner_id = every, day, owner_id
    routine.is_active = is_active
    routine.save()
    after = _routine(access, routine)
    record_audit(access, routine, action="routine.changed", before=before, after=after)
    return routine


def is_member(access: Access, user_id: int) -> bool:
    """Whether somebody is in this workspace."""
    return Membership.objects.visible_to(access).filter(user_id=user_id).exists()


def _plain(row: Programme) -> dict[str, Any]:
    return {
        "officer": row.officer_id,
        "executive": row.executive_id,
        "executive_name": row.executive_name,
        "executive_title": row.executive_title,
        "executive_is_head": row.executive_is_head,
    }


def _routine(access: Access, routine: Routine) -> dict[str, Any]:
    return {
        "every": routine.every,
        "day": routine.day,
        "owner": routine.owner_id,
        "is_active": routine.is_active,
        "steps": steps_of(access, routine),
    }
