"""A plan begins, from a template or empty, and comes to its end."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries import members_of
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.models import Company, Person
from emptychair.plans.errors import NobodyToPlanFor, NoSuchOwner, NothingWritten
from emptychair.plans.models import Milestone, PlanRule, PlanStep, SuccessPlan
from emptychair.plans.services.turns import (
    locked_plan,
    settle_turn,
    tell_customer_page,
    write_said,
)
from emptychair.plans.types import MilestoneDraft, PlanState, Side

if TYPE_CHECKING:
    from emptychair.plans.types import TemplateRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWish:
    """What a plan is to be; from a template all may stay empty."""

    starts_on: date
    title: str = ""
    goal: str = ""
    kpi: str = ""
    owner_id: int | None = None
    contact_id: int | None = None
    language: str = ""


@transaction.atomic
def start_plan(
    access: Access,
    wish: PlanWish,
    *,
    now: datetime,
    template: "TemplateRow | None" = None,
    company: Company | None = None,
    person: Person | None = None,
    rule: PlanRule | None = None,
) -> tuple[SuccessPlan, bool]:
    """A plan for a company or a person, and whether it is new: by one `rule` each gets it once.

    Raises `NobodyToPlanFor`, `NothingWritten` (no title), `NoSuchOwner`.
    """
    access.require(Permission.CUSTOMER_WRITE)
    customer = company or person
    title = wish.title.strip() or (template.title if template else "")
    if customer is None:
        raise NobodyToPlanFor
    if not title:
        raise NothingWritten
    check_people(access, company, person, owner_id=wish.owner_id, contact_id=wish.contact_id)
    plan = SuccessPlan(
        workspace=access.workspace,
        title=title[:200],
        goal=wish.goal.strip() or (template.goal if template else ""),
        kpi=wish.kpi.strip()[:200],
        company=company,
        person=None if company else person,
        contact_id=wish.contact_id or (person.pk if person else None),
        owner_id=wish.owner_id or customer.owner_id,
        template_key=template.key if template else "",
        rule=rule,
        language=wish.language or customer.language or (template.language if template else ""),
        starts_on=wish.starts_on,
    )
    known = _stored(access, plan)
    if known is not None:
        return known, False
    _fill(access, plan, template.milestones if template else ())
    change = {"code": "plan.started", "title": plan.title}
    write_said(access, plan, now=now, change=change)
    record_audit(access, plan, action="plan.started", after={"title": plan.title})
    tell_customer_page(access, plan, code="plans.started", key="started", now=now)
    return settle_turn(access, plan, now=now), True


@transaction.atomic
def change_plan(access: Access, plan_id: int, wish: PlanWish, *, now: datetime) -> SuccessPlan:
    """Its words, its owner and whom we talk to; the days stay. The same again changes nothing.
    Raises as `start_plan`.
    """
    plan = locked_plan(access, plan_id)
    if not wish.title.strip():
        raise NothingWritten
    check_people(
        access, plan.company, plan.person, owner_id=wish.owner_id, contact_id=wish.contact_id
    )
    before = _plain(plan)
    plan.title, plan.goal = wish.title.strip()[:200], wish.goal.strip()
    plan.kpi, plan.language = wish.kpi.strip()[:200], wish.language
    plan.owner_id, plan.contact_id = wish.owner_id, wish.contact_id
    after = _plain(plan)
    if after == before:
        return plan
    record_audit(access, plan, action="plan.changed", before=before, after=after)
    return settle_turn(access, plan, now=now)


@transaction.atomic
def set_plan_state(
    access: Access, plan_id: int, state: str, *, now: datetime, why: str = ""
) -> SuccessPlan:
    """Pause it, take it up again, reach it or give it up. Raises `NothingWritten` without why."""
    plan = locked_plan(access, plan_id, also_over=True)
    wanted = PlanState(state)
    if plan.state == wanted:
        return plan
    if wanted in {PlanState.DROPPED, PlanState.PAUSED} and not why.strip():
        raise NothingWritten
    before = {"state": plan.state}
    plan.state = wanted.value
    over = wanted in {PlanState.DONE, PlanState.DROPPED}
    plan.closed_at = now if over else None
    change = {"code": f"plan.{wanted.value}", "why": why.strip()}
    write_said(access, plan, now=now, change=change)
    record_audit(
        access, plan, action="plan.changed", before=before, after={"state": state, "why": why}
    )
    if over:
        key = f"{wanted.value}:{now.isoformat()}"
        tell_customer_page(access, plan, code=f"plans.{wanted.value}", key=key, now=now)
    return settle_turn(access, plan, now=now)


def check_people(
    access: Access,
    company: Company | None,
    person: Person | None,
    *,
    owner_id: int | None = None,
    contact_id: int | None = None,
) -> None:
    """Our owner is a member, their contact is theirs. Raises `NoSuchOwner`."""
    access.require(Permission.CUSTOMER_WRITE)
    if owner_id is not None and owner_id not in {one.user_id for one in members_of(access)}:
        raise NoSuchOwner
    if contact_id is None or (person and person.pk == contact_id):
        return
    found = Person.objects.visible_to(access).filter(pk=contact_id, company=company)
    if company is None or not found.exists():
        raise NoSuchOwner


def _stored(access: Access, plan: SuccessPlan) -> SuccessPlan | None:
    """Store it; the one of the same rule when that was quicker."""
    same = SuccessPlan.objects.visible_to(access).filter(
        rule=plan.rule, company=plan.company, person=plan.person
    )
    if plan.rule is not None and (known := same.first()):
        return known
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError:
        known = same.first() if plan.rule is not None else None
        if known is None:
            raise
        return known
    return None


def _fill(access: Access, plan: SuccessPlan, drafts: tuple[MilestoneDraft, ...]) -> None:
    for draft in drafts:
        milestone = Milestone.objects.create(
            workspace=access.workspace,
            plan=plan,
            title=draft.title,
            due_on=plan.starts_on + timedelta(days=draft.days),
        )
        PlanStep.objects.bulk_create(
            PlanStep(
                workspace=access.workspace,
                plan=plan,
                milestone=milestone,
                title=step.title,
                side=step.side,
                due_on=plan.starts_on + timedelta(days=step.days),
                owner_id=plan.owner_id if step.side == Side.US else None,
                person_id=plan.contact_id if step.side == Side.CUSTOMER else None,
            )
            for step in draft.steps
        )


def _plain(plan: SuccessPlan) -> dict[str, object]:
    return {
        "title": plan.title,
        "goal": plan.goal,
        "kpi": plan.kpi,
        "owner": plan.owner_id,
        "contact": plan.contact_id,
    }
