"""Who works here, and the audit trail, on their way out."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.tables.types import ExportTable, columns

TABLES = (
    ExportTable(
        "members",
        _("Members"),
        "accounts.membership",
        columns("name=user__name, email=user__email, role, created_at"),
    ),
    ExportTable(
        "teams",
        _("Teams"),
        "accounts.team",
        columns("name, kind, address"),
    ),
    ExportTable(
        "team_members",
        _("Who is in which team"),
        "accounts.teammember",
        columns("team=team__name, email=user__email"),
    ),
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
