"""Kept questions of Explore, on their way out."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.tables.types import ExportTable, columns

TABLES = (
    ExportTable(
        "views",
        _("Saved views"),
        "explore.savedview",
        columns("name, question, is_shared, owner=owner__email, removed_at"),
    ),
    ExportTable(
        "kept_figures",
        _("Figures behind segments"),
        "explore.keptfigure",
        columns("name, question"),
    ),
)
