"""The outbox: every mail as the customer sees it, and what to do where nobody knows."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.http.headers import POLICY
from emptychair.messaging.queries import (
    can_mail_leave,
    current_pause,
    message_view,
    messages_in_doubt,
    outbox_rows,
    slow_start_now,
)
from emptychair.messaging.services.demo_answer import answer_as_customer
from emptychair.messaging.services.doubt import leave_message, send_message_again
from emptychair.web.settings.outbox.forms import AnswerForm, FilterForm
from emptychair.web.settings.outbox.preview import PREVIEW_POLICY, framed
from emptychair.web.settings.outbox.words import history_words
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page

WITH_FRAME = f"{POLICY}; frame-src 'self'"


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """All mails, newest first; above them those that wait for a decision."""
    access = access_from(request)
    form = FilterForm(request.GET)
    filters = form.filters()
    context = {
        "form": form,
        "is_filtered": any((filters.state, filters.purpose, filters.text)),
        "page": paginate(request, outbox_rows(access, filters), per_page=50),
        "doubtful": messages_in_doubt(access),
        "may_decide": access.may(Permission.SURVEY_SEND),
        "leaves": can_mail_leave(access),
        "is_demo": access.workspace.is_demo,
        "pause": current_pause(access),
        "slow_start": slow_start_now(access, now=timezone.now()),
    }
    return render_page(request, "outbox/outbox.html", context, part="outbox/_list.html")


@require_safe
def message(request: HttpRequest, message_id: int) -> HttpResponse:
    """One mail."""
    access = access_from(request)
    return _message_page(request, message_id, AnswerForm() if access.workspace.is_demo else None)


@require_safe
def preview(request: HttpRequest, message_id: int) -> HttpResponse:
    """The mail alone, for the frame: its own styles hold, no script runs, links open beside."""
    view = message_view(access_from(request), message_id)
    response = HttpResponse(framed(view.html, view.text))
    response["Content-Security-Policy"] = PREVIEW_POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


@require_POST
def again(request: HttpRequest, message_id: int) -> HttpResponse:
    """Send a doubtful mail once more."""
    send_message_again(access_from(request), message_id, now=timezone.now())
    messages.success(request, _("The mail is sent once more."))
    return redirect("outbox-message", message_id)


@require_POST
def leave(request: HttpRequest, message_id: int) -> HttpResponse:
    """Leave a doubtful mail as it is."""
    leave_message(access_from(request), message_id, now=timezone.now())
    messages.success(request, _("The mail is left as it is."))
    return redirect("outbox")


@require_POST
def answer(request: HttpRequest, message_id: int) -> HttpResponse:
    """Answer as the customer, in the demo."""
    access = access_from(request)
    form = AnswerForm(request.POST)
    message_view(access, message_id)  # what one may not see, one may not answer
    if not form.is_valid():
        return _message_page(request, message_id, form, status=422)
    answer_as_customer(access, message_id, text=form.cleaned_data["text"], now=timezone.now())
    messages.success(request, _("The answer came in."))
    return redirect("outbox-message", message_id)


def _message_page(
    request: HttpRequest, message_id: int, form: AnswerForm | None, *, status: int = 200
) -> HttpResponse:
    access = access_from(request)
    view = message_view(access, message_id)
    context = {
        "view": view,
        "row": view.row,
        "history": [(history_words(code), moment) for code, moment in view.history],
        "form": form,
        "may_decide": view.in_doubt and access.may(Permission.SURVEY_SEND),
    }
    response = render_page(request, "outbox/message.html", context, status=status)
    response["Content-Security-Policy"] = WITH_FRAME
    return response
