"""Who comes by a link, and what they may look at."""

from dataclasses import dataclass
from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.plans.errors import LinkUnknown
from emptychair.plans.links import read_token
from emptychair.plans.models import PlanLink, SuccessPlan


@dataclass(frozen=True, slots=True)
class PlanVisit:
    """A customer on the page of their plan; `access` acts for them inside the product."""

    access: Access
    link: PlanLink
    plan: SuccessPlan


def visit_by_plan_link(access: Access, token: str, *, now: datetime) -> PlanVisit:
    """Whose plan the link opens. Raises `LinkUnknown`: unsigned, withdrawn, over, or gone."""
    read = read_token(token)
    workspace = Workspace.objects.filter(pk=read[0]).first() if read else None
    if read is None or workspace is None or (access.place and access.place.pk != workspace.pk):
        raise LinkUnknown
    inside = Access.system(workspace, f"plan page {read[1]}")
    rows = PlanLink.objects.visible_to(inside).filter(pk=read[1], revoked_at=None)
    parts = ("person", "plan__company", "plan__person", "plan__owner", "plan__contact")
    link = rows.filter(expires_at__gt=now).select_related(*parts).first()
    if link is None:
        raise LinkUnknown
    return PlanVisit(inside, link, link.plan)


def links_of(access: Access, plan: SuccessPlan) -> list[PlanLink]:
    """All links to a plan, the newest first."""
    access.require(Permission.CUSTOMER_READ)
    rows = PlanLink.objects.visible_to(access).filter(plan=plan).select_related("person", "message")
    return list(rows.order_by("-created_at", "-pk")[:20])


def link_with_id(access: Access, link_id: int) -> PlanLink:
    """One of them. Raises `LinkUnknown`."""
    access.require(Permission.CUSTOMER_READ)
    rows = PlanLink.objects.visible_to(access).filter(pk=link_id)
    found = rows.select_related("plan", "person").first()
    if found is None:
        raise LinkUnknown
    return found
