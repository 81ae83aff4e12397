"""Messages, on their way out."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.tables.types import ExportTable, columns

TABLES = (
    ExportTable(
        "messages",
        _("Messages"),
        "messaging.message",
        columns(
            """unique_key, purpose, channel, state, person_id=person__external_id,
            name=to_name, email=to_address, language, subject, text, send_after,
            handed_over_at, reason""",
            name="name",
            email="email",
            subject="comment",
            text="hidden",
        ),
        person="to_name",
    ),
    ExportTable(
        "mails_received",
        _("Mail received"),
        "messaging.inboundmail",
        columns(
            """header_id, thread, person_id=person__external_id, name=from_name,
            email=from_address, to_address, subject, text, received_at""",
            name="name",
            email="email",
            to_address="email",
            subject="comment",
            text="comment",
        ),
        person="from_name",
    ),
)
