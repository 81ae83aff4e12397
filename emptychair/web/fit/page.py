"""The page: where the product stands with each group, and what to do in that stage."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.fit.queries import fit_by_segment, loved_by, overrules_of, people_to_talk_to
from emptychair.fit.queries.answers import NewestAnswers
from emptychair.fit.queries.loved import FIRST
from emptychair.fit.types import FitTest, Overrule, Part, SegmentFit, Stage
from emptychair.fit.words import (
    learning_words,
    needed_words,
    part_title,
    part_words,
    segment_words,
    stage_words,
)
from emptychair.http.access import access_from
from emptychair.surveys.queries import surveys_of
from emptychair.surveys.types import SurveyState
from emptychair.web.fit.pictures import fit_chart
from emptychair.web.ui.parts import render_page

TONES = {Stage.BEFORE: "bad", Stage.UNKNOWN: "wait", Stage.AFTER: "good"}
FIRST_TALKS = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One group as the page shows it."""

    fit: SegmentFit
    name: str
    tone: str
    stage: str
    parts: tuple[tuple[str, str], ...]
    why: str
    needed: str
    people_address: str
    test_address: str
    overrule_address: str


@require_safe
def fit(request: HttpRequest) -> HttpResponse:
    """Everybody first, then group by group."""
    access = access_from(request)
    access.require(Permission.SCORE_READ)
    now = timezone.now()
    answers = NewestAnswers(access, now=now)
    lines = [line_of(one) for one in fit_by_segment(access, now=now, answers=answers)]
    everybody = lines[0]
    loved = loved_by(access, now=now, answers=answers)
    context = {
        "everybody": everybody,
        "lines": lines[1:],
        "chart": fit_chart([line.fit for line in lines]),
        "learning": learning_words(everybody.fit),
        "loved": loved,
        "first": FIRST,
        "to_go": max(0, FIRST - loved.people),
        "overrules": [(one, stands, segment_words(one.segment)) for one, stands in _all(access)],
        "talks": people_to_talk_to(access, now=now, answers=answers)[:FIRST_TALKS],
        "is_must_have": everybody.fit.setting.test == FitTest.MUST_HAVE,
        "survey_address": _survey_address(access),
        "may_begin": access.may(Permission.SURVEY_WRITE),
        "may_manage": access.may(Permission.PROGRAMME_MANAGE),
    }
    return render_page(request, "fit/fit.html", context)


def line_of(one: SegmentFit) -> Line:
    """A group in words, with where to go on."""
    asked = urlencode({"segment": one.segment})
    return Line(
        fit=one,
        name=segment_words(one.segment),
        tone=TONES[one.stage],
        stage=str(one.stage.label),
        parts=tuple((part_title(part), _part(part)) for part in one.parts),
        why=stage_words(one),
        needed=needed_words(one),
        people_address=f"{reverse('fit-people')}?{asked}",
        test_address=f"{reverse('fit-test')}?{asked}",
        overrule_address=f"{reverse('fit-overrule')}?{asked}",
    )


def _part(part: Part) -> str:
    return part_words(part)


def _all(access: Access) -> list[tuple[Overrule, bool]]:
    return list(overrules_of(access, limit=20))


def _survey_address(access: Access) -> str:
    """The survey that asks it, if there is one."""
    if not access.may(Permission.SURVEY_READ):
        return ""
    turn = [SurveyState.RUNNING.value, *SurveyState.values]
    asking = [one for one in surveys_of(access) if one.metric == "pmf"]
    asking.sort(key=lambda one: turn.index(one.state))
    return reverse("survey", args=[asking[0].pk]) if asking else ""
