"""What counts as use, what a trial is, what starting is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.jobs import enqueue
from emptychair.kit.errors import ProductError
from emptychair.usage.queries.definitions import counting_state, use_definition
from emptychair.usage.queries.names import event_names
from emptychair.usage.services.definitions import change_rules, change_start
from emptychair.web.ui.parts import render_page
from emptychair.web.usage.forms import RulesForm, StartForm


@require_http_methods(["GET", "POST"])
def definition(request: HttpRequest) -> HttpResponse:
    """Two forms on one page; each is saved by itself."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    now = use_definition(access)
    sent = request.POST.get("form", "") if request.method == "POST" else ""
    rules = RulesForm(request.POST if sent == "rules" else None, initial=RulesForm.initial_of(now))
    start = StartForm(request.POST if sent == "start" else None, initial=StartForm.initial_of(now))
    if _saved(access, rules) or _saved(access, start):
        messages.success(request, _("Saved. Days and lists are counted anew in the background."))
        return redirect("use-definition")
    state = counting_state(access)
    context = {
        "rules": rules,
        "start": start,
        "names": event_names(access, now),
        "state": state,
    }
    status = 422 if rules.errors or start.errors else 200
    return render_page(request, "usage/definition.html", context, status=status)


def _saved(access: Access, form: RulesForm | StartForm) -> bool:
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        if isinstance(form, RulesForm):
            change_rules(access, form.cleaned_data["rules"], form.cleaned_data["core"])
        else:
            change_start(access, **form.plain())
    except ProductError as error:
        form.add_error(None, str(error))
        return False
    enqueue("usage.read_workspace", workspace_id=access.workspace.pk)
    return True
