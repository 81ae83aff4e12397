"""What effects put on Today: it is time to decide, or the plan cannot be read as it is."""

from dataclasses import replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.effects.queries.limits import effects_waiting
from emptychair.effects.types import DueRow, SeriesLimit
from emptychair.effects.words import limit_words
from emptychair.kit.agenda import AgendaItem, agenda_source
from emptychair.kit.periods import local_day


@agenda_source("effects.due")
def effects_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """Initiatives whose day of the verdict has come, and series that cannot be read as planned."""
    if not access.may(Permission.INITIATIVE_WRITE):
        return []
    today = local_day(now, access.workspace.zone)
    found = effects_waiting(access, today=today, limit=limit)
    return [_plan(one, one.limit, today) if one.limit else _item(one) for one in found]


def _plan(row: DueRow, beyond: SeriesLimit, today: date) -> AgendaItem:
    key = f"effect-plan:{row.number}:{row.ends_on:%Y%m%d}"
    return replace(_item(row), key=key, why=limit_words(beyond, today=today), urgency=0.5)


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
