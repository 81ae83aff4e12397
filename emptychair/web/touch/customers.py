"""Customers by what is left of their margin; one of them, and who looks after it."""

import csv
import io
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid, NotFound
from emptychair.touch.queries import counted_at, customers_of
from emptychair.touch.queries.customers import SORTS, CustomerRows, customer_with_id
from emptychair.touch.services import drop_override, hand_over, override_tier
from emptychair.touch.types import Tier
from emptychair.touch.words import tier_words
from emptychair.web.ui.choices import ChoiceOrNone, colleagues, offer_colleagues
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page
from emptychair.web.ui.typed import row_number

MOST_ROWS = 100_000
BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
SORT_WORDS = {
    "left": gettext_lazy("least left of the margin"),
    "-left": gettext_lazy("most left of the margin"),
    "-hours": gettext_lazy("most hours"),
    "-price": gettext_lazy("highest price"),
}


class OverrideForm(forms.Form):
    """Otherwise than the group, and why."""

    tier = forms.ChoiceField(label=gettext_lazy("How we are in touch"), choices=Tier.choices)
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300)


class HandForm(forms.Form):
    """Who looks after the customer."""

    owner = ChoiceOrNone(gettext_lazy("Who looks after it"))


@require_safe
def customers(request: HttpRequest) -> HttpResponse:
    """A page of them."""
    access = access_from(request)
    rows, given = _asked(access, request)
    context = {
        "page": paginate(request, rows),
        "given": given,
        "tiers": [
            ("", _("all")),
            *((one.value, one.label) for one in Tier),
            ("none", tier_words("")),
        ],
        "owners": colleagues(access, nobody=_("everybody’s")),
        "sorts": SORT_WORDS.items(),
        "counted_at": counted_at(access),
        "may_export": access.may(Permission.DATA_EXPORT),
        "query": request.GET.urlencode(),
    }
    return render_page(request, "touch/customers.html", context, part="touch/_customers.html")


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The same as a file; a spreadsheet opens it without harm."""
    access = access_from(request)
    access.require(Permission.DATA_EXPORT)
    rows, _given = _asked(access, request)
    text = io.StringIO()
    writer = csv.writer(text)
    heads = (
        _("Customer"), _("Product"), _("Segment"), _("Touch"), _("Chosen by"), _("Price a year"),
        _("Hours a year"), _("Cost a year"), _("Left of the margin"), _("Who looks after it"),
    )  # fmt: skip
    writer.writerow(heads)
    for one in rows[:MOST_ROWS]:
        cells = (
            one.name, one.product, one.segment, tier_words(one.tier), one.override_name, one.price,
            round(one.hours, 2), one.cost, one.left, one.owner,
        )  # fmt: skip
        writer.writerow([_safe(cell) for cell in cells])
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="touch.csv"'
    return answer


@require_safe
def customer(request: HttpRequest, row_id: int) -> HttpResponse:
    """One customer: its tier, why, and who looks after it."""
    access = access_from(request)
    row = customer_with_id(access, row_id)
    hand = HandForm(initial={"owner": row.owner_id})
    offer_colleagues(hand, access, "owner")
    context = {
        "row": row,
        "tier": tier_words(row.tier),
        "currency": access.workspace.currency,
        "form": OverrideForm(initial={"tier": row.tier or None, "reason": row.override_reason}),
        "hand": hand,
        "may_write": access.may(Permission.CUSTOMER_WRITE),
    }
    return render_page(request, "touch/customer.html", context)


@require_POST
def act_on_customer(request: HttpRequest, row_id: int, act: str) -> HttpResponse:
    """Choose its tier, let it follow its group again, or hand it over."""
    access = access_from(request)
    try:
        if act == "override":
            tier, reason = request.POST.get("tier", ""), request.POST.get("reason", "")
            override_tier(access, row_id, tier=tier, reason=reason, now=timezone.now())
            messages.success(request, _("Chosen in your name."))
        elif act == "drop":
            drop_override(access, row_id)
            messages.success(request, _("It follows its group again."))
        elif act == "hand":
            return _hand(request, access, row_id)
        else:
            raise NotFound
    except Invalid as refusal:
        messages.error(request, str(refusal))
    return redirect("touch-customer", row_id)


def _hand(request: HttpRequest, access: Access, row_id: int) -> HttpResponse:
    is_back = "owner" in request.GET  # from the message that offers to take it back
    given = (request.GET if is_back else request.POST).get("owner", "")
    before = hand_over(access, row_id, user_id=row_number(given))
    back = reverse("touch-customer-act", args=[row_id, "hand"])
    undo_at = f"{back}?owner={before or ''}"
    if is_back:
        messages.success(request, _("Handed back."))
    else:
        messages.success(request, _("Handed over."), extra_tags=f"undo:{undo_at}")
    following = request.POST.get("next", "")
    return (
        redirect("touch-capacity")
        if following == "capacity"
        else redirect("touch-customer", row_id)
    )


def _asked(access: Access, request: HttpRequest) -> tuple[CustomerRows, dict[str, Any]]:
    given = request.GET
    owner = given.get("owner", "")
    tier = given.get("tier", "")
    order = given.get("sort", "left")
    wanted: dict[str, Any] = {
        "tier": tier if tier in {*Tier.values, "none"} else "",
        "owner_id": row_number(owner),
        "overridden": bool(given.get("overridden")),
        "order": order if order in SORTS else "left",
        "text": given.get("q", "").strip()[:100],
    }
    return customers_of(access, **wanted), {**wanted, "owner": owner}


def _safe(cell: Any) -> Any:
    if isinstance(cell, str) and cell.startswith(BEGINS_FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell
