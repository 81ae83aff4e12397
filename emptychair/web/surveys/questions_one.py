"""One question: its words, its choices, when it is shown."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from msgspec.structs import replace

from emptychair.accounts.access import Access
from emptychair.kit.errors import NotFound
from emptychair.surveys.errors import DraftChanged, PictureUnusable
from emptychair.surveys.pictures import store_picture
from emptychair.surveys.rules.drafting import (
    page_of,
    put_question,
    question_with,
    questions_before,
)
from emptychair.surveys.rules.marks import mark_of
from emptychair.surveys.services.drafting import change_draft, taken_keys
from emptychair.surveys.types.definition import Definition, Question, QuestionKind
from emptychair.web.surveys.questions import around, to_list, writing
from emptychair.web.surveys.questions_condition import ConditionForm
from emptychair.web.surveys.questions_forms import QuestionForm, label_of_file
from emptychair.web.surveys.questions_framed import with_frames
from emptychair.web.surveys.questions_new import new_question, why_after
from emptychair.web.surveys.questions_shown import known_subjects, notes_of
from emptychair.web.surveys.questions_words import KINDS
from emptychair.web.ui.parts import render_page

if TYPE_CHECKING:
    from emptychair.surveys.models import Survey

PAGE_FORMS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One question on the desk, with its forms."""

    access: Access
    survey: "Survey"
    definition: Definition
    question: Question
    is_new: bool
    form: QuestionForm
    condition: ConditionForm


@require_http_methods(PAGE_FORMS)
def question(request: HttpRequest, survey_id: int, key: str) -> HttpResponse:
    """Change a question."""
    access, survey, definition = writing(request, survey_id)
    found = question_with(definition, key)
    if found is None:
        raise NotFound
    desk = _desk(request, access, survey, definition, found, is_new=False)
    if _is_sent(request, desk):
        try:
            return _save(request, desk)
        except DraftChanged as refusal:
            messages.error(request, str(refusal))
            return _page(request, desk, status=refusal.status, is_stale=True)
    return _page(request, desk)


@require_http_methods(PAGE_FORMS)
def question_new(request: HttpRequest, survey_id: int, kind: str) -> HttpResponse:
    """Write a new question; nothing is stored before it is saved."""
    access, survey, definition = writing(request, survey_id)
    if kind not in {one.value for one in QuestionKind}:
        raise NotFound
    fresh = new_question(QuestionKind(kind), taken_keys(access, survey))
    desk = _desk(request, access, survey, definition, fresh, is_new=True)
    return _save(request, desk) if _is_sent(request, desk) else _page(request, desk)


def _desk(
    request: HttpRequest,
    access: Access,
    survey: "Survey",
    definition: Definition,
    found: Question,
    *,
    is_new: bool,
) -> Desk:
    before = questions_before(definition, "" if is_new else found.key)
    sent = request.POST if request.method == "POST" else None
    rest: dict[str, Any] = {"before": before, "is_new": is_new}
    if sent is not None and sent.get("again"):
        form = QuestionForm(definition, found, **rest)
        typed = {
            name: field.widget.value_from_datadict(sent, request.FILES, name)
            for name, field in form.fields.items()
        }
        form = QuestionForm(definition, found, initial=typed, **rest)
    else:
        form = QuestionForm(definition, found, sent, request.FILES if sent else None, **rest)
    subjects = known_subjects(access, definition, key="" if is_new else found.key)
    return Desk(
        access=access,
        survey=survey,
        definition=definition,
        question=found,
        is_new=is_new,
        form=form,
        condition=ConditionForm(subjects, found.show_if, sent),
    )


def _is_sent(request: HttpRequest, desk: Desk) -> bool:
    if request.method != "POST" or request.POST.get("again"):
        return False
    is_right = desk.form.is_valid()
    return desk.condition.is_valid() and is_right


def _save(request: HttpRequest, desk: Desk) -> HttpResponse:
    access, survey = desk.access, desk.survey
    try:
        pictures, fresh = _pictures(request, desk)
    except PictureUnusable as refusal:
        desk.form.add_error("pictures", str(refusal))
        return _page(request, desk)
    built = replace(desk.form.built(pictures, fresh), show_if=desk.condition.condition())
    page = request.POST.get("page") or request.GET.get("page", "")
    if desk.is_new:
        added = [built]
        if desk.form.cleaned_data.get("ask_why"):
            added.append(why_after(built, taken_keys(access, survey)))

        def put(now: Definition) -> Definition:
            now = put_question(now, added[0], page=page)
            return put_question(now, added[1], after=built.key) if added[1:] else now

        change_draft(access, survey, put)
    else:
        seen = request.POST.get("seen", "")
        change_draft(
            access,
            survey,
            lambda now: put_question(now, built),
            seen=(lambda now: question_with(now, built.key), seen),
        )
    _tell(request, desk, built)
    return to_list(survey, f"q-{built.key}")


def _tell(request: HttpRequest, desk: Desk, built: Question) -> None:
    """Other languages may say something else now."""
    main, changed = desk.definition.main_language, desk.question.title
    others = [one for one in desk.definition.languages if one != main and changed.get(one)]
    if not desk.is_new and others and built.title.get(main) != changed.get(main):
        messages.info(request, _("Saved. The other languages still say what they said before."))
    else:
        messages.success(request, _("Saved."))


def _pictures(request: HttpRequest, desk: Desk) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Store what was sent: by key of a choice, and those that become choices."""
    if desk.question.kind is not QuestionKind.PICTURE:
        return {}, []
    known = {}
    for name, file in request.FILES.items():
        start, _gap, key = name.partition("-")
        if start == "picture" and not isinstance(file, list):
            known[key] = store_picture(desk.access, file.read())
    fresh = [
        (label_of_file(file), store_picture(desk.access, file.read()))
        for file in request.FILES.getlist("pictures")
    ]
    return known, fresh


def _page(
    request: HttpRequest, desk: Desk, *, status: int = 200, is_stale: bool = False
) -> HttpResponse:
    survey, definition, found = desk.survey, desk.definition, desk.question
    home = page_of(definition, found.key)
    is_wrong = bool(desk.form.errors) or not desk.condition.is_valid()
    where = f"question:{found.key}"
    context = {
        **around(survey, definition, "questions"),
        "question": found,
        "kind": KINDS[found.kind],
        "form": desk.form,
        "condition": desk.condition,
        "is_new": desk.is_new,
        "seen": mark_of(found) if is_stale else request.POST.get("seen") or mark_of(found),
        "theirs": desk_words(desk) if is_stale else [],
        "page": request.POST.get("page") or request.GET.get("page", ""),
        "home": home.key if home else "",
        "marks": _marks(desk),
        "is_main": found.key == definition.score,
        "pictures": [
            (one.label.get(definition.main_language, ""), one.picture) for one in found.options
        ],
        "notes": []
        if desk.is_new
        else [one for one in notes_of(desk.access, survey, definition) if one.where == where],
    }
    if status == 200 and is_wrong and request.method == "POST" and not request.POST.get("again"):
        status = 422
    return with_frames(render_page(request, "surveys/question.html", context, status=status))


def _marks(desk: Desk) -> list[str]:
    """What a text may put in: who asks, and earlier answers."""
    known = "" if desk.is_new else desk.question.key
    asked = questions_before(desk.definition, known)[-1:]
    return [
        "{{company}}",
        "{{touchpoint}}",
        "{{attribute:name|" + _("customer") + "}}",
        *("{{answer:" + one.key + "}}" for one in asked),
    ]


def desk_words(desk: Desk) -> list[str]:
    """What stands there now, for whoever is about to write over it."""
    language, found = desk.definition.main_language, desk.question
    labels = [one.label.get(language, "") for one in (*found.options, *found.rows)]
    return [text for text in (found.title.get(language, ""), *labels) if text]
