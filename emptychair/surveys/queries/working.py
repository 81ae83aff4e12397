"""Which workspaces have something to do, for jobs that come round."""

from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.surveys.models import Autopilot, AutopilotMember, Survey
from emptychair.surveys.types import SurveyState


def workspaces_with_due_turns(access: Access, *, now: datetime) -> list[Workspace]:
    """Where an autopilot runs and it is somebody's turn; `access` sees its own only."""
    access.require(Permission.SURVEY_SEND)
    running = Autopilot.objects.filter(is_active=True, survey__state=SurveyState.RUNNING)
    due = AutopilotMember.objects.filter(autopilot__in=running, next_at__lte=now)
    return _workspaces(
        access, set(due.order_by().values_list("workspace_id", flat=True).distinct())
    )


def workspaces_with_autopilots(access: Access) -> list[Workspace]:
    """Where an autopilot runs; `access` sees its own only."""
    access.require(Permission.SURVEY_SEND)
    running = Autopilot.objects.filter(is_active=True, survey__state=SurveyState.RUNNING)
    return _workspaces(access, set(running.values_list("workspace_id", flat=True)))


def workspaces_that_wait(access: Access) -> list[Workspace]:
    """Where a running survey waits for an event; `access` sees its own only."""
    access.require(Permission.SURVEY_SEND)
    waiting = Survey.objects.filter(state=SurveyState.RUNNING).exclude(trigger_event="")
    return _workspaces(access, set(waiting.values_list("workspace_id", flat=True)))


def _workspaces(access: Access, ids: set[int]) -> list[Workspace]:
    rows = Workspace.objects.filter(pk__in=ids)
    if access.place is not None:
        rows = rows.filter(pk=access.place.pk)
    return list(rows.order_by("pk"))
