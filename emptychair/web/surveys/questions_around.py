"""What stands around the questions: pages, endings, languages and values of the link."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from msgspec.structs import replace

from emptychair.accounts.access import Access
from emptychair.kit.errors import NotFound
from emptychair.surveys.errors import DraftChanged
from emptychair.surveys.rules.conditions import about_score
from emptychair.surveys.rules.drafting import fresh_key, put_ending, put_page
from emptychair.surveys.rules.marks import mark_of
from emptychair.surveys.services.drafting import change_draft
from emptychair.surveys.types.definition import Condition, Definition, Ending
from emptychair.web.surveys.questions import around, to_list, writing
from emptychair.web.surveys.questions_around_forms import EndingForm, PageForm, WholeForm
from emptychair.web.surveys.questions_condition import ConditionForm, Subject
from emptychair.web.surveys.questions_shown import (
    ending_with,
    known_subjects,
    title_at,
)
from emptychair.web.surveys.questions_words import ENDING_KINDS
from emptychair.web.ui.parts import render_page

if TYPE_CHECKING:
    from django.http import QueryDict

PAGE_FORMS = ["GET", "HEAD", "POST"]


@require_http_methods(PAGE_FORMS)
def page(request: HttpRequest, survey_id: int, key: str) -> HttpResponse:
    """The heading of a page, and when it is shown."""
    access, survey, definition = writing(request, survey_id)
    found = next((one for one in definition.pages if one.key == key), None)
    if found is None:
        raise NotFound
    language, sent = definition.main_language, _sent(request)
    initial = {"title": found.title.get(language, "")}
    form = PageForm(sent, initial=_typed(request) or initial, label_suffix="")
    first = found.questions[0].key if found.questions else ""
    subjects = (
        _before_page(access, definition, key)
        if not first
        else known_subjects(access, definition, key=first)
    )
    condition = ConditionForm(subjects, found.show_if, request.POST or None)
    status = 200
    if sent is not None and _all_right(form, condition):
        built = replace(form.built(found, language), show_if=condition.condition())
        try:
            change_draft(
                access,
                survey,
                lambda now: put_page(now, built),
                seen=(lambda now: next((p for p in now.pages if p.key == key), None), _seen(sent)),
            )
        except DraftChanged as refusal:
            messages.error(request, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("Saved."))
            return to_list(survey, f"p-{key}")
    context = {
        **around(survey, definition, "questions"),
        "title": title_at(definition, f"page:{key}"),
        "form": form,
        "condition": condition,
        "seen": _mark(request, found, stale=status == 409),
    }
    return _answered(request, "surveys/questions_page.html", context, form, condition, status)


@require_http_methods(PAGE_FORMS)
def ending(request: HttpRequest, survey_id: int, key: str = "") -> HttpResponse:
    """One way it ends; a new one where no key is given."""
    access, survey, definition = writing(request, survey_id)
    found = ending_with(definition, key) if key else _new_ending(definition)
    if found is None:
        raise NotFound
    language, sent = definition.main_language, _sent(request)
    form = EndingForm(sent, initial=_typed(request) or _of_ending(found, language), label_suffix="")
    subjects = known_subjects(access, definition)
    kind = (request.POST.get("kind") if request.method == "POST" else "") or found.kind
    if kind == "review":
        subjects = _without_score(subjects, definition)
    condition = ConditionForm(subjects, _heard(found, kind, definition), request.POST or None)
    status = 200
    if sent is not None and _all_right(form, condition):
        built = replace(form.built(found, language), show_if=condition.condition())
        seen = (lambda now: ending_with(now, key), _seen(sent)) if key else None
        try:
            change_draft(access, survey, lambda now: put_ending(now, built), seen=seen)
        except DraftChanged as refusal:
            messages.error(request, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("Saved."))
            return to_list(survey, f"e-{built.key}")
    context = {
        **around(survey, definition, "questions"),
        "title": title_at(definition, f"ending:{key}") if key else _("New ending"),
        "form": form,
        "condition": condition,
        "kinds": ENDING_KINDS.items(),
        "is_review": kind == "review",
        "was_gated": kind == "review" and _heard(found, kind, definition) != found.show_if,
        "seen": _mark(request, found, stale=status == 409),
    }
    return _answered(request, "surveys/questions_ending.html", context, form, condition, status)


@require_http_methods(PAGE_FORMS)
def whole(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Languages, the main question, hidden fields."""
    access, survey, definition = writing(request, survey_id)
    form, status = WholeForm(definition, request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            change_draft(access, survey, form.built, seen=(_around_questions, _seen(request.POST)))
        except DraftChanged as refusal:
            messages.error(request, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("Saved."))
            return to_list(survey)
    context = {
        **around(survey, definition, "whole"),
        "form": form,
        "seen": mark_of(_around_questions(definition)),
    }
    status = 422 if form.errors else status
    return render_page(request, "surveys/questions_whole.html", context, status=status)


def _around_questions(definition: Definition) -> object:
    return (definition.languages, definition.main_language, definition.score, definition.hidden)


def _new_ending(definition: Definition) -> Ending:
    keys = {one.key for one in definition.endings}
    return Ending(key=fresh_key("ending", keys), title={})


def _of_ending(ending: Ending, language: str) -> dict[str, Any]:
    texts = {name: getattr(ending, name).get(language, "") for name in ("title", "text", "button")}
    return {"kind": ending.kind, "link": ending.link, **texts}


def _without_score(subjects: dict[str, Subject], definition: Definition) -> dict[str, Subject]:
    """A review is asked of everybody, whatever they answered."""
    del definition
    return {
        key: one
        for key, one in subjects.items()
        if key != "score_band" and not key.startswith("answer:")
    }


def _heard(ending: Ending, kind: str, definition: Definition) -> Condition | None:
    """The condition without what a review may not ask for."""
    if kind != "review" or ending.show_if is None:
        return ending.show_if
    kept = tuple(
        one
        for one in ending.show_if.clauses
        if not (about_score(one, definition) or one.subject.startswith("answer:"))
    )
    return Condition(clauses=kept, match=ending.show_if.match) if kept else None


def _before_page(access: Access, definition: Definition, key: str) -> dict[str, Subject]:
    """What an empty page may ask for."""
    keys = [one.key for one in definition.pages]
    before = replace(definition, pages=definition.pages[: keys.index(key)])
    return known_subjects(access, before)


def _sent(request: HttpRequest) -> "QueryDict | None":
    is_saved = request.method == "POST" and not request.POST.get("again")
    return request.POST if is_saved else None


def _typed(request: HttpRequest) -> dict[str, Any]:
    """What stands in the fields while only the condition is changed."""
    is_again = request.method == "POST" and request.POST.get("again")
    return {name: str(value) for name, value in request.POST.items()} if is_again else {}


def _seen(sent: "QueryDict") -> str:
    return sent.get("seen", "")


def _mark(request: HttpRequest, part: object, *, stale: bool) -> str:
    return mark_of(part) if stale else request.POST.get("seen") or mark_of(part)


def _all_right(form: PageForm | EndingForm, condition: ConditionForm) -> bool:
    is_right = form.is_valid()
    return condition.is_valid() and is_right


def _answered(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    form: PageForm | EndingForm,
    condition: ConditionForm,
    status: int,
) -> HttpResponse:
    is_wrong = form.is_bound and (form.errors or not condition.is_valid())
    return render_page(request, template, context, status=422 if is_wrong else status)
