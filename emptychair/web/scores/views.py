"""The page of scores, and its table as a file."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.metrics.queries.scores import score_figures
from emptychair.web.scores.page import score_page
from emptychair.web.scores.questions import asked_question
from emptychair.web.scores.table_file import table_as_csv
from emptychair.web.ui.parts import render_page


@require_safe
def scores(request: HttpRequest) -> HttpResponse:
    """A score with everything that may be said of it."""
    access = access_from(request)
    access.require(Permission.SCORE_READ)
    context = score_page(access, request.GET, now=timezone.now())
    return render_page(request, "scores/scores.html", context, part="scores/_scores.html")


@require_safe
def scores_table(request: HttpRequest) -> HttpResponse:
    """Each touchpoint, segment, language and channel with its score, as CSV."""
    access = access_from(request)
    access.require(Permission.SCORE_READ)
    now = timezone.now()
    question = asked_question(access, request.GET, now=now)
    figures = score_figures(access, question, now=now)
    answer = HttpResponse(table_as_csv(access, figures), content_type="text/csv; charset=utf-8")
    name = f"scores-{question.metric}-{question.period.first}-{question.period.last}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
