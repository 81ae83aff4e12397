"""When mails to many rest because too much went wrong: why, and going on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.messaging.queries import OutboxFilters, outbox_rows, pause_with_id
from emptychair.messaging.services.pausing import resume_sending
from emptychair.messaging.types import MessageState
from emptychair.web.ui.parts import render_page

SHOWN = 20


@require_safe
def pause(request: HttpRequest, pause_id: int) -> HttpResponse:
    """Why mails rest, the mails that went wrong, and the button to go on."""
    access = access_from(request)
    found = pause_with_id(access, pause_id)
    lists = {
        state: outbox_rows(access, OutboxFilters(state=state))[:SHOWN]
        for state in (MessageState.COMPLAINED.value, MessageState.BOUNCED.value)
    }
    context = {
        "pause": found,
        "complained": lists[MessageState.COMPLAINED.value],
        "bounced": lists[MessageState.BOUNCED.value],
        "may_resume": found.ended_at is None and access.may(Permission.SURVEY_SEND),
        "may_see_domain": access.may(Permission.WORKSPACE_MANAGE),
    }
    return render_page(request, "outbox/pause.html", context)


@require_POST
def resume(request: HttpRequest, pause_id: int) -> HttpResponse:
    """Somebody looked at it: mails to many go out again."""
    access = access_from(request)
    pause_with_id(access, pause_id)
    resume_sending(access, now=timezone.now())
    messages.success(request, _("Mails go out again, within a minute."))
    return redirect("outbox")
