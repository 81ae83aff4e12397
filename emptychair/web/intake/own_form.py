"""The form in which customers write what they wish for: our side of it, and theirs."""

import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language_from_request, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.http.services.rates import TooManyRequests, count_request
from emptychair.intake.errors import FormClosed
from emptychair.intake.queries.own_form import FormVisit, form_state, visit_by_form
from emptychair.intake.services.own_form import Wish, set_form, take_wish
from emptychair.kit.errors import ProductError
from emptychair.surveys.services.invitation_mail import public_link
from emptychair.web.ui.outside import LANGUAGES, POLITE, asked_language, gone, private
from emptychair.web.ui.parts import render_page

PER_MINUTE = 60  # wishes at one form
TRAP = "website"  # a field that nobody sees; only programs fill it


class WishForm(forms.Form):
    """What somebody wishes for, and where an answer reaches them."""

    text = forms.CharField(
        label=gettext_lazy("What would you like us to do?"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=10_000,
        error_messages=POLITE,
    )
    name = forms.CharField(label=gettext_lazy("Your name"), max_length=200, error_messages=POLITE)
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"), max_length=254, error_messages=POLITE
    )


@require_http_methods(["GET", "HEAD", "POST"])
def own_form(request: HttpRequest) -> HttpResponse:
    """Open it, close it, give it another address."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    state = form_state(access)
    if request.method == "POST":
        act = request.POST.get("act", "")
        set_form(access, is_open=act != "close", renew=act == "renew")
        told = {"close": _("The form is closed."), "renew": _("The form has a new address.")}
        messages.success(request, told.get(act, _("The form is open.")))
        return redirect("request-own-form")
    address = reverse("request-form", args=[state.token]) if state.token else ""
    whole = public_link(access, address) if address else ""
    context = {"state": state, "address": whole}
    return render_page(request, "intake/own_form.html", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def wish(request: HttpRequest, token: str) -> HttpResponse:
    """The customer's page. No account, no cookie, no script; looking changes nothing."""
    try:
        visit = visit_by_form(Access.system(None, "form for wishes"), token)
    except FormClosed:
        return gone(request, "intake/wish_gone.html")
    with translation.override(_language(request, visit)):
        return private(_answer(request, visit))


def _answer(request: HttpRequest, visit: FormVisit) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = WishForm(sent)
    if sent is not None and form.is_valid():
        told = _taken(visit, form.cleaned_data, sent)
        if not told:
            return redirect(f"{request.path}?language={translation.get_language()}&done=1")
        form.add_error(None, told)
    context: dict[str, Any] = {
        "page": {"company": visit.company, "language": translation.get_language()},
        "languages": list(LANGUAGES.items()),
        "form": form,
        "once": secrets.token_hex(16),
        "done": "done" in request.GET,
    }
    return render(request, "intake/wish.html", context, status=422 if form.errors else 200)


def _taken(visit: FormVisit, given: dict[str, Any], sent: Any) -> str:
    """Keep it; what is wrong in words. A program that fills the hidden field is thanked too."""
    if sent.get(TRAP):
        return ""
    now = timezone.now()
    try:
        count_request(visit.access, now=now, per_minute=PER_MINUTE)
        take_wish(visit.access, Wish(**given, once=sent.get("once", "")), now=now)
    except TooManyRequests:
        return _("Very many are writing at this moment. Please try again in a minute.")
    except ProductError as refusal:
        return str(refusal)
    return ""


def _language(request: HttpRequest, visit: FormVisit) -> str:
    own = get_language_from_request(request)[:2]
    return asked_language(request) or (own if own in LANGUAGES else visit.language)
