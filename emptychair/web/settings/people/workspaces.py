"""Choosing a workspace, and making one."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from emptychair.accounts.queries import own_workspaces
from emptychair.accounts.services.workspaces import found_workspace
from emptychair.http.access import person_from, user_from
from emptychair.http.entrance.forms import language_now
from emptychair.http.entrance.invited import invitation_of
from emptychair.kit.errors import NotFound
from emptychair.web.settings.people.forms import NewWorkspaceForm


def workspaces(request: HttpRequest) -> HttpResponse:
    """Mine, and a form for another."""
    access = person_from(request)
    mine = own_workspaces(access)
    form = NewWorkspaceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        words = {**form.cleaned_data, "language": language_now()}
        made = found_workspace(access, user_from(request), **words)
        request.session["workspace"] = made.slug
        messages.success(request, _("The workspace %(name)s is ready.") % {"name": made.name})
        return redirect(settings.LOGIN_REDIRECT_URL)
    found = {"mine": mine, "form": form, "invitation": invitation_of(request)}
    page = "settings/people/workspaces.html" if mine else "settings/people/first_workspace.html"
    return render(request, page, found, status=422 if form.errors else 200)


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """To another workspace of mine."""
    access = person_from(request)
    slug = request.POST.get("workspace", "")
    if slug not in {one.slug for one in own_workspaces(access)}:
        raise NotFound
    request.session["workspace"] = slug
    return redirect(settings.LOGIN_REDIRECT_URL)
