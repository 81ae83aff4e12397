"""Trying a survey that is being written: answered page by page, and nothing is stored.

What was answered so far travels in the address, so that conditions, order and endings are those
that respondents will see.
"""

from typing import TYPE_CHECKING

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from msgspec.structs import replace

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.surveys.queries import survey_with_id
from emptychair.surveys.queries.definitions import draft_of
from emptychair.surveys.rules.flow import (
    next_page,
    page_with,
    previous_page,
    problems_left,
    shown_questions,
)
from emptychair.surveys.rules.saving import keep
from emptychair.surveys.services.answering import AnswerSession
from emptychair.surveys.services.facts import facts_for
from emptychair.surveys.services.sitting import Sitting, hidden_values, spoken_language
from emptychair.surveys.types.definition import AnswerValue, Definition, Page
from emptychair.web.respond.door import Door, given_with
from emptychair.web.respond.paged import respond
from emptychair.web.respond.reading import read_form

if TYPE_CHECKING:
    from emptychair.surveys.models import Survey

LONGEST = 120  # of a text that travels in an address
_FRAMED = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)


@csrf_exempt  # nothing is stored or sent, whoever posts it
@require_http_methods(["GET", "HEAD", "POST"])
def try_survey(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The draft as it will stand there; one question alone with `only`."""
    access = access_from(request)
    access.require(Permission.SURVEY_WRITE)
    survey = survey_with_id(access, survey_id)
    given = given_with(request)
    definition = _part(draft_of(access, survey), given.get("only", ""))
    sitting = _sitting(access, survey, definition, given)
    door = Door(
        address=reverse("survey-try", args=[survey.pk]),
        sender_address=access.workspace.sender_address,
        carried={name: given[name] for name in ("only", "answers") if given.get(name)},
    )
    if request.method == "POST":
        return _framed(_onward(request, sitting, door))
    return _framed(respond(request, sitting, door))


def _part(definition: Definition, only: str) -> Definition:
    """The whole survey, or a single question whatever its condition says."""
    found = [one for one in definition.questions if one.key == only]
    if not found:
        return definition
    page = Page(key="only", questions=(replace(found[0], show_if=None),))
    return replace(definition, pages=(page,))


def _sitting(
    access: Access, survey: "Survey", definition: Definition, given: dict[str, str]
) -> Sitting:
    language = spoken_language(definition, given.get("language", ""), ())
    session = AnswerSession(
        survey=survey,
        definition=definition,
        version=survey.version,
        language=language,
        channel="preview",
        source="preview",
        properties=hidden_values(definition, given),
        is_test=True,
    )
    facts = facts_for(access, survey, language=language, properties=session.properties)
    return Sitting(
        access=access,
        session=session,
        response=None,
        answers=_answers(given.get("answers", "")),
        facts=facts,
        seed=f"preview:{survey.pk}",
    )


def _answers(text: str) -> dict[str, AnswerValue]:
    try:
        return msgspec.json.decode(text, type=dict[str, AnswerValue]) if text else {}
    except msgspec.DecodeError:
        return {}


def _onward(request: HttpRequest, sitting: Sitting, door: Door) -> HttpResponseRedirect:
    """To the page that comes next, with what was answered."""
    definition, facts = sitting.definition, sitting.facts
    page = page_with(definition, request.POST.get("page", ""))
    if page is None:
        return HttpResponseRedirect(door.link(sitting))
    seen = set(request.POST.get("shown", "").split())
    given = read_form([one for one in page.questions if one.key in seen], request.POST)
    answers = keep(definition, sitting.answers, given, facts, page=page.key).answers
    carried = {**door.carried, "answers": _short(answers)}
    door = Door(address=door.address, carried=carried)
    if request.POST.get("go") == "back":
        before = previous_page(definition, answers, facts, page.key) or page
        return HttpResponseRedirect(door.link(sitting, page=before.key))
    if not seen.isdisjoint(problems_left(definition, answers, facts, page=page.key)):
        return HttpResponseRedirect(door.link(sitting, page=page.key, check="1"))
    shown = shown_questions(page, definition, answers, facts)
    if not seen.issuperset(one.key for one in shown):  # the answers brought up others
        return HttpResponseRedirect(door.link(sitting, page=page.key))
    upcoming = next_page(definition, answers, facts, page.key)
    if upcoming is not None:
        return HttpResponseRedirect(door.link(sitting, page=upcoming.key))
    return HttpResponseRedirect(door.link(sitting, done="1"))


def _short(answers: dict[str, AnswerValue]) -> str:
    """The answers as they travel; words are cut, for an address has an end."""
    cut = {key: replace(one, text=one.text[:LONGEST]) for key, one in answers.items()}
    return msgspec.json.encode(cut).decode()


def _framed(response: HttpResponse) -> HttpResponse:
    """Pages of ours may show it in a frame."""
    response["Content-Security-Policy"] = _FRAMED
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response
