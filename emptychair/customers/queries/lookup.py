"""One row by its id. A partner, who sees only what is assigned, sees no customers."""

from emptychair.accounts.access import Access
from emptychair.customers.models import Company, Person, Segment
from emptychair.kit.errors import NotFound


def person_with_id(access: Access, person_id: int) -> Person:
    """The person, with company and owner loaded. Raises `NotFound`."""
    rows = Person.objects.visible_to(access).select_related("company", "owner", "merged_into")
    person = None if access.assigned_only else rows.filter(pk=person_id).first()
    if person is None:
        raise NotFound
    return person


def company_with_id(access: Access, company_id: int) -> Company:
    """The company, with parent and owner loaded. Raises `NotFound`."""
    rows = Company.objects.visible_to(access).select_related("parent", "owner")
    company = None if access.assigned_only else rows.filter(pk=company_id).first()
    if company is None:
        raise NotFound
    return company


def segment_with_id(access: Access, segment_id: int) -> Segment:
    """The segment. Raises `NotFound`."""
    rows = Segment.objects.visible_to(access)
    segment = None if access.assigned_only else rows.filter(pk=segment_id).first()
    if segment is None:
        raise NotFound
    return segment


def segments_of(access: Access) -> list[Segment]:
    """All segments of the workspace by name."""
    if access.assigned_only:
        return []
    return list(Segment.objects.visible_to(access).filter(removed_at=None).order_by("name"))
