"""What counts as recurring revenue, version by version; and how the workspace earns."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.renewals.queries.definition import (
    definition_in_force,
    definitions_of,
    guessed_kinds,
    setting_of,
)
from emptychair.renewals.services.definition import Chosen, choose_kinds, define_revenue
from emptychair.renewals.services.refresh import ask_to_refresh
from emptychair.renewals.types import BusinessKind
from emptychair.renewals.words import definition_words
from emptychair.web.renewals.forms import DefinitionForm, KindsForm
from emptychair.web.ui.parts import render_page

if TYPE_CHECKING:
    from emptychair.renewals.models import RevenueDefinition


@require_http_methods(["GET", "HEAD", "POST"])
def definitions(request: HttpRequest) -> HttpResponse:
    """All versions, and a form for the next."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    form = DefinitionForm(request.POST or None, initial=_initial(definition_in_force(access)))
    if request.method == "POST":
        access.require(Permission.PROGRAMME_MANAGE)
        if form.is_valid() and _defined(request, access, form):
            return redirect("revenue-definitions")
    return _page(request, access, form, None)


@require_POST
def kinds(request: HttpRequest) -> HttpResponse:
    """How the workspace earns, and which events tell of a failed payment."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    form = KindsForm(request.POST)
    if form.is_valid():
        choose_kinds(access, kinds=tuple(form.cleaned_data["kinds"]), payment_events=form.names())
        messages.success(request, _("Saved."))
        return redirect("revenue-definitions")
    fresh = DefinitionForm(initial=_initial(definition_in_force(access)))
    return _page(request, access, fresh, form)


def _page(
    request: HttpRequest, access: Access, form: DefinitionForm, kinds_form: KindsForm | None
) -> HttpResponse:
    setting, guessed = setting_of(access), guessed_kinds(access)
    context = {
        "form": form,
        "kinds_form": kinds_form
        or KindsForm(
            initial={
                "kinds": [] if setting.guessed else [one.value for one in setting.kinds],
                "payment_events": ", ".join(setting.payment_events),
            }
        ),
        "guessed": [str(BusinessKind(one).label) for one in guessed],
        "versions": [
            (one, definition_words(one, access.workspace.currency))
            for one in definitions_of(access)
        ],
        "may_manage": access.may(Permission.PROGRAMME_MANAGE),
    }
    return render_page(request, "renewals/definitions.html", context)


def _defined(request: HttpRequest, access: Access, form: DefinitionForm) -> bool:
    given = dict(form.cleaned_data)
    reason = given.pop("reason")
    try:
        define_revenue(access, Chosen(**given), reason=reason, now=timezone.now())
    except Invalid as refusal:
        form.add_error(None, str(refusal))
        return False
    ask_to_refresh(access)
    messages.success(request, _("The definition is saved; months are counted anew with it."))
    return True


def _initial(row: "RevenueDefinition | None") -> dict[str, Any]:
    names = [name for name in DefinitionForm.base_fields if name not in ("rates", "reason")]
    plain = Chosen()
    values: dict[str, Any] = {name: getattr(row or plain, name) for name in names}
    rates = row.rates if row else {}
    values["rates"] = "\n".join(f"{code} {rate:g}" for code, rate in sorted(rates.items()))
    return values
