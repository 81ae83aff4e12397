"""Switching a model on, off, and taking notice of its demotion."""

from datetime import datetime
from typing import Any

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.jobs import enqueue
from emptychair.kit.events import publish
from emptychair.success.errors import NotLive, NotNewest, NotPassed
from emptychair.success.events import RiskModelSwitched
from emptychair.success.models import RiskModel
from emptychair.success.queries.models import newest_back_test
from emptychair.success.types import ModelState


@transaction.atomic
def switch_on(access: Access, model: RiskModel, *, now: datetime) -> RiskModel:
    """Have the list ranked by this model; the one that was on goes off.

    Raises `NotPassed`, and `NotNewest` for one of an older back-test.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    row = _locked(access, model)
    newest = newest_back_test(access)
    if row.state != ModelState.PASSED or not row.judged.get("passed"):
        raise NotPassed
    if newest is None or row.back_test_id != newest.pk:
        raise NotNewest
    for old in RiskModel.objects.visible_to(access).filter(state=ModelState.LIVE):
        _end(access, old, ModelState.RETIRED, now=now)
    row.state, row.live_at, row.live_by_id = ModelState.LIVE.value, now, access.user_id
    row.save()
    _note_down(access, row, "risk_model.switched_on", {"version": row.version, "kind": row.kind})
    return row


@transaction.atomic
def switch_off(access: Access, model: RiskModel, *, now: datetime) -> RiskModel:
    """Go back to the named signs. Raises `NotLive`."""
    access.require(Permission.PROGRAMME_MANAGE)
    row = _locked(access, model)
    if row.state != ModelState.LIVE:
        raise NotLive
    _end(access, row, ModelState.RETIRED, now=now)
    _note_down(access, row, "risk_model.switched_off", {"version": row.version, "kind": row.kind})
    return row


@transaction.atomic
def demote_model(access: Access, model: RiskModel, *, now: datetime) -> RiskModel:
    """Its monthly test failed: off, with a notice on Today until somebody has read it."""
    access.require(Permission.PROGRAMME_MANAGE)
    row = _locked(access, model)
    if row.state == ModelState.LIVE:
        _end(access, row, ModelState.DEMOTED, now=now)
        _note_down(access, row, "risk_model.demoted", {"version": row.version, "kind": row.kind})
    return row


@transaction.atomic
def note_demotion(access: Access, model: RiskModel, *, now: datetime) -> RiskModel:
    """Somebody has read the notice."""
    access.require(Permission.PROGRAMME_MANAGE)
    row = _locked(access, model)
    if row.state == ModelState.DEMOTED and row.seen_at is None:
        row.seen_at = now
        row.save(update_fields=["seen_at", "changed_at"])
        record_audit(access, row, action="risk_model.seen", after={"version": row.version})
    return row


def _locked(access: Access, model: RiskModel) -> RiskModel:
    return RiskModel.objects.visible_to(access).select_for_update().get(pk=model.pk)


def _end(access: Access, row: RiskModel, state: ModelState, *, now: datetime) -> None:
    access.require(Permission.PROGRAMME_MANAGE)
    row.state, row.ended_at = state.value, now
    row.save(update_fields=["state", "ended_at", "changed_at"])


def _note_down(access: Access, row: RiskModel, action: str, after: dict[str, Any]) -> None:
    record_audit(access, row, action=action, after=after)
    publish(RiskModelSwitched(workspace_id=access.workspace.pk, model_id=row.pk, state=row.state))
    enqueue("success.look_at_workspace", workspace_id=access.workspace.pk)
