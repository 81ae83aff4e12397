"""Regular reports, on their way out; their files are downloaded from their pages."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.tables.types import ExportTable, columns

TABLES = (
    ExportTable(
        "digests",
        _("Regular reports"),
        "digests.digest",
        columns(
            """id, name, audience, team=team__name, touchpoint=touchpoint__key, cadence, day, hour,
            forms, language, with_names, active_from, paused_at, removed_at,
            created_by=created_by__email"""
        ),
    ),
    ExportTable(
        "digest_readers",
        _("Readers of reports"),
        "digests.digestrecipient",
        columns(
            """digest=digest__name, digest_id, member=user__email, address,
            confirmed_by=confirmed_by__email"""
        ),
    ),
    ExportTable(
        "digest_issues",
        _("Issues of reports"),
        "digests.digestissue",
        columns(
            """digest=digest__name, digest_id, period, first, end, title, summary, failed_parts,
            made_at, sent_at"""
        ),
    ),
)
