"""Changing records: people, companies, cases, KPIs. What is not sent stays as it is.

Pages and these go through the same services, so rights, rules, audit trail and events are the same.
An address has one router for all its methods, so these join the routers that show the records; and
one router knows nothing of its neighbour, so this is none.
"""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries import member_with_id, team_with_id
from emptychair.api.auth import access_of
from emptychair.api.cases import case_as_it_stands
from emptychair.api.routers import acting, customers, outcomes
from emptychair.api.routers.customers import company_out, person_out
from emptychair.api.routers.outcomes import kpi_out
from emptychair.api.schemas.acting import CaseOut
from emptychair.api.schemas.changing import CaseChange, CompanyChange, KpiChange, PersonChange
from emptychair.api.schemas.customers import CompanyOut, PersonOut
from emptychair.api.schemas.outcomes import KpiOut
from emptychair.customers.queries import company_with_id, person_with_id
from emptychair.customers.services.editing import edit_company, edit_person
from emptychair.kit.errors import Invalid
from emptychair.loop.queries.cases import case_with_number
from emptychair.loop.services.cases import close_case
from emptychair.loop.services.changing import assign_case, reopen_case, set_due, snooze_case
from emptychair.outcomes.queries.kpis import kpi_with_id
from emptychair.outcomes.queries.proxies import check_proxy
from emptychair.outcomes.rules.proxies import ProxyRule, proxy_rule, stored_proxy
from emptychair.outcomes.services.kpis import Agreed, change_kpi
from emptychair.outcomes.services.proxies import count_proxies

if TYPE_CHECKING:
    from ninja import Schema

    from emptychair.loop.models import Case

USUAL = Agreed(name="")
EMPTY = {"yearly_value", "joined_on", "left_on"}  # may be null; texts are "" instead


@customers.router.patch(
    "/people/{person_id}", response=PersonOut, summary="Change a person", operation_id="edit_person"
)
def patch_person(request: HttpRequest, person_id: int, body: PersonChange) -> Any:
    """Only what is sent is changed; null or "" empties a field."""
    access = access_of(request, Permission.CUSTOMER_WRITE)
    person = person_with_id(access, person_id)
    given = _customer_fields(access, body)
    if "company_id" in given:
        number = given.pop("company_id")
        given["company"] = company_with_id(access, number) if number else None
    if given.get("email"):
        _check_address(given["email"])
    return person_out(access, edit_person(access, person, **given))


@customers.router.patch(
    "/companies/{company_id}",
    response=CompanyOut,
    summary="Change a company",
    operation_id="edit_company",
)
def patch_company(request: HttpRequest, company_id: int, body: CompanyChange) -> Any:
    """Only what is sent is changed; null or "" empties a field."""
    access = access_of(request, Permission.CUSTOMER_WRITE)
    company = company_with_id(access, company_id)
    given = _customer_fields(access, body)
    if "parent_id" in given:
        number = given.pop("parent_id")
        given["parent"] = company_with_id(access, number) if number else None
    return company_out(edit_company(access, company, **given))


@acting.router.patch(
    "/cases/{number}",
    response=CaseOut,
    summary="Change a case",
    operation_id="edit_case",
)
@transaction.atomic
def patch_case(request: HttpRequest, number: int, body: CaseChange) -> Any:
    """Hand it over, put it off, say until when it is to be answered, close it or open it again; all
    that is sent, or nothing.
    """
    access = access_of(request, Permission.CASE_WRITE)
    case, given, now = case_with_number(access, number), _sent(body), timezone.now()
    if given.get("state") == "open":
        case = reopen_case(access, case, now=now)
    if given.keys() & {"assignee_id", "team_id"}:
        case = assign_case(access, case, **_whose(access, case, given), now=now)
    if given.get("due_at"):
        case = set_due(access, case, due_at=given["due_at"], now=now)
    if given.get("snoozed_until"):
        case = snooze_case(access, case, until=given["snoozed_until"], now=now)
    if given.get("state") == "closed":
        close_case(access, case, outcome=body.outcome, root_cause=body.root_cause, now=now)
    return case_as_it_stands(access, number)


@outcomes.router.patch(
    "/kpis/{kpi_id}", response=KpiOut, summary="Change a KPI", operation_id="edit_kpi"
)
@transaction.atomic
def patch_kpi(request: HttpRequest, kpi_id: int, body: KpiChange) -> Any:
    """Only what is sent is changed; another start or target is kept as new terms."""
    access, now = access_of(request, Permission.CUSTOMER_WRITE), timezone.now()
    kpi, given = kpi_with_id(access, kpi_id), _sent(body)
    if "proxy_rule" in given:
        given["proxy_rule"] = _rule(access, body)
    stands = {name: getattr(kpi, name) for name in Agreed.__dataclass_fields__}
    optional = {"start_value", "start_on", "target_value", "target_on"}
    optional |= {"customer_owner_id", "owner_id"}
    for name, value in given.items():
        if value is None and name not in optional:
            given[name] = getattr(USUAL, name)
    kpi = change_kpi(access, kpi, Agreed(**(stands | given)), now=now)
    if "proxy_rule" in given and proxy_rule(kpi.proxy_rule) is not None:
        count_proxies(access, now=now, kpis=[kpi])
    return kpi_out(access, kpi_with_id(access, kpi_id))


def _sent(body: "Schema") -> dict[str, Any]:
    return body.dict(exclude_unset=True)


def _customer_fields(access: Access, body: "Schema") -> dict[str, Any]:
    """What was sent, with no null in texts, and the colleague looked up."""
    given = _sent(body)
    if "owner_id" in given:
        number = given.pop("owner_id")
        given["owner"] = member_with_id(access, number).user if number else None
    numbers = EMPTY | {"owner", "company_id", "parent_id"}
    return {
        name: "" if value is None and name not in numbers else _trimmed(value)
        for name, value in given.items()
    }


def _trimmed(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _check_address(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError:
        raise Invalid(_("This is no e-mail address."), field="email") from None


def _whose(access: Access, case: "Case", given: dict[str, Any]) -> dict[str, Any]:
    """Who does it; who is not sent stays."""
    whose: dict[str, Any] = {"user": case.assignee, "team": case.team}
    if "assignee_id" in given:
        number = given["assignee_id"]
        whose["user"] = member_with_id(access, number).user if number else None
    if "team_id" in given:
        whose["team"] = team_with_id(access, given["team_id"]) if given["team_id"] else None
    return whose


def _rule(access: Access, body: KpiChange) -> dict[str, Any]:
    if body.proxy_rule is None:
        return {}
    rule = ProxyRule(**body.proxy_rule.dict())
    check_proxy(access, rule)
    return stored_proxy(rule)
