"""A routine: when it comes round, whose it is, and its checklist."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.programme.queries import routine_with_id
from emptychair.programme.queries.programme import steps_of
from emptychair.programme.services.seats import change_routine
from emptychair.programme.types import Every
from emptychair.programme.words import routine_title, weekday_words
from emptychair.web.ui.choices import ChoiceOrNone, offer_colleagues
from emptychair.web.ui.parts import render_page


class RoutineForm(forms.Form):
    """All of a routine. The day is a weekday for weeks, else a day of the month."""

    every = forms.ChoiceField(label=gettext_lazy("How often"), choices=Every.choices)
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Weekday, if every week"), coerce=int, choices=()
    )
    day = forms.IntegerField(
        label=gettext_lazy("Day of the month, otherwise"), min_value=1, max_value=28
    )
    owner_id = ChoiceOrNone(gettext_lazy("Owner"))
    steps = forms.CharField(
        label=gettext_lazy("Checklist"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("One line for each thing to do."),
    )
    is_active = forms.BooleanField(label=gettext_lazy("It is used"), required=False)

    def values(self) -> dict[str, object]:
        """What the service takes."""
        given = dict(self.cleaned_data)
        weekday, day = given.pop("weekday"), given.pop("day")
        given["day"] = weekday if given["every"] == Every.WEEK else day
        given["steps"] = given["steps"].splitlines()
        return given


@require_http_methods(["GET", "HEAD", "POST"])
def routine(request: HttpRequest, routine_id: int) -> HttpResponse:
    """One routine, to be changed."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    row = routine_with_id(access, routine_id)
    is_weekly = row.every == Every.WEEK
    initial = {
        "every": row.every,
        "weekday": row.day if is_weekly else 0,
        "day": row.day if not is_weekly and row.day else 1,
        "owner_id": row.owner_id,
        "steps": "\n".join(steps_of(access, row)),
        "is_active": row.is_active,
    }
    form = RoutineForm(request.POST or None, initial=initial)
    offer_colleagues(form, access, "owner_id")
    weekday = form.fields["weekday"]
    if isinstance(weekday, forms.ChoiceField):
        weekday.choices = [(day, weekday_words(day)) for day in range(7)]
    if request.method == "POST" and form.is_valid():
        try:
            change_routine(access, row, **form.values())  # type: ignore[arg-type] # as the form says
        except Invalid as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("The routine is changed. Tasks that are there already stay.")
            )
            return redirect("programme")
    context = {
        "form": form,
        "heading": row.title or routine_title(row.key),
        "back": reverse("programme"),
    }
    return render_page(request, "programme/form.html", context)
