"""Alerts, on their way out."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.tables.types import ExportTable, columns

TABLES = (
    ExportTable(
        "alerts",
        _("Alerts"),
        "alerts.alert",
        columns(
            """kind, place_kind, place, metric, touchpoint=touchpoint__key, since, first_seen,
            is_good, before, after, estimate, low, high, n_before, n_after, parameters,
            response_ids, state, reason, owner=owner__email, initiative=initiative__number,
            decided_at, decided_by=decided_by__email"""
        ),
    ),
    ExportTable(
        "alert_rules",
        _("What alerts tell"),
        "alerts.alertrule",
        columns(
            """is_on, switched_off, interest, good_too, quiet, told_to=told_to__email, looked_on,
            dry_run"""
        ),
    ),
)
