"""Telling those who asked: the list with reasons, the mails as they will be, and sending."""

from collections import Counter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.loop.queries import initiative_with_number
from emptychair.loop.queries.told import tell_rows
from emptychair.loop.services.answers import case_for_mail
from emptychair.loop.services.telling import suggested_texts, tell_those_who_asked
from emptychair.web.loop.initiative_forms import TellForm
from emptychair.web.ui.parts import render_page


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, number: int) -> HttpResponse:
    """First the words, then each mail as it will be, then sending. Nobody is written to twice."""
    access, now = access_from(request), timezone.now()
    access.require(Permission.INITIATIVE_WRITE)
    found = initiative_with_number(access, number)
    texts = suggested_texts(access, found)
    rows = tell_rows(access, found, texts, now=now)
    counts = Counter(row.language for row in rows)
    form = TellForm(request.POST or None, texts=texts, counts=counts)
    context = {"initiative": found, "form": form, "rows": rows, "result": None}
    if request.method == "POST" and form.is_valid():
        try:
            result = tell_those_who_asked(
                access,
                found,
                subject=form.words("subject"),
                text=form.words("text"),
                now=now,
                dry_run="send" not in request.POST,
            )
        except Invalid as refusal:
            form.add_error(None, str(refusal))
            return render_page(request, "loop/tell.html", context, status=422)
        if "send" in request.POST:
            words = ngettext(
                "%(count)s customer is told.", "%(count)s customers are told.", result.to_tell
            )
            messages.success(request, words % {"count": f"{result.to_tell:,}"})
            return redirect("initiative", number)
        context |= {"result": None if "rewrite" in request.POST else result, "rows": result.rows}
    return render_page(request, "loop/tell.html", context)


@require_POST
def case_for_answer(request: HttpRequest, number: int, inbound_id: int) -> HttpResponse:
    """Somebody answered that it is still not right: that is a case."""
    access = access_from(request)
    found = initiative_with_number(access, number)
    case = case_for_mail(access, found, inbound_id, now=timezone.now())
    messages.success(request, _("Case #%(number)s is open.") % {"number": case.number})
    return redirect("case", case.number)
