"""Going on against the advice, with a name on it."""

from datetime import datetime

from django.db import IntegrityError, transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.fit.errors import (
    AlreadyOverruled,
    NobodyOverrules,
    NothingToOverrule,
    ReasonNeeded,
)
from emptychair.fit.models import FitOverrule
from emptychair.fit.queries.overrules import overrule_with_id
from emptychair.fit.queries.segments import fit_of
from emptychair.fit.types import Stage


def overrule_advice(
    access: Access, *, segment: str = "", reason: str, now: datetime
) -> FitOverrule:
    """Build for many although fit is not shown. Raises `ReasonNeeded`, `NobodyOverrules`,
    `NothingToOverrule` after fit, `AlreadyOverruled`.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    if access.user_id is None:
        raise NobodyOverrules
    if not reason.strip():
        raise ReasonNeeded
    stage = fit_of(access, segment=segment, now=now).stage
    if stage == Stage.AFTER:
        raise NothingToOverrule
    try:
        with transaction.atomic():
            row = FitOverrule.objects.create(
                workspace=access.workspace,
                segment=segment,
                stage=stage.value,
                reason=reason.strip()[:500],
                user_id=access.user_id,
                name=access.actor.label[:200],
                made_at=now,
            )
            after = {"segment": segment, "stage": row.stage, "reason": row.reason}
            record_audit(access, row, action="fit.overruled", after=after)
    except IntegrityError:
        raise AlreadyOverruled from None
    return row


@transaction.atomic
def withdraw_overrule(access: Access, overrule_id: int, *, now: datetime) -> None:
    """Follow the advice again; twice is harmless. The row stays, with its name."""
    access.require(Permission.PROGRAMME_MANAGE)
    row = overrule_with_id(access, overrule_id)
    if row.withdrawn_at is not None:
        return
    row.withdrawn_at = now
    row.save(update_fields=["withdrawn_at", "changed_at"])
    record_audit(access, row, action="fit.followed_again", before={"segment": row.segment})
