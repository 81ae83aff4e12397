"""A plan begins: the customer, the template, the goal; and its words are changed."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods
from typing_extensions import override

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries import company_with_id, person_with_id
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.kit.periods import local_day
from emptychair.loop.queries.masked import name_of
from emptychair.outcomes.queries.interviews import interviews_of
from emptychair.outcomes.queries.kpis import KpiRow, kpis_of
from emptychair.outcomes.words import value_words
from emptychair.plans.queries import (
    people_of_company,
    people_of_customer,
    plan_with_id,
    template_with_key,
    templates_of,
)
from emptychair.plans.services.starting import PlanWish, change_plan, start_plan
from emptychair.web.ui.choices import ChoiceOrNone, DayInput, offer_colleagues
from emptychair.web.ui.parts import render_page
from emptychair.web.ui.typed import row_number
from emptychair.web.ui.whom import Customer, WhomForm, customer_of

if TYPE_CHECKING:
    from emptychair.customers.models import Company, Person

LANGUAGES = (
    ("", gettext_lazy("as the customer has it")),
    ("ja", pgettext_lazy("language", "Japanese")),
    ("en", pgettext_lazy("language", "English")),
)


class WishForm(forms.Form):
    """The words of a plan."""

    title = forms.CharField(label=gettext_lazy("What the plan is called"), max_length=200)
    goal = forms.CharField(
        label=gettext_lazy("What the customer wants to reach"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    kpi = forms.CharField(
        label=gettext_lazy("The number that shows it"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Such as: hours for the monthly closing, from 40 to 15."),
    )
    owner_id = ChoiceOrNone(gettext_lazy("Whose it is on our side"))
    contact_id = ChoiceOrNone(gettext_lazy("Whom we talk to"))
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the customer's page"), choices=LANGUAGES, required=False
    )

    def wish(self, starts_on: date) -> PlanWish:
        """What the services take."""
        names = ("title", "goal", "kpi", "owner_id", "contact_id", "language")
        given = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return PlanWish(starts_on=starts_on, **given)


class NewPlanForm(WishForm, WhomForm):
    """The same with template, customer and first day; what is empty comes from the template."""

    template = forms.ChoiceField(label=gettext_lazy("Template"), required=False)
    starts_on = forms.DateField(label=gettext_lazy("First day"), widget=DayInput)
    field_order = ("customer", "chosen", "template", "starts_on", "title", "goal", "kpi")

    @override
    def clean(self) -> dict[str, Any]:
        """A plan without a template needs a name of its own."""
        given = super().clean() or self.cleaned_data
        if not given.get("template") and not given.get("title", "").strip():
            self.add_error("title", _("Choose a template, or give the plan a name."))
        return given


@require_http_methods(["GET", "HEAD", "POST"])
def new_plan(request: HttpRequest) -> HttpResponse:
    """Start a plan for the customer in the address, or for one who is looked for."""
    access, now = access_from(request), timezone.now()
    access.require(Permission.CUSTOMER_WRITE)
    company, person = _customer(request, access)
    form = _new_form(request, access, company, person, local_day(now, access.workspace.zone))
    whose: Customer | None = (company, person)
    if request.method == "POST" and form.is_valid() and "customer" in form.fields:
        whose = customer_of(form, access)
    if request.method == "POST" and whose and form.is_valid():
        given = form.cleaned_data
        key = given["template"]
        try:
            plan, _new = start_plan(
                access,
                form.wish(given["starts_on"]),
                now=now,
                template=template_with_key(access, key) if key else None,
                company=whose[0],
                person=whose[1],
            )
        except Invalid as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The plan is under way."))
            return redirect("plan", plan.pk)
    context = {
        "form": form,
        "heading": _("Start a plan"),
        "whom": name_of(access, person, company),
        "back": reverse("plans"),
        "templates": templates_of(access),
    }
    return render_page(request, "plans/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Change its words and its people."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    plan = plan_with_id(access, plan_id)
    names = ("title", "goal", "kpi", "owner_id", "contact_id", "language")
    initial = {name: getattr(plan, name) for name in names}
    form = WishForm(request.POST or None, initial=initial)
    offer_colleagues(form, access, "owner_id")
    _offer(form, "contact_id", people_of_customer(access, plan))
    if request.method == "POST" and form.is_valid():
        try:
            change_plan(access, plan_id, form.wish(plan.starts_on), now=timezone.now())
        except Invalid as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("plan", plan_id)
    context = {
        "form": form,
        "heading": _("Change the plan"),
        "whom": name_of(access, plan.person, plan.company),
        "back": reverse("plan", args=[plan_id]),
    }
    return render_page(request, "plans/form.html", context)


def _new_form(
    request: HttpRequest,
    access: Access,
    company: "Company | None",
    person: "Person | None",
    today: date,
) -> NewPlanForm:
    initial = {"starts_on": today, "template": request.GET.get("template", "")}
    initial |= _what_they_said(access, company, person, today)
    form = NewPlanForm(request.POST or None, initial=initial)
    form.fields["title"].required = False
    form.fields["title"].help_text = _("Empty: as the template says.")
    offer_colleagues(form, access, "owner_id")
    templates = form.fields["template"]
    if isinstance(templates, forms.ChoiceField):
        rows = [(one.key, one.title) for one in templates_of(access)]
        templates.choices = [("", _("empty: nothing in it yet")), *rows]
    if company or person:
        del form.fields["customer"], form.fields["chosen"]
    else:
        form.fields["customer"].required = True
    _offer(form, "contact_id", people_of_company(access, company.pk) if company else [])
    if not company:
        del form.fields["contact_id"]
    return form


def _what_they_said(
    access: Access, company: "Company | None", person: "Person | None", today: date
) -> dict[str, str]:
    """The goal in the customer's words, and their own number, where both were found out."""
    if company is None and person is None:
        return {}
    company_id, person_id = (one.pk if one else None for one in (company, person))
    talks = interviews_of(access, company_id=company_id, person_id=person_id)
    numbers = kpis_of(access, company_id, person_id=person_id, today=today)
    return {
        "goal": next((str(one.own_words or one.job) for one in talks if one.job), ""),
        "kpi": next((_from_to(one) for one in numbers if not one.is_proxy), ""),
    }


def _from_to(kpi: KpiRow) -> str:
    ends = (kpi.start_value, kpi.target_value)
    if any(one is None for one in ends):
        return kpi.name
    start, target = (value_words(one, kpi.unit) for one in ends)
    return f"{kpi.name}: {start} → {target}"


def _offer(form: forms.Form, name: str, rows: list[tuple[int, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = [("", "–"), *((str(pk), words) for pk, words in rows)]


def _customer(request: HttpRequest, access: Access) -> "tuple[Company | None, Person | None]":
    company, person = (row_number(request.GET.get(name, "")) for name in ("company", "person"))
    if company:
        return company_with_id(access, company), None
    if person:
        return None, person_with_id(access, person)
    return None, None
