"""Requests to ask somebody that are due, for the jobs."""

from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.integrations.delighted.models import SurveyRequest
from emptychair.integrations.delighted.types import RequestState


def request_to_carry_out(access: Access, request_id: int) -> SurveyRequest | None:
    """A request that waits, with its workspace, or nothing."""
    access.require(Permission.SURVEY_SEND)
    rows = SurveyRequest.objects.filter(pk=request_id, state=RequestState.PENDING)
    return rows.select_related("workspace").first()


def due_requests(access: Access, *, now: datetime, most: int) -> list[int]:
    """Numbers of requests whose time has come, in every workspace, the oldest first."""
    access.require(Permission.SURVEY_SEND)
    rows = SurveyRequest.objects.filter(state=RequestState.PENDING, scheduled_at__lte=now)
    return list(rows.order_by("scheduled_at", "pk").values_list("pk", flat=True)[:most])
