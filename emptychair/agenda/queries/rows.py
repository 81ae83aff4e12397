"""The rows of Today."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db.models import QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.prepared import prepared
from emptychair.agenda.errors import NotOnToday
from emptychair.agenda.models import AgendaMark
from emptychair.agenda.queries.marks import newest_mark
from emptychair.agenda.rules.belonging import is_mine, is_of_my_teams
from emptychair.agenda.rules.hiding import Mark, hides
from emptychair.agenda.rules.ordering import in_order, one_of_each_customer
from emptychair.agenda.types import Agenda, MarkAction, Scope
from emptychair.kit.agenda import AgendaItem, AgendaRow, gather_rows, reads_open_items, told
from emptychair.loop.queries.facts import answers_with_case

MOST = 100  # rows of each source; nobody works through more in a day


def today_rows(
    access: Access, *, now: datetime, limit: int = MOST, scope: Scope | str | None = None
) -> Agenda[AgendaRow]:
    """What to do today, without what was done, taken off or put off. `limit` holds per source.
    Many rows have no words yet: `rows_in_words` puts those that are shown into words.

    Without `scope` it is all for owners and managers, who answer for all of them; for others their
    own and their teams', and all for whoever is in no team yet.
    """
    access.require(Permission.AGENDA_READ)
    rows = one_of_each_customer(in_order(_open_rows(access, now, limit), now))
    chosen = _scope(access, scope)
    counts = {one.value: sum(_in_scope(access, row, one) for row in rows) for one in Scope}
    kept = [row for row in rows if _in_scope(access, row, chosen)]
    contact, fix, decide = (
        [row for row in kept if row.kind == kind] for kind in ("contact", "fix", "decide")
    )
    return Agenda(contact, fix, decide, chosen, counts)


def today(
    access: Access, *, now: datetime, limit: int = MOST, scope: Scope | str | None = None
) -> Agenda[AgendaItem]:
    """The same, all of it in words: for whoever does not show a part of it only."""
    found = today_rows(access, now=now, limit=limit, scope=scope)
    contact, fix, decide = (
        told(access, rows, now=now) for rows in (found.contact, found.fix, found.decide)
    )
    return Agenda(contact, fix, decide, found.scope, found.counts)


def rows_in_words(access: Access, rows: Iterable[AgendaRow], *, now: datetime) -> list[AgendaItem]:
    """These rows of Today, in their order; without what was settled meanwhile."""
    access.require(Permission.AGENDA_READ)
    return told(access, rows, now=now)


@reads_open_items
def open_rows(access: Access, *, now: datetime, limit: int = MOST) -> list[AgendaRow]:
    """All that is not done, taken off or put off, in order, for whoever reports about it."""
    access.require(Permission.AGENDA_READ)
    return in_order(_open_rows(access, now, limit), now)


def item_with_key(access: Access, key: str, *, now: datetime) -> AgendaItem:
    """The row with this key as `access` may see it. Raises `NotOnToday`."""
    access.require(Permission.AGENDA_READ)
    found = [row for row in gather_rows(access, now=now, limit=MOST) if row.key == key]
    owned = [_with_owner(row, newest_mark(access, key)) for row in found]
    items = told(access, _own_only(access, owned)[:1], now=now)
    if not items:
        raise NotOnToday
    return items[0]


def _open_rows(access: Access, now: datetime, limit: int) -> list[AgendaRow]:
    rows = gather_rows(access, now=now, limit=limit)
    marks = _newest_marks(access, [row.key for row in rows])
    rows = _without_case(access, rows)
    open_rows = [row for row in rows if not _hidden(marks, row, now)]
    owned = [_with_owner(row, marks.get(row.key)) for row in open_rows]
    return _own_only(access, owned)


def _without_case(access: Access, rows: list[AgendaRow]) -> list[AgendaRow]:
    """Without rows about an answer that became a case elsewhere, and is closed perhaps."""
    answers = {row.response_id for row in rows if row.response_id}
    taken = answers_with_case(access, answers) if answers else set()
    return [row for row in rows if row.response_id not in taken]


def _own_only(access: Access, rows: list[AgendaRow]) -> list[AgendaRow]:
    """For a partner their own, whatever a source says; for others all."""
    if not access.assigned_only:
        return rows
    return [row for row in rows if is_mine(row, access.user_id)]


def _newest_marks(access: Access, keys: Iterable[str]) -> dict[str, AgendaMark]:
    return {mark.item_key: mark for mark in _marks(access, keys=list(keys))}


@prepared(keys=list[str])
def _marks(access: Access, *, keys: list[str]) -> QuerySet[AgendaMark]:
    wanted = AgendaMark.objects.visible_to(access).filter(item_key__in=keys, undone_at=None)
    return wanted.order_by("marked_at", "pk")


def _hidden(marks: dict[str, AgendaMark], row: AgendaRow, now: datetime) -> bool:
    mark = marks.get(row.key)
    return mark is not None and hides(Mark(mark.action, mark.until, mark.due_at), row, now)


def _with_owner(row: AgendaRow, mark: AgendaMark | None) -> AgendaRow:
    """The row with whom it was given to; a case knows that itself."""
    if mark is None or mark.action != MarkAction.ASSIGNED or row.subject[0] == "case":
        return row
    team = mark.for_team_id or row.team_id
    return replace(row, assignee_id=mark.for_user_id, team_id=team)


def _scope(access: Access, asked: Scope | str | None) -> Scope:
    if access.assigned_only:
        return Scope.MINE
    if asked in Scope.values:
        return Scope(asked)
    leads = access.may(Permission.MEMBER_MANAGE)
    return Scope.TEAM if access.teams and not leads else Scope.ALL


def _in_scope(access: Access, row: AgendaRow, scope: Scope) -> bool:
    if scope is Scope.MINE:
        return is_mine(row, access.user_id)
    if scope is Scope.TEAM:
        return is_of_my_teams(row, access.user_id, access.teams)
    return True
