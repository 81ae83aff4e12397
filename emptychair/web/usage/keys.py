"""Write keys: made, shown once with a snippet to copy, revoked; and what programs ask us."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import NotFound
from emptychair.usage.queries.keys import MANY, alias_questions, waiting_for_a_name, write_keys
from emptychair.usage.services.arriving.aliases import leave_apart
from emptychair.usage.services.keys import create_write_key, revoke_write_key
from emptychair.usage.types import KeyKind
from emptychair.web.ui.parts import render_page
from emptychair.web.usage.forms import KeyForm
from emptychair.web.usage.snippets import snippets_for


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """All keys, when each was last used, and what could not be understood."""
    access = access_from(request)
    waiting = waiting_for_a_name(access)
    context = {
        "keys": write_keys(access),
        "aliases": alias_questions(access),
        "may_merge": access.may(Permission.CUSTOMER_MERGE),
        "waiting": waiting,
        "waiting_more": waiting > MANY,
        "snippets": snippets_for(_origin(request), ""),
        "kinds": KeyKind,
    }
    return render_page(request, "usage/keys.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new key; its secret stands on the answer and nowhere else."""
    access = access_from(request)
    access.require(Permission.TOKEN_CREATE)
    form = KeyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        kind = KeyKind(form.cleaned_data["kind"])
        key, secret = create_write_key(access, name=form.cleaned_data["name"], kind=kind)
        context = {"key": key, "secret": secret, "snippets": snippets_for(_origin(request), secret)}
        return render_page(request, "usage/key.html", context)
    status = 422 if form.errors else 200
    return render_page(request, "usage/key_new.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, key_id: int) -> HttpResponse:
    """Ask, then withdraw a key."""
    access = access_from(request)
    key = next((one for one in write_keys(access) if one.pk == key_id), None)
    if key is None:
        raise NotFound
    if request.method == "POST":
        revoke_write_key(access, key_id, now=timezone.now())
        messages.success(request, _("The write key %(name)s was revoked.") % {"name": key.name})
        return redirect("write-keys")
    return render_page(request, "usage/key_revoke.html", {"key": key})


@require_POST
def apart(request: HttpRequest, question_id: int) -> HttpResponse:
    """They are two people, whatever the program says."""
    access = access_from(request)
    if not leave_apart(access, question_id, now=timezone.now()):
        raise NotFound
    messages.success(request, _("They stay two people."))
    return redirect("write-keys")


def _origin(request: HttpRequest) -> str:
    return request.build_absolute_uri("/")
