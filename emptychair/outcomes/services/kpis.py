"""A customer's own number: agreed on, changed, checked, given up."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Self

from django.db import IntegrityError, transaction

from emptychair.accounts.access import Access
from emptychair.accounts.models import Membership
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.models import Company, Person
from emptychair.customers.services.timeline import add_to_timeline
from emptychair.outcomes.errors import (
    CustomerNeeded,
    EventNeeded,
    KpiInvalid,
    ReasoningNeeded,
    TargetInvalid,
)
from emptychair.outcomes.models import Interview, Kpi, KpiTerms
from emptychair.outcomes.rules.formula import check_names
from emptychair.outcomes.rules.progress import fits
from emptychair.outcomes.services.standing import renew_standing
from emptychair.outcomes.types import Direction, EventMeasure, ProxyMeasure, Source, Terms

TERMS = (*Terms.__dataclass_fields__, "source")
CHOICES = (
    ("direction", Direction.values),
    ("source", Source.values),
    ("event_measure", EventMeasure.values),
    ("proxy_measure", ["", *ProxyMeasure.values]),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What is said of a KPI."""

    name: str
    unit: str = ""
    direction: str = Direction.UP.value
    start_value: float | None = None
    start_on: date | None = None
    target_value: float | None = None
    target_on: date | None = None
    source: str = Source.TOLD.value
    proxy_measure: str = ""
    reasoning: str = ""
    proxy_rule: dict[str, Any] = field(default_factory=dict)
    event_name: str = ""
    event_measure: str = EventMeasure.COUNT.value
    customer_owner_id: int | None = None
    owner_id: int | None = None
    cadence_days: int = 30
    formula: str = ""
    formula_inputs: list[dict[str, Any]] = field(default_factory=list)
    formula_currency: str = ""

    @classmethod
    def of(cls, kpi: Kpi) -> Self:
        """What is said of a KPI now."""
        return cls(**{name: getattr(kpi, name) for name in cls.__dataclass_fields__})

    @property
    def terms(self) -> Terms:
        """Start and target."""
        return Terms(**{name: getattr(self, name) for name in Terms.__dataclass_fields__})


@transaction.atomic
def agree_kpi(
    access: Access,
    agreed: Agreed,
    *,
    company: Company | None = None,
    person: Person | None = None,
    interview: Interview | None = None,
    external_id: str = "",
    now: datetime,
) -> tuple[Kpi, bool]:
    """A KPI of one customer, and whether it is new: once for each `external_id`.

    Raises `CustomerNeeded`, `KpiInvalid`, `TargetInvalid`, `ReasoningNeeded`, `EventNeeded` and
    `FormulaInvalid`.
    """
    access.require(Permission.CUSTOMER_WRITE)
    if (company is None) == (person is None):
        raise CustomerNeeded
    values = _checked(access, agreed, company, person)
    kpi = Kpi(
        workspace=access.workspace, company=company, person=person, interview=interview,
        external_id=external_id.strip()[:120], **values,
    )  # fmt: skip
    try:
        with transaction.atomic():
            kpi.save(force_insert=True)
    except IntegrityError:
        rows = Kpi.objects.visible_to(access).with_external_id(kpi.external_id)
        known = rows.first() if kpi.external_id else None
        if known is None or (known.company_id, known.person_id) != (kpi.company_id, kpi.person_id):
            raise KpiInvalid from None
        return change_kpi(access, known, agreed, now=now), False
    _note_terms(access, kpi, now)
    renew_standing(access, kpi, now=now)
    record_audit(access, kpi, action="kpi.agreed", after=_told(values))
    add_to_timeline(
        access, code="outcomes.kpi_agreed", parameters={"name": kpi.name}, happened_at=now,
        unique_key=f"kpi:{kpi.pk}", company=company, person=person,
    )  # fmt: skip
    return kpi, True


@transaction.atomic
def change_kpi(access: Access, kpi: Kpi, agreed: Agreed, *, now: datetime) -> Kpi:
    """Say something else of it. Another start or target is kept as new terms beside the old."""
    access.require(Permission.CUSTOMER_WRITE)
    kpi = locked_kpi(access, kpi)
    values = _checked(access, agreed, kpi.company, kpi.person)
    before = {name: getattr(kpi, name) for name in values}
    changed = {name: value for name, value in values.items() if before[name] != value}
    if not changed:
        return kpi
    for name, value in changed.items():
        setattr(kpi, name, value)
    kpi.save()
    if any(name in TERMS for name in changed):
        _note_terms(access, kpi, now)
    renew_standing(access, kpi, now=now)
    old = {name: before[name] for name in changed}
    record_audit(access, kpi, action="kpi.changed", before=_told(old), after=_told(changed))
    return kpi


@transaction.atomic
def mark_checked(access: Access, kpi: Kpi, *, day: date, now: datetime) -> Kpi:
    """Somebody looked, and the number is still what it was."""
    access.require(Permission.CUSTOMER_WRITE)
    kpi = locked_kpi(access, kpi)
    before = kpi.checked_on
    renew_standing(access, kpi, now=now, checked_on=day)
    if kpi.checked_on != before:
        record_audit(access, kpi, action="kpi.checked", after={"day": day.isoformat()})
    return kpi


@transaction.atomic
def retire_kpi(access: Access, kpi: Kpi, *, reason: str, now: datetime) -> Kpi:
    """Give it up; its ledger stays. Twice is once."""
    access.require(Permission.CUSTOMER_WRITE)
    kpi = locked_kpi(access, kpi)
    if kpi.retired_at is None:
        kpi.retired_at, kpi.retired_reason = now, reason.strip()[:300]
        kpi.save(update_fields=["retired_at", "retired_reason", "changed_at"])
        renew_standing(access, kpi, now=now)
        record_audit(access, kpi, action="kpi.retired", after={"reason": kpi.retired_reason})
    return kpi


@transaction.atomic
def take_up_kpi(access: Access, kpi: Kpi, *, now: datetime) -> Kpi:
    """Take a KPI up again that was given up."""
    access.require(Permission.CUSTOMER_WRITE)
    kpi = locked_kpi(access, kpi)
    if kpi.retired_at is not None:
        kpi.retired_at, kpi.retired_reason = None, ""
        kpi.save(update_fields=["retired_at", "retired_reason", "changed_at"])
        renew_standing(access, kpi, now=now)
        record_audit(access, kpi, action="kpi.taken_up")
    return kpi


def locked_kpi(access: Access, kpi: Kpi) -> Kpi:
    """The row, held until the transaction ends."""
    rows = Kpi.objects.visible_to(access).select_for_update(of=("self",))
    return rows.select_related("company", "person").get(pk=kpi.pk)


def _checked(
    access: Access, given: Agreed, company: Company | None, person: Person | None
) -> dict[str, Any]:
    if not given.name.strip() or given.cadence_days < 1:
        raise KpiInvalid
    if any(getattr(given, name) not in allowed for name, allowed in CHOICES):
        raise KpiInvalid
    if not fits(given.terms):
        raise TargetInvalid
    if given.source == Source.PROXY and not (given.reasoning.strip() and given.proxy_measure):
        raise ReasoningNeeded
    if given.source == Source.COMPUTED and not given.event_name.strip():
        raise EventNeeded
    if given.formula.strip():
        check_names(given.formula, [one["name"] for one in given.formula_inputs])
    _check_owners(access, given, company, person)
    given = replace(
        given,
        name=given.name.strip()[:160], unit=given.unit.strip()[:40],
        reasoning=given.reasoning.strip(), event_name=given.event_name.strip()[:120],
        proxy_measure=given.proxy_measure if given.source == Source.PROXY else "",
        proxy_rule=given.proxy_rule if given.source == Source.PROXY else {},
        formula=given.formula.strip(),
    )  # fmt: skip
    return {name: getattr(given, name) for name in Agreed.__dataclass_fields__}


def _check_owners(
    access: Access, given: Agreed, company: Company | None, person: Person | None
) -> None:
    if given.owner_id is not None:
        members = Membership.objects.visible_to(access).filter(user_id=given.owner_id)
        if not members.exists():
            raise KpiInvalid
    if given.customer_owner_id is None:
        return
    people = Person.objects.visible_to(access).filter(pk=given.customer_owner_id)
    people = people.filter(company=company) if person is None else people.filter(pk=person.pk)
    if not people.exists():
        raise KpiInvalid


def _note_terms(access: Access, kpi: Kpi, now: datetime) -> None:
    KpiTerms.objects.create(
        workspace=access.workspace,
        kpi=kpi,
        recorded_at=now,
        by_label=access.actor.label[:200],
        **{name: getattr(kpi, name) for name in TERMS},
    )


def _told(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
        if value not in (None, "", [])
    }
