"""What was done: cases, promises, and how the work was shared."""

from dataclasses import dataclass
from math import ceil

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.digests.types import Ask, Cell, Graph, Line, Part, Table
from emptychair.digests.words import count_cell, text_cell
from emptychair.kit.masking import mask_names
from emptychair.loop.models import Case
from emptychair.loop.queries import effort_shares
from emptychair.loop.queries.waiting import first_answers
from emptychair.loop.rules.effort_ratio import EffortShares, verdict_of
from emptychair.loop.types import CaseState, EffortKind, Outcome
from emptychair.stats import median_time

MOST_CAUSES = 5


@dataclass(frozen=True, slots=True)
class CaseCounts:
    """Cases of the period."""

    opened: int
    closed: int
    open_now: int
    overdue_now: int
    promised: int
    broken: int  # promised for a day that is over, and not closed
    outcomes: tuple[tuple[str, int], ...]
    causes: tuple[tuple[str, int], ...]


def done_parts(access: Access, ask: Ask) -> list[Part]:
    """Cases and promises; for the whole company also 1 to 1 to 18."""
    parts = [_cases(access, ask)]
    if ask.is_whole:
        shares = effort_shares(access, ask.period)
        parts.append(_effort(shares, ask))
    return parts


def case_counts_of(access: Access, ask: Ask) -> CaseCounts:
    """What became of the cases of whoever the report is about."""
    access.require(Permission.CASE_READ)
    first, end = ask.period.moments(access.workspace.zone)
    rows = Case.objects.visible_to(access)
    if ask.touchpoint_id is not None:
        rows = rows.filter(touchpoint=ask.touchpoint_id)
    elif ask.team_id is not None:
        rows = rows.filter(team=ask.team_id)
    last = ask.period.last
    unclosed = Q(state__in=(CaseState.OPEN, CaseState.WAITING))
    late = Q(state=CaseState.OPEN, due_at__lt=ask.now)
    promised = Q(promised_for__gte=ask.period.first, promised_for__lte=last)
    counts = rows.aggregate(
        opened=Count("pk", filter=Q(opened_at__gte=first, opened_at__lt=end)),
        closed=Count("pk", filter=Q(closed_at__gte=first, closed_at__lt=end)),
        open_now=Count("pk", filter=unclosed),
        overdue_now=Count("pk", filter=late),
        promised=Count("pk", filter=promised),
        broken=Count("pk", filter=promised & unclosed & Q(promised_for__lt=ask.today)),
    )
    closed = rows.filter(closed_at__gte=first, closed_at__lt=end)
    outcomes = closed.exclude(outcome="").values_list("outcome").annotate(n=Count("pk"))
    causes = closed.exclude(root_cause="").values_list("root_cause").annotate(n=Count("pk"))
    return CaseCounts(
        **counts,
        outcomes=tuple(
            (str(Outcome(code).label), n) for code, n in outcomes.order_by("-n", "outcome")
        ),
        causes=tuple(
            (mask_names(cause, []), n)
            for cause, n in causes.order_by("-n", "root_cause")[:MOST_CAUSES]
        ),
    )


def _cases(access: Access, ask: Ask) -> Part:
    counts = case_counts_of(access, ask)
    facts = {"opened": f"{counts.opened:,}", "closed": f"{counts.closed:,}"}
    message = _("%(opened)s cases were opened, %(closed)s closed") % facts
    if not counts.opened and not counts.closed:
        message = _("No case was opened, none closed")
    return Part(
        key="cases",
        group="done",
        message=message,
        sentences=(
            *_waiting(counts), *_promises(counts), *_first_answer(access, ask), *_causes(counts),
        ),
        notes=(_("Open and overdue are counted at the moment the report is made."),),
        tables=_case_tables(counts),
        address=f"{ask.address}/cases/",
    )  # fmt: skip


def _waiting(counts: CaseCounts) -> tuple[str, ...]:
    facts = {"open": f"{counts.open_now:,}", "overdue": f"{counts.overdue_now:,}"}
    if not counts.open_now:
        return (_("No case is open now."),)
    told = ngettext(
        "%(open)s is open now, %(overdue)s of them overdue.",
        "%(open)s are open now, %(overdue)s of them overdue.",
        counts.open_now,
    )
    return (told % facts,)


def _promises(counts: CaseCounts) -> tuple[str, ...]:
    if not counts.promised:
        return ()
    words = ngettext(
        "%(n)s promise was for a day of the period; %(broken)s is not settled.",
        "%(n)s promises were for days of the period; %(broken)s are not settled.",
        counts.promised,
    )
    return (words % {"n": counts.promised, "broken": counts.broken},)


def _first_answer(access: Access, ask: Ask) -> tuple[str, ...]:
    if not ask.is_whole:
        return ()
    found = first_answers(access, ask.period, now=ask.now)
    answered = [one.hours for one in found if one.is_answered]
    if not answered:
        return ()
    middle = median_time(answered, unfinished=len(found) - len(answered))
    if middle.value is None:
        return ()
    facts = {"hours": f"{middle.value:.1f}", "n": len(found)}
    if middle.value >= 1:
        told = _(
            "Half of the customers had a first answer within %(hours)s working hours (n = %(n)s)."
        )
        return (told % facts,)
    minutes = max(1, ceil(60 * middle.value))
    told = ngettext(
        "Half of the customers had a first answer within a minute of working time (n = %(n)s).",
        "Half of the customers had a first answer within %(minutes)s minutes of working time "
        "(n = %(n)s).",
        minutes,
    )
    return (told % {"minutes": minutes, **facts},)


def _causes(counts: CaseCounts) -> tuple[str, ...]:
    if not counts.causes:
        return ()
    between = pgettext("between the parts of a list", ", ")
    named = between.join(f"{cause} ({n})" for cause, n in counts.causes[:3])
    return (_("Most named causes: %(causes)s.") % {"causes": named},)


def _case_tables(counts: CaseCounts) -> tuple[Table, ...]:
    lines = (
        (_("opened"), counts.opened), (_("closed"), counts.closed),
        (_("open now"), counts.open_now), (_("overdue now"), counts.overdue_now),
        (_("promises of the period"), counts.promised), (_("not settled"), counts.broken),
    )  # fmt: skip
    header = (_("Cases"), pgettext("how many", "Number"))
    found = [_counted(_("Cases"), header, lines)]
    if counts.outcomes:
        found.append(_counted(_("Outcomes"), (_("Outcome"), header[1]), counts.outcomes))
    if counts.causes:
        found.append(_counted(_("Causes"), (_("Root cause"), header[1]), counts.causes))
    return tuple(found)


def _counted(name: str, header: tuple[str, str], lines: tuple[tuple[str, int], ...]) -> Table:
    rows = tuple((text_cell(words), count_cell(count)) for words, count in lines)
    return Table(name, header, rows)


def _effort(shares: EffortShares, ask: Ask) -> Part:
    verdict = verdict_of(shares)
    kinds = [kind.value for kind in EffortKind]
    words = [str(kind.label) for kind in EffortKind]
    minutes = [int(getattr(shares, kind)) for kind in kinds]
    hours = tuple(round(one / 60, 1) for one in minutes)
    rows = tuple(
        (
            text_cell(words[place]),
            Cell(f"{hours[place]:.1f}", hours[place], "0.0"),
            Cell(f"{100 * shares.share(kind):.0f}%", round(shares.share(kind), 4), "0%"),
        )
        for place, kind in enumerate(kinds)
    )
    table = Table(_("Work"), (_("Work"), _("Hours"), _("Share")), rows)
    graph = Graph("bar", _("Hours of work"), tuple(words), (Line(_("Hours"), hours),), pattern="0")
    return Part(
        key="effort",
        group="done",
        message=_effort_message(verdict),
        sentences=_effort_sentences(shares),
        notes=(_("As colleagues noted it. The aim: 1 part counting, 1 planning, 18 doing."),),
        tables=(table,) if shares.total else (),
        graph=graph if shares.total else None,
        address=f"{ask.address}/effort/",
    )


def _effort_message(verdict: str) -> str:
    return {
        "nothing": _("Nobody noted what the work was spent on"),
        "little": _("Too little work was noted to say how it was shared"),
        "counting": _("Counting took what doing should have had"),
        "planning": _("Planning took what doing should have had"),
        "doing": _("Most of the time went into doing"),
    }[verdict]


def _effort_sentences(shares: EffortShares) -> tuple[str, ...]:
    if not shares.total:
        return (_("Two hours a week noted by each team are enough to see it."),)
    counting, planning, doing = shares.parts
    hours = f"{shares.total / 60:,.1f}"
    facts = {"c": counting, "p": planning, "d": doing, "hours": hours}
    return (
        _(
            "Counting, planning and doing stood as %(c)s to %(p)s to %(d)s parts of twenty "
            "(%(hours)s hours)."
        )
        % facts,
    )
