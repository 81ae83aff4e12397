"""A level that others published, entered once, with its source."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.kit.periods import local_day
from emptychair.scorecard.services.outside import enter_level
from emptychair.web.scorecard.level_form import LevelForm
from emptychair.web.ui.parts import render_page


@require_http_methods(["GET", "HEAD", "POST"])
def new_level(request: HttpRequest) -> HttpResponse:
    """Of which score, how high, who published it and when."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    form = LevelForm(request.POST or None, initial={"beside": request.GET.get("metric", "nps")})
    if request.method == "POST" and form.is_valid() and _entered(access, form):
        messages.success(request, _("It stands beside your own score now."))
        return redirect("scorecard-rows")
    context: dict[str, Any] = {
        "form": form,
        "heading": _("A published level"),
        "back": reverse("scorecard-rows"),
    }
    return render_page(request, "scorecard/form.html", context)


def _entered(access: Access, form: LevelForm) -> bool:
    today = local_day(timezone.now(), access.workspace.zone)
    try:
        enter_level(access, form.level(), about=form.cleaned_data["about"], today=today)
    except Invalid as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
