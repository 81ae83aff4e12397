"""May we write to somebody, and asking them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from emptychair.accounts.permissions import Permission
from emptychair.customers.errors import ReasonMissing
from emptychair.customers.queries import person_with_id
from emptychair.customers.services.suppression import (
    lift_suppression,
    record_consent,
    suppress_address,
)
from emptychair.http.access import access_from
from emptychair.kit.errors import NotFound, ProductError
from emptychair.messaging.queries import reason_sentence
from emptychair.surveys.queries import survey_with_id
from emptychair.surveys.services.asking import ask_person
from emptychair.web.customers.forms import ReasonForm

EMAIL = "email"


@require_POST
def change(request: HttpRequest, person_id: int) -> HttpResponse:
    """Stop writing to somebody, or write again; each with a reason."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    person = person_with_id(access, person_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.warning(request, str(ReasonMissing.message))
        return redirect("person", person_id)
    action, reason = form.cleaned_data["action"], form.cleaned_data["reason"]
    if action == "suppress":
        suppress_address(access, channel=EMAIL, address=person.email, reason="asked", source=reason)
    elif action == "lift":
        lift_suppression(access, channel=EMAIL, address=person.email, reason=reason)
    else:
        given = action == "allow"
        record_consent(
            access, person, channel=EMAIL, given=given, source=reason, said_at=timezone.now()
        )
    messages.success(request, _("Saved."))
    return redirect("person", person_id)


@require_POST
def ask(request: HttpRequest, person_id: int) -> HttpResponse:
    """Ask one survey now, if the contact rule allows it."""
    access = access_from(request)
    access.require(Permission.SURVEY_SEND)
    person = person_with_id(access, person_id)
    wanted = request.POST.get("survey", "")
    if not wanted.isdecimal():
        raise NotFound
    survey = survey_with_id(access, int(wanted))
    now = timezone.now()
    occasion = f"hand:{now.astimezone(access.workspace.zone):%Y-%m-%d}"
    try:
        asked = ask_person(access, survey, person, occasion=occasion, now=now)
    except ProductError as error:
        messages.warning(request, str(error))
        return redirect("person", person_id)
    if asked.asked:
        messages.success(request, _("The question is on its way."))
    else:
        messages.warning(request, reason_sentence(asked.reason, asked.parameters))
    return redirect("person", person_id)
