"""What an hour costs, what each tier gets, and the margins of products."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods, require_POST

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.touch.queries import groups_of, margins_of, settings_of
from emptychair.touch.services import set_costs, set_margin
from emptychair.touch.types import Settings
from emptychair.web.ui.parts import render_page

TIERS = ("high", "low", "tech")
MOST_PRODUCTS = 60


class CostsForm(forms.Form):
    """Costs and hours of the company's own."""

    hourly_cost = forms.FloatField(
        label=gettext_lazy("What an hour of a colleague costs us"),
        min_value=0.01,
        help_text=gettext_lazy("Wages with everything on top, by the hours that are worked."),
    )
    contact_cost = forms.FloatField(
        label=gettext_lazy("What a contact costs beside the time"),
        min_value=0,
        initial=0,
        help_text=gettext_lazy("Telephone, postage, travel; nothing if it costs nothing."),
    )
    service_share = forms.FloatField(
        label=gettext_lazy("How much of the margin may go into service, percent"),
        min_value=1,
        max_value=100,
        initial=100,
        help_text=gettext_lazy("At 100 the break-even itself: nothing is left."),
    )
    high = forms.FloatField(
        label=gettext_lazy("Hours a year for a customer in high touch"), min_value=0
    )
    low = forms.FloatField(
        label=gettext_lazy("Hours a year for a customer in low touch"), min_value=0
    )
    tech = forms.FloatField(
        label=gettext_lazy("Hours a year for a customer in tech touch"), min_value=0
    )


@require_http_methods(["GET", "HEAD", "POST"])
def costs(request: HttpRequest) -> HttpResponse:
    """Costs and hours; margins stand beside."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    form = CostsForm(request.POST or None, initial=_initial(settings_of(access)))
    if request.method == "POST" and form.is_valid():
        try:
            set_costs(access, _wanted(form.cleaned_data))
        except Invalid as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kept. Customers are counted anew."))
            return redirect("touch")
    context = {
        "form": form,
        "margins": _margins(access),
        "currency": access.workspace.currency,
    }
    return render_page(request, "touch/settings.html", context)


@require_POST
def margins(request: HttpRequest) -> HttpResponse:
    """All margins of the form at once; what is emptied is taken away."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    known = {product: given for product, _words, given in _margins(access)}
    try:
        for number, product in enumerate(known):
            text = request.POST.get(f"margin-{number}", "").strip()
            if text != known[product]:
                set_margin(access, product=product, margin=_share(text))
    except Invalid as refusal:
        messages.error(request, str(refusal))
        return redirect("touch-settings")
    messages.success(request, _("Kept. Customers are counted anew."))
    return redirect("touch")


def _margins(access: Access) -> list[tuple[str, str, str]]:
    """Product, its words, its margin as it was entered; that of all others first."""
    known = margins_of(access)
    sold = {one.key.product for one in groups_of(access) if one.key.product}
    products = ["", *sorted(sold | (set(known) - {""}))][:MOST_PRODUCTS]
    others = pgettext("product", "all others, and those without a contract")
    return [
        (one, one or others, f"{100 * known[one]:g}" if one in known else "") for one in products
    ]


def _share(text: str) -> float | None:
    if not text:
        return None
    try:
        return float(text.replace(",", ".").removesuffix("%")) / 100
    except ValueError:
        raise Invalid(_("Write a margin as a number of percent, such as 62.")) from None


def _initial(one: Settings) -> dict[str, Any]:
    if one.hourly_cost is None:
        return {}
    return {
        "hourly_cost": one.hourly_cost,
        "contact_cost": one.contact_cost,
        "service_share": round(100 * one.service_share, 1),
        **(one.hours or {}),
    }


def _wanted(given: dict[str, Any]) -> Settings:
    return Settings(
        hourly_cost=given["hourly_cost"],
        contact_cost=given["contact_cost"],
        service_share=given["service_share"] / 100,
        hours={tier: given[tier] for tier in TIERS},
    )
