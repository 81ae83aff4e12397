"""The page on a wall: without an account, for whoever has its signed address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from emptychair.accounts.access import Access
from emptychair.digests.errors import WallClosed
from emptychair.digests.queries.walls import wall_behind, wall_view
from emptychair.digests.words import metric_words
from emptychair.metrics.words import interval_words, points_words, value_words
from emptychair.web.ui.charts import figure
from emptychair.web.ui.words import moment_words

REFRESH = 180  # seconds


@require_safe
def wall(request: HttpRequest, token: str) -> HttpResponse:
    """Score, what waits, what was changed; it loads itself again every three minutes."""
    now, anybody = timezone.now(), Access.system(None, "a display")
    try:
        row = wall_behind(anybody, token, now=now)
    except WallClosed as closed:
        answer = render(request, "digests/wall_closed.html", {"told": str(closed)}, status=404)
        return _unseen(answer)
    view = wall_view(anybody, row, now=now)
    with translation.override(row.language), timezone.override(row.workspace.zone):
        context = {
            "view": view,
            "language": row.language,
            "refresh": REFRESH,
            "moment": moment_words(view.as_of),
            "metric": metric_words(view.score.metric),
            "score": value_words(view.score),
            "interval": interval_words(view.score),
            "change": points_words(view.score.metric, view.change.estimate) if view.change else "",
            "figure": figure(view.months) if view.months else None,
        }
        return _unseen(render(request, "digests/wall.html", context))


def _unseen(answer: HttpResponse) -> HttpResponse:
    """Kept by no cache and found by no search engine."""
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
