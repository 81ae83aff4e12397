"""Templates: built in, changed, one's own; and by which rules plans start."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.plans.queries import plan_rules, template_with_key, templates_of
from emptychair.plans.rules.outline import write_outline
from emptychair.plans.services.templates import remove_template, restore_template, save_template
from emptychair.web.ui.parts import render_page


class TemplateForm(forms.Form):
    """A template, line by line."""

    title = forms.CharField(label=gettext_lazy("What it is called"), max_length=120)
    goal = forms.CharField(
        label=gettext_lazy("What the customer wants to reach"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    outline = forms.CharField(
        label=gettext_lazy("Milestones and tasks"),
        widget=forms.Textarea(attrs={"rows": 20, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "A line # 14 Title is a milestone after 14 days. Below it, a line each: - us 3 Task, "
            "- customer 7 Task or - third 10 Task."
        ),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=(
            ("ja", pgettext_lazy("language", "Japanese")),
            ("en", pgettext_lazy("language", "English")),
        ),
    )


@require_safe
def plan_templates(request: HttpRequest) -> HttpResponse:
    """All templates, and the rules."""
    access = access_from(request)
    titles = {one.key: one.title for one in templates_of(access)}
    rules = [(one, titles.get(one.template_key, one.template_key)) for one in plan_rules(access)]
    context = {
        "templates": templates_of(access),
        "rules": rules,
        "may_write": access.may(Permission.CUSTOMER_WRITE),
        "may_manage": access.may(Permission.PROGRAMME_MANAGE),
    }
    return render_page(request, "plans/templates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_template(request: HttpRequest) -> HttpResponse:
    """One of one's own."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    language = "ja" if (get_language() or "").startswith("ja") else "en"
    initial = {"language": language, "outline": _("# 14 First milestone\n- us 3 First task\n")}
    return _edit(request, access, "", initial, _("A new template"))


@require_http_methods(["GET", "HEAD", "POST"])
def template(request: HttpRequest, key: str) -> HttpResponse:
    """Look at one, and change it; plans under way stay as they are."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    row = template_with_key(access, key)
    initial = {
        "title": row.title,
        "goal": row.goal,
        "outline": write_outline(row.milestones, row.language),
        "language": row.language,
    }
    may_remove = not row.is_built_in or row.is_changed
    return _edit(request, access, key, initial, row.title, may_remove=may_remove)


@require_POST
def remove(request: HttpRequest, key: str) -> HttpResponse:
    """Take one's own away; of a built-in one the changes."""
    access = access_from(request)
    remove_template(access, key, now=timezone.now())
    undo = reverse("plan-template-restore", args=[key])
    messages.success(request, _("Removed."), extra_tags=f"undo:{undo}")
    return redirect("plan-templates")


@require_POST
def restore(request: HttpRequest, key: str) -> HttpResponse:
    """Take the removal back."""
    restore_template(access_from(request), key)
    messages.success(request, _("It is back."))
    return redirect("plan-templates")


def _edit(
    request: HttpRequest,
    access: Access,
    key: str,
    initial: dict[str, Any],
    heading: str,
    *,
    may_remove: bool = False,
) -> HttpResponse:
    form = TemplateForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            save_template(access, key=key, **form.cleaned_data)
        except Invalid as refusal:
            form.add_error("outline", str(refusal))
        else:
            messages.success(request, _("Saved. Plans under way stay as they are."))
            return redirect("plan-templates")
    context = {
        "form": form,
        "heading": heading,
        "back": reverse("plan-templates"),
        "remove": reverse("plan-template-remove", args=[key]) if may_remove else "",
    }
    return render_page(request, "plans/form.html", context)
