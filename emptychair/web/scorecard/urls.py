"""Addresses of the scorecard."""

from django.urls import path

from emptychair.web.scorecard import figures, levels, page, rows, warnings

urlpatterns = [
    path("", page.scorecard, name="scorecard"),
    path("table.<slug:form>", page.table, name="scorecard-table"),
    path("rows/", rows.rows, name="scorecard-rows"),
    path("rows/<slug:key>/", rows.row, name="scorecard-row"),
    path("rows/<slug:key>/<slug:act>/", rows.act_on_row, name="scorecard-row-act"),
    path("sector/", rows.sector, name="scorecard-sector"),
    path("levels/new/", levels.new_level, name="scorecard-level-new"),
    path("figures/new/", figures.new_figure, name="scorecard-figure-new"),
    path("figures/by-number/<int:figure_id>/", figures.figure_with_id, name="scorecard-figure-id"),
    path("figures/<slug:key>/", figures.figure, name="scorecard-figure"),
    path("figures/<slug:key>/edit/", figures.edit_figure, name="scorecard-figure-edit"),
    path("figures/<slug:key>/remove/", figures.remove, name="scorecard-figure-remove"),
    path("warnings/", warnings.warnings, name="scorecard-warnings"),
    path("warnings/<int:warning_id>/", warnings.warning, name="scorecard-warning"),
    path("warnings/<int:warning_id>/<slug:act>/", warnings.act_on, name="scorecard-warning-act"),
]
