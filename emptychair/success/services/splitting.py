"""Choosing the saved segments that may have a model of risk of their own."""

from collections.abc import Collection

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.success.errors import SegmentMoves
from emptychair.success.queries.segments import segment_choices


@transaction.atomic
def choose_segments(access: Access, wanted: Collection[int]) -> list[int]:
    """These are tried from the next back-test on. Raises `SegmentMoves` for one by something that
    changes when customers leave.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    known = {one.id: one for one in segment_choices(access)}
    picked = sorted(one for one in set(wanted) if one in known)
    for one in picked:
        if known[one].why not in {"lasting", "own"}:
            raise SegmentMoves
    workspace = Workspace.objects.select_for_update().get(pk=access.workspace.pk)
    kept = dict(workspace.settings.get("success") or {})
    before = kept.get("segments")
    workspace.settings = {**workspace.settings, "success": {**kept, "segments": picked}}
    workspace.save(update_fields=["settings"])
    access.workspace.settings = workspace.settings
    record_audit(access, workspace, action="risk_model.split", before={"segments": before},
                 after={"segments": picked})  # fmt: skip
    return picked
