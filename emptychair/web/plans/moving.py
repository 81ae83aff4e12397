"""Planning anew: the days before and after are looked at, then moved."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.kit.periods import local_day
from emptychair.plans.queries import plan_rows, plan_with_id
from emptychair.plans.services.replanning import move_plan, preview_move, suggested_move
from emptychair.web.ui.choices import DayInput
from emptychair.web.ui.parts import render_page


class MoveForm(forms.Form):
    """From when, by how much, why."""

    first = forms.DateField(label=gettext_lazy("Everything open that is due from"), widget=DayInput)
    days = forms.IntegerField(
        label=gettext_lazy("Move by days"),
        min_value=-365,
        max_value=365,
        help_text=gettext_lazy("Minus is earlier."),
    )
    skip_weekends = forms.BooleanField(
        label=gettext_lazy("Not onto a weekend"), required=False, initial=True
    )
    why = forms.CharField(label=gettext_lazy("Why"), max_length=300, required=False)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The first button shows what would move, the second moves it."""
    access, now = access_from(request), timezone.now()
    access.require(Permission.CUSTOMER_WRITE)
    plan = plan_with_id(access, plan_id)
    today = local_day(now, access.workspace.zone)
    first, days = suggested_move(access, plan, today=today)
    initial = {"first": first, "days": days, "skip_weekends": True}
    form = MoveForm(request.POST or None, initial=initial)
    moves = None
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            if "apply" in request.POST:
                done = move_plan(access, plan_id, now=now, **given)
                words = ngettext("%(count)s date moved.", "%(count)s dates moved.", len(done))
                messages.success(request, words % {"count": len(done)})
                return redirect("plan", plan_id)
            given.pop("why")
            moves = preview_move(access, plan, **given)
        except Invalid as refusal:
            form.add_error(None, str(refusal))
    context = {
        "form": form,
        "moves": moves,
        "row": plan_rows(access, [plan], today=today)[0],
    }
    return render_page(request, "plans/move.html", context)
