"""What effects put on Today: it is time to decide."""

from datetime import datetime

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.effects.queries.designs import effects_due
from emptychair.effects.types import DueRow
from emptychair.kit.agenda import AgendaItem, agenda_source
from emptychair.kit.periods import local_day


@agenda_source("effects.due")
def effects_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """Initiatives whose day of the verdict has come."""
    if not access.may(Permission.INITIATIVE_WRITE):
        return []
    today = local_day(now, access.workspace.zone)
    return [_item(one) for one in effects_due(access, today=today, limit=limit)]


def _item(row: DueRow) -> AgendaItem:
    return AgendaItem(
        key=f"effect:{row.number}",
        kind="decide",
        tone="wait",
        sign="flag",
        title=row.title,
        why=_("The watch is over. Look whether it helped, and decide: keep, change, take back."),
        subject=("initiative_effect", row.number),
        actions=("decide", "snooze", "dismiss"),
        urgency=0.6,
        team_id=row.team_id,
        assignee_id=row.owner_id,
    )
