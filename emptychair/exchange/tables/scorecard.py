"""The scorecard, on its way out."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.tables.types import ExportTable, columns

TABLES = (
    ExportTable(
        "figures",
        _("Figures from outside"),
        "scorecard.outsidefigure",
        columns(
            """key, name, unit, group, horizon, better, combining, definition, source,
            owner=owner__email, team=team__name, version, beside"""
        ),
    ),
    ExportTable(
        "figure_values",
        _("Values of figures"),
        "scorecard.outsidevalue",
        columns(
            """figure=figure__key, period=day, grain, value, n, standard_error, source,
            entered_by=entered_by__email, entered_label, changed_at"""
        ),
    ),
    ExportTable(
        "figure_corrections",
        _("Corrected values"),
        "scorecard.outsidecorrection",
        columns(
            """figure=value__figure__key, period=value__day, was, was_source,
            corrected_by=corrected_by__email, corrected_label, corrected_at=created_at"""
        ),
    ),
    ExportTable(
        "scorecard_rows",
        _("Rows of the scorecard"),
        "scorecard.scorecardrow",
        columns(
            """figure=figure_key, position, hidden, horizon, owner=owner__email, team=team__name,
            aim_value, aim_day"""
        ),
    ),
    ExportTable(
        "guard_warnings",
        _("Warnings of the guard"),
        "scorecard.guardwarning",
        columns(
            """quick=quick_key, customer=customer_key, before_first, before_end, first, end, facts,
            q, raised_at, state, reason, initiative=initiative__number,
            decided_by=decided_by__email, decided_at"""
        ),
    ),
)
