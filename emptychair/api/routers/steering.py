"""The scorecard, the figures that come from outside, and the guard's warnings."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.api.auth import access_of
from emptychair.api.schemas.steering import (
    FigureIn,
    FigureOut,
    LineOut,
    ValueIn,
    ValueOut,
    WarningOut,
)
from emptychair.kit.periods import Period, local_day
from emptychair.metrics.figures import Reading
from emptychair.scorecard.errors import PeriodUnknown
from emptychair.scorecard.queries.card import scorecard_lines
from emptychair.scorecard.queries.kept import day_on_show
from emptychair.scorecard.queries.outside import (
    ValueRow,
    outside_figure_with_key,
    outside_figures,
    values_of,
)
from emptychair.scorecard.queries.warnings import guard_warnings
from emptychair.scorecard.rules.periods import period_from, period_name, windows_for
from emptychair.scorecard.services.keeping import ask_for_readings
from emptychair.scorecard.services.outside import define_figure, enter_values
from emptychair.scorecard.types import Definition, GivenValue, Line, Why

if TYPE_CHECKING:
    from emptychair.scorecard.models import OutsideFigure

router = Router(tags=["steering"])
DEFINED = (
    *("key", "name", "unit", "group", "horizon", "better", "combining", "definition"),
    *("source", "owner_id", "team_id", "version", "beside"),
)


@router.get("/scorecard", response=list[LineOut], summary="The scorecard", operation_id="scorecard")
def read_scorecard(request: HttpRequest, period: str = "3", against: str = "before") -> Any:
    """Every row over the last whole months (1, 3, 6, 12, fy, fq), against those before or a year
    ago (`year`). Of many customers a figure that a job has yet to read has no value, and `why` is
    `reading`; the months are those that were read last.
    """
    access = access_of(request, Permission.SCORE_READ)
    today = _today(access)
    shown = day_on_show(access, today=today)
    first_month = access.workspace.fiscal_year_start
    windows = windows_for(period, against, today=shown, first_month=first_month)
    lines = scorecard_lines(access, windows, may_count=False)
    if shown != today or any(one.why == Why.READING for one in lines):
        ask_for_readings(access, now=timezone.now())
    return [_line(one) for one in lines]


@router.get(
    "/scorecard/warnings",
    response=list[WarningOut],
    summary="Warnings of the guard",
    operation_id="guard_warnings",
)
def read_warnings(request: HttpRequest, state: str = "") -> Any:
    """A number that can be bought rose while a customer number fell; newest first."""
    access = access_of(request, Permission.SCORE_READ)
    return guard_warnings(access, state=state or None, limit=100)


@router.get(
    "/figures", response=list[FigureOut], summary="Figures from outside", operation_id="figures"
)
def list_figures(request: HttpRequest) -> Any:
    """What the workspace has defined."""
    return [_figure(one) for one in outside_figures(access_of(request, Permission.SCORE_READ))]


@router.put(
    "/figures/{key}",
    response=FigureOut,
    summary="Define a figure from outside",
    operation_id="define_figure",
)
def put_figure(request: HttpRequest, key: str, body: FigureIn) -> Any:
    """Another unit, direction or definition is another version."""
    access = access_of(request, Permission.PROGRAMME_MANAGE)
    row, _new = define_figure(access, Definition(key=key, **body.dict()))
    return _figure(row)


@router.get(
    "/figures/{key}/values",
    response=list[ValueOut],
    summary="Values of a figure",
    operation_id="figure_values",
)
def list_values(request: HttpRequest, key: str) -> Any:
    """Newest first, each with its source."""
    access = access_of(request, Permission.SCORE_READ)
    return [_value(one) for one in values_of(access, outside_figure_with_key(access, key))]


@router.put(
    "/figures/{key}/values/{period}",
    response=ValueOut,
    summary="Store the value of a month or a day",
    operation_id="store_value",
)
def put_value(request: HttpRequest, key: str, period: str, body: ValueIn) -> Any:
    """`period` is 2026-10 or 2026-10-03. A correction keeps what was there before."""
    access = access_of(request, Permission.PROGRAMME_MANAGE)
    figure = outside_figure_with_key(access, key)
    found = period_from(period)
    if found is None:
        raise PeriodUnknown
    grain, day = found
    given = GivenValue(grain=grain, day=day, **body.dict())
    enter_values(access, figure, [given], today=_today(access))
    return next(
        _value(one)
        for one in values_of(access, figure, since=day)
        if (one.given.grain, one.given.day) == (grain, day)
    )


def _figure(row: "OutsideFigure") -> dict[str, Any]:
    return {name: getattr(row, name) for name in DEFINED}


def _value(row: ValueRow) -> dict[str, Any]:
    given = row.given
    return {
        "period": period_name(given.grain, given.day),
        "value": given.value,
        "n": given.n,
        "standard_error": given.standard_error,
        "source": given.source,
        "entered_by": row.entered_by,
        "changed_at": row.changed_at,
    }


def _line(line: Line) -> dict[str, Any]:
    own = line.figure
    return {
        "key": own.key,
        "name": str(own.label),
        "group": own.group.value,
        "horizon": line.horizon,
        "unit": own.unit.value,
        "better": own.better,
        "definition": str(own.about),
        "version": own.version,
        "source": str(own.source),
        "now": _reading(line.compared.after, line.after),
        "before": _reading(line.compared.before, line.before),
        "change": line.change,
        "verdict": line.verdict,
        "why": line.why,
        "aim": line.aim,
        "owner_id": line.owner_id,
        "team_id": line.team_id,
        "read_at": line.read_at,
    }


def _reading(period: Period, reading: Reading) -> dict[str, Any]:
    return {
        "first": period.first,
        "end": period.end,
        "value": reading.value,
        "low": reading.low,
        "high": reading.high,
        "n": reading.n,
    }


def _today(access: Access) -> Any:
    return local_day(timezone.now(), access.workspace.zone)
