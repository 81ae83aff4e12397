"""Work of surveys that happens later; each job re-reads what it needs and calls a service."""

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.jobs import job
from emptychair.surveys.queries.stored import workspace_of_survey, workspace_of_wave
from emptychair.surveys.services.triggers import ask_after_event as ask_after
from emptychair.surveys.services.waves import continue_wave


@job("surveys.ask_batch")
def ask_batch(*, wave_id: int, after_id: int) -> None:
    """The next people of a wave."""
    workspace = workspace_of_wave(Access.system(None, "wave"), wave_id)
    if workspace is not None:
        access = Access.system(workspace, "wave")
        continue_wave(access, wave_id, after_id=after_id, now=timezone.now())


@job("surveys.ask_after_event")
def ask_after_event(*, survey_id: int, event_id: int) -> None:
    """Somebody, after something happened."""
    workspace = workspace_of_survey(Access.system(None, "event"), survey_id)
    if workspace is not None:
        access = Access.system(workspace, "event")
        ask_after(access, survey_id=survey_id, event_id=event_id, now=timezone.now())
