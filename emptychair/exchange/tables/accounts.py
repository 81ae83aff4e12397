"""The audit trail, on its way out."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.tables.types import ExportTable, columns

TABLES = (
    ExportTable(
        "audit",
        _("Audit trail"),
        "accounts.auditentry",
        columns(
            """created_at, actor_kind, actor=actor_label, action, subject_kind, subject_id, before,
            after""",
            before="hidden",
            after="hidden",
        ),
    ),
)
