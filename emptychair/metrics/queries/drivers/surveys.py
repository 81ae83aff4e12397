"""Which surveys can be asked what moves their score."""

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.live import live_tables
from emptychair.metrics.driver_types import DriverSurvey
from emptychair.metrics.queries.counts import answers_now
from emptychair.metrics.queries.drivers.columns import further_now
from emptychair.surveys.models import Survey
from emptychair.surveys.types import SurveyState


def driver_surveys(access: Access) -> list[DriverSurvey]:
    """Every survey that was answered: those with most answers on further scales first."""
    access.require(Permission.SCORE_READ)
    answered, asked = _answered(access), _asked(access)
    found = [
        DriverSurvey(
            id=row.pk,
            name=row.name,
            metric=row.metric,
            answers=asked.get(row.pk, (0, 0))[0],
            questions=asked.get(row.pk, (0, 0))[1],
        )
        for row in Survey.objects.visible_to(access).exclude(state=SurveyState.DRAFT)
    ]
    return sorted(found, key=lambda one: (-one.answers, -answered.get(one.id, 0), one.name))


def _answered(access: Access) -> dict[int, int]:
    """How many scores each survey has."""
    rows = live_tables().fetch(
        answers_now(access),
        ("answers by survey",),
        lambda answers: (
            answers.filter(answers.is_counted, answers.score.notnull())
            .group_by("survey_id")
            .aggregate(n=lambda each: each.count())
        ),
    )
    return {row["survey_id"]: row["n"] for row in rows}


def _asked(access: Access) -> dict[int, tuple[int, int]]:
    """How many answers each survey has that also hold further ones, and how many questions."""
    rows = live_tables().fetch(
        further_now(access),
        ("further by survey",),
        lambda further: further.group_by("survey_id").aggregate(
            n=further.response_id.nunique(), questions=further.question.nunique()
        ),
    )
    return {row["survey_id"]: (row["n"], row["questions"]) for row in rows}
