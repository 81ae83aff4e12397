"""What holds for everything in the workspace."""

from dataclasses import fields

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.workspaces import change_workspace
from emptychair.accounts.types import WorkspaceWords
from emptychair.http.access import access_from
from emptychair.web.settings.people.workspace_form import WorkspaceForm

COMPANY = ("name", "language", "time_zone", "currency", "fiscal_year_start")
WORK = ("work_days", "work_from", "work_to", "country")
MAILS = ("sender_name", "sender_address", "signature")


def workspace(request: HttpRequest) -> HttpResponse:
    """Read it, change it."""
    access = access_from(request)
    access.require(Permission.WORKSPACE_MANAGE)
    form = WorkspaceForm(request.POST if request.method == "POST" else None, initial=_now(access))
    if request.method == "POST" and form.is_valid():
        change_workspace(access, form.words())
        messages.success(request, _("The workspace was changed."))
        return redirect("workspace")
    groups = [
        (_("Your company"), [form[name] for name in COMPANY]),
        (_("Days and hours of work"), [form[name] for name in WORK]),
        (_("Mails to customers"), [form[name] for name in MAILS]),
    ]
    status = 422 if form.errors else 200
    found = {"form": form, "groups": groups}
    return render(request, "settings/people/workspace.html", found, status=status)


def _now(access: Access) -> dict[str, object]:
    place = access.workspace
    initial = {field.name: getattr(place, field.name) for field in fields(WorkspaceWords)}
    return {**initial, "work_days": list(place.work_days)}
