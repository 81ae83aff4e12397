"""What touch puts on Today: who is over-full, moves worth money, own KPIs nobody has read."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.agenda import AgendaItem, Tag, agenda_source
from emptychair.kit.periods import local_day, month_of
from emptychair.metrics.words import month_words
from emptychair.touch.design_types import Design, OwnSource
from emptychair.touch.money_words import money_words
from emptychair.touch.queries.capacity import WEEKS, capacity_of, weekly_hours
from emptychair.touch.queries.organisation import live_designs
from emptychair.touch.queries.own_kpi import last_readings
from emptychair.touch.queries.proposals import proposals_of
from emptychair.touch.types import Load, Proposal
from emptychair.touch.words import hours_words, move_words, why_words

MOST_PROPOSALS = 3
FEWEST_OVER = 1.0  # hours; less is no news


@agenda_source("touch.capacity")
def over_full(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """Colleagues whose customers need more hours than there are: to themselves, and to whoever
    runs the programme.
    """
    if not access.may(Permission.CUSTOMER_WRITE) or not weekly_hours(access):
        return []
    everybody = access.may(Permission.PROGRAMME_MANAGE)
    found = [one for one in capacity_of(access, now=now) if one.user_id and one.over >= FEWEST_OVER]
    year, week, _day = local_day(now, access.workspace.zone).isocalendar()
    return [
        _over_full_row(one, f"{year}-{week:02}")
        for one in found
        if everybody or one.user_id == access.user_id
    ][:limit]


@agenda_source("touch.proposals")
def moves_worth_money(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """The largest moves from tier to tier, for whoever may decide them."""
    if not access.may(Permission.PROGRAMME_MANAGE):
        return []
    found = [one for one in proposals_of(access, now=now) if one.stake.is_clear]
    currency = access.workspace.currency
    return [_move_row(one, currency) for one in found[: min(limit, MOST_PROPOSALS)]]


@agenda_source("touch.organisation")
def own_kpis_to_read(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """Designs whose last month nobody has entered although its day has come."""
    if not access.may(Permission.CUSTOMER_WRITE):
        return []
    today = local_day(now, access.workspace.zone)
    last = month_of(month_of(today).first - timedelta(days=1)).first
    entered = [
        one
        for one in live_designs(access)
        if one.said(5, "own_source") == OwnSource.ENTERED and today.day >= _read_day(one)
    ]
    if not entered:
        return []
    read = last_readings(access)
    unread = [one for one in entered if read.get(one.series, last - timedelta(days=1)) < last]
    return [_unread_row(one, month_words(last), f"{last:%Y-%m}") for one in unread[:limit]]


def _read_day(one: Design) -> int:
    given = one.said(6, "read_day")
    return min(28, int(given)) if given.isdigit() and int(given) else 1


def _over_full_row(one: Load, week: str) -> AgendaItem:
    facts = {
        "needed": hours_words(one.needed),
        "there": hours_words(one.there),
        "weeks": WEEKS,
        "over": hours_words(one.over),
    }
    why = (
        _(
            "Needs %(needed)s in %(weeks)s weeks and has %(there)s: %(over)s are missing. See whom "
            "to hand over."
        )
        % facts
    )
    return AgendaItem(
        key=f"capacity:{one.user_id}:{week}",
        kind="decide",
        tone="wait",
        sign="clock",
        title=_("%(name)s has too many customers") % {"name": one.name},
        why=why,
        subject=("capacity", one.user_id or 0),
        actions=("decide", "snooze", "dismiss"),
        urgency=min(0.8, 0.3 + one.over / max(1.0, one.needed)),
        assignee_id=one.user_id,
    )


def _move_row(one: Proposal, currency: str) -> AgendaItem:
    stake = one.stake
    sums = {
        "sum": money_words(abs(stake.value), currency),
        "low": money_words(min(abs(stake.low or 0), abs(stake.high or 0)), currency),
        "high": money_words(max(abs(stake.low or 0), abs(stake.high or 0)), currency),
    }
    words = _("costs %(sum)s a year") if stake.value < 0 else _("frees %(sum)s a year")
    return AgendaItem(
        key=f"touch:{one.group.id}:{one.to}",
        kind="decide",
        tone="wait",
        sign="flag",
        title=move_words(one),
        why=why_words(one),
        subject=("touch_group", one.group.id),
        actions=("decide", "snooze", "dismiss"),
        tags=(Tag(words % sums), Tag(_("%(low)s to %(high)s") % sums)),
        value=abs(stake.value),
        urgency=0.3,
    )


def _unread_row(one: Design, month: str, key: str) -> AgendaItem:
    return AgendaItem(
        key=f"organisation:{one.series}:{key}",
        kind="decide",
        tone="wait",
        sign="clock",
        title=_("%(kpi)s of %(month)s is not read yet") % {"kpi": one.own_kpi, "month": month},
        why=_("It is the team’s own KPI. Without it nobody knows whether the customer’s moves."),
        subject=("organisation", one.id),
        actions=("open", "snooze", "dismiss"),
        urgency=0.4,
        assignee_id=one.owner_id,
    )
