"""The words of a survey side by side: what was written first, and another language."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from emptychair.kit.errors import NotFound
from emptychair.surveys.change_words import language_name
from emptychair.surveys.errors import DraftChanged
from emptychair.surveys.rules.marks import mark_of
from emptychair.surveys.rules.translating import Words, missing_in, with_words, words_of
from emptychair.surveys.services.drafting import change_draft
from emptychair.surveys.types.definition import Definition
from emptychair.web.surveys.questions import around, writing
from emptychair.web.surveys.questions_shown import title_at
from emptychair.web.surveys.questions_words import PARTS
from emptychair.web.ui.parts import render_page

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
LONGEST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One text and its translation."""

    path: str
    label: str
    source: str
    text: str
    is_missing: bool
    is_long: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """All texts of a page, a question or an ending."""

    where: str
    title: str
    pairs: tuple[Pair, ...]
    missing: int


@require_http_methods(["GET", "HEAD", "POST"])
def translate(request: HttpRequest, survey_id: int, language: str) -> HttpResponse:
    """Write a survey in another language beside the first one."""
    access, survey, definition = writing(request, survey_id)
    if language not in definition.languages or language == definition.main_language:
        raise NotFound
    status, typed = 200, {}
    if request.method == "POST":
        typed = _typed(request, definition)
        try:
            change_draft(
                access,
                survey,
                lambda now: with_words(now, language, typed),
                seen=(lambda now: _texts(now, language), request.POST.get("seen", "")),
            )
        except DraftChanged as refusal:
            messages.error(request, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("Saved."))
            return redirect(reverse("survey-translate", args=[survey.pk, language]))
    missing = missing_in(definition, language)
    context: dict[str, Any] = {
        **around(survey, definition, "languages"),
        "heading": _("Words in %(language)s") % {"language": language_name(language)},
        "language": language,
        "language_name": language_name(language),
        "main_name": language_name(definition.main_language),
        "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr",
        "languages": [
            (code, language_name(code), len(missing_in(definition, code)))
            for code in definition.languages
            if code != definition.main_language
        ],
        "groups": _groups(definition, language, typed),
        "missing": [(title_at(definition, one.where), PARTS[one.part], one) for one in missing],
        "seen": mark_of(_texts(definition, language)),
    }
    return render_page(request, "surveys/questions_translate.html", context, status=status)


def _typed(request: HttpRequest, definition: Definition) -> dict[str, str]:
    return {
        one.path: request.POST[one.path].replace("\r\n", "\n")[:LONGEST]
        for one in words_of(definition)
        if one.path in request.POST
    }


def _texts(definition: Definition, language: str) -> object:
    """What the form shows: both columns."""
    main = definition.main_language
    return [
        (one.path, one.texts.get(main, ""), one.texts.get(language, ""))
        for one in words_of(definition)
    ]


def _groups(definition: Definition, language: str, typed: dict[str, str]) -> list[Group]:
    found: dict[str, list[Words]] = {}
    for one in words_of(definition):
        found.setdefault(one.where, []).append(one)
    groups = []
    for where, words in found.items():
        pairs = tuple(_pair(one, definition, language, typed) for one in words)
        groups.append(
            Group(
                where=where,
                title=title_at(definition, where),
                pairs=pairs,
                missing=sum(one.is_missing for one in pairs),
            )
        )
    return groups


def _pair(one: Words, definition: Definition, language: str, typed: dict[str, str]) -> Pair:
    source = one.texts.get(definition.main_language, "")
    stored = one.texts.get(language, "")
    label = str(PARTS[one.part])
    return Pair(
        path=one.path,
        label=f"{label} {one.number}" if one.number else label,
        source=source,
        text=typed.get(one.path, stored),
        is_missing=not stored.strip(),
        is_long=one.part in {"title", "text"} or len(source) > 60,
    )
