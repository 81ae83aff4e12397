"""Addresses of this section."""

from django.urls import path

from emptychair.web.settings.data import exports, imports

urlpatterns = [
    path("", imports.data, name="data"),
    path("imports/", imports.upload, name="data-upload"),
    path("imports/<int:run_id>/", imports.one_import, name="import"),
    path("imports/<int:run_id>/columns/", imports.columns, name="import-columns"),
    path("imports/<int:run_id>/run/", imports.run, name="import-run"),
    path("imports/<int:run_id>/cancel/", imports.cancel, name="import-cancel"),
    path("imports/<int:run_id>/undo/", imports.undo, name="import-undo"),
    path("imports/<int:run_id>/rejected.csv", imports.rejected, name="import-rejected"),
    path("exports/", exports.make, name="export-make"),
    path("exports/<int:export_id>/download", exports.download, name="export-download"),
]
