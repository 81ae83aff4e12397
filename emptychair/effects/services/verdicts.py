"""Saying whether it helped, and what is done with it."""

from datetime import datetime

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.effects.errors import NoDesign, NoteNeeded
from emptychair.effects.events import EffectJudged
from emptychair.effects.models import EffectVerdict
from emptychair.effects.queries.designs import design_of
from emptychair.effects.queries.estimates import reading_of
from emptychair.effects.types import Decision, Judged
from emptychair.kit.events import publish
from emptychair.kit.periods import local_day
from emptychair.loop.models import Initiative


@transaction.atomic
def judge_effect(
    access: Access,
    initiative: Initiative,
    *,
    verdict: str,
    decision: str,
    note: str = "",
    now: datetime,
) -> EffectVerdict:
    """A person's verdict beside what the numbers say at this moment; audited, and told to others.

    Raises `NoDesign`, and `NoteNeeded` where the verdict is not the one the rule proposes.
    """
    access.require(Permission.INITIATIVE_WRITE)
    design = design_of(access, initiative)
    if design is None:
        raise NoDesign
    read = reading_of(access, design, today=local_day(now, access.workspace.zone))
    if Judged(verdict).value != read.proposed and not note.strip():
        raise NoteNeeded
    effect = read.effect
    row = EffectVerdict.objects.create(
        workspace=access.workspace,
        design=design,
        proposed=read.proposed,
        verdict=verdict,
        decision=Decision(decision).value,
        note=note.strip(),
        estimate=effect.estimate if effect else None,
        low=effect.low if effect else None,
        high=effect.high if effect else None,
        n=effect.n if effect else 0,
        decided_at=now,
        decided_by_id=access.user_id,
    )
    after = {"verdict": row.verdict, "decision": row.decision, "proposed": row.proposed}
    record_audit(access, design, action="effect.judged", after=after)
    publish(
        EffectJudged(
            workspace_id=access.workspace.pk,
            about=f"initiative:{initiative.pk}",
            initiative_id=initiative.pk,
            verdict=row.verdict,
            decision=row.decision,
        )
    )
    return row
