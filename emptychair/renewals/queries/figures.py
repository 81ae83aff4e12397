"""Counts behind the figures."""

from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import Period
from emptychair.renewals.models import Renewal, RevenueMonth


def has_months(access: Access) -> bool:
    """Whether any month was counted in the currency of the workspace."""
    rows = RevenueMonth.objects.visible_to(access)
    return rows.filter(currency=access.workspace.currency).exists()


def has_renewals(access: Access) -> bool:
    """Whether it is known of any yearly renewal how it ended."""
    rows = Renewal.objects.visible_to(access)
    return rows.filter(period="year", stayed__isnull=False).exists()


def renewed_counts(access: Access, period: Period) -> dict[date, tuple[int, int]]:
    """By month in which they were due: renewed, and of how many it is known."""
    access.require(Permission.SCORE_READ)
    rows = Renewal.objects.visible_to(access).filter(
        period="year",
        stayed__isnull=False,
        due_on__gte=period.first,
        due_on__lt=period.end,
    )
    counted = (
        rows.annotate(month=TruncMonth("due_on"))
        .values("month")
        .annotate(n=Count("pk"), stayed_n=Count("pk", filter=Q(stayed=True)))
        .order_by("month")
    )
    return {row["month"]: (row["stayed_n"], row["n"]) for row in counted}
