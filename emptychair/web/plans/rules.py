"""Plans that start by themselves at sign-up: a dry run first."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from emptychair.accounts.permissions import Permission
from emptychair.customers.queries import segments_of
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.kit.periods import local_day
from emptychair.plans.queries import plan_rule_with_id, templates_of
from emptychair.plans.services.templates import RuleWish, add_rule, preview_rule, switch_rule
from emptychair.web.ui.choices import ChoiceOrNone, DayInput, offer_colleagues
from emptychair.web.ui.parts import render_page


class RuleForm(forms.Form):
    """Which customers get which plan."""

    template_key = forms.ChoiceField(label=gettext_lazy("Template"))
    kind = forms.ChoiceField(
        label=gettext_lazy("For each new"),
        choices=(("company", gettext_lazy("company")), ("person", gettext_lazy("person"))),
    )
    segment_id = ChoiceOrNone(gettext_lazy("Only in this segment"))
    owner_id = ChoiceOrNone(gettext_lazy("Whose the plan is"))
    since = forms.DateField(label=gettext_lazy("Signed up since"), widget=DayInput)

    def wish(self) -> RuleWish:
        """What the services take."""
        names = ("template_key", "segment_id", "owner_id", "since")
        given = {name: self.cleaned_data[name] for name in names}
        return RuleWish(for_companies=self.cleaned_data["kind"] == "company", **given)


@require_http_methods(["GET", "HEAD", "POST"])
def new_rule(request: HttpRequest) -> HttpResponse:
    """The first button shows who would get the plan at once, the second makes the rule."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    today = local_day(timezone.now(), access.workspace.zone)
    form = RuleForm(request.POST or None, initial={"since": today})
    offer_colleagues(form, access, "owner_id")
    offers: dict[str, list[tuple[object, object]]] = {
        "template_key": [(one.key, one.title) for one in templates_of(access)],
        "segment_id": [("", _("everybody")), *((one.pk, one.name) for one in segments_of(access))],
    }
    for name, rows in offers.items():
        field = form.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(key), words) for key, words in rows]
    found = None
    if request.method == "POST" and form.is_valid():
        try:
            if "apply" in request.POST:
                add_rule(access, form.wish())
                messages.success(request, _("The rule holds. Plans start within the hour."))
                return redirect("plan-templates")
            found = preview_rule(access, form.wish())
        except Invalid as refusal:
            form.add_error(None, str(refusal))
    return render_page(request, "plans/rule.html", {"form": form, "found": found})


@require_POST
def act_on_rule(request: HttpRequest, rule_id: int, act: str) -> HttpResponse:
    """Let it rest, or go on."""
    access = access_from(request)
    if act not in {"rest", "go"}:
        raise Http404
    switch_rule(access, plan_rule_with_id(access, rule_id), is_active=act == "go")
    messages.success(request, _("The rule holds again.") if act == "go" else _("The rule rests."))
    return redirect("plan-templates")
