"""Addresses of this section."""

from django.urls import path

from emptychair.web.explore import saved, views
from emptychair.web.explore.embedded import view_embedded
from emptychair.web.ui.embeds import register_embed

register_embed("view", view_embedded)

urlpatterns = [
    path("", views.explore, name="explore"),
    path("table.<slug:kind>", views.table_file, name="explore-file"),
    path("figure/", views.figure, name="explore-figure"),
    path("figure/segment/", views.segment, name="explore-segment"),
    path("views/", saved.views, name="explore-views"),
    path("views/save/", saved.save, name="explore-view-save"),
    path("views/<int:view_id>/", saved.open_view, name="explore-view"),
    path("views/<int:view_id>/change/", saved.change, name="explore-view-change"),
    path("views/<int:view_id>/<slug:act>/", saved.act, name="explore-view-act"),
]
