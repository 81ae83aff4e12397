"""Where a customer confirms their number: a signed link, no account, no script. Looking changes
nothing.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from emptychair.accounts.access import Access
from emptychair.outcomes.errors import LinkOver, LinkUnknown
from emptychair.outcomes.queries.confirmations import ConfirmVisit, visit_by_token
from emptychair.outcomes.services.confirming import Answer, answer_confirmation
from emptychair.outcomes.types import ConfirmationState
from emptychair.outcomes.words import value_words
from emptychair.web.outcomes.forms import ConfirmForm
from emptychair.web.ui.outside import LANGUAGES, asked_language, gone, private


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The number, and two answers: it is right, or here is the right one."""
    try:
        visit = visit_by_token(Access.system(None, "KPI page"), token, now=timezone.now())
    except LinkUnknown:
        return gone(request, "outcomes/confirm_gone.html")
    zone = visit.access.workspace.zone
    with translation.override(_language(request, visit)), timezone.override(zone):
        return private(_answer(request, visit))


def _answer(request: HttpRequest, visit: ConfirmVisit) -> HttpResponse:
    context = _context(visit)
    if visit.state == "over":
        return render(request, "outcomes/confirm_gone.html", context, status=410)
    if visit.state == "answered":
        return render(request, "outcomes/confirm_thanks.html", context)
    sent = request.POST if request.method == "POST" else None
    form = ConfirmForm(sent, initial={"name": context["to"]})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        value = given["value"] if given["answer"] == "other" else None
        answer = Answer(name=given["name"], value=value, comment=given["comment"])
        try:
            answer_confirmation(visit.access, visit.row, answer, now=timezone.now())
        except LinkOver:
            return render(request, "outcomes/confirm_gone.html", context, status=410)
        return redirect(f"{request.path}?language={translation.get_language()}")
    status = 422 if form.is_bound else 200
    return render(request, "outcomes/confirm.html", {**context, "form": form}, status=status)


def _context(visit: ConfirmVisit) -> dict[str, Any]:
    row = visit.row
    return {
        "page": {"company": visit.company, "language": translation.get_language()},
        "visit": visit,
        "to": row.person.name if row.person is not None else "",
        "languages": list(LANGUAGES.items()),
        "confirmed": row.state == ConfirmationState.CONFIRMED,
        "theirs": value_words(row.their_value, visit.unit),
        "row": row,
    }


def _language(request: HttpRequest, visit: ConfirmVisit) -> str:
    return asked_language(request) or visit.row.language
