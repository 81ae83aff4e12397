"""What to decide next: the rows of Today that wait for a decision, and the targets."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from emptychair.accounts.access import Access
from emptychair.digests.types import Ask, Cell, Part, Table
from emptychair.digests.words import (
    NOTHING,
    day_cell,
    limit_words,
    metric_words,
    score_cell,
    text_cell,
)
from emptychair.kit.agenda import AgendaItem, open_items
from emptychair.metrics.queries.targets import TargetRow, targets_of
from emptychair.metrics.rules.scoring import UNITS
from emptychair.metrics.words import day_words, interval_words, value_words, writer

READ, MOST = 100, 8


def deciding_parts(access: Access, ask: Ask) -> list[Part]:
    """Decisions, then targets."""
    return [_decisions(access, ask), *_targets(access, ask)]


def decisions_of(access: Access, ask: Ask) -> list[AgendaItem]:
    """The rows of Today to decide, of whoever the report is about."""
    rows = open_items(access, now=ask.now, limit=READ)
    return [row for row in rows if row.kind == "decide" and _is_theirs(row, ask)]


def _is_theirs(row: AgendaItem, ask: Ask) -> bool:
    if ask.is_whole:
        return True
    if row.subject[0] == "touchpoint":
        return row.subject[1] in (ask.places or frozenset())
    return ask.team_id is not None and row.team_id == ask.team_id


def _decisions(access: Access, ask: Ask) -> Part:
    rows = decisions_of(access, ask)
    if not rows:
        message = pgettext("report", "Nothing waits for a decision")
    else:
        message = ngettext(
            "%(n)s decision waits for you", "%(n)s decisions wait for you", len(rows)
        ) % {"n": len(rows)}
    more = len(rows) - MOST
    told = ngettext("and %(n)s more on Today", "and %(n)s more on Today", more) % {"n": more}
    header = (pgettext("report", "About"), pgettext("report", "Why"))
    cells = tuple((text_cell(row.title), text_cell(row.why)) for row in rows)
    table = Table(_("Decisions"), header, cells, told=True)
    nothing = _("What waits later, and whose it is, stands on Today.")
    return Part(
        key="decisions",
        group="decide",
        message=message,
        sentences=() if rows else (nothing,),
        points=(
            *(
                _("%(title)s: %(why)s") % {"title": row.title, "why": row.why}
                for row in rows[:MOST]
            ),
            *((told,) if more > 0 else ()),
        ),
        notes=(_("As Today has it at the moment the report is made."),),
        tables=(table,) if rows else (),
        address=f"{ask.address}/",
    )


def _targets(access: Access, ask: Ask) -> list[Part]:
    rows = [one for one in targets_of(access, today=ask.today) if _is_target_theirs(one, ask)]
    if not rows:
        return []
    reached = sum(one.standing == "reached" for one in rows)
    facts = {"reached": reached, "n": len(rows)}
    header = (
        pgettext("any metric", "Score"), _("Target"), _("Now, 90 days"), *limit_words(),
        _("Answers"), _("What may be said"), pgettext("day", "By"), _("Owner"),
    )  # fmt: skip
    return [
        Part(
            key="targets",
            group="decide",
            message=_("%(reached)s of %(n)s targets are reached beyond doubt") % facts,
            points=tuple(_target_words(one) for one in rows[:MOST]),
            notes=(_("Over the last 90 days. Reached means that the whole interval lies above."),),
            tables=(Table(_("Targets"), header, tuple(map(_target_row, rows)), told=True),),
            address=f"{ask.address}/programme/",
        )
    ]


def _is_target_theirs(row: TargetRow, ask: Ask) -> bool:
    return ask.is_whole or (row.target.touchpoint_id in (ask.places or frozenset()))


def _name(row: TargetRow) -> str:
    return " ・ ".join(part for part in (metric_words(row.target.metric), row.place) if part)


def _target_words(row: TargetRow) -> str:
    return _("%(name)s: %(now)s of %(wanted)s by %(day)s, %(standing)s") % {
        "name": _name(row),
        "now": _now_words(row),
        "wanted": writer(row.target.metric)(row.target.value),
        "day": day_words(row.target.by_day),
        "standing": _standing(row),
    }


def _now_words(row: TargetRow) -> str:
    interval = interval_words(row.now)
    if not interval:
        return value_words(row.now)
    return _("%(value)s (%(interval)s)") % {"value": value_words(row.now), "interval": interval}


def _standing(row: TargetRow) -> str:
    return {
        "reached": pgettext("target", "reached"),
        "not_yet": pgettext("target", "not reached"),
        "cannot_tell": pgettext("target", "cannot be told"),
        "no_answers": pgettext("target", "no answers"),
    }[row.standing]


def _target_row(row: TargetRow) -> tuple[Cell, ...]:
    now = row.now
    wanted = Cell(
        writer(row.target.metric)(row.target.value), row.target.value,
        "0.0" if UNITS[row.target.metric] == "mean" else "0",
    )  # fmt: skip
    return (
        text_cell(_name(row)), wanted,
        score_cell(now, now.value), score_cell(now, now.low), score_cell(now, now.high),
        Cell(f"{now.n:,}", now.n, "#,##0") if now.n else NOTHING,
        text_cell(_standing(row)), day_cell(row.target.by_day), text_cell(row.owner),
    )  # fmt: skip
