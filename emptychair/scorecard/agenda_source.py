"""What the scorecard puts on Today: warnings of the guard, and months nobody has entered."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.agenda import AgendaItem, Tag, agenda_source
from emptychair.kit.periods import local_day, month_of
from emptychair.metrics.words import month_words
from emptychair.scorecard.queries.outside import figures_without
from emptychair.scorecard.queries.warnings import open_warnings
from emptychair.scorecard.types import Side, WarningRow
from emptychair.scorecard.words import change_words, span_words

GRACE = timedelta(days=4)  # after the end of a month, until its figures are there


@agenda_source("scorecard.guard")
def warnings_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:  # noqa: ARG001 - as every source
    """Each warning once: for both teams and both owners under a name of their own."""
    if not access.may(Permission.SCORE_READ):
        return []
    return [_item(access, row, _side_of(access, row)) for row in open_warnings(access, limit=limit)]


@agenda_source("scorecard.missing")
def months_to_enter(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """Figures from outside whose last month nobody has entered, for those who may."""
    if not access.may(Permission.PROGRAMME_MANAGE):
        return []
    last = month_of(local_day(now, access.workspace.zone) - GRACE - timedelta(days=27)).first
    found = figures_without(access, last)[:limit]
    return [
        AgendaItem(
            key=f"figure-missing:{one.pk}:{last:%Y-%m}",
            kind="decide",
            tone="wait",
            sign="clock",
            title=_("%(figure)s of %(month)s is missing")
            % {"figure": one.name, "month": month_words(last)},
            why=_("Without it the scorecard cannot tell how it stands."),
            subject=("figure", one.pk),
            actions=("open", "snooze", "dismiss"),
            urgency=0.3,
            team_id=one.team_id,
            assignee_id=one.owner_id,
        )
        for one in found
    ]


def _side_of(access: Access, row: WarningRow) -> Side:
    """The number that whoever asks answers for; else that of the customers."""
    if row.customer.owner_id != access.user_id and row.quick.owner_id == access.user_id:
        return row.quick
    if row.customer.team_id not in access.teams and row.quick.team_id in access.teams:
        return row.quick
    return row.customer


def _item(access: Access, row: WarningRow, side: Side) -> AgendaItem:
    currency = access.workspace.currency
    facts = {
        "quick": row.quick.label,
        "quick_change": change_words(row.quick, currency=currency),
        "customer": row.customer.label,
        "customer_change": change_words(row.customer, currency=currency),
        "span": span_words(row.first, row.end),
    }
    why = (
        _(
            "%(span)s: %(quick)s %(quick_change)s, %(customer)s %(customer_change)s, both beyond "
            "noise. Decide together what it means."
        )
        % facts
    )
    return AgendaItem(
        key=f"guard:{row.id}:{side.key}",
        kind="decide",
        tone="bad",
        sign="flag",
        title=_("%(quick)s rose while %(customer)s fell") % facts,
        why=why,
        subject=("guard", row.id),
        actions=("decide", "snooze", "dismiss"),
        tags=tuple(Tag(one.team) for one in (row.quick, row.customer) if one.team),
        urgency=0.9,
        team_id=side.team_id,
        assignee_id=side.owner_id,
    )
