"""Changing what experts think an input weighs."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.jobs import enqueue
from emptychair.success.errors import ReasonNeeded, WeightsEmpty
from emptychair.success.models import HealthWeighting
from emptychair.success.queries.models import current_weights, live_model
from emptychair.success.rules.halves import INPUTS
from emptychair.success.services.switching import demote_model

MOST = 10.0
EXPERT = ("outcome", "experience")


@transaction.atomic
def set_weights(
    access: Access, weights: Mapping[str, float], *, reason: str, now: datetime
) -> HealthWeighting:
    """A new version. A live ranking that rests on the old weights goes off: the new ones have not
    been tested. Raises `ReasonNeeded`, `WeightsEmpty`.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    if not reason.strip():
        raise ReasonNeeded
    given = {one.key: float(weights.get(one.key, 0.0)) for one in INPUTS}
    _check(given)
    version, before = current_weights(access)
    row = HealthWeighting.objects.create(
        workspace=access.workspace, version=version + 1, weights=given, reason=reason.strip(),
        set_at=now, set_by_id=access.user_id,
    )  # fmt: skip
    record_audit(access, row, action="weights.changed", before=dict(before), after=given)
    live = live_model(access)
    if live is not None and live.kind in EXPERT:
        demote_model(access, live, now=now)
    enqueue("success.look_at_workspace", workspace_id=access.workspace.pk)
    return row


def _check(given: Mapping[str, float]) -> None:
    for half in EXPERT:
        own = [given[one.key] for one in INPUTS if one.half == half]
        if max(own) <= 0 or min(own) < 0 or max(own) > MOST:
            raise WeightsEmpty
