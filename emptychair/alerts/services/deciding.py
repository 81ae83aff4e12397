"""What is done about an alert: seen, an improvement, cases, dismissed, taken back."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from typing_extensions import Unpack

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.alerts.errors import ReasonMissing, StateUnknown
from emptychair.alerts.models import Alert
from emptychair.alerts.queries.attached import attached_voices
from emptychair.alerts.types import AlertState
from emptychair.loop.services.cases import open_case
from emptychair.loop.services.initiatives import (
    InitiativeFields,
    create_initiative,
    link_voice,
)
from emptychair.loop.types import CaseKind, InitiativeKind
from emptychair.voice.queries import response_behind

if TYPE_CHECKING:
    from emptychair.loop.models import Initiative


@transaction.atomic
def set_state(
    access: Access, alert: Alert, *, state: str, reason: str = "", now: datetime
) -> Alert:
    """Another state. Dismissing takes a reason. Raises `ReasonMissing`, `StateUnknown`."""
    access.require(Permission.CASE_WRITE)
    if state not in AlertState.values:
        raise StateUnknown
    if state == AlertState.DISMISSED and not reason.strip():
        raise ReasonMissing
    row = Alert.objects.visible_to(access).select_for_update().get(pk=alert.pk)
    before = {"state": row.state, "reason": row.reason}
    decided = state in {AlertState.ACTED, AlertState.DISMISSED}
    row.state, row.reason = state, reason.strip() if decided else ""
    row.decided_at = now if decided else None
    row.decided_by_id = access.user_id if decided else None
    row.save()
    after = {"state": row.state, "reason": row.reason}
    if before != after:
        record_audit(access, row, action=f"alert.{state}", before=before, after=after)
    return row


@transaction.atomic
def improve(
    access: Access,
    alert: Alert,
    *,
    title: str,
    now: datetime,
    **whose: Unpack[InitiativeFields],
) -> "Initiative":
    """An improvement for the team of the place, with the attached voices; the alert is acted on.

    `whose` says who does it, and until when. Raises `NoSuchColleague`.
    """
    access.require(Permission.INITIATIVE_WRITE)
    fields: InitiativeFields = {
        "metric": alert.metric or "nps",
        "touchpoint": alert.touchpoint,
        "team": alert.touchpoint.team if alert.touchpoint else None,
        **whose,
    }
    kind = InitiativeKind.PRODUCT.value
    made = create_initiative(access, title=title, kind=kind, **fields)
    for voice in attached_voices(access, alert.response_ids):
        link_voice(access, made, response=response_behind(access, voice.response_id))
    row = set_state(access, alert, state=AlertState.ACTED.value, now=now)
    row.initiative = made
    row.save(update_fields=["initiative", "changed_at"])
    return made


@transaction.atomic
def open_cases(access: Access, alert: Alert, *, now: datetime) -> int:
    """A case for each attached voice of somebody we know; how many are new."""
    access.require(Permission.CASE_WRITE)
    made = 0
    for voice in attached_voices(access, alert.response_ids):
        if voice.person_id is None:
            continue
        answer = response_behind(access, voice.response_id)
        _case, is_new = open_case(
            access,
            kind=CaseKind.LOW_SCORE,
            title=(answer.comment or str(alert.touchpoint or ""))[:120] or "-",
            now=now,
            response=answer,
            person=answer.person,
            company=answer.company,
            touchpoint=answer.touchpoint,
        )
        made += is_new
    if made:
        set_state(access, alert, state=AlertState.ACTED.value, now=now)
    return made
