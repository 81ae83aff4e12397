"""A wave: everybody whom a survey is for, asked in batches by jobs, and resumable after a crash."""

from datetime import datetime

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.jobs import enqueue
from emptychair.surveys.errors import SurveyNotRunning
from emptychair.surveys.models import Survey, Wave
from emptychair.surveys.services.asking import ask_person
from emptychair.surveys.services.audience import audience_of
from emptychair.surveys.services.starting import publish_first
from emptychair.surveys.types import SurveyState

BATCH = 50  # people in one transaction


def begin_wave(access: Access, survey: Survey, *, wave: str, now: datetime) -> tuple[Wave, bool]:
    """Have everybody asked whom the survey is for; and whether this wave is new.

    A draft is started by it. The same wave again asks nobody twice. Raises `SurveyNotRunning` for a
    survey that was paused or closed.
    """
    access.require(Permission.SURVEY_SEND)
    if survey.state not in {SurveyState.RUNNING, SurveyState.DRAFT}:
        raise SurveyNotRunning
    with transaction.atomic():
        if survey.state == SurveyState.DRAFT:
            publish_first(access, survey, now=now)
            survey.state = SurveyState.RUNNING
            survey.save(update_fields=["state", "changed_at"])
        row, is_new = Wave.objects.get_or_create(
            workspace=access.workspace,
            survey=survey,
            key=wave,
            defaults={"people": audience_of(access, survey).count(), "begun_at": now},
        )
        if is_new:
            record_audit(
                access, survey, action="survey.asked", after={"wave": wave, "people": row.people}
            )
            enqueue("surveys.ask_batch", wave_id=row.pk, after_id=0)
    return row, is_new


def continue_wave(access: Access, wave_id: int, *, after_id: int, now: datetime) -> None:
    """Ask the next batch, and have the one after it done; in one transaction, so that a crash
    leaves either all of it or nothing.

    A batch that was done already, and a wave whose survey was paused, does nothing.
    """
    access.require(Permission.SURVEY_SEND)
    with transaction.atomic():
        rows = Wave.objects.visible_to(access)
        rows = rows.select_related("survey__segment", "survey__touchpoint")
        wave = rows.select_for_update(of=("self",)).get(pk=wave_id)
        if wave.finished_at or wave.reached_id != after_id:
            return
        if wave.survey.state != SurveyState.RUNNING:
            return
        found = audience_of(access, wave.survey).filter(pk__gt=after_id).order_by("pk")[:BATCH]
        people = list(found)
        came = [
            ask_person(access, wave.survey, one, occasion=f"wave:{wave.key}", now=now)
            for one in people
        ]
        wave.considered += len(people)
        wave.asked += sum(one.asked for one in came)
        is_last = len(people) < BATCH
        if is_last:
            wave.finished_at = now
        else:
            wave.reached_id = people[-1].pk
        wave.save()
        if not is_last:
            enqueue("surveys.ask_batch", wave_id=wave.pk, after_id=wave.reached_id)


def resume_waves(access: Access, survey: Survey) -> int:
    """Go on with waves that a pause held up; how many."""
    access.require(Permission.SURVEY_SEND)
    waiting = Wave.objects.visible_to(access).filter(survey=survey, finished_at=None)
    for wave in waiting:
        enqueue("surveys.ask_batch", wave_id=wave.pk, after_id=wave.reached_id)
    return len(waiting)
