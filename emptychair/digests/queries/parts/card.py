"""The scorecard in a report: as its page has it, over the last whole months of the period."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.accounts.access import Access
from emptychair.digests.types import Ask, Cell, Part, Table
from emptychair.digests.words import NOTHING, day_cell, limit_words, text_cell
from emptychair.metrics.figures import FigureUnit, Reading
from emptychair.scorecard.queries.card import EVERYTHING, Choice, scorecard_lines
from emptychair.scorecard.rules.periods import USUAL, windows_for
from emptychair.scorecard.types import Line
from emptychair.scorecard.words import (
    difference_words,
    moved_words,
    number_words,
    period_span_words,
)

PATTERNS = {
    FigureUnit.POINTS: "+0;−0;0",
    FigureUnit.PERCENT: '0.0"%"',
    FigureUnit.MONEY: "#,##0",
    FigureUnit.MEAN: "0.00",
    FigureUnit.HOURS: "0.0",
    FigureUnit.DAYS: "#,##0.#",
    FigureUnit.NUMBER: "#,##0.#",
}


def card_parts(access: Access, ask: Ask) -> list[Part]:
    """The rows of the whole company, or those a team answers for."""
    if ask.touchpoint_id is not None:
        return []
    windows = windows_for(
        USUAL, "before", today=ask.period.end, first_month=access.workspace.fiscal_year_start
    )
    choice = EVERYTHING if ask.is_whole else Choice(team_id=ask.team_id)
    found = scorecard_lines(access, windows, choice=choice)
    lines = [one for one in found if one.after.value is not None]
    if not lines:
        return []
    currency = access.workspace.currency
    counts = {code: sum(one.verdict == code for one in lines) for code in ("better", "worse")}
    return [
        Part(
            key="scorecard",
            group="scorecard",
            message=_("Beyond noise: figures that became better %(better)s, worse %(worse)s")
            % counts,
            sentences=_sentences(lines, currency),
            notes=(
                _("%(after)s against %(before)s.")
                % {
                    "after": period_span_words(windows.after),
                    "before": period_span_words(windows.before),
                },
                _("A figure that reaches back further is compared with months further back."),
            ),
            tables=(_table(lines, currency),),
            address=f"{ask.address}/scorecard/",
        )
    ]


def _sentences(lines: list[Line], currency: str) -> tuple[str, ...]:
    words = {"better": _("better"), "worse": _("worse")}
    return tuple(
        _("%(figure)s: %(before)s, now %(after)s; %(change)s, %(verdict)s.")
        % {
            "figure": one.figure.label,
            "before": number_words(one.figure.unit, one.before.value, currency=currency),
            "after": number_words(one.figure.unit, one.after.value, currency=currency),
            "change": _moved(one, currency),
            "verdict": words[one.verdict],
        }
        for one in lines
        if one.verdict in words
    )[:6]


def _moved(line: Line, currency: str) -> str:
    found = line.change
    if found is None:
        return "–"
    moved = (found.estimate, found.low, found.high)
    return moved_words(line.figure.unit, moved, currency=currency)


def _table(lines: list[Line], currency: str) -> Table:
    header = (
        pgettext("scorecard", "Figure"), pgettext("period", "Before"), _("Now"), *limit_words(),
        _("Counted from"), pgettext("figure", "Change"), _("What may be said"), _("Target"),
        pgettext("day", "By"), _("Owner"),
    )  # fmt: skip
    return Table(_("Scorecard"), header, tuple(_row(one, currency) for one in lines))


def _row(one: Line, currency: str) -> tuple[Cell, ...]:
    unit = FigureUnit(one.figure.unit)

    def cell(value: float | None) -> Cell:
        if value is None:
            return NOTHING
        words = number_words(unit, value, currency=currency)
        return Cell(words, round(value, 4), PATTERNS[unit])

    change = NOTHING
    if one.change:
        words = difference_words(unit, one.change.estimate, currency=currency)
        change = Cell(words, round(one.change.estimate, 4), "+0.0;−0.0;0")
    now = one.after
    is_known = now.low is not None and now.high is not None
    limits = (cell(now.low), cell(now.high)) if is_known else (NOTHING, NOTHING)
    return (
        text_cell(str(one.figure.label)), cell(one.before.value), cell(now.value),
        *limits, _n(one.after), change,
        text_cell(_verdict(one)), cell(one.aim.of_period if one.aim else None),
        day_cell(one.aim.by_day if one.aim else None), text_cell(one.owner or one.team),
    )  # fmt: skip


def _n(reading: Reading) -> Cell:
    return NOTHING if reading.n is None else Cell(f"{reading.n:,}", reading.n, "#,##0")


def _verdict(one: Line) -> str:
    words = {"better": _("better"), "worse": _("worse")}
    return words.get(one.verdict) or _("cannot tell")
