"""People by tier, as a condition for segments; and the tier of each customer."""

from typing import Any

from django.db.models import Count, Max, Q

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.touch.models import CustomerTouch


def people_in_tiers(access: Access, tier: str | None) -> Q:
    """People whose own tier, or that of their company, is this one; None: any tier at all."""
    rows = CustomerTouch.objects.visible_to(access)
    rows = rows.exclude(tier="") if tier is None else rows.filter(tier=tier)
    people = rows.filter(person__isnull=False).values("person")
    companies = rows.filter(company__isnull=False).values("company")
    return Q(pk__in=people) | Q(company__in=companies)


def tiers_of_customers(access: Access) -> dict[int, str]:
    """The tier of each customer who has one: companies under their number, people below nothing."""
    access.require(Permission.CUSTOMER_READ)
    rows = CustomerTouch.objects.visible_to(access).exclude(tier="").order_by()
    return {
        company or -person: tier
        for company, person, tier in rows.values_list("company_id", "person_id", "tier")
    }


def has_tiers(access: Access) -> bool:
    """Whether any customer has one."""
    access.require(Permission.CUSTOMER_READ)
    return CustomerTouch.objects.visible_to(access).exclude(tier="").exists()


def version_of_tiers(access: Access) -> tuple[Any, ...]:
    """Another one after every change."""
    access.require(Permission.CUSTOMER_READ)
    told = CustomerTouch.objects.visible_to(access).aggregate(n=Count("pk"), at=Max("changed_at"))
    return told["n"], told["at"]
