"""Templates of one's own, changed ones, and the rules by which plans start at sign-up."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries import members_of
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.models import Company, Person, Segment
from emptychair.customers.queries import people_in_segment
from emptychair.customers.queries.gone import gone_companies, gone_people
from emptychair.kit.periods import local_day
from emptychair.loop.queries.masked import name_of
from emptychair.plans.errors import NoSuchOwner, NoSuchTemplate, NothingWritten
from emptychair.plans.models import PlanRule, PlanTemplate, SuccessPlan
from emptychair.plans.queries.templates import template_with_key
from emptychair.plans.rules.outline import read_outline
from emptychair.plans.services.starting import PlanWish, start_plan

AT_ONCE = 200  # plans that one run starts
Customer = Company | Person


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleWish:
    """When a plan is to start by itself."""

    template_key: str
    since: date
    for_companies: bool = True
    segment_id: int | None = None
    owner_id: int | None = None


@dataclass(frozen=True, slots=True)
class WouldStart:
    """A customer who would get a plan now."""

    name: str
    company_id: int | None
    person_id: int | None
    joined_on: date | None


@transaction.atomic
def save_template(
    access: Access, *, key: str = "", title: str, goal: str, outline: str, language: str
) -> PlanTemplate:
    """A new template, or what is made of one that is there; plans under way stay as they are.

    Raises `NothingWritten`, `OutlineUnclear` with the line.
    """
    access.require(Permission.CUSTOMER_WRITE)
    if not title.strip():
        raise NothingWritten
    read_outline(outline)
    row, is_new = PlanTemplate.objects.update_or_create(
        workspace=access.workspace,
        key=key or f"own-{secrets.token_hex(6)}",
        defaults={
            "title": title.strip()[:120],
            "goal": goal.strip(),
            "outline": outline.strip() + "\n",
            "language": language,
            "removed_at": None,
        },
    )
    action = "plan_template.created" if is_new else "plan_template.changed"
    record_audit(access, row, action=action, after={"title": row.title})
    return row


@transaction.atomic
def remove_template(access: Access, key: str, *, now: datetime) -> None:
    """Take away one's own, or what was made of a built-in one. Raises `NoSuchTemplate`."""
    access.require(Permission.CUSTOMER_WRITE)
    row = PlanTemplate.objects.visible_to(access).filter(key=key, removed_at=None).first()
    if row is None:
        raise NoSuchTemplate
    row.removed_at = now
    row.save(update_fields=["removed_at", "changed_at"])
    record_audit(access, row, action="plan_template.removed", before={"title": row.title})


@transaction.atomic
def restore_template(access: Access, key: str) -> None:
    """Take the removal back. Raises `NoSuchTemplate`."""
    access.require(Permission.CUSTOMER_WRITE)
    row = PlanTemplate.objects.visible_to(access).filter(key=key).first()
    if row is None:
        raise NoSuchTemplate
    row.removed_at = None
    row.save(update_fields=["removed_at", "changed_at"])
    record_audit(access, row, action="plan_template.restored", after={"title": row.title})


@transaction.atomic
def add_rule(access: Access, wish: RuleWish) -> PlanRule:
    """From now on new customers get the plan, within the hour. Raises `NoSuchTemplate`."""
    access.require(Permission.PROGRAMME_MANAGE)
    row = _rule(access, wish)
    row.save()
    after = {"template": row.template_key, "since": row.since.isoformat()}
    record_audit(access, row, action="plan_rule.added", after=after)
    return row


@transaction.atomic
def switch_rule(access: Access, rule: PlanRule, *, is_active: bool) -> PlanRule:
    """Rest it, or let it go on; plans that it started stay."""
    access.require(Permission.PROGRAMME_MANAGE)
    before, rule.is_active = rule.is_active, is_active
    rule.save(update_fields=["is_active", "changed_at"])
    record_audit(
        access,
        rule,
        action="plan_rule.changed",
        before={"is_active": before},
        after={"is_active": is_active},
    )
    return rule


def preview_rule(access: Access, wish: RuleWish, *, limit: int = 50) -> list[WouldStart]:
    """Who would get a plan at once, the newest first; nothing is stored."""
    access.require(Permission.PROGRAMME_MANAGE)
    found = _waiting(access, _rule(access, wish))[:limit]
    return [_would_start(access, one) for one in found]


def start_by_rules(access: Access, *, now: datetime) -> int:
    """Start the plans that are due by rule, each once; how many are new."""
    access.require(Permission.CUSTOMER_WRITE)
    rows = PlanRule.objects.visible_to(access).filter(is_active=True)
    return sum(
        _start(access, rule, customer, now)
        for rule in rows.select_related("segment").order_by("pk")
        for customer in _waiting(access, rule)[:AT_ONCE]
    )


def _start(access: Access, rule: PlanRule, customer: Customer, now: datetime) -> bool:
    language = customer.language or access.workspace.language
    try:
        template = template_with_key(access, rule.template_key, language=language)
    except NoSuchTemplate:
        return False
    today = local_day(now, access.workspace.zone)
    wish = PlanWish(starts_on=max(customer.joined_on or today, rule.since), owner_id=rule.owner_id)
    _plan, is_new = start_plan(
        access,
        wish,
        now=now,
        template=template,
        company=customer if isinstance(customer, Company) else None,
        person=customer if isinstance(customer, Person) else None,
        rule=rule,
    )
    return is_new


def _rule(access: Access, wish: RuleWish) -> PlanRule:
    template_with_key(access, wish.template_key)
    if wish.owner_id and wish.owner_id not in {one.user_id for one in members_of(access)}:
        raise NoSuchOwner
    return PlanRule(
        workspace=access.workspace,
        template_key=wish.template_key,
        for_companies=wish.for_companies,
        segment=Segment.objects.visible_to(access)
        .filter(pk=wish.segment_id or 0, removed_at=None)
        .first(),
        owner_id=wish.owner_id,
        since=wish.since,
    )


def _waiting(access: Access, rule: PlanRule) -> "QuerySet[Company] | QuerySet[Person]":
    """New customers without a plan of this rule, who have not left; the newest first."""
    known = SuccessPlan.objects.visible_to(access).filter(rule=rule.pk or 0)
    people = people_in_segment(access, rule.segment) if rule.segment else None
    if rule.for_companies:
        own = Exists(known.filter(company=OuterRef("pk")))
        gone = gone_companies(access, date.max)
        companies = _new(Company.objects.visible_to(access), rule, gone).exclude(own)
        if people is not None:
            companies = companies.filter(pk__in=people.order_by().values("company_id"))
        return companies
    own = Exists(known.filter(person=OuterRef("pk")))
    rows = Person.objects.visible_to(access).filter(merged_into=None)
    everybody = _new(rows, rule, gone_people(access, date.max))
    found = everybody.exclude(own)
    return found.filter(pk__in=people.order_by().values("pk")) if people is not None else found


def _new(rows: QuerySet, rule: PlanRule, gone: Q) -> QuerySet:  # type: ignore[type-arg] # of either table
    """Signed up since; where nobody said when, entered since."""
    since = Q(joined_on__gte=rule.since) | Q(joined_on=None, created_at__date__gte=rule.since)
    dated = rows.filter(since).exclude(gone)
    return dated.order_by(Coalesce("joined_on", TruncDate("created_at")).desc(), "-pk")


def _would_start(access: Access, one: Customer) -> WouldStart:
    if isinstance(one, Company):
        return WouldStart(name_of(access, None, one), one.pk, None, one.joined_on)
    return WouldStart(name_of(access, one), None, one.pk, one.joined_on)
