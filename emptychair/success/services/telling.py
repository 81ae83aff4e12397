"""Telling other domains, and the timeline, of signs that were not there before."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Company, Person
from emptychair.customers.services.timeline import add_to_timeline
from emptychair.kit.events import publish
from emptychair.success.events import CustomerAtRisk
from emptychair.success.models import CustomerHealth

MOST = 200  # of one look, the most urgent first


def tell_of_new_signs(
    access: Access,
    made: Sequence[CustomerHealth],
    before: Mapping[int, set[str]],
    now: datetime,
) -> int:
    """Publish, and write into the timeline, what appeared since the last look; how many."""
    access.require(Permission.CUSTOMER_READ)
    new = [
        (row, code)
        for row in made
        if row.is_listed and row.unit in before
        for code in [sign["code"] for sign in row.signs][:1]
        if code not in before[row.unit]
    ]
    new.sort(key=lambda one: -one[0].rank)
    companies = Company.objects.visible_to(access).in_bulk(
        [row.company_id for row, _ in new[:MOST] if row.company_id]
    )
    people = Person.objects.visible_to(access).in_bulk(
        [row.person_id for row, _ in new[:MOST] if row.person_id]
    )
    for row, code in new[:MOST]:
        add_to_timeline(
            access,
            person=people.get(row.person_id or 0),
            company=companies.get(row.company_id or 0),
            code="success.sign",
            parameters={"sign": code},
            happened_at=now,
            unique_key=f"success-sign:{row.unit}:{code}:{row.as_of.isoformat()}",
        )
        publish(
            CustomerAtRisk(
                workspace_id=access.workspace.pk,
                about=f"company:{row.company_id}" if row.company_id else f"person:{row.person_id}",
                company_id=row.company_id,
                person_id=row.person_id,
                code=code,
            )
        )
    return len(new[:MOST])
