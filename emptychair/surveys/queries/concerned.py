"""Of many facts at once: which of them surveys have anything to do with."""

from collections.abc import Collection

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.prepared import Prepared
from emptychair.surveys.models import Response, Survey
from emptychair.surveys.types import SurveyState

_WAITING = Prepared(
    lambda workspaces: (
        Survey.objects.filter(workspace__in=workspaces, state=SurveyState.RUNNING)
        .exclude(trigger_event="")
        .values_list("workspace_id", "trigger_event")
    ),
    workspaces=list[int],
)


def events_waited_for(access: Access, workspace_ids: Collection[int]) -> set[tuple[int, str]]:
    """Workspace and name of the customer events after which a running survey asks."""
    access.require(Permission.SURVEY_SEND)
    rows = _WAITING.rows(workspaces=list(workspace_ids))
    return {(workspace, name) for workspace, name in rows}


def answers_to_invitations(access: Access, response_ids: Collection[int]) -> set[int]:
    """Those of these answers that somebody gave who was invited."""
    access.require(Permission.SURVEY_SEND)
    answers = Response.objects.filter(pk__in=response_ids, invitation__isnull=False)
    return set(answers.values_list("pk", flat=True))
