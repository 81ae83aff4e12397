"""Work of surveys that happens later; each job re-reads what it needs and calls a service."""

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.jobs import job, schedule
from emptychair.surveys.queries.anonymous import (
    anonymous_surveys,
    workspaces_with_anonymous_surveys,
)
from emptychair.surveys.queries.clicks import workspace_of_invitation
from emptychair.surveys.queries.reminding import workspaces_with_due_reminders
from emptychair.surveys.queries.stored import (
    survey_with_id,
    workspace_of_survey,
    workspace_of_wave,
)
from emptychair.surveys.queries.working import (
    workspaces_that_wait,
    workspaces_with_autopilots,
    workspaces_with_due_turns,
)
from emptychair.surveys.services.autopilot_run import fill_autopilots as fill_autopilots_of
from emptychair.surveys.services.autopilot_run import run_autopilots as run_autopilots_of
from emptychair.surveys.services.blurring import blur_answers as blur_answers_of
from emptychair.surveys.services.clicks import forget_visits as forget_old_visits
from emptychair.surveys.services.clicks import sort_clicks as sort_clicks_of
from emptychair.surveys.services.marking import mark_again
from emptychair.surveys.services.own_facts import note_own_facts as note_facts_of
from emptychair.surveys.services.reminders import send_due_reminders
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


@job("surveys.send_reminders", attempts=1)
def send_reminders() -> None:
    """Remind those whose time has come, in every workspace."""
    now = timezone.now()
    for workspace in workspaces_with_due_reminders(Access.system(None, "reminders"), now=now):
        send_due_reminders(Access.system(workspace, "reminders"), now=now)


@job("surveys.sort_clicks")
def sort_clicks(*, invitation_id: int) -> None:
    """What came of clicks that nobody confirmed."""
    workspace = workspace_of_invitation(Access.system(None, "clicks"), invitation_id)
    if workspace is not None:
        sort_clicks_of(Access.system(workspace, "clicks"), invitation_id, now=timezone.now())


@job("surveys.forget_visits", attempts=1)
def forget_visits() -> None:
    """Let old visits go."""
    forget_old_visits(Access.system(None, "clicks"), now=timezone.now())


@job("surveys.run_autopilots", attempts=1)
def run_autopilots() -> None:
    """Ask whoever's turn it is, in every workspace."""
    now = timezone.now()
    for workspace in workspaces_with_due_turns(Access.system(None, "autopilot"), now=now):
        run_autopilots_of(Access.system(workspace, "autopilot"), now=now)


@job("surveys.fill_autopilots", attempts=1)
def fill_autopilots() -> None:
    """Who joined and who left, in every workspace."""
    for workspace in workspaces_with_autopilots(Access.system(None, "autopilot")):
        fill_autopilots_of(Access.system(workspace, "autopilot"), now=timezone.now())


@job("surveys.note_own_facts", attempts=1)
def note_own_facts() -> None:
    """Renewals that come near, cancelled contracts, customers who left, in every workspace."""
    for workspace in workspaces_that_wait(Access.system(None, "triggers")):
        note_facts_of(Access.system(workspace, "triggers"), now=timezone.now())


@job("surveys.blur_answers", attempts=1)
def blur_answers() -> None:
    """Anonymous answers of days that are over: their tickets go, small days are merged."""
    for workspace in workspaces_with_anonymous_surveys(Access.system(None, "anonymity")):
        access = Access.system(workspace, "anonymity")
        for survey in anonymous_surveys(access):
            blur_answers_of(access, survey, now=timezone.now())


@job("surveys.mark_answers")
def mark_answers(*, survey_id: int) -> None:
    """Look at every answer of a survey anew: its marks, and whether it counts by the rule."""
    workspace = workspace_of_survey(Access.system(None, "quality"), survey_id)
    if workspace is not None:
        access = Access.system(workspace, "quality")
        mark_again(access, survey_with_id(access, survey_id))


schedule("surveys.run_autopilots", cron="*/5 * * * *")
schedule("surveys.fill_autopilots", cron="40 * * * *")
schedule("surveys.note_own_facts", cron="10 * * * *")
schedule("surveys.send_reminders", cron="*/5 * * * *")
schedule("surveys.blur_answers", cron="25 * * * *")
schedule("surveys.forget_visits", cron="20 3 * * *")
