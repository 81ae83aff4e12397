"""One product and segment: how the break-even comes about, the move, and what was decided."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid, NotFound
from emptychair.touch.errors import NothingToUndo
from emptychair.touch.money_words import money_words
from emptychair.touch.queries import (
    customers_of,
    decisions_of,
    group_with_id,
    proposals_of,
    settings_of,
)
from emptychair.touch.services import accept_proposal, decline_proposal, set_rule, undo_decision
from emptychair.touch.types import Decider, Group, Settings, Tier
from emptychair.touch.words import formula_words, hours_words, tier_words
from emptychair.web.touch.lines import group_line, proposal_line, stake_words
from emptychair.web.ui.parts import render_page

SHOWN_CUSTOMERS = 10


class RuleForm(forms.Form):
    """The tier by hand, and who decides there."""

    tier = forms.ChoiceField(
        label=gettext_lazy("How we are in touch"),
        choices=[("", pgettext_lazy("tier", "not chosen yet")), *Tier.choices],
        required=False,
    )
    decider = forms.ChoiceField(
        label=gettext_lazy("Who decides there"),
        choices=[("", gettext_lazy("as the customers’ attribute says")), *Decider.choices],
        required=False,
    )


@require_safe
def group(request: HttpRequest, group_id: int) -> HttpResponse:
    """Everything about one group."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    one = group_with_id(access, group_id)
    now, currency = timezone.now(), access.workspace.currency
    proposals = proposals_of(access, now=now, groups=[one])
    context = {
        "group": one,
        "line": group_line(one, currency),
        "proposal": proposal_line(proposals[0], currency) if proposals else None,
        "formula": formula_words(),
        "worked": _worked(one, settings_of(access), currency),
        "customers": customers_of(access, group=one.key)[:SHOWN_CUSTOMERS],
        "form": RuleForm(
            initial={
                "tier": one.tier,
                "decider": one.decider if one.decider_is_entered else "",
            }
        ),
        "decisions": _decisions(access, one, currency),
        "may_manage": access.may(Permission.PROGRAMME_MANAGE),
    }
    return render_page(request, "touch/group.html", context)


@require_POST
def act_on_group(request: HttpRequest, group_id: int, act: str) -> HttpResponse:
    """Accept or decline the move, or choose the tier by hand."""
    access = access_from(request)
    given, now = request.POST, timezone.now()
    to, reason = given.get("to", ""), given.get("reason", "")
    try:
        if act == "accept":
            made = accept_proposal(access, group_id, to=to, reason=reason, now=now)
            told = _("Moved. Customers with a tier of their own stay as they are.")
        elif act == "decline":
            made = decline_proposal(access, group_id, to=to, reason=reason, now=now)
            told = _("Declined. It is not proposed again for half a year unless the sum doubles.")
        elif act == "rule":
            set_rule(access, group_id, tier=given.get("tier", ""), decider=given.get("decider", ""))
            messages.success(request, _("Kept."))
            return redirect("touch-group", group_id)
        else:
            raise NotFound
    except Invalid as refusal:
        messages.error(request, str(refusal))
        return redirect("touch-group", group_id)
    undo_at = reverse("touch-undo", args=[made.pk])
    messages.success(request, told, extra_tags=f"undo:{undo_at}")
    return redirect("touch")


@require_POST
def undo(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Take the last decision about a group back."""
    try:
        undo_decision(access_from(request), decision_id, now=timezone.now())
    except NothingToUndo as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Taken back. It is proposed again."))
    return redirect("touch")


def _worked(one: Group, settings: Settings, currency: str) -> str:
    """The formula with the numbers of this group in it; nothing while one is missing."""
    if one.carries is None or one.price is None or one.margin is None or not settings.hourly_cost:
        return ""
    return (
        f"({money_words(one.price, currency)} × {100 * one.margin:.0f}% × "
        f"{100 * settings.service_share:.0f}% − {one.contacts:.1f} × "
        f"{money_words(settings.contact_cost, currency)}) ÷ "
        f"{money_words(settings.hourly_cost, currency)} = {hours_words(one.carries)}"
    )


def _decisions(access: Access, one: Group, currency: str) -> list[tuple[Any, ...]]:
    return [
        (each, tier_words(each.was), tier_words(each.to), stake_words(each.stake, currency))
        for each in decisions_of(access, limit=400)
        if each.key == one.key
    ]
