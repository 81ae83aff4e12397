"""Use of the product: read it, and give counts of your own."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from emptychair.accounts.permissions import Permission
from emptychair.api.auth import access_of
from emptychair.api.pages import Page, PageQuery, part_of
from emptychair.api.schemas.using import (
    CompanyUseOut,
    FeatureOut,
    GivenUsesIn,
    GivenUsesOut,
    OneCompanyUseOut,
)
from emptychair.customers.queries import company_with_id
from emptychair.kit.periods import local_day
from emptychair.usage.queries.features import features_used
from emptychair.usage.queries.given import companies_numbered
from emptychair.usage.queries.lists import companies_by_use, company_reading, use_rows
from emptychair.usage.queries.use import use_by_week
from emptychair.usage.services.giving import give_use
from emptychair.usage.types import GivenUse

router = Router(tags=["success"])


@router.get(
    "/use", response=Page[CompanyUseOut], summary="Use by company", operation_id="use_of_companies"
)
def list_use(request: HttpRequest, query: Query[PageQuery], view: str = "all") -> Any:
    """`view` is all, dropping, rising, unused, none or trials."""
    access = access_of(request, Permission.CUSTOMER_READ)
    found = part_of(companies_by_use(access, view=view).only("pk"), query, lambda row: row)
    rows = use_rows(access, found["items"])
    return {**found, "items": [asdict(one) for one in rows]}


@router.get(
    "/use/features",
    response=list[FeatureOut],
    summary="Features and who uses them",
    operation_id="use_of_features",
)
def list_features(request: HttpRequest) -> Any:
    """The last 28 days, most companies first."""
    access = access_of(request, Permission.CUSTOMER_READ)
    today = local_day(timezone.now(), access.workspace.zone)
    rows, _active = features_used(access, today)
    return [
        {
            "name": one.name,
            "is_core": one.is_core,
            "companies": one.share.successes if one.share else 0,
            "share": one.share.share if one.share else None,
            "low": one.share.low if one.share else None,
            "high": one.share.high if one.share else None,
            "people": one.people,
            "actions": one.actions,
            "before_actions": one.before_actions,
        }
        for one in rows
    ]


@router.get(
    "/companies/{company_id}/use",
    response=OneCompanyUseOut,
    summary="Use of one company",
    operation_id="use_of_company",
)
def show_use(request: HttpRequest, company_id: int) -> Any:
    """The last 28 days, and week by week."""
    access = access_of(request, Permission.CUSTOMER_READ)
    company_with_id(access, company_id)
    row = company_reading(access, company_id)
    weeks = use_by_week(access, company_id)
    return {"reading": asdict(row) if row else None, "weeks": [asdict(one) for one in weeks]}


@router.post(
    "/use/daily",
    response=GivenUsesOut,
    summary="Give counts of daily use",
    operation_id="give_daily_use",
)
def put_daily_use(request: HttpRequest, body: GivenUsesIn) -> Any:
    """All of them are stored, or none; the same again changes nothing."""
    access = access_of(request, Permission.CUSTOMER_WRITE)
    numbers = companies_numbered(
        access, {one.company_external_id for one in body.rows if not one.company_id}
    )
    rows = [
        GivenUse(
            one.company_id or numbers.get(one.company_external_id, 0),
            one.day,
            one.active_users,
            one.actions,
            one.feature,
        )
        for one in body.rows
    ]
    today = local_day(timezone.now(), access.workspace.zone)
    added, changed = give_use(access, rows, today=today)
    return {"added": added, "changed": changed}
