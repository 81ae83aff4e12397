"""What a customer does on the page of their plan. They come by a signed link, without a right of
the workspace: `visit.access` is the product acting for them, and only here.
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.plans.errors import NothingWritten, StepChanged
from emptychair.plans.models import PlanLink, PlanStep, Said
from emptychair.plans.services.steps import set_step_state
from emptychair.plans.services.turns import locked_plan, tell_customer_page, write_said
from emptychair.plans.types import SaidKind, Side, StepState

LONGEST = 5000
MOST_A_DAY = 30  # lines of one plan that nobody of us has read


@transaction.atomic
def tick_own_task(
    access: Access, link: PlanLink, step_id: int, *, done: bool, now: datetime
) -> PlanStep:
    """The customer's own task is done, or open again; twice is once. Raises `StepChanged`."""
    access.require(Permission.CUSTOMER_WRITE)
    rows = PlanStep.objects.visible_to(access).filter(
        plan=link.plan_id, pk=step_id, side=Side.CUSTOMER, is_shown=True
    )
    step = rows.exclude(state=StepState.DROPPED).first()
    if step is None:
        raise StepChanged
    wanted = StepState.DONE if done else StepState.OPEN
    was = step.state
    step = set_step_state(access, step, wanted, now=now, by_customer=True)
    if done and was != step.state:
        key = f"ticked:{step.pk}:{now.isoformat()}"
        tell_customer_page(
            access, link.plan, code="plans.ticked", key=key, now=now, title=step.title
        )
    return step


@transaction.atomic
def say_on_plan(
    access: Access, link: PlanLink, *, text: str, is_question: bool, once: str, now: datetime
) -> Said:
    """A comment or question of the customer. A form that was sent twice (`once`) is one.

    Raises `NothingWritten`, `StepChanged` when there are too many nobody has read.
    """
    plan = locked_plan(access, link.plan_id, also_over=True)
    rows = Said.objects.visible_to(access).filter(plan=plan)
    if once and (known := rows.filter(once=once[:64]).first()):
        return known
    words = text.strip()[:LONGEST]
    if not words:
        raise NothingWritten
    if rows.filter(by_customer=True, answered_at=None).count() >= MOST_A_DAY:
        raise StepChanged
    kind = SaidKind.QUESTION if is_question else SaidKind.COMMENT
    try:
        with transaction.atomic():
            said = write_said(
                access,
                plan,
                now=now,
                kind=kind,
                text=words,
                once=once[:64],
                by_customer=True,
                person_id=link.person_id,
            )
    except IntegrityError:
        return rows.get(once=once[:64])
    record_audit(access, plan, action="plan.question_came", after={"said": said.pk})
    tell_customer_page(access, plan, code="plans.asked", key=f"said:{said.pk}", now=now)
    return said
