"""Keys for machines: made, shown once, revoked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries import token_with_id, tokens_of
from emptychair.accounts.scope_words import scope_choices
from emptychair.accounts.services.tokens import create_token, revoke_token
from emptychair.http.access import access_from
from emptychair.web.settings.people.forms import TokenForm


@require_safe
def tokens(request: HttpRequest) -> HttpResponse:
    """All tokens, with what they may do and when they were last used."""
    access = access_from(request)
    found = {"tokens": tokens_of(access), "now": timezone.now()}
    return render(request, "settings/people/tokens.html", found)


@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """A new token; its secret stands on the answer and nowhere else."""
    access = access_from(request)
    access.require(Permission.TOKEN_CREATE)
    allowed = [(key, words) for key, words in scope_choices() if access.may(Permission(key))]
    form = TokenForm(request.POST if request.method == "POST" else None, scopes=allowed)
    if request.method == "POST" and form.is_valid():
        now, words = timezone.now(), form.cleaned_data
        token, secret = create_token(
            access,
            name=words["name"],
            scopes=words["scopes"],
            expires_at=now + form.good_for(),
            now=now,
        )
        return render(request, "settings/people/token.html", {"token": token, "secret": secret})
    status = 422 if form.errors else 200
    return render(request, "settings/people/token_new.html", {"form": form}, status=status)


def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """Ask, then withdraw a token."""
    access = access_from(request)
    token = token_with_id(access, token_id)
    if request.method == "POST":
        revoke_token(access, token, now=timezone.now())
        messages.success(request, _("The token %(name)s was revoked.") % {"name": token.name})
        return redirect("tokens")
    return render(request, "settings/people/token_revoke.html", {"token": token})
