"""Targets: set, changed, no longer aimed for."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.kit.periods import local_day
from emptychair.metrics.queries.targets import target_row, target_with_id
from emptychair.metrics.services.targets import (
    Wish,
    change_target,
    close_target,
    reopen_target,
    set_target,
)
from emptychair.surveys.types import Metric
from emptychair.touchpoints.queries import touchpoint_with_id, touchpoints_of
from emptychair.web.programme.target_words import target_line
from emptychair.web.ui.choices import ChoiceOrNone, DayInput, offer_colleagues
from emptychair.web.ui.parts import render_page


class WishForm(forms.Form):
    """A value, a day, an owner."""

    value = forms.FloatField(
        label=gettext_lazy("To reach"),
        help_text=gettext_lazy(
            "NPS in points from −100 to 100, shares in percent, CES from 1 to 7."
        ),
    )
    by_day = forms.DateField(label=pgettext_lazy("day", "By"), widget=DayInput)
    owner_id = ChoiceOrNone(gettext_lazy("Owner"))
    note = forms.CharField(label=gettext_lazy("Why this value"), max_length=300, required=False)

    def wish(self) -> Wish:
        """What the service takes."""
        names = ("value", "by_day", "owner_id", "note")
        return Wish(**{name: self.cleaned_data[name] for name in names})


class NewTargetForm(WishForm):
    """The same, with which score it is about."""

    metric = forms.ChoiceField(label=pgettext_lazy("any metric", "Score"), choices=Metric.choices)
    touchpoint = forms.TypedChoiceField(
        label=gettext_lazy("Touchpoint"), coerce=int, empty_value=None, required=False
    )
    field_order = ("metric", "touchpoint", "value", "by_day", "owner_id", "note")


@require_http_methods(["GET", "HEAD", "POST"])
def new_target(request: HttpRequest) -> HttpResponse:
    """Set one."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    form = NewTargetForm(request.POST or None, initial={"metric": "nps"})
    offer_colleagues(form, access, "owner_id")
    places = form.fields["touchpoint"]
    if isinstance(places, forms.ChoiceField):
        offered = [(str(one.pk), one.name) for one in touchpoints_of(access)]
        places.choices = [("", _("the whole company")), *offered]
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        place = touchpoint_with_id(access, given["touchpoint"]) if given["touchpoint"] else None
        try:
            made = set_target(
                access, given["metric"], form.wish(), today=_today(access), touchpoint=place
            )
        except Invalid as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The target is set."))
            return redirect("target", made.pk)
    context = {
        "form": form,
        "heading": _("A new target"),
        "back": reverse("programme"),
        "with_money": True,
    }
    return render_page(request, "programme/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def target(request: HttpRequest, target_id: int) -> HttpResponse:
    """One target: where it stands, whether it can be told from noise, and a form to change it."""
    access = access_from(request)
    access.require(Permission.SCORE_READ)
    row = target_with_id(access, target_id)
    today, may_manage = _today(access), access.may(Permission.PROGRAMME_MANAGE)
    initial: dict[str, Any] = {
        "value": row.value,
        "by_day": row.by_day,
        "owner_id": row.owner_id,
        "note": row.note,
    }
    form = WishForm(request.POST or None, initial=initial)
    offer_colleagues(form, access, "owner_id")
    if request.method == "POST" and form.is_valid():
        try:
            change_target(access, row, form.wish(), today=today)
        except Invalid as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The target is changed."))
            return redirect("target", target_id)
    line = target_line(target_row(access, row, today=today))
    context = {"form": form, "line": line, "target": row, "may_manage": may_manage}
    return render_page(request, "programme/target.html", context)


@require_POST
def act_on_target(request: HttpRequest, target_id: int, act: str) -> HttpResponse:
    """No longer aimed for, and back."""
    access = access_from(request)
    row = target_with_id(access, target_id)
    if act == "close":
        close_target(access, row, today=_today(access))
        undo = reverse("target-act", args=[target_id, "reopen"])
        messages.success(
            request, _("The target is no longer aimed for."), extra_tags=f"undo:{undo}"
        )
        return redirect("programme")
    if act == "reopen":
        reopen_target(access, row)
        messages.success(request, _("The target is aimed for again."))
        return redirect("target", target_id)
    raise Http404


def _today(access: Access) -> Any:
    return local_day(timezone.now(), access.workspace.zone)
