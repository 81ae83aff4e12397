"""Saved views: kept, named anew, shared, taken away and brought back."""

from datetime import datetime

from django.db import IntegrityError, transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.explore.errors import ViewNameTaken, ViewNeedsName, ViewNotFound
from emptychair.explore.models import SavedView
from emptychair.explore.queries.views import may_change
from emptychair.kit.errors import Refused


def save_view(access: Access, *, name: str, question: str, is_shared: bool = False) -> SavedView:
    """Keep a question under a name. Raises `ViewNeedsName`, `ViewNameTaken`."""
    access.require(Permission.SCORE_READ)
    if access.user_id is None:
        raise Refused
    row = SavedView(workspace=access.workspace, owner_id=access.user_id, question=question)
    return _stored(access, row, name=name, is_shared=is_shared, action="view.saved")


def change_view(
    access: Access, view: SavedView, *, name: str, is_shared: bool, question: str | None = None
) -> SavedView:
    """Name it anew, share it or not, or keep another question under its name."""
    access.require(Permission.SCORE_READ)
    if not may_change(access, view):
        raise Refused
    view.question = view.question if question is None else question
    return _stored(access, view, name=name, is_shared=is_shared, action="view.changed")


def remove_view(access: Access, view: SavedView, *, now: datetime) -> None:
    """Take it off all lists; it can be brought back."""
    access.require(Permission.SCORE_READ)
    if not may_change(access, view):
        raise Refused
    with transaction.atomic():
        view.removed_at = now
        view.save(update_fields=["removed_at", "changed_at"])
        record_audit(access, view, action="view.removed", before={"name": view.name})


def restore_view(access: Access, view_id: int) -> SavedView:
    """Bring one back. Raises `ViewNotFound`, `ViewNameTaken` when its name is in use by now."""
    access.require(Permission.SCORE_READ)
    view = SavedView.objects.visible_to(access).filter(pk=view_id).first()
    if view is None:
        raise ViewNotFound
    if not may_change(access, view):
        raise Refused
    view.removed_at = None
    return _stored(access, view, name=view.name, is_shared=view.is_shared, action="view.restored")


def _stored(
    access: Access, view: SavedView, *, name: str, is_shared: bool, action: str
) -> SavedView:
    if not name.strip():
        raise ViewNeedsName
    view.name, view.is_shared = name.strip()[:120], is_shared
    try:
        with transaction.atomic():
            view.save()
            after = {"name": view.name, "is_shared": is_shared, "question": view.question}
            record_audit(access, view, action=action, after=after)
    except IntegrityError:
        raise ViewNameTaken from None
    return view
