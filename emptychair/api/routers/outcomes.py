"""Customers' own KPIs, their readings, and the jobs they hired us for."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Status

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.api.auth import access_of
from emptychair.api.pages import Page, PageQuery, page_of
from emptychair.api.schemas.outcomes import (
    JobsOut,
    KpiIn,
    KpiOut,
    OutcomeOut,
    ReadingIn,
    ReadingOut,
    RecordedOut,
)
from emptychair.customers.queries import company_with_id, person_with_id, segment_with_id
from emptychair.kit.periods import local_day
from emptychair.outcomes.queries.asof import outcome_of
from emptychair.outcomes.queries.interviews import jobs_hired_for
from emptychair.outcomes.queries.kpis import (
    kpi_row,
    kpi_with_external_id,
    kpi_with_id,
    running_kpis,
)
from emptychair.outcomes.queries.ledger import readings_listed
from emptychair.outcomes.queries.proxies import check_proxy
from emptychair.outcomes.rules.proxies import ProxyRule, proxy_rule, stored_proxy
from emptychair.outcomes.services.kpis import Agreed, agree_kpi
from emptychair.outcomes.services.proxies import count_proxies
from emptychair.outcomes.services.readings import record_readings
from emptychair.outcomes.types import GivenReading, OutcomeReading

router = Router(tags=["customers"])
WHOSE = {"company_id", "person_id", "external_id", "proxy_rule"}


@router.get("/kpis", response=Page[KpiOut], summary="Customers’ KPIs", operation_id="kpis")
def list_kpis(
    request: HttpRequest,
    query: Annotated[PageQuery, Query()],
    company_id: int | None = None,
    person_id: int | None = None,
) -> Any:
    """Those that run, newest first."""
    access = access_of(request, Permission.CUSTOMER_READ)
    rows = running_kpis(access)
    if company_id is not None:
        rows = rows.filter(company=company_id)
    if person_id is not None:
        rows = rows.filter(person=person_id)
    return page_of(rows, query, lambda one: kpi_out(access, one))


@router.post("/kpis", response={201: KpiOut}, summary="Agree on a KPI", operation_id="agree_kpi")
def post_kpi(request: HttpRequest, body: KpiIn) -> Any:
    """With an `external_id` that is known it is changed; another start or target is kept beside."""
    access = access_of(request, Permission.CUSTOMER_WRITE)
    kpi, _new = agree_kpi(
        access,
        Agreed(**body.dict(exclude=WHOSE), proxy_rule=_rule(access, body)),
        company=company_with_id(access, body.company_id) if body.company_id else None,
        person=person_with_id(access, body.person_id) if body.person_id else None,
        external_id=body.external_id,
        now=timezone.now(),
    )
    if proxy_rule(kpi.proxy_rule) is not None:
        count_proxies(access, now=timezone.now(), kpis=[kpi])
    return Status(201, kpi_out(access, kpi_with_id(access, kpi.pk)))


@router.get("/kpis/{kpi_id}", response=KpiOut, summary="One KPI", operation_id="kpi")
def read_kpi(request: HttpRequest, kpi_id: int) -> Any:
    """What was agreed and where it stands."""
    access = access_of(request, Permission.CUSTOMER_READ)
    return kpi_out(access, kpi_with_id(access, kpi_id))


@router.get(
    "/kpis/{kpi_id}/readings",
    response=Page[ReadingOut],
    summary="Readings of a KPI",
    operation_id="kpi_readings",
)
def list_readings(request: HttpRequest, kpi_id: int, query: Annotated[PageQuery, Query()]) -> Any:
    """Those that stand, entered last first; what was corrected is left out."""
    access = access_of(request, Permission.CUSTOMER_READ)
    return page_of(readings_listed(access, kpi_with_id(access, kpi_id)), query, lambda one: one)


@router.post(
    "/kpis/{kpi_id}/readings",
    response={201: RecordedOut},
    summary="Enter readings",
    operation_id="record_readings",
)
def post_readings(request: HttpRequest, kpi_id: int, body: list[ReadingIn]) -> Any:
    """Up to 1,000 at once, all or none; sent twice they stand once."""
    access = access_of(request, Permission.CUSTOMER_WRITE)
    given = [GivenReading(**one.dict()) for one in body]
    kpi = kpi_with_id(access, kpi_id)
    return Status(201, record_readings(access, kpi, given, now=timezone.now()))


@router.get(
    "/companies/{company_id}/outcome",
    response=OutcomeOut,
    summary="How far a company is",
    operation_id="company_outcome",
)
def read_company(request: HttpRequest, company_id: int, on: date | None = None) -> Any:
    """By what was known on that day; today without one."""
    access = access_of(request, Permission.CUSTOMER_READ)
    company_with_id(access, company_id)
    return _outcome(outcome_of(access, company_id=company_id, on=on or _today(access)))


@router.get(
    "/people/{person_id}/outcome",
    response=OutcomeOut,
    summary="How far a person is",
    operation_id="person_outcome",
)
def read_person(request: HttpRequest, person_id: int, on: date | None = None) -> Any:
    """By what was known on that day; today without one."""
    access = access_of(request, Permission.CUSTOMER_READ)
    person_with_id(access, person_id)
    return _outcome(outcome_of(access, person_id=person_id, on=on or _today(access)))


@router.get(
    "/outcomes/jobs",
    response=JobsOut,
    summary="What customers hire us for",
    operation_id="jobs_hired_for",
)
def read_jobs(request: HttpRequest, segment_id: int | None = None) -> Any:
    """From finished conversations; each customer counts once a job."""
    access = access_of(request, Permission.CUSTOMER_READ)
    segment = segment_with_id(access, segment_id) if segment_id is not None else None
    found = jobs_hired_for(access, segment=segment)
    rows = [
        {
            "code": one.code,
            "department": str(one.department),
            "label": str(one.label),
            "customers": one.customers,
        }
        for one in found.rows
    ]
    return {"customers": found.customers, "is_ranked": found.is_ranked, "rows": rows}


def kpi_out(access: Access, kpi: Any) -> dict[str, Any]:
    """The fields of `KpiOut`, as of today in the workspace."""
    row = kpi_row(access, kpi, today=_today(access))
    own = {"external_id": kpi.external_id, "reasoning": kpi.reasoning}
    names = set(KpiOut.__pydantic_fields__) - {*own, "proxy_rule"}
    shown = {name: getattr(row, name) for name in names}
    rule = proxy_rule(kpi.proxy_rule)
    return {**shown, **own, "proxy_rule": stored_proxy(rule) if rule else None}


def _rule(access: Access, body: KpiIn) -> dict[str, Any]:
    """How it is counted as it is asked for; else as it is."""
    if body.proxy_rule is None:
        known = kpi_with_external_id(access, body.external_id)
        return known.proxy_rule if known is not None else {}
    rule = ProxyRule(**body.proxy_rule.dict())
    check_proxy(access, rule)
    return stored_proxy(rule)


def _outcome(read: OutcomeReading) -> dict[str, Any]:
    return {
        "progress": read.progress,
        "n": read.n,
        "is_proxy": read.is_proxy,
        "standing": read.words,
        "confirmed_on": read.confirmed_on,
        "checked_on": read.checked_on,
    }


def _today(access: Access) -> date:
    return local_day(timezone.now(), access.workspace.zone)
