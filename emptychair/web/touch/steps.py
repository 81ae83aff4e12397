"""One of the six steps: what data say, a form, and confirming it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from typing_extensions import override

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Conflict, Invalid, NotFound
from emptychair.sheets.amounts import read_number
from emptychair.touch.design_types import STEPS, Design, Hints
from emptychair.touch.errors import VagueNumber
from emptychair.touch.queries.hints import hints_for
from emptychair.touch.queries.organisation import design_with_id
from emptychair.touch.rules.design import CHOICES, FIELDS, OPTIONAL
from emptychair.touch.rules.vague import vagueness_of
from emptychair.touch.services.organisation import confirm_step, write_step
from emptychair.touch.words import choice_words, field_words, step_title, vague_words
from emptychair.web.touch.design_lines import step_lines
from emptychair.web.ui.choices import ChoiceOrNone, DayInput, offer_colleagues
from emptychair.web.ui.parts import render_page

LONG = {"job", "touch_why", "activities", "resources", "people", "skills", "causes", "own_proxy"}


class StepForm(forms.Form):
    """The fields of one step; nothing is required of what is only saved."""

    def __init__(self, number: int, access: Access, hints: Hints, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.use_required_attribute = False  # what is only saved may have holes
        is_draft = self.is_bound and "confirm" not in self.data
        for name in FIELDS[number]:
            self.fields[name] = _field(name, required=not is_draft and name not in OPTIONAL)
        if number == STEPS[-1]:
            words = gettext_lazy("Who reads it")
            self.fields["owner"] = ChoiceOrNone(words, required=not is_draft)
            offer_colleagues(self, access, "owner")
        for name, found in (("customer_kpi", number == 1), ("own_event", number == 5)):
            if found and hints.choices:
                self.fields[name].widget.attrs["list"] = "known"

    @override
    def clean(self) -> dict[str, Any]:
        """A target has a day."""
        given = super().clean() or {}
        is_undated = "target_day" in given and given["target_day"] is None
        if "confirm" in self.data and given.get("target") and is_undated:
            self.add_error("target_day", _("A target needs the day by which it should be there."))
        return given


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, design_id: int, number: int) -> HttpResponse:
    """Write it, and confirm it when it is whole."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    design = design_with_id(access, design_id)
    if number not in STEPS:
        raise NotFound
    hints = hints_for(access, design, number, now=timezone.now())
    known = design.steps[number - 1].values
    initial = {**hints.values, **{k: v for k, v in known.items() if v}, "owner": design.owner_id}
    form = StepForm(number, access, hints, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        following = _written(request, access, design, number, form)
        if following is not None:
            return following
    return render_page(request, "touch/step.html", _context(design, number, form, hints))


def _written(
    request: HttpRequest, access: Access, design: Design, number: int, form: StepForm
) -> HttpResponse | None:
    """Store it; where to go on, or nothing when something is refused."""
    given = form.cleaned_data
    try:
        row = write_step(access, design.id, number, given, owner_id=given.get("owner"))
    except (Conflict, Invalid) as refusal:
        form.add_error(None, str(refusal))
        return None
    if "confirm" not in request.POST:
        messages.success(request, _("Kept. It is not confirmed yet."))
        return redirect("organisation", row.pk)
    try:
        confirm_step(access, row.pk, number, now=timezone.now())
    except (Conflict, Invalid) as refusal:
        if isinstance(refusal, VagueNumber):
            form.fields["vague_kept"].widget.attrs["autofocus"] = True
        if row.pk != design.id:
            messages.error(request, str(refusal))
            return redirect("organisation-step", row.pk, number)
        form.add_error(None, str(refusal))
        return None
    if number == STEPS[-1]:
        messages.success(request, _("All six are confirmed: from now on the number is measured."))
        return redirect("organisation", row.pk)
    return redirect("organisation-step", row.pk, number + 1)


def _context(design: Design, number: int, form: StepForm, hints: Hints) -> dict[str, Any]:
    said = form.data.get("own_kpi", "") if form.is_bound else design.said(5, "own_kpi")
    vague = vagueness_of(said) if number == 5 else ""
    goal = design.said(1, "customer_kpi")
    return {
        "design": design,
        "number": number,
        "title": step_title(number),
        "form": form,
        "hints": hints,
        "lines": step_lines(design),
        "above": step_lines(design)[: number - 1],
        "is_open": design.steps[number - 1].is_open,
        "vague": vague_words(vague, goal) if vague else None,
        "is_last": number == STEPS[-1],
    }


class TargetField(forms.CharField):
    """Where the team's own number should be: kept as it was written, and a number."""

    @override
    def clean(self, value: Any) -> str:
        """The text; what is no number is refused."""
        text: str = super().clean(value)
        if text and read_number(text.rstrip("%％")) is None:
            raise forms.ValidationError(_("Write a number, such as 60."), code="number")
        return text


def _field(name: str, *, required: bool) -> forms.Field:
    label, optional = field_words(name), name in OPTIONAL
    if name in CHOICES:
        choices = [(value, choice_words(name, value)) for value in CHOICES[name]]
        return forms.ChoiceField(
            label=label, required=required, choices=[("", _("please choose")), *choices]
        )
    if name == "read_day":
        return forms.IntegerField(label=label, required=required, min_value=1, max_value=28)
    if name == "target_day":
        return forms.DateField(label=label, required=required, widget=DayInput)
    if name == "target":
        return TargetField(label=label, required=required, max_length=40)
    widget = forms.Textarea(attrs={"rows": 3}) if name in LONG else forms.TextInput()
    help_text = _("Only where it applies.") if optional else ""
    return forms.CharField(
        label=label, required=required, max_length=1_000, widget=widget, help_text=help_text
    )
