"""The page: every number the company steers by, and the warnings of the guard."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.once import one_look
from emptychair.kit.periods import local_day
from emptychair.metrics.benchmarks import sectors_of
from emptychair.scorecard.queries.card import scorecard_lines
from emptychair.scorecard.queries.kept import day_on_show
from emptychair.scorecard.queries.warnings import open_warnings
from emptychair.scorecard.services.keeping import ask_for_readings
from emptychair.scorecard.types import Line, Why, Windows
from emptychair.scorecard.words import period_span_words
from emptychair.web.scorecard.asking import FILTERS, asked_choice, asked_windows, filters_of
from emptychair.web.scorecard.lines import missing_words, shown_groups
from emptychair.web.scorecard.table_file import as_csv, as_workbook
from emptychair.web.scorecard.warning_words import shown_warnings
from emptychair.web.ui.parts import render_page

MOST_WARNINGS = 3
FORMS = ("csv", "xlsx")
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@one_look()
def scorecard(request: HttpRequest) -> HttpResponse:
    """One row for each figure."""
    access = access_from(request)
    context = _context(access, request.GET.dict())
    return render_page(
        request, "scorecard/scorecard.html", context, part="scorecard/_scorecard.html"
    )


@require_safe
@one_look()
def table(request: HttpRequest, form: str) -> HttpResponse:
    """The same rows as a file."""
    access = access_from(request)
    access.require(Permission.DATA_EXPORT)
    if form not in FORMS:
        raise Http404
    given = request.GET.dict()
    lines = _asked(access, given)[0]
    if form == "xlsx":
        answer = HttpResponse(as_workbook(lines), content_type=SHEET)
    else:
        answer = HttpResponse(as_csv(lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="scorecard.{form}"'
    return answer


def _context(access: Access, given: dict[str, str]) -> dict[str, Any]:
    now = timezone.now()
    lines, windows, reading = _asked(access, given)
    missing = [line.missing for line in lines if line.missing is not None]
    asked = {name: given[name] for name in FILTERS if given.get(name)}
    may_choose_sector = not access.workspace.settings.get("sector")
    return {
        "groups": shown_groups(access, lines, windows),
        "has_outside": any(line.figure.outside_id is not None for line in lines),
        "warnings": shown_warnings(access, open_warnings(access, limit=MOST_WARNINGS)),
        "filters": filters_of(access, given),
        "is_filtered": bool(given.get("horizon") or given.get("team")),
        "period": period_span_words(windows.after),
        "before": period_span_words(windows.before),
        "missing": missing_words(len(missing), missing[0]) if missing else "",
        "as_of": min((line.read_at for line in lines if line.read_at), default=now),
        "reading": reading,
        "may_manage": access.may(Permission.PROGRAMME_MANAGE),
        "may_export": access.may(Permission.DATA_EXPORT),
        "wants_sector": may_choose_sector and bool(sectors_of(access.workspace.country)),
        "files": [
            (_("Download as CSV"), _file("csv", asked)),
            (_("Download as Excel"), _file("xlsx", asked)),
        ],
    }


def _asked(access: Access, given: dict[str, str]) -> tuple[list[Line], Windows, bool]:
    """The rows, their months, and whether a job is reading newer ones."""
    today = local_day(timezone.now(), access.workspace.zone)
    shown = day_on_show(access, today=today)
    windows = asked_windows(access, given, today=shown)
    lines = scorecard_lines(access, windows, choice=asked_choice(given), may_count=False)
    reading = shown != today or any(line.why == Why.READING for line in lines)
    if reading:
        ask_for_readings(access, now=timezone.now())
    return lines, windows, reading


def _file(form: str, asked: dict[str, str]) -> str:
    address = reverse("scorecard-table", args=[form])
    return f"{address}?{urlencode(asked)}" if asked else address
