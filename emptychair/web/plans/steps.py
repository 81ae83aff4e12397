"""A task of a plan: new, changed, done, open again, no longer needed."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.kit.periods import local_day
from emptychair.plans.queries import (
    milestone_rows,
    people_of_customer,
    plan_with_id,
    step_with_id,
)
from emptychair.plans.services.steps import StepWish, add_step, change_step, set_step_state
from emptychair.plans.types import Side, StepState
from emptychair.web.ui.choices import ChoiceOrNone, DayInput, offer_colleagues
from emptychair.web.ui.parts import render_page

NAMES = (
    "title",
    "side",
    "due_on",
    "owner_id",
    "person_id",
    "third_party",
    "milestone_id",
    "is_shown",
    "note",
)


class StepForm(forms.Form):
    """What is to be done, by whom, until when."""

    title = forms.CharField(label=gettext_lazy("What is to be done"), max_length=200)
    side = forms.ChoiceField(label=gettext_lazy("By whom"), choices=Side.choices)
    owner_id = ChoiceOrNone(gettext_lazy("If by us: who"))
    person_id = ChoiceOrNone(gettext_lazy("If by the customer: who"))
    third_party = forms.CharField(
        label=gettext_lazy("If by a third party: who"), max_length=120, required=False
    )
    due_on = forms.DateField(label=gettext_lazy("Until"), widget=DayInput)
    milestone_id = ChoiceOrNone(gettext_lazy("Milestone"))
    is_shown = forms.BooleanField(
        label=gettext_lazy("The customer sees it on their page"), required=False, initial=True
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=300, required=False)

    def wish(self) -> StepWish:
        """What the services take."""
        return StepWish(**{name: self.cleaned_data[name] for name in NAMES})


@require_http_methods(["GET", "HEAD", "POST"])
def new_step(request: HttpRequest, plan_id: int) -> HttpResponse:
    """One task more."""
    access, now = access_from(request), timezone.now()
    access.require(Permission.CUSTOMER_WRITE)
    plan = plan_with_id(access, plan_id)
    initial = {
        "side": Side.US,
        "owner_id": plan.owner_id or access.user_id,
        "person_id": plan.contact_id,
        "due_on": local_day(now, access.workspace.zone),
        "is_shown": True,
    }
    form = _form(request, access, plan_id, initial)
    if request.method == "POST" and form.is_valid():
        try:
            add_step(access, plan_id, form.wish(), now=now)
        except Invalid as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The task stands in the plan."))
            return redirect("plan", plan_id)
    return _page(request, form, plan_id, _("A new task"))


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, step_id: int) -> HttpResponse:
    """Change a task."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    found = step_with_id(access, step_id)
    form = _form(request, access, found.plan_id, {name: getattr(found, name) for name in NAMES})
    if request.method == "POST" and form.is_valid():
        try:
            change_step(access, found, form.wish(), now=timezone.now())
        except Invalid as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("plan", found.plan_id)
    return _page(request, form, found.plan_id, _("Change the task"))


@require_POST
def act_on_step(request: HttpRequest, step_id: int, act: str) -> HttpResponse:
    """Done, open again, no longer needed; the toast offers to take it back."""
    access = access_from(request)
    found = step_with_id(access, step_id)
    if act not in StepState.values:
        raise Http404
    before = found.state
    try:
        set_step_state(access, found, act, now=timezone.now())
    except Invalid as refusal:
        messages.error(request, str(refusal))
    else:
        undo = reverse("plan-step-act", args=[step_id, before])
        words = str(StepState(act).label)
        tags = f"undo:{undo}" if before != act else ""
        messages.success(request, f"{found.title}: {words}", extra_tags=tags)
    return redirect("plan", found.plan_id)


def _form(request: HttpRequest, access: Access, plan_id: int, initial: dict[str, Any]) -> StepForm:
    plan = plan_with_id(access, plan_id)
    form = StepForm(request.POST or None, initial=initial)
    offer_colleagues(form, access, "owner_id")
    today = local_day(timezone.now(), access.workspace.zone)
    milestones = [
        (one.id, one.title) for one in milestone_rows(access, plan, today=today) if one.id
    ]
    for name, rows in (
        ("person_id", people_of_customer(access, plan)),
        ("milestone_id", milestones),
    ):
        field = form.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "–"), *((str(pk), words) for pk, words in rows)]
    return form


def _page(request: HttpRequest, form: StepForm, plan_id: int, heading: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "back": reverse("plan", args=[plan_id])}
    return render_page(request, "plans/form.html", context)
