"""Saved views: one's own, and those that are shared."""

from dataclasses import dataclass
from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.explore.errors import ViewNotFound
from emptychair.explore.models import SavedView

MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewRow:
    """One line of the list."""

    id: int
    name: str
    question: str
    is_shared: bool
    is_mine: bool
    owner: str
    changed_at: datetime
    may_change: bool


def views_of(access: Access) -> list[ViewRow]:
    """Those one may open, by name."""
    access.require(Permission.SCORE_READ)
    rows = SavedView.objects.visible_to(access).filter(removed_at=None)
    found = rows.select_related("owner").order_by("name", "pk")[:MOST]
    return [_row(access, one) for one in found]


def view_with_id(access: Access, view_id: int) -> SavedView:
    """One that may be opened. Raises `ViewNotFound`."""
    access.require(Permission.SCORE_READ)
    rows = SavedView.objects.visible_to(access).filter(removed_at=None)
    found = rows.select_related("owner").filter(pk=view_id).first()
    if found is None:
        raise ViewNotFound
    return found


def may_change(access: Access, view: SavedView) -> bool:
    """Whoever saved it; a shared one also whoever runs the programme."""
    is_mine = access.user_id is not None and view.owner_id == access.user_id
    return is_mine or (view.is_shared and access.may(Permission.PROGRAMME_MANAGE))


def _row(access: Access, one: SavedView) -> ViewRow:
    return ViewRow(
        id=one.pk,
        name=one.name,
        question=one.question,
        is_shared=one.is_shared,
        is_mine=access.user_id is not None and one.owner_id == access.user_id,
        owner=(one.owner.name or one.owner.email) if one.owner else "",
        changed_at=one.changed_at,
        may_change=may_change(access, one),
    )
