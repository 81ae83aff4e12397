"""Links to answers that are handed around, ours and those that came with an import."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from emptychair.http.access import access_from
from emptychair.surveys.queries.project import answer_behind


@require_safe
def permalink(request: HttpRequest, token: str) -> HttpResponse:
    """Lead a colleague to the answer."""
    return redirect("voice", answer_behind(access_from(request), token).pk)
