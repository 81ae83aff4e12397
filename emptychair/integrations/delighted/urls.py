"""The one address of the API, behind which `router.py` reads, and that of links to answers."""

from django.urls import path, re_path

from emptychair.integrations.delighted.pages.permalink import permalink
from emptychair.integrations.delighted.router import api

urlpatterns = [
    re_path(r"^delighted/v1(?:/(?P<path>.*))?$", api, name="delighted-api"),
    path("r/<str:token>", permalink, name="permalink"),
]
