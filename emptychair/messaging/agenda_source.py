"""What messaging puts on Today: mails of which nobody knows whether they went."""

from datetime import datetime

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.addressing import addressed
from emptychair.kit.agenda import AgendaItem, agenda_source
from emptychair.messaging.queries import OutboxRow, messages_in_doubt


@agenda_source("messaging.in_doubt")
def doubtful_mails(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """Mails that a worker took and did not report about, for those who may decide."""
    del now  # the state is stored: jobs find what is stranded
    if not (access.may(Permission.MESSAGE_READ) and access.may(Permission.SURVEY_SEND)):
        return []
    return [_item(row) for row in messages_in_doubt(access, limit=limit)]


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
