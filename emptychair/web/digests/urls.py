"""Addresses of regular reports and displays."""

from django.urls import path

from emptychair.web.digests import changing, issues, pages, preview, wall_page, walls

urlpatterns = [
    path("reports/", pages.digests, name="digests"),
    path("reports/new/", changing.new_digest, name="digest-new"),
    path("reports/walls/", walls.walls, name="walls"),
    path("reports/walls/<int:wall_id>/revoke/", walls.revoke, name="wall-revoke"),
    path("reports/issues/<int:issue_id>/", issues.issue, name="digest-issue"),
    path("reports/issues/<int:issue_id>/<slug:form>/", issues.file, name="digest-file"),
    path("reports/<int:digest_id>/", pages.digest, name="digest"),
    path("reports/<int:digest_id>/edit/", changing.edit_digest, name="digest-edit"),
    path("reports/<int:digest_id>/preview/", preview.preview, name="digest-preview"),
    path(
        "reports/<int:digest_id>/preview/<slug:form>/",
        preview.preview_file,
        name="digest-preview-file",
    ),
    path("reports/<int:digest_id>/<slug:act>/", changing.act_on_digest, name="digest-act"),
    path("wall/<str:token>/", wall_page.wall, name="wall"),
]
