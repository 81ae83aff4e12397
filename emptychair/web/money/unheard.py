"""Large customers nobody ever heard: in a card of the page, and read anew when somebody asks."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.periods import local_day
from emptychair.messaging.queries import reason_sentence
from emptychair.metrics.queries.unheard import unheard_large, unheard_totals
from emptychair.metrics.services.unheard import ask_for_reading
from emptychair.metrics.unheard_types import Unheard
from emptychair.metrics.words import day_words

SHOWN = 10


def never_heard(access: Access, *, now: datetime) -> dict[str, Any]:
    """What the last reading found, and the largest of them."""
    rows = unheard_large(access, now=now, limit=SHOWN)
    return {
        "totals": unheard_totals(access),
        "rows": [
            {
                "name": one.name,
                "address": reverse(one.kind, args=[one.id]),
                "value": one.value,
                "words": _words(access, one),
            }
            for one in rows
        ],
        "may_read": access.may(Permission.CUSTOMER_WRITE),
    }


@require_POST
def read_now(request: HttpRequest) -> HttpResponse:
    """Look through all customers now, not only at night."""
    ask_for_reading(access_from(request))
    messages.success(request, _("They are being looked through. Load the page again in a moment."))
    return redirect(f"{reverse('heard')}#never")


def _words(access: Access, one: Unheard) -> str:
    place = _("place %(rank)s") % {"rank": f"{one.place:,}"}
    if one.asked_at is not None:
        day = day_words(local_day(one.asked_at, access.workspace.zone))
        return f"{place} ・ " + _("asked on %(day)s, no answer") % {"day": day}
    if one.ask_id is not None:
        return f"{place} ・ " + _("may be asked now")
    if not one.people:
        return f"{place} ・ " + _("no person is known there")
    return f"{place} ・ " + reason_sentence(one.reason, one.parameters)
