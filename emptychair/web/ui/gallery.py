"""Every component in every state, for those who build pages. Made-up names, no database."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from emptychair.charts import Chart, Mark, TrendLabels, TrendPoint, sparkline, trend
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page

COLOURS = {
    "paper": ("paper", "card", "wash", "edge", "edge-strong", "ink", "ink-2", "ink-3"),
    "meaning": (
        *("brand", "brand-wash", "good", "good-wash", "bad", "bad-wash"),
        *("wait", "wait-wash", "calm", "calm-wash"),
    ),
}
SCORES = (8.0, 12.0, 9.0, 15.0, 14.0, 19.0)


class SampleForm(forms.Form):
    """One field of each kind."""

    use_required_attribute = False
    name = forms.CharField(
        label=gettext_lazy("Name of the customer"),
        help_text=gettext_lazy("As it stands on the invoice."),
    )
    note = forms.CharField(
        label=gettext_lazy("What to remember"), required=False, widget=forms.Textarea
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("a", gettext_lazy("Question")), ("b", gettext_lazy("Thanks"))],
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=[("a", gettext_lazy("By mail")), ("b", gettext_lazy("By telephone"))],
        widget=forms.RadioSelect,
        initial="a",
    )
    day = forms.DateField(
        label=gettext_lazy("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    agreed = forms.BooleanField(label=gettext_lazy("Tell those who asked"), required=False)


@dataclass(frozen=True, slots=True)
class SampleShares:
    """Minutes for the strip."""

    parts: tuple[float, float, float] = (4.3, 2.9, 12.8)

    def share(self, kind: str) -> float:
        """From 0 to 1."""
        return dict(zip(("counting", "planning", "doing"), self.parts, strict=True))[kind] / 20


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """The page. `?toasts` shows those too."""
    if "toasts" in request.GET:
        messages.success(request, _("Noted the call."), extra_tags="undo:/ui/")
        messages.error(request, _("This cannot be done."))
    context = {
        "colours": COLOURS,
        "form": SampleForm(auto_id="sample-%s"),
        "wrong": SampleForm({"name": "", "kind": "c", "how": "a"}, auto_id="wrong-%s"),
        "page": paginate(request, range(1, 96), per_page=5),
        "trend": sample_trend(),
        "spark": sparkline(SCORES, title=_("NPS")),
        "shares": SampleShares(),
    }
    return render_page(request, "ui/gallery.html", context)


def sample_trend() -> Chart:
    """Half a year with its band."""
    points = [
        TrendPoint(str(at + 1), value, value - 14, value + 13, 40)
        for at, value in enumerate(SCORES)
    ]
    labels = TrendLabels(
        period=_("Month"),
        value=_("NPS"),
        interval=_("between"),
        between=_("{low} to {high}"),
        n="n",
        note=pgettext("table", "Note"),
        missing=_("no answers"),
        few=_("few answers"),
        up=_("higher than before"),
        down=_("lower than before"),
    )
    marks = [Mark(3, _("Name changed online"))]
    title = _("Net Promoter Score by month")
    return trend(
        points, title=title, description=_("Made up"), labels=labels, marks=marks, height=200
    )
