"""How a group is tested."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from emptychair.accounts.permissions import Permission
from emptychair.fit.queries import settings_of
from emptychair.fit.rules.stages import setting_for
from emptychair.fit.services.settings import drop_test, set_test
from emptychair.fit.types import FitTest, TestSetting
from emptychair.fit.words import segment_words
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.web.ui.parts import render_page


class TestForm(forms.Form):
    """The test, and the lines of one-off services."""

    test = forms.ChoiceField(
        label=gettext_lazy("What is asked"), choices=FitTest.choices, widget=forms.RadioSelect
    )
    recent_days = forms.IntegerField(
        label=gettext_lazy("Used on two days at least within so many days"),
        min_value=2,
        max_value=365,
        help_text=gettext_lazy(
            "Whoever used it less can hardly say whether they would miss it, and is left out."
        ),
    )
    repeat_line = forms.FloatField(
        label=gettext_lazy("One-off: fit from so many percent who come again within a year"),
        min_value=1,
        max_value=99,
        required=False,
        help_text=gettext_lazy("No line holds for every trade. Draw yours before you look."),
    )
    recommend_line = forms.FloatField(
        label=gettext_lazy("One-off: fit from so many percent who recommend with 9 or 10"),
        min_value=1,
        max_value=99,
        required=False,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def setting(request: HttpRequest) -> HttpResponse:
    """The test of one group, or of all without their own."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    segment = request.GET.get("segment", "")[:80]
    known = settings_of(access)
    if request.method == "POST" and "drop" in request.POST:
        drop_test(access, segment)
        return redirect("fit")
    form = TestForm(request.POST or None, initial=_initial(setting_for(known, segment)))
    if request.method == "POST" and form.is_valid():
        try:
            set_test(access, _wanted(form, segment))
        except Invalid as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("From now on this group is tested so."))
            return redirect("fit")
    context = {
        "form": form,
        "name": segment_words(segment),
        "may_drop": bool(segment) and segment in known,
    }
    return render_page(request, "fit/test.html", context)


def _initial(one: TestSetting) -> dict[str, object]:
    return {
        "test": one.test.value,
        "recent_days": one.recent_days,
        "repeat_line": None if one.repeat_line is None else round(100 * one.repeat_line, 1),
        "recommend_line": None
        if one.recommend_line is None
        else round(100 * one.recommend_line, 1),
    }


def _wanted(form: TestForm, segment: str) -> TestSetting:
    given = form.cleaned_data
    lines = {
        name: None if given[name] is None else given[name] / 100
        for name in ("repeat_line", "recommend_line")
    }
    return TestSetting(
        segment=segment, test=FitTest(given["test"]), recent_days=given["recent_days"], **lines
    )
