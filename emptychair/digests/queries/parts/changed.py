"""Initiatives of the period, and what came of those that were measured."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.digests.types import Ask, Cell, Part, Table
from emptychair.digests.words import (
    NOTHING,
    count_cell,
    day_cell,
    limit_words,
    metric_words,
    text_cell,
)
from emptychair.effects.models import EffectVerdict
from emptychair.effects.types import Decision, Judged
from emptychair.loop.models import Initiative
from emptychair.loop.queries import InitiativeRow, initiative_rows, initiatives_of
from emptychair.loop.types import InitiativeState
from emptychair.metrics.words import points_words

MOST = 12


def changed_parts(access: Access, ask: Ask) -> list[Part]:
    """What was changed, and the verdicts that were given in the period."""
    return [_initiatives(access, ask), *_verdicts(access, ask)]


def initiatives_around(access: Access, ask: Ask) -> list[InitiativeRow]:
    """Those completed in the period and those under way, of whoever the report is about."""
    completed = Q(completed_on__gte=ask.period.first, completed_on__lt=ask.period.end)
    rows = initiatives_of(access).filter(completed | Q(state=InitiativeState.DOING))
    rows = rows.filter(_about(ask))
    return initiative_rows(access, rows[:MOST], today=ask.today)


def verdicts_in(access: Access, ask: Ask) -> list[EffectVerdict]:
    """The newest verdict on each initiative that was judged in the period."""
    access.require(Permission.INITIATIVE_READ)
    first, end = ask.period.moments(access.workspace.zone)
    theirs = Initiative.objects.visible_to(access).filter(_about(ask))
    found = EffectVerdict.objects.visible_to(access).filter(
        decided_at__gte=first, decided_at__lt=end, design__initiative__in=theirs.values("pk")
    )
    newest: dict[int, EffectVerdict] = {}
    for one in found.select_related("design__initiative").order_by("decided_at", "pk"):
        newest[one.design_id] = one
    return list(newest.values())[-MOST:]


def _about(ask: Ask) -> Q:
    if ask.touchpoint_id is not None:
        return Q(touchpoint=ask.touchpoint_id)
    return Q(team=ask.team_id) if ask.team_id is not None else Q()


def _initiatives(access: Access, ask: Ask) -> Part:
    rows = initiatives_around(access, ask)
    done = [one for one in rows if one.completed_on and one.completed_on in ask.period]
    doing = len(rows) - len(done)
    if done:
        message = ngettext(
            "%(n)s improvement was completed", "%(n)s improvements were completed", len(done)
        ) % {"n": len(done)}
    else:
        message = pgettext("report", "No improvement was completed")
    under_way = ngettext("%(n)s is under way.", "%(n)s are under way.", doing) % {"n": doing}
    nothing = _("None is under way: a voice or a case can become one with a click.")
    return Part(
        key="initiatives",
        group="done",
        message=message,
        sentences=(under_way if doing else nothing,),
        points=tuple(_done_words(one) for one in done[:6]),
        tables=(_table(rows),) if rows else (),
        address=f"{ask.address}/initiatives/",
    )


def _done_words(one: InitiativeRow) -> str:
    facts = {"title": one.title, "asked": one.asked, "told": one.told}
    if not one.asked:
        return one.title
    return _("%(title)s (%(asked)s had asked for it, %(told)s were told)") % facts


def _table(rows: list[InitiativeRow]) -> Table:
    header = (
        _("Initiative"), _("State"), _("Touchpoint"), _("Owner"), _("Due"), _("Completed"),
        pgettext("how many customers", "Asked"), pgettext("how many customers", "Told"),
    )  # fmt: skip
    cells = tuple(
        (
            text_cell(f"#{one.number} {one.title}"), text_cell(one.state_words),
            text_cell(one.touchpoint), text_cell(one.owner), day_cell(one.due_on),
            day_cell(one.completed_on), count_cell(one.asked), count_cell(one.told),
        )
        for one in rows
    )  # fmt: skip
    return Table(_("Initiatives"), header, cells)


def _verdicts(access: Access, ask: Ask) -> list[Part]:
    found = verdicts_in(access, ask)
    if not found:
        return []
    counts = {code: sum(one.verdict == code for one in found) for code in Judged.values}
    facts = {"helped": counts["helped"], "not": counts["not"], "unknown": counts["unknown"]}
    header = (
        _("Initiative"), _("Metric"), _("Verdict"), _("Effect"), *limit_words(), _("Answers"),
        _("Decision"),
    )  # fmt: skip
    return [
        Part(
            key="verdicts",
            group="done",
            message=_(
                "Did it help? %(helped)s helped, %(not)s did not, of %(unknown)s it cannot be told"
            )
            % facts,
            points=tuple(_verdict_words(one) for one in found[:6]),
            notes=(
                _("Each against what would have been without the change, with a 95% interval."),
                _("The design was chosen before the start, and frozen then."),
            ),
            tables=(Table(_("Verdicts"), header, tuple(map(_verdict_row, found)), told=True),),
            address=f"{ask.address}/initiatives/",
        )
    ]


def _verdict_words(one: EffectVerdict) -> str:
    title, verdict = one.design.initiative.title, str(Judged(one.verdict).label)
    if one.estimate is None or one.low is None or one.high is None:
        return _("%(title)s: %(verdict)s") % {"title": title, "verdict": verdict}
    metric = one.design.metric
    return _("%(title)s: %(verdict)s, %(effect)s (%(low)s to %(high)s; n = %(n)s)") % {
        "title": title,
        "verdict": verdict,
        "effect": points_words(metric, one.estimate),
        "low": points_words(metric, one.low),
        "high": points_words(metric, one.high),
        "n": f"{one.n:,}",
    }


def _verdict_row(one: EffectVerdict) -> tuple[Cell, ...]:
    def points(value: float | None) -> Cell:
        if value is None:
            return NOTHING
        return Cell(points_words(one.design.metric, value), round(value, 2), "+0.0;−0.0;0")

    initiative = one.design.initiative
    return (
        text_cell(f"#{initiative.number} {initiative.title}"),
        text_cell(metric_words(one.design.metric)),
        text_cell(str(Judged(one.verdict).label)),
        points(one.estimate), points(one.low), points(one.high),
        count_cell(one.n), text_cell(str(Decision(one.decision).label)),
    )  # fmt: skip
