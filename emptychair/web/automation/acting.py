"""Going live, resting, putting away; and starting it for one customer."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emptychair.accounts.permissions import Permission
from emptychair.automation.queries.advice import advice_of
from emptychair.automation.queries.customers import customers_shown
from emptychair.automation.queries.names import names_of
from emptychair.automation.queries.playbooks import (
    definition_of,
    draft_of,
    live_playbooks,
    playbook_with_id,
    problems_of,
    reading_for,
)
from emptychair.automation.services.authoring import (
    archive_playbook,
    go_live,
    pause_playbook,
    restore_playbook,
    resume_playbook,
)
from emptychair.automation.services.starting import start_for_customer
from emptychair.automation.types import About, Subject
from emptychair.customers.queries.lookup import company_with_id, person_with_id
from emptychair.http.access import access_from
from emptychair.kit.errors import ProductError
from emptychair.web.automation.forms import LiveForm, sent
from emptychair.web.ui.parts import render_page
from emptychair.web.ui.typed import row_number


@require_http_methods(["GET", "HEAD", "POST"])
def live(request: HttpRequest, playbook_id: int) -> HttpResponse:
    """Look once more, then let it act."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    row, now = playbook_with_id(access, playbook_id), timezone.now()
    definition, names, advice = draft_of(access, row), names_of(access), advice_of(access)
    form = None if advice.may_scale else LiveForm(sent(request))
    if request.method == "POST" and (form is None or form.is_valid()):
        given = form.cleaned_data if form is not None else {}
        try:
            go_live(
                access, row, now=now, name=given.get("name", ""), reason=given.get("reason", "")
            )
        except ProductError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("It is live. What comes from now on starts it."))
        return redirect("playbook", playbook_id)
    context = {
        "playbook": row,
        "reading": reading_for(access, definition, names),
        "problems": problems_of(access, definition, names),
        "advice": advice,
        "form": form,
    }
    return render_page(request, "automation/live.html", context)


@require_POST
def change_state(request: HttpRequest, playbook_id: int, act: str) -> HttpResponse:
    """Pause, resume, archive, restore; each with its way back."""
    access, now = access_from(request), timezone.now()
    access.require(Permission.CUSTOMER_WRITE)
    row = playbook_with_id(access, playbook_id)
    if act == "pause":
        pause_playbook(access, row)
        said, back = _("It rests: nothing begins and nothing goes on."), "resume"
    elif act == "resume":
        resume_playbook(access, row, now=now)
        said, back = _("It goes on."), "pause"
    elif act == "archive":
        archive_playbook(access, row, now=now)
        said, back = _("It is put away; what was under way has stopped."), "restore"
    elif act == "restore":
        restore_playbook(access, row)
        said, back = _("It is back, and rests."), ""
    else:
        raise Http404
    undo = f"undo:{reverse('playbook-state', args=[playbook_id, back])}" if back else ""
    messages.success(request, said, extra_tags=undo)
    return redirect(
        "playbooks" if act == "archive" else "playbook",
        *([] if act == "archive" else [playbook_id]),
    )


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Which playbook to start for one customer."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    person_id, company_id = _number(request.GET, "person"), _number(request.GET, "company")
    person = person_with_id(access, person_id) if person_id else None
    company = company_with_id(access, company_id) if company_id else None
    subject = Subject(person_id or None, company_id or None)
    about = About.COMPANY if company is not None else About.PERSON
    names = names_of(access)
    found = [
        (row, reading_for(access, definition_of(access, row.version), names))
        for row in live_playbooks(access)
        if row.version is not None
    ]
    context = {
        "customer": customers_shown(access, [subject], about=about)[subject],
        "person": person,
        "company": company,
        "playbooks": found,
    }
    return render_page(request, "automation/choose.html", context)


@require_POST
def start(request: HttpRequest, playbook_id: int) -> HttpResponse:
    """Start it for one customer, whatever its conditions say."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    row = playbook_with_id(access, playbook_id)
    person_id, company_id = _number(request.POST, "person"), _number(request.POST, "company")
    person = person_with_id(access, person_id) if person_id else None
    company = company_with_id(access, company_id) if company_id else None
    try:
        run = start_for_customer(access, row, person=person, company=company, now=timezone.now())
    except ProductError as refusal:
        messages.error(request, str(refusal))
        return redirect("playbook", playbook_id)
    undo = reverse("playbook-run-act", args=[run.pk, "undo"])
    messages.success(request, _("It has begun for this customer."), extra_tags=f"undo:{undo}")
    return redirect("playbook-run", run.pk)


def _number(given: QueryDict, name: str) -> int:
    return row_number(str(given.get(name, ""))) or 0
