"""The scores of a period: level with interval, change with its test, months, touchpoints."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.accounts.access import Access
from emptychair.analytics.live import LiveTable
from emptychair.digests.pictures import months_graph, places_graph
from emptychair.digests.rules.first_score import rank
from emptychair.digests.types import Ask, Cell, Part, Table
from emptychair.digests.words import count_cell, limit_words, metric_words, score_cell, text_cell
from emptychair.kit.periods import Period, months_between
from emptychair.loop.queries import completed_initiatives
from emptychair.metrics.queries.counts import answers_now, cells_of, monthly_cells_of
from emptychair.metrics.rules.cells import Cells, by_score, by_value
from emptychair.metrics.rules.comparing import against_rest, change_between, notable_months
from emptychair.metrics.rules.scoring import SCALES, UNITS, score_from
from emptychair.metrics.rules.spans import trend_period
from emptychair.metrics.types import TOO_FEW, Change, GroupScore, MonthScore, Score
from emptychair.metrics.words import (
    interval_words,
    level_words,
    month_words,
    period_words,
    points_words,
    value_words,
)
from emptychair.touchpoints.queries import touchpoints_of

WIDER = timedelta(days=90)
Names = dict[int | str | None, str]
MOST_METRICS = 3  # told in a report; the others stand on the score page


def score_parts(access: Access, ask: Ask) -> list[Part]:
    """One part for each metric that was answered, those of customers' satisfaction and the most
    answered first, and the touchpoints.
    """
    live = answers_now(access)
    cells = {metric: _cells(access, metric, ask.period, ask, live) for metric in SCALES}
    counted = {metric: score_from(metric, by_score(found)) for metric, found in cells.items()}
    used = sorted((one for one in counted.values() if one.n), key=rank)
    if not used:
        return [_nobody_answered(ask)]
    first = used[0]
    few = [one for one in used[1:] if one.too_few]
    told = [first, *(one for one in used[1:] if not one.too_few)][:MOST_METRICS]
    parts = [_level(access, ask, one, live, is_main=one is first) for one in told]
    parts[0] = replace(parts[0], sentences=(*parts[0].sentences, *_few_words(few)))
    if ask.touchpoint_id is None:
        parts += _places(access, ask, first, cells[first.metric])
    return parts


def _few_words(few: Sequence[Score]) -> tuple[str, ...]:
    """The other metrics, of which nothing can be said in this period."""
    if not few:
        return ()
    between = pgettext("between the parts of a list", ", ")
    named = between.join(f"{metric_words(one.metric)} (n = {one.n})" for one in few)
    return (_("Too few answers to say anything: %(metrics)s.") % {"metrics": named},)


def months_of(
    access: Access, ask: Ask, metric: str, *, live: LiveTable | None = None
) -> tuple[MonthScore, ...]:
    """The months around the period, those that stand out marked, as the score page has them."""
    shown = trend_period(ask.period)
    found = _ours(monthly_cells_of(access, metric, shown, which="latest", live=live), ask)
    counted = by_value(found, "month")
    months = months_between(shown.first, shown.end)
    scores = [score_from(metric, counted.get(each.first, {})) for each in months]
    marks = notable_months(scores)
    return tuple(
        MonthScore(month.first, score, mark)
        for month, score, mark in zip(months, scores, marks, strict=True)
    )


def score_in(
    access: Access, ask: Ask, metric: str, period: Period, *, live: LiveTable | None = None
) -> Score:
    """The score of these days for whoever the report is about."""
    return score_from(metric, by_score(_cells(access, metric, period, ask, live)))


def _cells(access: Access, metric: str, period: Period, ask: Ask, live: LiveTable | None) -> Cells:
    return _ours(cells_of(access, metric, period, which="latest", live=live), ask)


def _ours(cells: Cells, ask: Ask) -> Cells:
    if ask.places is None:
        return cells
    return [cell for cell in cells if cell["touchpoint_id"] in ask.places]


def _level(access: Access, ask: Ask, score: Score, live: LiveTable, *, is_main: bool) -> Part:
    before = score_in(access, ask, score.metric, ask.before, live=live)
    change = None if before.too_few or score.too_few else change_between(before, score)
    months = months_of(access, ask, score.metric, live=live)
    done = [
        (one.completed_on, one.title)
        for one in completed_initiatives(access, since=months[0].first)
        if one.completed_on
    ]
    return Part(
        key=f"score-{score.metric}",
        group="happened",
        message=_message(score, before, change),
        sentences=(*_sentences(score, before, change), *_wider(access, ask, score, live)),
        notes=(*_notes(score), level_words(score.metric)),
        tables=(
            _two_periods(ask, score, before, change),
            replace(_months_table(score.metric, months), told=not is_main),
        ),
        graph=months_graph(score.metric, months, done),
        address=f"{ask.address}/scores/?metric={score.metric}"
        f"&period={ask.period.first}..{ask.period.last}{_about(ask)}",
    )


def _about(ask: Ask) -> str:
    return f"&touchpoint={ask.touchpoint_id}" if ask.touchpoint_id else ""


def _message(score: Score, before: Score, change: Change | None) -> str:
    facts = {
        "metric": metric_words(score.metric),
        "score": value_words(score),
        "before": value_words(before),
        "n": f"{score.n:,}",
    }
    if score.too_few:
        return _("%(metric)s: %(n)s answers are too few to say anything") % facts
    if change is None:
        return _("%(metric)s is %(score)s; there is nothing to compare it with") % facts
    if not change.is_told:
        return _("%(metric)s is %(score)s; nothing beyond noise has changed") % facts
    if change.estimate > 0:
        return _("%(metric)s rose from %(before)s to %(score)s, beyond noise") % facts
    return _("%(metric)s fell from %(before)s to %(score)s, beyond noise") % facts


def _sentences(score: Score, before: Score, change: Change | None) -> tuple[str, ...]:
    found = [
        _("%(score)s, 95%% interval %(interval)s, from %(n)s answers.")
        % {
            "score": value_words(score),
            "interval": interval_words(score),
            "n": f"{score.n:,}",
        }
    ]
    if change is not None:
        found.append(_change_words(score.metric, before, change))
    elif not score.too_few:
        found.append(
            _("Before, %(n)s answers came: too few to compare with.") % {"n": f"{before.n:,}"}
        )
    return tuple(found)


def _wider(access: Access, ask: Ask, score: Score, live: LiveTable) -> tuple[str, ...]:
    """Where the period has too few, the 90 days up to its end."""
    if not score.too_few:
        return ()
    days = Period(ask.period.end - WIDER, ask.period.end)
    wider = score_in(access, ask, score.metric, days, live=live)
    facts = {
        "score": value_words(wider),
        "interval": interval_words(wider),
        "n": f"{wider.n:,}",
    }
    if wider.too_few:
        return (_("The last 90 days are too few as well: %(n)s answers.") % facts,)
    told = _("The last 90 days: %(score)s, 95%% interval %(interval)s, from %(n)s answers.")
    return (told % facts,)


def _change_words(metric: str, before: Score, change: Change) -> str:
    facts = {
        "change": points_words(metric, change.estimate),
        "low": points_words(metric, change.low),
        "high": points_words(metric, change.high),
        "n": f"{before.n:,}",
    }
    told = _("Against the period before: %(change)s (%(low)s to %(high)s; %(n)s answers then).")
    words = told % facts
    if not change.is_told and change.needed:
        words += " " + _("About %(needed)s answers each time would show a change of this size.") % {
            "needed": f"{change.needed:,}"
        }
    return words


def _notes(score: Score) -> tuple[str, ...]:
    few = (
        _("Below %(few)s answers a score is shown in grey and nothing is said of it.")
        % {"few": TOO_FEW},
    )
    return (
        _("n = %(n)s. Of each person the latest answer per survey and touchpoint counts.")
        % {"n": f"{score.n:,}"},
        *(few if score.too_few else ()),
    )


def _two_periods(ask: Ask, score: Score, before: Score, change: Change | None) -> Table:
    name = metric_words(score.metric)
    header = (
        _("Period"),
        name,
        *limit_words(),
        _("Answers"),
        pgettext("figure", "Change"),
        *limit_words(),
    )
    limits = (change.estimate, change.low, change.high) if change else (None, None, None)
    moved = tuple(
        text_cell("") if one is None else _moved_cell(score.metric, one) for one in limits
    )
    rows = (
        _score_row(_days(ask.before), before) + (text_cell(""),) * 3,
        _score_row(_days(ask.period), score) + moved,
    )
    few = {row for row, one in enumerate((before, score)) if one.too_few}
    return Table(name, header, rows, frozenset(few))


def _moved_cell(metric: str, value: float) -> Cell:
    tenths = UNITS[metric] == "mean"
    return Cell(
        points_words(metric, value), round(value, 2), "+0.0;−0.0;0" if tenths else "+0;−0;0"
    )


def _days(period: Period) -> str:
    return period_words(period)


def _score_row(label: str, score: Score) -> tuple[Cell, ...]:
    return (
        text_cell(label),
        score_cell(score, score.value),
        score_cell(score, score.low),
        score_cell(score, score.high),
        count_cell(score.n),
    )


def _months_table(metric: str, months: Sequence[MonthScore]) -> Table:
    remarks = {"up": _("rise beyond noise"), "down": _("fall beyond noise"), None: ""}
    begun = next((place for place, one in enumerate(months) if one.score.n), 0)
    shown = months[begun:]
    rows = tuple(
        (*_score_row(month_words(one.first), one.score), text_cell(remarks[one.notable]))
        for one in shown
    )
    few = {row for row, one in enumerate(shown) if one.score.too_few}
    header = (
        _("Month"), metric_words(metric), *limit_words(), _("Answers"), _("Remark"),
    )  # fmt: skip
    name = _("%(metric)s by month") % {"metric": metric_words(metric)}
    return Table(name, header, rows, frozenset(few))


def _nobody_answered(ask: Ask) -> Part:
    return Part(
        key="score-none",
        group="happened",
        message=pgettext("report", "Nobody answered in this period"),
        sentences=(_("There is no score without answers. See whether a survey is running."),),
        address=f"{ask.address}/surveys/",
    )


def _places(access: Access, ask: Ask, total: Score, cells: Cells) -> list[Part]:
    names = {one.pk: one.name for one in touchpoints_of(access)}
    whole = by_score(cells)
    groups = []
    for key, counts in by_value(cells, "touchpoint_id").items():
        score = score_from(total.metric, counts)
        groups.append(GroupScore(key, score, against_rest(score, whole)))
    if len(groups) < 2:
        return []
    groups.sort(key=lambda one: -one.score.n)
    title = _("Touchpoints")
    told = [one for one in groups if one.rest and one.rest.is_told and not one.score.too_few]
    named = {one.key: names.get(int(one.key or 0)) or _("no touchpoint") for one in groups}
    return [
        Part(
            key="places",
            group="happened",
            message=_places_message(groups, told, named),
            sentences=_places_sentences(told, named),
            notes=(
                _("%(metric)s, n = %(n)s. Each touchpoint against all others together.")
                % {"metric": metric_words(total.metric), "n": f"{total.n:,}"},
                _("Below %(few)s answers nothing is said of a touchpoint.") % {"few": TOO_FEW},
            ),
            tables=(_places_table(title, groups, named),),
            graph=places_graph(total, groups, named),
            address=f"{ask.address}/touchpoints/",
        )
    ]


def _places_message(groups: Sequence[GroupScore], told: Sequence[GroupScore], named: Names) -> str:
    if all(one.score.too_few for one in groups):
        return _("At each touchpoint too few answered to say anything")
    low = [named[one.key] for one in told if one.rest and one.rest.estimate < 0]
    high = [named[one.key] for one in told if one.rest and one.rest.estimate > 0]
    if len(low) > 1:
        words = _("%(place)s and %(more)s more touchpoints are lower than the rest")
        return words % {"place": low[0], "more": len(low) - 1}
    if low:
        return _("%(place)s is lower than the rest") % {"place": low[0]}
    if high:
        return _("%(place)s is higher than the rest; none is clearly lower") % {"place": high[0]}
    return _("No touchpoint can be told from the others")


def _places_sentences(told: Sequence[GroupScore], named: Names) -> tuple[str, ...]:
    found = []
    for one in told[:6]:
        if one.rest is None:
            continue
        metric = one.score.metric
        facts = {
            "place": named[one.key],
            "score": value_words(one.score),
            "change": points_words(metric, one.rest.estimate),
            "low": points_words(metric, one.rest.low),
            "high": points_words(metric, one.rest.high),
            "n": f"{one.score.n:,}",
        }
        found.append(
            _(
                "%(place)s: %(score)s, %(change)s against the rest (%(low)s to %(high)s), "
                "%(n)s answers."
            )
            % facts
        )
    return tuple(found)


def _places_table(title: str, groups: Sequence[GroupScore], named: Names) -> Table:
    header = (
        _("Touchpoint"), metric_words(groups[0].score.metric), *limit_words(), _("Answers"),
        _("What may be said"),
    )  # fmt: skip
    rows = tuple((*_score_row(named[one.key], one.score), text_cell(_said(one))) for one in groups)
    few = {row for row, one in enumerate(groups) if one.score.too_few}
    return Table(title, header, rows, frozenset(few))


def _said(group: GroupScore) -> str:
    if group.score.too_few:
        return _("too few to say")
    if group.rest is None or not group.rest.is_told:
        return _("cannot be told apart")
    return _("higher than the rest") if group.rest.estimate > 0 else _("lower than the rest")
