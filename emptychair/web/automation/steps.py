"""Steps of the draft: new, changed, moved, taken out."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.automation.doing import Names, action_of
from emptychair.automation.errors import StepNotThere, TooManySteps
from emptychair.automation.queries.judging import wrong_lines
from emptychair.automation.queries.names import names_of
from emptychair.automation.queries.playbooks import draft_of, playbook_with_id
from emptychair.automation.rules.definition import (
    MOST_STEPS,
    moved_step,
    next_step_id,
    plain_conditions,
    with_step,
    without_step,
)
from emptychair.automation.services.authoring import change_draft
from emptychair.automation.services.mails import preview_letter
from emptychair.automation.types import Definition, Step, StepKind
from emptychair.automation.words import branch_words, conditions_of, line_words
from emptychair.http.access import access_from
from emptychair.web.automation.editing import lines_context, posted
from emptychair.web.automation.forms import sent, step_form
from emptychair.web.ui.parts import render_page

if TYPE_CHECKING:
    from emptychair.automation.models import Playbook


WRITING = {StepKind.MAIL, StepKind.TASK, StepKind.PLAN, StepKind.NOTIFY}


@dataclass(frozen=True, slots=True)
class _Place:
    """What is being written, and in which playbook."""

    row: "Playbook"
    definition: Definition
    step: Step
    names: Names
    is_new: bool


@require_http_methods(["GET", "HEAD", "POST"])
def new_step(request: HttpRequest, playbook_id: int, kind: str) -> HttpResponse:
    """A step at the end."""
    access = _writer(request)
    if kind not in StepKind.values:
        raise Http404
    row = playbook_with_id(access, playbook_id)
    definition = draft_of(access, row)
    if len(definition.steps) >= MOST_STEPS:
        raise TooManySteps
    step = Step(next_step_id(definition), kind)
    return _edited(request, access, _Place(row, definition, step, names_of(access), is_new=True))


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, playbook_id: int, step_id: str) -> HttpResponse:
    """A step that is there."""
    access = _writer(request)
    row = playbook_with_id(access, playbook_id)
    definition = draft_of(access, row)
    found = next((one for one in definition.steps if one.id == step_id), None)
    if found is None:
        raise Http404
    return _edited(request, access, _Place(row, definition, found, names_of(access), is_new=False))


@require_POST
def move_step(request: HttpRequest, playbook_id: int, step_id: str, act: str) -> HttpResponse:
    """Up, down, or out."""
    access = _writer(request)
    row = playbook_with_id(access, playbook_id)
    definition = draft_of(access, row)
    if step_id not in {one.id for one in definition.steps}:
        raise StepNotThere
    moved = {
        "up": lambda: moved_step(definition, step_id, -1),
        "down": lambda: moved_step(definition, step_id, 1),
        "remove": lambda: without_step(definition, step_id),
    }.get(act)
    if moved is None:
        raise Http404
    change_draft(access, row, moved())
    if act == "remove":
        messages.success(request, _("The step is out of the draft."))
    return redirect(f"{reverse('playbook', args=[playbook_id])}#steps")


def _edited(request: HttpRequest, access: Access, place: _Place) -> HttpResponse:
    form = step_form(access, place.step.kind, place.names, sent(request), place.step.settings)
    under = _under_field(place)
    if under is not None:
        form.fields["under"] = under
    if place.step.kind == StepKind.BRANCH:
        return _branch(request, access, place, form)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        side = given.pop("under", "")
        if "preview" not in request.POST:
            return _saved(request, access, place, given, side)
    return _form(request, access, place, form)


def _branch(request: HttpRequest, access: Access, place: _Place, form: forms.Form) -> HttpResponse:
    given, problem = conditions_of(place.step), ""
    if request.method == "POST":
        given = posted(request, access)
        wrong = wrong_lines(access, given)
        if request.POST.get("step") == "save" and form.is_valid():
            if given.lines and not wrong:
                settings = {"conditions": plain_conditions(given)}
                return _saved(request, access, place, settings, form.cleaned_data.get("under", ""))
            problem = (
                _("This condition is not whole: %(line)s")
                % {"line": line_words(wrong[0], place.names)}
                if wrong
                else _("Say what decides.")
            )
    context = {
        **_context(place, form),
        "problem": problem,
        **lines_context(request, access, given, with_run=True),
    }
    return render_page(request, "automation/branch.html", context, part="automation/_lines.html")


def _form(request: HttpRequest, access: Access, place: _Place, form: forms.Form) -> HttpResponse:
    context = _context(place, form)
    if place.step.kind == StepKind.MAIL:
        shown = form.cleaned_data if form.is_bound and form.is_valid() else place.step.settings
        letters = [preview_letter(access, shown, language) for language in ("ja", "en")]
        context["letters"] = [one for one in letters if one is not None]
    return render_page(
        request,
        "automation/step.html",
        context,
        part="automation/_letters.html",
        status=422 if form.is_bound and not form.is_valid() else 200,
    )


def _context(place: _Place, form: forms.Form) -> dict[str, Any]:
    return {
        "playbook": place.row,
        "step": place.step,
        "is_new": place.is_new,
        "form": form,
        "kind": StepKind(place.step.kind).label,
        "writes": place.step.kind in WRITING,
    }


def _saved(
    request: HttpRequest, access: Access, place: _Place, settings: dict[str, Any], side: str
) -> HttpResponse:
    under, _sign, way = side.partition(":")
    written = Step(place.step.id, place.step.kind, settings, under, way)
    row = change_draft(access, place.row, with_step(place.definition, written))
    for words in action_of(written.kind).problems(access, written, place.names):
        messages.warning(request, words)
    return redirect(f"{reverse('playbook', args=[row.pk])}#steps")


def _under_field(place: _Place) -> forms.ChoiceField | None:
    """Always, or on one way of a branch that stands before it."""
    ids = [one.id for one in place.definition.steps]
    end = ids.index(place.step.id) if place.step.id in ids else len(ids)
    branches = [one for one in place.definition.steps[:end] if one.kind == StepKind.BRANCH]
    if not branches:
        return None
    choices = [("", pgettext("step", "always"))]
    for one in branches:
        for side in ("yes", "no"):
            words = branch_words(conditions_of(one), place.names, side)
            choices.append((f"{one.id}:{side}", words))
    here = f"{place.step.under}:{place.step.side}" if place.step.under else ""
    if place.is_new:
        here = f"{branches[-1].id}:yes"
    return forms.ChoiceField(
        label=pgettext("playbook", "When it is done"), choices=choices, required=False, initial=here
    )


def _writer(request: HttpRequest) -> Access:
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    return access
