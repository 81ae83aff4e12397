"""Changing the draft: name, what starts it, who it is for, how often."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.automation.queries.judging import wrong_lines
from emptychair.automation.queries.names import names_of
from emptychair.automation.queries.playbooks import draft_of, playbook_with_id
from emptychair.automation.services.authoring import change_draft, rename_playbook
from emptychair.automation.triggers import known_triggers, trigger_named
from emptychair.automation.types import Conditions
from emptychair.automation.words import line_words
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.web.automation.forms import NameForm, RulesForm, sent, trigger_form
from emptychair.web.automation.lines import field_groups, form_lines, posted_conditions
from emptychair.web.ui.choices import chosen_user
from emptychair.web.ui.parts import render_page


@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest, playbook_id: int) -> HttpResponse:
    """What it is called."""
    access = _writer(request)
    row = playbook_with_id(access, playbook_id)
    initial = {"name": row.name, "purpose": row.purpose, "owner": row.owner_id}
    form = NameForm(sent(request), initial=initial).offer(access)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        owner = chosen_user(access, given["owner"])
        rename_playbook(access, row, name=given["name"], purpose=given["purpose"], owner=owner)
        return _saved(request, playbook_id)
    context = {"playbook": row, "form": form, "title": _("Name and owner")}
    return render_page(request, "automation/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def trigger(request: HttpRequest, playbook_id: int) -> HttpResponse:
    """What starts it: first which trigger, then its details."""
    access = _writer(request)
    row = playbook_with_id(access, playbook_id)
    definition = draft_of(access, row)
    kind = request.POST.get("kind") or request.GET.get("kind") or definition.trigger
    chosen = trigger_named(kind) or known_triggers()[0]
    given = definition.parameters if chosen.key == definition.trigger else {}
    form = trigger_form(access, chosen, sent(request), given)
    if request.method == "POST" and form.is_valid():
        plain = {key: str(value) for key, value in form.cleaned_data.items() if value is not None}
        change_draft(access, row, replace(definition, trigger=chosen.key, parameters=plain))
        return _saved(request, playbook_id)
    context = {"playbook": row, "form": form, "chosen": chosen, "triggers": known_triggers()}
    return render_page(
        request, "automation/trigger.html", context, part="automation/_trigger_fields.html"
    )


@require_http_methods(["GET", "HEAD", "POST"])
def conditions(request: HttpRequest, playbook_id: int) -> HttpResponse:
    """For whom it is."""
    access = _writer(request)
    row = playbook_with_id(access, playbook_id)
    definition, names, problem = draft_of(access, row), names_of(access), ""
    given = definition.conditions
    if request.method == "POST":
        given = posted(request, access)
        if request.POST.get("step") == "save":
            wrong = wrong_lines(access, given)
            if not wrong:
                change_draft(access, row, replace(definition, conditions=given))
                return _saved(request, playbook_id)
            problem = _("This condition is not whole: %(line)s") % {
                "line": line_words(wrong[0], names)
            }
    context = {
        "playbook": row,
        "problem": problem,
        **lines_context(request, access, given, with_run=False),
    }
    return render_page(
        request, "automation/conditions.html", context, part="automation/_lines.html"
    )


@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest, playbook_id: int) -> HttpResponse:
    """How often, how many, who is held out, by what one knows that it helped."""
    access = _writer(request)
    row = playbook_with_id(access, playbook_id)
    definition = draft_of(access, row)
    form = RulesForm.of(definition, sent(request))
    if request.method == "POST" and form.is_valid():
        change_draft(access, row, replace(definition, **form.cleaned_data))
        return _saved(request, playbook_id)
    context = {"playbook": row, "form": form, "title": _("How often, and how we shall know")}
    return render_page(request, "automation/form.html", context)


def posted(request: HttpRequest, access: Access) -> Conditions:
    """The conditions of a form. Raises `Invalid` for what no form of ours sends."""
    try:
        return posted_conditions(request.POST, names=names_of(access))
    except ValueError as error:
        raise Invalid(str(error)) from error


def lines_context(
    request: HttpRequest, access: Access, given: Conditions, *, with_run: bool
) -> dict[str, object]:
    """What the lines of conditions need."""
    names = names_of(access)
    adding = request.POST.get("step") == "add" or not given.lines
    return {
        "match": given.match,
        "lines": form_lines(access, given, names=names, empty=adding),
        "fields": field_groups(names, with_run=with_run),
    }


def _writer(request: HttpRequest) -> Access:
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    return access


def _saved(request: HttpRequest, playbook_id: int) -> HttpResponse:
    messages.success(request, _("Saved in the draft."))
    return redirect("playbook", playbook_id)
