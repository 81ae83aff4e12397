"""A mail about a plan that the customer answered."""

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.kit.errors import NotFound
from emptychair.messaging.queries import inbound_mail
from emptychair.plans.models import Said
from emptychair.plans.services.turns import locked_plan, tell_customer_page, write_said
from emptychair.plans.types import SaidKind

LONGEST = 5000
THREAD = "plan"


@transaction.atomic
def take_reply(access: Access, inbound_id: int) -> Said | None:
    """Keep it as a question on the plan, once; nothing for mail of other threads."""
    access.require(Permission.CUSTOMER_WRITE)
    mail = inbound_mail(access, inbound_id)
    kind, _, number = mail.thread.partition(":")
    if kind != THREAD or not number.isdigit():
        return None
    try:
        plan = locked_plan(access, int(number), also_over=True)
    except NotFound:
        return None
    once = f"mail:{mail.pk}"
    if known := Said.objects.visible_to(access).filter(plan=plan, once=once).first():
        return known
    said = write_said(
        access,
        plan,
        now=mail.received_at,
        kind=SaidKind.QUESTION,
        text=(mail.text.strip() or mail.subject)[:LONGEST],
        once=once,
        by_customer=True,
        person_id=mail.person_id,
    )
    record_audit(access, plan, action="plan.question_came", after={"said": said.pk})
    tell_customer_page(access, plan, code="plans.asked", key=once, now=mail.received_at)
    return said
