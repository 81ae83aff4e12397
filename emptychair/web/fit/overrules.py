"""Going on against the advice, by name."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from emptychair.accounts.permissions import Permission
from emptychair.fit.queries import advice
from emptychair.fit.services import overrule_advice, withdraw_overrule
from emptychair.fit.words import segment_words
from emptychair.http.access import access_from
from emptychair.kit.errors import Conflict, Invalid
from emptychair.web.ui.parts import render_page


class OverruleForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=gettext_lazy("Why we go on all the same"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "It will be shown with your name and today’s date until it is taken back."
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def overrule(request: HttpRequest) -> HttpResponse:
    """The advice once more, and a form for the reason."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    segment, now = request.GET.get("segment", "")[:80], timezone.now()
    form = OverruleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            overrule_advice(access, segment=segment, reason=reason, now=now)
        except (Invalid, Conflict) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The advice is overruled in your name."))
            return redirect("fit")
    told = advice(access, segment=segment, now=now)
    context = {"form": form, "name": segment_words(segment), "advice": told}
    return render_page(request, "fit/overrule.html", context)


@require_POST
def withdraw(request: HttpRequest, overrule_id: int) -> HttpResponse:
    """Follow the advice again."""
    withdraw_overrule(access_from(request), overrule_id, now=timezone.now())
    messages.success(request, _("The advice is followed again."))
    return redirect("fit")
