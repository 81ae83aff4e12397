"""Quiet loss: what fell, who left after what, and what to do before prices are cut."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.charts import signed
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.silence.loss_types import Leaver, Loss, Mix
from emptychair.silence.loss_words import diagnosis, kept_words, part_words, price_words, verdict
from emptychair.silence.queries.readings import overview
from emptychair.silence.queries.stored import loss_of, names_of_leavers, price_changes_entered
from emptychair.silence.services.prices import (
    note_price_change,
    remove_price_change,
    restore_price_change,
)
from emptychair.web.silence.files import as_csv
from emptychair.web.silence.forms import PriceForm
from emptychair.web.silence.words import rights
from emptychair.web.ui.file_heads import heads, kind_words
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.menu import address_or_nothing
from emptychair.web.ui.parts import render_page

SPANS = (90, 180, 365)
PER_PAGE = 30
HEARD = {"yes": gettext_lazy("Heard before"), "no": gettext_lazy("Never heard")}


@require_safe
def quiet_loss(request: HttpRequest) -> HttpResponse:
    """The diagnosis."""
    access = access_from(request)
    return _page(request, access, PriceForm())


@require_safe
def table_file(request: HttpRequest) -> HttpResponse:
    """Those who left, as CSV."""
    access = access_from(request)
    access.require(Permission.DATA_EXPORT)
    loss = loss_of(access, _span(request))
    place, heard = request.GET.get("place", ""), request.GET.get("heard", "")
    leavers = wanted_of(loss.leavers, place, heard) if loss else []
    names = names_of_leavers(access, leavers)
    head = heads(
        *("kind", "id", "name", "left_on", "on_record", "ever_heard", "value_a_year", "place")
    )
    lines = [
        (
            *(kind_words(one.kind), one.id, names.get((one.kind, one.id), ""), one.left_on),
            *(_yes(one.told), _yes(one.heard), one.value, one.place),
        )
        for one in leavers
    ]
    return as_csv("who-left", [head, *lines])


def _yes(given: object) -> str:
    return _("yes") if given else _("no")


@require_POST
def add_price(request: HttpRequest) -> HttpResponse:
    """Enter a change of prices."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    form = PriceForm(request.POST)
    if not form.is_valid():
        return _page(request, access, form, status=422)
    try:
        note_price_change(access, **form.cleaned_data)
    except Invalid as refusal:
        form.add_error(None, str(refusal))
        return _page(request, access, form, status=422)
    messages.success(request, _("Entered. Whether leaving coincides is being worked out."))
    return redirect("quiet-loss")


@require_POST
def remove_price(request: HttpRequest, price_id: int) -> HttpResponse:
    """Take one back, with undo."""
    access = access_from(request)
    noted = remove_price_change(access, price_id)
    undo = reverse("quiet-loss-price-undo", args=[noted.pk])
    messages.success(request, _("Removed."), extra_tags=f"undo:{undo}")
    return redirect("quiet-loss")


@require_POST
def undo_removal(request: HttpRequest, audit_id: int) -> HttpResponse:
    """Put back what was removed."""
    access = access_from(request)
    try:
        restore_price_change(access, audit_id, now=timezone.now())
    except Invalid as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The price change is there again."))
    return redirect("quiet-loss")


def _span(request: HttpRequest) -> int:
    given = request.GET.get("days", "")
    return int(given) if given in {str(days) for days in SPANS} else 180


def _page(
    request: HttpRequest, access: Access, form: PriceForm, *, status: int = 200
) -> HttpResponse:
    days = _span(request)
    loss = loss_of(access, days)
    context: dict[str, Any] = {
        **rights(access),
        "loss": loss,
        "found": overview(access),
        "spans": [(one, one == days) for one in SPANS],
        "days": days,
        "form": form,
        "entered": price_changes_entered(access),
        "exit_survey": address_or_nothing("survey-leaving"),
    }
    if loss is not None:
        context.update(_told(request, access, loss))
    return render_page(
        request, "silence/quiet_loss.html", context, part="silence/_quiet_loss.html", status=status
    )


def _told(request: HttpRequest, access: Access, loss: Loss) -> dict[str, Any]:
    place, heard = request.GET.get("place", ""), request.GET.get("heard", "")
    page = paginate(request, wanted_of(loss.leavers, place, heard), per_page=PER_PAGE)
    names = names_of_leavers(access, page.items)
    return {
        "verdict": verdict(loss),
        "sentences": diagnosis(loss),
        "revenue": kept_words(loss.revenue),
        "left": part_words(loss.left),
        "places": [(one.name, part_words(one.part)) for one in loss.places],
        "segments": [_segment(one) for one in loss.segments],
        "prices": [price_words(one) for one in loss.prices],
        "leavers": [_leaver(one, names.get((one.kind, one.id), "")) for one in page.items],
        "page": page,
        "met": [(one, one == place) for one in sorted({one.place for one in loss.leavers}) if one],
        "heards": [(key, words, key == heard) for key, words in HEARD.items()],
        "narrowed": bool(place or heard),
    }


def wanted_of(leavers: list[Leaver], place: str, heard: str) -> list[Leaver]:
    """Those who met a touchpoint last, and those who had been heard or never."""
    met = [one for one in leavers if not place or one.place == place]
    return [one for one in met if heard not in HEARD or one.heard == (heard == "yes")]


def _segment(one: Mix) -> dict[str, Any]:
    return {
        "name": one.segment or _("no segment known"),
        "before": part_words(one.before),
        "after": part_words(one.after),
        "mix": signed(one.mix, decimals=1),
        "rate": signed(one.rate, decimals=1),
    }


def _leaver(one: Leaver, name: str) -> dict[str, Any]:
    return {"row": one, "name": name or "–", "address": reverse(one.kind, args=[one.id])}
