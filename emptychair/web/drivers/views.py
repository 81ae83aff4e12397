"""What moves the score: the page, its table as a file, and the people behind a driver."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import NotFound
from emptychair.kit.once import one_look
from emptychair.metrics.driver_types import DriverQuestion, Drivers
from emptychair.metrics.queries.drivers import driver_surveys, drivers_of, low_answers
from emptychair.metrics.rules.scoring import sign_of
from emptychair.web.drivers.page import drivers_page
from emptychair.web.drivers.questions import address_with, asked_drivers
from emptychair.web.drivers.segments import segments_page
from emptychair.web.drivers.table_file import table_as_csv, table_as_workbook
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page

TONES = {1: "good", 0: "quiet", -1: "bad"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@one_look()
def drivers(request: HttpRequest) -> HttpResponse:
    """What moves the score, what must be there, what delights, and what to fix first."""
    access = access_from(request)
    access.require(Permission.SCORE_READ)
    context = drivers_page(access, request.GET, now=timezone.now())
    return render_page(request, "drivers/drivers.html", context, part="drivers/_drivers.html")


@require_safe
@one_look()
def drivers_of_survey(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The same with a survey chosen, for links that know only its number."""
    access = access_from(request)
    access.require(Permission.SCORE_READ)
    if survey_id not in {one.id for one in driver_surveys(access)}:
        raise NotFound
    given = request.GET.copy()
    given["survey"] = str(survey_id)
    context = drivers_page(access, given, now=timezone.now())
    return render_page(request, "drivers/drivers.html", context, part="drivers/_drivers.html")


@require_safe
@one_look()
def drivers_by_segment(request: HttpRequest) -> HttpResponse:
    """What to fix first in each segment; a part of the page that is fetched after it."""
    access = access_from(request)
    access.require(Permission.SCORE_READ)
    context = segments_page(access, request.GET, now=timezone.now())
    context["back"] = address_with(request.GET)
    return render_page(request, "drivers/segments.html", context, part="drivers/_segments.html")


@require_safe
@one_look()
def drivers_csv(request: HttpRequest) -> HttpResponse:
    """The table as CSV."""
    found = _found(request)
    return _file(table_as_csv(found).encode(), "text/csv; charset=utf-8", found, "csv")


@require_safe
@one_look()
def drivers_xlsx(request: HttpRequest) -> HttpResponse:
    """The table as a workbook."""
    found = _found(request)
    return _file(table_as_workbook(found), XLSX, found, "xlsx")


@require_safe
@one_look()
def driver_voices(request: HttpRequest) -> HttpResponse:
    """Who answered one driver low, and what they said."""
    access = access_from(request)
    access.require(Permission.VOICE_READ)
    access.require(Permission.SCORE_READ)
    question = _question(request, access)
    item, found = low_answers(access, question, request.GET.get("driver", ""))
    page = paginate(request, found, per_page=30)
    context: dict[str, Any] = {
        "page": page,
        "rows": [(voice, _tone(voice.metric, voice.score)) for voice in page],
        "item": item,
        "title": _title(question, item.label),
        "back": address_with(request.GET),
        "may_open_case": access.may(Permission.CASE_WRITE),
    }
    return render_page(request, "drivers/voices.html", context)


def _title(question: DriverQuestion, label: str) -> str:
    if question.source == "tags":
        return _("Answers tagged: %(driver)s") % {"driver": label}
    return _("Who answered low: %(driver)s") % {"driver": label}


def _tone(metric: str, score: int | None) -> str:
    return "quiet" if score is None else TONES[sign_of(metric, score)]


def _question(request: HttpRequest, access: Access) -> DriverQuestion:
    question = asked_drivers(access, request.GET, driver_surveys(access), now=timezone.now())
    if question is None:
        raise NotFound
    return question


def _found(request: HttpRequest) -> Drivers:
    access = access_from(request)
    access.require(Permission.SCORE_READ)
    access.require(Permission.DATA_EXPORT)
    return drivers_of(access, _question(request, access))


def _file(content: bytes, kind: str, found: Drivers, ending: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    question = found.question
    name = f"drivers-{question.survey_id}-{question.period.first}-{question.period.last}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
