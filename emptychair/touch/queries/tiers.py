"""People by tier, as a condition for segments."""

from django.db.models import Q

from emptychair.accounts.access import Access
from emptychair.touch.models import CustomerTouch


def people_in_tiers(access: Access, tier: str | None) -> Q:
    """People whose own tier, or that of their company, is this one; None: any tier at all."""
    rows = CustomerTouch.objects.visible_to(access)
    rows = rows.exclude(tier="") if tier is None else rows.filter(tier=tier)
    people = rows.filter(person__isnull=False).values("person")
    companies = rows.filter(company__isnull=False).values("company")
    return Q(pk__in=people) | Q(company__in=companies)
