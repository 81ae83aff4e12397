"""Writing a survey: the words in each language beside what the customer will see."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.http.headers import POLICY
from emptychair.surveys.errors import SettingUnknown, SurveyNameTaken
from emptychair.surveys.queries import survey_with_id
from emptychair.surveys.services.answer_page import answer_page
from emptychair.surveys.services.authoring import edit_survey, edit_texts, words_to_edit
from emptychair.surveys.services.invitation_mail import preview_invitation
from emptychair.surveys.services.reminders import change_reminders
from emptychair.surveys.types import LANGUAGES, TEXTS
from emptychair.web.surveys.forms import SettingsForm, TextsForm
from emptychair.web.surveys.words import language_of
from emptychair.web.ui.parts import wants_part

if TYPE_CHECKING:
    from emptychair.surveys.models import Survey

NAMES = {"ja": "日本語", "en": "English"}


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The words in one language. While somebody writes, htmx asks for the preview alone."""
    access = access_from(request)
    access.require(Permission.SURVEY_WRITE)
    survey = survey_with_id(access, survey_id)
    language = _language(request, access)
    if wants_part(request) and request.method != "POST":
        return render(request, "surveys/_preview.html", _preview(survey, language, _words(request)))
    form = _texts_form(access, survey, language, request.POST or None)
    if request.method == "POST" and form.is_valid():
        edit_texts(access, survey, language=language, texts=form.texts())
        messages.success(request, _("Saved."))
        return redirect(f"{reverse('survey-edit', args=[survey.pk])}?language={language}")
    return _editor(request, access, survey, texts=form, status=422 if form.errors else 200)


@require_POST
def settings(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Whom it asks, and when."""
    access = access_from(request)
    access.require(Permission.SURVEY_WRITE)
    survey = survey_with_id(access, survey_id)
    form = SettingsForm(access, request.POST, initial=_settings(survey))
    if form.is_valid() and _save_settings(access, survey, form):
        messages.success(request, _("Saved."))
        return redirect("survey-edit", survey_id=survey.pk)
    survey.refresh_from_db()
    return _editor(request, access, survey, settings=form, status=422)


@require_safe
def preview_mail(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The mail as its reader sees it; a frame of ours shows it. No link in it leads anywhere."""
    access = access_from(request)
    survey = survey_with_id(access, survey_id)
    mail = preview_invitation(
        access, survey, language=_language(request, access), words=_words(request)
    )
    return _framed(HttpResponse(mail.html), style="'unsafe-inline'")


@require_safe
def preview_page(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The answer page as the customer sees it; nothing can be sent from here."""
    access = access_from(request)
    survey = survey_with_id(access, survey_id)
    language = _language(request, access)
    page = answer_page(access, survey, language=language, words=_words(request))
    with translation.override(language):
        context = {"page": page, "is_preview": True, "answer_link": "#", "stop_link": "#"}
        return _framed(render(request, "respond/answer.html", context), style="'self'")


def _texts_form(access: Access, survey: "Survey", language: str, data: Any = None) -> TextsForm:
    stored = {field: getattr(survey, field).get(language, "") for field in TEXTS}
    return TextsForm(data, initial=stored, only=words_to_edit(access, survey))


def _editor(
    request: HttpRequest,
    access: Access,
    survey: "Survey",
    *,
    texts: TextsForm | None = None,
    settings: SettingsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    language = _language(request, access)
    context = {
        "survey": survey,
        "asks_version": survey.version,
        "texts": texts or _texts_form(access, survey, language),
        "settings": settings or SettingsForm(access, initial=_settings(survey)),
        "languages": [(code, NAMES[code]) for code in LANGUAGES],
        "may_send": access.may(Permission.SURVEY_SEND),
        **_preview(survey, language, _words(request) if texts and texts.is_bound else {}),
    }
    response = render(request, "surveys/edit.html", context, status=status)
    response["Content-Security-Policy"] = f"{POLICY}; frame-src 'self'"
    return response


def _preview(survey: "Survey", language: str, words: dict[str, str]) -> dict[str, Any]:
    asked = urlencode({"language": language, **words})
    return {
        "language": language,
        "mail_address": f"{reverse('survey-preview-mail', args=[survey.pk])}?{asked}",
        "page_address": f"{reverse('survey-preview-page', args=[survey.pk])}?{asked}",
    }


def _save_settings(access: Access, survey: "Survey", form: SettingsForm) -> bool:
    reminders = form.wanted_reminders()
    try:
        with transaction.atomic():
            edit_survey(access, survey, settings=form.settings())
            if reminders:
                days, most = reminders
                change_reminders(access, survey, days=days, most=most, now=timezone.now())
    except SurveyNameTaken as error:
        form.add_error("name", forms.ValidationError(str(error)))
    except SettingUnknown as error:
        form.add_error(None, forms.ValidationError(str(error)))
    return not form.errors


def _settings(survey: "Survey") -> dict[str, Any]:
    return {
        "name": survey.name,
        "touchpoint_id": survey.touchpoint_id,
        "segment_id": survey.segment_id,
        "trigger_event": survey.trigger_event,
        "trigger_delay_minutes": survey.trigger_delay_minutes,
        "link_days": survey.link_days,
        "reminders": f"{survey.reminder_days}x{survey.reminders_most}",
    }


def _words(request: HttpRequest) -> dict[str, str]:
    """What stands in the fields now, saved or not."""
    given = request.POST if request.method == "POST" else request.GET
    return {field: given[field] for field in TEXTS if field in given}


def _language(request: HttpRequest, access: Access) -> str:
    wish = request.POST.get("language") or request.GET.get("language") or ""
    return wish if wish in LANGUAGES else language_of(access)


def _framed(response: HttpResponse, *, style: str) -> HttpResponse:
    """Let our own pages show it in a frame, and nothing in it do anything."""
    response["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {style}; img-src 'self' data:; font-src 'self'; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
    )
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response
