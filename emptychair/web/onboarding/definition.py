"""What the first value is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import ProductError
from emptychair.onboarding.queries.definitions import all_versions
from emptychair.onboarding.services.definitions import define_first_value, retire_first_value
from emptychair.onboarding.types import Kind
from emptychair.onboarding.words import rule_words
from emptychair.usage.queries.definitions import use_definition
from emptychair.usage.queries.names import event_names
from emptychair.web.onboarding.forms import DefinitionForm
from emptychair.web.ui.parts import render_page


@require_http_methods(["GET", "HEAD", "POST"])
def definition(request: HttpRequest) -> HttpResponse:
    """Read it, or write a new version; `?from=` begins with one that is there."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    versions = all_versions(access)
    wanted = request.GET.get("from", "")
    old = next((one for one in versions if str(one.id) == wanted), None)
    old = old or next((one for one in versions if one.is_current and not one.segment), None)
    if request.GET.get("new"):
        old = None
    form = DefinitionForm(
        request.POST or None, initial=DefinitionForm.initial_of(old) if old else None
    )
    if request.method == "POST" and form.is_valid() and _stored(access, form):
        messages.success(request, _("Stored. Everybody is being read anew."))
        return redirect("first-value")
    context = {
        "form": form,
        "old": old,
        "versions": [(one, rule_words(one.terms.rule), Kind(one.kind).label) for one in versions],
        "names": event_names(access, use_definition(access))[:30],
    }
    status = 422 if request.method == "POST" else 200
    return render_page(request, "onboarding/definition.html", context, status=status)


@require_POST
def retire(request: HttpRequest, definition_id: int) -> HttpResponse:
    """Ask for it no more."""
    access = access_from(request)
    retire_first_value(access, definition_id)
    messages.success(request, _("This first value is asked for no more. Store it again to undo."))
    return redirect("first-value-definition")


def _stored(access: Access, form: DefinitionForm) -> bool:
    given = form.cleaned_data
    try:
        define_first_value(
            access,
            kind=given["kind"],
            segment=given["segment"],
            terms=form.terms(),
            reason=given["reason"],
        )
    except ProductError as error:
        form.add_error(None, str(error))
        return False
    return True
