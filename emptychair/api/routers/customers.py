"""People, companies, events, segments."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from emptychair.accounts.permissions import Permission
from emptychair.api.auth import access_of
from emptychair.api.pages import Page, PageQuery, page_of
from emptychair.api.schemas.customers import (
    CompanyIn,
    CompanyOut,
    EventIn,
    EventResultOut,
    EventsIn,
    PersonIn,
    PersonOut,
    SegmentIn,
    SegmentOut,
    StoredOut,
    SuppressionIn,
    TimelineOut,
)
from emptychair.customers.queries import (
    company_with_id,
    person_with_id,
    segments_of,
    timeline_of,
)
from emptychair.customers.queries.companies import companies_listed
from emptychair.customers.queries.finding import shown_name
from emptychair.customers.queries.people_list import PeopleFilters, people_listed
from emptychair.customers.services.identify import identify_company, identify_person
from emptychair.customers.services.segments import save_segment
from emptychair.customers.services.suppression import suppress_address
from emptychair.customers.services.track import record_event, record_events
from emptychair.kit.masking import mask_email

if TYPE_CHECKING:
    from emptychair.accounts.access import Access
    from emptychair.customers.models import Company, Person

router = Router(tags=["customers"])


@router.get("/people", response=Page[PersonOut], summary="People", operation_id="people")
def list_people(
    request: HttpRequest, page: Query[PageQuery], text: str = "", segment_id: int | None = None
) -> Any:
    """Customers, newest first; `text` is part of a name in kana, kanji or Latin letters."""
    access = access_of(request, Permission.CUSTOMER_READ)
    rows = people_listed(access, PeopleFilters(text=text, segment_id=segment_id))
    return page_of(rows, page, lambda one: person_out(access, one))


@router.post(
    "/people",
    response={200: PersonOut, 201: PersonOut},
    summary="Add or update a person",
    operation_id="identify_person",
)
def put_person(request: HttpRequest, body: PersonIn) -> Any:
    """Found again by `external_id`, else by `email`; what is empty stays as it is."""
    access = access_of(request, Permission.CUSTOMER_WRITE)
    given = body.dict()
    company_id = given.pop("company_id")
    if company_id:
        given["company"] = company_with_id(access, company_id)
    person, is_new = identify_person(access, **given)
    return Status(201 if is_new else 200, person_out(access, person))


@router.get("/people/{person_id}", response=PersonOut, summary="One person", operation_id="person")
def show_person(request: HttpRequest, person_id: int) -> Any:
    """One customer by our id."""
    access = access_of(request, Permission.CUSTOMER_READ)
    return person_out(access, person_with_id(access, person_id))


@router.get(
    "/people/{person_id}/timeline",
    response=list[TimelineOut],
    summary="Timeline of a person",
    operation_id="person_timeline",
)
def show_timeline(request: HttpRequest, person_id: int, limit: int = 30) -> Any:
    """What happened with a customer, newest first, at most 100 lines."""
    access = access_of(request, Permission.CUSTOMER_READ)
    person_with_id(access, person_id)
    return timeline_of(access, person_id, limit=max(1, min(limit, 100)))


@router.get("/companies", response=Page[CompanyOut], summary="Companies", operation_id="companies")
def list_companies(request: HttpRequest, page: Query[PageQuery], text: str = "") -> Any:
    """Companies, newest first."""
    access = access_of(request, Permission.CUSTOMER_READ)
    return page_of(companies_listed(access, text=text), page, company_out)


@router.get(
    "/companies/{company_id}",
    response=CompanyOut,
    summary="One company",
    operation_id="company",
)
def show_company(request: HttpRequest, company_id: int) -> Any:
    """One company by our id."""
    return company_out(company_with_id(access_of(request, Permission.CUSTOMER_READ), company_id))


@router.post(
    "/companies",
    response={200: CompanyOut, 201: CompanyOut},
    summary="Add or update a company",
    operation_id="identify_company",
)
def put_company(request: HttpRequest, body: CompanyIn) -> Any:
    """Found again by `external_id`, else by `name`; what is empty stays as it is."""
    company, is_new = identify_company(access_of(request, Permission.CUSTOMER_WRITE), **body.dict())
    return Status(201 if is_new else 200, company_out(company))


@router.post(
    "/events",
    response={200: StoredOut, 201: StoredOut},
    summary="Record an event",
    operation_id="record_event",
)
def put_event(request: HttpRequest, body: EventIn) -> Any:
    """Something that a customer did; it may trigger a survey."""
    access = access_of(request, Permission.CUSTOMER_WRITE)
    event, is_new = record_event(
        access,
        name=body.name,
        occurred_at=body.occurred_at,
        message_id=body.message_id,
        source="api",
        person=person_with_id(access, body.person_id) if body.person_id else None,
        company=company_with_id(access, body.company_id) if body.company_id else None,
        properties=body.properties,
        touchpoint_key=body.touchpoint_key,
    )
    return Status(201 if is_new else 200, {"id": event.pk, "is_new": is_new})


@router.post(
    "/events/batch",
    response=list[EventResultOut],
    summary="Record many events",
    operation_id="record_events",
)
def put_events(request: HttpRequest, body: EventsIn) -> Any:
    """What is right is stored, whatever is wrong beside it; the same message is stored once."""
    access = access_of(request, Permission.CUSTOMER_WRITE)
    told = record_events(access, [one.dict() for one in body.events], source="api")
    return [
        {
            "message_id": given.message_id,
            "id": event.pk if event else None,
            "is_new": is_new,
            "error": error,
        }
        for given, (event, is_new, error) in zip(body.events, told, strict=True)
    ]


@router.get("/segments", response=list[SegmentOut], summary="Segments", operation_id="segments")
def list_segments(request: HttpRequest) -> Any:
    """All groups of customers."""
    return segments_of(access_of(request, Permission.CUSTOMER_READ))


@router.post(
    "/segments",
    response={201: SegmentOut},
    summary="Make a segment",
    operation_id="create_segment",
)
def put_segment(request: HttpRequest, body: SegmentIn) -> Any:
    """A group of customers that is worked out anew whenever it is looked at."""
    access = access_of(request, Permission.CUSTOMER_WRITE)
    return Status(201, save_segment(access, name=body.name, rules=body.rules))


@router.post(
    "/suppressions",
    response={204: None},
    summary="Never write to an address",
    operation_id="suppress",
)
def put_suppression(request: HttpRequest, body: SuppressionIn) -> Any:
    """From now on no mail goes to this address."""
    suppress_address(
        access_of(request, Permission.CUSTOMER_WRITE),
        channel="email",
        address=body.address,
        reason=body.reason,
        source=body.source or "api",
    )
    return Status(204, None)


def person_out(access: "Access", one: "Person") -> dict[str, Any]:
    """The fields of `PersonOut`, masked where they must be."""
    plain = {name: getattr(one, name) for name in PersonOut.model_fields if name != "company"}
    plain["name"] = shown_name(access, one)
    plain["email"] = one.email if access.may_see_names or not one.email else mask_email(one.email)
    plain["company"] = one.company.name if one.company else ""
    return plain


def company_out(one: "Company") -> dict[str, Any]:
    """The fields of `CompanyOut`."""
    return {name: getattr(one, name) for name in CompanyOut.model_fields}
