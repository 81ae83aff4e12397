"""What experts think each input weighs: seen by all, changed with a reason."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.success.queries.models import current_weights, newest_back_test, weight_versions
from emptychair.success.rules.halves import INPUTS, Weights
from emptychair.success.services.weights import MOST, set_weights
from emptychair.success.types import Half
from emptychair.success.words import INPUT_WORDS
from emptychair.web.success.listing import rights_of
from emptychair.web.success.models import ranking_row
from emptychair.web.ui.parts import render_page


class WeightsForm(forms.Form):
    """A number for each input, and why."""

    reason = forms.CharField(label=gettext_lazy("Why they change"), max_length=300)

    def __init__(self, weights: Weights, *given: Any, **rest: Any) -> None:
        super().__init__(*given, **rest)
        for one in INPUTS:
            self.fields[f"w-{one.key}"] = forms.FloatField(
                label=str(INPUT_WORDS[one.key]),
                min_value=0,
                max_value=MOST,
                initial=weights[one.key],
                widget=forms.NumberInput(attrs={"step": "0.5", "inputmode": "decimal"}),
            )
        self.order_fields([*(f"w-{one.key}" for one in INPUTS), "reason"])

    def half(self, half: str) -> list[forms.BoundField]:
        """The fields of one half."""
        return [self[f"w-{one.key}"] for one in INPUTS if one.half == half]


@require_http_methods(["GET", "HEAD", "POST"])
def weights(request: HttpRequest) -> HttpResponse:
    """The version that counts; a new one."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    version, current = current_weights(access)
    form = WeightsForm(current, request.POST or None)
    if request.method == "POST":
        access.require(Permission.PROGRAMME_MANAGE)
        if form.is_valid():
            given = {one.key: form.cleaned_data[f"w-{one.key}"] for one in INPUTS}
            try:
                set_weights(access, given, reason=form.cleaned_data["reason"], now=timezone.now())
            except Invalid as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("A new version of the weights counts from now on."))
                return redirect("health-weights")
    test = newest_back_test(access)
    context = {
        "form": form,
        "version": version,
        "halves": [(half.label, form.half(half.value)) for half in Half],
        "versions": weight_versions(access),
        "judged": [
            ranking_row(one)
            for one in (test.rankings if test else [])
            if one["name"] in Half.values
        ],
        **rights_of(access),
    }
    return render_page(request, "success/weights.html", context)
