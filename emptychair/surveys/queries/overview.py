"""Surveys in numbers: how many were asked, how many answered, how far a wave came."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Subquery

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.prepared import prepared
from emptychair.analytics.live import live_tables
from emptychair.kit.prepared import ANEW
from emptychair.surveys.datasets import LIVE_INVITATIONS
from emptychair.surveys.expressions import asked_by_survey
from emptychair.surveys.models import Invitation, Response, Survey, Wave
from emptychair.surveys.types import SurveyRow, SurveyState


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyNumbers:
    """What came of a survey; `answered` counts invitations, `answers` whatever came in."""

    asked: int
    answered: int
    answers: int
    last_asked_at: datetime | None

    @property
    def rate(self) -> int | None:
        """Answered of asked in whole percent, or nothing before anybody was asked."""
        return round(100 * self.answered / self.asked) if self.asked else None


NOTHING = SurveyNumbers(asked=0, answered=0, answers=0, last_asked_at=None)
NOBODY: dict[str, Any] = {"n": 0, "back": 0, "last": None}


def survey_rows(access: Access, *, state: str = "") -> list[SurveyRow]:
    """The list of surveys, those that run first, each with its numbers; few queries."""
    access.require(Permission.SURVEY_READ)
    found = Survey.objects.visible_to(access).select_related("touchpoint")
    if state:
        found = found.filter(state=state)
    asked = _asked(access)
    order = list(SurveyState.values)
    rows = [_row(survey, asked.get(survey.pk, NOBODY)) for survey in found]
    turn = {"running": -1}
    return sorted(rows, key=lambda row: (turn.get(row.state, order.index(row.state)), row.name))


def numbers_of(access: Access, survey: Survey) -> SurveyNumbers:
    """What came of one survey."""
    return numbers_by_survey(access, survey_id=survey.pk).get(survey.pk, NOTHING)


def numbers_by_survey(access: Access, *, survey_id: int | None = None) -> dict[int, SurveyNumbers]:
    """What came of each survey, tests left out; two queries."""
    access.require(Permission.SURVEY_READ)
    found = _asked(access, survey_id=survey_id)
    answers = Response.objects.visible_to(access).counted()
    if survey_id is not None:
        answers = answers.filter(survey=survey_id)
    came = answers.order_by().values("survey_id").annotate(n=Count("pk"))
    counts = dict(came.values_list("survey_id", "n"))
    return {
        key: SurveyNumbers(
            asked=found.get(key, NOBODY)["n"],
            answered=found.get(key, NOBODY)["back"],
            answers=counts.get(key, 0),
            last_asked_at=found.get(key, NOBODY)["last"],
        )
        for key in {*found, *counts}
    }


def _asked(access: Access, *, survey_id: int | None = None) -> dict[int, dict[str, Any]]:
    """How many each survey asked. Of all surveys from the files of the engine where there are any:
    in an index of the database a million invitations take as long as all else on a page.
    """
    place, tables = access.workspace, live_tables()
    if survey_id is None and tables.pointers.opened(LIVE_INVITATIONS, place.pk, place.zone):
        live = tables.table(LIVE_INVITATIONS, place.pk, place.zone)
        rows = tables.fetch(live, ("asked by survey",), asked_by_survey)
        return {row["survey_id"]: row for row in rows}
    asked = Invitation.objects.visible_to(access).counted()
    if survey_id is not None:
        asked = asked.filter(survey=survey_id)
    grouped = asked.order_by().values("survey_id")
    told = grouped.annotate(n=Count("pk"), back=Count("answered_at"), last=Max("asked_at"))
    return {row["survey_id"]: row for row in told}


def waves_of(access: Access, survey: Survey, *, limit: int = 5) -> list[Wave]:
    """The newest waves of a survey; each knows how far it is."""
    access.require(Permission.SURVEY_READ)
    rows = Wave.objects.visible_to(access).filter(survey=survey)
    return list(rows.order_by("-begun_at", "-pk")[:limit])


def next_wave_key(access: Access, survey: Survey, *, day: date) -> str:
    """What the next wave is called: its day, and a number from the second of a day on."""
    access.require(Permission.SURVEY_READ)
    rows = Wave.objects.visible_to(access).filter(survey=survey, key__startswith=day.isoformat())
    before = rows.count()
    return day.isoformat() + (f"-{before + 1}" if before else "")


def surveys_at_rest(access: Access, *, since: datetime, limit: int) -> list[SurveyRow]:
    """Surveys that run, wait for no event, and have asked nobody since then."""
    if not access.may(Permission.SURVEY_SEND):
        return []
    return [
        _row(one, NOBODY | {"last": one.last}) for one in _at_rest(access, since=since, limit=limit)
    ]


@prepared(since=datetime, limit=ANEW)
def _at_rest(access: Access, *, since: datetime, limit: int) -> QuerySet[Survey]:
    waiting = Survey.objects.visible_to(access).filter(
        state=SurveyState.RUNNING, trigger_event="", created_at__lt=since
    )
    asked = Invitation.objects.visible_to(access).filter(survey=OuterRef("pk"))
    newest = asked.order_by("-asked_at").values("asked_at")[:1]  # one step in an index
    return (
        waiting.exclude(Exists(asked.counted().filter(asked_at__gte=since)))
        .select_related("touchpoint")
        .annotate(last=Subquery(newest))
        .order_by("last", "pk")[:limit]
    )


def _row(survey: Survey, asked: dict[str, Any]) -> SurveyRow:
    return SurveyRow(
        id=survey.pk,
        name=survey.name,
        metric=survey.metric,
        state=survey.state,
        touchpoint=survey.touchpoint.name if survey.touchpoint else "",
        trigger_event=survey.trigger_event,
        asked=asked["n"],
        answered=asked["back"],
        last_asked_at=asked["last"],
    )
