"""The check before publishing, publishing, and what was published before."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import ProductError
from emptychair.surveys.change_words import change_words, language_name
from emptychair.surveys.queries import survey_with_id
from emptychair.surveys.queries.definitions import definition_of, draft_of, versions_of
from emptychair.surveys.rules.changes import Change, changes_between
from emptychair.surveys.rules.checking import seconds_to_answer
from emptychair.surveys.rules.definition import metric_asked, read_definition
from emptychair.surveys.rules.marks import mark_of
from emptychair.surveys.rules.translating import missing_in
from emptychair.surveys.services.drafting import discard_draft
from emptychair.surveys.services.starting import publish_draft
from emptychair.surveys.types.definition import Definition
from emptychair.web.surveys.questions import around, offer_undo, to_list, writing
from emptychair.web.surveys.questions_shown import notes_of, title_at
from emptychair.web.ui.parts import render_page

if TYPE_CHECKING:
    from emptychair.surveys.models import Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All differences at one place, in words."""

    title: str
    sentences: tuple[str, ...]
    weighs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One published version."""

    number: int
    published_at: datetime
    is_seam: bool
    note: str
    by: str
    questions: int
    told: tuple[Told, ...]
    is_asked: bool


@require_safe
def check(request: HttpRequest, survey_id: int) -> HttpResponse:
    """What stands in the way, what to look at once more, and how long it takes."""
    access, survey, definition = writing(request, survey_id)
    notes = notes_of(access, survey, definition)
    context = {
        **around(survey, definition, "check"),
        "stops": [one for one in notes if one.stops],
        "looks": [one for one in notes if not one.stops],
        "seconds": [
            (language_name(code), seconds_to_answer(definition, code))
            for code in definition.languages
        ],
        "missing": [
            (code, language_name(code), len(missing_in(definition, code)))
            for code in definition.languages
            if code != definition.main_language and missing_in(definition, code)
        ],
    }
    return render_page(request, "surveys/questions_check.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Ask what is written from now on, after seeing what is different."""
    access, survey, definition = writing(request, survey_id)
    told = differences(access, survey, definition)
    status = 200
    if request.method == "POST":
        meaning = request.POST.get("meaning", "")
        if told and meaning not in {"same", "other"}:
            messages.error(request, _("Please say whether it still means the same."))
            status = 422
        else:
            try:
                return _publish(request, access, survey, is_same=meaning == "same")
            except ProductError as refusal:
                messages.error(request, str(refusal))
                status = refusal.status
    return render_page(
        request,
        "surveys/questions_publish.html",
        _publishing(access, survey, definition, told, request),
        status=status,
    )


def _publishing(
    access: Access,
    survey: "Survey",
    definition: Definition,
    told: list[Told],
    request: HttpRequest,
) -> dict[str, Any]:
    asked = definition_of(access, survey)
    metric = metric_asked(definition) or survey.metric
    weighs = any(one.weighs for one in told)
    has_other_metric = survey.version > 0 and metric != survey.metric
    usual = "" if weighs else "same"
    return {
        **around(survey, definition, "publish"),
        "stops": [one for one in notes_of(access, survey, definition) if one.stops],
        "told": told,
        "is_first": survey.version == 0,
        "is_asked_already": survey.version > 0 and asked == definition,
        "has_other_metric": has_other_metric,
        "weighs": weighs,
        "meaning": request.POST.get("meaning") or ("other" if has_other_metric else usual),
        "note": request.POST.get("note", ""),
        "count": len(definition.questions),
        "languages": [language_name(code) for code in definition.languages],
        "seconds": seconds_to_answer(definition, definition.main_language),
        "seen": mark_of(definition),
    }


def _publish(
    request: HttpRequest, access: Access, survey: "Survey", *, is_same: bool
) -> HttpResponseRedirect:
    version = publish_draft(
        access,
        survey,
        same_meaning=is_same,
        note=request.POST.get("note", ""),
        now=timezone.now(),
        seen=request.POST.get("seen", ""),
    )
    messages.success(
        request,
        _("Version %(number)s is asked from now on. Who began an earlier one finishes that.")
        % {"number": version.number},
    )
    return redirect("survey", survey_id=survey.pk)


@require_POST
def discard(request: HttpRequest, survey_id: int) -> HttpResponseRedirect:
    """Back to what is asked now; the message can take it back."""
    access, survey, _definition = writing(request, survey_id)
    thrown = discard_draft(access, survey)
    offer_undo(
        request, survey, thrown, draft_of(access, survey), _("The draft is what is asked now.")
    )
    return to_list(survey)


@require_safe
def versions(request: HttpRequest, survey_id: int) -> HttpResponse:
    """What was asked since when, and what changed each time."""
    access = access_from(request)
    survey = survey_with_id(access, survey_id)
    context = {
        "survey": survey,
        "here": "versions",
        "rows": _version_rows(access, survey),
        "may_write": access.may(Permission.SURVEY_WRITE),
    }
    return render_page(request, "surveys/questions_versions.html", context)


def _version_rows(access: Access, survey: "Survey") -> list[VersionRow]:
    """The newest first."""
    rows = versions_of(access, survey)
    read = [read_definition(one.definition) for one in rows]
    told: list[tuple[Told, ...]] = [()]
    told += [tuple(_told(changes_between(one, other), other)) for one, other in pairwise(read)]
    found = [
        VersionRow(
            number=row.number,
            published_at=row.published_at,
            is_seam=number > 0 and not row.same_meaning,
            note=row.note,
            by=str(row.published_by or ""),
            questions=len(read[number].questions),
            told=told[number],
            is_asked=row.number == survey.version,
        )
        for number, row in enumerate(rows)
    ]
    return found[::-1]


def differences(access: Access, survey: "Survey", definition: Definition) -> list[Told]:
    """What is different from what is asked now; nothing before the first version."""
    if survey.version == 0:
        return []
    return _told(changes_between(definition_of(access, survey), definition), definition)


def _told(changes: list[Change], definition: Definition) -> list[Told]:
    places: dict[str, list[Change]] = {}
    order = {f"question:{one.key}": place for place, one in enumerate(definition.questions)}
    for one in sorted(changes, key=lambda each: order.get(each.where, -1)):
        places.setdefault(one.where, []).append(one)
    return [
        Told(
            title=title_at(definition, where),
            sentences=tuple(change_words(one.code, one.parameters) for one in found),
            weighs=any(one.weighs for one in found),
        )
        for where, found in places.items()
    ]
