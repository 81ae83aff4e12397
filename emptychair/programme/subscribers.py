"""What the programme does when something happened below."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override as in_language

from emptychair.accounts.access import Access
from emptychair.kit.events import subscribe
from emptychair.kit.periods import local_day
from emptychair.metrics.events import ChangeNoticed
from emptychair.metrics.words import day_words, writer
from emptychair.programme.queries.workspaces import workspace_with_id
from emptychair.programme.services.tasks import call_task
from emptychair.programme.types import Exceptional, Found
from emptychair.surveys.types import Metric
from emptychair.touchpoints.errors import TouchpointNotFound
from emptychair.touchpoints.queries import touchpoint_with_id


@subscribe(ChangeNoticed, name="programme.call_task_for_fallen_score")
def call_task_for_fallen_score(event: ChangeNoticed) -> None:
    """A score that fell beyond noise, of the company or of a touchpoint, calls its checklist."""
    if event.kind != "score" or event.is_good:
        return
    workspace = workspace_with_id(Access.system(None, "a score fell"), event.workspace_id)
    if workspace is None:
        return
    access, now = Access.system(workspace, "a score fell"), timezone.now()
    with in_language(workspace.language):
        call_task(access, _found(access, event), today=local_day(now, workspace.zone))


def _found(access: Access, event: ChangeNoticed) -> Found:
    return Found(
        key=Exceptional.SCORE_DROP.value,
        unique=f"alert:{event.alert_id}",
        parameters={
            "metric": str(Metric(event.metric).label),
            "place": _place(access, event),
            "since": day_words(date.fromisoformat(event.since)),
            "new": writer(event.metric)(event.after),
            "old": writer(event.metric)(event.before),
        },
    )


def _place(access: Access, event: ChangeNoticed) -> str:
    if event.place_kind == "touchpoint":
        try:
            return touchpoint_with_id(access, int(event.place)).name
        except TouchpointNotFound:
            return ""
    return event.place or _("Whole company")
