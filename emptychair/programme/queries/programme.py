"""The two seats and the routines."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.prepared import prepared
from emptychair.kit.errors import NotFound
from emptychair.programme.models import Programme, Routine
from emptychair.programme.rules.rounds import next_round
from emptychair.programme.types import RoutineRow, Seats
from emptychair.programme.words import every_words, routine_steps, routine_title

if TYPE_CHECKING:
    from emptychair.accounts.models import User

EMPTY = Seats(
    officer_id=None,
    officer="",
    executive_id=None,
    executive="",
    executive_title="",
    executive_is_head=False,
)


def seats_of(access: Access) -> Seats:
    """Who is the officer, and who the executive owner."""
    access.require(Permission.SURVEY_READ)
    row = next(iter(_programmes(access)), None)
    if row is None:
        return EMPTY
    return Seats(
        officer_id=row.officer_id,
        officer=name_of_user(access, row.officer),
        executive_id=row.executive_id,
        executive=name_of_user(access, row.executive) or row.executive_name,
        executive_title=row.executive_title,
        executive_is_head=row.executive_is_head,
    )


@prepared()
def _programmes(access: Access) -> QuerySet[Programme]:
    rows = Programme.objects.visible_to(access).select_related("officer", "executive")
    return rows.order_by("pk")[:1]


def routine_rows(access: Access, *, today: date) -> list[RoutineRow]:
    """All routines, with the day on which each comes round next."""
    access.require(Permission.SURVEY_READ)
    found = Routine.objects.visible_to(access).select_related("owner").order_by("pk")
    first_month = access.workspace.fiscal_year_start
    return [
        RoutineRow(
            id=one.pk,
            key=one.key,
            title=one.title or routine_title(one.key),
            every=one.every,
            every_words=every_words(one.every, one.day),
            owner=name_of_user(access, one.owner),
            is_active=one.is_active,
            steps=len(steps_of(access, one)),
            next_on=next_round(one.every, one.day, today, first_month=first_month)
            if one.is_active
            else None,
        )
        for one in found
    ]


def routine_with_id(access: Access, routine_id: int) -> Routine:
    """One routine. Raises `NotFound`."""
    access.require(Permission.SURVEY_READ)
    rows = Routine.objects.visible_to(access).select_related("owner", "survey")
    row = rows.filter(pk=routine_id).first()
    if row is None:
        raise NotFound
    return row


def steps_of(access: Access, routine: Routine) -> list[str]:
    """The lines of its checklist: its own, else the usual ones."""
    access.workspace  # noqa: B018 - refuses those without one
    return [str(one) for one in routine.steps] or routine_steps(routine.key)


def name_of_user(access: Access, user: "User | None") -> str:
    """A colleague's name, or the address where there is none."""
    access.workspace  # noqa: B018 - refuses those without one
    return (user.name or user.email) if user else ""
