"""Choosing and ordering the rows."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.kit.periods import local_day
from emptychair.metrics.benchmarks import sectors_of
from emptychair.metrics.benchmarks.words import sector_words
from emptychair.metrics.figures import FigureGroup, Horizon
from emptychair.metrics.rules.scoring import UNITS
from emptychair.metrics.services.sector import choose_sector
from emptychair.scorecard.kinds import KINDS
from emptychair.scorecard.queries.card import names_here
from emptychair.scorecard.queries.outside import outside_figures, published_levels
from emptychair.scorecard.queries.rows import row_of_figure, row_settings
from emptychair.scorecard.services.rows import Wanted, move_row, set_row
from emptychair.scorecard.types import RowSetting
from emptychair.web.scorecard.benchmark import own_levels
from emptychair.web.scorecard.forms import RowForm
from emptychair.web.ui.parts import render_page


@require_safe
def rows(request: HttpRequest) -> HttpResponse:
    """All rows with what was chosen, and figures from outside to add."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    found, names = row_settings(access), names_here(access)
    levels = published_levels(access)
    known = {one.key for one in outside_figures(access)}
    country = access.workspace.country
    context = {
        "groups": [
            (
                str(group.label),
                [_shown(row, names) for row in found if row.figure.group == group],
            )
            for group in FigureGroup
        ],
        "kinds": [one for one in KINDS if one.key not in known],
        "levels": [one for metric in UNITS for one in own_levels(levels, metric)],
        "sectors": [(each, sector_words(each)) for each in sectors_of(country)],
        "sector": access.workspace.settings.get("sector", ""),
    }
    return render_page(request, "scorecard/rows.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, key: str) -> HttpResponse:
    """Owner, team, horizon and target of one row."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    here = row_of_figure(access, key)
    names = ("horizon", "owner_id", "team_id", "aim_value", "aim_day", "hidden")
    form = RowForm(request.POST or None, initial={name: getattr(here, name) for name in names})
    form.offer(access)
    if here.figure.metric or here.figure.aim_day:
        del form.fields["aim_value"], form.fields["aim_day"]
    elif here.figure.adds_up:
        form.fields["aim_value"].help_text = _(
            "Of one month; three months are held against three times as much."
        )
    if request.method == "POST" and form.is_valid():
        try:
            set_row(access, key, Wanted(**form.cleaned_data), today=_today(access))
        except Invalid as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The row is changed."))
            return redirect("scorecard-rows")
    return render_page(request, "scorecard/row.html", {"form": form, "row": here})


@require_POST
def act_on_row(request: HttpRequest, key: str, act: str) -> HttpResponse:
    """Up, down, shown, hidden."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    if act in {"up", "down"}:
        move_row(access, key, up=act == "up")
    elif act in {"hide", "show"}:
        here = row_of_figure(access, key)
        names = ("horizon", "owner_id", "team_id", "aim_value", "aim_day")
        chosen: dict[str, Any] = {name: getattr(here, name) for name in names}
        set_row(access, key, Wanted(**chosen, hidden=act == "hide"), today=_today(access))
    else:
        raise Http404
    return redirect("scorecard-rows")


@require_POST
def sector(request: HttpRequest) -> HttpResponse:
    """The industry whose published level stands beside the own score."""
    access = access_from(request)
    choose_sector(access, request.POST.get("sector", ""))
    messages.success(request, _("The industry is chosen."))
    return redirect("scorecard-rows")


def _shown(row: RowSetting, names: Any) -> dict[str, Any]:
    who = (names.people.get(row.owner_id or 0, ""), names.teams.get(row.team_id or 0, ""))
    return {
        "row": row,
        "horizon": str(Horizon(row.horizon).label),
        "who": " ・ ".join(part for part in who if part),
    }


def _today(access: Access) -> Any:
    return local_day(timezone.now(), access.workspace.zone)
