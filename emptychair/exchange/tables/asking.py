"""How customers are asked and reached beside the mail, on their way out."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.tables.types import ExportTable, columns

TABLES = (
    ExportTable(
        "ways_to_answer",
        _("Ways to answer"),
        "surveys.collector",
        columns("name, kind, survey=survey__name, touchpoint=touchpoint__key, is_open, created_at"),
    ),
    ExportTable(
        "autopilots",
        _("Autopilots"),
        "surveys.autopilot",
        columns("survey=survey__name, channel, cadence_days, is_active, everybody, started_at"),
    ),
    ExportTable(
        "autopilot_members",
        _("People on autopilot"),
        "surveys.autopilotmember",
        columns(
            """survey=autopilot__survey__name, channel=autopilot__channel,
            person_id=person__external_id, email=person__email, name=person__name, next_at,
            last_at""",
            email="email",
            name="name",
        ),
    ),
    ExportTable(
        "firings",
        _("Triggers that went off"),
        "surveys.firing",
        columns(
            """survey=survey__name, person_id=person__external_id, email=person__email,
            name=person__name, event=event__name, due_at, done_at""",
            email="email",
            name="name",
        ),
    ),
    ExportTable(
        "channel_addresses",
        _("Other addresses of people"),
        "customers.channeladdress",
        columns(
            """person_id=person__external_id, email=person__email, name=person__name, channel,
            address, source, linked_at, unlinked_at""",
            email="email",
            name="name",
            address="hidden",
        ),
    ),
    ExportTable(
        "short_messages",
        _("Short messages that came in"),
        "messaging.inboundtext",
        columns(
            """person_id=person__external_id, email=person__email, name=person__name, channel, text,
            thread, received_at""",
            email="email",
            name="name",
            text="comment",
        ),
        person="person__name",
    ),
    ExportTable(
        "hold_out",
        _("People who are never asked"),
        "messaging.holdout",
        columns(
            """person_id=person__external_id, email=person__email, name=person__name, drawn_at,
            until""",
            email="email",
            name="name",
        ),
    ),
)
