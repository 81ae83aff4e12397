"""Reading messaging: messages, mails that came in, decisions about contacting somebody, and the
facts these rest on. Names and addresses come masked where `access` may not see them.
"""

from emptychair.messaging.queries.contact import contact_facts, contact_rule, decisions_of
from emptychair.messaging.queries.delivery import (
    can_mail_leave,
    due_message_ids,
    reply_to_for,
    sender_address,
    thread_secret,
    workspace_of_mail,
)
from emptychair.messaging.queries.inbound import inbound_mail, person_with_address
from emptychair.messaging.queries.outbox import (
    MessageView,
    OutboxFilters,
    OutboxRow,
    count_in_doubt,
    message_view,
    messages_in_doubt,
    outbox_rows,
)
from emptychair.messaging.queries.pausing import (
    ceiling_today,
    current_pause,
    pause_now,
    pause_with_id,
    sent_today,
    slow_start_now,
)
from emptychair.messaging.queries.stored import message_with_header_id, message_with_id
from emptychair.messaging.reasons import reason_sentence

__all__ = [
    "MessageView",
    "OutboxFilters",
    "OutboxRow",
    "can_mail_leave",
    "ceiling_today",
    "contact_facts",
    "contact_rule",
    "count_in_doubt",
    "current_pause",
    "decisions_of",
    "due_message_ids",
    "inbound_mail",
    "message_view",
    "message_with_header_id",
    "message_with_id",
    "messages_in_doubt",
    "outbox_rows",
    "pause_now",
    "pause_with_id",
    "person_with_address",
    "reason_sentence",
    "reply_to_for",
    "sender_address",
    "sent_today",
    "slow_start_now",
    "thread_secret",
    "workspace_of_mail",
]
