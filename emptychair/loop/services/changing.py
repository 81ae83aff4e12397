"""Who does it, until when, what was promised, how it ended."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.models import Membership, Team
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.kit.events import publish
from emptychair.kit.masking import cut_whole
from emptychair.kit.periods import local_day
from emptychair.loop.errors import DayIsPast, MomentIsPast, NoSuchColleague
from emptychair.loop.events import CaseClosed
from emptychair.loop.models import Case
from emptychair.loop.rules.calendars import calendar_of
from emptychair.loop.rules.deadlines import deadline_of
from emptychair.loop.rules.wording import words_of
from emptychair.loop.services.entries import (
    locked_case,
    locked_open_case,
    on_behalf_of,
    tell_timeline,
    write_entry,
)
from emptychair.loop.services.opening import hold_customer
from emptychair.loop.types import CaseState, EntryKind, Outcome
from emptychair.messaging.services.holds import lift_hold

if TYPE_CHECKING:
    from emptychair.accounts.models import User


@transaction.atomic
def assign_case(
    access: Access,
    case: Case,
    *,
    user: "User | None" = None,
    team: Team | None = None,
    now: datetime,
    seen: datetime | None = None,
    batch: str = "",
) -> Case:
    """Give the case to a colleague, a team, or both; to nobody when both are missing.

    `batch` is the word by which it can be put back. Raises `NoSuchColleague` for somebody outside
    the workspace, `CaseChanged`, `CaseIsClosed`.
    """
    row = locked_open_case(access, case, seen=seen)
    _check_colleague(access, user, team)
    changes = {"assignee_id": user.pk if user else None, "team_id": team.pk if team else None}
    names = {"user": str(user) if user else "", "team": team.name if team else ""}
    action = "case.assigned"
    return change_case(access, row, changes, action=action, now=now, names=names, batch=batch)


@transaction.atomic
def snooze_case(
    access: Access, case: Case, *, until: datetime, now: datetime, seen: datetime | None = None
) -> Case:
    """Put it off: it comes back to lists and Today at that moment. Raises `DayIsPast`."""
    row = locked_open_case(access, case, seen=seen)
    if until <= now:
        raise DayIsPast
    day = local_day(until, access.workspace.zone).isoformat()
    changes = {"snoozed_until": until}
    return change_case(access, row, changes, action="case.snoozed", now=now, names={"day": day})


@transaction.atomic
def set_due(
    access: Access,
    case: Case,
    *,
    due_at: datetime,
    now: datetime,
    seen: datetime | None = None,
    batch: str = "",
) -> Case:
    """Answer by another moment than its urgency asks for. Raises `MomentIsPast`.

    `batch` is the word by which it can be put back.
    """
    row = locked_open_case(access, case, seen=seen)
    if row.due_at == due_at:
        return row
    if due_at <= now:
        raise MomentIsPast
    at, was = (_as_read(access, one) for one in (due_at, row.due_at))
    names = {"day": at[:10], "at": at, "was": was}
    action, changes = "case.due_set", {"due_at": due_at}
    return change_case(access, row, changes, action=action, now=now, names=names, batch=batch)


@transaction.atomic
def promise(
    access: Access,
    case: Case,
    *,
    text: str,
    for_day: date,
    now: datetime,
    seen: datetime | None = None,
) -> Case:
    """Write down what we promised the customer, and for when; it is on Today on that day."""
    row = locked_open_case(access, case, seen=seen)
    words = cut_whole(words_of(text), 300, [row.person.name] if row.person else ())
    if for_day < local_day(now, access.workspace.zone):
        raise DayIsPast
    changes = {"promise": words, "promised_for": for_day}
    names = {"day": for_day.isoformat(), "text": words}
    row = change_case(access, row, changes, action="case.promised", now=now, names=names)
    key = f"promised:{for_day.isoformat()}"
    tell_timeline(access, row, code="loop.promised", key=key, now=now, **names)
    return row


@transaction.atomic
def keep_promise(access: Access, case: Case, *, now: datetime) -> Case:
    """We did what we promised; there is no promise any more."""
    row = locked_case(access, case)
    if row.promised_for is None:
        return row
    names = {"text": row.promise}
    changes = {"promise": "", "promised_for": None}
    return change_case(access, row, changes, action="case.promise_kept", now=now, names=names)


@transaction.atomic
def close_case(
    access: Access,
    case: Case,
    *,
    outcome: str,
    root_cause: str = "",
    now: datetime,
    seen: datetime | None = None,
) -> Case:
    """How it ended, and why it came to it. The customer may be asked again."""
    row = locked_open_case(access, case, seen=seen)
    changes = {
        "state": CaseState.CLOSED.value,
        "outcome": Outcome(outcome).value,
        "root_cause": root_cause.strip()[:200],
        "closed_at": now,
        "snoozed_until": None,
    }
    names = {"outcome": changes["outcome"]}
    row = change_case(access, row, changes, action="case.closed", now=now, names=names)
    after_closing(access, row, now)
    return row


def after_closing(access: Access, case: Case, now: datetime) -> None:
    """What others hear of a closed case."""
    lift_hold(on_behalf_of(access), source=f"case:{case.pk}")
    key = f"closed:{now.isoformat()}"
    tell_timeline(access, case, code="loop.case_closed", key=key, now=now, outcome=case.outcome)
    about = f"person:{case.person_id}" if case.person_id else ""
    publish(
        CaseClosed(
            workspace_id=access.workspace.pk, about=about, case_id=case.pk, outcome=case.outcome
        )
    )


@transaction.atomic
def reopen_case(access: Access, case: Case, *, now: datetime, seen: datetime | None = None) -> Case:
    """It was not over: our turn again, with a new deadline."""
    row = locked_case(access, case, seen=seen)
    if row.state != CaseState.CLOSED:
        return row
    row = change_case(access, row, our_turn(access, row, now), action="case.reopened", now=now)
    hold_customer(access, row)
    return row


def our_turn(access: Access, case: Case, now: datetime) -> dict[str, Any]:
    """The fields of a case on which somebody waits for us from now on."""
    return {
        "state": CaseState.OPEN.value,
        "closed_at": None,
        "outcome": "",
        "snoozed_until": None,
        "due_at": deadline_of(case.urgency, now, calendar_of(access.workspace)),
    }


def change_case(
    access: Access,
    case: Case,
    changes: dict[str, Any],
    *,
    action: str,
    now: datetime,
    names: dict[str, Any] | None = None,
    batch: str = "",
) -> Case:
    """Set fields of a locked row, with a line in the thread and in the audit trail.

    `names` are the parameters of the line. Nothing is written when nothing changes. `batch` marks
    what was changed together, so that it can be undone together.
    """
    before = {field: _plain(getattr(case, field)) for field in changes}
    after = {field: _plain(value) for field, value in changes.items()}
    if before == after:
        return case
    for field, value in changes.items():
        setattr(case, field, value)
    case.save()
    write_entry(
        access, case, kind=EntryKind.CHANGE, now=now, change={"code": action, **(names or {})}
    )
    together = {"batch": batch} if batch else {}
    record_audit(access, case, action=action, before=before, after={**after, **together})
    return case


def audited(access: Access, case: Case, fields: Iterable[str]) -> dict[str, Any]:
    """These fields as the audit trail keeps them."""
    access.require(Permission.CASE_READ)
    return {field: _plain(getattr(case, field)) for field in fields}


def _plain(value: Any) -> Any:
    """As it is told again by the database, however it was typed: undoing compares the two."""
    if isinstance(value, datetime):
        value = value.astimezone(UTC)
    return value.isoformat() if isinstance(value, date | datetime) else value


def _as_read(access: Access, moment: datetime | None) -> str:
    """A moment as the workspace's clocks show it; empty for none."""
    return moment.astimezone(access.workspace.zone).isoformat() if moment else ""


def _check_colleague(access: Access, user: "User | None", team: Team | None) -> None:
    if user and not Membership.objects.visible_to(access).filter(user=user).exists():
        raise NoSuchColleague
    if team and team.workspace_id != access.workspace.pk:
        raise NoSuchColleague
