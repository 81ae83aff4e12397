"""Keys: which there are, made, shown once, revoked; and what to put into which client."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.integrations.delighted.pages.clients import clients_for
from emptychair.integrations.delighted.pages.forms import KeyForm
from emptychair.integrations.delighted.queries.projects import (
    key_with_id,
    keys_of,
    surveys_to_choose,
)
from emptychair.integrations.delighted.queries.webhooks import webhooks_of
from emptychair.integrations.delighted.replies import origin_of
from emptychair.integrations.delighted.services.keys import create_key, revoke_key


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Keys, clients, webhooks."""
    access = access_from(request)
    found = {
        "keys": keys_of(access),
        "webhooks": webhooks_of(access),
        "clients": clients_for(origin_of(request)),
    }
    return render(request, "delighted/overview.html", found)


@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """A new key; its secret stands on the answer and nowhere else."""
    access = access_from(request)
    access.require(Permission.TOKEN_CREATE)
    surveys = [(one.pk, one.name) for one in surveys_to_choose(access)]
    form = KeyForm(request.POST if request.method == "POST" else None, surveys=surveys)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        key, secret = create_key(access, survey_id=data["survey"], name=data["name"])
        shown = {"key": key, "secret": secret, "clients": clients_for(origin_of(request))}
        return render(request, "delighted/key.html", shown)
    found = {"form": form, "surveys": surveys}
    status = 422 if form.errors else 200
    return render(request, "delighted/key_new.html", found, status=status)


def revoke(request: HttpRequest, key_id: int) -> HttpResponse:
    """Ask, then withdraw a key."""
    access = access_from(request)
    key = key_with_id(access, key_id)
    if request.method == "POST":
        revoke_key(access, key, now=timezone.now())
        messages.success(request, _("The key %(name)s was revoked.") % {"name": key.name})
        return redirect("delighted")
    return render(request, "delighted/key_revoke.html", {"key": key})
