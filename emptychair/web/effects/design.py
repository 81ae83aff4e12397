"""Choosing how one will know whether an initiative helped."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.effects.queries.designs import design_of
from emptychair.effects.queries.possible import Plan, possibilities
from emptychair.effects.services.designs import (
    choose_design,
    companies_named,
    set_treated_companies,
)
from emptychair.effects.types import Asked, Design, DrawBy, MixHeld, Possibility
from emptychair.http.access import access_from
from emptychair.kit.errors import ProductError
from emptychair.kit.periods import local_day
from emptychair.loop.queries import initiative_with_number
from emptychair.web.effects.drawing import size_words
from emptychair.web.ui.choices import DayInput
from emptychair.web.ui.parts import render_page

if TYPE_CHECKING:
    from emptychair.effects.models import EffectDesign
    from emptychair.loop.models import Initiative

USUAL_DAYS = 90


@dataclass(frozen=True, slots=True)
class Offer:
    """A design with its size in words."""

    row: Possibility
    smallest: str


class DesignForm(forms.Form):
    """The design, its days, and what it rests on."""

    design = forms.ChoiceField(
        label=gettext_lazy("How we shall know"), choices=Design.choices, widget=forms.RadioSelect
    )
    starts_on = forms.DateField(label=gettext_lazy("Customers get it from"), widget=DayInput)
    ends_on = forms.DateField(
        label=gettext_lazy("Day of the verdict"),
        widget=DayInput,
        help_text=gettext_lazy("Chosen now, so that nobody stops when it looks best."),
    )
    draw_by = forms.ChoiceField(
        label=gettext_lazy("Drawn by chance"),
        choices=DrawBy.choices,
        help_text=gettext_lazy("Only for a random hold-out."),
    )
    held_out = forms.IntegerField(
        label=gettext_lazy("Held out, of a hundred"), min_value=5, max_value=95, initial=50
    )
    segment = forms.CharField(
        label=gettext_lazy("Only this segment"), max_length=80, required=False
    )
    companies = forms.CharField(
        label=gettext_lazy("Companies that get it"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=gettext_lazy(
            "For differences in differences: one company id a line, with a comma and a day where "
            "they start one after another (C-104, 2026-04-01)."
        ),
    )
    mix = forms.ChoiceField(
        label=gettext_lazy("Whose answers count how much"),
        choices=MixHeld.choices,
        required=False,
        initial=MixHeld.BEFORE.value,
        help_text=gettext_lazy(
            "For one series and differences: where other customers answer than before, the score "
            "moves without anybody having changed their mind. The page shows both."
        ),
    )
    picked_low = forms.BooleanField(
        label=gettext_lazy("It goes to people because they scored low"),
        required=False,
        help_text=gettext_lazy("Then part of their rise comes by itself, and is shown apart."),
    )
    worth = forms.FloatField(
        label=gettext_lazy("Smallest effect worth the work"), min_value=0.01, initial=5
    )
    hour_costs = forms.DecimalField(
        label=gettext_lazy("What an hour of work costs"), min_value=0, required=False
    )
    other_costs = forms.DecimalField(label=gettext_lazy("Other costs"), min_value=0, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why the design changes after the start"),
        max_length=500,
        required=False,
    )

    def fields_of(self, initiative: "Initiative") -> dict[str, Any]:
        """What the service takes."""
        given = self.cleaned_data
        names = (
            "design", "starts_on", "ends_on", "draw_by", "segment", "picked_low", "worth",
            "hour_costs", "other_costs",
        )  # fmt: skip
        return {
            **{name: given[name] for name in names},
            **({"mix": given["mix"]} if given["mix"] else {}),
            "held_out_share": given["held_out"] / 100,
            "metric": initiative.metric,
            "touchpoint_id": initiative.touchpoint_id,
        }


@require_http_methods(["GET", "HEAD", "POST"])
def design(request: HttpRequest, number: int) -> HttpResponse:
    """Choose it, or change it with a reason."""
    access = access_from(request)
    access.require(Permission.INITIATIVE_WRITE)
    found, now = initiative_with_number(access, number), timezone.now()
    today = local_day(now, access.workspace.zone)
    chosen = design_of(access, found)
    frozen = chosen is not None and chosen.is_frozen(today=today)
    form = DesignForm(request.POST or None, initial=_initial(found, chosen, today))
    form.fields["reason"].required = frozen
    if not frozen:
        del form.fields["reason"]
    if request.method == "POST" and form.is_valid():
        try:
            _save(access, found, form, today)
        except ProductError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The design is kept. It is frozen from the first day on."))
            return redirect("initiative-effect", number)
    context = {
        "initiative": found,
        "form": form,
        "is_frozen": frozen,
        "offers": offers_for(access, found, today=today),
    }
    return render_page(request, "effects/design.html", context)


def offers_for(access: Access, initiative: "Initiative", *, today: date) -> list[Offer]:
    """What each design could see with the company's own answers; nothing for who may not."""
    if not access.may(Permission.SCORE_READ):
        return []
    chosen = design_of(access, initiative)
    starts_on = chosen.starts_on if chosen else initiative.starts_on or today
    plan = Plan()
    if chosen:
        companies = frozenset(unit.company_id for unit in chosen.units.all())
        plan = Plan(companies, chosen.held_out_share, chosen.draw_by, chosen.mix)
    asked = Asked(
        initiative.metric, starts_on,
        chosen.ends_on if chosen else starts_on + timedelta(days=USUAL_DAYS),
        initiative.touchpoint_id, chosen.segment if chosen else "",
    )  # fmt: skip
    found = possibilities(access, asked, today=today, plan=plan)
    return [Offer(one, size_words(one.smallest, initiative.metric)) for one in found]


def _save(access: Access, initiative: "Initiative", form: DesignForm, today: date) -> None:
    given = form.cleaned_data
    companies = companies_named(access, given["companies"])
    asked = Asked(
        initiative.metric, given["starts_on"], given["ends_on"], initiative.touchpoint_id,
        given["segment"],
    )  # fmt: skip
    smallest = None
    if access.may(Permission.SCORE_READ) and given["ends_on"] > given["starts_on"]:
        plan = Plan(
            frozenset(companies), given["held_out"] / 100, given["draw_by"],
            given["mix"] or MixHeld.BEFORE.value,
        )  # fmt: skip
        found = possibilities(access, asked, today=today, plan=plan)
        smallest = next(one.smallest for one in found if one.design == given["design"])
    row = choose_design(
        access, initiative, now=timezone.now(), reason=given.get("reason", ""), smallest=smallest,
        **form.fields_of(initiative),
    )  # fmt: skip
    set_treated_companies(access, row, companies)


def _initial(
    initiative: "Initiative", chosen: "EffectDesign | None", today: date
) -> dict[str, Any]:
    if chosen is None:
        starts_on = initiative.starts_on or today + timedelta(days=7)
        return {
            "design": Design.HOLDOUT.value,
            "starts_on": starts_on,
            "ends_on": starts_on + timedelta(days=USUAL_DAYS),
        }
    names = (
        "design", "starts_on", "ends_on", "draw_by", "segment", "picked_low", "worth",
        "hour_costs", "other_costs", "mix",
    )  # fmt: skip
    units = chosen.units.select_related("company").order_by("company__external_id")
    lines = [
        f"{unit.company.external_id}, {unit.from_day}"
        if unit.from_day
        else unit.company.external_id
        for unit in units
    ]
    return {
        **{name: getattr(chosen, name) for name in names},
        "held_out": round(100 * chosen.held_out_share),
        "companies": "\n".join(lines),
    }
