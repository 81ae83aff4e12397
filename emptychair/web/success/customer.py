"""One customer's health: both halves, why they stand so, and why they moved."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.charts import Chart
from emptychair.customers.queries import company_with_id, person_with_id
from emptychair.http.access import access_from
from emptychair.kit.errors import NotFound
from emptychair.silence.queries.readings import silence_beside
from emptychair.success.queries.inputs import readings_of
from emptychair.success.queries.listing import health_of, shown_health
from emptychair.success.queries.models import hit_rates_of, live_model
from emptychair.success.queries.segments import segment_names
from emptychair.success.rules.halves import LEAST
from emptychair.success.rules.moving import moved_most
from emptychair.success.services.acting import open_case_for_customer
from emptychair.success.types import Half, InputReading
from emptychair.success.words import INPUT_WORDS
from emptychair.web.success.history import history_of
from emptychair.web.success.lines import line_of
from emptychair.web.success.listing import rights_of
from emptychair.web.success.places import Fix, input_place, ways_to_know
from emptychair.web.success.rates import promise_kept, rate_rows
from emptychair.web.ui.parts import render_page

if TYPE_CHECKING:
    from emptychair.success.models import CustomerHealth


@dataclass(frozen=True, slots=True)
class HalfShown:
    """One half with its inputs."""

    label: str
    value: float | None
    confidence: int
    rows: list[tuple[str, InputReading, str]]  # words, numbers, where it comes from
    unknown: list[str]
    ways: list[Fix]
    moved: list[tuple[str, InputReading]]
    change: float | None  # since 28 days before


@require_safe
def company(request: HttpRequest, company_id: int) -> HttpResponse:
    """That of a company."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    found = company_with_id(access, company_id)
    return _page(request, access, health_of(access, company_id=found.pk), found.name)


@require_safe
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """That of a person who buys for themselves."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    found = person_with_id(access, person_id)
    row = health_of(access, person_id=found.pk)
    name = shown_health(access, row).name if row else ""
    return _page(request, access, row, name)


@require_POST
def company_case(request: HttpRequest, company_id: int) -> HttpResponse:
    """A case about it."""
    access = access_from(request)
    access.require(Permission.CASE_WRITE)
    return _case(request, access, health_of(access, company_id=company_id))


@require_POST
def person_case(request: HttpRequest, person_id: int) -> HttpResponse:
    """A case about them."""
    access = access_from(request)
    access.require(Permission.CASE_WRITE)
    return _case(request, access, health_of(access, person_id=person_id))


def _case(request: HttpRequest, access: Access, row: "CustomerHealth | None") -> HttpResponse:
    if row is None:
        raise NotFound
    case, is_new = open_case_for_customer(access, row, now=timezone.now())
    words = _("The case is open. Write or call from here.")
    messages.success(request, words if is_new else _("There is an open case already: this one."))
    return redirect("case", case.number)


def _page(
    request: HttpRequest, access: Access, row: "CustomerHealth | None", name: str
) -> HttpResponse:
    context: dict[str, Any] = {"name": name, **rights_of(access)}
    if row is not None:
        shown = shown_health(access, row)
        readings, rates = readings_of(access, row), hit_rates_of(access)
        codes, live = {one["code"] for one in row.signs}, live_model(access)
        context |= {
            "line": line_of(shown),
            "halves": [_half(access, one, shown, readings) for one in Half],
            "chart": _chart(row.history),
            "rates": rate_rows({code: one for code, one in rates.items() if code in codes}),
            "live": live,
            "kept": promise_kept(live.judged) if live else None,
            "own_model": segment_names(access).get(row.own_model, "") if row.own_model else "",
        }
    return render_page(request, "success/customer.html", context)


def _half(access: Access, half: Half, shown: Any, readings: list[InputReading]) -> HalfShown:
    own = [one for one in readings if one.half == half.value]
    known = [one for one in own if one.value is not None]
    unknown = [one.key for one in own if one.value is None]
    kind = "company" if shown.company_id else "person"
    number = shown.company_id or shown.person_id
    is_read = bool(known) and silence_beside(access, **{f"{kind}_id": number}) is not None
    value = getattr(shown, half.value)
    return HalfShown(
        label=str(half.label),
        value=value,
        confidence=round(100 * getattr(shown, f"{half.value}_confidence")),
        rows=[
            (
                str(INPUT_WORDS[one.key]),
                one,
                input_place(one.key, kind, number, is_read=is_read),
            )
            for one in known
        ],
        unknown=[str(INPUT_WORDS[key]) for key in unknown],
        ways=ways_to_know(access, unknown, kind, number),
        moved=[(str(INPUT_WORDS[one.key]), one) for one in moved_most(own)],
        change=None if value is None else _change(own),
    )


def _change(own: list[InputReading]) -> float | None:
    """Points since 28 days before; nothing where too little was known then."""
    then = sum(one.weight for one in own if one.was is not None)
    if then < LEAST * sum(one.weight for one in own) or not then:
        return None
    return sum(one.moved for one in own)


def _chart(history: list[list[Any]]) -> Chart | None:
    return history_of(history)
