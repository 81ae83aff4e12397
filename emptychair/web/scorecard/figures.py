"""Figures from outside: defined here, entered here, each value with its source."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Conflict, Invalid
from emptychair.kit.periods import local_day, month_of, months_later
from emptychair.metrics.figures import FigureGroup, FigureUnit, Horizon
from emptychair.metrics.words import day_words, month_words
from emptychair.scorecard.kinds import kind_with_key
from emptychair.scorecard.queries.outside import (
    corrections_of,
    outside_figure_with_id,
    outside_figure_with_key,
    values_of,
)
from emptychair.scorecard.services.outside import (
    Entered,
    define_figure,
    enter_values,
    remove_figure,
    take_value_away,
)
from emptychair.scorecard.types import Combining, Definition, Grain
from emptychair.scorecard.words import level_words, number_words
from emptychair.web.scorecard.figure_chart import figure_chart
from emptychair.web.scorecard.forms import FigureForm, MonthsForm
from emptychair.web.ui.parts import render_page
from emptychair.web.ui.typed import row_number

if TYPE_CHECKING:
    from emptychair.scorecard.models import OutsideFigure

MONTHS, LISTED = 12, 40
FIELDS = (
    *("key", "name", "unit", "group", "horizon", "better", "combining"),
    *("definition", "source", "owner_id", "team_id"),
)


@require_http_methods(["GET", "HEAD", "POST"])
def new_figure(request: HttpRequest) -> HttpResponse:
    """Define one, from a ready kind if there is one."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    form = FigureForm(request.POST or None, initial=_kind(request.GET.get("kind", "")))
    form.offer(access)
    if request.method == "POST" and form.is_valid():
        try:
            made, _new = define_figure(access, Definition(**form.cleaned_data))
        except (Invalid, Conflict) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The figure is there. Now enter its months."))
            return redirect("scorecard-figure", made.key)
    context = {
        "form": form,
        "heading": _("A figure from outside"),
        "back": reverse("scorecard-rows"),
    }
    return render_page(request, "scorecard/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_figure(request: HttpRequest, key: str) -> HttpResponse:
    """Change what is said of it."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    row = outside_figure_with_key(access, key)
    form = FigureForm(request.POST or None, initial={name: getattr(row, name) for name in FIELDS})
    form.offer(access)
    form.fields["key"].disabled = True
    if request.method == "POST" and form.is_valid():
        try:
            define_figure(access, Definition(**form.cleaned_data, beside=row.beside))
        except Invalid as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The definition is changed."))
            return redirect("scorecard-figure", key)
    context = {
        "form": form,
        "heading": row.name,
        "back": reverse("scorecard-figure", args=[key]),
        "removable": row,
    }
    return render_page(request, "scorecard/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def figure(request: HttpRequest, key: str) -> HttpResponse:
    """One figure: what it is, its months, what was corrected, and months to enter."""
    access = access_from(request)
    access.require(Permission.SCORE_READ)
    row = outside_figure_with_key(access, key)
    months = _months(access)
    form = MonthsForm(request.POST or None, months=months, initial=_filled(access, row, months))
    if request.method == "POST":
        access.require(Permission.PROGRAMME_MANAGE)
        wrong = row_number(request.POST.get("take_away", ""))
        done = _taken_away(request, access, row, wrong) if wrong else None
        if done or (form.is_valid() and _entered(request, access, row, form)):
            return redirect("scorecard-figure", key)
    return render_page(request, "scorecard/figure.html", _context(access, row, form))


@require_safe
def figure_with_id(request: HttpRequest, figure_id: int) -> HttpResponse:
    """By its number, as Today calls it."""
    access = access_from(request)
    row = outside_figure_with_id(access, figure_id)
    return redirect(reverse("scorecard-figure", args=[row.key]) + "#enter")


@require_POST
def remove(request: HttpRequest, key: str) -> HttpResponse:
    """Take it away with all its values."""
    access = access_from(request)
    row = outside_figure_with_key(access, key)
    remove_figure(access, row)
    messages.success(request, _("“%(name)s” is taken away.") % {"name": row.name})
    return redirect("scorecard-rows")


def _context(access: Access, row: "OutsideFigure", form: MonthsForm) -> dict[str, Any]:
    write = _writer(access, row)
    values = values_of(access, row, limit=LISTED)
    return {
        "figure": row,
        "unit": FigureUnit(row.unit).label,
        "group": FigureGroup(row.group).label,
        "horizon": Horizon(row.horizon).label,
        "combining": Combining(row.combining).label,
        "chart": None
        if row.beside  # a value a year makes no line
        else figure_chart(access, row, today=local_day(timezone.now(), access.workspace.zone)),
        "values": [
            (
                _period_words(one.given.grain, one.given.day),
                write(one.given.value),
                one,
            )
            for one in values
        ],
        "corrections": [
            (
                _period_words(one.grain, one.day),
                write(one.was),
                write(one.now),
                one,
            )
            for one in corrections_of(access, row)
        ],
        "form": form,
        "may_manage": access.may(Permission.PROGRAMME_MANAGE),
    }


def _writer(access: Access, row: "OutsideFigure") -> Callable[[float], str]:
    """How its values are written: a published level with the decimals it was published with."""
    if row.beside:
        return partial(level_words, row.beside)
    return partial(number_words, row.unit, currency=access.workspace.currency)


def _entered(request: HttpRequest, access: Access, row: "OutsideFigure", form: MonthsForm) -> bool:
    today = local_day(timezone.now(), access.workspace.zone)
    try:
        told = enter_values(access, row, form.given(), today=today)
    except Invalid as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _told(told))
    return True


def _taken_away(request: HttpRequest, access: Access, row: "OutsideFigure", value_id: int) -> bool:
    gone = take_value_away(access, row, value_id)
    words = {
        "period": _period_words(gone.grain, gone.day),
        "value": _writer(access, row)(gone.value),
    }
    messages.success(request, _("The value of %(period)s (%(value)s) is taken away.") % words)
    return True


def _period_words(grain: str, day: date) -> str:
    return month_words(day) if grain == Grain.MONTH else day_words(day)


def _told(told: Entered) -> str:
    if not told.added and not told.corrected:
        return _("Nothing was different.")
    parts = []
    if told.added:
        parts.append(
            ngettext("%(n)s month entered.", "%(n)s months entered.", told.added)
            % {"n": told.added}
        )
    if told.corrected:
        parts.append(
            ngettext("%(n)s month corrected.", "%(n)s months corrected.", told.corrected)
            % {"n": told.corrected}
        )
    return " ".join(parts)


def _short(value: float) -> float | int:
    """Without the dot where there is nothing behind it."""
    return int(value) if value == int(value) else value


def _kind(key: str) -> dict[str, Any]:
    kind = kind_with_key(key)
    if kind is None:
        return {"better": "higher", "combining": Combining.MEAN.value}
    names = ("key", "name", "group", "horizon", "unit", "combining", "definition", "source")
    return {"better": "higher", **{name: getattr(kind, name) for name in names}}


def _months(access: Access) -> list[date]:
    """The last months, the newest first; the month that runs is among them."""
    this = month_of(local_day(timezone.now(), access.workspace.zone)).first
    return [months_later(this, -back) for back in range(MONTHS + 1)]


def _filled(access: Access, row: "OutsideFigure", months: list[date]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in values_of(access, row, since=months[-1]):
        if one.given.grain != Grain.MONTH:
            continue
        name = f"{one.given.day:%Y-%m}"
        found |= {
            f"value-{name}": _short(one.given.value),
            f"n-{name}": one.given.n,
            f"error-{name}": one.given.standard_error,
        }
    return found
