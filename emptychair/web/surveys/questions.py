"""Writing a survey: its pages and questions, put in, moved, copied, taken out and brought back."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid, NotFound
from emptychair.surveys.change_words import language_name
from emptychair.surveys.queries import survey_with_id
from emptychair.surveys.queries.definitions import draft_of
from emptychair.surveys.rules.checking import seconds_to_answer
from emptychair.surveys.rules.definition import read_definition, write_definition
from emptychair.surveys.rules.drafting import (
    add_block,
    add_page,
    copy_question,
    move_ending,
    move_page,
    move_question,
    question_with,
    take_out_ending,
    take_out_page,
    take_out_question,
)
from emptychair.surveys.rules.marks import mark_of
from emptychair.surveys.rules.templates.blocks import BLOCKS
from emptychair.surveys.rules.translating import missing_in
from emptychair.surveys.services.drafting import change_draft, taken_keys
from emptychair.surveys.types.definition import Definition, QuestionKind
from emptychair.web.surveys.questions_shown import (
    ending_rows,
    ending_with,
    known_subjects,
    notes_of,
    page_rows,
)
from emptychair.web.surveys.questions_words import BLOCK_WORDS, GROUPS, KINDS
from emptychair.web.ui.parts import render_page

if TYPE_CHECKING:
    from emptychair.surveys.models import Survey

Act = Callable[[Definition, str, set[str]], Definition]
ACTS: dict[str, Act] = {
    "up": lambda now, key, _taken: move_question(now, key, -1),
    "down": lambda now, key, _taken: move_question(now, key, 1),
    "copy": copy_question,
    "delete": lambda now, key, _taken: take_out_question(now, key),
    "page-up": lambda now, key, _taken: move_page(now, key, -1),
    "page-down": lambda now, key, _taken: move_page(now, key, 1),
    "page-add": lambda now, key, _taken: add_page(now, after=key),
    "page-delete": lambda now, key, _taken: take_out_page(now, key),
    "ending-up": lambda now, key, _taken: move_ending(now, key, -1),
    "ending-down": lambda now, key, _taken: move_ending(now, key, 1),
    "ending-delete": lambda now, key, _taken: take_out_ending(now, key),
}


def writing(request: HttpRequest, survey_id: int) -> tuple[Access, "Survey", Definition]:
    """Who writes, which survey, and what stands there now."""
    access = access_from(request)
    access.require(Permission.SURVEY_WRITE)
    survey = survey_with_id(access, survey_id)
    return access, survey, draft_of(access, survey)


def around(survey: "Survey", definition: Definition, here: str) -> dict[str, Any]:
    """What the head of each page of the editor shows."""
    return {"survey": survey, "definition": definition, "here": here}


@require_safe
def questions(request: HttpRequest, survey_id: int) -> HttpResponse:
    """All pages and questions, and beside them how long it takes and what is to mend."""
    access, survey, definition = writing(request, survey_id)
    subjects = known_subjects(access, definition)
    notes = notes_of(access, survey, definition)
    main = definition.main_language
    context = {
        **around(survey, definition, "questions"),
        "pages": page_rows(definition, notes, subjects),
        "endings": ending_rows(definition, subjects),
        "count": len(definition.questions),
        "seconds": seconds_to_answer(definition, main),
        "stops": sum(note.stops for note in notes),
        "looks": sum(not note.stops for note in notes),
        "languages": [
            (code, language_name(code), len(missing_in(definition, code)), code == main)
            for code in definition.languages
        ],
        "groups": [
            (words, [(kind.value, KINDS[kind]) for kind in kinds]) for words, kinds in GROUPS
        ],
        "blocks": [(key, BLOCK_WORDS[key]) for key in BLOCKS],
        "is_asked": survey.version > 0,
        "may_send": access.may(Permission.SURVEY_SEND),
    }
    return render_page(request, "surveys/questions.html", context)


@require_POST
def add(request: HttpRequest, survey_id: int) -> HttpResponseRedirect:
    """A ready block at once; a question by way of its form."""
    access, survey, _definition = writing(request, survey_id)
    page, block = request.POST.get("page", ""), request.POST.get("block", "")
    if block in BLOCKS:
        change_draft(access, survey, lambda now: add_block(now, BLOCKS[block], page=page))
        messages.success(request, _("The statements are in."))
        return to_list(survey, f"p-{page}")
    kind = request.POST.get("kind", "")
    if kind not in {one.value for one in QuestionKind}:
        raise Invalid
    address = reverse("survey-question-new", args=[survey.pk, kind])
    return redirect(f"{address}?page={page}")


@require_POST
def act(request: HttpRequest, survey_id: int) -> HttpResponseRedirect:
    """Move, copy, take out. What was taken out can be brought back for a while."""
    access, survey, definition = writing(request, survey_id)
    name, _gap, key = request.POST.get("act", "").partition(":")
    what, _gap, deed = name.rpartition("-")
    if name not in ACTS or not _is_there(definition, what, key):
        raise NotFound
    taken = taken_keys(access, survey)
    before = definition
    after = change_draft(access, survey, lambda now: ACTS[name](now, key, taken))
    if deed == "delete":
        offer_undo(request, survey, before, after, _TOLD[what]())
    anchor = {"": "q", "page": "p", "ending": "e"}[what]
    return to_list(survey, f"{anchor}-{key}")


@require_POST
def undo(request: HttpRequest, survey_id: int) -> HttpResponseRedirect:
    """Bring back what was taken out, unless something was written since."""
    access, survey, _definition = writing(request, survey_id)
    kept = request.session.pop(_place(survey), None)
    if kept is None:
        messages.info(request, _("There is nothing left to bring back."))
        return to_list(survey)
    before = read_definition(kept["before"])
    change_draft(access, survey, lambda _now: before, seen=(lambda now: now, kept["after"]))
    messages.success(request, _("It is back."))
    return to_list(survey)


def offer_undo(
    request: HttpRequest, survey: "Survey", before: Definition, after: Definition, told: str
) -> None:
    """Keep what stood there, and say how it comes back."""
    request.session[_place(survey)] = {
        "before": write_definition(before),
        "after": mark_of(after),
    }
    address = reverse("survey-undo", args=[survey.pk])
    messages.success(request, told, extra_tags=f"undo:{address}")


def to_list(survey: "Survey", anchor: str = "") -> HttpResponseRedirect:
    """Back to the list, where it was left."""
    address = reverse("survey-questions", args=[survey.pk])
    return HttpResponseRedirect(f"{address}#{anchor}" if anchor else address)


def _place(survey: "Survey") -> str:
    return f"survey-undo-{survey.pk}"


def _is_there(definition: Definition, what: str, key: str) -> bool:
    if what == "page":
        return any(page.key == key for page in definition.pages)
    if what == "ending":
        return ending_with(definition, key) is not None
    return question_with(definition, key) is not None


_TOLD: dict[str, Callable[[], str]] = {
    "": lambda: _("The question is out."),
    "page": lambda: _("The page is out, with its questions."),
    "ending": lambda: _("The ending is out."),
}
