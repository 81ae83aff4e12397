"""Of which workspaces it is read who left."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.customers.models import Contract, LeavingRun, Order

PAUSE = timedelta(hours=1)  # between two readings because of orders alone, which never stop coming


def workspaces_to_read(access: Access, *, changed_at: datetime | None = None) -> list[int]:
    """All of them; with a moment, those whose contracts or orders changed since they were read."""
    access.actor  # noqa: B018 - of every workspace: for jobs only
    if changed_at is None:
        return list(Workspace.objects.order_by("pk").values_list("pk", flat=True))
    read = dict(LeavingRun.objects.values_list("workspace_id", "read_at"))
    contracts, orders = _latest(Contract), _latest(Order)
    return sorted(
        one
        for one in contracts.keys() | orders.keys()
        if (last := read.get(one)) is None
        or (one in contracts and contracts[one] > last)
        or (one in orders and orders[one] > last and changed_at - last > PAUSE)
    )


def workspace_numbered(access: Access, workspace_id: int) -> Workspace | None:
    """One workspace, for a job."""
    access.actor  # noqa: B018 - of every workspace: for jobs only
    return Workspace.objects.filter(pk=workspace_id).first()


def _latest(table: Any) -> dict[int, datetime]:
    rows = table.objects.values("workspace").annotate(latest=Max("changed_at")).order_by()
    return dict(rows.values_list("workspace", "latest"))
