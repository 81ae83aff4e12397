"""Addresses of the frame itself."""

from django.urls import path

from emptychair.web.ui import assets, gallery

urlpatterns = [
    path("assets/<slug:version>/<str:name>", assets.serve_asset, name="asset"),
    path("ui/", gallery.gallery, name="ui"),
]
