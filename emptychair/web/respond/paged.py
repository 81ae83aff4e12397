"""Surveys of several pages: one form for each, saved when it is left, without any script.

Looking stores nothing. Whoever shows a survey hands over a `Sitting` (who answers what) and a
`Door` (where it stands): the link of a mail, a public link, a kiosk.
"""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils import timezone, translation

from emptychair.surveys.rules.definition import score_question
from emptychair.surveys.rules.flow import (
    first_page,
    next_page,
    page_with,
    pipe,
    previous_page,
    problems_left,
    shown_pages,
    shown_questions,
    spoken,
)
from emptychair.surveys.rules.saving import keep
from emptychair.surveys.rules.scales import steps_of
from emptychair.surveys.services.sitting import Sitting, save_page
from emptychair.surveys.types import LinkState
from emptychair.surveys.types.definition import AnswerValue, Aside, Page
from emptychair.web.respond.door import BESIDE, Door, languages_of, surroundings
from emptychair.web.respond.ending import show_ending
from emptychair.web.respond.fields import fields_of
from emptychair.web.respond.reading import read_form
from emptychair.web.respond.words import ui_language

LONGEST_LOOK = 24 * 3600  # seconds; whoever comes back after a day was not reading
LONGEST_MOMENT = 12  # digits


def respond(request: HttpRequest, sitting: Sitting, door: Door) -> HttpResponse:
    """A page of the survey, what comes after it, or the thanks."""
    with translation.override(ui_language(sitting.session.language)):
        if request.method == "POST":
            return _take(request, sitting, door)
        return _look(request, sitting, door)


def _look(request: HttpRequest, sitting: Sitting, door: Door) -> HttpResponse:
    wish, said = _score_wish(request, sitting), sitting.response
    other_score = said is not None and wish not in {None, said.score}
    comes_to_change = other_score or not {"page", "change"}.isdisjoint(request.GET)
    if (sitting.is_whole and not comes_to_change) or "done" in request.GET:
        return show_ending(request, sitting, door)
    page = _page_to_show(request, sitting, wish)
    if page is None:
        return show_ending(request, sitting, door)
    answers = dict(sitting.answers)
    if wish is not None:
        answers[sitting.definition.score] = AnswerValue(number=wish)
    problems: dict[str, str] = {}
    if "check" in request.GET:
        problems = problems_left(sitting.definition, answers, sitting.facts, page=page.key)
    return _show(request, sitting, door, page, answers=answers, problems=problems)


def _take(request: HttpRequest, sitting: Sitting, door: Door) -> HttpResponse:
    definition, facts = sitting.definition, sitting.facts
    page = page_with(definition, request.POST.get("page", ""))
    if page is None:
        return HttpResponseRedirect(door.link(sitting))
    seen, now = set(request.POST.get("shown", "").split()), timezone.now()
    given = read_form([one for one in page.questions if one.key in seen], request.POST)
    kept = keep(definition, sitting.answers, given, facts, page=page.key)
    fresh = _not_seen(sitting, page, kept.answers, seen)
    upcoming = next_page(definition, kept.answers, facts, page.key)
    goes_back = request.POST.get("go") == "back"
    saved = save_page(
        sitting.access,
        sitting,
        page=page.key,
        values=given,
        now=now,
        seconds=_lay_open(request, now),
        finished=upcoming is None and not (goes_back or fresh),
    )
    if goes_back:
        before = previous_page(definition, saved.answers, facts, page.key)
        return HttpResponseRedirect(door.link(sitting, page=(before or page).key, change="1"))
    here = {key: code for key, code in saved.problems.items() if key in seen}
    if here:
        answers = {**saved.answers, **{key: given[key] for key in here if key in given}}
        return _show(
            request, sitting, door, page, answers=answers, problems=here, typed=request.POST
        )
    if fresh:
        link = door.link(sitting, page=page.key)
        return HttpResponseRedirect(f"{link}#q-{fresh[0]}-block")
    return HttpResponseRedirect(_onward(sitting, door, upcoming, saved.problems))


def _onward(sitting: Sitting, door: Door, upcoming: Page | None, problems: dict[str, str]) -> str:
    """To the next page, or to the first that must be looked at again, or to the thanks."""
    if upcoming is not None:
        return door.link(sitting, page=upcoming.key)
    for page in sitting.definition.pages:
        if any(question.key in problems for question in page.questions):
            return door.link(sitting, page=page.key, check="1")
    return door.link(sitting, done="1")


def _show(
    request: HttpRequest,
    sitting: Sitting,
    door: Door,
    page: Page,
    *,
    answers: dict[str, AnswerValue],
    problems: dict[str, str],
    typed: QueryDict | None = None,
) -> HttpResponse:
    definition, facts = sitting.definition, sitting.facts
    questions = shown_questions(page, definition, answers, facts)
    pages = [one.key for one in shown_pages(definition, answers, facts)]
    fields = fields_of(sitting, questions, answers, problems, typed)
    title = spoken(page.title, sitting.session.language, definition)
    response = sitting.response
    context: dict[str, Any] = {
        "page": surroundings(sitting, door),
        "is_test": sitting.session.is_test,
        "languages": languages_of(sitting, door, page=page.key, change="1"),
        "here": page,
        "title": pipe(title, answers, facts, definition=definition),
        "fields": fields,
        "problems": [one for one in fields if one.problem],
        "shown": " ".join(one.key for one in questions),
        "shown_at": int(timezone.now().timestamp()),
        "number": pages.index(page.key) + 1 if page.key in pages else 1,
        "count": max(len(pages), 1),
        "carried": [(BESIDE + name, value) for name, value in door.carried.items()],
        "address": door.address,
        "stop_link": door.stop_link,
        "trap": door.trap,
        "is_whole": sitting.is_whole,
        "is_resumed": response is not None and not sitting.is_whole and _comes_back(request),
        "is_late": _is_late(sitting, door),
        "privacy": sitting.session.survey.privacy if page.key in pages[:1] else "",
        "least": sitting.session.survey.smallest_group,
        "has_ranking": any(one.shape == "ranking" for one in fields),
        **door.confirm,
    }
    return render(request, "respond/page.html", context, status=422 if problems else 200)


def _lay_open(request: HttpRequest, now: datetime) -> float | None:
    """How many seconds this page was looked at; it is a hint, so the form may say it itself."""
    text = request.POST.get("shown_at", "")
    if not (text.isascii() and text.isdigit() and len(text) < LONGEST_MOMENT):
        return None
    seconds = now.timestamp() - int(text)
    return seconds if 0 <= seconds <= LONGEST_LOOK else None


def _not_seen(
    sitting: Sitting, page: Page, answers: dict[str, AnswerValue], seen: set[str]
) -> list[str]:
    """Questions of the page that what was just answered brought up."""
    shown = shown_questions(page, sitting.definition, answers, sitting.facts)
    return [one.key for one in shown if one.key not in seen]


def _page_to_show(request: HttpRequest, sitting: Sitting, wish: int | None) -> Page | None:
    definition, answers, facts = sitting.definition, sitting.answers, sitting.facts
    pages = shown_pages(definition, answers, facts)
    asked = page_with(definition, request.GET.get("page", ""))
    if asked in pages:
        return asked
    if wish is not None:
        with_score = [
            page for page in pages if any(one.key == definition.score for one in page.questions)
        ]
        if with_score:
            return with_score[0]
    said = sitting.response
    if said is not None and said.page and not sitting.is_whole:
        last = page_with(definition, said.page)
        return next_page(definition, answers, facts, said.page) or (last if last in pages else None)
    return first_page(definition, answers, facts)


def _score_wish(request: HttpRequest, sitting: Sitting) -> int | None:
    """The number that was clicked in a mail, where the scale has it."""
    main = score_question(sitting.definition)
    text = request.GET.get("score", "")
    steps = steps_of(main) if main else ()
    return next((step for step in steps if str(step) == text), None)


def _comes_back(request: HttpRequest) -> bool:
    """By the link itself, and not from another page."""
    return request.method == "GET" and {"page", "change"}.isdisjoint(request.GET)


def _is_late(sitting: Sitting, door: Door) -> bool:
    said = sitting.response
    return door.state is LinkState.CLOSED or (said is not None and said.aside == Aside.LATE)
