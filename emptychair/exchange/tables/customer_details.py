"""What customers allow us, why they were asked or not, and what we keep about them, going out."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.tables.types import ExportTable, columns

TABLES = (
    ExportTable(
        "other_numbers",
        _("Numbers of customers elsewhere"),
        "customers.otherid",
        columns(
            """person_id=person__external_id, email=person__email, name=person__name, system,
            value""",
            email="email",
            name="name",
        ),
    ),
    ExportTable(
        "special_days",
        _("Days of customers"),
        "customers.specialday",
        columns(
            """person_id=person__external_id, email=person__email, name=person__name, kind, whose,
            year, month, day""",
            email="email",
            name="name",
            whose="hidden",
            year="hidden",
        ),
    ),
    ExportTable(
        "wishes",
        _("Wishes of customers"),
        "customers.wish",
        columns(
            """person_id=person__external_id, email=person__email, name=person__name, text,
            noted_by=noted_by__email, created_at, fulfilled_at""",
            email="email",
            name="name",
            text="comment",
        ),
        person="person__name",
    ),
    ExportTable(
        "timeline",
        _("Timelines of customers"),
        "customers.timelineentry",
        columns(
            """happened_at, person_id=person__external_id, email=person__email, name=person__name,
            company_id=company__external_id, company=company__name, code, parameters,
            actor=actor_label""",
            email="email",
            name="name",
            parameters="hidden",
        ),
    ),
    ExportTable(
        "merges",
        _("Merged people"),
        "customers.personmerge",
        columns(
            """kept_id=kept__external_id, kept=kept__name, merged_id=merged__external_id,
            merged=merged__name, created_at, undone_at""",
            kept="name",
            merged="name",
        ),
    ),
    ExportTable(
        "attributes",
        _("Attributes of customers"),
        "customers.attributedefinition",
        columns("applies_to, key, label, kind, choices"),
    ),
    ExportTable(
        "consents",
        _("What customers allow"),
        "customers.consent",
        columns(
            """person_id=person__external_id, email=person__email, name=person__name, channel,
            given, source, said_at""",
            email="email",
            name="name",
        ),
    ),
    ExportTable(
        "suppressions",
        _("Addresses never written to"),
        "customers.suppression",
        columns("channel, address, reason, source, created_at", address="email"),
    ),
    ExportTable(
        "contact_decisions",
        _("Why somebody was asked or not"),
        "messaging.contactdecision",
        columns(
            """decided_at, person_id=person__external_id, email=person__email, name=person__name,
            occasion, purpose, allowed, reason, parameters""",
            email="email",
            name="name",
            parameters="hidden",
        ),
    ),
)
