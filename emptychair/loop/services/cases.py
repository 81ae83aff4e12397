"""What may be done with a case, in one place to look it up."""

from emptychair.loop.services.bulk import undo_call, undo_hand_over
from emptychair.loop.services.changing import (
    assign_case,
    close_case,
    keep_promise,
    promise,
    reopen_case,
    set_due,
    snooze_case,
)
from emptychair.loop.services.conversation import (
    Draft,
    add_note,
    draft_reply,
    note_call,
    reply_by_mail,
    take_mail,
    take_message,
)
from emptychair.loop.services.opening import open_case
from emptychair.loop.services.replying import draft_by, reply_by

__all__ = [
    "Draft",
    "add_note",
    "assign_case",
    "close_case",
    "draft_by",
    "draft_reply",
    "keep_promise",
    "note_call",
    "open_case",
    "promise",
    "reopen_case",
    "reply_by",
    "reply_by_mail",
    "set_due",
    "snooze_case",
    "take_mail",
    "take_message",
    "undo_call",
    "undo_hand_over",
]
