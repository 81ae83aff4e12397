"""What is done with anonymous answers when their day is over."""

from collections.abc import Iterable
from datetime import date, datetime
from random import SystemRandom

from django.db import transaction
from django.db.models import F

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.untold import tell_of_untold_changes
from emptychair.surveys.models import Answer, Invitation, Response, Survey
from emptychair.surveys.rules.anonymity import LATE_HOURS, merged_days, start_of_day


def blur_answers(access: Access, survey: Survey, *, now: datetime) -> int:
    """Forget the tickets of days that are over, and merge days with few answers; how many rows.

    The rows, and the used invitations, are written once more in an order by chance and in one
    transaction, since a database remembers in which order and by which transaction rows came.
    """
    access.require(Permission.SURVEY_SEND)
    zone = access.workspace.zone
    today = start_of_day((now.astimezone(zone) - LATE_HOURS).date(), zone)
    rows = Response.objects.visible_to(access).filter(survey=survey, answered_at__lt=today)
    with transaction.atomic():
        fresh = _shuffled(rows.exclude(external_id="").values_list("pk", flat=True))
        if not fresh:
            return 0
        for pk in fresh:
            rows.filter(pk=pk).update(external_id="")
        answers = Answer.objects.visible_to(access).filter(response__in=fresh)
        for pk in _shuffled(answers.values_list("pk", flat=True)):
            answers.filter(pk=pk).update(changed_at=F("changed_at"))
        used = Invitation.objects.visible_to(access).filter(
            survey=survey, answered_at__isnull=False
        )
        for pk in _shuffled(used.values_list("pk", flat=True)):
            used.filter(pk=pk).update(changed_at=F("changed_at"))
        _merge_days(access, survey, today)
    return len(fresh)


def _merge_days(access: Access, survey: Survey, today: datetime) -> None:
    zone = access.workspace.zone
    rows = Response.objects.visible_to(access).filter(survey=survey, answered_at__lt=today)
    counts: dict[date, int] = {}
    for moment in rows.filter(is_test=False).values_list("answered_at", flat=True):
        day = moment.astimezone(zone).date()
        counts[day] = counts.get(day, 0) + 1
    for day, later in merged_days(counts, least=survey.smallest_group).items():
        moment = start_of_day(later, zone)
        moved = rows.filter(answered_at=start_of_day(day, zone))
        mine = Answer.objects.visible_to(access).filter(response__in=moved)
        mine.update(created_at=moment, changed_at=moment)
        moved.exclude(finished_at=None).update(finished_at=moment)
        moved.update(answered_at=moment, created_at=moment, changed_at=moment, started_at=moment)
        tell_of_untold_changes(access.workspace.pk)


def _shuffled(keys: Iterable[int]) -> list[int]:
    found = list(keys)
    SystemRandom().shuffle(found)
    return found
