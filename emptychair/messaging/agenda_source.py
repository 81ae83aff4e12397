"""What messaging puts on Today: mails of which nobody knows whether they went."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.addressing import addressed
from emptychair.kit.agenda import AgendaItem, agenda_source
from emptychair.messaging.queries import OutboxRow, messages_in_doubt, pause_now, reason_sentence


@agenda_source("messaging.in_doubt")
def doubtful_mails(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """Mails that a worker took and did not report about, for those who may decide."""
    del now  # the state is stored: jobs find what is stranded
    if not (access.may(Permission.MESSAGE_READ) and access.may(Permission.SURVEY_SEND)):
        return []
    return [_item(row) for row in messages_in_doubt(access, limit=limit)]


@agenda_source("messaging.sending_paused")
def paused_sending(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """Mails to many rest because too much went wrong; somebody has to look and go on."""
    del now, limit
    if not (access.may(Permission.MESSAGE_READ) and access.may(Permission.SURVEY_SEND)):
        return []
    pause = pause_now(access)
    return [_paused(pause.pk, pause.reason, pause.parameters)] if pause else []


def _paused(pause_id: int, reason: str, parameters: dict[str, Any]) -> AgendaItem:
    return AgendaItem(
        key=f"sending-paused:{pause_id}",
        kind="decide",
        tone="bad",
        sign="mail",
        title=_("Survey mails are stopped"),
        why=reason_sentence(reason, parameters),
        subject=("pause", pause_id),
        actions=("decide", "snooze"),
        urgency=0.95,
    )


def _item(row: OutboxRow) -> AgendaItem:
    return AgendaItem(
        key=f"mail-in-doubt:{row.id}:{int(row.moment.timestamp())}",
        kind="decide",
        tone="wait",
        sign="mail",
        title=addressed(row.to_name) or row.to_address,
        why=_("It is not known whether this mail went. Send it once more, or leave it?"),
        quote=row.subject,
        subject=("message", row.id),
        actions=("decide", "snooze", "dismiss"),
        person_id=row.person_id,
        urgency=0.7,
    )
