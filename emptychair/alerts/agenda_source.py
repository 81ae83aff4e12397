"""What alerts put on Today: each once, for whoever was told."""

from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.alerts.queries.alerts import alert_rows
from emptychair.alerts.queries.attached import attached_voices
from emptychair.alerts.types import AlertRow
from emptychair.alerts.words import days_words, sentence_words, title_words
from emptychair.kit.agenda import AgendaItem, Tag, agenda_source
from emptychair.kit.periods import local_day

LONGEST_QUOTE = 160


@agenda_source("alerts.changes")
def alerts_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """What nobody has acted on; of several at one place the newest."""
    if not access.may(Permission.SCORE_READ):
        return []
    rows: dict[tuple[str, str], AlertRow] = {}
    for row in alert_rows(access, waiting=True, limit=3 * limit):
        if not row.is_good:
            rows.setdefault((row.place_kind, row.place), row)
    return [_item(access, row, now) for row in list(rows.values())[:limit]]


def _item(access: Access, row: AlertRow, now: datetime) -> AgendaItem:
    said = [one.comment for one in attached_voices(access, row.response_ids[:1]) if one.comment]
    today = local_day(now, access.workspace.zone)
    return AgendaItem(
        key=f"alert:{row.id}",
        kind="fix",
        tone="bad",
        sign="flag",
        title=title_words(row),
        why=sentence_words(row),
        subject=("alert", row.id),
        actions=("open", "snooze", "dismiss"),
        quote=said[0][:LONGEST_QUOTE] if said else "",
        tags=(Tag(days_words(row.since, today), "wait"),),
        urgency=0.85,
        team_id=row.team_id,
        assignee_id=row.owner_id,
    )
