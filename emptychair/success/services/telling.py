"""Telling other domains, and the timeline, of signs that were not there before."""

from collections.abc import Sequence
from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Company, Person
from emptychair.customers.services.timeline import add_to_timeline
from emptychair.kit.events import publish
from emptychair.success.events import CustomerAtRisk
from emptychair.success.rules.newness import New

MOST = 200  # of one look; the most urgent come first


def tell_of_new_signs(
    access: Access, new: Sequence[New], now: datetime, *, most: int = MOST
) -> int:
    """Publish, and write into the timeline, what appeared since the last look; how many."""
    access.require(Permission.CUSTOMER_READ)
    told = sorted(new, key=lambda one: -one.rank)[:most]
    if not told:
        return 0
    companies = Company.objects.visible_to(access).in_bulk(
        [one.company_id for one in told if one.company_id]
    )
    people = Person.objects.visible_to(access).in_bulk(
        [one.person_id for one in told if one.person_id]
    )
    for one in told:
        add_to_timeline(
            access,
            person=people.get(one.person_id or 0),
            company=companies.get(one.company_id or 0),
            code="success.sign",
            parameters={"sign": one.code},
            happened_at=now,
            unique_key=f"success-sign:{one.unit}:{one.code}:{one.as_of.isoformat()}",
        )
        about = f"company:{one.company_id}" if one.company_id else f"person:{one.person_id}"
        publish(
            CustomerAtRisk(
                workspace_id=access.workspace.pk,
                about=about,
                company_id=one.company_id,
                person_id=one.person_id,
                code=one.code,
            )
        )
    return len(told)
