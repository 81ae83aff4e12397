"""The page of voices, one voice to share, and the file."""

import csv
import io
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.loop.queries import find_initiatives
from emptychair.metrics.rules.scoring import sign_of
from emptychair.surveys.mark_words import mark_label, mark_reason
from emptychair.voice.queries import voice_with_id, voices, voices_not_shown
from emptychair.voice.types import Voice
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page
from emptychair.web.voice.filters import asked_voices, voice_choices

TONES = {1: "good", 0: "quiet", -1: "bad"}
MOST_IN_FILE = 20_000
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """A voice with the tone of its score."""

    voice: Voice
    tone: str
    marks: tuple[tuple[str, str], ...] = ()  # of quality: label and reason


@require_safe
def voices_page(request: HttpRequest) -> HttpResponse:
    """What customers said, with filters and what may be done about it."""
    access = access_from(request)
    now = timezone.now()
    filters = asked_voices(access, request.GET, now=now)
    found = voices(access, filters)
    page = paginate(request, found, per_page=30)
    context = {
        "page": page,
        "rows": [voice_row(voice) for voice in page],
        "initiatives": _open_initiatives(access),
        "may_export": access.may(Permission.DATA_EXPORT),
        "may_open_case": access.may(Permission.CASE_WRITE),
        "hidden": voices_not_shown(access, filters),
        "may_change_surveys": access.may(Permission.SURVEY_WRITE),
        "query": request.GET.urlencode(),
        **voice_choices(access, request.GET, now=now),
    }
    return render_page(request, "voice/voices.html", context, part="voice/_voices.html")


@require_safe
def voice_page(request: HttpRequest, response_id: int) -> HttpResponse:
    """One voice, and its text to share with names masked."""
    access = access_from(request)
    voice = voice_with_id(access, response_id)
    masked = voice_with_id(replace(access, may_see_names=False), response_id)
    context = {
        "row": voice_row(voice),
        "masked": masked,
        "initiatives": _open_initiatives(access),
        "may_open_case": access.may(Permission.CASE_WRITE),
        "may_judge": access.may(Permission.SURVEY_WRITE),
    }
    return render_page(request, "voice/voice.html", context)


@require_safe
def voices_export(request: HttpRequest) -> HttpResponse:
    """The voices that the filters leave, as CSV."""
    access = access_from(request)
    access.require(Permission.DATA_EXPORT)
    found = voices(access, asked_voices(access, request.GET, now=timezone.now()))
    answer = HttpResponse(_as_csv(found[:MOST_IN_FILE]), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="voices.csv"'
    return answer


def voice_row(voice: Voice) -> VoiceRow:
    """The row of the page for a voice."""
    marks = tuple((mark_label(one), mark_reason(one)) for one in voice.marks)
    if voice.score is None:
        return VoiceRow(voice, "quiet", marks)
    return VoiceRow(voice, TONES[sign_of(voice.metric, voice.score)], marks)


def _open_initiatives(access: Access) -> list[Any]:
    if not access.may(Permission.INITIATIVE_WRITE):
        return []
    return find_initiatives(access, limit=30)


def _as_csv(found: list[Voice]) -> str:
    file = io.StringIO()
    lines = csv.writer(file)
    points = pgettext("answer", "Score")
    who = (pgettext("of answers", "Segment"), pgettext("customer", "Name"))
    lines.writerow((_("Day"), _("Metric"), points, _("Comment"), _("Touchpoint"), *who))
    for voice in found:
        texts = (voice.comment, voice.touchpoint, voice.segment, voice.name)
        day = timezone.localtime(voice.answered_at).date()
        score = "" if voice.score is None else voice.score
        lines.writerow((day, voice.metric, score, *map(_harmless, texts)))
    return BYTE_ORDER_MARK + file.getvalue()


def _harmless(text: str) -> str:
    """A spreadsheet takes what begins so for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
