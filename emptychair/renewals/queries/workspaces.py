"""In which workspaces there is something to count."""

from datetime import datetime

from django.db.models import Max

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.customers.models import Contract, Order
from emptychair.renewals.models import RevenueSetting


def workspaces_to_refresh(access: Access, *, changed_only: bool) -> list[Workspace]:
    """Those with contracts or orders; `changed_only`: whose contracts changed since the last
    count, or that were never counted.
    """
    access.actor  # noqa: B018 - of every workspace: for jobs only
    latest = dict(_latest(Contract))
    orders = dict(_latest(Order))
    counted = dict(RevenueSetting.objects.values_list("workspace_id", "computed_at"))
    found = set(latest) | set(orders)
    if changed_only:
        found = {
            one
            for one in found
            if (last := counted.get(one)) is None or (one in latest and latest[one] > last)
        }
    return list(Workspace.objects.filter(pk__in=found).order_by("pk"))


def workspace_numbered(access: Access, workspace_id: int) -> Workspace | None:
    """One workspace, for a job."""
    access.actor  # noqa: B018 - of every workspace: for jobs only
    return Workspace.objects.filter(pk=workspace_id).first()


def _latest(table: type[Contract] | type[Order]) -> list[tuple[int, datetime]]:
    rows = table.objects.values("workspace").annotate(latest=Max("changed_at")).order_by()
    return list(rows.values_list("workspace", "latest"))
