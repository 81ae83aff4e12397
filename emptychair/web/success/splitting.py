"""Which saved segments may have a model of risk of their own."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.success.queries.segments import segment_choices
from emptychair.success.services.splitting import choose_segments

LONGEST = 12  # digits of a number that can be one of ours
WHY: dict[str, str | Promise] = {
    "lasting": gettext_lazy("By what stays."),
    "own": gettext_lazy(
        "By an attribute of your own: choose it only if its value does not change when a customer "
        "leaves."
    ),
    "moving": gettext_lazy(
        "By what changes when customers leave: a back-test would look into the future."
    ),
    "unclear": gettext_lazy("Its rules are not understood any more."),
}


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A saved segment with whether it may be chosen, and why not."""

    id: int
    name: str
    why: str
    is_chosen: bool
    is_possible: bool


def choice_rows(access: Access) -> list[ChoiceRow]:
    """All saved segments."""
    return [
        ChoiceRow(one.id, one.name, str(WHY[one.why]), one.is_chosen, one.why in {"lasting", "own"})
        for one in segment_choices(access)
    ]


@require_POST
def split(request: HttpRequest) -> HttpResponse:
    """Choose them; the next back-test tries them."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    given = request.POST.getlist("segment")
    wanted = [int(one) for one in given if one.isdecimal() and len(one) < LONGEST]
    try:
        choose_segments(access, wanted)
        messages.success(request, _("Kept. The next back-test tries them."))
    except Invalid as refusal:
        messages.error(request, str(refusal))
    return redirect("risk-models")
